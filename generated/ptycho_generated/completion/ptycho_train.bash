# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 31b12ffecec89f43 text 985c3872cfde341c

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
        --extra-train-data-files) words=/ ;;
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
        --architecture) words='unrolled denoiser cnn' ;;
        --n-unrolled) words= ;;
        --n-subsets) words= ;;
        --n-averaging-steps) words= ;;
        --n-filters) words= ;;
        --n-filters-scale) words= ;;
        --n-hidden-channels) words= ;;
        --model-type) words='pinn supervised' ;;
        --loss-function) words='amplitude poisson mae' ;;
        --deep-supervision-weight) words= ;;
        --nll-weight) words= ;;
        --mae-weight) words= ;;
        --tv-weight) words= ;;
        --realspace-weight) words= ;;
        --max-epochs) words= ;;
        --nepochs) words= ;;
        --epochs) words= ;;
        --min-epochs) words='none' ;;
        --max-steps) words= ;;
        --max-time) words='none' ;;
        --batch-size) words= ;;
        --optimizer) words='adamw adam sgd' ;;
        --learning-rate) words= ;;
        --weight-decay) words= ;;
        --betas) words= ;;
        --sgd-momentum) words= ;;
        --scheduler) words='Default Exponential MultiStage WarmupCosine Cosine OneCycle Linear Step ReduceLROnPlateau Adaptive' ;;
        --scheduler-gamma) words= ;;
        --lr-warmup-steps) words= ;;
        --cosine-t-max) words='none' ;;
        --cosine-eta-min) words= ;;
        --onecycle-max-lr) words='none' ;;
        --onecycle-pct-start) words= ;;
        --onecycle-div-factor) words= ;;
        --onecycle-final-div-factor) words= ;;
        --linear-start-factor) words= ;;
        --linear-total-iters) words= ;;
        --step-size) words= ;;
        --plateau-factor) words= ;;
        --plateau-patience) words= ;;
        --plateau-threshold) words= ;;
        --plateau-cooldown) words= ;;
        --plateau-min-lr) words= ;;
        --accumulate-grad-batches) words= ;;
        --accum-steps) words= ;;
        --gradient-clip-val) words='none' ;;
        --gradient-clip-algorithm) words='norm value agc' ;;
        --ema-decay) words='none' ;;
        --ema-every-n-steps) words= ;;
        --ema-start-epoch) words='none' ;;
        --limit-train-batches) words='none' ;;
        --limit-val-batches) words='none' ;;
        --limit-test-batches) words='none' ;;
        --overfit-batches) words= ;;
        --fast-dev-run) words= ;;
        --check-val-every-n-epoch) words= ;;
        --val-check-interval) words='none' ;;
        --num-sanity-val-steps) words= ;;
        --nonfinite-loss) words='stop skip' ;;
        --checkpoint-dir) words=/ ;;
        --checkpoint-filename) words='none' ;;
        --checkpoint-save-top-k) words= ;;
        --checkpoint-monitor) words='val_loss train_loss' ;;
        --checkpoint-monitor-metric) words='val_loss train_loss' ;;
        --checkpoint-mode) words='min max' ;;
        --checkpoint-every-n-epochs) words='none' ;;
        --checkpoint-every-n-train-steps) words='none' ;;
        --checkpoint-train-time-interval) words='none' ;;
        --early-stop-monitor) words='val_loss train_loss' ;;
        --early-stop-mode) words='min max' ;;
        --early-stop-patience) words='none' ;;
        --early-stop-min-delta) words= ;;
        --early-stop-stopping-threshold) words='none' ;;
        --early-stop-divergence-threshold) words='none' ;;
        --resume) words=/ ;;
        --sweep) words='none' ;;
        --sweep-over) words= ;;
        --sweep-storage) words='none' ;;
        --logger) words='csv tensorboard mlflow none' ;;
        --logger-backend) words='csv tensorboard mlflow none' ;;
        --log-name) words= ;;
        --log-version) words='none' ;;
        --mlflow-experiment-name) words= ;;
        --mlflow-tracking-uri) words='none' ;;
        --mlflow-run-name) words='none' ;;
        --mlflow-run-id) words='none' ;;
        --mlflow-artifact-location) words='none' ;;
        --log-every-n-steps) words= ;;
        --flush-logs-every-n-steps) words= ;;
        --lr-logging-interval) words='step epoch none' ;;
        --profiler) words='simple advanced none' ;;
        --preview-every-n-epochs) words='none' ;;
        --recon-log-every-n-epochs) words='none' ;;
        --preview-n-patches) words= ;;
        --recon-log-num-patches) words= ;;
        --preview-patch-indices) words='none' ;;
        --recon-log-fixed-indices) words='none' ;;
        --seed) words= ;;
        --float32-matmul-precision) words='highest high medium' ;;
        --accelerator) words='auto cpu gpu cuda mps' ;;
        --devices) words='auto' ;;
        --num-nodes) words= ;;
        --strategy) words='auto ddp' ;;
        --ddp-process-group-backend) words='gloo nccl none' ;;
        --ddp-timeout) words= ;;
        --precision) words='auto 16-mixed 32-true bf16-mixed' ;;
        --num-workers) words= ;;
        --prefetch-factor) words='none' ;;
        --dataloader-timeout) words= ;;
        --multiprocessing-context) words='fork spawn forkserver none' ;;
        --trainer-arg) words= ;;
        --model-checkpoint-arg) words= ;;
        --early-stopping-arg) words= ;;
        --learning-rate-monitor-arg) words= ;;
        --csv-logger-arg) words= ;;
        --tensorboard-logger-arg) words= ;;
        --mlflow-logger-arg) words= ;;
        --ddp-arg) words= ;;
        --dataloader-arg) words= ;;
        --adamw-arg) words= ;;
        --adam-arg) words= ;;
        --sgd-arg) words= ;;
        --ema-arg) words= ;;
        --onecycle-arg) words= ;;
        --linear-arg) words= ;;
        --plateau-arg) words= ;;
        --config) words=/ ;;
        --why) words='train_data_file
