"""Does every knob arrive somewhere: its parameter, in every version, and its reader exist.

Signatures come from source text (:mod:`codegen.signatures`); neither Lightning nor torch nor our
own packages are imported. What is checked of each knob:

- the target's parameter exists in what is installed here and in each supported version of Lightning
- it takes every kind of value that the knob has
- a default that is not the target's is meant: the entry says `why_default`
- a parameter of our own code has no other default than the registry
- the generated arguments of the target are used in hand-written code
- the function named as `consumer` exists and reads the knob
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from codegen.life_rules import release
from codegen.render import target_function
from codegen.schema import Knob, Registry, Target
from codegen.signatures import Found, Parameter, Signature, Sources, from_folders, installed
from codegen.snapshots import lowest_supported, read_snapshots

OURS = ("ptycho", "ptycho_torch")
OUTSIDE = ("lightning", "torch")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the wiring of a knob or target, and the cure."""

    line: int
    subject: str
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"spec/knobs.yaml:{self.line}: {self.subject}: {self.problem}; {self.cure}"


def check_targets(root: Path, registry: Registry, only: str = "") -> list[Finding]:
    """Everything wrong with targets and consumers; with ``only``, those of one knob."""
    checker = _Checker(root, registry)
    found = [*checker.objects(), *checker.parameters(), *checker.consumers(), *checker.versions()]
    found = [each for each in found if only in ("", each.subject)]
    return sorted(found, key=lambda each: each.line)


def matrix(root: Path, registry: Registry) -> list[str]:
    """What versions of Lightning older than the supported ones lack, for whoever needs one."""
    checker = _Checker(root, registry)
    lines = []
    for version, objects in read_snapshots(root).items():
        lacks = sorted({subject for subject, _ in checker.missing(objects)})
        state = "supported" if checker.supported(version) else "not supported"
        lines.append(
            f"lightning {version}: {state}; " + (f"lacks {', '.join(lacks)}" * bool(lacks))
        )
    return [line.removesuffix("; ") for line in lines]


@cache
def _outside() -> Sources:
    return installed(*OUTSIDE)


