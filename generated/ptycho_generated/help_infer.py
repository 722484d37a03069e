# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 8303007ecf236dc2 text a9e90d08e659e0b6

"""Help text of ptycho_inference."""

TEXT = """\
usage: ptycho_inference --test-data-file PATH --output-dir PATH [options]

Reconstruct the object of a scan with a trained network.

  ptycho_inference --model-path run --test-data scan.npz --output-dir result

Data
  --test-data-file PATH       Scan to validate on while training, or to reconstruct (NPZ).
                              [required]
  --model-path PATH           Run folder of a training, or the bundle wts.h5.zip inside it.
                              none: no network; --engine names what takes its place. [none]
  --output-dir PATH           Folder to write to; made if it does not exist. [required]
  --overwrite | --no-overwrite
                              Replace the results of an earlier run in the output folder.
                              [false]
  --measurement auto|counts|amplitude
                              What the numbers in the diffraction patterns are. auto: decided
                              from the values and the probe; the run log says why. counts:
                              detector counts (intensity). amplitude: square root of counts.
                              [auto]

Logging
  --quiet | --no-quiet        Show errors only. [false]

Hardware and reproducibility
  --accelerator auto|cpu|gpu|cuda|mps
                              Kind of processor to compute on. auto: the best one found. cpu:
                              processor. gpu: graphics processor of any make. cuda: NVIDIA
                              graphics processor. mps: Apple graphics processor. [auto]
  --inference-batch-size N    Patterns that are transformed at once during a reconstruction.
                              [64]

Reconstruction
  --engine network|rpie|gradient
                              What reconstructs the scan. network: the network that model_path
                              names. rpie: regularised ptychographic iterative engine, from a
                              flat object. gradient: accelerated gradient on all patterns at
                              once, from a flat object. [network]
  --engine-iterations N       Iterations of an engine that begins with a flat object. [30]
  --refine N                  Iterations of a classical engine that begins with the object of
                              the network. 0: the network has the last word. [0]
  --refine-engine rpie|gradient
                              Engine that refines the object of the network. rpie: regularised
                              ptychographic iterative engine. gradient: accelerated gradient on
                              all patterns at once. [gradient]
  --compare-engines | --no-compare-engines
                              Let each classical engine reconstruct the scan alone as well, to
                              stand beside the result in metrics.json. [false]
  --refine-probe | --no-refine-probe
                              Let classical engines correct the probe too. [false]
  --refine-positions | --no-refine-positions
                              Let classical engines correct the scan positions too. [false]
  --rpie-alpha X              Share of the brightest illumination in the denominator of rPIE;
                              more is steadier and slower. [0.5]

Configuration
  --config FILE               Run file (YAML, name: value); several may be given, a later one
                              wins.
  --print-config              Print the resolved run file and stop.
  --why KNOB                  Say where the value of a knob comes from and stop.
  --version                   Print the version and stop.
  --help                      Print this text and stop.

Flags take hyphens or underscores and are never abbreviated. A value comes from the command
line, else from the environment (PTYCHO_ and the name in capitals), else from a run file, else
it is the default shown in brackets.
"""
