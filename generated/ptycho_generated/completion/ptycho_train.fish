# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 6c417a8791c3d6b0 text 87510e71e987e697

# Completion of ptycho_train in fish: install it in a folder of $fish_complete_path.

complete -c ptycho_train -f
complete -c ptycho_train -l train-data-file -r -F -d 'Scan to train on (NPZ, HDF5 or CXI).'
complete -c ptycho_train -l extra-train-data-files -r -F -d 'Further scans to train on, of the same pattern size; each has its own probe.'
complete -c ptycho_train -l test-data-file -r -F -d 'Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).'
complete -c ptycho_train -l test-data -r -F -d 'Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).'
complete -c ptycho_train -l output-dir -r -F -d 'Folder to write to; made if it does not exist.'
complete -c ptycho_train -l overwrite -d 'Replace what is there already, results in the output folder or the converted scan.'
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
complete -c ptycho_train -l architecture -x -a 'unrolled	sweeps over the whole object, each followed by a learned correction, then averaging steps
denoiser	sweeps and averaging steps without learning, then a U-Net that takes out noise; for few photons, trained with labels
cnn	the convolutional network of PtychoPINN on groups of 1, 4 or 9 patterns, judged on its own input' -d 'Network that turns diffraction patterns into an object.'
complete -c ptycho_train -l n-unrolled -x -d 'Sweeps of the unrolled network, each followed by a learned correction.'
complete -c ptycho_train -l n-subsets -x -d 'Parts in which a sweep of the unrolled network takes the patterns, one update each.'
complete -c ptycho_train -l n-averaging-steps -x -d 'Steps with all patterns at once that end the unrolled network and average noise out.'
complete -c ptycho_train -l n-filters -x -d 'Width of the first level of the convolutional network.'
complete -c ptycho_train -l n-filters-scale -x -d 'Width of the cnn; its narrowest level has 32 times as many maps.'
complete -c ptycho_train -l n-hidden-channels -x -d 'Maps that the unrolled network hands from one step to the next beside the object.'
complete -c ptycho_train -l model-type -x -a 'pinn	on how well the object predicts measured patterns; no object need be known
supervised	on how near the object is to the one in the file, objectGuess' -d 'What a network is judged on while it is trained.'
complete -c ptycho_train -l loss-function -x -a 'amplitude	squared difference of amplitudes in units of sqrt(count)
poisson	Poisson deviance of the counts
mae	absolute difference of amplitudes' -d 'Measure of the misfit between predicted and measured patterns.'
complete -c ptycho_train -l deep-supervision-weight -x -d 'Weight of the loss half-way through the unrolled steps beside that at their end.'
complete -c ptycho_train -l nll-weight -x -d 'Weight of the logarithm of the Poisson deviance beside that of loss_function.'
complete -c ptycho_train -l mae-weight -x -d 'Weight of the logarithm of the absolute difference of amplitudes beside that of loss_function.'
complete -c ptycho_train -l tv-weight -x -d 'Weight of the total variation of the object, over its mean amplitude, in the objective.'
complete -c ptycho_train -l realspace-weight -x -d 'Weight of what the structural similarity of amplitude and phase to the known object lacks, beside the distance.'
complete -c ptycho_train -l max-epochs -x -d 'Epochs to train for.'
complete -c ptycho_train -l nepochs -x -d 'Epochs to train for.'
complete -c ptycho_train -l epochs -x -d 'Epochs to train for.'
complete -c ptycho_train -l min-epochs -x -a 'none	none but the first' -d 'Epochs that are trained at least, whatever early stopping says.'
complete -c ptycho_train -l max-steps -x -d 'Optimiser steps after which training stops.'
complete -c ptycho_train -l max-time -x -a 'none	no limit' -d 'Time after which training stops.'
complete -c ptycho_train -l batch-size -x -d 'Groups in one optimiser step.'
complete -c ptycho_train -l optimizer -x -a 'adamw	Adam with decoupled weight decay
adam	Adam; weight decay is added to the gradient
sgd	gradient descent with momentum' -d 'How a gradient moves the weights.'
complete -c ptycho_train -l learning-rate -x -d 'Peak learning rate.'
complete -c ptycho_train -l weight-decay -x -d 'Weight decay of the convolution weights.'
complete -c ptycho_train -l betas -x -d 'Decay rates of the running means of gradient and squared gradient in adamw and adam.'
complete -c ptycho_train -l sgd-momentum -x -d 'Share of the last step that sgd repeats.'
complete -c ptycho_train -l scheduler -x -a 'Default	constant learning rate
Exponential	multiplied by scheduler_gamma after each epoch
MultiStage	multiplied by scheduler_gamma at half and three quarters of the epochs
WarmupCosine	linear rise over lr_warmup_steps, then half a cosine down to zero; follows steps or time, whichever ends the run
Cosine	half a cosine down to cosine_eta_min over cosine_t_max steps
OneCycle	rise to onecycle_max_lr and fall far below the start, over all steps
Linear	linear rise from linear_start_factor over linear_total_iters steps, then constant
Step	multiplied by scheduler_gamma after every step_size epochs
ReduceLROnPlateau	multiplied by plateau_factor when the monitored loss stops falling
Adaptive	deprecated name of ReduceLROnPlateau' -d 'How the learning rate changes during training.'
complete -c ptycho_train -l scheduler-gamma -x -d 'Factor by which Exponential, MultiStage and Step lower the learning rate.'
complete -c ptycho_train -l lr-warmup-steps -x -d 'Optimiser steps over which WarmupCosine raises the learning rate.'
complete -c ptycho_train -l cosine-t-max -x -a 'none	all steps of the run' -d 'Optimiser steps in which Cosine goes from the peak to its lowest learning rate.'
complete -c ptycho_train -l cosine-eta-min -x -d 'Lowest learning rate of Cosine.'
complete -c ptycho_train -l onecycle-max-lr -x -a 'none	learning_rate' -d 'Peak learning rate of OneCycle.'
complete -c ptycho_train -l onecycle-pct-start -x -d 'Share of all steps in which OneCycle rises.'
complete -c ptycho_train -l onecycle-div-factor -x -d 'Peak learning rate of OneCycle over that at the start.'
complete -c ptycho_train -l onecycle-final-div-factor -x -d 'Learning rate of OneCycle at the start over that at the end.'
complete -c ptycho_train -l linear-start-factor -x -d 'Share of the peak learning rate at which Linear starts.'
complete -c ptycho_train -l linear-total-iters -x -d 'Optimiser steps in which Linear reaches the peak.'
complete -c ptycho_train -l step-size -x -d 'Epochs between two falls of the learning rate in Step.'
complete -c ptycho_train -l plateau-factor -x -d 'Factor by which ReduceLROnPlateau lowers the learning rate.'
complete -c ptycho_train -l plateau-patience -x -d 'Validations without improvement that ReduceLROnPlateau bears.'
complete -c ptycho_train -l plateau-threshold -x -d 'Smallest relative fall of the loss that ReduceLROnPlateau takes for one.'
complete -c ptycho_train -l plateau-cooldown -x -d 'Validations after a fall of the learning rate in which ReduceLROnPlateau waits.'
complete -c ptycho_train -l plateau-min-lr -x -d 'Lowest learning rate of ReduceLROnPlateau.'
complete -c ptycho_train -l accumulate-grad-batches -x -d 'Batches whose gradients are accumulated into one optimiser step.'
complete -c ptycho_train -l accum-steps -x -d 'Batches whose gradients are accumulated into one optimiser step.'
complete -c ptycho_train -l gradient-clip-val -x -a 'none	no clipping' -d 'Bound on the gradient.'
complete -c ptycho_train -l gradient-clip-algorithm -x -a 'norm	the norm over all weights is bounded
value	each component is bounded
agc	the norm for each output channel is bounded by a multiple of that of its weights' -d 'What gradient_clip_val bounds.'
complete -c ptycho_train -l ema-decay -x -a 'none	weights are used as they are' -d 'Decay per step of the running mean of the weights that is validated and saved.'
complete -c ptycho_train -l ema-every-n-steps -x -d 'Optimiser steps between two updates of the running mean of the weights.'
complete -c ptycho_train -l ema-start-epoch -x -a 'none	never' -d 'Epoch from which the running mean is also updated at the end of each epoch.'
complete -c ptycho_train -l limit-train-batches -x -a 'none	all' -d 'Batches of each epoch that are used, or their share.'
complete -c ptycho_train -l limit-val-batches -x -a 'none	all' -d 'Batches of each validation that are used, or their share.'
complete -c ptycho_train -l limit-test-batches -x -a 'none	all' -d 'Batches of the final test of the best weights that are used, or their share.'
complete -c ptycho_train -l overfit-batches -x -d 'Batches, or their share, that are trained on again and again, to see whether the network can learn them.'
complete -c ptycho_train -l fast-dev-run -x -d 'Batches of a trial run that writes no checkpoints and no metrics.'
complete -c ptycho_train -l check-val-every-n-epoch -x -d 'Epochs between validations.'
complete -c ptycho_train -l val-check-interval -x -a 'none	one validation at the end of an epoch' -d 'Batches between validations within an epoch, or their share.'
complete -c ptycho_train -l num-sanity-val-steps -x -d 'Batches of the validation that are tried before training starts.'
complete -c ptycho_train -l detect-anomaly -d 'Stop with the place where a gradient becomes not a number; slow.'
complete -c ptycho_train -l no-detect-anomaly -d 'The opposite of --detect-anomaly.'
complete -c ptycho_train -l nonfinite-loss -x -a 'stop	end the run; the message names the batch, which is kept in nonfinite_batch.npz
skip	leave the batch out, unless the weights are no numbers either' -d 'What happens when the loss of a batch is not a finite number.'
complete -c ptycho_train -l enable-checkpointing -d 'Write checkpoints during training.'
complete -c ptycho_train -l disable-checkpointing -d 'The opposite of --enable-checkpointing.'
complete -c ptycho_train -l checkpoint-dir -r -F -d 'Folder for checkpoints.'
complete -c ptycho_train -l checkpoint-filename -x -a 'none	epoch and monitored metric' -d 'Name of a checkpoint without its suffix; {epoch}, {step} and {name of a metric} are filled in.'
complete -c ptycho_train -l checkpoint-save-top-k -x -d 'Number of best checkpoints to keep.'
complete -c ptycho_train -l checkpoint-monitor -x -a 'val_loss	loss on the validation scan; train_loss where there is none
train_loss	mean training loss of the epoch' -d 'Metric by which the best checkpoint is chosen.'
complete -c ptycho_train -l checkpoint-monitor-metric -x -a 'val_loss	loss on the validation scan; train_loss where there is none
train_loss	mean training loss of the epoch' -d 'Metric by which the best checkpoint is chosen.'
complete -c ptycho_train -l checkpoint-mode -x -a 'min	smallest is best
max	largest is best' -d 'Whether the best checkpoint has the smallest or the largest metric.'
complete -c ptycho_train -l checkpoint-save-last -d 'Keep the newest checkpoint as last.ckpt.'
complete -c ptycho_train -l no-checkpoint-save-last -d 'The opposite of --checkpoint-save-last.'
complete -c ptycho_train -l checkpoint-every-n-epochs -x -a 'none	every epoch' -d 'Epochs between checkpoints.'
complete -c ptycho_train -l checkpoint-every-n-train-steps -x -a 'none	at the ends of epochs only' -d 'Optimiser steps after which last.ckpt is renewed, besides the end of each epoch.'
complete -c ptycho_train -l checkpoint-train-time-interval -x -a 'none	at the ends of epochs only' -d 'Time after which last.ckpt is renewed, besides the end of each epoch.'
complete -c ptycho_train -l checkpoint-save-on-exception -d 'Renew last.ckpt when a run is interrupted or fails.'
complete -c ptycho_train -l no-checkpoint-save-on-exception -d 'The opposite of --checkpoint-save-on-exception.'
complete -c ptycho_train -l checkpoint-save-weights-only -d 'Keep only weights in the best checkpoints; last.ckpt stays whole, so that a run can go on.'
complete -c ptycho_train -l no-checkpoint-save-weights-only -d 'The opposite of --checkpoint-save-weights-only.'
complete -c ptycho_train -l early-stop-monitor -x -a 'val_loss	loss on the validation scan; train_loss where there is none
train_loss	mean training loss of the epoch' -d 'Metric that must improve for training to go on.'
complete -c ptycho_train -l early-stop-mode -x -a 'min	smaller is better
max	larger is better' -d 'Whether a smaller or a larger metric is an improvement.'
complete -c ptycho_train -l early-stop-patience -x -a 'none	training is never stopped early' -d 'Validations without improvement after which training stops.'
complete -c ptycho_train -l early-stop-min-delta -x -d 'Smallest change of the loss that counts as an improvement.'
complete -c ptycho_train -l early-stop-strict -d 'Stop with an error when the metric is missing, instead of going on.'
complete -c ptycho_train -l no-early-stop-strict -d 'The opposite of --early-stop-strict.'
complete -c ptycho_train -l early-stop-check-finite -d 'Stop when the metric is not a finite number.'
complete -c ptycho_train -l no-early-stop-check-finite -d 'The opposite of --early-stop-check-finite.'
complete -c ptycho_train -l early-stop-stopping-threshold -x -a 'none	none' -d 'Value of the metric that is good enough to stop.'
complete -c ptycho_train -l early-stop-divergence-threshold -x -a 'none	none' -d 'Value of the metric that is so bad that training stops.'
complete -c ptycho_train -l resume -r -F -d 'Checkpoint from which training goes on.'
complete -c ptycho_train -l resume-weights-only -d 'Read a checkpoint without executing anything in it; turn off only for files you trust.'
complete -c ptycho_train -l no-resume-weights-only -d 'The opposite of --resume-weights-only.'
complete -c ptycho_train -l sweep -x -a 'none	one training' -d 'Trials of a sweep over the knobs that are not given; the same command goes on where it was interrupted.'
complete -c ptycho_train -l sweep-over -x -d 'Knobs that a sweep tries; where none are named, all that have bounds for it.'
complete -c ptycho_train -l sweep-storage -x -a 'none	sweep.db in the output folder' -d 'Database of a sweep, an SQLAlchemy URL; in it the sweep has the name of the output folder.'
complete -c ptycho_train -l logger -x -a 'csv	metrics.csv in the run folder
tensorboard	event files for TensorBoard; metrics.csv as well
mlflow	MLflow, in mlflow.db of the run folder or on a server; metrics.csv as well
none	no metrics on disk' -d 'Where metrics are recorded.'
complete -c ptycho_train -l logger-backend -x -a 'csv	metrics.csv in the run folder
tensorboard	event files for TensorBoard; metrics.csv as well
mlflow	MLflow, in mlflow.db of the run folder or on a server; metrics.csv as well
none	no metrics on disk' -d 'Where metrics are recorded.'
complete -c ptycho_train -l log-name -x -d 'Folder of metrics.csv and of the TensorBoard files in the run folder.'
complete -c ptycho_train -l log-version -x -a 'none	the next free one; that of the run which goes on' -d 'Number of the folder version_N in log_name.'
complete -c ptycho_train -l tensorboard-default-hp-metric -d 'Write a placeholder metric beside the parameters, as TensorBoard wants for comparing runs.'
complete -c ptycho_train -l no-tensorboard-default-hp-metric -d 'The opposite of --tensorboard-default-hp-metric.'
complete -c ptycho_train -l mlflow-experiment-name -x -d 'Experiment under which MLflow files the run.'
complete -c ptycho_train -l mlflow-tracking-uri -x -a 'none	mlflow.db in the run folder' -d 'Address of the MLflow server or store.'
complete -c ptycho_train -l mlflow-run-name -x -a 'none	MLflow makes one up' -d 'Name of the run in MLflow.'
complete -c ptycho_train -l mlflow-run-id -x -a 'none	a new one' -d 'Run in MLflow to add to.'
complete -c ptycho_train -l mlflow-log-model -d 'Copy the checkpoints to MLflow when training ends.'
complete -c ptycho_train -l no-mlflow-log-model -d 'The opposite of --mlflow-log-model.'
complete -c ptycho_train -l mlflow-artifact-location -x -a 'none	mlflow in the run folder, or what the server says' -d 'Where MLflow keeps pictures and other files of the experiment.'
complete -c ptycho_train -l log-every-n-steps -x -d 'Optimiser steps between two records of the metrics.'
complete -c ptycho_train -l flush-logs-every-n-steps -x -d 'Records after which metrics.csv is written to disk.'
complete -c ptycho_train -l lr-logging-interval -x -a 'step	with every record of the metrics
epoch	once in each epoch
none	not at all' -d 'How often the learning rate of each group of weights is recorded, beside lr in each epoch.'
complete -c ptycho_train -l enable-progress-bar -d 'Show how far training is.'
complete -c ptycho_train -l no-enable-progress-bar -d 'The opposite of --enable-progress-bar.'
complete -c ptycho_train -l enable-model-summary -d 'Write the layers of the network and their sizes to the run log.'
complete -c ptycho_train -l no-enable-model-summary -d 'The opposite of --enable-model-summary.'
complete -c ptycho_train -l profiler -x -a 'simple	time of each part of training
advanced	time of each Python function
none	no measurement' -d 'Measure where the time goes, and write it to the run log.'
complete -c ptycho_train -l preview-every-n-epochs -x -a 'none	no previews' -d 'Epochs between pictures of what the network makes of the validation scan, in the folder previews.'
complete -c ptycho_train -l recon-log-every-n-epochs -x -a 'none	no previews' -d 'Epochs between pictures of what the network makes of the validation scan, in the folder previews.'
complete -c ptycho_train -l preview-n-patches -x -d 'Patches in a picture, evenly spread over the scan.'
complete -c ptycho_train -l recon-log-num-patches -x -d 'Patches in a picture, evenly spread over the scan.'
complete -c ptycho_train -l preview-patch-indices -x -a 'none	preview_n_patches of them' -d 'Patterns whose patches are shown, by their place in the file.'
complete -c ptycho_train -l recon-log-fixed-indices -x -a 'none	preview_n_patches of them' -d 'Patterns whose patches are shown, by their place in the file.'
complete -c ptycho_train -l preview-stitched -d 'Show the whole object as well.'
complete -c ptycho_train -l recon-log-stitch -d 'Show the whole object as well.'
complete -c ptycho_train -l no-preview-stitched -d 'The opposite of --preview-stitched.'
complete -c ptycho_train -l quiet -d 'Show errors only; a check shows warnings too, but nothing that is as it should be.'
complete -c ptycho_train -l no-quiet -d 'The opposite of --quiet.'
complete -c ptycho_train -l seed -x -d 'Start of every random number.'
complete -c ptycho_train -l seed-workers -d 'Seed the processes that prepare batches as well.'
complete -c ptycho_train -l no-seed-workers -d 'The opposite of --seed-workers.'
complete -c ptycho_train -l deterministic -d 'Use only algorithms that give the same result twice.'
complete -c ptycho_train -l no-deterministic -d 'The opposite of --deterministic.'
complete -c ptycho_train -l benchmark -d 'Try out convolution algorithms and take the fastest.'
complete -c ptycho_train -l no-benchmark -d 'The opposite of --benchmark.'
complete -c ptycho_train -l float32-matmul-precision -x -a 'highest	single precision
high	TensorFloat32 or two bfloat16
medium	bfloat16' -d 'How exact products of single-precision matrices are where the hardware gives a choice.'
complete -c ptycho_train -l accelerator -x -a 'auto	the best one found
cpu	processor
gpu	graphics processor of any make
cuda	NVIDIA graphics processor
mps	Apple graphics processor' -d 'Kind of processor to compute on.'
complete -c ptycho_train -l devices -x -a 'auto	all that there are' -d 'Number of processors to train on.'
complete -c ptycho_train -l num-nodes -x -d 'Number of machines to train on.'
complete -c ptycho_train -l strategy -x -a 'auto	one process where one is enough, else ddp
ddp	distributed data parallel' -d 'How training is spread over processes.'
complete -c ptycho_train -l ddp-process-group-backend -x -a 'gloo	over the network, from main memory
nccl	between NVIDIA graphics processors
none	nccl on graphics processors, else gloo' -d 'Way in which the processes of ddp talk to each other.'
complete -c ptycho_train -l ddp-timeout -x -d 'Time that processes of ddp wait for each other.'
complete -c ptycho_train -l sync-batchnorm -d 'Take the statistics of batch normalisation over all processes.'
complete -c ptycho_train -l no-sync-batchnorm -d 'The opposite of --sync-batchnorm.'
complete -c ptycho_train -l use-distributed-sampler -d 'Give each process its own share of the groups.'
complete -c ptycho_train -l no-use-distributed-sampler -d 'The opposite of --use-distributed-sampler.'
complete -c ptycho_train -l precision -x -a 'auto	bf16-mixed where the hardware multiplies bfloat16 matrices, else 32-true
16-mixed	half precision where it is safe; on a graphics processor only
32-true	single precision
bf16-mixed	bfloat16 where it is safe' -d 'Number format of the convolutions; physics and loss stay in single precision.'
complete -c ptycho_train -l num-workers -x -d 'Processes that prepare batches.'
complete -c ptycho_train -l pin-memory -d 'Keep batches in page-locked memory for a faster copy to the graphics processor.'
complete -c ptycho_train -l no-pin-memory -d 'The opposite of --pin-memory.'
complete -c ptycho_train -l persistent-workers -d 'Keep the worker processes alive between epochs.'
complete -c ptycho_train -l no-persistent-workers -d 'The opposite of --persistent-workers.'
complete -c ptycho_train -l prefetch-factor -x -a 'none	two where there are workers' -d 'Batches that each worker prepares ahead.'
complete -c ptycho_train -l drop-last -d 'Leave out the last batch of an epoch if it is smaller than the others.'
complete -c ptycho_train -l no-drop-last -d 'The opposite of --drop-last.'
complete -c ptycho_train -l dataloader-timeout -x -d 'Time to wait for a batch from a worker.'
complete -c ptycho_train -l multiprocessing-context -x -a 'fork	copies of this process
spawn	fresh processes
forkserver	copies of a small server process
none	as the platform does it' -d 'How worker processes are started.'
complete -c ptycho_train -l trainer-arg -x -d 'Further arguments of Trainer that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l model-checkpoint-arg -x -d 'Further arguments of ModelCheckpoint that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l early-stopping-arg -x -d 'Further arguments of EarlyStopping that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l learning-rate-monitor-arg -x -d 'Further arguments of LearningRateMonitor that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l csv-logger-arg -x -d 'Further arguments of CSVLogger that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l tensorboard-logger-arg -x -d 'Further arguments of TensorBoardLogger that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l mlflow-logger-arg -x -d 'Further arguments of MLFlowLogger that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l ddp-arg -x -d 'Further arguments of DDPStrategy that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l dataloader-arg -x -d 'Further arguments of DataLoader that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l adamw-arg -x -d 'Further arguments of AdamW that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l adam-arg -x -d 'Further arguments of Adam that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l sgd-arg -x -d 'Further arguments of SGD that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l ema-arg -x -d 'Further arguments of EMAWeightAveraging that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l onecycle-arg -x -d 'Further arguments of OneCycleLR that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l linear-arg -x -d 'Further arguments of LinearLR that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l plateau-arg -x -d 'Further arguments of ReduceLROnPlateau that no knob gives it; the flag may be repeated.'
complete -c ptycho_train -l config -r -F -d 'Run file (YAML, name: value); several may be given, a later one wins.'
complete -c ptycho_train -l print-config -d 'Print the resolved run file and stop.'
complete -c ptycho_train -l why -x -a 'train_data_file
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
plateau_arg' -d 'Say where the value of a knob comes from and stop.'
complete -c ptycho_train -l version -d 'Print the version and stop.'
complete -c ptycho_train -l help -d 'Print this text and stop.'
complete -c ptycho_train -l help-all -d 'Print this text with the rare knobs and stop.'
