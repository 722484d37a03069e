"""Changes of the small registry: what trips each rule, and what a person says of a few."""

from __future__ import annotations

from codegen.breaking import MAJOR, MINOR, PATCH

Edits = list[tuple[str, str]]

GONE = """\
      - name: speed
        config: HowConfig
        type: float
        help: How fast it goes.
        commands: [train]
        affects: numerics
        resume: free
        deprecated:
          reason: it was no speed
          to: rate
          convert: same
          warn_since: 0.1.0
          remove_in: 0.4.0

"""
LOUD = "      - name: loud\n"
WITH_GONE = (LOUD, GONE + LOUD)
NEW = """\
      - name: fresh
        config: HowConfig
        type: int
        default: 1
        help: A new one.
        commands: [train]
        consumer: prog.train.run
        affects: io
        resume: free

"""
KIND = '          - {value: fancy, help: "with trimmings"}\n'
RATE = "        target: Trainer.rate\n        affects: numerics\n        resume: free\n"
STEPS = "        target: Trainer.steps\n        affects: numerics\n        resume: free\n"
OTHER = "  - {name: OtherConfig, field: other, summary: Other., legacy: never}\n"
HOW = "  - {name: HowConfig, field: how, summary: How it is run., legacy: never}\n"


LIVING = GONE.partition("        deprecated:")[0].replace(
    "commands: [train]\n", "commands: [train]\n        consumer: prog.train.run\n"
)
TESTING = (
    "targets:\n",
    "  - {name: test, program: prog_test, module: prog.test, summary: Test., "
    "configs: [HowConfig], example: prog_test}\ntargets:\n",
)
NOISE = "help: Make a noise.\n        negate: --silent\n        commands: "
BOTH = (f"{NOISE}[train]", f"{NOISE}[train, test]")
TURNED = (f"{NOISE}[train]", f"{NOISE}[test, train]")
ALIAS = (
    "        help: How fast it goes.\n        commands: [train]\n",
    "        help: How fast it goes.\n        aliases: [rate]\n        commands: [train]\n",
)
ALL = '          - {value: null, meaning: "all"}\n'
MOST = '          - {value: most, meaning: "nearly all"}\n'


