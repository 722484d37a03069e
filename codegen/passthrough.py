"""Knobs that hand further arguments on as they are: one for each target that asks for it."""

from __future__ import annotations

from codegen.schema import Command, Group, Knob, Target, ValueType

GROUP = "passed_on"
READER = "ptycho_torch.trainer.passthrough.check_passed_on"
_PATTERN = "[A-Za-z_][A-Za-z0-9_]*=[!-+.-~-]+"


def passthrough_knob(target: Target, command: Command) -> Knob:
    """The knob of a target, in the last config that its command fills."""
    name = f"{target.passthrough}_arg"
    thing = target.object.rpartition(".")[2]
    return Knob(
        name=name,
        line=target.line,
        group=GROUP,
        config=command.configs[-1],
        type=ValueType("str", is_list=True),
        help=f"Further arguments of {thing} that no knob gives it; the flag may be repeated.",
        commands=(command.name,),
        affects="numerics",
        resume="warn",
        has_default=True,
        default=(),
        pattern=_PATTERN,
        unit="NAME=VALUE",
        flag=f"--{name.replace('_', '-')}",
        negate=f"--no-{name.replace('_', '-')}",
        relations=target.relations,
        rare=True,
        machine=target.machine,
        consumer=READER,
    )


def passthrough_group(
    targets: tuple[Target, ...], commands: tuple[Command, ...]
) -> tuple[Group, ...]:
    """The group of these knobs; none where no target has one."""
    known = {command.name: command for command in commands if command.configs}
    asking = [target for target in targets if target.passthrough and target.command in known]
    knobs = tuple(passthrough_knob(target, known[target.command]) for target in asking)
    summary = "Arguments that are handed on as they are, each as NAME=VALUE."
    line = asking[0].line if asking else 1
    return (Group(GROUP, "Arguments handed on", summary, knobs, line),) if asking else ()
