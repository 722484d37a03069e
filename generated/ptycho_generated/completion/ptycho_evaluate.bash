# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 773838867efbcbe5 text 61b7d097b0137085

# Completion of ptycho_evaluate in bash: source this file, or install it as
# share/bash-completion/completions/ptycho_evaluate.

_ptycho_evaluate() {
    local current=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} words
    if [[ $current == = ]]; then
        current=
    elif [[ $flag == = ]]; then
        flag=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case ${flag//_/-} in
        --test-data-file) words=/ ;;
        --test-data) words=/ ;;
        --model-path) words=/ ;;
        --output-dir) words=/ ;;
        --reconstruction) words=/ ;;
        --against) words=/ ;;
        --halves) words='none odd_even random' ;;
        --measurement) words='auto counts amplitude' ;;
        --probe-refinement-iterations) words= ;;
        --pattern-flip) words='none rows columns both' ;;
        --pattern-crop-px) words='none' ;;
        --pattern-binning) words= ;;
        --position-order) words='yx xy' ;;
        --position-flip) words='none y x both' ;;
        --position-unit) words='auto px m' ;;
        --object-pixel-size-m) words='none' ;;
        --wavelength-m) words='none' ;;
        --detector-distance-m) words='none' ;;
        --detector-pixel-size-m) words='none' ;;
        --probe-source) words='file mean_pattern' ;;
        --accelerator) words='auto cpu gpu cuda mps' ;;
        --num-workers) words= ;;
        --inference-batch-size) words= ;;
        --engine) words='network rpie gradient' ;;
        --engine-iterations) words= ;;
        --refine) words= ;;
        --refine-engine) words='rpie gradient' ;;
        --rpie-alpha) words= ;;
        --config) words=/ ;;
        --why) words='test_data_file
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
rpie_alpha' ;;
        *) words='--test-data-file
--test-data
--model-path
--output-dir
--overwrite
--no-overwrite
--reconstruction
--against
--halves
--measurement
--probe-refinement-iterations
--pattern-fftshift
--no-pattern-fftshift
--pattern-transpose
--no-pattern-transpose
--pattern-flip
--pattern-crop-px
--pattern-binning
--position-order
--position-flip
--position-unit
--object-pixel-size-m
--wavelength-m
--detector-distance-m
--detector-pixel-size-m
--probe-source
--quiet
--no-quiet
--accelerator
--num-workers
--inference-batch-size
--engine
--engine-iterations
--refine
--refine-engine
--compare-engines
--no-compare-engines
--refine-probe
--no-refine-probe
--refine-positions
--no-refine-positions
--rpie-alpha
--config
--print-config
--why
--version
--help
--help-all' ;;
    esac
    if [[ $words == / ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    fi
}

complete -F _ptycho_evaluate ptycho_evaluate
