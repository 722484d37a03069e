# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input a6e376bf126c7ad7 text 70664122b1da5509

# Completion of ptycho_inference in fish: install it in a folder of $fish_complete_path.

complete -c ptycho_inference -f
complete -c ptycho_inference -l test-data-file -r -F -d 'Scan to validate on while training, or to reconstruct (NPZ).'
complete -c ptycho_inference -l test-data -r -F -d 'Scan to validate on while training, or to reconstruct (NPZ).'
complete -c ptycho_inference -l model-path -r -F -d 'Run folder of a training, or the bundle wts.h5.zip inside it.'
complete -c ptycho_inference -l output-dir -r -F -d 'Folder to write to; made if it does not exist.'
complete -c ptycho_inference -l overwrite -d 'Replace the results of an earlier run in the output folder.'
complete -c ptycho_inference -l no-overwrite -d 'The opposite of --overwrite.'
complete -c ptycho_inference -l measurement -x -a 'auto	decided from the values and the probe; the run log says why
counts	detector counts (intensity)
amplitude	square root of counts' -d 'What the numbers in the diffraction patterns are.'
complete -c ptycho_inference -l quiet -d 'Show errors only.'
complete -c ptycho_inference -l no-quiet -d 'The opposite of --quiet.'
complete -c ptycho_inference -l accelerator -x -a 'auto	the best one found
cpu	processor
gpu	graphics processor of any make
cuda	NVIDIA graphics processor
mps	Apple graphics processor' -d 'Kind of processor to compute on.'
complete -c ptycho_inference -l inference-batch-size -x -d 'Patterns that are transformed at once during a reconstruction.'
complete -c ptycho_inference -l config -r -F -d 'Run file (YAML, name: value); several may be given, a later one wins.'
complete -c ptycho_inference -l print-config -d 'Print the resolved run file and stop.'
complete -c ptycho_inference -l why -x -a 'test_data_file
model_path
output_dir
overwrite
measurement
quiet
accelerator
inference_batch_size' -d 'Say where the value of a knob comes from and stop.'
complete -c ptycho_inference -l version -d 'Print the version and stop.'
complete -c ptycho_inference -l help -d 'Print this text and stop.'
