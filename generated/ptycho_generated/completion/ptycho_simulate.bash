# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 9926e5b5f89185e8 text fb8f3dc6960bc8c4

# Completion of ptycho_simulate in bash: source this file, or install it as
# share/bash-completion/completions/ptycho_simulate.

_ptycho_simulate() {
    local current=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} words
    if [[ $current == = ]]; then
        current=
    elif [[ $flag == = ]]; then
        flag=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case ${flag//_/-} in
        --output-dir) words=/ ;;
        --seed) words= ;;
        --object-kind) words='mixed cells circuit dead_leaves siemens_star' ;;
        --object-seed) words='none' ;;
        --probe-kind) words='defocus gaussian disk' ;;
        --probe-from) words=/ ;;
        --probe-diameter-px) words= ;;
        --patch-size) words= ;;
        --n-positions) words= ;;
        --step-px) words= ;;
        --photons-per-pattern) words= ;;
        --scan-pattern) words='raster spiral fermat' ;;
        --position-jitter) words= ;;
        --config) words=/ ;;
        --why) words='output_dir
overwrite
quiet
seed
object_kind
object_seed
probe_kind
probe_from
probe_diameter_px
patch_size
n_positions
step_px
photons_per_pattern
scan_pattern
position_jitter
noise' ;;
        *) words='--output-dir
--overwrite
--no-overwrite
--quiet
--no-quiet
--seed
--object-kind
--object-seed
--probe-kind
--probe-from
--probe-diameter-px
--patch-size
--n-positions
--step-px
--photons-per-pattern
--scan-pattern
--position-jitter
--noise
--no-noise
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

complete -F _ptycho_simulate ptycho_simulate