extra_train_data_files
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
n_subsets
n_averaging_steps
n_filters
n_filters_scale
n_hidden_channels
model_type
loss_function
deep_supervision_weight
nll_weight
mae_weight
tv_weight
realspace_weight
max_epochs
min_epochs
max_steps
max_time
batch_size
optimizer
learning_rate
weight_decay
betas
sgd_momentum
scheduler
scheduler_gamma
lr_warmup_steps
cosine_t_max
cosine_eta_min
onecycle_max_lr
onecycle_pct_start
onecycle_div_factor
onecycle_final_div_factor
linear_start_factor
linear_total_iters
step_size
plateau_factor
plateau_patience
plateau_threshold
plateau_cooldown
plateau_min_lr
accum_steps
gradient_clip_val
gradient_clip_algorithm
ema_decay
ema_every_n_steps
ema_start_epoch
limit_train_batches
limit_val_batches
limit_test_batches
overfit_batches
fast_dev_run
check_val_every_n_epoch
val_check_interval
num_sanity_val_steps
detect_anomaly
nonfinite_loss
enable_checkpointing
checkpoint_dir
checkpoint_filename
checkpoint_save_top_k
checkpoint_monitor_metric
checkpoint_mode
checkpoint_save_last
checkpoint_every_n_epochs
checkpoint_every_n_train_steps
checkpoint_train_time_interval
checkpoint_save_on_exception
checkpoint_save_weights_only
early_stop_monitor
early_stop_mode
early_stop_patience
early_stop_min_delta
early_stop_strict
early_stop_check_finite
early_stop_stopping_threshold
early_stop_divergence_threshold
resume
resume_weights_only
sweep
sweep_over
sweep_storage
logger_backend
log_name
log_version
tensorboard_default_hp_metric
mlflow_experiment_name
mlflow_tracking_uri
mlflow_run_name
mlflow_run_id
mlflow_log_model
mlflow_artifact_location
log_every_n_steps
flush_logs_every_n_steps
lr_logging_interval
enable_progress_bar
enable_model_summary
profiler
preview_every_n_epochs
preview_n_patches
preview_patch_indices
preview_stitched
quiet
seed
seed_workers
deterministic
benchmark
float32_matmul_precision
accelerator
devices
num_nodes
strategy
ddp_process_group_backend
ddp_timeout
sync_batchnorm
use_distributed_sampler
precision
num_workers
pin_memory
persistent_workers
prefetch_factor
drop_last
dataloader_timeout
multiprocessing_context
trainer_arg
model_checkpoint_arg
early_stopping_arg
learning_rate_monitor_arg
csv_logger_arg
tensorboard_logger_arg
mlflow_logger_arg
ddp_arg
dataloader_arg
adamw_arg
adam_arg
sgd_arg
ema_arg
onecycle_arg
linear_arg
plateau_arg' ;;
        *) words='--train-data-file
