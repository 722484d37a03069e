# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 87458e87245d85b6 text a1301d4105c0c8be

# Completion of ptycho_train in bash: source this file, or install it as
# share/bash-completion/completions/ptycho_train.

_ptycho_train() {
    local current=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} words
    if [[ $current == = ]]; then
        current=
    elif [[ $flag == = ]]; then
        flag=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case ${flag//_/-} in
        --train-data-file) words=/ ;;
        --test-data-file) words=/ ;;
        --test-data) words=/ ;;
        --output-dir) words=/ ;;
        --measurement) words='auto counts amplitude' ;;
        --probe-refinement-iterations) words= ;;
        --gridsize) words= ;;
        --n-groups) words='none' ;;
        --n-validation-groups) words='none' ;;
        --input-fraction-min) words= ;;
        --input-fraction-max) words= ;;
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
        --architecture) words='unrolled' ;;
        --n-unrolled) words= ;;
        --n-filters) words= ;;
        --n-hidden-channels) words= ;;
        --loss-function) words='amplitude poisson' ;;
        --deep-supervision-weight) words= ;;
        --max-epochs) words= ;;
        --nepochs) words= ;;
        --epochs) words= ;;
        --max-time) words='none' ;;
        --batch-size) words= ;;
        --learning-rate) words= ;;
        --weight-decay) words= ;;
        --betas) words= ;;
        --scheduler) words='Default Exponential MultiStage WarmupCosine' ;;
        --scheduler-gamma) words= ;;
        --lr-warmup-steps) words= ;;
        --accumulate-grad-batches) words= ;;
        --accum-steps) words= ;;
        --gradient-clip-val) words='none' ;;
        --gradient-clip-algorithm) words='norm value' ;;
        --ema-decay) words='none' ;;
        --limit-train-batches) words='none' ;;
        --check-val-every-n-epoch) words= ;;
        --checkpoint-save-top-k) words= ;;
        --checkpoint-monitor) words='val_loss train_loss' ;;
        --checkpoint-monitor-metric) words='val_loss train_loss' ;;
        --checkpoint-mode) words='min max' ;;
        --checkpoint-every-n-epochs) words= ;;
        --early-stop-patience) words= ;;
        --early-stop-min-delta) words= ;;
        --resume) words=/ ;;
        --logger) words='csv tensorboard none' ;;
        --logger-backend) words='csv tensorboard none' ;;
        --log-every-n-steps) words= ;;
        --flush-logs-every-n-steps) words= ;;
        --preview-every-n-epochs) words='none' ;;
        --seed) words= ;;
        --accelerator) words='auto cpu gpu cuda mps' ;;
        --devices) words='auto' ;;
        --num-nodes) words= ;;
        --strategy) words='auto ddp ddp_spawn' ;;
        --precision) words='32-true 16-mixed bf16-mixed' ;;
        --num-workers) words= ;;
        --prefetch-factor) words='none' ;;
        --config) words=/ ;;
        --why) words='train_data_file
test_data_file
output_dir
overwrite
measurement
probe_refinement_iterations
gridsize
n_groups
n_validation_groups
input_fraction_min
input_fraction_max
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
architecture
n_unrolled
n_filters
n_hidden_channels
loss_function
deep_supervision_weight
max_epochs
max_time
batch_size
learning_rate
weight_decay
betas
scheduler
scheduler_gamma
lr_warmup_steps
accum_steps
gradient_clip_val
gradient_clip_algorithm
ema_decay
limit_train_batches
check_val_every_n_epoch
enable_checkpointing
checkpoint_save_top_k
checkpoint_monitor_metric
checkpoint_mode
checkpoint_save_last
checkpoint_every_n_epochs
early_stop_patience
early_stop_min_delta
resume
logger_backend
log_every_n_steps
flush_logs_every_n_steps
enable_progress_bar
preview_every_n_epochs
quiet
seed
deterministic
accelerator
devices
num_nodes
strategy
precision
num_workers
pin_memory
persistent_workers
prefetch_factor' ;;
        *) words='--train-data-file
--test-data-file
--test-data
--output-dir
--overwrite
--no-overwrite
--measurement
--probe-refinement-iterations
--gridsize
--n-groups
--n-validation-groups
--input-fraction-min
--input-fraction-max
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
--architecture
--n-unrolled
--n-filters
--n-hidden-channels
--loss-function
--deep-supervision-weight
--max-epochs
--nepochs
--epochs
--max-time
--batch-size
--learning-rate
--weight-decay
--betas
--scheduler
--scheduler-gamma
--lr-warmup-steps
--accumulate-grad-batches
--accum-steps
--gradient-clip-val
--gradient-clip-algorithm
--ema-decay
--limit-train-batches
--check-val-every-n-epoch
--enable-checkpointing
--disable-checkpointing
--checkpoint-save-top-k
--checkpoint-monitor
--checkpoint-monitor-metric
--checkpoint-mode
--checkpoint-save-last
--no-checkpoint-save-last
--checkpoint-every-n-epochs
--early-stop-patience
--early-stop-min-delta
--resume
--logger
--logger-backend
--log-every-n-steps
--flush-logs-every-n-steps
--enable-progress-bar
--no-enable-progress-bar
--preview-every-n-epochs
--quiet
--no-quiet
--seed
--deterministic
--no-deterministic
--accelerator
--devices
--num-nodes
--strategy
--precision
--num-workers
--pin-memory
--no-pin-memory
--persistent-workers
--no-persistent-workers
--prefetch-factor
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

complete -F _ptycho_train ptycho_train
