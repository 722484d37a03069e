# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input 6b70a0118b3466b5 form 9f9aeb3b42684696 text 10afa415ddff35dd

"""Help text of ptycho_evaluate, in parts that `--help` and `--help-all` choose from."""

PARTS: tuple[tuple[str, str], ...] = (
    (
        "always",
        """\
usage: ptycho_evaluate --output-dir PATH [options]

Score a reconstruction against the truth, another one, the patterns, or its own
halves.

  ptycho_evaluate result --against scan.npz --output-dir scores

Data
  --test-data-file PATH       Scan to validate on while training, or to
                              reconstruct (NPZ, HDF5 or CXI). none: no
                              validation; the training loss is monitored.
                              [none]
  --model-path PATH           Run folder of a training, or the bundle
                              wts.h5.zip inside it. none: no network; --engine
                              names what takes its place. [none]
  --output-dir PATH           Folder to write to; made if it does not exist.
                              [required]
  --overwrite | --no-overwrite
                              Replace what is there already, results in the
                              output folder or the converted scan. [false]
  --reconstruction PATH       Result folder, reconstruction.npz or ptychodus
                              product to score. none: made here, from halves of
                              a scan. [none]
  --against PATH              Another reconstruction, or a scan with a truth,
                              to score against. none: the truth in the scan,
                              where there is one, and its patterns. [none]
""",
    ),
    (
        "everyday",
        """\
  --halves none|odd_even|random
                              Halve the scan, reconstruct both halves in the
                              same way, and score one against the other. [none]
""",
    ),
    (
        "rare",
        """\
  --halves none|odd_even|random
                              Halve the scan, reconstruct both halves in the
                              same way, and score one against the other. none:
                              no halves; files are compared. odd_even: every
                              other pattern. random: a random half, always the
                              same. [none]
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

Logging
  --quiet | --no-quiet        Show errors only; a check shows warnings too, but
                              nothing that is as it should be. [false]

Hardware and reproducibility
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
  --num-workers N             Processes that prepare batches. [0]
  --inference-batch-size N    Patterns that are transformed at once during a
                              reconstruction. [64]

Reconstruction
""",
    ),
    (
        "everyday",
        """\
  --engine network|rpie|gradient
                              What reconstructs the scan. [network]
""",
    ),
    (
        "rare",
        """\
  --engine network|rpie|gradient
                              What reconstructs the scan. network: the network
                              that model_path names. rpie: regularised
                              ptychographic iterative engine, from a flat
                              object. gradient: accelerated gradient on all
                              patterns at once, from a flat object. [network]
""",
    ),
    (
        "always",
        """\
  --engine-iterations N       Iterations of an engine that begins with a flat
                              object. [30]
  --refine N                  Iterations of a classical engine that begins with
                              the object of the network. 0: the network has the
                              last word. [0]
""",
    ),
    (
        "rare",
        """\
  --refine-engine rpie|gradient
                              Engine that refines the object of the network.
                              rpie: regularised ptychographic iterative engine.
                              gradient: accelerated gradient on all patterns at
                              once. [gradient]
""",
    ),
    (
        "always",
        """\
  --compare-engines | --no-compare-engines
                              Let each classical engine reconstruct the scan
                              alone as well, to stand beside the result in
                              metrics.json. [false]
  --refine-probe | --no-refine-probe
                              Let classical engines correct the probe too.
                              [false]
  --refine-positions | --no-refine-positions
                              Let classical engines correct the scan positions
                              too. [false]
""",
    ),
    (
        "rare",
        """\
  --rpie-alpha X              Share of the brightest illumination in the
                              denominator of rPIE; more is steadier and slower.
                              [0.5]
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

Type --help-all for 10 more options, --help KNOB for all about one.
""",
    ),
)
"""(which help a part belongs to, its text); rare: `--help-all`, everyday: `--help`, always: both."""