--extra-train-data-files
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
--n-subsets
--n-averaging-steps
--n-filters
--n-filters-scale
--n-hidden-channels
--model-type
--loss-function
--deep-supervision-weight
--nll-weight
--mae-weight
--tv-weight
--realspace-weight
--max-epochs
--nepochs
--epochs
--min-epochs
--max-steps
--max-time
--batch-size
--optimizer
--learning-rate
--weight-decay
--betas
--sgd-momentum
--scheduler
--scheduler-gamma
--lr-warmup-steps
--cosine-t-max
--cosine-eta-min
--onecycle-max-lr
--onecycle-pct-start
--onecycle-div-factor
--onecycle-final-div-factor
--linear-start-factor
--linear-total-iters
--step-size
--plateau-factor
--plateau-patience
--plateau-threshold
--plateau-cooldown
--plateau-min-lr
--accumulate-grad-batches
--accum-steps
--gradient-clip-val
--gradient-clip-algorithm
--ema-decay
--ema-every-n-steps
--ema-start-epoch
--limit-train-batches
--limit-val-batches
--limit-test-batches
--overfit-batches
--fast-dev-run
--check-val-every-n-epoch
--val-check-interval
--num-sanity-val-steps
--detect-anomaly
--no-detect-anomaly
--nonfinite-loss
--enable-checkpointing
--disable-checkpointing
--checkpoint-dir
--checkpoint-filename
--checkpoint-save-top-k
--checkpoint-monitor
--checkpoint-monitor-metric
--checkpoint-mode
--checkpoint-save-last
--no-checkpoint-save-last
--checkpoint-every-n-epochs
--checkpoint-every-n-train-steps
--checkpoint-train-time-interval
--checkpoint-save-on-exception
--no-checkpoint-save-on-exception
--checkpoint-save-weights-only
--no-checkpoint-save-weights-only
--early-stop-monitor
--early-stop-mode
--early-stop-patience
--early-stop-min-delta
--early-stop-strict
--no-early-stop-strict
--early-stop-check-finite
--no-early-stop-check-finite
--early-stop-stopping-threshold
--early-stop-divergence-threshold
--resume
--resume-weights-only
--no-resume-weights-only
--sweep
--sweep-over
--sweep-storage
--logger
--logger-backend
--log-name
--log-version
--tensorboard-default-hp-metric
--no-tensorboard-default-hp-metric
--mlflow-experiment-name
--mlflow-tracking-uri
--mlflow-run-name
--mlflow-run-id
--mlflow-log-model
--no-mlflow-log-model
--mlflow-artifact-location
--log-every-n-steps
--flush-logs-every-n-steps
--lr-logging-interval
--enable-progress-bar
--no-enable-progress-bar
--enable-model-summary
--no-enable-model-summary
--profiler
--preview-every-n-epochs
--recon-log-every-n-epochs
--preview-n-patches
--recon-log-num-patches
--preview-patch-indices
--recon-log-fixed-indices
--preview-stitched
--recon-log-stitch
--no-preview-stitched
--quiet
--no-quiet
--seed
--seed-workers
--no-seed-workers
--deterministic
--no-deterministic
--benchmark
--no-benchmark
--float32-matmul-precision
--accelerator
--devices
--num-nodes
--strategy
--ddp-process-group-backend
--ddp-timeout
--sync-batchnorm
--no-sync-batchnorm
--use-distributed-sampler
--no-use-distributed-sampler
--precision
--num-workers
--pin-memory
--no-pin-memory
--persistent-workers
--no-persistent-workers
--prefetch-factor
--drop-last
--no-drop-last
--dataloader-timeout
--multiprocessing-context
--trainer-arg
--model-checkpoint-arg
--early-stopping-arg
--learning-rate-monitor-arg
--csv-logger-arg
--tensorboard-logger-arg
--mlflow-logger-arg
--ddp-arg
--dataloader-arg
--adamw-arg
--adam-arg
--sgd-arg
--ema-arg
--onecycle-arg
--linear-arg
--plateau-arg
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

complete -F _ptycho_train ptycho_train
