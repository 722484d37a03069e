"""From a registry to the text of every generated file, and nothing else: no file is written."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import jinja2

from codegen import views
from codegen.help_text import help_text, knob_text
from codegen.literals import literal
from codegen.schema import Registry, Target
from codegen.strategies import property_view, related_values

_TEMPLATES = Path(__file__).parent / "templates"
_PACKAGE = "generated/ptycho_generated"
_HEADER = "Generated from spec/knobs.yaml by `make generate`; edit the registry or the template."
_COMMENTS = {".py": ("# ", ""), ".yaml": ("# ", ""), ".md": ("<!-- ", " -->")}
_DIGEST = re.compile(r"digest: input ([0-9a-f]{16}) text ([0-9a-f]{16})")


def render(registry: Registry) -> dict[str, str]:
    """Path below the repository -> text, for every generated file."""
    return finish(raw_files(registry))


def raw_files(registry: Registry) -> dict[str, str]:
    """The files as the templates print them, before formatter, header and digests."""
    environment = _environment()
    context = _context(registry)
    files = {}
    for module in _MODULES:
        template = environment.get_template(f"{module}.py.jinja")
        name = "__init__" if module == "init" else module
        files[f"{_PACKAGE}/{name}.py"] = template.render(context)
    for settings in context["commands"]:
        command = settings["command"].name
        local = {**context, "settings": settings}
        for name, rare in (("help", False), ("help_all", True)):
            files[f"{_PACKAGE}/{name}_{command}.py"] = environment.get_template(
                "help.py.jinja"
            ).render({**local, "text": help_text(registry, settings, rare=rare)})
        local["groups"] = _groups(registry, settings["knobs"])
        example = environment.get_template("run_file.yaml.jinja").render(local)
        files[f"generated/docs/{command}.yaml"] = example
    files[f"{_PACKAGE}/help_knobs.py"] = environment.get_template("help_knobs.py.jinja").render(
        texts={view.knob.name: knob_text(registry, view) for view in context["knobs"]}
    )
    files["generated/docs/knobs.md"] = environment.get_template("knobs.md.jinja").render(
        {**context, "groups": _groups(registry, context["knobs"])}
    )
    for test in _TESTS:
        files[f"generated/tests/{test}.py"] = environment.get_template(f"{test}.py.jinja").render(
            context
        )
    return files


_MODULES = (
    "init",
    "faults",
    "knobs",
    "comments",
    "nearest",
    "values",
    "checks",
    "config",
    "settings",
    "flags",
    "arguments",
    "merge",
    "kwargs",
    "legacy_keys",
)
_TESTS = ("knob_strategies", "test_values", "test_layers", "test_surfaces")


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["literal"] = _literal
    environment.filters["quoted"] = _quoted
    environment.filters["cell"] = lambda text: text.replace("|", "\\|")
    return environment


def _literal(value: Any) -> str:
    if isinstance(value, jinja2.Undefined):
        raise jinja2.UndefinedError(str(value))
    return literal(value)


def _quoted(text: str) -> str:
    """Text as it stands between triple quotes."""
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _context(registry: Registry) -> dict[str, Any]:
    knobs = [views.KnobView(knob) for knob in registry.knobs]
    commands = [views.settings_view(registry, command) for command in registry.commands]
    return {
        "precedence": registry.precedence,
        "groups": registry.groups,
        "knobs": knobs,
        "configs": [views.config_view(registry, config) for config in _in_order(registry)],
        "nested": {c.name: [registry.config(n).field for n in c.nests] for c in registry.configs},
        "commands": commands,
        "targets": [_target_view(registry, target, commands) for target in registry.targets],
        "properties": [property_view(view) for view in knobs],
        "related": related_values(registry),
    }


def _in_order(registry: Registry) -> list[Any]:
    """Configs with nested ones before those that hold them."""
    return sorted(registry.configs, key=lambda config: bool(config.nests))


def _groups(registry: Registry, knobs: list[views.KnobView]) -> list[dict[str, Any]]:
    groups = []
    for group in registry.groups:
        inside = [view for view in knobs if view.knob.group == group.name]
        if inside:
            groups.append({"title": group.title, "summary": group.summary, "views": inside})
    return groups


def _target_view(
    registry: Registry, target: Target, commands: list[dict[str, Any]]
) -> dict[str, Any]:
    settings = next(each for each in commands if each["command"].name == target.command)
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*", target.name)
    return {
        "function": "_".join(word.lower() for word in words) + "_kwargs",
        "settings": settings["cls"],
        "object": target.object,
        "parameters": [
            (parameter, settings["paths"][knob.name])
            for knob in registry.knobs
            for owner, parameter in knob.targets
            if owner == target.name
        ],
    }


# -- formatter, header, digests ----------------------------------------------------------------


def finish(raw: dict[str, str]) -> dict[str, str]:
    """Format Python, put the header on top and the digests below it."""
    headed = {path: _with_header(path, text) for path, text in raw.items()}
    formatted = _formatted({path: text for path, text in headed.items() if path.endswith(".py")})
    finished = {}
    for path, text in (headed | formatted).items():
        opening, closing = _COMMENTS[Path(path).suffix]
        head, _, body = text.rstrip("\n").partition("\n")
        body = f"{body}\n"
        text_digest = digest(f"{head}\n{body}")
        line = f"{opening}digest: input {digest(raw[path])} text {text_digest}{closing}"
        finished[path] = f"{head}\n{line}\n{body}"
    return finished


def digest(text: str) -> str:
    """The first 16 digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digests(text: str) -> tuple[str, str, str] | None:
    """(input digest, text digest it carries, digest of its text); None where it carries none."""
    head, _, rest = text.partition("\n")
    line, _, body = rest.partition("\n")
    match = _DIGEST.search(line)
    return (match[1], match[2], digest(f"{head}\n{body}")) if match else None


def _with_header(path: str, text: str) -> str:
    opening, closing = _COMMENTS[Path(path).suffix]
    return f"{opening}{_HEADER}{closing}\n\n{text}"


def _formatted(files: dict[str, str]) -> dict[str, str]:
    """The files as ruff formats them, with unused imports removed and imports sorted."""
    config = str(_TEMPLATES.parent.parent / "pyproject.toml")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        fix = ["check", "--fix-only", "--select", "F401,I"]
        for arguments in (fix, ["format"]):
            command = [sys.executable, "-m", "ruff", *arguments, "--quiet", "--no-cache"]
            subprocess.run([*command, "--config", config, folder], check=True)
        return {path: (root / path).read_text(encoding="utf-8") for path in files}
