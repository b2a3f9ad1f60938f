"""`handbook explain`: the documentation of checks and blocks, from the place where each is written."""

from __future__ import annotations

from difflib import get_close_matches

from handbook_build.blocks import block_documentation, block_specs
from handbook_build.blocks.spec import BlockSpec
from handbook_build.checks import all_checks, find_check
from handbook_build.faults import WrongUse


def explain(name: str | None) -> str:
    """What a code, a name of a check or a block means; without a name, the list of all checks.

    Raises WrongUse when there is no such thing.
    """
    if name is None:
        return "".join(f"{check.code}  {check.severity.value:<8} {check.name}\n" for check in all_checks())
    if name == "blocks":
        return "".join(f"{spec.name:<12} for {spec.place.value}\n" for spec in block_specs().values())
    if check := find_check(name):
        return f"{check.code} {check.name} ({check.severity.value})\n\n{check.documentation}\n"
    if name in block_specs():
        spec = block_specs()[name]
        head = f"The block `{name}`, for {spec.place.value}"
        return f"{head}\n\n{block_documentation()[name]}\n{_options(spec)}"
    known = [check.code for check in all_checks()] + [check.name for check in all_checks()] + list(block_specs())
    near = get_close_matches(name, known, 1)
    more = (
        f"did you mean `{near[0]}`?"
        if near
        else "`handbook explain` lists the checks, `handbook explain blocks` the blocks"
    )
    raise WrongUse(f"there is no check or block `{name}`; {more}")


def _options(spec: BlockSpec) -> str:
    if not spec.options:
        return ""
    lines = ["\nOptions:\n"]
    for option in spec.options:
        values = f" ({', '.join(option.choices)})" if option.choices else ""
        values = f" ({option.lowest} to {option.highest})" if option.kind == "number" else values
        needed = ", needed" if option.required else ""
        lines.append(f"  {option.name}: {option.doc}{values}{needed}\n")
    return "".join(lines)
