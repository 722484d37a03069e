# Generated from spec/knobs.yaml by `make generate`; edit the registry or the template.
# digest: input ff52c10cbdf61912 form 9f9aeb3b42684696 text 04bc68a18892edbc

"""Help text of ptycho_check, in parts that `--help` and `--help-all` choose from."""

PARTS: tuple[tuple[str, str], ...] = (
    (
        "always",
        """\
usage: ptycho_check --scan-file PATH [options]

Look at a scan for a few seconds and say what is wrong with it.

  ptycho_check scan.npz

Data
  --overwrite | --no-overwrite
                              Replace what is there already, results in the
                              output folder or the converted scan. [false]
  --scan-file PATH            Scan to look at (NPZ, HDF5 or CXI). [required]
  --picture PATH              Picture to write, with the mean pattern, the map
                              of the scan and the probe (PNG). none: named
                              after the scan, in the current folder. [none]
  --json | --no-as-json       Print the findings as JSON instead of text.
                              [false]
  --convert-to PATH           NPZ to write the scan to if it has no error, as
                              it was read, in the form that later opens without
                              being copied. none: nothing is converted. [none]
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

Type --help-all for 7 more options, --help KNOB for all about one.
""",
    ),
)
"""(which help a part belongs to, its text); rare: `--help-all`, everyday: `--help`, always: both."""
