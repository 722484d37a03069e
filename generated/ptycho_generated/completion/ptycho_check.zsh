#compdef ptycho_check
# digest: input 9e125928244883d6 text 7da39688601b0275
# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.

# Completion of ptycho_check in zsh: install it as _ptycho_check in a folder of $fpath.

_arguments -s -S \
    '--overwrite[Replace what is there already, results in the output folder or the converted scan.]' \
    '--no-overwrite[The opposite of --overwrite.]' \
    '--scan-file=[Scan to look at (NPZ, HDF5 or CXI).]:scan-file:_files' \
    '--picture=[Picture to write, with the mean pattern, the map of the scan and the probe (PNG).]:picture:_files' \
    '--json[Print the findings as JSON instead of text.]' \
    '--as-json[Print the findings as JSON instead of text.]' \
    '--no-as-json[The opposite of --json.]' \
    '--convert-to=[NPZ to write the scan to if it has no error, as it was read, in the form that later opens without being copied.]:convert-to:_files' \
    '--measurement=[What the numbers in the diffraction patterns are.]:measurement:((auto\:"decided from the values and the probe; the run log says why" counts\:"detector counts (intensity)" amplitude\:"square root of counts"))' \
    '--pattern-fftshift[The zero frequency of the patterns is at the corner of the array; move it to the centre.]' \
    '--no-pattern-fftshift[The opposite of --pattern-fftshift.]' \
    '--pattern-transpose[Exchange rows and columns of the patterns.]' \
    '--no-pattern-transpose[The opposite of --pattern-transpose.]' \
    '--pattern-flip=[Axis of the patterns to reverse, after a transposition.]:pattern-flip:((none\:"no axis" rows\:"upside down" columns\:"left to right" both\:"both axes"))' \
    '--pattern-crop-px=[Side of the central part of the detector that is used; a smaller part makes larger object pixels.]:pattern-crop-px:((none\:"the whole detector"))' \
    '--pattern-binning=[Detector pixels along each axis whose counts are added up.]:pattern-binning:' \
    '--position-order=[Whether the file has exchanged the coordinates.]:position-order:((yx\:"ycoords are rows, xcoords are columns" xy\:"ycoords are columns, xcoords are rows"))' \
    '--position-flip=[Coordinate of the positions whose sign is reversed.]:position-flip:((none\:"neither" y\:"rows" x\:"columns" both\:"both"))' \
    '--position-unit=[Unit of the positions.]:position-unit:((auto\:"what the file says; pixels in an NPZ" px\:"object pixels" m\:"metres, divided by the size of an object pixel"))' \
    '--object-pixel-size-m=[Size of an object pixel of the whole detector.]:object-pixel-size-m:((none\:"from the file, or from wavelength, distance and detector pixel"))' \
    '--wavelength-m=[Wavelength of the light.]:wavelength-m:((none\:"from the file"))' \
    '--detector-distance-m=[Distance from the sample to the detector.]:detector-distance-m:((none\:"from the file"))' \
    '--detector-pixel-size-m=[Size of a detector pixel.]:detector-pixel-size-m:((none\:"from the file"))' \
    '--probe-source=[Where the probe comes from.]:probe-source:((file\:"the array probeGuess of the file" mean_pattern\:"the focus whose far field is the mean pattern"))' \
    '--quiet[Show errors only; a check shows warnings too, but nothing that is as it should be.]' \
    '--no-quiet[The opposite of --quiet.]' \
    '*--config=[Run file (YAML, name\: value); several may be given, a later one wins.]:config:_files' \
    '--print-config[Print the resolved run file and stop.]' \
    '*--why=[Say where the value of a knob comes from and stop.]:why:(overwrite
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
quiet)' \
    '--version[Print the version and stop.]' \
    '--help[Print this text and stop.]' \
    '--help-all[Print this text with the rare knobs and stop.]'
