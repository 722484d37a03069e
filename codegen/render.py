"""From a registry to the text of every generated file, and nothing else: no file is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2

from codegen import views
from codegen.cache import FOLDER
from codegen.completion import flag_views
from codegen.consumption import consumption_cases
from codegen.finishing import finish
from codegen.help_text import help_text, knob_text
from codegen.json_schema import run_file_schema
from codegen.literals import literal
from codegen.schema import Registry, Target
from codegen.strategies import property_view, related_values
from codegen.surface_views import passive_of_configs, surface_views, surfaces_table

_TEMPLATES = Path(__file__).parent / "templates"
_PACKAGE = "generated/ptycho_generated"


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
        program = settings["command"].program
        script = environment.get_template("script.jinja").render(local)
        files[f"generated/scripts/{program}"] = script
        schema = run_file_schema(context["knobs"], settings["command"])
        files[f"generated/docs/{command}.schema.json"] = schema
        local["flags"] = flag_views(settings["knobs"])
        for shell in ("bash", "zsh", "fish"):
            text = environment.get_template(f"completion.{shell}.jinja").render(local)
            files[f"{_PACKAGE}/completion/{settings['command'].program}.{shell}"] = text
    converters = (_TEMPLATES.parent / "converters.py").read_text(encoding="utf-8")
    files[f"{_PACKAGE}/converters.py"] = converters
    files["generated/docs/surfaces.md"] = environment.get_template("surfaces.md.jinja").render(
        context
    )
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
    "deprecated",
    "comments",
    "nearest",
    "values",
    "checks",
    "config",
    "settings",
    "flags",
    "arguments",
    "merge",
    "passed",
    "kwargs",
    "legacy_keys",
    "idle",
    "surfaces",
)
_TESTS = (
    "knob_strategies",
    "test_values",
    "test_layers",
    "test_surfaces",
    "test_deprecated",
    "recording",
    "test_consumption",
)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        bytecode_cache=_compiled(),
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


def _compiled() -> jinja2.BytecodeCache | None:
    """Templates that were compiled before; None where there is no place to keep them."""
    folder = _TEMPLATES.parent.parent / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder))


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
    surfaces, passive = surface_views(registry), passive_of_configs(registry)
    return {
        "version": registry.version,
        "precedence": registry.precedence,
        "reserved": registry.reserved,
        "groups": registry.groups,
        "knobs": knobs,
        "configs": [views.config_view(registry, config) for config in _in_order(registry)],
        "nesters": lambda inner: [c.name for c in registry.configs if inner in c.nests],
        "nested": {c.name: [registry.config(n).field for n in c.nests] for c in registry.configs},
        "commands": commands,
        "targets": [_target_view(registry, target, commands) for target in registry.targets],
        "deprecated": (deprecated := [views.KnobView(knob) for knob in registry.deprecated]),
        "properties": [property_view(view) for view in (*knobs, *deprecated)],
        "related": related_values(registry),
        "cases": consumption_cases(registry),
        "surfaces": surfaces,
        "passive": passive,
        "idle": passive | {f"torch.{each.name}": each.passive for each in surfaces},
        "surfaces_table": surfaces_table(registry),
    }


def _in_order(registry: Registry) -> list[Any]:
    """Configs with nested ones before those that hold them."""
    return sorted(registry.configs, key=lambda config: bool(config.nests))


def _groups(registry: Registry, knobs: list[views.KnobView]) -> list[dict[str, Any]]:
    groups = []
    inside = views.by_group(knobs)
    for group in registry.groups:
        if group.name in inside:
            found = inside[group.name]
            groups.append({"title": group.title, "summary": group.summary, "views": found})
    return groups


def target_function(target: Target) -> str:
    """Name of the generated function that gives the arguments of a target."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*", target.name)
    return "_".join(word.lower() for word in words) + "_kwargs"


def _target_view(
    registry: Registry, target: Target, commands: list[dict[str, Any]]
) -> dict[str, Any]:
    settings = next(each for each in commands if each["command"].name == target.command)
    knob = f"{target.passthrough}_arg" if target.passthrough else ""
    return {
        "name": target.name,
        "function": target_function(target),
        "settings": settings["cls"],
        "object": target.object,
        "knob": knob,
        "passed": settings["paths"][knob] if knob else "",
        "built": target.built,
        "parameters": [
            (parameter, settings["paths"][knob.name], knob.name)
            for parameter, knob in registry.receivers.get(target.name, ())
        ],
    }
