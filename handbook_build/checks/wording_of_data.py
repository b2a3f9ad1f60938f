"""A definition, a note or the statement of a claim uses a form to avoid, or writes a term in another way.

Readers meet these texts in the glossary, beside words and below pages, so the rules of the pages hold for
them too: deprecated-form, us-spelling and varying-form say more.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermStatus
from handbook_build.terminology.matcher import matcher_of
from handbook_build.terminology.variants import Variants

CODE, NAME, SEVERITY = "HB217", "wording-of-data", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    if not handbook.entries:
        return
    matcher, variants = matcher_of(handbook.entries), Variants(handbook.entries)
    for what, text, location in _texts(handbook):
        for found in matcher.find(text):
            if found.term.status in (TermStatus.DEPRECATED, TermStatus.AMERICAN):
                used, right = text[found.start : found.end], found.entry.preferred
                yield Finding(location, f"{what} says `{used}`", f"the term is `{right}`")
        for variant in variants.find(text):
            used = text[variant.start : variant.end]
            yield Finding(location, f"{what} says `{used}`", f"terms.yml writes it `{variant.right}`")


def _texts(handbook: Handbook) -> Iterator[tuple[str, str, Location]]:
    """(what it is, its words, where it stands) of each text of the data that readers meet."""
    for entry in handbook.entries:
        yield f"the definition of `{entry.id}`", entry.definition, entry.definition_location
        yield f"the client-definition of `{entry.id}`", entry.client_definition, entry.location
        yield f"the scope-note of `{entry.id}`", entry.scope_note, entry.location
        for one in entry.differences:
            yield f"how `{entry.id}` differs from `{one.target}`", one.how, one.location
    for claim in handbook.claims:
        yield f"the statement of `{claim.id}`", claim.statement, claim.location
    for false in handbook.false_claims:
        yield f"what is better said than `{false.id}`", false.better, false.location
