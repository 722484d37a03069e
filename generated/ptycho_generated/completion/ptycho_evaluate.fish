# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 3797553890e1eb64 text 4b042607c155b939

# Completion of ptycho_evaluate in fish: install it in a folder of $fish_complete_path.

complete -c ptycho_evaluate -f
complete -c ptycho_evaluate -l test-data-file -r -F -d 'Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).'
complete -c ptycho_evaluate -l test-data -r -F -d 'Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).'
complete -c ptycho_evaluate -l model-path -r -F -d 'Run folder of a training, or the bundle wts.h5.zip inside it.'
complete -c ptycho_evaluate -l output-dir -r -F -d 'Folder to write to; made if it does not exist.'
complete -c ptycho_evaluate -l overwrite -d 'Replace what is there already, results in the output folder or the converted scan.'
complete -c ptycho_evaluate -l no-overwrite -d 'The opposite of --overwrite.'
complete -c ptycho_evaluate -l reconstruction -r -F -d 'Result folder, reconstruction.npz or ptychodus product to score.'
complete -c ptycho_evaluate -l against -r -F -d 'Another reconstruction, or a scan with a truth, to score against.'
complete -c ptycho_evaluate -l halves -x -a 'none	no halves; files are compared
odd_even	every other pattern
random	a random half, always the same' -d 'Halve the scan, reconstruct both halves in the same way, and score one against the other.'
complete -c ptycho_evaluate -l measurement -x -a 'auto	decided from the values and the probe; the run log says why
counts	detector counts (intensity)
amplitude	square root of counts' -d 'What the numbers in the diffraction patterns are.'
complete -c ptycho_evaluate -l probe-refinement-iterations -x -d 'Steps by which the probe is refined from the scan; the refined probe is used where it predicts patterns better that were held back.'
complete -c ptycho_evaluate -l pattern-fftshift -d 'The zero frequency of the patterns is at the corner of the array; move it to the centre.'
complete -c ptycho_evaluate -l no-pattern-fftshift -d 'The opposite of --pattern-fftshift.'
complete -c ptycho_evaluate -l pattern-transpose -d 'Exchange rows and columns of the patterns.'
complete -c ptycho_evaluate -l no-pattern-transpose -d 'The opposite of --pattern-transpose.'
complete -c ptycho_evaluate -l pattern-flip -x -a 'none	no axis
rows	upside down
columns	left to right
both	both axes' -d 'Axis of the patterns to reverse, after a transposition.'
complete -c ptycho_evaluate -l pattern-crop-px -x -a 'none	the whole detector' -d 'Side of the central part of the detector that is used; a smaller part makes larger object pixels.'
complete -c ptycho_evaluate -l pattern-binning -x -d 'Detector pixels along each axis whose counts are added up.'
complete -c ptycho_evaluate -l position-order -x -a 'yx	ycoords are rows, xcoords are columns
xy	ycoords are columns, xcoords are rows' -d 'Whether the file has exchanged the coordinates.'
complete -c ptycho_evaluate -l position-flip -x -a 'none	neither
y	rows
x	columns
both	both' -d 'Coordinate of the positions whose sign is reversed.'
complete -c ptycho_evaluate -l position-unit -x -a 'auto	what the file says; pixels in an NPZ
px	object pixels
m	metres, divided by the size of an object pixel' -d 'Unit of the positions.'
complete -c ptycho_evaluate -l object-pixel-size-m -x -a 'none	from the file, or from wavelength, distance and detector pixel' -d 'Size of an object pixel of the whole detector.'
complete -c ptycho_evaluate -l wavelength-m -x -a 'none	from the file' -d 'Wavelength of the light.'
complete -c ptycho_evaluate -l detector-distance-m -x -a 'none	from the file' -d 'Distance from the sample to the detector.'
complete -c ptycho_evaluate -l detector-pixel-size-m -x -a 'none	from the file' -d 'Size of a detector pixel.'
complete -c ptycho_evaluate -l probe-source -x -a 'file	the array probeGuess of the file
mean_pattern	the focus whose far field is the mean pattern' -d 'Where the probe comes from.'
complete -c ptycho_evaluate -l quiet -d 'Show errors only; a check shows warnings too, but nothing that is as it should be.'
complete -c ptycho_evaluate -l no-quiet -d 'The opposite of --quiet.'
complete -c ptycho_evaluate -l accelerator -x -a 'auto	the best one found
cpu	processor
gpu	graphics processor of any make
cuda	NVIDIA graphics processor
mps	Apple graphics processor' -d 'Kind of processor to compute on.'
complete -c ptycho_evaluate -l num-workers -x -d 'Processes that prepare batches.'
complete -c ptycho_evaluate -l inference-batch-size -x -d 'Patterns that are transformed at once during a reconstruction.'
complete -c ptycho_evaluate -l engine -x -a 'network	the network that model_path names
rpie	regularised ptychographic iterative engine, from a flat object
gradient	accelerated gradient on all patterns at once, from a flat object' -d 'What reconstructs the scan.'
complete -c ptycho_evaluate -l engine-iterations -x -d 'Iterations of an engine that begins with a flat object.'
complete -c ptycho_evaluate -l refine -x -d 'Iterations of a classical engine that begins with the object of the network.'
complete -c ptycho_evaluate -l refine-engine -x -a 'rpie	regularised ptychographic iterative engine
gradient	accelerated gradient on all patterns at once' -d 'Engine that refines the object of the network.'
complete -c ptycho_evaluate -l compare-engines -d 'Let each classical engine reconstruct the scan alone as well, to stand beside the result in metrics.json.'
complete -c ptycho_evaluate -l no-compare-engines -d 'The opposite of --compare-engines.'
complete -c ptycho_evaluate -l refine-probe -d 'Let classical engines correct the probe too.'
complete -c ptycho_evaluate -l no-refine-probe -d 'The opposite of --refine-probe.'
complete -c ptycho_evaluate -l refine-positions -d 'Let classical engines correct the scan positions too.'
complete -c ptycho_evaluate -l no-refine-positions -d 'The opposite of --refine-positions.'
complete -c ptycho_evaluate -l rpie-alpha -x -d 'Share of the brightest illumination in the denominator of rPIE; more is steadier and slower.'
complete -c ptycho_evaluate -l config -r -F -d 'Run file (YAML, name: value); several may be given, a later one wins.'
complete -c ptycho_evaluate -l print-config -d 'Print the resolved run file and stop.'
complete -c ptycho_evaluate -l why -x -a 'test_data_file
model_path
output_dir
overwrite
reconstruction
against
halves
measurement
probe_refinement_iterations
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
quiet
accelerator
num_workers
inference_batch_size
engine
engine_iterations
refine
refine_engine
compare_engines
refine_probe
refine_positions
rpie_alpha' -d 'Say where the value of a knob comes from and stop.'
complete -c ptycho_evaluate -l version -d 'Print the version and stop.'
complete -c ptycho_evaluate -l help -d 'Print this text and stop.'
complete -c ptycho_evaluate -l help-all -d 'Print this text with the rare knobs and stop.'
