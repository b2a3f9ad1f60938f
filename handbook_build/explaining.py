"""`handbook explain`: the documentation of checks and blocks, from the place where each is written.

The files of the checks are read as text: to load them all takes ten times as long as to answer.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from handbook_build.faults import WrongUse

if TYPE_CHECKING:
    from handbook_build.blocks.spec import BlockSpec

CHECKS = Path(__file__).parent / "checks"
_HEAD = re.compile(r'^CODE, NAME, SEVERITY(?:, ASKED)? = "(HB\d+)", "([\w-]+)", Severity\.(\w+)', re.MULTILINE)


class Documented(NamedTuple):
    """A check as its file says it: its code, its name, its severity, and the text of the file."""

    code: str
    name: str
    severity: str
    source: str

    @property
    def documentation(self) -> str:
        return (ast.get_docstring(ast.parse(self.source)) or "").strip()


@cache
def documented() -> Mapping[str, Documented]:
    """Every check by its code, in order."""
    texts = (path.read_text(encoding="utf-8") for path in CHECKS.glob("*.py"))
    found = [
        Documented(head[1], head[2], head[3].lower(), text)
        for text in texts
        if (head := _HEAD.search(text)) is not None
    ]
    return {check.code: check for check in sorted(found)}


def explain(name: str | None) -> str:
    """What a code, a name of a check or a block means; without a name, the list of all checks.

    Raises WrongUse when there is no such thing.
    """
    if name is None:
        return "".join(f"{check.code}  {check.severity:<8} {check.name}\n" for check in documented().values())
    for check in documented().values():
        if name.lower() in (check.code.lower(), check.name):
            return f"{check.code} {check.name} ({check.severity})\n\n{check.documentation}\n"
    # Imported here, since most ask what a finding means.
    from handbook_build.blocks import block_documentation, block_specs

    if name == "blocks":
        return "".join(f"{spec.name:<12} for {spec.place.value}\n" for spec in block_specs().values())
    if name in block_specs():
        spec = block_specs()[name]
        head = f"The block `{name}`, for {spec.place.value}"
        return f"{head}\n\n{block_documentation()[name]}\n{_options(spec)}"
    known = [*documented(), *(check.name for check in documented().values()), *block_specs()]
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
