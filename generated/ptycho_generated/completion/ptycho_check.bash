# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 5023ca1d417120c6 text 5aafd6fb712de76a

# Completion of ptycho_check in bash: source this file, or install it as
# share/bash-completion/completions/ptycho_check.

_ptycho_check() {
    local current=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} words
    if [[ $current == = ]]; then
        current=
    elif [[ $flag == = ]]; then
        flag=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case ${flag//_/-} in
        --scan-file) words=/ ;;
        --picture) words=/ ;;
        --convert-to) words=/ ;;
        --measurement) words='auto counts amplitude' ;;
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
        --config) words=/ ;;
        --why) words='overwrite
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
quiet' ;;
        *) words='--overwrite
--no-overwrite
--scan-file
--picture
--json
--as-json
--no-as-json
--convert-to
--measurement
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

complete -F _ptycho_check ptycho_check
