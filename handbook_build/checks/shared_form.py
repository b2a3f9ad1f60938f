"""Two entries of the termbase claim the same form.

A word can lead to one definition only. Give the form to one of the entries, and say in a scope note
how the two differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import Term, TermEntry
from handbook_build.terminology.forms import surfaces

CODE, NAME, SEVERITY = "HB205", "shared-form", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    owner: dict[str, tuple[TermEntry, Term]] = {}
    for entry in handbook.entries:
        reported: set[Term] = set()
        for surface, term in surfaces(entry).items():
            other, _ = owner.setdefault(surface, (entry, term))
            if other.id != entry.id and term not in reported:
                reported.add(term)
                yield Finding(
                    term.location,
                    f"the form `{term.form}` of `{entry.id}` belongs to `{other.id}` too ({other.location})",
                    "give it to one of the two entries",
                )