# rule: (edits of the old registry, edits of the new one that trip it, edits that do not)
CASES: dict[str, tuple[Edits, Edits, Edits]] = {
    "precedence-changed": (
        [],
        [("run_file, environment", "environment, run_file")],
        [("reserved: [pace]", "reserved: [pace, gait]")],
    ),
    "name-freed": ([], [("[pace]", "[]")], [("[pace]", "[gait, pace]")]),
    "name-reused": (
        [],
        [("[pace]", "[]"), ("name: loud\n", "name: pace\n"), ("knob: loud", "knob: pace")],
        [("name: loud\n", "name: noise\n"), ("knob: loud", "knob: noise")],
    ),
    "config-removed": ([(HOW, HOW + OTHER)], [], [(HOW, HOW + OTHER)]),
    "config-added": ([], [(HOW, HOW + OTHER)], [(LOUD, NEW + LOUD)]),
    "config-bridge-changed": (
        [],
        [("field: how", "field: way")],
        [("summary: How it is run.", "summary: In which way.")],
    ),
    "program-removed": (
        [],
        [("program: prog_train", "program: prog_learn")],
        [("summary: Train.", "summary: Learn.")],
    ),
    "program-added": (
        [],
        [
            (
                "targets:\n",
                "  - {name: test, program: prog_test, module: prog.test, summary: Test., "
                "configs: [HowConfig], example: prog_test}\ntargets:\n",
            )
        ],
        [("summary: Train.", "summary: Learn.")],
    ),
    "program-module-changed": (
        [],
        [("module: prog.train", "module: prog.learn")],
        [("example: prog_train --label a1", "example: prog_train --label a2")],
    ),
    "target-object-changed": (
        [],
        [("object: lib.Trainer", "object: lib.Coach")],
        [("target: Trainer.rate", "target: Trainer.speed")],
    ),
    "knob-removed": (
        [(LOUD, NEW + LOUD)],
        [("[pace]", "[pace, fresh]")],
        [(LOUD, NEW.replace("name: fresh", "name: new\n        aliases: [fresh]", 0) + LOUD)],
    ),
    "knob-expired": (
        [WITH_GONE],
        [("version: 0.1.0", "version: 0.4.0"), ("[pace]", "[pace, speed]")],
        [WITH_GONE, ("version: 0.1.0", "version: 0.3.0")],
    ),
    "knob-renamed": (
        [],
        [("name: rate\n", "name: pulse\n"), ALIAS],
        [("name: rate\n", "name: pulse\n")],
    ),
    "field-renamed": (
        [],
        [("name: rate\n", "name: pulse\n"), ALIAS],
        [("help: How fast it goes.", "help: How quick it is.")],
    ),
    "knob-added": (
        [],
        [(LOUD, NEW + LOUD)],
        [(LOUD, NEW.replace("        default: 1\n", "") + LOUD)],
    ),
    "required-knob-added": (
        [],
        [(LOUD, NEW.replace("        default: 1\n", "") + LOUD)],
        [(LOUD, NEW + LOUD)],
    ),
    "default-changed": (
        [],
        [("default: 0.5", "default: 0.6")],
        [("default: true", "default: false")],
    ),
    "default-of-no-result-changed": (
        [],
        [("default: true", "default: false")],
        [("default: 0.5", "default: 0.6")],
    ),
    "default-removed": ([], [("        default: 0.5\n", "")], [("default: 0.5", "default: 0.7")]),
    "default-added": (
        [("        default: 0.5\n", "")],
        [],
        [("        default: 0.5\n", ""), ("max: 1", "max: 2")],
    ),
    "range-narrowed": ([], [("max: 1\n", "max: 0.9\n")], [("max: 1\n", "max: 2\n")]),
    "range-widened": ([], [("        min: 0\n", "")], [("min: 0\n", "above: 0\n")]),
    "choice-removed": ([], [(KIND, "")], [(KIND, KIND.replace("fancy", "fancy", 1))]),
    "choice-added": (
        [],
        [(KIND, KIND + KIND.replace("fancy", "grand"))],
        [(KIND, KIND.replace("with trimmings", "with frills"))],
    ),
    "type-narrowed": (
        [],
        [
            ("type: int | None", "type: int"),
            (
                f"default: null\n        min: 1\n        sentinels:\n{ALL}",
                "default: 3\n        min: 1\n",
            ),
            ("when: {is_not: null}", "when: {is: 4}"),
        ],
        [("type: int | None", 'type: int | "most" | None'), (ALL, ALL + MOST)],
    ),
    "type-changed": (
        [],
        [
            (
                "type: float\n        default: 0.5\n        min: 0\n        max: 1\n",
                "type: str\n        default: fast\n",
            )
        ],
        [("type: float\n        default: 0.5\n", "type: float\n        default: 0.25\n")],
    ),
    "type-widened": (
        [],
        [("type: int | None", "type: float | None")],
        [("type: float\n        default: 0.5\n", "type: float\n        default: 0.25\n")],
    ),
    "pattern-changed": (
        [],
        [("pattern: '[a-z][0-9]'", "pattern: '[a-z][1-9]'")],
        [("examples: [a1]", "examples: [b1]")],
    ),
    "special-value-changed": (
        [],
        [('meaning: "all"', 'meaning: "none"')],
        [("help: Steps to take.", "help: Steps.")],
    ),
    "unit-changed": (
        [],
        [
            (
                "        help: How fast it goes.\n",
                "        unit: m\n        help: How fast it goes.\n",
            )
        ],
        [("help: How fast it goes.", "help: How fast it goes, in metres.")],
    ),
    "flag-removed": (
        [],
        [("flag: --tag", "flag: --badge")],
        [("flag: --tag\n        aliases: [sign]", "flag: --badge\n        aliases: [sign, tag]")],
    ),
    "variable-removed": (
        [],
        [("        aliases: [sign]\n", "")],
        [("aliases: [sign]", "aliases: [sign, mark]")],
    ),
    "spelling-added": (
        [],
        [("aliases: [sign]", "aliases: [sign, mark]")],
        [("        aliases: [sign]\n", "")],
    ),
    "command-dropped": (
        [TESTING, BOTH],
        [TESTING],
        [TESTING, TURNED],
    ),
    "command-gained": (
        [TESTING],
        [TESTING, BOTH],
        [TESTING],
    ),
    "required-now": (
        [],
        [("        default: 0.5\n", "        default: 0.5\n        required: [train]\n")],
        [("        default: 0.5\n", "        default: 0.6\n")],
    ),
    "config-moved": (
        [],
        [("name: loud\n        config: HowConfig", "name: loud\n        config: RunConfig")],
        [("summary: What is run.", "summary: What runs.")],
    ),
    "surface-added": (
        [("        surfaces:\n          - {class: HowConfig}\n", "")],
        [],
        [
            ("        surfaces:\n          - {class: HowConfig}\n", ""),
            ("examples: [a1]", "examples: [b1]"),
        ],
    ),
    "legacy-key-changed": (
        [],
        [("legacy: old_label", "legacy: older_label")],
        [("help: What it is called.", "help: Its name.")],
    ),
    "resume-tightened": (
        [],
        [(RATE, RATE.replace("free", "must_match"))],
        [
            (
                "        affects: io\n        resume: warn",
                "        affects: io\n        resume: free",
            )
        ],
    ),
    "resume-loosened": (
        [],
        [
            (
                "        affects: io\n        resume: warn",
                "        affects: io\n        resume: free",
            )
        ],
        [(RATE, RATE.replace("free", "must_match"))],
    ),
    "carried-changed": (
        [],
        [(RATE, RATE + "        machine: true\n")],
        [(RATE, RATE.replace("free", "must_match"))],
    ),
    "affects-changed": (
        [],
        [(RATE, RATE.replace("numerics", "speed"))],
        [("affects: logging", "affects: io")],
    ),
    "target-moved": (
        [],
        [("target: Trainer.rate", "target: Trainer.speed")],
        [("target: Trainer.rate", "target: [Trainer.rate, Trainer.speed]")],
    ),
    "target-added": (
        [],
        [("target: Trainer.rate", "target: [Trainer.rate, Trainer.speed]")],
        [("help: How fast it goes.", "help: How quick it is.")],
    ),
    "relation-added": (
        [],
        [("needs: {is: true}", "needs: {is_not: false}")],
        [("message: steps are taken aloud", "message: steps make a noise")],
    ),
    "relation-removed": (
        [],
        [
            (
                "        requires:\n          - when: {is_not: null}\n            knob: loud\n"
                "            needs: {is: true}\n            message: steps are taken aloud\n",
                "",
            )
        ],
        [("message: steps are taken aloud", "message: steps make a noise")],
    ),
    "stability-lowered": (
        [],
        [
            (
                "            message: steps are taken aloud\n",
                "            message: steps are taken aloud\n        stability: experimental\n",
            )
        ],
        [("help: Steps to take.", "help: Steps.")],
    ),
    "deprecated-now": (
        [(LOUD, LIVING + LOUD)],
        [WITH_GONE],
        [(LOUD, LIVING + LOUD)],
    ),
    "deprecation-shortened": (
        [WITH_GONE],
        [(LOUD, GONE.replace("0.4.0", "0.3.0") + LOUD)],
        [(LOUD, GONE.replace("0.4.0", "0.5.0") + LOUD)],
    ),
    "successor-changed": (
        [WITH_GONE],
        [(LOUD, GONE.replace("to: rate", "to: steps").replace("type: float", "type: int") + LOUD)],
        [(LOUD, GONE.replace("it was no speed", "another reason") + LOUD)],
    ),
    "search-changed": (
        [],
        [("        max: 1\n", "        max: 1\n        sweep: {low: 0.0, high: 1.0}\n")],
        [("help: How fast it goes.", "help: How quick it is.")],
    ),
    "text-changed": (
        [],
        [("help: How fast it goes.", "help: How quick it is.")],
        [("default: 0.5", "default: 0.6")],
    ),
}


