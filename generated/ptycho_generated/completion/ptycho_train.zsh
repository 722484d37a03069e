#compdef ptycho_train
# digest: input 6ff7dc16e7dfebb7 text ec31a5f0f712e21f
# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.

# Completion of ptycho_train in zsh: install it as _ptycho_train in a folder of $fpath.

_arguments -s -S \
    '--train-data-file=[Scan to train on (NPZ, HDF5 or CXI).]:train-data-file:_files' \
    '--extra-train-data-files=[Further scans to train on, of the same pattern size; each has its own probe.]:extra-train-data-files:_files' \
    '--test-data-file=[Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).]:test-data-file:_files' \
    '--test-data=[Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).]:test-data:_files' \
    '--output-dir=[Folder to write to; made if it does not exist.]:output-dir:_files' \
    '--overwrite[Replace what is there already, results in the output folder or the converted scan.]' \
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
    '--architecture=[Network that turns diffraction patterns into an object.]:architecture:((unrolled\:"sweeps over the whole object, each followed by a learned correction, then averaging steps" denoiser\:"sweeps and averaging steps without learning, then a U-Net that takes out noise; for few photons, trained with labels" cnn\:"the convolutional network of PtychoPINN on groups of 1, 4 or 9 patterns, judged on its own input"))' \
    '--n-unrolled=[Sweeps of the unrolled network, each followed by a learned correction.]:n-unrolled:' \
    '--n-subsets=[Parts in which a sweep of the unrolled network takes the patterns, one update each.]:n-subsets:' \
    '--n-averaging-steps=[Steps with all patterns at once that end the unrolled network and average noise out.]:n-averaging-steps:' \
    '--n-filters=[Width of the first level of the convolutional network.]:n-filters:' \
    '--n-filters-scale=[Width of the cnn; its narrowest level has 32 times as many maps.]:n-filters-scale:' \
    '--n-hidden-channels=[Maps that the unrolled network hands from one step to the next beside the object.]:n-hidden-channels:' \
    '--model-type=[What a network is judged on while it is trained.]:model-type:((pinn\:"on how well the object predicts measured patterns; no object need be known" supervised\:"on how near the object is to the one in the file, objectGuess"))' \
    '--loss-function=[Measure of the misfit between predicted and measured patterns.]:loss-function:((amplitude\:"squared difference of amplitudes in units of sqrt(count)" poisson\:"Poisson deviance of the counts" mae\:"absolute difference of amplitudes"))' \
    '--deep-supervision-weight=[Weight of the loss half-way through the unrolled steps beside that at their end.]:deep-supervision-weight:' \
    '--nll-weight=[Weight of the logarithm of the Poisson deviance beside that of loss_function.]:nll-weight:' \
    '--mae-weight=[Weight of the logarithm of the absolute difference of amplitudes beside that of loss_function.]:mae-weight:' \
    '--tv-weight=[Weight of the total variation of the object, over its mean amplitude, in the objective.]:tv-weight:' \
    '--realspace-weight=[Weight of what the structural similarity of amplitude and phase to the known object lacks, beside the distance.]:realspace-weight:' \
    '--max-epochs=[Epochs to train for.]:max-epochs:' \
    '--nepochs=[Epochs to train for.]:nepochs:' \
    '--epochs=[Epochs to train for.]:epochs:' \
    '--min-epochs=[Epochs that are trained at least, whatever early stopping says.]:min-epochs:((none\:"none but the first"))' \
    '--max-steps=[Optimiser steps after which training stops.]:max-steps:' \
    '--max-time=[Time after which training stops.]:max-time:((none\:"no limit"))' \
    '--batch-size=[Groups in one optimiser step.]:batch-size:' \
    '--optimizer=[How a gradient moves the weights.]:optimizer:((adamw\:"Adam with decoupled weight decay" adam\:"Adam; weight decay is added to the gradient" sgd\:"gradient descent with momentum"))' \
    '--learning-rate=[Peak learning rate.]:learning-rate:' \
    '--weight-decay=[Weight decay of the convolution weights.]:weight-decay:' \
    '--betas=[Decay rates of the running means of gradient and squared gradient in adamw and adam.]:betas:' \
    '--sgd-momentum=[Share of the last step that sgd repeats.]:sgd-momentum:' \
    '--scheduler=[How the learning rate changes during training.]:scheduler:((Default\:"constant learning rate" Exponential\:"multiplied by scheduler_gamma after each epoch" MultiStage\:"multiplied by scheduler_gamma at half and three quarters of the epochs" WarmupCosine\:"linear rise over lr_warmup_steps, then half a cosine down to zero; follows steps or time, whichever ends the run" Cosine\:"half a cosine down to cosine_eta_min over cosine_t_max steps" OneCycle\:"rise to onecycle_max_lr and fall far below the start, over all steps" Linear\:"linear rise from linear_start_factor over linear_total_iters steps, then constant" Step\:"multiplied by scheduler_gamma after every step_size epochs" ReduceLROnPlateau\:"multiplied by plateau_factor when the monitored loss stops falling" Adaptive\:"deprecated name of ReduceLROnPlateau"))' \
    '--scheduler-gamma=[Factor by which Exponential, MultiStage and Step lower the learning rate.]:scheduler-gamma:' \
    '--lr-warmup-steps=[Optimiser steps over which WarmupCosine raises the learning rate.]:lr-warmup-steps:' \
    '--cosine-t-max=[Optimiser steps in which Cosine goes from the peak to its lowest learning rate.]:cosine-t-max:((none\:"all steps of the run"))' \
    '--cosine-eta-min=[Lowest learning rate of Cosine.]:cosine-eta-min:' \
    '--onecycle-max-lr=[Peak learning rate of OneCycle.]:onecycle-max-lr:((none\:"learning_rate"))' \
    '--onecycle-pct-start=[Share of all steps in which OneCycle rises.]:onecycle-pct-start:' \
    '--onecycle-div-factor=[Peak learning rate of OneCycle over that at the start.]:onecycle-div-factor:' \
    '--onecycle-final-div-factor=[Learning rate of OneCycle at the start over that at the end.]:onecycle-final-div-factor:' \
    '--linear-start-factor=[Share of the peak learning rate at which Linear starts.]:linear-start-factor:' \
    '--linear-total-iters=[Optimiser steps in which Linear reaches the peak.]:linear-total-iters:' \
    '--step-size=[Epochs between two falls of the learning rate in Step.]:step-size:' \
    '--plateau-factor=[Factor by which ReduceLROnPlateau lowers the learning rate.]:plateau-factor:' \
    '--plateau-patience=[Validations without improvement that ReduceLROnPlateau bears.]:plateau-patience:' \
    '--plateau-threshold=[Smallest relative fall of the loss that ReduceLROnPlateau takes for one.]:plateau-threshold:' \
    '--plateau-cooldown=[Validations after a fall of the learning rate in which ReduceLROnPlateau waits.]:plateau-cooldown:' \
    '--plateau-min-lr=[Lowest learning rate of ReduceLROnPlateau.]:plateau-min-lr:' \
    '--accumulate-grad-batches=[Batches whose gradients are accumulated into one optimiser step.]:accumulate-grad-batches:' \
    '--accum-steps=[Batches whose gradients are accumulated into one optimiser step.]:accum-steps:' \
    '--gradient-clip-val=[Bound on the gradient.]:gradient-clip-val:((none\:"no clipping"))' \
    '--gradient-clip-algorithm=[What gradient_clip_val bounds.]:gradient-clip-algorithm:((norm\:"the norm over all weights is bounded" value\:"each component is bounded" agc\:"the norm for each output channel is bounded by a multiple of that of its weights"))' \
    '--ema-decay=[Decay per step of the running mean of the weights that is validated and saved.]:ema-decay:((none\:"weights are used as they are"))' \
    '--ema-every-n-steps=[Optimiser steps between two updates of the running mean of the weights.]:ema-every-n-steps:' \
    '--ema-start-epoch=[Epoch from which the running mean is also updated at the end of each epoch.]:ema-start-epoch:((none\:"never"))' \
    '--limit-train-batches=[Batches of each epoch that are used, or their share.]:limit-train-batches:((none\:"all"))' \
    '--limit-val-batches=[Batches of each validation that are used, or their share.]:limit-val-batches:((none\:"all"))' \
    '--limit-test-batches=[Batches of the final test of the best weights that are used, or their share.]:limit-test-batches:((none\:"all"))' \
    '--overfit-batches=[Batches, or their share, that are trained on again and again, to see whether the network can learn them.]:overfit-batches:' \
    '--fast-dev-run=[Batches of a trial run that writes no checkpoints and no metrics.]:fast-dev-run:' \
    '--check-val-every-n-epoch=[Epochs between validations.]:check-val-every-n-epoch:' \
    '--val-check-interval=[Batches between validations within an epoch, or their share.]:val-check-interval:((none\:"one validation at the end of an epoch"))' \
    '--num-sanity-val-steps=[Batches of the validation that are tried before training starts.]:num-sanity-val-steps:' \
    '--detect-anomaly[Stop with the place where a gradient becomes not a number; slow.]' \
    '--no-detect-anomaly[The opposite of --detect-anomaly.]' \
    '--nonfinite-loss=[What happens when the loss of a batch is not a finite number.]:nonfinite-loss:((stop\:"end the run; the message names the batch, which is kept in nonfinite_batch.npz" skip\:"leave the batch out, unless the weights are no numbers either"))' \
    '--enable-checkpointing[Write checkpoints during training.]' \
    '--disable-checkpointing[The opposite of --enable-checkpointing.]' \
    '--checkpoint-dir=[Folder for checkpoints.]:checkpoint-dir:_files' \
    '--checkpoint-filename=[Name of a checkpoint without its suffix; {epoch}, {step} and {name of a metric} are filled in.]:checkpoint-filename:((none\:"epoch and monitored metric"))' \
    '--checkpoint-save-top-k=[Number of best checkpoints to keep.]:checkpoint-save-top-k:' \
    '--checkpoint-monitor=[Metric by which the best checkpoint is chosen.]:checkpoint-monitor:((val_loss\:"loss on the validation scan; train_loss where there is none" train_loss\:"mean training loss of the epoch"))' \
    '--checkpoint-monitor-metric=[Metric by which the best checkpoint is chosen.]:checkpoint-monitor-metric:((val_loss\:"loss on the validation scan; train_loss where there is none" train_loss\:"mean training loss of the epoch"))' \
    '--checkpoint-mode=[Whether the best checkpoint has the smallest or the largest metric.]:checkpoint-mode:((min\:"smallest is best" max\:"largest is best"))' \
    '--checkpoint-save-last[Keep the newest checkpoint as last.ckpt.]' \
    '--no-checkpoint-save-last[The opposite of --checkpoint-save-last.]' \
    '--checkpoint-every-n-epochs=[Epochs between checkpoints.]:checkpoint-every-n-epochs:((none\:"every epoch"))' \
    '--checkpoint-every-n-train-steps=[Optimiser steps after which last.ckpt is renewed, besides the end of each epoch.]:checkpoint-every-n-train-steps:((none\:"at the ends of epochs only"))' \
    '--checkpoint-train-time-interval=[Time after which last.ckpt is renewed, besides the end of each epoch.]:checkpoint-train-time-interval:((none\:"at the ends of epochs only"))' \
    '--checkpoint-save-on-exception[Renew last.ckpt when a run is interrupted or fails.]' \
    '--no-checkpoint-save-on-exception[The opposite of --checkpoint-save-on-exception.]' \
    '--checkpoint-save-weights-only[Keep only weights in the best checkpoints; last.ckpt stays whole, so that a run can go on.]' \
    '--no-checkpoint-save-weights-only[The opposite of --checkpoint-save-weights-only.]' \
    '--early-stop-monitor=[Metric that must improve for training to go on.]:early-stop-monitor:((val_loss\:"loss on the validation scan; train_loss where there is none" train_loss\:"mean training loss of the epoch"))' \
    '--early-stop-mode=[Whether a smaller or a larger metric is an improvement.]:early-stop-mode:((min\:"smaller is better" max\:"larger is better"))' \
    '--early-stop-patience=[Validations without improvement after which training stops.]:early-stop-patience:((none\:"training is never stopped early"))' \
    '--early-stop-min-delta=[Smallest change of the loss that counts as an improvement.]:early-stop-min-delta:' \
    '--early-stop-strict[Stop with an error when the metric is missing, instead of going on.]' \
    '--no-early-stop-strict[The opposite of --early-stop-strict.]' \
    '--early-stop-check-finite[Stop when the metric is not a finite number.]' \
    '--no-early-stop-check-finite[The opposite of --early-stop-check-finite.]' \
    '--early-stop-stopping-threshold=[Value of the metric that is good enough to stop.]:early-stop-stopping-threshold:((none\:"none"))' \
    '--early-stop-divergence-threshold=[Value of the metric that is so bad that training stops.]:early-stop-divergence-threshold:((none\:"none"))' \
    '--resume=[Checkpoint from which training goes on.]:resume:_files' \
    '--resume-weights-only[Read a checkpoint without executing anything in it; turn off only for files you trust.]' \
    '--no-resume-weights-only[The opposite of --resume-weights-only.]' \
    '--sweep=[Trials of a sweep over the knobs that are not given; the same command goes on where it was interrupted.]:sweep:((none\:"one training"))' \
    '--sweep-over=[Knobs that a sweep tries; where none are named, all that have bounds for it.]:sweep-over:' \
    '--sweep-storage=[Database of a sweep, an SQLAlchemy URL; in it the sweep has the name of the output folder.]:sweep-storage:((none\:"sweep.db in the output folder"))' \
    '--logger=[Where metrics are recorded.]:logger:((csv\:"metrics.csv in the run folder" tensorboard\:"event files for TensorBoard; metrics.csv as well" mlflow\:"MLflow, in mlflow.db of the run folder or on a server; metrics.csv as well" none\:"no metrics on disk"))' \
    '--logger-backend=[Where metrics are recorded.]:logger-backend:((csv\:"metrics.csv in the run folder" tensorboard\:"event files for TensorBoard; metrics.csv as well" mlflow\:"MLflow, in mlflow.db of the run folder or on a server; metrics.csv as well" none\:"no metrics on disk"))' \
    '--log-name=[Folder of metrics.csv and of the TensorBoard files in the run folder.]:log-name:' \
    '--log-version=[Number of the folder version_N in log_name.]:log-version:((none\:"the next free one; that of the run which goes on"))' \
    '--tensorboard-default-hp-metric[Write a placeholder metric beside the parameters, as TensorBoard wants for comparing runs.]' \
    '--no-tensorboard-default-hp-metric[The opposite of --tensorboard-default-hp-metric.]' \
    '--mlflow-experiment-name=[Experiment under which MLflow files the run.]:mlflow-experiment-name:' \
    '--mlflow-tracking-uri=[Address of the MLflow server or store.]:mlflow-tracking-uri:((none\:"mlflow.db in the run folder"))' \
    '--mlflow-run-name=[Name of the run in MLflow.]:mlflow-run-name:((none\:"MLflow makes one up"))' \
    '--mlflow-run-id=[Run in MLflow to add to.]:mlflow-run-id:((none\:"a new one"))' \
    '--mlflow-log-model[Copy the checkpoints to MLflow when training ends.]' \
    '--no-mlflow-log-model[The opposite of --mlflow-log-model.]' \
    '--mlflow-artifact-location=[Where MLflow keeps pictures and other files of the experiment.]:mlflow-artifact-location:((none\:"mlflow in the run folder, or what the server says"))' \
    '--log-every-n-steps=[Optimiser steps between two records of the metrics.]:log-every-n-steps:' \
    '--flush-logs-every-n-steps=[Records after which metrics.csv is written to disk.]:flush-logs-every-n-steps:' \
    '--lr-logging-interval=[How often the learning rate of each group of weights is recorded, beside lr in each epoch.]:lr-logging-interval:((step\:"with every record of the metrics" epoch\:"once in each epoch" none\:"not at all"))' \
    '--enable-progress-bar[Show how far training is.]' \
    '--no-enable-progress-bar[The opposite of --enable-progress-bar.]' \
    '--enable-model-summary[Write the layers of the network and their sizes to the run log.]' \
    '--no-enable-model-summary[The opposite of --enable-model-summary.]' \
    '--profiler=[Measure where the time goes, and write it to the run log.]:profiler:((simple\:"time of each part of training" advanced\:"time of each Python function" none\:"no measurement"))' \
    '--preview-every-n-epochs=[Epochs between pictures of what the network makes of the validation scan, in the folder previews.]:preview-every-n-epochs:((none\:"no previews"))' \
    '--recon-log-every-n-epochs=[Epochs between pictures of what the network makes of the validation scan, in the folder previews.]:recon-log-every-n-epochs:((none\:"no previews"))' \
    '--preview-n-patches=[Patches in a picture, evenly spread over the scan.]:preview-n-patches:' \
    '--recon-log-num-patches=[Patches in a picture, evenly spread over the scan.]:recon-log-num-patches:' \
    '--preview-patch-indices=[Patterns whose patches are shown, by their place in the file.]:preview-patch-indices:((none\:"preview_n_patches of them"))' \
    '--recon-log-fixed-indices=[Patterns whose patches are shown, by their place in the file.]:recon-log-fixed-indices:((none\:"preview_n_patches of them"))' \
    '--preview-stitched[Show the whole object as well.]' \
    '--recon-log-stitch[Show the whole object as well.]' \
    '--no-preview-stitched[The opposite of --preview-stitched.]' \
    '--quiet[Show errors only; a check shows warnings too, but nothing that is as it should be.]' \
    '--no-quiet[The opposite of --quiet.]' \
    '--seed=[Start of every random number.]:seed:' \
    '--seed-workers[Seed the processes that prepare batches as well.]' \
    '--no-seed-workers[The opposite of --seed-workers.]' \
    '--deterministic[Use only algorithms that give the same result twice.]' \
    '--no-deterministic[The opposite of --deterministic.]' \
    '--benchmark[Try out convolution algorithms and take the fastest.]' \
    '--no-benchmark[The opposite of --benchmark.]' \
    '--float32-matmul-precision=[How exact products of single-precision matrices are where the hardware gives a choice.]:float32-matmul-precision:((highest\:"single precision" high\:"TensorFloat32 or two bfloat16" medium\:"bfloat16"))' \
    '--accelerator=[Kind of processor to compute on.]:accelerator:((auto\:"the best one found" cpu\:"processor" gpu\:"graphics processor of any make" cuda\:"NVIDIA graphics processor" mps\:"Apple graphics processor"))' \
    '--devices=[Number of processors to train on.]:devices:((auto\:"all that there are"))' \
    '--num-nodes=[Number of machines to train on.]:num-nodes:' \
    '--strategy=[How training is spread over processes.]:strategy:((auto\:"one process where one is enough, else ddp" ddp\:"distributed data parallel"))' \
    '--ddp-process-group-backend=[Way in which the processes of ddp talk to each other.]:ddp-process-group-backend:((gloo\:"over the network, from main memory" nccl\:"between NVIDIA graphics processors" none\:"nccl on graphics processors, else gloo"))' \
    '--ddp-timeout=[Time that processes of ddp wait for each other.]:ddp-timeout:' \
    '--sync-batchnorm[Take the statistics of batch normalisation over all processes.]' \
    '--no-sync-batchnorm[The opposite of --sync-batchnorm.]' \
    '--use-distributed-sampler[Give each process its own share of the groups.]' \
    '--no-use-distributed-sampler[The opposite of --use-distributed-sampler.]' \
    '--precision=[Number format of the convolutions; physics and loss stay in single precision.]:precision:((auto\:"bf16-mixed where the hardware multiplies bfloat16 matrices, else 32-true" 16-mixed\:"half precision where it is safe; on a graphics processor only" 32-true\:"single precision" bf16-mixed\:"bfloat16 where it is safe"))' \
    '--num-workers=[Processes that prepare batches.]:num-workers:' \
    '--pin-memory[Keep batches in page-locked memory for a faster copy to the graphics processor.]' \
    '--no-pin-memory[The opposite of --pin-memory.]' \
    '--persistent-workers[Keep the worker processes alive between epochs.]' \
    '--no-persistent-workers[The opposite of --persistent-workers.]' \
    '--prefetch-factor=[Batches that each worker prepares ahead.]:prefetch-factor:((none\:"two where there are workers"))' \
    '--drop-last[Leave out the last batch of an epoch if it is smaller than the others.]' \
    '--no-drop-last[The opposite of --drop-last.]' \
    '--dataloader-timeout=[Time to wait for a batch from a worker.]:dataloader-timeout:' \
    '--multiprocessing-context=[How worker processes are started.]:multiprocessing-context:((fork\:"copies of this process" spawn\:"fresh processes" forkserver\:"copies of a small server process" none\:"as the platform does it"))' \
    '--trainer-arg=[Further arguments of Trainer that no knob gives it; the flag may be repeated.]:trainer-arg:' \
    '--model-checkpoint-arg=[Further arguments of ModelCheckpoint that no knob gives it; the flag may be repeated.]:model-checkpoint-arg:' \
    '--early-stopping-arg=[Further arguments of EarlyStopping that no knob gives it; the flag may be repeated.]:early-stopping-arg:' \
    '--learning-rate-monitor-arg=[Further arguments of LearningRateMonitor that no knob gives it; the flag may be repeated.]:learning-rate-monitor-arg:' \
    '--csv-logger-arg=[Further arguments of CSVLogger that no knob gives it; the flag may be repeated.]:csv-logger-arg:' \
    '--tensorboard-logger-arg=[Further arguments of TensorBoardLogger that no knob gives it; the flag may be repeated.]:tensorboard-logger-arg:' \
    '--mlflow-logger-arg=[Further arguments of MLFlowLogger that no knob gives it; the flag may be repeated.]:mlflow-logger-arg:' \
    '--ddp-arg=[Further arguments of DDPStrategy that no knob gives it; the flag may be repeated.]:ddp-arg:' \
    '--dataloader-arg=[Further arguments of DataLoader that no knob gives it; the flag may be repeated.]:dataloader-arg:' \
    '--adamw-arg=[Further arguments of AdamW that no knob gives it; the flag may be repeated.]:adamw-arg:' \
    '--adam-arg=[Further arguments of Adam that no knob gives it; the flag may be repeated.]:adam-arg:' \
    '--sgd-arg=[Further arguments of SGD that no knob gives it; the flag may be repeated.]:sgd-arg:' \
    '--ema-arg=[Further arguments of EMAWeightAveraging that no knob gives it; the flag may be repeated.]:ema-arg:' \
    '--onecycle-arg=[Further arguments of OneCycleLR that no knob gives it; the flag may be repeated.]:onecycle-arg:' \
    '--linear-arg=[Further arguments of LinearLR that no knob gives it; the flag may be repeated.]:linear-arg:' \
    '--plateau-arg=[Further arguments of ReduceLROnPlateau that no knob gives it; the flag may be repeated.]:plateau-arg:' \
    '*--config=[Run file (YAML, name\: value); several may be given, a later one wins.]:config:_files' \
    '--print-config[Print the resolved run file and stop.]' \
    '*--why=[Say where the value of a knob comes from and stop.]:why:(train_data_file
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
plateau_arg)' \
    '--version[Print the version and stop.]' \
    '--help[Print this text and stop.]' \
    '--help-all[Print this text with the rare knobs and stop.]'
