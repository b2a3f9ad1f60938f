"""The sections that a claim names in `claims.yml` are not those that state it.

The list says where to look when a claim changes. A section states a claim when a sentence in it is
bound to it. A claim without the key is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB706", "claim-sections", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    stating: dict[str, dict[str, None]] = defaultdict(dict)
    for statement in handbook.stated:
        document = handbook.by_path[statement.document]
        stating[statement.claim][statement.section or document.id] = None
    for claim in handbook.claim.values():
        if claim.sections_location is None:
            continue
        bound = tuple(stating[claim.id])
        missing = [name for name in bound if name not in claim.sections]
        extra = [name for name in claim.sections if name not in bound]
        if missing or extra:
            parts = [f"leaves out {_listed(missing)}"] if missing else []
            parts += [f"names {_listed(extra)}, where no sentence is bound to it"] if extra else []
            yield Finding(
                claim.sections_location,
                f"`sections` of the claim `{claim.id}` {' and '.join(parts)}",
                f"write sections: [{', '.join(bound)}]",
            )


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
