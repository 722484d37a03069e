#compdef ptycho_inference
# digest: input 1e0f6f77eaf0d011 text 82386296ab95868e
# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.

# Completion of ptycho_inference in zsh: install it as _ptycho_inference in a folder of $fpath.

_arguments -s -S \
    '--test-data-file=[Scan to validate on while training, or to reconstruct (NPZ).]:test-data-file:_files' \
    '--test-data=[Scan to validate on while training, or to reconstruct (NPZ).]:test-data:_files' \
    '--model-path=[Run folder of a training, or the bundle wts.h5.zip inside it.]:model-path:_files' \
    '--output-dir=[Folder to write to; made if it does not exist.]:output-dir:_files' \
    '--overwrite[Replace the results of an earlier run in the output folder.]' \
    '--no-overwrite[The opposite of --overwrite.]' \
    '--measurement=[What the numbers in the diffraction patterns are.]:measurement:((auto\:"decided from the values and the probe; the run log says why" counts\:"detector counts (intensity)" amplitude\:"square root of counts"))' \
    '--quiet[Show errors only.]' \
    '--no-quiet[The opposite of --quiet.]' \
    '--accelerator=[Kind of processor to compute on.]:accelerator:((auto\:"the best one found" cpu\:"processor" gpu\:"graphics processor of any make" cuda\:"NVIDIA graphics processor" mps\:"Apple graphics processor"))' \
    '--inference-batch-size=[Patterns that are transformed at once during a reconstruction.]:inference-batch-size:' \
    '*--config=[Run file (YAML, name\: value); several may be given, a later one wins.]:config:_files' \
    '--print-config[Print the resolved run file and stop.]' \
    '*--why=[Say where the value of a knob comes from and stop.]:why:(test_data_file
model_path
output_dir
overwrite
measurement
quiet
accelerator
inference_batch_size)' \
    '--version[Print the version and stop.]' \
    '--help[Print this text and stop.]'
