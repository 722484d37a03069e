# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input b1671248f96bebef form 9f9aeb3b42684696 text 915052bb36480c4d

"""Help text of ptycho_simulate, in parts that `--help` and `--help-all` choose from."""

PARTS: tuple[tuple[str, str], ...] = (
    (
        "always",
        """\
usage: ptycho_simulate --output-dir PATH [options]

Write synthetic scans of one object with a known truth.

  ptycho_simulate --output-dir data

Data
  --output-dir PATH           Folder to write to; made if it does not exist.
                              [required]
  --overwrite | --no-overwrite
                              Replace what is there already, results in the
                              output folder or the converted scan. [false]

Logging
  --quiet | --no-quiet        Show errors only; a check shows warnings too, but
                              nothing that is as it should be. [false]

Hardware and reproducibility
  --seed N                    Start of every random number. [0]

Simulation
""",
    ),
    (
        "everyday",
        """\
  --object-kind mixed|cells|circuit|dead_leaves|siemens_star
                              What the synthetic object looks like.
                              [siemens_star]
""",
    ),
    (
        "rare",
        """\
  --object-kind mixed|cells|circuit|dead_leaves|siemens_star
                              What the synthetic object looks like. mixed:
                              lines in amplitude, discs and texture in phase.
                              cells: fibres in amplitude, cells in phase.
                              circuit: wires of a chip, across in amplitude and
                              down in phase. dead_leaves: overlapping discs of
                              all sizes in both. siemens_star: spokes in
                              amplitude, cells in phase. [siemens_star]
""",
    ),
    (
        "always",
        """\
  --object-seed N             Start of the random numbers of the object alone.
                              none: drawn from seed. [none]
""",
    ),
    (
        "everyday",
        """\
  --probe-kind defocus|gaussian|disk
                              What the synthetic probe looks like. [defocus]
""",
    ),
    (
        "rare",
        """\
  --probe-kind defocus|gaussian|disk
                              What the synthetic probe looks like. defocus:
                              round aperture out of focus. gaussian: Gaussian
                              without phase. disk: soft disk without phase.
                              [defocus]
""",
    ),
    (
        "always",
        """\
  --probe-from PATH           Scan or result of ptycho_inference whose probe
                              lights the object, in place of a synthetic one;
                              it sets patch_size. none: a synthetic probe.
                              [none]
  --probe-diameter-px X       Diameter of the synthetic probe. [29]
  --patch-size N              Side of a diffraction pattern. [64]
  --n-positions N             Scan positions of each scan. [1024]
  --step-px X                 Distance between neighbouring scan positions. [6]
  --photons-per-pattern X     Mean number of photons in a diffraction pattern.
                              [1000000.0]
""",
    ),
    (
        "everyday",
        """\
  --scan-pattern raster|spiral|fermat
                              Order of the scan positions in the plane.
                              [raster]
""",
    ),
    (
        "rare",
        """\
  --scan-pattern raster|spiral|fermat
                              Order of the scan positions in the plane. raster:
                              jittered square grid. spiral: Archimedean spiral.
                              fermat: Fermat spiral. [raster]
""",
    ),
    (
        "always",
        """\
  --position-jitter X         Random displacement of the positions as a
                              fraction of step_px. [0.3]
  --noise | --no-noise        Draw counts from the Poisson distribution. [true]

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
)
"""(which help a part belongs to, its text); rare: `--help-all`, everyday: `--help`, always: both."""
