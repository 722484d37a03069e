# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 929388f25fbd0f8a text 53484a1d87786c32

# Completion of ptycho_check in fish: install it in a folder of $fish_complete_path.

complete -c ptycho_check -f
complete -c ptycho_check -l overwrite -d 'Replace what is there already, results in the output folder or the converted scan.'
complete -c ptycho_check -l no-overwrite -d 'The opposite of --overwrite.'
complete -c ptycho_check -l scan-file -r -F -d 'Scan to look at (NPZ, HDF5 or CXI).'
complete -c ptycho_check -l picture -r -F -d 'Picture to write, with the mean pattern, the map of the scan and the probe (PNG).'
complete -c ptycho_check -l json -d 'Print the findings as JSON instead of text.'
complete -c ptycho_check -l as-json -d 'Print the findings as JSON instead of text.'
complete -c ptycho_check -l no-as-json -d 'The opposite of --json.'
complete -c ptycho_check -l convert-to -r -F -d 'NPZ to write the scan to if it has no error, as it was read, in the form that later opens without being copied.'
complete -c ptycho_check -l measurement -x -a 'auto	decided from the values and the probe; the run log says why
counts	detector counts (intensity)
amplitude	square root of counts' -d 'What the numbers in the diffraction patterns are.'
complete -c ptycho_check -l pattern-fftshift -d 'The zero frequency of the patterns is at the corner of the array; move it to the centre.'
complete -c ptycho_check -l no-pattern-fftshift -d 'The opposite of --pattern-fftshift.'
complete -c ptycho_check -l pattern-transpose -d 'Exchange rows and columns of the patterns.'
complete -c ptycho_check -l no-pattern-transpose -d 'The opposite of --pattern-transpose.'
complete -c ptycho_check -l pattern-flip -x -a 'none	no axis
rows	upside down
columns	left to right
both	both axes' -d 'Axis of the patterns to reverse, after a transposition.'
complete -c ptycho_check -l pattern-crop-px -x -a 'none	the whole detector' -d 'Side of the central part of the detector that is used; a smaller part makes larger object pixels.'
complete -c ptycho_check -l pattern-binning -x -d 'Detector pixels along each axis whose counts are added up.'
complete -c ptycho_check -l position-order -x -a 'yx	ycoords are rows, xcoords are columns
xy	ycoords are columns, xcoords are rows' -d 'Whether the file has exchanged the coordinates.'
complete -c ptycho_check -l position-flip -x -a 'none	neither
y	rows
x	columns
both	both' -d 'Coordinate of the positions whose sign is reversed.'
complete -c ptycho_check -l position-unit -x -a 'auto	what the file says; pixels in an NPZ
px	object pixels
m	metres, divided by the size of an object pixel' -d 'Unit of the positions.'
complete -c ptycho_check -l object-pixel-size-m -x -a 'none	from the file, or from wavelength, distance and detector pixel' -d 'Size of an object pixel of the whole detector.'
complete -c ptycho_check -l wavelength-m -x -a 'none	from the file' -d 'Wavelength of the light.'
complete -c ptycho_check -l detector-distance-m -x -a 'none	from the file' -d 'Distance from the sample to the detector.'
complete -c ptycho_check -l detector-pixel-size-m -x -a 'none	from the file' -d 'Size of a detector pixel.'
complete -c ptycho_check -l probe-source -x -a 'file	the array probeGuess of the file
mean_pattern	the focus whose far field is the mean pattern' -d 'Where the probe comes from.'
complete -c ptycho_check -l quiet -d 'Show errors only; a check shows warnings too, but nothing that is as it should be.'
complete -c ptycho_check -l no-quiet -d 'The opposite of --quiet.'
complete -c ptycho_check -l config -r -F -d 'Run file (YAML, name: value); several may be given, a later one wins.'
complete -c ptycho_check -l print-config -d 'Print the resolved run file and stop.'
complete -c ptycho_check -l why -x -a 'overwrite
scan_file
picture
as_json
convert_to
measurement
pattern_fftshift
pattern_transpose
pattern_flip
pattern_crop_px
pattern_binning
position_order
position_flip
position_unit
object_pixel_size_m
wavelength_m
detector_distance_m
detector_pixel_size_m
probe_source
quiet' -d 'Say where the value of a knob comes from and stop.'
complete -c ptycho_check -l version -d 'Print the version and stop.'
complete -c ptycho_check -l help -d 'Print this text and stop.'
complete -c ptycho_check -l help-all -d 'Print this text with the rare knobs and stop.'
