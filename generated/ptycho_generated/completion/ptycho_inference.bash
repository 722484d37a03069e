# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 8b6ea46245116fa3 text e7fd4c9aabe48bcc

# Completion of ptycho_inference in bash: source this file, or install it as
# share/bash-completion/completions/ptycho_inference.

_ptycho_inference() {
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
        --measurement) words='auto counts amplitude' ;;
        --accelerator) words='auto cpu gpu cuda mps' ;;
        --inference-batch-size) words= ;;
        --config) words=/ ;;
        --why) words='test_data_file
model_path
output_dir
overwrite
measurement
quiet
accelerator
inference_batch_size' ;;
        *) words='--test-data-file
--test-data
--model-path
--output-dir
--overwrite
--no-overwrite
--measurement
--quiet
--no-quiet
--accelerator
--inference-batch-size
--config
--print-config
--why
--version
--help' ;;
    esac
    if [[ $words == / ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    fi
}

complete -F _ptycho_inference ptycho_inference
