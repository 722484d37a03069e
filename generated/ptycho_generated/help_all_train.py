# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 9cc2271ab80fcf6a text 6a29710da58fc7df

"""Help text of ptycho_train."""

TEXT = """\
usage: ptycho_train --train-data-file PATH --output-dir PATH [options]

Train a network on a scan and write a run folder.

  ptycho_train --train-data-file scan.npz --output-dir run

Data
  --train-data-file PATH      Scan to train on (NPZ, HDF5 or CXI). [required]
  --test-data-file PATH       Scan to validate on while training, or to reconstruct (NPZ, HDF5
                              or CXI). none: no validation; the training loss is monitored.
                              [none]
  --output-dir PATH           Folder to write to; made if it does not exist. [required]
  --overwrite | --no-overwrite
                              Replace the results of an earlier run in the output folder.
                              [false]
  --measurement auto|counts|amplitude
                              What the numbers in the diffraction patterns are. auto: decided
                              from the values and the probe; the run log says why. counts:
                              detector counts (intensity). amplitude: square root of counts.
                              [auto]
  --probe-refinement-iterations N
                              Steps by which the probe is refined from the scan; the refined
                              probe is used where it predicts patterns better that were held
                              back. 0: the probe in the file is believed. [60]
  --gridsize N                Patterns along one side of a group; the network sees gridsize x
                              gridsize neighbouring patterns at a time while it trains. [10]
  --n-groups N                Groups of neighbouring patterns drawn from the scan in each epoch.
                              none: as many as cover the scan once. [none]
  --n-validation-groups N     Groups of the validation scan on which val_loss is taken, the same
                              ones each time. none: as many as cover the validation scan once.
                              [4]
  --input-fraction-min X      Smallest share of the patterns of a group that the network is
                              shown; the loss is taken on the others. [0.5]
  --input-fraction-max X      Largest share of the patterns of a group that the network is
                              shown. [0.9]

Reading
  --pattern-fftshift | --no-pattern-fftshift
                              The zero frequency of the patterns is at the corner of the array;
                              move it to the centre. [false]
  --pattern-transpose | --no-pattern-transpose
                              Exchange rows and columns of the patterns. [false]
  --pattern-flip none|rows|columns|both
                              Axis of the patterns to reverse, after a transposition. none: no
                              axis. rows: upside down. columns: left to right. both: both axes.
                              [none]
  --pattern-crop-px N         Side of the central part of the detector that is used; a smaller
                              part makes larger object pixels. none: the whole detector. [none]
  --pattern-binning N         Detector pixels along each axis whose counts are added up. [1]
  --position-order yx|xy      Whether the file has exchanged the coordinates. yx: ycoords are
                              rows, xcoords are columns. xy: ycoords are columns, xcoords are
                              rows. [yx]
  --position-flip none|y|x|both
                              Coordinate of the positions whose sign is reversed. none: neither.
                              y: rows. x: columns. both: both. [none]
  --position-unit auto|px|m   Unit of the positions. auto: what the file says; pixels in an NPZ.
                              px: object pixels. m: metres, divided by the size of an object
                              pixel. [auto]
  --object-pixel-size-m X     Size of an object pixel of the whole detector. none: from the
                              file, or from wavelength, distance and detector pixel. [none]
  --wavelength-m X            Wavelength of the light. none: from the file. [none]
  --detector-distance-m X     Distance from the sample to the detector. none: from the file.
                              [none]
  --detector-pixel-size-m X   Size of a detector pixel. none: from the file. [none]
  --probe-source file|mean_pattern
                              Where the probe comes from. file: the array probeGuess of the
                              file. mean_pattern: the focus whose far field is the mean pattern.
                              [file]

Model
  --architecture unrolled|cnn
                              Network that turns diffraction patterns into an object. unrolled:
                              gradient steps on the whole object, each followed by a learned
                              correction. cnn: the convolutional network of PtychoPINN on groups
                              of 1, 4 or 9 patterns, judged on its own input. [unrolled]
  --n-unrolled N              Gradient steps that the unrolled network takes. [6]
  --n-filters N               Width of the first level of the convolutional network. [24]
  --n-filters-scale N         Width of the cnn; its narrowest level has 32 times as many maps.
                              [2]
  --n-hidden-channels N       Maps that the unrolled network hands from one step to the next
                              beside the object. [4]
  --loss-function amplitude|poisson
                              Measure of the misfit between predicted and measured patterns.
                              amplitude: squared difference of amplitudes in units of
                              sqrt(count). poisson: Poisson deviance of the counts. [amplitude]
  --deep-supervision-weight X
                              Weight of the loss half-way through the unrolled steps beside that
                              at their end. [0.2]

Training
  --max-epochs N              Epochs to train for. -1: no limit. [100]
  --max-time DD:HH:MM:SS      Time after which training stops. none: no limit. [none]
  --batch-size N              Groups in one optimiser step. [1]
  --learning-rate X           Peak learning rate. [0.002]
  --weight-decay X            Decoupled weight decay of the convolution weights. [0.0001]
  --betas X,X,...             Decay rates of the running means of gradient and squared gradient.
                              [0.9,0.98]
  --scheduler Default|Exponential|MultiStage|WarmupCosine
                              How the learning rate changes during training. Default: constant
                              learning rate. Exponential: multiplied by scheduler_gamma after
                              each epoch. MultiStage: multiplied by scheduler_gamma at half and
                              three quarters of the epochs. WarmupCosine: linear rise over
                              lr_warmup_steps, then half a cosine down to zero. [WarmupCosine]
  --scheduler-gamma X         Factor by which Exponential and MultiStage lower the learning
                              rate. [0.95]
  --lr-warmup-steps N         Optimiser steps over which WarmupCosine raises the learning rate.
                              [15]
  --accumulate-grad-batches N
                              Batches whose gradients are accumulated into one optimiser step.
                              [1]
  --gradient-clip-val X       Bound on the gradient. none: no clipping. [1]
  --gradient-clip-algorithm norm|value
                              What gradient_clip_val bounds. norm: the norm over all weights is
                              bounded. value: each component is bounded. [norm]
  --ema-decay X               Decay per step of the running mean of the weights that is
                              validated and saved. none: weights are used as they are. [0.95]
  --limit-train-batches N     Batches of each epoch that are used. none: all. [none]
  --check-val-every-n-epoch N
                              Epochs between validations. [1]

Checkpoints and stopping
  --enable-checkpointing | --disable-checkpointing
                              Write checkpoints during training. [true]
  --checkpoint-save-top-k N   Number of best checkpoints to keep. -1: all. 0: none but the last.
                              [1]
  --checkpoint-monitor val_loss|train_loss
                              Metric by which the best checkpoint is chosen. val_loss: loss on
                              the validation scan; train_loss where there is none. train_loss:
                              mean training loss of the epoch. [val_loss]
  --checkpoint-mode min|max   Whether the best checkpoint has the smallest or the largest
                              metric. min: smallest is best. max: largest is best. [min]
  --checkpoint-save-last | --no-checkpoint-save-last
                              Keep the newest checkpoint as last.ckpt. [true]
  --checkpoint-every-n-epochs N
                              Epochs between checkpoints. [1]
  --early-stop-patience N     Validations without improvement after which training stops. [100]
  --early-stop-min-delta X    Smallest change of the loss that counts as an improvement. [0]
  --resume PATH               Checkpoint from which training goes on. none: a new run. [none]

Logging
  --logger csv|tensorboard|none
                              Where metrics are recorded. csv: metrics.csv in the run folder.
                              tensorboard: event files for TensorBoard; metrics.csv as well.
                              none: no metrics on disk. [csv]
  --log-every-n-steps N       Optimiser steps between two records of the metrics. [10]
  --flush-logs-every-n-steps N
                              Records after which metrics.csv is written to disk. [100]
  --enable-progress-bar | --no-enable-progress-bar
                              Show how far training is. [true]
  --preview-every-n-epochs N  Epochs between pictures of the object in the folder previews.
                              none: no previews. [25]
  --quiet | --no-quiet        Show errors only; a check shows warnings too, but nothing that is
                              as it should be. [false]

Hardware and reproducibility
  --seed N                    Start of every random number. [0]
  --deterministic | --no-deterministic
                              Use only algorithms that give the same result twice. warn: use
                              what there is, and warn. [true]
  --accelerator auto|cpu|gpu|cuda|mps
                              Kind of processor to compute on. auto: the best one found. cpu:
                              processor. gpu: graphics processor of any make. cuda: NVIDIA
                              graphics processor. mps: Apple graphics processor. [auto]
  --devices N|auto            Number of processors to train on. auto: all that there are. [1]
  --num-nodes N               Number of machines to train on. [1]
  --strategy auto|ddp|ddp_spawn
                              How training is spread over processes. auto: one process where one
                              is enough, else ddp. ddp: distributed data parallel. ddp_spawn:
                              distributed data parallel, processes started from this one. [auto]
  --precision 32-true|16-mixed|bf16-mixed
                              Number format of the convolutions; physics and loss stay in single
                              precision. 32-true: single precision. 16-mixed: half precision
                              where it is safe. bf16-mixed: bfloat16 where it is safe. [32-true]
  --num-workers N             Processes that prepare batches. [0]
  --pin-memory | --no-pin-memory
                              Keep batches in page-locked memory for a faster copy to the
                              graphics processor. [false]
  --persistent-workers | --no-persistent-workers
                              Keep the worker processes alive between epochs. [false]
  --prefetch-factor N         Batches that each worker prepares ahead. none: two where there are
                              workers. [none]

Configuration
  --config FILE               Run file (YAML, name: value); several may be given, a later one
                              wins.
  --print-config              Print the resolved run file and stop.
  --why KNOB                  Say where the value of a knob comes from and stop.
  --version                   Print the version and stop.
  --help                      Print this text and stop.
  --help KNOB                 Print all that there is to know of a knob and stop.
  --help-all                  Print this text with the rare knobs and stop.

Flags take hyphens or underscores and are never abbreviated. A value comes from the command
line, else from the environment (PTYCHO_ and the name in capitals), else from a run file, else
it is the default shown in brackets.
"""
