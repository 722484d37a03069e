# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input d29c2e9f63f6ab94 form 9f9aeb3b42684696 text 135eb72f7c305c2a

"""Help text of ptycho_train, in parts that `--help` and `--help-all` choose from."""

PARTS: tuple[tuple[str, str], ...] = (
    (
        "always",
        """\
usage: ptycho_train --train-data-file PATH --output-dir PATH [options]

Train a network on a scan and write a run folder.

  ptycho_train --train-data-file scan.npz --output-dir run

Data
  --train-data-file PATH      Scan to train on (NPZ, HDF5 or CXI). [required]
  --extra-train-data-files PATH,PATH,...
                              Further scans to train on, of the same pattern
                              size; each has its own probe. []
  --test-data-file PATH       Scan to validate on while training, or to
                              reconstruct (NPZ, HDF5 or CXI). none: no
                              validation; the training loss is monitored.
                              [none]
  --output-dir PATH           Folder to write to; made if it does not exist.
                              [required]
  --overwrite | --no-overwrite
                              Replace what is there already, results in the
                              output folder or the converted scan. [false]
""",
    ),
    (
        "everyday",
        """\
  --measurement auto|counts|amplitude
                              What the numbers in the diffraction patterns are.
                              [auto]
""",
    ),
    (
        "rare",
        """\
  --measurement auto|counts|amplitude
                              What the numbers in the diffraction patterns are.
                              auto: decided from the values and the probe; the
                              run log says why. counts: detector counts
                              (intensity). amplitude: square root of counts.
                              [auto]
  --probe-refinement-iterations N
                              Steps by which the probe is refined from the
                              scan; the refined probe is used where it predicts
                              patterns better that were held back. 0: the probe
                              in the file is believed. [60]
""",
    ),
    (
        "always",
        """\
  --gridsize N                Patterns along one side of a group; the network
                              sees gridsize x gridsize neighbouring patterns at
                              a time while it trains. [14]
  --n-groups N                Groups of neighbouring patterns drawn from the
                              scan in each epoch. none: as many as cover the
                              scan once. [none]
""",
    ),
    (
        "rare",
        """\
  --n-validation-groups N     Groups of the validation scan on which val_loss
                              is taken, the same ones each time. none: as many
                              as cover the validation scan once. [2]
  --input-fraction-min X      Smallest share of the patterns of a group that
                              the network is shown; the loss is taken on the
                              others. [0.5]
  --input-fraction-max X      Largest share of the patterns of a group that the
                              network is shown. [0.9]
""",
    ),
    (
        "always",
        """\

Reading
  --pattern-fftshift | --no-pattern-fftshift
                              The zero frequency of the patterns is at the
                              corner of the array; move it to the centre.
                              [false]
""",
    ),
    (
        "rare",
        """\
  --pattern-transpose | --no-pattern-transpose
                              Exchange rows and columns of the patterns.
                              [false]
  --pattern-flip none|rows|columns|both
                              Axis of the patterns to reverse, after a
                              transposition. none: no axis. rows: upside down.
                              columns: left to right. both: both axes. [none]
  --pattern-crop-px N         Side of the central part of the detector that is
                              used; a smaller part makes larger object pixels.
                              none: the whole detector. [none]
  --pattern-binning N         Detector pixels along each axis whose counts are
                              added up. [1]
""",
    ),
    (
        "always",
        """\
  --position-order yx|xy      Whether the file has exchanged the coordinates.
                              yx: ycoords are rows, xcoords are columns. xy:
                              ycoords are columns, xcoords are rows. [yx]
""",
    ),
    (
        "rare",
        """\
  --position-flip none|y|x|both
                              Coordinate of the positions whose sign is
                              reversed. none: neither. y: rows. x: columns.
                              both: both. [none]
""",
    ),
    (
        "everyday",
        """\
  --position-unit auto|px|m   Unit of the positions. [auto]
""",
    ),
    (
        "rare",
        """\
  --position-unit auto|px|m   Unit of the positions. auto: what the file says;
                              pixels in an NPZ. px: object pixels. m: metres,
                              divided by the size of an object pixel. [auto]
  --object-pixel-size-m X     Size of an object pixel of the whole detector.
                              none: from the file, or from wavelength, distance
                              and detector pixel. [none]
""",
    ),
    (
        "always",
        """\
  --wavelength-m X            Wavelength of the light. none: from the file.
                              [none]
  --detector-distance-m X     Distance from the sample to the detector. none:
                              from the file. [none]
  --detector-pixel-size-m X   Size of a detector pixel. none: from the file.
                              [none]
""",
    ),
    (
        "rare",
        """\
  --probe-source file|mean_pattern
                              Where the probe comes from. file: the array
                              probeGuess of the file. mean_pattern: the focus
                              whose far field is the mean pattern. [file]
""",
    ),
    (
        "always",
        """\

Model
""",
    ),
    (
        "everyday",
        """\
  --architecture unrolled|denoiser|cnn
                              Network that turns diffraction patterns into an
                              object. [unrolled]
""",
    ),
    (
        "rare",
        """\
  --architecture unrolled|denoiser|cnn
                              Network that turns diffraction patterns into an
                              object. unrolled: sweeps over the whole object,
                              each followed by a learned correction, then
                              averaging steps. denoiser: sweeps and averaging
                              steps without learning, then a U-Net that takes
                              out noise; for few photons, trained with labels.
                              cnn: the convolutional network of PtychoPINN on
                              groups of 1, 4 or 9 patterns, judged on its own
                              input. [unrolled]
  --n-unrolled N              Sweeps of the unrolled network, each followed by
                              a learned correction. [4]
  --n-subsets N               Parts in which a sweep of the unrolled network
                              takes the patterns, one update each. [8]
  --n-averaging-steps N       Steps with all patterns at once that end the
                              unrolled network and average noise out. [6]
  --n-filters N               Width of the first level of the convolutional
                              network. [24]
  --n-filters-scale X         Width of the cnn; its narrowest level has 32
                              times as many maps. [2]
  --n-hidden-channels N       Maps that the unrolled network hands from one
                              step to the next beside the object. [4]
""",
    ),
    (
        "always",
        """\
  --model-type pinn|supervised
                              What a network is judged on while it is trained.
                              pinn: on how well the object predicts measured
                              patterns; no object need be known. supervised: on
                              how near the object is to the one in the file,
                              objectGuess. [pinn]
""",
    ),
    (
        "everyday",
        """\
  --loss-function amplitude|poisson|mae
                              Measure of the misfit between predicted and
                              measured patterns. [amplitude]
""",
    ),
    (
        "rare",
        """\
  --loss-function amplitude|poisson|mae
                              Measure of the misfit between predicted and
                              measured patterns. amplitude: squared difference
                              of amplitudes in units of sqrt(count). poisson:
                              Poisson deviance of the counts. mae: absolute
                              difference of amplitudes. [amplitude]
  --deep-supervision-weight X
                              Weight of the loss half-way through the unrolled
                              steps beside that at their end. [0.2]
  --nll-weight X              Weight of the logarithm of the Poisson deviance
                              beside that of loss_function. [0]
  --mae-weight X              Weight of the logarithm of the absolute
                              difference of amplitudes beside that of
                              loss_function. [0]
  --tv-weight X               Weight of the total variation of the object, over
                              its mean amplitude, in the objective. [0]
  --realspace-weight X        Weight of what the structural similarity of
                              amplitude and phase to the known object lacks,
                              beside the distance. [0]
""",
    ),
    (
        "always",
        """\

Training
  --max-epochs N              Epochs to train for. -1: no limit. [100]
""",
    ),
    (
        "rare",
        """\
  --min-epochs N              Epochs that are trained at least, whatever early
                              stopping says. none: none but the first. [none]
  --max-steps N               Optimiser steps after which training stops. -1:
                              no limit. [-1]
""",
    ),
    (
        "always",
        """\
  --max-time DD:HH:MM:SS      Time after which training stops. none: no limit.
                              [none]
  --batch-size N              Groups in one optimiser step. [1]
""",
    ),
    (
        "rare",
        """\
  --optimizer adamw|adam|sgd  How a gradient moves the weights. adamw: Adam
                              with decoupled weight decay. adam: Adam; weight
                              decay is added to the gradient. sgd: gradient
                              descent with momentum. [adamw]
""",
    ),
    (
        "always",
        """\
  --learning-rate X           Peak learning rate. [0.003]
""",
    ),
    (
        "rare",
        """\
  --weight-decay X            Weight decay of the convolution weights. [0.0001]
  --betas X,X,...             Decay rates of the running means of gradient and
                              squared gradient in adamw and adam. [0.9,0.98]
  --sgd-momentum X            Share of the last step that sgd repeats. [0.9]
""",
    ),
    (
        "everyday",
        """\
  --scheduler NAME            How the learning rate changes during training.
                              One of Default, Exponential, MultiStage,
                              WarmupCosine, Cosine, OneCycle, Linear, Step,
                              ReduceLROnPlateau, Adaptive. [WarmupCosine]
""",
    ),
    (
        "rare",
        """\
  --scheduler NAME            How the learning rate changes during training.
                              Default: constant learning rate. Exponential:
                              multiplied by scheduler_gamma after each epoch.
                              MultiStage: multiplied by scheduler_gamma at half
                              and three quarters of the epochs. WarmupCosine:
                              linear rise over lr_warmup_steps, then half a
                              cosine down to zero; follows steps or time,
                              whichever ends the run. Cosine: half a cosine
                              down to cosine_eta_min over cosine_t_max steps.
                              OneCycle: rise to onecycle_max_lr and fall far
                              below the start, over all steps. Linear: linear
                              rise from linear_start_factor over
                              linear_total_iters steps, then constant. Step:
                              multiplied by scheduler_gamma after every
                              step_size epochs. ReduceLROnPlateau: multiplied
                              by plateau_factor when the monitored loss stops
                              falling. Adaptive: deprecated name of
                              ReduceLROnPlateau. [WarmupCosine]
  --scheduler-gamma X         Factor by which Exponential, MultiStage and Step
                              lower the learning rate. [0.95]
  --lr-warmup-steps N         Optimiser steps over which WarmupCosine raises
                              the learning rate. [15]
  --cosine-t-max N            Optimiser steps in which Cosine goes from the
                              peak to its lowest learning rate. none: all steps
                              of the run. [none]
  --cosine-eta-min X          Lowest learning rate of Cosine. [0]
  --onecycle-max-lr X         Peak learning rate of OneCycle. none:
                              learning_rate. [none]
  --onecycle-pct-start X      Share of all steps in which OneCycle rises. [0.3]
  --onecycle-div-factor X     Peak learning rate of OneCycle over that at the
                              start. [25]
  --onecycle-final-div-factor X
                              Learning rate of OneCycle at the start over that
                              at the end. [10000]
  --linear-start-factor X     Share of the peak learning rate at which Linear
                              starts. [0.3333333333333333]
  --linear-total-iters N      Optimiser steps in which Linear reaches the peak.
                              [5]
  --step-size N               Epochs between two falls of the learning rate in
                              Step. [30]
  --plateau-factor X          Factor by which ReduceLROnPlateau lowers the
                              learning rate. [0.1]
  --plateau-patience N        Validations without improvement that
                              ReduceLROnPlateau bears. [10]
  --plateau-threshold X       Smallest relative fall of the loss that
                              ReduceLROnPlateau takes for one. [0.0001]
  --plateau-cooldown N        Validations after a fall of the learning rate in
                              which ReduceLROnPlateau waits. [0]
  --plateau-min-lr X          Lowest learning rate of ReduceLROnPlateau. [0]
""",
    ),
    (
        "always",
        """\
  --accumulate-grad-batches N
                              Batches whose gradients are accumulated into one
                              optimiser step. [1]
  --gradient-clip-val X       Bound on the gradient. none: no clipping. [1]
""",
    ),
    (
        "rare",
        """\
  --gradient-clip-algorithm norm|value|agc
                              What gradient_clip_val bounds. norm: the norm
                              over all weights is bounded. value: each
                              component is bounded. agc: the norm for each
                              output channel is bounded by a multiple of that
                              of its weights. [norm]
  --ema-decay X               Decay per step of the running mean of the weights
                              that is validated and saved. none: weights are
                              used as they are. [0.95]
  --ema-every-n-steps N       Optimiser steps between two updates of the
                              running mean of the weights. [1]
  --ema-start-epoch N         Epoch from which the running mean is also updated
                              at the end of each epoch. none: never. [none]
  --limit-train-batches N|SHARE
                              Batches of each epoch that are used, or their
                              share. none: all. [none]
  --limit-val-batches N|SHARE
                              Batches of each validation that are used, or
                              their share. none: all. 0: no validation; the
                              training loss is monitored. [none]
  --limit-test-batches N|SHARE
                              Batches of the final test of the best weights
                              that are used, or their share. none: all. 0: no
                              test. [none]
  --overfit-batches N|SHARE   Batches, or their share, that are trained on
                              again and again, to see whether the network can
                              learn them. 0: fresh batches in each epoch. [0]
  --fast-dev-run N            Batches of a trial run that writes no checkpoints
                              and no metrics. 0: a real run. [0]
  --check-val-every-n-epoch N
                              Epochs between validations. [1]
  --val-check-interval N|SHARE
                              Batches between validations within an epoch, or
                              their share. none: one validation at the end of
                              an epoch. [none]
  --num-sanity-val-steps N    Batches of the validation that are tried before
                              training starts. -1: all. 0: none. [0]
  --detect-anomaly | --no-detect-anomaly
                              Stop with the place where a gradient becomes not
                              a number; slow. [false]
  --nonfinite-loss stop|skip  What happens when the loss of a batch is not a
                              finite number. stop: end the run; the message
                              names the batch, which is kept in
                              nonfinite_batch.npz. skip: leave the batch out,
                              unless the weights are no numbers either. [stop]
""",
    ),
    (
        "always",
        """\

Checkpoints and stopping
  --enable-checkpointing | --disable-checkpointing
                              Write checkpoints during training. [true]
""",
    ),
    (
        "rare",
        """\
  --checkpoint-dir PATH       Folder for checkpoints. none: checkpoints in the
                              output folder. [none]
  --checkpoint-filename TEXT  Name of a checkpoint without its suffix; {epoch},
                              {step} and {name of a metric} are filled in.
                              none: epoch and monitored metric. [none]
""",
    ),
    (
        "always",
        """\
  --checkpoint-save-top-k N   Number of best checkpoints to keep. -1: all. 0:
                              none but the last. [1]
  --checkpoint-monitor val_loss|train_loss
                              Metric by which the best checkpoint is chosen.
                              val_loss: loss on the validation scan; train_loss
                              where there is none. train_loss: mean training
                              loss of the epoch. [val_loss]
  --checkpoint-mode min|max   Whether the best checkpoint has the smallest or
                              the largest metric. min: smallest is best. max:
                              largest is best. [min]
""",
    ),
    (
        "rare",
        """\
  --checkpoint-save-last | --no-checkpoint-save-last
                              Keep the newest checkpoint as last.ckpt. [true]
  --checkpoint-every-n-epochs N
                              Epochs between checkpoints. none: every epoch.
                              [none]
  --checkpoint-every-n-train-steps N
                              Optimiser steps after which last.ckpt is renewed,
                              besides the end of each epoch. none: at the ends
                              of epochs only. [none]
  --checkpoint-train-time-interval DD:HH:MM:SS
                              Time after which last.ckpt is renewed, besides
                              the end of each epoch. none: at the ends of
                              epochs only. [none]
  --checkpoint-save-on-exception | --no-checkpoint-save-on-exception
                              Renew last.ckpt when a run is interrupted or
                              fails. [true]
  --checkpoint-save-weights-only | --no-checkpoint-save-weights-only
                              Keep only weights in the best checkpoints;
                              last.ckpt stays whole, so that a run can go on.
                              [false]
  --early-stop-monitor val_loss|train_loss
                              Metric that must improve for training to go on.
                              val_loss: loss on the validation scan; train_loss
                              where there is none. train_loss: mean training
                              loss of the epoch. [val_loss]
  --early-stop-mode min|max   Whether a smaller or a larger metric is an
                              improvement. min: smaller is better. max: larger
                              is better. [min]
""",
    ),
    (
        "always",
        """\
  --early-stop-patience N     Validations without improvement after which
                              training stops. none: training is never stopped
                              early. [100]
""",
    ),
    (
        "rare",
        """\
  --early-stop-min-delta X    Smallest change of the loss that counts as an
                              improvement. [0]
  --early-stop-strict | --no-early-stop-strict
                              Stop with an error when the metric is missing,
                              instead of going on. [true]
  --early-stop-check-finite | --no-early-stop-check-finite
                              Stop when the metric is not a finite number.
                              [true]
  --early-stop-stopping-threshold X
                              Value of the metric that is good enough to stop.
                              none: none. [none]
  --early-stop-divergence-threshold X
                              Value of the metric that is so bad that training
                              stops. none: none. [none]
""",
    ),
    (
        "always",
        """\
  --resume PATH|auto          Checkpoint from which training goes on. none: a
                              new run. auto: last.ckpt of the output folder; a
                              new run where there is none. [none]
""",
    ),
    (
        "rare",
        """\
  --resume-weights-only | --no-resume-weights-only
                              Read a checkpoint without executing anything in
                              it; turn off only for files you trust. [true]
""",
    ),
    (
        "always",
        """\

Sweeps
  --sweep N                   Trials of a sweep over the knobs that are not
                              given; the same command goes on where it was
                              interrupted. none: one training. [none]
""",
    ),
    (
        "rare",
        """\
  --sweep-over TEXT,TEXT,...  Knobs that a sweep tries; where none are named,
                              all that have bounds for it. []
  --sweep-storage TEXT        Database of a sweep, an SQLAlchemy URL; in it the
                              sweep has the name of the output folder. none:
                              sweep.db in the output folder. [none]
""",
    ),
    (
        "always",
        """\

Logging
""",
    ),
    (
        "everyday",
        """\
  --logger csv|tensorboard|mlflow|none
                              Where metrics are recorded. [csv]
""",
    ),
    (
        "rare",
        """\
  --logger csv|tensorboard|mlflow|none
                              Where metrics are recorded. csv: metrics.csv in
                              the run folder. tensorboard: event files for
                              TensorBoard; metrics.csv as well. mlflow: MLflow,
                              in mlflow.db of the run folder or on a server;
                              metrics.csv as well. none: no metrics on disk.
                              [csv]
  --log-name TEXT             Folder of metrics.csv and of the TensorBoard
                              files in the run folder. [lightning_logs]
  --log-version N             Number of the folder version_N in log_name. none:
                              the next free one; that of the run which goes on.
                              [none]
  --tensorboard-default-hp-metric | --no-tensorboard-default-hp-metric
                              Write a placeholder metric beside the parameters,
                              as TensorBoard wants for comparing runs. [false]
  --mlflow-experiment-name TEXT
                              Experiment under which MLflow files the run.
                              [lightning_logs]
  --mlflow-tracking-uri TEXT  Address of the MLflow server or store. none:
                              mlflow.db in the run folder. [none]
  --mlflow-run-name TEXT      Name of the run in MLflow. none: MLflow makes one
                              up. [none]
  --mlflow-run-id TEXT        Run in MLflow to add to. none: a new one. [none]
  --mlflow-log-model | --no-mlflow-log-model
                              Copy the checkpoints to MLflow when training
                              ends. [false]
  --mlflow-artifact-location TEXT
                              Where MLflow keeps pictures and other files of
                              the experiment. none: mlflow in the run folder,
                              or what the server says. [none]
  --log-every-n-steps N       Optimiser steps between two records of the
                              metrics. [10]
  --flush-logs-every-n-steps N
                              Records after which metrics.csv is written to
                              disk. [100]
  --lr-logging-interval step|epoch
                              How often the learning rate of each group of
                              weights is recorded, beside lr in each epoch.
                              step: with every record of the metrics. epoch:
                              once in each epoch. none: not at all. [none]
  --enable-progress-bar | --no-enable-progress-bar
                              Show how far training is. [true]
  --enable-model-summary | --no-enable-model-summary
                              Write the layers of the network and their sizes
                              to the run log. [true]
  --profiler simple|advanced  Measure where the time goes, and write it to the
                              run log. simple: time of each part of training.
                              advanced: time of each Python function. none: no
                              measurement. [none]
""",
    ),
    (
        "always",
        """\
  --preview-every-n-epochs N  Epochs between pictures of what the network makes
                              of the validation scan, in the folder previews.
                              none: no previews. [25]
""",
    ),
    (
        "rare",
        """\
  --preview-n-patches N       Patches in a picture, evenly spread over the
                              scan. 0: no patches. [4]
  --preview-patch-indices N,N,...
                              Patterns whose patches are shown, by their place
                              in the file. none: preview_n_patches of them.
                              [none]
  --preview-stitched | --no-preview-stitched
                              Show the whole object as well. [true]
""",
    ),
    (
        "always",
        """\
  --quiet | --no-quiet        Show errors only; a check shows warnings too, but
                              nothing that is as it should be. [false]

Hardware and reproducibility
  --seed N                    Start of every random number. [0]
""",
    ),
    (
        "rare",
        """\
  --seed-workers | --no-seed-workers
                              Seed the processes that prepare batches as well.
                              [true]
""",
    ),
    (
        "always",
        """\
  --deterministic | --no-deterministic
                              Use only algorithms that give the same result
                              twice. warn: use what there is, and warn. [true]
""",
    ),
    (
        "rare",
        """\
  --benchmark | --no-benchmark
                              Try out convolution algorithms and take the
                              fastest. none: as torch is set. [none]
  --float32-matmul-precision highest|high|medium
                              How exact products of single-precision matrices
                              are where the hardware gives a choice. highest:
                              single precision. high: TensorFloat32 or two
                              bfloat16. medium: bfloat16. [highest]
""",
    ),
    (
        "everyday",
        """\
  --accelerator auto|cpu|gpu|cuda|mps
                              Kind of processor to compute on. [auto]
""",
    ),
    (
        "rare",
        """\
  --accelerator auto|cpu|gpu|cuda|mps
                              Kind of processor to compute on. auto: the best
                              one found. cpu: processor. gpu: graphics
                              processor of any make. cuda: NVIDIA graphics
                              processor. mps: Apple graphics processor. [auto]
""",
    ),
    (
        "always",
        """\
  --devices N|auto            Number of processors to train on. auto: all that
                              there are. [1]
  --num-nodes N               Number of machines to train on. [1]
  --strategy auto|ddp         How training is spread over processes. auto: one
                              process where one is enough, else ddp. ddp:
                              distributed data parallel. [auto]
""",
    ),
    (
        "rare",
        """\
  --ddp-process-group-backend gloo|nccl
                              Way in which the processes of ddp talk to each
                              other. gloo: over the network, from main memory.
                              nccl: between NVIDIA graphics processors. none:
                              nccl on graphics processors, else gloo. [none]
  --ddp-timeout DD:HH:MM:SS   Time that processes of ddp wait for each other.
                              [00:00:30:00]
  --sync-batchnorm | --no-sync-batchnorm
                              Take the statistics of batch normalisation over
                              all processes. [false]
  --use-distributed-sampler | --no-use-distributed-sampler
                              Give each process its own share of the groups.
                              [true]
""",
    ),
    (
        "everyday",
        """\
  --precision auto|16-mixed|32-true|bf16-mixed
                              Number format of the convolutions; physics and
                              loss stay in single precision. [32-true]
""",
    ),
    (
        "rare",
        """\
  --precision auto|16-mixed|32-true|bf16-mixed
                              Number format of the convolutions; physics and
                              loss stay in single precision. auto: bf16-mixed
                              where the hardware multiplies bfloat16 matrices,
                              else 32-true. 16-mixed: half precision where it
                              is safe; on a graphics processor only. 32-true:
                              single precision. bf16-mixed: bfloat16 where it
                              is safe. [32-true]
""",
    ),
    (
        "always",
        """\
  --num-workers N             Processes that prepare batches. [0]
""",
    ),
    (
        "rare",
        """\
  --pin-memory | --no-pin-memory
                              Keep batches in page-locked memory for a faster
                              copy to the graphics processor. [false]
  --persistent-workers | --no-persistent-workers
                              Keep the worker processes alive between epochs.
                              [false]
  --prefetch-factor N         Batches that each worker prepares ahead. none:
                              two where there are workers. [none]
  --drop-last | --no-drop-last
                              Leave out the last batch of an epoch if it is
                              smaller than the others. [false]
  --dataloader-timeout X      Time to wait for a batch from a worker. 0.0: for
                              ever. [0]
  --multiprocessing-context fork|spawn|forkserver
                              How worker processes are started. fork: copies of
                              this process. spawn: fresh processes. forkserver:
                              copies of a small server process. none: as the
                              platform does it. [none]

Arguments handed on
  --trainer-arg NAME=VALUE    Further arguments of Trainer that no knob gives
                              it; the flag may be repeated. []
  --model-checkpoint-arg NAME=VALUE
                              Further arguments of ModelCheckpoint that no knob
                              gives it; the flag may be repeated. []
  --early-stopping-arg NAME=VALUE
                              Further arguments of EarlyStopping that no knob
                              gives it; the flag may be repeated. []
  --learning-rate-monitor-arg NAME=VALUE
                              Further arguments of LearningRateMonitor that no
                              knob gives it; the flag may be repeated. []
  --csv-logger-arg NAME=VALUE
                              Further arguments of CSVLogger that no knob gives
                              it; the flag may be repeated. []
  --tensorboard-logger-arg NAME=VALUE
                              Further arguments of TensorBoardLogger that no
                              knob gives it; the flag may be repeated. []
  --mlflow-logger-arg NAME=VALUE
                              Further arguments of MLFlowLogger that no knob
                              gives it; the flag may be repeated. []
  --ddp-arg NAME=VALUE        Further arguments of DDPStrategy that no knob
                              gives it; the flag may be repeated. []
  --dataloader-arg NAME=VALUE
                              Further arguments of DataLoader that no knob
                              gives it; the flag may be repeated. []
  --adamw-arg NAME=VALUE      Further arguments of AdamW that no knob gives it;
                              the flag may be repeated. []
  --adam-arg NAME=VALUE       Further arguments of Adam that no knob gives it;
                              the flag may be repeated. []
  --sgd-arg NAME=VALUE        Further arguments of SGD that no knob gives it;
                              the flag may be repeated. []
  --ema-arg NAME=VALUE        Further arguments of EMAWeightAveraging that no
                              knob gives it; the flag may be repeated. []
  --onecycle-arg NAME=VALUE   Further arguments of OneCycleLR that no knob
                              gives it; the flag may be repeated. []
  --linear-arg NAME=VALUE     Further arguments of LinearLR that no knob gives
                              it; the flag may be repeated. []
  --plateau-arg NAME=VALUE    Further arguments of ReduceLROnPlateau that no
                              knob gives it; the flag may be repeated. []

Deprecated
  --n-images N                Use --n-groups instead: it never counted images;
                              a reconstruction takes the whole scan. Gone in
                              1.0.0.
  --disable-mlflow | --no-disable-mlflow
                              Use --logger instead: one flag chooses among all
                              loggers. Gone in 1.0.0.
  --device cpu|cuda           Use --accelerator instead: it knows two kinds of
                              processor only. Gone in 1.0.0.
""",
    ),
    (
        "always",
        """\

Configuration
  --config FILE               Run file (YAML, name: value); several may be
                              given, a later one wins.
  --print-config              Print the resolved run file and stop.
  --why KNOB                  Say where the value of a knob comes from and
                              stop.
  --version                   Print the version and stop.
  --help                      Print this text and stop.
  --help KNOB                 Print all that there is to know of a knob and
                              stop.
  --help-all                  Print this text with the rare knobs and stop.

Flags take hyphens or underscores and are never abbreviated. A value comes from
the command line, else from the environment (PTYCHO_ and the name in capitals),
else from a run file, else it is the default shown in brackets.
""",
    ),
    (
        "everyday",
        """\

Type --help-all for 123 more options, --help KNOB for all about one.
""",
    ),
)
"""(which help a part belongs to, its text); rare: `--help-all`, everyday: `--help`, always: both."""