class _Checker:
    def __init__(self, root: Path, registry: Registry) -> None:
        self.root = root
        self.registry = registry
        self.ours = from_folders(root, root / "generated")
        self.outside = _outside()
        self.targets = {target.name: target for target in registry.targets}
        self.oldest = release(lowest_supported(root))

    def sources(self, path: str) -> Sources:
        return self.ours if path.partition(".")[0] in OURS else self.outside

    def supported(self, version: str) -> bool:
        return release(version) >= self.oldest

    @cached_property
    def signatures(self) -> dict[str, list[Signature]]:
        """Target -> its signature, and those of the objects to which it hands on."""
        found = {}
        for target in self.registry.targets:
            paths = (target.object, *target.forwards)
            read = (self.sources(path).signature(path) for path in paths)
            found[target.name] = [signature for signature in read if signature is not None]
        return found

    def objects(self) -> Iterator[Finding]:
        """Targets that are not there, or that nothing fills."""
        called = self.called
        for target in self.registry.targets:
            for path in (target.object, *target.forwards):
                if self.sources(path).signature(path) is None:
                    problem = f"there is no {path} in what is installed"
                    yield Finding(target.line, target.name, problem, "correct the path")
            function = target_function(target)
            if function not in called:
                problem = f"no hand-written code uses {function}(), so its knobs arrive nowhere"
                yield Finding(target.line, target.name, problem, "pass it on, or remove the target")

    def parameters(self) -> Iterator[Finding]:
        for knob in self.registry.knobs:
            for owner, name in knob.targets:
                target, line = self.targets[owner], knob.at("target")
                if not self.signatures[owner]:
                    continue
                parameter = self.parameter(owner, name)
                if parameter is None:
                    problem = f"{target.object} has no parameter {name!r}"
                    yield Finding(line, knob.name, problem, "name one that it has")
                    continue
                for problem in () if knob.adapted else _refusals(knob, target, parameter):
                    yield Finding(line, knob.name, f"{owner}.{name} {problem}", "change the type")
                yield from self.default(knob, target, name, parameter)
            yield from self.needless_why(knob)

    def parameter(self, owner: str, name: str) -> Parameter | None:
        ways = (signature.parameters.get(name) for signature in self.signatures[owner])
        return next((parameter for parameter in ways if parameter is not None), None)

    def default(
        self, knob: Knob, target: Target, name: str, parameter: Parameter
    ) -> Iterator[Finding]:
        if parameter.default is None or not knob.has_default:
            return
        if _same_default(knob.default, parameter.default):
            return
        if target.object.partition(".")[0] in OURS:
            problem = f"{target.object} has another default for {name!r}, {parameter.default}"
            yield Finding(knob.at("target"), knob.name, problem, "remove it there")
        elif not knob.why_default:
            problem = f"the default is {knob.default!r}, that of {target.name}.{name} is "
            cure = "say why_default, or take that one"
            yield Finding(knob.at("default"), knob.name, problem + parameter.default, cure)

    def needless_why(self, knob: Knob) -> Iterator[Finding]:
        if not knob.why_default:
            return
        known = (self.parameter(owner, name) for owner, name in knob.targets)
        defaults = [each.default for each in known if each is not None and each.default is not None]
        if all(_same_default(knob.default, default) for default in defaults):
            problem = "why_default explains a difference that is not there"
            yield Finding(knob.at("why_default"), knob.name, problem, "remove it")

    # -- other versions ------------------------------------------------------------------------
    def versions(self) -> Iterator[Finding]:
        """Parameters that a supported version lacks."""
        for version, objects in read_snapshots(self.root).items():
            if self.supported(version):
                for subject, problem in self.missing(objects):
                    entry = self.registry.by_name.get(subject) or self.targets[subject]
                    cure = "raise the lower bound in pyproject.toml, or do without it"
                    text = f"lightning {version} has no {problem}"
                    yield Finding(entry.line, subject, text, cure)

    def missing(self, objects: dict[str, Signature]) -> Iterator[tuple[str, str]]:
        """(knob or target, what it needs) of all that a version of Lightning lacks."""
        for target in self.registry.targets:
            if target.object.startswith("lightning.") and target.object not in objects:
                yield target.name, target.object
        for knob in self.registry.knobs:
            for owner, name in knob.targets:
                path = self.targets[owner].object
                if path in objects and name not in objects[path].parameters:
                    yield knob.name, f"parameter {name!r} of {path}"

    # -- our own code --------------------------------------------------------------------------
    @cached_property
    def called(self) -> set[str]:
        """Names of the functions that hand-written code calls."""
        names = set()
        for package in OURS:
            for path in sorted((self.root / package).rglob("*.py")):
                text = path.read_text(encoding="utf-8")
                if "_kwargs" in text:
                    calls = (n.func for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call))
                    names |= {func.id for func in calls if isinstance(func, ast.Name)}
        return names

    def consumers(self) -> Iterator[Finding]:
        """Functions named as readers that are not there or do not read."""
        by_table = {f"{target.passthrough}_arg" for target in self.registry.targets}
        for knob in self.registry.knobs:
            if not knob.consumer or knob.name in by_table:  # those are read by a generated table
                continue
            line, found = knob.at("consumer"), self.ours.find(knob.consumer)
            if found is None:
                problem = f"there is no {knob.consumer}"
                yield Finding(line, knob.name, problem, "name the function that reads it")
            elif not _reads(found, knob.name):
                problem = f"{knob.consumer} does not read it"
                yield Finding(line, knob.name, problem, "name the function that reads it")


def _refusals(knob: Knob, target: Target, parameter: Parameter) -> Iterator[str]:
    """Kinds of values of the knob that the parameter does not take."""
    accepts = set(parameter.accepts)
    if "any" in accepts:
        return
    kind = knob.type
    if kind.optional and "None" not in accepts and target.present_if != knob.name:
        yield "does not take null"
    for word in (*kind.words, *(choice.value for choice in knob.choices)):
        if not accepts & {"str", repr(word)}:
            yield f"does not take {word!r}"
    if kind.base != "enum":
        needed = "list" if kind.is_list else {"path": "Path"}.get(kind.base, kind.base)
        ways = {needed, "float"} if needed == "int" else {needed}
        if needed == "bool" and {"True", "False"} <= accepts:
            return
        if kind.share and "float" not in accepts:
            yield "does not take a share"
        if not accepts & ways:
            yield f"does not take {needed}, only {', '.join(parameter.accepts)}"


def _same_default(ours: Any, theirs: str) -> bool:
    """Whether a default is the one that a signature gives as source text."""
    tree = ast.parse(theirs, mode="eval")
    names = [node for node in ast.walk(tree) if isinstance(node, (ast.Name, ast.Call, ast.Lambda))]
    if names:
        return False
    value = eval(compile(tree, "default", "eval"))  # numbers, words and their arithmetic
    return bool(ours == (tuple(value) if isinstance(value, list) else value))


def _reads(found: Found, name: str) -> bool:
    """Whether a function, or one of its module that it uses, reads an attribute or name."""
    seen: set[str] = set()
    todo: list[ast.AST] = [found.node]
    while todo:
        for node in ast.walk(todo.pop()):
            word = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
            if word == name and isinstance(getattr(node, "ctx", None), ast.Load):
                return True
            if isinstance(node, ast.Name) and node.id not in seen:
                seen.add(node.id)
                used = found.module.definition(node.id)
                if used is not None and used.module is found.module:
                    todo.append(used.node)
    return False