# ten pairs: (edits of the old one, edits of the new one, the level that a person gave)
PAIRS: dict[str, tuple[Edits, Edits, str | None]] = {
    "only comments": ([], [("precedence:", "# how layers win\nprecedence:")], None),
    "a clearer help": ([], [("help: Steps to take.", "help: Number of steps.")], PATCH),
    "a knob more": ([], [(LOUD, NEW + LOUD)], MINOR),
    "a wider range": ([], [("max: 1\n", "max: 10\n")], MINOR),
    "a name more": ([], [("aliases: [sign]", "aliases: [sign, mark]")], MINOR),
    "another learning rate": ([], [("default: 0.5", "default: 0.1")], MAJOR),
    "a choice less": ([], [(KIND, "")], MAJOR),
    "a deprecation that ends early": (
        [WITH_GONE],
        [(LOUD, GONE.replace("0.4.0", "0.2.0") + LOUD)],
        MAJOR,
    ),
    "a deprecation that ends in time": (
        [WITH_GONE],
        [("version: 0.1.0", "version: 0.4.0"), ("[pace]", "[pace, speed]")],
        MINOR,
    ),
    "a looser resume and a stricter range": (
        [],
        [
            (
                "        affects: io\n        resume: warn",
                "        affects: io\n        resume: free",
            ),
            ("max: 1\n", "max: 0.5\n"),
        ],
        MAJOR,
    ),
}
