# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 221cd9e1ec615a21 form 9f9aeb3b42684696 text a998c0e89adfbc35

"""What `--help KNOB` prints of each knob."""

TEXTS: dict[str, str] = {
    "train_data_file": """\
--train-data-file PATH
  Scan to train on (NPZ, HDF5 or CXI).
  allowed       a path
  default       none; it must be given
  group         Data
  run file      train_data_file:
  environment   PTYCHO_TRAIN_DATA_FILE
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "extra_train_data_files": """\
--extra-train-data-files PATH,PATH,...
  Further scans to train on, of the same pattern size; each has its own probe.
  allowed       a list of values, each a path
  default       an empty list
  examples      second.npz,third.npz
  group         Data
  run file      extra_train_data_files:
  environment   PTYCHO_EXTRA_TRAIN_DATA_FILES
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "test_data_file": """\
--test-data-file PATH
  Scan to validate on while training, or to reconstruct (NPZ, HDF5 or CXI).
  allowed       a path, or none (no validation; the training loss is monitored)
  default       none
  required by   ptycho_inference
  group         Data
  run file      test_data_file:
  environment   PTYCHO_TEST_DATA_FILE
  other names   test_data
  commands      ptycho_train, ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change, with a warning
""",
    "model_path": """\
--model-path PATH
  Run folder of a training, or the bundle wts.h5.zip inside it.
  allowed       a path, or none (no network; --engine names what takes its
                place)
  default       none
  examples      run; run/wts.h5.zip
  group         Data
  run file      model_path:
  environment   PTYCHO_MODEL_PATH
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "output_dir": """\
--output-dir PATH
  Folder to write to; made if it does not exist.
  allowed       a path
  default       none; it must be given
  group         Data
  run file      output_dir:
  environment   PTYCHO_OUTPUT_DIR
  commands      ptycho_train, ptycho_inference, ptycho_evaluate,
                ptycho_simulate
  affects       io
  on resume     it may change
""",
    "overwrite": """\
--overwrite | --no-overwrite
  Replace what is there already, results in the output folder or the converted
  scan.
  allowed       true or false
  default       false
  group         Data
  run file      overwrite:
  environment   PTYCHO_OVERWRITE
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate,
                ptycho_simulate
  affects       io
  on resume     it may change
""",
    "extra_test_data_files": """\
--extra-test-data-files PATH,PATH,...
  Further scans to reconstruct with the same network, each into a folder of its
  own named after the scan.
  allowed       a list of values, each a path
  default       an empty list
  group         Data
  run file      extra_test_data_files:
  environment   PTYCHO_EXTRA_TEST_DATA_FILES
  commands      ptycho_inference
  affects       io
  on resume     it may change
""",
    "reconstruction": """\
--reconstruction PATH
  Result folder, reconstruction.npz or ptychodus product to score.
  allowed       a path, or none (made here, from halves of a scan)
  default       none
  group         Data
  run file      reconstruction:
  environment   PTYCHO_RECONSTRUCTION
  commands      ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "against": """\
--against PATH
  Another reconstruction, or a scan with a truth, to score against.
  allowed       a path, or none (the truth in the scan, where there is one, and
                its patterns)
  default       none
  group         Data
  run file      against:
  environment   PTYCHO_AGAINST
  commands      ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "halves": """\
--halves none|odd_even|random
  Halve the scan, reconstruct both halves in the same way, and score one
  against the other.
  none: no halves; files are compared.
  odd_even: every other pattern.
  random: a random half, always the same.
  allowed       one of none, odd_even, random
  default       none
  group         Data
  run file      halves:
  environment   PTYCHO_HALVES
  commands      ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "scan_file": """\
--scan-file PATH
  Scan to look at (NPZ, HDF5 or CXI).
  allowed       a path
  default       none; it must be given
  group         Data
  run file      scan_file:
  environment   PTYCHO_SCAN_FILE
  commands      ptycho_check
  affects       numerics
  on resume     it may change
""",
    "picture": """\
--picture PATH
  Picture to write, with the mean pattern, the map of the scan and the probe
  (PNG).
  allowed       a path, or none (named after the scan, in the current folder)
  default       none
  group         Data
  run file      picture:
  environment   PTYCHO_PICTURE
  commands      ptycho_check
  affects       io
  on resume     it may change
""",
    "as_json": """\
--json | --no-as-json
  Print the findings as JSON instead of text.
  allowed       true or false
  default       false
  group         Data
  run file      as_json:
  environment   PTYCHO_AS_JSON
  other names   json
  commands      ptycho_check
  affects       io
  on resume     it may change
""",
    "convert_to": """\
--convert-to PATH
  NPZ to write the scan to if it has no error, as it was read, in the form that
  later opens without being copied.
  allowed       a path, or none (nothing is converted)
  default       none
  group         Data
  run file      convert_to:
  environment   PTYCHO_CONVERT_TO
  commands      ptycho_check
  affects       io
  on resume     it may change
""",
    "measurement": """\
--measurement auto|counts|amplitude
  What the numbers in the diffraction patterns are.
  auto: decided from the values and the probe; the run log says why.
  counts: detector counts (intensity).
  amplitude: square root of counts.
  allowed       one of auto, counts, amplitude
  default       auto
  group         Data
  run file      measurement:
  environment   PTYCHO_MEASUREMENT
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "probe_refinement_iterations": """\
--probe-refinement-iterations N
  Steps by which the probe is refined from the scan; the refined probe is used
  where it predicts patterns better that were held back.
  allowed       a whole number at least 0
  default       60
  group         Data
  run file      probe_refinement_iterations:
  environment   PTYCHO_PROBE_REFINEMENT_ITERATIONS
  commands      ptycho_train, ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "gridsize": """\
--gridsize N
  Patterns along one side of a group; the network sees gridsize x gridsize
  neighbouring patterns at a time while it trains.
  allowed       a whole number at least 1 and at most 64
  default       14
  group         Data
  run file      gridsize:
  environment   PTYCHO_GRIDSIZE
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "n_groups": """\
--n-groups N
  Groups of neighbouring patterns drawn from the scan in each epoch.
  allowed       a whole number at least 1, or none (as many as cover the scan
                once)
  default       none
  group         Data
  run file      n_groups:
  environment   PTYCHO_N_GROUPS
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "n_validation_groups": """\
--n-validation-groups N
  Groups of the validation scan on which val_loss is taken, the same ones each
  time.
  allowed       a whole number at least 1, or none (as many as cover the
                validation scan once)
  default       2
  group         Data
  run file      n_validation_groups:
  environment   PTYCHO_N_VALIDATION_GROUPS
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "input_fraction_min": """\
--input-fraction-min X
  Smallest share of the patterns of a group that the network is shown; the loss
  is taken on the others.
  allowed       a number above 0 and below 1
  default       0.5
  group         Data
  run file      input_fraction_min:
  environment   PTYCHO_INPUT_FRACTION_MIN
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "input_fraction_max": """\
--input-fraction-max X
  Largest share of the patterns of a group that the network is shown.
  allowed       a number above 0 and below 1
  default       0.9
  group         Data
  run file      input_fraction_max:
  environment   PTYCHO_INPUT_FRACTION_MAX
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "pattern_fftshift": """\
--pattern-fftshift | --no-pattern-fftshift
  The zero frequency of the patterns is at the corner of the array; move it to
  the centre.
  allowed       true or false
  default       false
  group         Reading
  run file      pattern_fftshift:
  environment   PTYCHO_PATTERN_FFTSHIFT
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "pattern_transpose": """\
--pattern-transpose | --no-pattern-transpose
  Exchange rows and columns of the patterns.
  allowed       true or false
  default       false
  group         Reading
  run file      pattern_transpose:
  environment   PTYCHO_PATTERN_TRANSPOSE
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "pattern_flip": """\
--pattern-flip none|rows|columns|both
  Axis of the patterns to reverse, after a transposition.
  none: no axis.
  rows: upside down.
  columns: left to right.
  both: both axes.
  allowed       one of none, rows, columns, both
  default       none
  group         Reading
  run file      pattern_flip:
  environment   PTYCHO_PATTERN_FLIP
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "pattern_crop_px": """\
--pattern-crop-px N
  Side of the central part of the detector that is used; a smaller part makes
  larger object pixels.
  allowed       a whole number in px at least 8, or none (the whole detector)
  default       none
  group         Reading
  run file      pattern_crop_px:
  environment   PTYCHO_PATTERN_CROP_PX
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "pattern_binning": """\
--pattern-binning N
  Detector pixels along each axis whose counts are added up.
  allowed       a whole number at least 1
  default       1
  group         Reading
  run file      pattern_binning:
  environment   PTYCHO_PATTERN_BINNING
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "position_order": """\
--position-order yx|xy
  Whether the file has exchanged the coordinates.
  yx: ycoords are rows, xcoords are columns.
  xy: ycoords are columns, xcoords are rows.
  allowed       one of yx, xy
  default       yx
  group         Reading
  run file      position_order:
  environment   PTYCHO_POSITION_ORDER
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "position_flip": """\
--position-flip none|y|x|both
  Coordinate of the positions whose sign is reversed.
  none: neither.
  y: rows.
  x: columns.
  both: both.
  allowed       one of none, y, x, both
  default       none
  group         Reading
  run file      position_flip:
  environment   PTYCHO_POSITION_FLIP
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "position_unit": """\
--position-unit auto|px|m
  Unit of the positions.
  auto: what the file says; pixels in an NPZ.
  px: object pixels.
  m: metres, divided by the size of an object pixel.
  allowed       one of auto, px, m
  default       auto
  group         Reading
  run file      position_unit:
  environment   PTYCHO_POSITION_UNIT
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "object_pixel_size_m": """\
--object-pixel-size-m X
  Size of an object pixel of the whole detector.
  allowed       a number in m above 0, or none (from the file, or from
                wavelength, distance and detector pixel)
  default       none
  group         Reading
  run file      object_pixel_size_m:
  environment   PTYCHO_OBJECT_PIXEL_SIZE_M
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "wavelength_m": """\
--wavelength-m X
  Wavelength of the light.
  allowed       a number in m above 0, or none (from the file)
  default       none
  group         Reading
  run file      wavelength_m:
  environment   PTYCHO_WAVELENGTH_M
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "detector_distance_m": """\
--detector-distance-m X
  Distance from the sample to the detector.
  allowed       a number in m above 0, or none (from the file)
  default       none
  group         Reading
  run file      detector_distance_m:
  environment   PTYCHO_DETECTOR_DISTANCE_M
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "detector_pixel_size_m": """\
--detector-pixel-size-m X
  Size of a detector pixel.
  allowed       a number in m above 0, or none (from the file)
  default       none
  group         Reading
  run file      detector_pixel_size_m:
  environment   PTYCHO_DETECTOR_PIXEL_SIZE_M
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "probe_source": """\
--probe-source file|mean_pattern
  Where the probe comes from.
  file: the array probeGuess of the file.
  mean_pattern: the focus whose far field is the mean pattern.
  allowed       one of file, mean_pattern
  default       file
  group         Reading
  run file      probe_source:
  environment   PTYCHO_PROBE_SOURCE
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate
  affects       numerics
  on resume     it must be what it was
""",
    "architecture": """\
--architecture unrolled|denoiser|cnn
  Network that turns diffraction patterns into an object.
  unrolled: sweeps over the whole object, each followed by a learned
  correction, then averaging steps.
  denoiser: sweeps and averaging steps without learning, then a U-Net that
  takes out noise; for few photons, trained with labels.
  cnn: the convolutional network of PtychoPINN on groups of 1, 4 or 9 patterns,
  judged on its own input.
  allowed       one of unrolled, denoiser, cnn
  default       unrolled
  group         Model
  run file      architecture:
  environment   PTYCHO_ARCHITECTURE
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "n_unrolled": """\
--n-unrolled N
  Sweeps of the unrolled network, each followed by a learned correction.
  allowed       a whole number at least 1 and at most 64
  default       4
  group         Model
  run file      n_unrolled:
  environment   PTYCHO_N_UNROLLED
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "n_subsets": """\
--n-subsets N
  Parts in which a sweep of the unrolled network takes the patterns, one update
  each.
  allowed       a whole number at least 1 and at most 1024
  default       8
  group         Model
  run file      n_subsets:
  environment   PTYCHO_N_SUBSETS
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "n_averaging_steps": """\
--n-averaging-steps N
  Steps with all patterns at once that end the unrolled network and average
  noise out.
  allowed       a whole number at least 0 and at most 256
  default       6
  group         Model
  run file      n_averaging_steps:
  environment   PTYCHO_N_AVERAGING_STEPS
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "n_filters": """\
--n-filters N
  Width of the first level of the convolutional network.
  allowed       a whole number at least 1 and at most 1024
  default       24
  group         Model
  run file      n_filters:
  environment   PTYCHO_N_FILTERS
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "n_filters_scale": """\
--n-filters-scale X
  Width of the cnn; its narrowest level has 32 times as many maps.
  allowed       a number at least 0.25 and at most 16
  default       2
  group         Model
  run file      n_filters_scale:
  environment   PTYCHO_N_FILTERS_SCALE
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "n_hidden_channels": """\
--n-hidden-channels N
  Maps that the unrolled network hands from one step to the next beside the
  object.
  allowed       a whole number at least 0 and at most 256
  default       4
  group         Model
  run file      n_hidden_channels:
  environment   PTYCHO_N_HIDDEN_CHANNELS
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "model_type": """\
--model-type pinn|supervised
  What a network is judged on while it is trained.
  pinn: on how well the object predicts measured patterns; no object need be
  known.
  supervised: on how near the object is to the one in the file, objectGuess.
  allowed       one of pinn, supervised
  default       pinn
  group         Model
  run file      model_type:
  environment   PTYCHO_MODEL_TYPE
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "loss_function": """\
--loss-function amplitude|poisson|mae
  Measure of the misfit between predicted and measured patterns.
  amplitude: squared difference of amplitudes in units of sqrt(count).
  poisson: Poisson deviance of the counts.
  mae: absolute difference of amplitudes.
  allowed       one of amplitude, poisson, mae
  default       amplitude
  group         Model
  run file      loss_function:
  environment   PTYCHO_LOSS_FUNCTION
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "deep_supervision_weight": """\
--deep-supervision-weight X
  Weight of the loss half-way through the unrolled steps beside that at their
  end.
  allowed       a number at least 0
  default       0.2
  group         Model
  run file      deep_supervision_weight:
  environment   PTYCHO_DEEP_SUPERVISION_WEIGHT
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "nll_weight": """\
--nll-weight X
  Weight of the logarithm of the Poisson deviance beside that of loss_function.
  allowed       a number at least 0
  default       0
  group         Model
  run file      nll_weight:
  environment   PTYCHO_NLL_WEIGHT
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "mae_weight": """\
--mae-weight X
  Weight of the logarithm of the absolute difference of amplitudes beside that
  of loss_function.
  allowed       a number at least 0
  default       0
  group         Model
  run file      mae_weight:
  environment   PTYCHO_MAE_WEIGHT
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "tv_weight": """\
--tv-weight X
  Weight of the total variation of the object, over its mean amplitude, in the
  objective.
  allowed       a number at least 0
  default       0
  group         Model
  run file      tv_weight:
  environment   PTYCHO_TV_WEIGHT
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "realspace_weight": """\
--realspace-weight X
  Weight of what the structural similarity of amplitude and phase to the known
  object lacks, beside the distance.
  allowed       a number at least 0
  default       0
  group         Model
  run file      realspace_weight:
  environment   PTYCHO_REALSPACE_WEIGHT
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "max_epochs": """\
--max-epochs N
  Epochs to train for.
  allowed       a whole number at least 1, or -1 (no limit)
  default       100
  group         Training
  run file      max_epochs:
  environment   PTYCHO_MAX_EPOCHS
  other names   nepochs, epochs
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "min_epochs": """\
--min-epochs N
  Epochs that are trained at least, whatever early stopping says.
  allowed       a whole number at least 1, or none (none but the first)
  default       none
  group         Training
  run file      min_epochs:
  environment   PTYCHO_MIN_EPOCHS
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "max_steps": """\
--max-steps N
  Optimiser steps after which training stops.
  allowed       a whole number at least 1, or -1 (no limit)
  default       -1
  group         Training
  run file      max_steps:
  environment   PTYCHO_MAX_STEPS
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "max_time": """\
--max-time DD:HH:MM:SS
  Time after which training stops.
  allowed       text of the form DD:HH:MM:SS, or none (no limit)
  default       none
  examples      00:00:30:00
  group         Training
  run file      max_time:
  environment   PTYCHO_MAX_TIME
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "batch_size": """\
--batch-size N
  Groups in one optimiser step.
  allowed       a whole number at least 1
  default       1
  group         Training
  run file      batch_size:
  environment   PTYCHO_BATCH_SIZE
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "optimizer": """\
--optimizer adamw|adam|sgd
  How a gradient moves the weights.
  adamw: Adam with decoupled weight decay.
  adam: Adam; weight decay is added to the gradient.
  sgd: gradient descent with momentum.
  allowed       one of adamw, adam, sgd
  default       adamw
  group         Training
  run file      optimizer:
  environment   PTYCHO_OPTIMIZER
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "learning_rate": """\
--learning-rate X
  Peak learning rate.
  allowed       a number above 0
  default       0.003
  group         Training
  run file      learning_rate:
  environment   PTYCHO_LEARNING_RATE
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "weight_decay": """\
--weight-decay X
  Weight decay of the convolution weights.
  allowed       a number at least 0
  default       0.0001
  group         Training
  run file      weight_decay:
  environment   PTYCHO_WEIGHT_DECAY
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "betas": """\
--betas X,X,...
  Decay rates of the running means of gradient and squared gradient in adamw
  and adam.
  allowed       a list of 2 values, each a number at least 0 and below 1
  default       0.9,0.98
  group         Training
  run file      betas:
  environment   PTYCHO_BETAS
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "sgd_momentum": """\
--sgd-momentum X
  Share of the last step that sgd repeats.
  allowed       a number at least 0 and below 1
  default       0.9
  group         Training
  run file      sgd_momentum:
  environment   PTYCHO_SGD_MOMENTUM
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "scheduler": """\
--scheduler NAME
  How the learning rate changes during training.
  Default: constant learning rate.
  Exponential: multiplied by scheduler_gamma after each epoch.
  MultiStage: multiplied by scheduler_gamma at half and three quarters of the
  epochs.
  WarmupCosine: linear rise over lr_warmup_steps, then half a cosine down to
  zero; follows steps or time, whichever ends the run.
  Cosine: half a cosine down to cosine_eta_min over cosine_t_max steps.
  OneCycle: rise to onecycle_max_lr and fall far below the start, over all
  steps.
  Linear: linear rise from linear_start_factor over linear_total_iters steps,
  then constant.
  Step: multiplied by scheduler_gamma after every step_size epochs.
  ReduceLROnPlateau: multiplied by plateau_factor when the monitored loss stops
  falling.
  Adaptive: deprecated name of ReduceLROnPlateau.
  allowed       one of Default, Exponential, MultiStage, WarmupCosine, Cosine,
                OneCycle, Linear, Step, ReduceLROnPlateau, Adaptive
  default       WarmupCosine
  group         Training
  run file      scheduler:
  environment   PTYCHO_SCHEDULER
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "scheduler_gamma": """\
--scheduler-gamma X
  Factor by which Exponential, MultiStage and Step lower the learning rate.
  allowed       a number above 0 and at most 1
  default       0.95
  group         Training
  run file      scheduler_gamma:
  environment   PTYCHO_SCHEDULER_GAMMA
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "lr_warmup_steps": """\
--lr-warmup-steps N
  Optimiser steps over which WarmupCosine raises the learning rate.
  allowed       a whole number at least 0
  default       15
  group         Training
  run file      lr_warmup_steps:
  environment   PTYCHO_LR_WARMUP_STEPS
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "cosine_t_max": """\
--cosine-t-max N
  Optimiser steps in which Cosine goes from the peak to its lowest learning
  rate.
  allowed       a whole number at least 1, or none (all steps of the run)
  default       none
  group         Training
  run file      cosine_t_max:
  environment   PTYCHO_COSINE_T_MAX
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "cosine_eta_min": """\
--cosine-eta-min X
  Lowest learning rate of Cosine.
  allowed       a number at least 0
  default       0
  group         Training
  run file      cosine_eta_min:
  environment   PTYCHO_COSINE_ETA_MIN
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "onecycle_max_lr": """\
--onecycle-max-lr X
  Peak learning rate of OneCycle.
  allowed       a number above 0, or none (learning_rate)
  default       none
  group         Training
  run file      onecycle_max_lr:
  environment   PTYCHO_ONECYCLE_MAX_LR
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "onecycle_pct_start": """\
--onecycle-pct-start X
  Share of all steps in which OneCycle rises.
  allowed       a number above 0 and below 1
  default       0.3
  group         Training
  run file      onecycle_pct_start:
  environment   PTYCHO_ONECYCLE_PCT_START
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "onecycle_div_factor": """\
--onecycle-div-factor X
  Peak learning rate of OneCycle over that at the start.
  allowed       a number at least 1
  default       25
  group         Training
  run file      onecycle_div_factor:
  environment   PTYCHO_ONECYCLE_DIV_FACTOR
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "onecycle_final_div_factor": """\
--onecycle-final-div-factor X
  Learning rate of OneCycle at the start over that at the end.
  allowed       a number at least 1
  default       10000
  group         Training
  run file      onecycle_final_div_factor:
  environment   PTYCHO_ONECYCLE_FINAL_DIV_FACTOR
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "linear_start_factor": """\
--linear-start-factor X
  Share of the peak learning rate at which Linear starts.
  allowed       a number above 0 and at most 1
  default       0.3333333333333333
  group         Training
  run file      linear_start_factor:
  environment   PTYCHO_LINEAR_START_FACTOR
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "linear_total_iters": """\
--linear-total-iters N
  Optimiser steps in which Linear reaches the peak.
  allowed       a whole number at least 1
  default       5
  group         Training
  run file      linear_total_iters:
  environment   PTYCHO_LINEAR_TOTAL_ITERS
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "step_size": """\
--step-size N
  Epochs between two falls of the learning rate in Step.
  allowed       a whole number at least 1
  default       30
  group         Training
  run file      step_size:
  environment   PTYCHO_STEP_SIZE
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "plateau_factor": """\
--plateau-factor X
  Factor by which ReduceLROnPlateau lowers the learning rate.
  allowed       a number above 0 and below 1
  default       0.1
  group         Training
  run file      plateau_factor:
  environment   PTYCHO_PLATEAU_FACTOR
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "plateau_patience": """\
--plateau-patience N
  Validations without improvement that ReduceLROnPlateau bears.
  allowed       a whole number at least 0
  default       10
  group         Training
  run file      plateau_patience:
  environment   PTYCHO_PLATEAU_PATIENCE
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "plateau_threshold": """\
--plateau-threshold X
  Smallest relative fall of the loss that ReduceLROnPlateau takes for one.
  allowed       a number at least 0
  default       0.0001
  group         Training
  run file      plateau_threshold:
  environment   PTYCHO_PLATEAU_THRESHOLD
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "plateau_cooldown": """\
--plateau-cooldown N
  Validations after a fall of the learning rate in which ReduceLROnPlateau
  waits.
  allowed       a whole number at least 0
  default       0
  group         Training
  run file      plateau_cooldown:
  environment   PTYCHO_PLATEAU_COOLDOWN
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "plateau_min_lr": """\
--plateau-min-lr X
  Lowest learning rate of ReduceLROnPlateau.
  allowed       a number at least 0
  default       0
  group         Training
  run file      plateau_min_lr:
  environment   PTYCHO_PLATEAU_MIN_LR
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "accum_steps": """\
--accumulate-grad-batches N
  Batches whose gradients are accumulated into one optimiser step.
  allowed       a whole number at least 1
  default       1
  group         Training
  run file      accum_steps:
  environment   PTYCHO_ACCUM_STEPS
  other names   accumulate_grad_batches
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "gradient_clip_val": """\
--gradient-clip-val X
  Bound on the gradient.
  allowed       a number above 0, or none (no clipping)
  default       1
  group         Training
  run file      gradient_clip_val:
  environment   PTYCHO_GRADIENT_CLIP_VAL
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "gradient_clip_algorithm": """\
--gradient-clip-algorithm norm|value|agc
  What gradient_clip_val bounds.
  norm: the norm over all weights is bounded.
  value: each component is bounded.
  agc: the norm for each output channel is bounded by a multiple of that of its
  weights.
  allowed       one of norm, value, agc
  default       norm
  group         Training
  run file      gradient_clip_algorithm:
  environment   PTYCHO_GRADIENT_CLIP_ALGORITHM
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "ema_decay": """\
--ema-decay X
  Decay per step of the running mean of the weights that is validated and
  saved.
  allowed       a number at least 0 and below 1, or none (weights are used as
                they are)
  default       0.95
  group         Training
  run file      ema_decay:
  environment   PTYCHO_EMA_DECAY
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "ema_every_n_steps": """\
--ema-every-n-steps N
  Optimiser steps between two updates of the running mean of the weights.
  allowed       a whole number at least 1
  default       1
  group         Training
  run file      ema_every_n_steps:
  environment   PTYCHO_EMA_EVERY_N_STEPS
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "ema_start_epoch": """\
--ema-start-epoch N
  Epoch from which the running mean is also updated at the end of each epoch.
  allowed       a whole number at least 0, or none (never)
  default       none
  group         Training
  run file      ema_start_epoch:
  environment   PTYCHO_EMA_START_EPOCH
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "limit_train_batches": """\
--limit-train-batches N|SHARE
  Batches of each epoch that are used, or their share.
  allowed       a whole number at least 1, or a share above 0.0 and up to 1.0,
                or none (all)
  default       none
  examples      2; 0.5
  group         Training
  run file      limit_train_batches:
  environment   PTYCHO_LIMIT_TRAIN_BATCHES
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "limit_val_batches": """\
--limit-val-batches N|SHARE
  Batches of each validation that are used, or their share.
  allowed       a whole number at least 0, or a share above 0.0 and up to 1.0,
                or none (all)
  default       none
  examples      2; 0.5
  group         Training
  run file      limit_val_batches:
  environment   PTYCHO_LIMIT_VAL_BATCHES
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "limit_test_batches": """\
--limit-test-batches N|SHARE
  Batches of the final test of the best weights that are used, or their share.
  allowed       a whole number at least 0, or a share above 0.0 and up to 1.0,
                or none (all)
  default       none
  examples      2; 0.5
  group         Training
  run file      limit_test_batches:
  environment   PTYCHO_LIMIT_TEST_BATCHES
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "overfit_batches": """\
--overfit-batches N|SHARE
  Batches, or their share, that are trained on again and again, to see whether
  the network can learn them.
  allowed       a whole number at least 0, or a share above 0.0 and up to 1.0
  default       0
  examples      2; 0.5
  group         Training
  run file      overfit_batches:
  environment   PTYCHO_OVERFIT_BATCHES
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "fast_dev_run": """\
--fast-dev-run N
  Batches of a trial run that writes no checkpoints and no metrics.
  allowed       a whole number at least 0
  default       0
  group         Training
  run file      fast_dev_run:
  environment   PTYCHO_FAST_DEV_RUN
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "check_val_every_n_epoch": """\
--check-val-every-n-epoch N
  Epochs between validations.
  allowed       a whole number at least 1
  default       1
  group         Training
  run file      check_val_every_n_epoch:
  environment   PTYCHO_CHECK_VAL_EVERY_N_EPOCH
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "val_check_interval": """\
--val-check-interval N|SHARE
  Batches between validations within an epoch, or their share.
  allowed       a whole number at least 1, or a share above 0.0 and up to 1.0,
                or none (one validation at the end of an epoch)
  default       none
  examples      2; 0.5
  group         Training
  run file      val_check_interval:
  environment   PTYCHO_VAL_CHECK_INTERVAL
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "num_sanity_val_steps": """\
--num-sanity-val-steps N
  Batches of the validation that are tried before training starts.
  allowed       a whole number at least 0, or -1 (all)
  default       0
  group         Training
  run file      num_sanity_val_steps:
  environment   PTYCHO_NUM_SANITY_VAL_STEPS
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "detect_anomaly": """\
--detect-anomaly | --no-detect-anomaly
  Stop with the place where a gradient becomes not a number; slow.
  allowed       true or false
  default       false
  group         Training
  run file      detect_anomaly:
  environment   PTYCHO_DETECT_ANOMALY
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "nonfinite_loss": """\
--nonfinite-loss stop|skip
  What happens when the loss of a batch is not a finite number.
  stop: end the run; the message names the batch, which is kept in
  nonfinite_batch.npz.
  skip: leave the batch out, unless the weights are no numbers either.
  allowed       one of stop, skip
  default       stop
  group         Training
  run file      nonfinite_loss:
  environment   PTYCHO_NONFINITE_LOSS
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "enable_checkpointing": """\
--enable-checkpointing | --disable-checkpointing
  Write checkpoints during training.
  allowed       true or false
  default       true
  group         Checkpoints and stopping
  run file      enable_checkpointing:
  environment   PTYCHO_ENABLE_CHECKPOINTING
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_dir": """\
--checkpoint-dir PATH
  Folder for checkpoints.
  allowed       a path, or none (checkpoints in the output folder)
  default       none
  group         Checkpoints and stopping
  run file      checkpoint_dir:
  environment   PTYCHO_CHECKPOINT_DIR
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_filename": """\
--checkpoint-filename TEXT
  Name of a checkpoint without its suffix; {epoch}, {step} and {name of a
  metric} are filled in.
  allowed       text of the form [A-Za-z0-9_{}.:=+-]+, or none (epoch and
                monitored metric)
  default       none
  examples      best-{epoch:03d}
  group         Checkpoints and stopping
  run file      checkpoint_filename:
  environment   PTYCHO_CHECKPOINT_FILENAME
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_save_top_k": """\
--checkpoint-save-top-k N
  Number of best checkpoints to keep.
  allowed       a whole number at least 0, or -1 (all)
  default       1
  group         Checkpoints and stopping
  run file      checkpoint_save_top_k:
  environment   PTYCHO_CHECKPOINT_SAVE_TOP_K
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_monitor_metric": """\
--checkpoint-monitor val_loss|train_loss
  Metric by which the best checkpoint is chosen.
  val_loss: loss on the validation scan; train_loss where there is none.
  train_loss: mean training loss of the epoch.
  allowed       one of val_loss, train_loss
  default       val_loss
  group         Checkpoints and stopping
  run file      checkpoint_monitor_metric:
  environment   PTYCHO_CHECKPOINT_MONITOR_METRIC
  other names   checkpoint_monitor
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_mode": """\
--checkpoint-mode min|max
  Whether the best checkpoint has the smallest or the largest metric.
  min: smallest is best.
  max: largest is best.
  allowed       one of min, max
  default       min
  group         Checkpoints and stopping
  run file      checkpoint_mode:
  environment   PTYCHO_CHECKPOINT_MODE
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_save_last": """\
--checkpoint-save-last | --no-checkpoint-save-last
  Keep the newest checkpoint as last.ckpt.
  allowed       true or false
  default       true
  group         Checkpoints and stopping
  run file      checkpoint_save_last:
  environment   PTYCHO_CHECKPOINT_SAVE_LAST
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_every_n_epochs": """\
--checkpoint-every-n-epochs N
  Epochs between checkpoints.
  allowed       a whole number at least 1, or none (every epoch)
  default       none
  group         Checkpoints and stopping
  run file      checkpoint_every_n_epochs:
  environment   PTYCHO_CHECKPOINT_EVERY_N_EPOCHS
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_every_n_train_steps": """\
--checkpoint-every-n-train-steps N
  Optimiser steps after which last.ckpt is renewed, besides the end of each
  epoch.
  allowed       a whole number at least 1, or none (at the ends of epochs only)
  default       none
  group         Checkpoints and stopping
  run file      checkpoint_every_n_train_steps:
  environment   PTYCHO_CHECKPOINT_EVERY_N_TRAIN_STEPS
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_train_time_interval": """\
--checkpoint-train-time-interval DD:HH:MM:SS
  Time after which last.ckpt is renewed, besides the end of each epoch.
  allowed       text of the form DD:HH:MM:SS, or none (at the ends of epochs
                only)
  default       none
  examples      00:00:10:00
  group         Checkpoints and stopping
  run file      checkpoint_train_time_interval:
  environment   PTYCHO_CHECKPOINT_TRAIN_TIME_INTERVAL
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_save_on_exception": """\
--checkpoint-save-on-exception | --no-checkpoint-save-on-exception
  Renew last.ckpt when a run is interrupted or fails.
  Of several processes one may fail and the others not; then last.ckpt stays as
  it is.
  allowed       true or false
  default       true
  group         Checkpoints and stopping
  run file      checkpoint_save_on_exception:
  environment   PTYCHO_CHECKPOINT_SAVE_ON_EXCEPTION
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "checkpoint_save_weights_only": """\
--checkpoint-save-weights-only | --no-checkpoint-save-weights-only
  Keep only weights in the best checkpoints; last.ckpt stays whole, so that a
  run can go on.
  allowed       true or false
  default       false
  group         Checkpoints and stopping
  run file      checkpoint_save_weights_only:
  environment   PTYCHO_CHECKPOINT_SAVE_WEIGHTS_ONLY
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "early_stop_monitor": """\
--early-stop-monitor val_loss|train_loss
  Metric that must improve for training to go on.
  val_loss: loss on the validation scan; train_loss where there is none.
  train_loss: mean training loss of the epoch.
  allowed       one of val_loss, train_loss
  default       val_loss
  group         Checkpoints and stopping
  run file      early_stop_monitor:
  environment   PTYCHO_EARLY_STOP_MONITOR
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "early_stop_mode": """\
--early-stop-mode min|max
  Whether a smaller or a larger metric is an improvement.
  min: smaller is better.
  max: larger is better.
  allowed       one of min, max
  default       min
  group         Checkpoints and stopping
  run file      early_stop_mode:
  environment   PTYCHO_EARLY_STOP_MODE
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "early_stop_patience": """\
--early-stop-patience N
  Validations without improvement after which training stops.
  allowed       a whole number at least 0, or none (training is never stopped
                early)
  default       100
  group         Checkpoints and stopping
  run file      early_stop_patience:
  environment   PTYCHO_EARLY_STOP_PATIENCE
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "early_stop_min_delta": """\
--early-stop-min-delta X
  Smallest change of the loss that counts as an improvement.
  allowed       a number at least 0
  default       0
  group         Checkpoints and stopping
  run file      early_stop_min_delta:
  environment   PTYCHO_EARLY_STOP_MIN_DELTA
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "early_stop_strict": """\
--early-stop-strict | --no-early-stop-strict
  Stop with an error when the metric is missing, instead of going on.
  allowed       true or false
  default       true
  group         Checkpoints and stopping
  run file      early_stop_strict:
  environment   PTYCHO_EARLY_STOP_STRICT
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "early_stop_check_finite": """\
--early-stop-check-finite | --no-early-stop-check-finite
  Stop when the metric is not a finite number.
  allowed       true or false
  default       true
  group         Checkpoints and stopping
  run file      early_stop_check_finite:
  environment   PTYCHO_EARLY_STOP_CHECK_FINITE
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "early_stop_stopping_threshold": """\
--early-stop-stopping-threshold X
  Value of the metric that is good enough to stop.
  allowed       a number, or none (none)
  default       none
  group         Checkpoints and stopping
  run file      early_stop_stopping_threshold:
  environment   PTYCHO_EARLY_STOP_STOPPING_THRESHOLD
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "early_stop_divergence_threshold": """\
--early-stop-divergence-threshold X
  Value of the metric that is so bad that training stops.
  allowed       a number, or none (none)
  default       none
  group         Checkpoints and stopping
  run file      early_stop_divergence_threshold:
  environment   PTYCHO_EARLY_STOP_DIVERGENCE_THRESHOLD
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "resume": """\
--resume PATH|auto
  Checkpoint from which training goes on.
  allowed       a path, or none (a new run), or auto (last.ckpt of the output
                folder; a new run where there is none)
  default       none
  group         Checkpoints and stopping
  run file      resume:
  environment   PTYCHO_RESUME
  commands      ptycho_train
  affects       numerics
  on resume     it may change
""",
    "resume_weights_only": """\
--resume-weights-only | --no-resume-weights-only
  Read a checkpoint without executing anything in it; turn off only for files
  you trust.
  allowed       true or false
  default       true
  group         Checkpoints and stopping
  run file      resume_weights_only:
  environment   PTYCHO_RESUME_WEIGHTS_ONLY
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "sweep": """\
--sweep N
  Trials of a sweep over the knobs that are not given; the same command goes on
  where it was interrupted.
  allowed       a whole number at least 1, or none (one training)
  default       none
  examples      20
  group         Sweeps
  run file      sweep:
  environment   PTYCHO_SWEEP
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "sweep_over": """\
--sweep-over TEXT,TEXT,...
  Knobs that a sweep tries; where none are named, all that have bounds for it.
  allowed       a list of values, each text of the form [a-z][a-z0-9_]*
  default       an empty list
  examples      learning_rate,scheduler
  group         Sweeps
  run file      sweep_over:
  environment   PTYCHO_SWEEP_OVER
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "sweep_storage": """\
--sweep-storage TEXT
  Database of a sweep, an SQLAlchemy URL; in it the sweep has the name of the
  output folder.
  allowed       text, or none (sweep.db in the output folder)
  default       none
  examples      sqlite:///sweeps.db
  group         Sweeps
  run file      sweep_storage:
  environment   PTYCHO_SWEEP_STORAGE
  commands      ptycho_train
  affects       io
  on resume     it may change
""",
    "logger_backend": """\
--logger csv|tensorboard|mlflow|none
  Where metrics are recorded.
  csv: metrics.csv in the run folder.
  tensorboard: event files for TensorBoard; metrics.csv as well.
  mlflow: MLflow, in mlflow.db of the run folder or on a server; metrics.csv as
  well.
  none: no metrics on disk.
  allowed       one of csv, tensorboard, mlflow, none
  default       csv
  group         Logging
  run file      logger_backend:
  environment   PTYCHO_LOGGER_BACKEND
  other names   logger
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "log_name": """\
--log-name TEXT
  Folder of metrics.csv and of the TensorBoard files in the run folder.
  allowed       text of the form [A-Za-z0-9_][A-Za-z0-9_.-]*
  default       lightning_logs
  examples      metrics
  group         Logging
  run file      log_name:
  environment   PTYCHO_LOG_NAME
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "log_version": """\
--log-version N
  Number of the folder version_N in log_name.
  allowed       a whole number at least 0, or none (the next free one; that of
                the run which goes on)
  default       none
  group         Logging
  run file      log_version:
  environment   PTYCHO_LOG_VERSION
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "tensorboard_default_hp_metric": """\
--tensorboard-default-hp-metric | --no-tensorboard-default-hp-metric
  Write a placeholder metric beside the parameters, as TensorBoard wants for
  comparing runs.
  allowed       true or false
  default       false
  group         Logging
  run file      tensorboard_default_hp_metric:
  environment   PTYCHO_TENSORBOARD_DEFAULT_HP_METRIC
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "mlflow_experiment_name": """\
--mlflow-experiment-name TEXT
  Experiment under which MLflow files the run.
  allowed       text
  default       lightning_logs
  group         Logging
  run file      mlflow_experiment_name:
  environment   PTYCHO_MLFLOW_EXPERIMENT_NAME
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "mlflow_tracking_uri": """\
--mlflow-tracking-uri TEXT
  Address of the MLflow server or store.
  allowed       text, or none (mlflow.db in the run folder)
  default       none
  group         Logging
  run file      mlflow_tracking_uri:
  environment   PTYCHO_MLFLOW_TRACKING_URI
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "mlflow_run_name": """\
--mlflow-run-name TEXT
  Name of the run in MLflow.
  allowed       text, or none (MLflow makes one up)
  default       none
  group         Logging
  run file      mlflow_run_name:
  environment   PTYCHO_MLFLOW_RUN_NAME
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "mlflow_run_id": """\
--mlflow-run-id TEXT
  Run in MLflow to add to.
  allowed       text, or none (a new one)
  default       none
  group         Logging
  run file      mlflow_run_id:
  environment   PTYCHO_MLFLOW_RUN_ID
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "mlflow_log_model": """\
--mlflow-log-model | --no-mlflow-log-model
  Copy the checkpoints to MLflow when training ends.
  allowed       true or false
  default       false
  group         Logging
  run file      mlflow_log_model:
  environment   PTYCHO_MLFLOW_LOG_MODEL
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "mlflow_artifact_location": """\
--mlflow-artifact-location TEXT
  Where MLflow keeps pictures and other files of the experiment.
  allowed       text, or none (mlflow in the run folder, or what the server
                says)
  default       none
  group         Logging
  run file      mlflow_artifact_location:
  environment   PTYCHO_MLFLOW_ARTIFACT_LOCATION
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "log_every_n_steps": """\
--log-every-n-steps N
  Optimiser steps between two records of the metrics.
  allowed       a whole number at least 1
  default       10
  group         Logging
  run file      log_every_n_steps:
  environment   PTYCHO_LOG_EVERY_N_STEPS
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "flush_logs_every_n_steps": """\
--flush-logs-every-n-steps N
  Records after which metrics.csv is written to disk.
  allowed       a whole number at least 1
  default       100
  group         Logging
  run file      flush_logs_every_n_steps:
  environment   PTYCHO_FLUSH_LOGS_EVERY_N_STEPS
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "lr_logging_interval": """\
--lr-logging-interval step|epoch
  How often the learning rate of each group of weights is recorded, beside lr
  in each epoch.
  step: with every record of the metrics.
  epoch: once in each epoch.
  allowed       one of step, epoch, or none (not at all)
  default       none
  group         Logging
  run file      lr_logging_interval:
  environment   PTYCHO_LR_LOGGING_INTERVAL
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "enable_progress_bar": """\
--enable-progress-bar | --no-enable-progress-bar
  Show how far training is.
  allowed       true or false
  default       true
  group         Logging
  run file      enable_progress_bar:
  environment   PTYCHO_ENABLE_PROGRESS_BAR
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "enable_model_summary": """\
--enable-model-summary | --no-enable-model-summary
  Write the layers of the network and their sizes to the run log.
  allowed       true or false
  default       true
  group         Logging
  run file      enable_model_summary:
  environment   PTYCHO_ENABLE_MODEL_SUMMARY
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "profiler": """\
--profiler simple|advanced
  Measure where the time goes, and write it to the run log.
  simple: time of each part of training.
  advanced: time of each Python function.
  allowed       one of simple, advanced, or none (no measurement)
  default       none
  group         Logging
  run file      profiler:
  environment   PTYCHO_PROFILER
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "preview_every_n_epochs": """\
--preview-every-n-epochs N
  Epochs between pictures of what the network makes of the validation scan, in
  the folder previews.
  allowed       a whole number at least 1, or none (no previews)
  default       25
  group         Logging
  run file      preview_every_n_epochs:
  environment   PTYCHO_PREVIEW_EVERY_N_EPOCHS
  other names   recon_log_every_n_epochs
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "preview_n_patches": """\
--preview-n-patches N
  Patches in a picture, evenly spread over the scan.
  allowed       a whole number at least 0 and at most 64
  default       4
  group         Logging
  run file      preview_n_patches:
  environment   PTYCHO_PREVIEW_N_PATCHES
  other names   recon_log_num_patches
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "preview_patch_indices": """\
--preview-patch-indices N,N,...
  Patterns whose patches are shown, by their place in the file.
  allowed       a list of values, each a whole number at least 0, or none
                (preview_n_patches of them)
  default       none
  group         Logging
  run file      preview_patch_indices:
  environment   PTYCHO_PREVIEW_PATCH_INDICES
  other names   recon_log_fixed_indices
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "preview_stitched": """\
--preview-stitched | --no-preview-stitched
  Show the whole object as well.
  allowed       true or false
  default       true
  group         Logging
  run file      preview_stitched:
  environment   PTYCHO_PREVIEW_STITCHED
  other names   recon_log_stitch
  commands      ptycho_train
  affects       logging
  on resume     it may change
""",
    "quiet": """\
--quiet | --no-quiet
  Show errors only; a check shows warnings too, but nothing that is as it
  should be.
  allowed       true or false
  default       false
  group         Logging
  run file      quiet:
  environment   PTYCHO_QUIET
  commands      ptycho_train, ptycho_inference, ptycho_check, ptycho_evaluate,
                ptycho_simulate
  affects       logging
  on resume     it may change
""",
    "seed": """\
--seed N
  Start of every random number.
  allowed       a whole number at least 0 and at most 4294967295
  default       0
  group         Hardware and reproducibility
  run file      seed:
  environment   PTYCHO_SEED
  commands      ptycho_train, ptycho_simulate
  affects       numerics
  on resume     it must be what it was
""",
    "seed_workers": """\
--seed-workers | --no-seed-workers
  Seed the processes that prepare batches as well.
  allowed       true or false
  default       true
  group         Hardware and reproducibility
  run file      seed_workers:
  environment   PTYCHO_SEED_WORKERS
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "deterministic": """\
--deterministic | --no-deterministic
  Use only algorithms that give the same result twice.
  allowed       true or false, or warn (use what there is, and warn)
  default       true
  group         Hardware and reproducibility
  run file      deterministic:
  environment   PTYCHO_DETERMINISTIC
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "benchmark": """\
--benchmark | --no-benchmark
  Try out convolution algorithms and take the fastest.
  allowed       true or false, or none (as torch is set)
  default       none
  group         Hardware and reproducibility
  run file      benchmark:
  environment   PTYCHO_BENCHMARK
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "float32_matmul_precision": """\
--float32-matmul-precision highest|high|medium
  How exact products of single-precision matrices are where the hardware gives
  a choice.
  highest: single precision.
  high: TensorFloat32 or two bfloat16.
  medium: bfloat16.
  allowed       one of highest, high, medium
  default       highest
  group         Hardware and reproducibility
  run file      float32_matmul_precision:
  environment   PTYCHO_FLOAT32_MATMUL_PRECISION
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "accelerator": """\
--accelerator auto|cpu|gpu|cuda|mps
  Kind of processor to compute on.
  auto: the best one found.
  cpu: processor.
  gpu: graphics processor of any make.
  cuda: NVIDIA graphics processor.
  mps: Apple graphics processor.
  allowed       one of auto, cpu, gpu, cuda, mps
  default       auto
  group         Hardware and reproducibility
  run file      accelerator:
  environment   PTYCHO_ACCELERATOR
  commands      ptycho_train, ptycho_inference, ptycho_evaluate
  affects       speed
  on resume     it may change
""",
    "devices": """\
--devices N|auto
  Number of processors to train on.
  allowed       a whole number at least 1, or auto (all that there are)
  default       1
  group         Hardware and reproducibility
  run file      devices:
  environment   PTYCHO_DEVICES
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "num_nodes": """\
--num-nodes N
  Number of machines to train on.
  allowed       a whole number at least 1
  default       1
  group         Hardware and reproducibility
  run file      num_nodes:
  environment   PTYCHO_NUM_NODES
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "strategy": """\
--strategy auto|ddp
  How training is spread over processes.
  auto: one process where one is enough, else ddp.
  ddp: distributed data parallel.
  allowed       one of auto, ddp
  default       auto
  group         Hardware and reproducibility
  run file      strategy:
  environment   PTYCHO_STRATEGY
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "ddp_process_group_backend": """\
--ddp-process-group-backend gloo|nccl
  Way in which the processes of ddp talk to each other.
  gloo: over the network, from main memory.
  nccl: between NVIDIA graphics processors.
  allowed       one of gloo, nccl, or none (nccl on graphics processors, else
                gloo)
  default       none
  group         Hardware and reproducibility
  run file      ddp_process_group_backend:
  environment   PTYCHO_DDP_PROCESS_GROUP_BACKEND
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "ddp_timeout": """\
--ddp-timeout DD:HH:MM:SS
  Time that processes of ddp wait for each other.
  allowed       text of the form DD:HH:MM:SS
  default       00:00:30:00
  examples      00:00:05:00
  group         Hardware and reproducibility
  run file      ddp_timeout:
  environment   PTYCHO_DDP_TIMEOUT
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "sync_batchnorm": """\
--sync-batchnorm | --no-sync-batchnorm
  Take the statistics of batch normalisation over all processes.
  allowed       true or false
  default       false
  group         Hardware and reproducibility
  run file      sync_batchnorm:
  environment   PTYCHO_SYNC_BATCHNORM
  commands      ptycho_train
  affects       numerics
  on resume     it must be what it was
""",
    "use_distributed_sampler": """\
--use-distributed-sampler | --no-use-distributed-sampler
  Give each process its own share of the groups.
  allowed       true or false
  default       true
  group         Hardware and reproducibility
  run file      use_distributed_sampler:
  environment   PTYCHO_USE_DISTRIBUTED_SAMPLER
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "precision": """\
--precision auto|16-mixed|32-true|bf16-mixed
  Number format of the convolutions; physics and loss stay in single precision.
  auto: bf16-mixed where the hardware multiplies bfloat16 matrices, else
  32-true.
  16-mixed: half precision where it is safe; on a graphics processor only.
  32-true: single precision.
  bf16-mixed: bfloat16 where it is safe.
  allowed       one of auto, 16-mixed, 32-true, bf16-mixed
  default       32-true
  group         Hardware and reproducibility
  run file      precision:
  environment   PTYCHO_PRECISION
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "num_workers": """\
--num-workers N
  Processes that prepare batches.
  allowed       a whole number at least 0
  default       0
  group         Hardware and reproducibility
  run file      num_workers:
  environment   PTYCHO_NUM_WORKERS
  commands      ptycho_train, ptycho_inference, ptycho_evaluate
  affects       speed
  on resume     it may change
""",
    "pin_memory": """\
--pin-memory | --no-pin-memory
  Keep batches in page-locked memory for a faster copy to the graphics
  processor.
  allowed       true or false
  default       false
  group         Hardware and reproducibility
  run file      pin_memory:
  environment   PTYCHO_PIN_MEMORY
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "persistent_workers": """\
--persistent-workers | --no-persistent-workers
  Keep the worker processes alive between epochs.
  allowed       true or false
  default       false
  group         Hardware and reproducibility
  run file      persistent_workers:
  environment   PTYCHO_PERSISTENT_WORKERS
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "prefetch_factor": """\
--prefetch-factor N
  Batches that each worker prepares ahead.
  allowed       a whole number at least 1, or none (two where there are
                workers)
  default       none
  group         Hardware and reproducibility
  run file      prefetch_factor:
  environment   PTYCHO_PREFETCH_FACTOR
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "drop_last": """\
--drop-last | --no-drop-last
  Leave out the last batch of an epoch if it is smaller than the others.
  allowed       true or false
  default       false
  group         Hardware and reproducibility
  run file      drop_last:
  environment   PTYCHO_DROP_LAST
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "dataloader_timeout": """\
--dataloader-timeout X
  Time to wait for a batch from a worker.
  allowed       a number in s at least 0
  default       0
  group         Hardware and reproducibility
  run file      dataloader_timeout:
  environment   PTYCHO_DATALOADER_TIMEOUT
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "multiprocessing_context": """\
--multiprocessing-context fork|spawn|forkserver
  How worker processes are started.
  fork: copies of this process.
  spawn: fresh processes.
  forkserver: copies of a small server process.
  allowed       one of fork, spawn, forkserver, or none (as the platform does
                it)
  default       none
  group         Hardware and reproducibility
  run file      multiprocessing_context:
  environment   PTYCHO_MULTIPROCESSING_CONTEXT
  commands      ptycho_train
  affects       speed
  on resume     it may change
""",
    "inference_batch_size": """\
--inference-batch-size N
  Patterns that are transformed at once during a reconstruction.
  allowed       a whole number at least 1
  default       64
  group         Hardware and reproducibility
  run file      inference_batch_size:
  environment   PTYCHO_INFERENCE_BATCH_SIZE
  commands      ptycho_inference, ptycho_evaluate
  affects       speed
  on resume     it may change
""",
    "engine": """\
--engine network|rpie|gradient
  What reconstructs the scan.
  network: the network that model_path names.
  rpie: regularised ptychographic iterative engine, from a flat object.
  gradient: accelerated gradient on all patterns at once, from a flat object.
  allowed       one of network, rpie, gradient
  default       network
  group         Reconstruction
  run file      engine:
  environment   PTYCHO_ENGINE
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "engine_iterations": """\
--engine-iterations N
  Iterations of an engine that begins with a flat object.
  allowed       a whole number at least 1
  default       30
  group         Reconstruction
  run file      engine_iterations:
  environment   PTYCHO_ENGINE_ITERATIONS
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "refine": """\
--refine N
  Iterations of a classical engine that begins with the object of the network.
  allowed       a whole number at least 0
  default       0
  group         Reconstruction
  run file      refine:
  environment   PTYCHO_REFINE
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "refine_engine": """\
--refine-engine rpie|gradient
  Engine that refines the object of the network.
  rpie: regularised ptychographic iterative engine.
  gradient: accelerated gradient on all patterns at once.
  allowed       one of rpie, gradient
  default       gradient
  group         Reconstruction
  run file      refine_engine:
  environment   PTYCHO_REFINE_ENGINE
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "compare_engines": """\
--compare-engines | --no-compare-engines
  Let each classical engine reconstruct the scan alone as well, to stand beside
  the result in metrics.json.
  allowed       true or false
  default       false
  group         Reconstruction
  run file      compare_engines:
  environment   PTYCHO_COMPARE_ENGINES
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "refine_probe": """\
--refine-probe | --no-refine-probe
  Let classical engines correct the probe too.
  allowed       true or false
  default       false
  group         Reconstruction
  run file      refine_probe:
  environment   PTYCHO_REFINE_PROBE
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "refine_positions": """\
--refine-positions | --no-refine-positions
  Let classical engines correct the scan positions too.
  allowed       true or false
  default       false
  group         Reconstruction
  run file      refine_positions:
  environment   PTYCHO_REFINE_POSITIONS
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "rpie_alpha": """\
--rpie-alpha X
  Share of the brightest illumination in the denominator of rPIE; more is
  steadier and slower.
  allowed       a number above 0 and at most 1
  default       0.5
  group         Reconstruction
  run file      rpie_alpha:
  environment   PTYCHO_RPIE_ALPHA
  commands      ptycho_inference, ptycho_evaluate
  affects       numerics
  on resume     it may change
""",
    "object_kind": """\
--object-kind mixed|cells|circuit|dead_leaves|siemens_star
  What the synthetic object looks like.
  mixed: lines in amplitude, discs and texture in phase.
  cells: fibres in amplitude, cells in phase.
  circuit: wires of a chip, across in amplitude and down in phase.
  dead_leaves: overlapping discs of all sizes in both.
  siemens_star: spokes in amplitude, cells in phase.
  allowed       one of mixed, cells, circuit, dead_leaves, siemens_star
  default       siemens_star
  group         Simulation
  run file      object_kind:
  environment   PTYCHO_OBJECT_KIND
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "object_seed": """\
--object-seed N
  Start of the random numbers of the object alone.
  allowed       a whole number at least 0 and at most 4294967295, or none
                (drawn from seed)
  default       none
  group         Simulation
  run file      object_seed:
  environment   PTYCHO_OBJECT_SEED
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "probe_kind": """\
--probe-kind defocus|gaussian|disk
  What the synthetic probe looks like.
  defocus: round aperture out of focus.
  gaussian: Gaussian without phase.
  disk: soft disk without phase.
  allowed       one of defocus, gaussian, disk
  default       defocus
  group         Simulation
  run file      probe_kind:
  environment   PTYCHO_PROBE_KIND
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "probe_from": """\
--probe-from PATH
  Scan or result of ptycho_inference whose probe lights the object, in place of
  a synthetic one; it sets patch_size.
  allowed       a path, or none (a synthetic probe)
  default       none
  group         Simulation
  run file      probe_from:
  environment   PTYCHO_PROBE_FROM
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "probe_diameter_px": """\
--probe-diameter-px X
  Diameter of the synthetic probe.
  allowed       a number in px above 0
  default       29
  group         Simulation
  run file      probe_diameter_px:
  environment   PTYCHO_PROBE_DIAMETER_PX
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "patch_size": """\
--patch-size N
  Side of a diffraction pattern.
  allowed       a whole number in px at least 16 and at most 1024
  default       64
  group         Simulation
  run file      patch_size:
  environment   PTYCHO_PATCH_SIZE
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "n_positions": """\
--n-positions N
  Scan positions of each scan.
  allowed       a whole number at least 1
  default       1024
  group         Simulation
  run file      n_positions:
  environment   PTYCHO_N_POSITIONS
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "step_px": """\
--step-px X
  Distance between neighbouring scan positions.
  allowed       a number in px above 0
  default       6
  group         Simulation
  run file      step_px:
  environment   PTYCHO_STEP_PX
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "photons_per_pattern": """\
--photons-per-pattern X
  Mean number of photons in a diffraction pattern.
  allowed       a number in photons above 0
  default       1000000.0
  group         Simulation
  run file      photons_per_pattern:
  environment   PTYCHO_PHOTONS_PER_PATTERN
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "scan_pattern": """\
--scan-pattern raster|spiral|fermat
  Order of the scan positions in the plane.
  raster: jittered square grid.
  spiral: Archimedean spiral.
  fermat: Fermat spiral.
  allowed       one of raster, spiral, fermat
  default       raster
  group         Simulation
  run file      scan_pattern:
  environment   PTYCHO_SCAN_PATTERN
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "position_jitter": """\
--position-jitter X
  Random displacement of the positions as a fraction of step_px.
  allowed       a number at least 0 and at most 1
  default       0.3
  group         Simulation
  run file      position_jitter:
  environment   PTYCHO_POSITION_JITTER
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "noise": """\
--noise | --no-noise
  Draw counts from the Poisson distribution.
  allowed       true or false
  default       true
  group         Simulation
  run file      noise:
  environment   PTYCHO_NOISE
  commands      ptycho_simulate
  affects       numerics
  on resume     it may change
""",
    "trainer_arg": """\
--trainer-arg NAME=VALUE
  Further arguments of Trainer that no knob gives it; the flag may be repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      trainer_arg:
  environment   PTYCHO_TRAINER_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "model_checkpoint_arg": """\
--model-checkpoint-arg NAME=VALUE
  Further arguments of ModelCheckpoint that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      model_checkpoint_arg:
  environment   PTYCHO_MODEL_CHECKPOINT_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "early_stopping_arg": """\
--early-stopping-arg NAME=VALUE
  Further arguments of EarlyStopping that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      early_stopping_arg:
  environment   PTYCHO_EARLY_STOPPING_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "learning_rate_monitor_arg": """\
--learning-rate-monitor-arg NAME=VALUE
  Further arguments of LearningRateMonitor that no knob gives it; the flag may
  be repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      learning_rate_monitor_arg:
  environment   PTYCHO_LEARNING_RATE_MONITOR_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "csv_logger_arg": """\
--csv-logger-arg NAME=VALUE
  Further arguments of CSVLogger that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      csv_logger_arg:
  environment   PTYCHO_CSV_LOGGER_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "tensorboard_logger_arg": """\
--tensorboard-logger-arg NAME=VALUE
  Further arguments of TensorBoardLogger that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      tensorboard_logger_arg:
  environment   PTYCHO_TENSORBOARD_LOGGER_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "mlflow_logger_arg": """\
--mlflow-logger-arg NAME=VALUE
  Further arguments of MLFlowLogger that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      mlflow_logger_arg:
  environment   PTYCHO_MLFLOW_LOGGER_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "ddp_arg": """\
--ddp-arg NAME=VALUE
  Further arguments of DDPStrategy that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      ddp_arg:
  environment   PTYCHO_DDP_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "dataloader_arg": """\
--dataloader-arg NAME=VALUE
  Further arguments of DataLoader that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      dataloader_arg:
  environment   PTYCHO_DATALOADER_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "adamw_arg": """\
--adamw-arg NAME=VALUE
  Further arguments of AdamW that no knob gives it; the flag may be repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      adamw_arg:
  environment   PTYCHO_ADAMW_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "adam_arg": """\
--adam-arg NAME=VALUE
  Further arguments of Adam that no knob gives it; the flag may be repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      adam_arg:
  environment   PTYCHO_ADAM_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "sgd_arg": """\
--sgd-arg NAME=VALUE
  Further arguments of SGD that no knob gives it; the flag may be repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      sgd_arg:
  environment   PTYCHO_SGD_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "ema_arg": """\
--ema-arg NAME=VALUE
  Further arguments of EMAWeightAveraging that no knob gives it; the flag may
  be repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      ema_arg:
  environment   PTYCHO_EMA_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "onecycle_arg": """\
--onecycle-arg NAME=VALUE
  Further arguments of OneCycleLR that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      onecycle_arg:
  environment   PTYCHO_ONECYCLE_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "linear_arg": """\
--linear-arg NAME=VALUE
  Further arguments of LinearLR that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      linear_arg:
  environment   PTYCHO_LINEAR_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
    "plateau_arg": """\
--plateau-arg NAME=VALUE
  Further arguments of ReduceLROnPlateau that no knob gives it; the flag may be
  repeated.
  allowed       a list of values, each text of the form NAME=VALUE
  default       an empty list
  group         Arguments handed on
  run file      plateau_arg:
  environment   PTYCHO_PLATEAU_ARG
  commands      ptycho_train
  affects       numerics
  on resume     it may change, with a warning
""",
}
