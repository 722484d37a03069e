#compdef ptycho_inference
# digest: input 02a1189b71e10006 text 4ce0f38b7b740cc8
# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.

# Completion of ptycho_inference in zsh: install it as _ptycho_inference in a folder of $fpath.

_arguments -s -S \
    '--test-data-file=[Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).]:test-data-file:_files' \
    '--test-data=[Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).]:test-data:_files' \
    '--model-path=[Run folder of a training, or the bundle wts.h5.zip inside it.]:model-path:_files' \
    '--output-dir=[Folder to write to; made if it does not exist.]:output-dir:_files' \
    '--overwrite[Replace what is there already, results in the output folder or the converted scan.]' \
    '--no-overwrite[The opposite of --overwrite.]' \
    '--extra-test-data-files=[Further scans to reconstruct with the same network, each into a folder of its own named after the scan.]:extra-test-data-files:_files' \
    '--measurement=[What the numbers in the diffraction patterns are.]:measurement:((auto\:"decided from the values and the probe; the run log says why" counts\:"detector counts (intensity)" amplitude\:"square root of counts"))' \
    '--probe-refinement-iterations=[Steps by which the probe is refined from the scan; the refined probe is used where it predicts patterns better that were held back.]:probe-refinement-iterations:' \
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
    '--accelerator=[Kind of processor to compute on.]:accelerator:((auto\:"the best one found" cpu\:"processor" gpu\:"graphics processor of any make" cuda\:"NVIDIA graphics processor" mps\:"Apple graphics processor"))' \
    '--num-workers=[Processes that prepare batches.]:num-workers:' \
    '--inference-batch-size=[Patterns that are transformed at once during a reconstruction.]:inference-batch-size:' \
    '--engine=[What reconstructs the scan.]:engine:((network\:"the network that model_path names" rpie\:"regularised ptychographic iterative engine, from a flat object" gradient\:"accelerated gradient on all patterns at once, from a flat object"))' \
    '--engine-iterations=[Iterations of an engine that begins with a flat object.]:engine-iterations:' \
    '--refine=[Iterations of a classical engine that begins with the object of the network.]:refine:' \
    '--refine-engine=[Engine that refines the object of the network.]:refine-engine:((rpie\:"regularised ptychographic iterative engine" gradient\:"accelerated gradient on all patterns at once"))' \
    '--compare-engines[Let each classical engine reconstruct the scan alone as well, to stand beside the result in metrics.json.]' \
    '--no-compare-engines[The opposite of --compare-engines.]' \
    '--refine-probe[Let classical engines correct the probe too.]' \
    '--no-refine-probe[The opposite of --refine-probe.]' \
    '--refine-positions[Let classical engines correct the scan positions too.]' \
    '--no-refine-positions[The opposite of --refine-positions.]' \
    '--rpie-alpha=[Share of the brightest illumination in the denominator of rPIE; more is steadier and slower.]:rpie-alpha:' \
    '*--config=[Run file (YAML, name\: value); several may be given, a later one wins.]:config:_files' \
    '--print-config[Print the resolved run file and stop.]' \
    '*--why=[Say where the value of a knob comes from and stop.]:why:(test_data_file
model_path
output_dir
overwrite
extra_test_data_files
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
rpie_alpha)' \
    '--version[Print the version and stop.]' \
    '--help[Print this text and stop.]' \
    '--help-all[Print this text with the rare knobs and stop.]'
