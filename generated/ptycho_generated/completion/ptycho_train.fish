# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 2e0c6ba7657ef87c text dffc3a8ebf42a2d0

# Completion of ptycho_train in fish: install it in a folder of $fish_complete_path.

complete -c ptycho_train -f
complete -c ptycho_train -l train-data-file -r -F -d 'Scan to train on (NPZ, HDF5 or CXI).'
complete -c ptycho_train -l test-data-file -r -F -d 'Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).'
complete -c ptycho_train -l test-data -r -F -d 'Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).'
complete -c ptycho_train -l output-dir -r -F -d 'Folder to write to; made if it does not exist.'
complete -c ptycho_train -l overwrite -d 'Replace the results of an earlier run in the output folder.'
complete -c ptycho_train -l no-overwrite -d 'The opposite of --overwrite.'
complete -c ptycho_train -l measurement -x -a 'auto	decided from the values and the probe; the run log says why
counts	detector counts (intensity)
amplitude	square root of counts' -d 'What the numbers in the diffraction patterns are.'
complete -c ptycho_train -l probe-refinement-iterations -x -d 'Steps by which the probe is refined from the scan; the refined probe is used where it predicts patterns better that were held back.'
complete -c ptycho_train -l gridsize -x -d 'Patterns along one side of a group; the network sees gridsize x gridsize neighbouring patterns at a time while it trains.'
complete -c ptycho_train -l n-groups -x -a 'none	as many as cover the scan once' -d 'Groups of neighbouring patterns drawn from the scan in each epoch.'
complete -c ptycho_train -l n-validation-groups -x -a 'none	as many as cover the validation scan once' -d 'Groups of the validation scan on which val_loss is taken, the same ones each time.'
complete -c ptycho_train -l input-fraction-min -x -d 'Smallest share of the patterns of a group that the network is shown; the loss is taken on the others.'
complete -c ptycho_train -l input-fraction-max -x -d 'Largest share of the patterns of a group that the network is shown.'
complete -c ptycho_train -l pattern-fftshift -d 'The zero frequency of the patterns is at the corner of the array; move it to the centre.'
complete -c ptycho_train -l no-pattern-fftshift -d 'The opposite of --pattern-fftshift.'
complete -c ptycho_train -l pattern-transpose -d 'Exchange rows and columns of the patterns.'
complete -c ptycho_train -l no-pattern-transpose -d 'The opposite of --pattern-transpose.'
complete -c ptycho_train -l pattern-flip -x -a 'none	no axis
rows	upside down
columns	left to right
both	both axes' -d 'Axis of the patterns to reverse, after a transposition.'
complete -c ptycho_train -l pattern-crop-px -x -a 'none	the whole detector' -d 'Side of the central part of the detector that is used; a smaller part makes larger object pixels.'
complete -c ptycho_train -l pattern-binning -x -d 'Detector pixels along each axis whose counts are added up.'
complete -c ptycho_train -l position-order -x -a 'yx	ycoords are rows, xcoords are columns
xy	ycoords are columns, xcoords are rows' -d 'Whether the file has exchanged the coordinates.'
complete -c ptycho_train -l position-flip -x -a 'none	neither
y	rows
x	columns
both	both' -d 'Coordinate of the positions whose sign is reversed.'
complete -c ptycho_train -l position-unit -x -a 'auto	what the file says; pixels in an NPZ
px	object pixels
m	metres, divided by the size of an object pixel' -d 'Unit of the positions.'
complete -c ptycho_train -l object-pixel-size-m -x -a 'none	from the file, or from wavelength, distance and detector pixel' -d 'Size of an object pixel of the whole detector.'
complete -c ptycho_train -l wavelength-m -x -a 'none	from the file' -d 'Wavelength of the light.'
complete -c ptycho_train -l detector-distance-m -x -a 'none	from the file' -d 'Distance from the sample to the detector.'
complete -c ptycho_train -l detector-pixel-size-m -x -a 'none	from the file' -d 'Size of a detector pixel.'
complete -c ptycho_train -l probe-source -x -a 'file	the array probeGuess of the file
mean_pattern	the focus whose far field is the mean pattern' -d 'Where the probe comes from.'
complete -c ptycho_train -l architecture -x -a 'unrolled	gradient steps on the whole object, each followed by a learned correction' -d 'Network that turns diffraction patterns into an object.'
complete -c ptycho_train -l n-unrolled -x -d 'Gradient steps that the unrolled network takes.'
complete -c ptycho_train -l n-filters -x -d 'Width of the first level of the convolutional network.'
complete -c ptycho_train -l n-hidden-channels -x -d 'Maps that the unrolled network hands from one step to the next beside the object.'
complete -c ptycho_train -l loss-function -x -a 'amplitude	squared difference of amplitudes in units of sqrt(count)
poisson	Poisson deviance of the counts' -d 'Measure of the misfit between predicted and measured patterns.'
complete -c ptycho_train -l deep-supervision-weight -x -d 'Weight of the loss half-way through the unrolled steps beside that at their end.'
complete -c ptycho_train -l max-epochs -x -d 'Epochs to train for.'
complete -c ptycho_train -l nepochs -x -d 'Epochs to train for.'
complete -c ptycho_train -l epochs -x -d 'Epochs to train for.'
complete -c ptycho_train -l max-time -x -a 'none	no limit' -d 'Time after which training stops.'
complete -c ptycho_train -l batch-size -x -d 'Groups in one optimiser step.'
complete -c ptycho_train -l learning-rate -x -d 'Peak learning rate.'
complete -c ptycho_train -l weight-decay -x -d 'Decoupled weight decay of the convolution weights.'
complete -c ptycho_train -l betas -x -d 'Decay rates of the running means of gradient and squared gradient.'
complete -c ptycho_train -l scheduler -x -a 'Default	constant learning rate
Exponential	multiplied by scheduler_gamma after each epoch
MultiStage	multiplied by scheduler_gamma at half and three quarters of the epochs
WarmupCosine	linear rise over lr_warmup_steps, then half a cosine down to zero' -d 'How the learning rate changes during training.'
complete -c ptycho_train -l scheduler-gamma -x -d 'Factor by which Exponential and MultiStage lower the learning rate.'
complete -c ptycho_train -l lr-warmup-steps -x -d 'Optimiser steps over which WarmupCosine raises the learning rate.'
complete -c ptycho_train -l accumulate-grad-batches -x -d 'Batches whose gradients are accumulated into one optimiser step.'
complete -c ptycho_train -l accum-steps -x -d 'Batches whose gradients are accumulated into one optimiser step.'
complete -c ptycho_train -l gradient-clip-val -x -a 'none	no clipping' -d 'Bound on the gradient.'
complete -c ptycho_train -l gradient-clip-algorithm -x -a 'norm	the norm over all weights is bounded
value	each component is bounded' -d 'What gradient_clip_val bounds.'
complete -c ptycho_train -l ema-decay -x -a 'none	weights are used as they are' -d 'Decay per step of the running mean of the weights that is validated and saved.'
complete -c ptycho_train -l limit-train-batches -x -a 'none	all' -d 'Batches of each epoch that are used.'
complete -c ptycho_train -l check-val-every-n-epoch -x -d 'Epochs between validations.'
complete -c ptycho_train -l enable-checkpointing -d 'Write checkpoints during training.'
complete -c ptycho_train -l disable-checkpointing -d 'The opposite of --enable-checkpointing.'
complete -c ptycho_train -l checkpoint-save-top-k -x -d 'Number of best checkpoints to keep.'
complete -c ptycho_train -l checkpoint-monitor -x -a 'val_loss	loss on the validation scan; train_loss where there is none
train_loss	mean training loss of the epoch' -d 'Metric by which the best checkpoint is chosen.'
complete -c ptycho_train -l checkpoint-monitor-metric -x -a 'val_loss	loss on the validation scan; train_loss where there is none
train_loss	mean training loss of the epoch' -d 'Metric by which the best checkpoint is chosen.'
complete -c ptycho_train -l checkpoint-mode -x -a 'min	smallest is best
max	largest is best' -d 'Whether the best checkpoint has the smallest or the largest metric.'
complete -c ptycho_train -l checkpoint-save-last -d 'Keep the newest checkpoint as last.ckpt.'
complete -c ptycho_train -l no-checkpoint-save-last -d 'The opposite of --checkpoint-save-last.'
complete -c ptycho_train -l checkpoint-every-n-epochs -x -d 'Epochs between checkpoints.'
complete -c ptycho_train -l early-stop-patience -x -d 'Validations without improvement after which training stops.'
complete -c ptycho_train -l early-stop-min-delta -x -d 'Smallest change of the loss that counts as an improvement.'
complete -c ptycho_train -l resume -r -F -d 'Checkpoint from which training goes on.'
complete -c ptycho_train -l logger -x -a 'csv	metrics.csv in the run folder
tensorboard	event files for TensorBoard; metrics.csv as well
none	no metrics on disk' -d 'Where metrics are recorded.'
complete -c ptycho_train -l logger-backend -x -a 'csv	metrics.csv in the run folder
tensorboard	event files for TensorBoard; metrics.csv as well
none	no metrics on disk' -d 'Where metrics are recorded.'
complete -c ptycho_train -l log-every-n-steps -x -d 'Optimiser steps between two records of the metrics.'
complete -c ptycho_train -l flush-logs-every-n-steps -x -d 'Records after which metrics.csv is written to disk.'
complete -c ptycho_train -l enable-progress-bar -d 'Show how far training is.'
complete -c ptycho_train -l no-enable-progress-bar -d 'The opposite of --enable-progress-bar.'
complete -c ptycho_train -l preview-every-n-epochs -x -a 'none	no previews' -d 'Epochs between pictures of the object in the folder previews.'
complete -c ptycho_train -l quiet -d 'Show errors only; a check shows warnings too, but nothing that is as it should be.'
complete -c ptycho_train -l no-quiet -d 'The opposite of --quiet.'
complete -c ptycho_train -l seed -x -d 'Start of every random number.'
complete -c ptycho_train -l deterministic -d 'Use only algorithms that give the same result twice.'
complete -c ptycho_train -l no-deterministic -d 'The opposite of --deterministic.'
complete -c ptycho_train -l accelerator -x -a 'auto	the best one found
cpu	processor
gpu	graphics processor of any make
cuda	NVIDIA graphics processor
mps	Apple graphics processor' -d 'Kind of processor to compute on.'
complete -c ptycho_train -l devices -x -a 'auto	all that there are' -d 'Number of processors to train on.'
complete -c ptycho_train -l num-nodes -x -d 'Number of machines to train on.'
complete -c ptycho_train -l strategy -x -a 'auto	one process where one is enough, else ddp
ddp	distributed data parallel
ddp_spawn	distributed data parallel, processes started from this one' -d 'How training is spread over processes.'
complete -c ptycho_train -l precision -x -a '32-true	single precision
16-mixed	half precision where it is safe
bf16-mixed	bfloat16 where it is safe' -d 'Number format of the convolutions; physics and loss stay in single precision.'
complete -c ptycho_train -l num-workers -x -d 'Processes that prepare batches.'
complete -c ptycho_train -l pin-memory -d 'Keep batches in page-locked memory for a faster copy to the graphics processor.'
complete -c ptycho_train -l no-pin-memory -d 'The opposite of --pin-memory.'
complete -c ptycho_train -l persistent-workers -d 'Keep the worker processes alive between epochs.'
complete -c ptycho_train -l no-persistent-workers -d 'The opposite of --persistent-workers.'
complete -c ptycho_train -l prefetch-factor -x -a 'none	two where there are workers' -d 'Batches that each worker prepares ahead.'
complete -c ptycho_train -l config -r -F -d 'Run file (YAML, name: value); several may be given, a later one wins.'
complete -c ptycho_train -l print-config -d 'Print the resolved run file and stop.'
complete -c ptycho_train -l why -x -a 'train_data_file
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
prefetch_factor' -d 'Say where the value of a knob comes from and stop.'
complete -c ptycho_train -l version -d 'Print the version and stop.'
complete -c ptycho_train -l help -d 'Print this text and stop.'
