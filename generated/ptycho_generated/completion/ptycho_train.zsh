#compdef ptycho_train
# digest: input 7911ab7d8ca67e43 text 5b69c5bd43237c3a
# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.

# Completion of ptycho_train in zsh: install it as _ptycho_train in a folder of $fpath.

_arguments -s -S \
    '--train-data-file=[Scan to train on (NPZ, HDF5 or CXI).]:train-data-file:_files' \
    '--test-data-file=[Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).]:test-data-file:_files' \
    '--test-data=[Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).]:test-data:_files' \
    '--output-dir=[Folder to write to; made if it does not exist.]:output-dir:_files' \
    '--overwrite[Replace the results of an earlier run in the output folder.]' \
    '--no-overwrite[The opposite of --overwrite.]' \
    '--measurement=[What the numbers in the diffraction patterns are.]:measurement:((auto\:"decided from the values and the probe; the run log says why" counts\:"detector counts (intensity)" amplitude\:"square root of counts"))' \
    '--probe-refinement-iterations=[Steps by which the probe is refined from the scan; the refined probe is used where it predicts patterns better that were held back.]:probe-refinement-iterations:' \
    '--gridsize=[Patterns along one side of a group; the network sees gridsize x gridsize neighbouring patterns at a time while it trains.]:gridsize:' \
    '--n-groups=[Groups of neighbouring patterns drawn from the scan in each epoch.]:n-groups:((none\:"as many as cover the scan once"))' \
    '--n-validation-groups=[Groups of the validation scan on which val_loss is taken, the same ones each time.]:n-validation-groups:((none\:"as many as cover the validation scan once"))' \
    '--input-fraction-min=[Smallest share of the patterns of a group that the network is shown; the loss is taken on the others.]:input-fraction-min:' \
    '--input-fraction-max=[Largest share of the patterns of a group that the network is shown.]:input-fraction-max:' \
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
    '--architecture=[Network that turns diffraction patterns into an object.]:architecture:((unrolled\:"gradient steps on the whole object, each followed by a learned correction"))' \
    '--n-unrolled=[Gradient steps that the unrolled network takes.]:n-unrolled:' \
    '--n-filters=[Width of the first level of the convolutional network.]:n-filters:' \
    '--n-hidden-channels=[Maps that the unrolled network hands from one step to the next beside the object.]:n-hidden-channels:' \
    '--loss-function=[Measure of the misfit between predicted and measured patterns.]:loss-function:((amplitude\:"squared difference of amplitudes in units of sqrt(count)" poisson\:"Poisson deviance of the counts"))' \
    '--deep-supervision-weight=[Weight of the loss half-way through the unrolled steps beside that at their end.]:deep-supervision-weight:' \
    '--max-epochs=[Epochs to train for.]:max-epochs:' \
    '--nepochs=[Epochs to train for.]:nepochs:' \
    '--epochs=[Epochs to train for.]:epochs:' \
    '--max-time=[Time after which training stops.]:max-time:((none\:"no limit"))' \
    '--batch-size=[Groups in one optimiser step.]:batch-size:' \
    '--learning-rate=[Peak learning rate.]:learning-rate:' \
    '--weight-decay=[Decoupled weight decay of the convolution weights.]:weight-decay:' \
    '--betas=[Decay rates of the running means of gradient and squared gradient.]:betas:' \
    '--scheduler=[How the learning rate changes during training.]:scheduler:((Default\:"constant learning rate" Exponential\:"multiplied by scheduler_gamma after each epoch" MultiStage\:"multiplied by scheduler_gamma at half and three quarters of the epochs" WarmupCosine\:"linear rise over lr_warmup_steps, then half a cosine down to zero"))' \
    '--scheduler-gamma=[Factor by which Exponential and MultiStage lower the learning rate.]:scheduler-gamma:' \
    '--lr-warmup-steps=[Optimiser steps over which WarmupCosine raises the learning rate.]:lr-warmup-steps:' \
    '--accumulate-grad-batches=[Batches whose gradients are accumulated into one optimiser step.]:accumulate-grad-batches:' \
    '--accum-steps=[Batches whose gradients are accumulated into one optimiser step.]:accum-steps:' \
    '--gradient-clip-val=[Bound on the gradient.]:gradient-clip-val:((none\:"no clipping"))' \
    '--gradient-clip-algorithm=[What gradient_clip_val bounds.]:gradient-clip-algorithm:((norm\:"the norm over all weights is bounded" value\:"each component is bounded"))' \
    '--ema-decay=[Decay per step of the running mean of the weights that is validated and saved.]:ema-decay:((none\:"weights are used as they are"))' \
    '--limit-train-batches=[Batches of each epoch that are used.]:limit-train-batches:((none\:"all"))' \
    '--check-val-every-n-epoch=[Epochs between validations.]:check-val-every-n-epoch:' \
    '--enable-checkpointing[Write checkpoints during training.]' \
    '--disable-checkpointing[The opposite of --enable-checkpointing.]' \
    '--checkpoint-save-top-k=[Number of best checkpoints to keep.]:checkpoint-save-top-k:' \
    '--checkpoint-monitor=[Metric by which the best checkpoint is chosen.]:checkpoint-monitor:((val_loss\:"loss on the validation scan; train_loss where there is none" train_loss\:"mean training loss of the epoch"))' \
    '--checkpoint-monitor-metric=[Metric by which the best checkpoint is chosen.]:checkpoint-monitor-metric:((val_loss\:"loss on the validation scan; train_loss where there is none" train_loss\:"mean training loss of the epoch"))' \
    '--checkpoint-mode=[Whether the best checkpoint has the smallest or the largest metric.]:checkpoint-mode:((min\:"smallest is best" max\:"largest is best"))' \
    '--checkpoint-save-last[Keep the newest checkpoint as last.ckpt.]' \
    '--no-checkpoint-save-last[The opposite of --checkpoint-save-last.]' \
    '--checkpoint-every-n-epochs=[Epochs between checkpoints.]:checkpoint-every-n-epochs:' \
    '--early-stop-patience=[Validations without improvement after which training stops.]:early-stop-patience:' \
    '--early-stop-min-delta=[Smallest change of the loss that counts as an improvement.]:early-stop-min-delta:' \
    '--resume=[Checkpoint from which training goes on.]:resume:_files' \
    '--logger=[Where metrics are recorded.]:logger:((csv\:"metrics.csv in the run folder" tensorboard\:"event files for TensorBoard; metrics.csv as well" none\:"no metrics on disk"))' \
    '--logger-backend=[Where metrics are recorded.]:logger-backend:((csv\:"metrics.csv in the run folder" tensorboard\:"event files for TensorBoard; metrics.csv as well" none\:"no metrics on disk"))' \
    '--log-every-n-steps=[Optimiser steps between two records of the metrics.]:log-every-n-steps:' \
    '--flush-logs-every-n-steps=[Records after which metrics.csv is written to disk.]:flush-logs-every-n-steps:' \
    '--enable-progress-bar[Show how far training is.]' \
    '--no-enable-progress-bar[The opposite of --enable-progress-bar.]' \
    '--preview-every-n-epochs=[Epochs between pictures of the object in the folder previews.]:preview-every-n-epochs:((none\:"no previews"))' \
    '--quiet[Show errors only; a check shows warnings too, but nothing that is as it should be.]' \
    '--no-quiet[The opposite of --quiet.]' \
    '--seed=[Start of every random number.]:seed:' \
    '--deterministic[Use only algorithms that give the same result twice.]' \
    '--no-deterministic[The opposite of --deterministic.]' \
    '--accelerator=[Kind of processor to compute on.]:accelerator:((auto\:"the best one found" cpu\:"processor" gpu\:"graphics processor of any make" cuda\:"NVIDIA graphics processor" mps\:"Apple graphics processor"))' \
    '--devices=[Number of processors to train on.]:devices:((auto\:"all that there are"))' \
    '--num-nodes=[Number of machines to train on.]:num-nodes:' \
    '--strategy=[How training is spread over processes.]:strategy:((auto\:"one process where one is enough, else ddp" ddp\:"distributed data parallel" ddp_spawn\:"distributed data parallel, processes started from this one"))' \
    '--precision=[Number format of the convolutions; physics and loss stay in single precision.]:precision:((32-true\:"single precision" 16-mixed\:"half precision where it is safe" bf16-mixed\:"bfloat16 where it is safe"))' \
    '--num-workers=[Processes that prepare batches.]:num-workers:' \
    '--pin-memory[Keep batches in page-locked memory for a faster copy to the graphics processor.]' \
    '--no-pin-memory[The opposite of --pin-memory.]' \
    '--persistent-workers[Keep the worker processes alive between epochs.]' \
    '--no-persistent-workers[The opposite of --persistent-workers.]' \
    '--prefetch-factor=[Batches that each worker prepares ahead.]:prefetch-factor:((none\:"two where there are workers"))' \
    '*--config=[Run file (YAML, name\: value); several may be given, a later one wins.]:config:_files' \
    '--print-config[Print the resolved run file and stop.]' \
    '*--why=[Say where the value of a knob comes from and stop.]:why:(train_data_file
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
prefetch_factor)' \
    '--version[Print the version and stop.]' \
    '--help[Print this text and stop.]'
