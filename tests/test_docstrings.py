"""Public functions say what shapes and units they take, which errors they raise, and their source.

That there is a docstring at all is ruff's to say; what it must say is in `docstring_rules`, whose
rules are tried here on samples that lack one thing each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from tests.docstring_rules import Function, errors, functions_of, shapes, sources, units

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = [
    function
    for package in ("ptycho", "ptycho_torch")
    for path in sorted((ROOT / package).rglob("*.py"))
    for function in functions_of(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())
]
Rule = Callable[[Function], Iterator[str]]
RULES: dict[str, Rule] = {
    "shapes": lambda function: shapes(function, PUBLIC),
    "units": lambda function: units(function, PUBLIC),
    "errors": lambda function: errors(function, PUBLIC),
    "sources": lambda function: sources(function, PUBLIC, ROOT),
}
EQUATIONS = "ptycho_torch/physics/sample.py"


@pytest.mark.parametrize("rule", RULES)
def test_docstrings_say_what_they_must(rule: str) -> None:
    assert len(PUBLIC) > 400
    missing = [f"{each.place} {text}" for each in PUBLIC for text in RULES[rule](each)]
    assert not missing, "\n".join(missing)


def found(rule: str, source: str, place: str = "ptycho/sample.py") -> list[str]:
    """What a rule says of the functions of a sample."""
    return [text for each in functions_of(dedent(source), place) for text in RULES[rule](each)]


SHAPED = '''
    """Samples. Dimensions: J patterns, N patch side."""

    {alias}
    def turned(image: {kind}) -> float:
        """{text}"""
        return 0.0
'''


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("Tensor", "Turn images (J, N, N) round.", ""),
        ("Tensor | None", "Turn images (..., N, N) round.", ""),
        ("Tensor", "Turn an image of any shape round.", ""),
        ("int", "Turn round.", ""),
        ("Tensor", "Arguments as for `amplitude_error`.", ""),
        ("Tensor", "Turn images round.", "takes or returns arrays of unknown shape"),
        ("Iterable[Tensor]", "About (y, x).", "takes or returns arrays of unknown shape"),
        ("npt.NDArray[np.float32]", "Turn.", "takes or returns arrays of unknown shape"),
        ("Picture", "Turn a picture.", "takes or returns arrays of unknown shape"),
        ("Tensor", "Arguments as for `nobody`.", "takes or returns arrays of unknown shape"),
        ("Tensor", "Arguments as for `run_command`.", "takes or returns arrays of unknown shape"),
        (
            "Tensor",
            "Turn images (K, N, N).",
            "has a shape in letters that the module does not explain: ['K']",
        ),
    ],
)
def test_the_rule_of_shapes(kind: str, text: str, told: str) -> None:
    source = SHAPED.format(kind=kind, text=text, alias="Picture = npt.NDArray[np.float64]\n")
    assert found("shapes", source) == [told] * bool(told)


@pytest.mark.parametrize(
    ("parameter", "head", "text", "missing"),
    [
        ("positions_yx_px: Tensor", "", "Nothing.", ""),
        ("positions_yx: Tensor", "", "Nothing.", "positions_yx"),
        ("positions_yx: Tensor", "", "Positions in pixels of the object.", ""),
        ("positions_yx: Tensor", "Positions are in pixels.", "Nothing.", ""),
        ("positions_yx: Tensor", "", "Positions are here. A mask is in pixels.", "positions_yx"),
        ("wavelength: float", "", "Of this wavelength.", "wavelength"),
        ("wavelength: float", "", "The wavelength is in metres.", ""),
        ("wavelength_m: float", "", "Of this wavelength.", ""),
        ("probes: Tensor", "", "Lit by ``probes``.", "probes"),
        ("probes: Tensor", "", "``probes`` in square roots of photons.", ""),
        ("probe: str", "", "The name of a probe.", ""),
    ],
)
def test_the_rule_of_units(parameter: str, head: str, text: str, missing: str) -> None:
    source = f'"""Samples. {head}"""\ndef lit({parameter}) -> None:\n    """{text}"""\n'
    told = f"does not say what {missing} is measured in"
    assert found("units", source) == [told] * bool(missing)


def test_a_result_has_a_unit_too() -> None:
    source = 'def mean_phase(image: Image) -> float:\n    """Mean phase{}."""\n'
    assert found("units", source.format("")) == ["does not say what mean_phase is measured in"]
    assert not found("units", source.format(" in rad"))


RAISING = '''
    @contextmanager
    def _as_input_error():
        try:
            yield
        except ValueError:
            raise InputError([]) from None

    def _checked(value):
        if value < 0:
            raise ValueError("negative")
        return value

    def taken(value: int) -> int:
        """{text}"""
        {body}
'''


@pytest.mark.parametrize(
    ("body", "text", "missing"),
    [
        ("return value", "Take.", ""),
        ("raise ValueError(value)", "Take. Raises ValueError.", ""),
        ("raise ValueError(value)", "Take.", "ValueError"),
        ("raise InputError([fault])", "Raises ValueError.", "InputError"),
        ("return _checked(value)", "Take.", "ValueError"),
        ("return _checked(value)", "Take; ValueError below zero.", ""),
        ("with _as_input_error(): return _checked(value)", "Take.", "InputError"),
        ("with _as_input_error(): return _checked(value)", "Raises InputError.", ""),
        ("with open(value): return _checked(value)", "Take.", "ValueError"),
        ("raise InputError([fault])", "Take; see `read_headers`.", ""),
    ],
)
def test_the_rule_of_errors(body: str, text: str, missing: str) -> None:
    told = f"raises {missing} without saying so"
    assert found("errors", RAISING.format(body=body, text=text)) == [told] * bool(missing)


@pytest.mark.parametrize(
    ("head", "text", "told"),
    [
        ("", "Propagate.", ["cites no source of its equation"]),
        ("", "Propagate (Thibault and Menzel, Nature 494, 68, 2013).", []),
        ("", "The adjoint of `incoherent_intensity`.", []),
        # The section is there, and does not name this function.
        ("docs/physics.md#scale", "Propagate.", ["cites no source of its equation"]),
        (
            "docs/physics.md#nowhere",
            "Propagate.",
            [
                "cites docs/physics.md#nowhere, which is not there",
                "cites no source of its equation",
            ],
        ),
    ],
)
def test_the_rule_of_sources(head: str, text: str, told: list[str]) -> None:
    source = f'"""Samples. {head}"""\ndef propagated(waves: Tensor) -> Tensor:\n    """{text}"""\n'
    assert found("sources", source, EQUATIONS) == told
    assert not found("sources", source, "ptycho/sample.py")


def test_a_section_that_names_the_function_is_a_source() -> None:
    head = "docs/physics.md#from-an-object-to-counts"
    source = f'"""Samples. {head}"""\ndef diffract(waves: Tensor) -> Tensor:\n    """Light."""\n'
    assert not found("sources", source, "ptycho_torch/physics/diffraction.py")
    other = source.replace("def diffract", "def refract")
    assert found("sources", other, "ptycho_torch/physics/diffraction.py")


def test_a_module_names_the_sources_of_its_equations() -> None:
    page = (ROOT / "docs/physics.md").read_text("utf-8")
    papers = dict(re.findall(r"^(\d+)\. ([\w']+)[ ,]", page, re.MULTILINE))
    rows = re.findall(r"^\| [^|]*\[([\d, ]+)\] \|[^|]*\|([^|]*)\|$", page, re.MULTILINE)
    assert {number for numbers, _ in rows for number in numbers.split(", ")} == set(papers)
    for numbers, functions in rows:
        module = re.findall(r"`(\w+)\.\w+`", functions)[0]
        (path,) = (ROOT / "ptycho_torch").glob(f"[mps]*/{module}.py")
        text = path.read_text("utf-8")
        for number in numbers.split(", "):
            assert re.search(rf"{papers[number]}\b.{{0,90}}\b\d{{4}}\b", text, re.DOTALL), module
