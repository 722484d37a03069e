"""From a registry to the text of every generated file, and nothing else: no file is written."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from codegen import views
from codegen.cache import FOLDER
from codegen.checks import check_function, check_term, shared_forms
from codegen.completion import flag_views
from codegen.consumption import consumption_cases
from codegen.finishing import finish
from codegen.help_text import help_parts, knob_text
from codegen.json_schema import run_file_schema
from codegen.literals import literal
from codegen.prepared import Named
from codegen.schema import Registry, Target
from codegen.strategies import property_view, related_values
from codegen.surface_views import passive_of_configs, surface_views, surfaces_table
from codegen.sweeps import axes

_TEMPLATES = Path(__file__).parent / "templates"
_PACKAGE = "generated/ptycho_generated"


def render(registry: Registry, present: Path | None = None) -> dict[str, str]:
    """Path below the repository -> text, for every generated file.

    Python that lies below ``present`` as the formatter left it is not formatted again.
    """
    environment, context = _environment(), _context(registry)
    python = _python(environment, context)
    return finish(python, lambda: _others(environment, context), present)


def raw_files(registry: Registry) -> dict[str, str]:
    """The files as the templates print them, before formatter, header and digests."""
    environment, context = _environment(), _context(registry)
    return _python(environment, context) | _others(environment, context)


def _python(environment: jinja2.Environment, context: dict[str, Any]) -> dict[str, str]:
    files = {}
    for module in _MODULES:
        name = "__init__" if module == "init" else module
        files[f"{_PACKAGE}/{name}.py"] = _printed(environment, f"{module}.py", context)
    for settings in context["commands"]:
        local = {"settings": settings, "parts": help_parts(context["registry"], settings)}
        path = f"{_PACKAGE}/help_{settings['command'].name}.py"
        files[path] = _printed(environment, "help.py", local)
    converters = (_TEMPLATES.parent / "converters.py").read_text(encoding="utf-8")
    files[f"{_PACKAGE}/converters.py"] = converters
    for test in _TESTS:
        files[f"generated/tests/{test}.py"] = _printed(environment, f"{test}.py", context)
    return files


def _others(environment: jinja2.Environment, context: dict[str, Any]) -> dict[str, str]:
    registry = context["registry"]
    schema = run_file_schema(registry, context["knobs"], context["deprecated"])
    files = {"generated/docs/run_file.schema.json": schema}
    for settings in context["commands"]:
        command, program = settings["command"].name, settings["command"].program
        local = {
            **context,
            "settings": settings,
            "groups": _groups(registry, settings["knobs"]),
            "must": {view.knob.name for view in settings["knobs"] if command in view.required},
            "flags": flag_views(settings["knobs"]),
        }
        files[f"generated/docs/{command}.yaml"] = _printed(environment, "run_file.yaml", local)
        files[f"generated/scripts/{program}"] = _printed(environment, "script", local)
        for shell in ("bash", "zsh", "fish"):
            text = _printed(environment, f"completion.{shell}", local)
            files[f"{_PACKAGE}/completion/{program}.{shell}"] = text
    local = {**context, "groups": _groups(registry, context["knobs"])}
    for page in ("knobs", "surfaces"):
        files[f"generated/docs/{page}.md"] = _printed(environment, f"{page}.md", local)
    return files


def _printed(environment: jinja2.Environment, name: str, context: dict[str, Any]) -> str:
    return environment.get_template(f"{name}.jinja").render(context)


_MODULES = (
    "init",
    "faults",
    "knobs",
    "deprecated",
    "nearest",
    "values",
    "checks",
    "at_once",
    "building",
    "config",
    "settings",
    "flags",
    "arguments",
    "merge",
    "passed",
    "search_space",
    "kwargs",
    "legacy_keys",
    "idle",
    "surfaces",
    "help_knobs",
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
    environment.getattr = getattr  # type: ignore[assignment] # attributes only, and ten times as fast
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
    knobs = [views.view_of(registry, knob) for knob in registry.knobs]
    commands = [views.settings_view(registry, command) for command in registry.commands]
    surfaces, passive = surface_views(registry), passive_of_configs(registry)
    forms = shared_forms(registry.knobs)
    return {
        "registry": registry,
        "version": registry.version,
        "precedence": registry.precedence,
        "reserved": registry.reserved,
        "groups": registry.groups,
        "knobs": knobs,
        "forms": [_form_view(registry, *pair) for pair in forms.items()],
        "check": partial(check_function, forms=forms),
        "local": views.local,
        "holds": lambda knob: check_term(knob, views.local(knob.name), forms),
        "configs": [views.config_view(registry, config) for config in _in_order(registry)],
        "nesters": lambda inner: [c.name for c in registry.configs if inner in c.nests],
        "nested": {c.name: [registry.config(n).field for n in c.nests] for c in registry.configs},
        "commands": commands,
        "targets": [_target_view(registry, target, commands) for target in registry.targets],
        "texts": {view.knob.name: knob_text(registry, view) for view in knobs},
        "deprecated": (deprecated := [views.view_of(registry, k) for k in registry.deprecated]),
        "properties": [property_view(view) for view in (*knobs, *deprecated)],
        "related": related_values(registry),
        "cases": consumption_cases(registry),
        "axes": axes(registry),
        "surfaces": surfaces,
        "passive": passive,
        "idle": passive | {f"torch.{each.name}": each.passive for each in surfaces},
        "surfaces_table": surfaces_table(registry),
    }


def _form_view(registry: Registry, pattern: str, name: str) -> Named:
    knobs = [knob for knob in registry.knobs if knob.pattern == pattern]
    is_listed = any(knob.type.is_list and knob.length is None for knob in knobs)
    return Named(name=name, pattern=pattern, unit=knobs[0].unit, is_listed=is_listed)


def _in_order(registry: Registry) -> list[Any]:
    """Configs with nested ones before those that hold them."""
    return sorted(registry.configs, key=lambda config: bool(config.nests))


def _groups(registry: Registry, knobs: list[views.KnobView]) -> list[Named]:
    groups = []
    inside = views.by_group(knobs)
    for group in registry.groups:
        if group.name in inside:
            found = inside[group.name]
            groups.append(Named(title=group.title, summary=group.summary, views=found))
    return groups


def target_function(target: Target) -> str:
    """Name of the generated function that gives the arguments of a target."""
    if target.passthrough:
        return f"{target.passthrough}_kwargs"
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*", target.name)
    return "_".join(word.lower() for word in words) + "_kwargs"


def _target_view(
    registry: Registry, target: Target, commands: list[dict[str, Any]]
) -> dict[str, Any]:
    settings = next(each for each in commands if each["command"].name == target.command)
    knob = f"{target.passthrough}_arg" if target.passthrough else ""
    return Named(
        name=target.name,
        function=target_function(target),
        settings=settings["cls"],
        object=target.object,
        knob=knob,
        passed=settings["paths"][knob] if knob else "",
        built=target.built,
        forwards=target.forwards,
        parameters=[
            (parameter, settings["paths"][knob.name], knob.name)
            for parameter, knob in registry.receivers.get(target.name, ())
        ],
    )
