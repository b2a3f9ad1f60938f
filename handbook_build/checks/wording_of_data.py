"""A definition, a note or the statement of a claim uses a form to avoid, or writes a term in another way.

Readers meet these texts in the glossary, beside words and below pages, so the rules of the pages hold for
them too: deprecated-form, us-spelling and varying-form say more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermStatus
from handbook_build.terminology.matcher import Matcher, matcher_of
from handbook_build.terminology.placing import place_in, stretch
from handbook_build.terminology.quotations import is_quoted
from handbook_build.terminology.rewording import edits_at, preferred_for
from handbook_build.terminology.variants import Variants, variants_of

CODE, NAME, SEVERITY = "HB217", "wording-of-data", Severity.WARNING
# Where the next entry of a file begins.
_NEXT = re.compile(r"^[ ]*- (?:id|form|from):", re.MULTILINE)


def check(handbook: Handbook) -> Iterator[Finding]:
    if not handbook.entries:
        return
    matcher, variants = (
        matcher_of(handbook.entries),
        variants_of(handbook.entries, english=handbook.settings.is_english),
    )
    for what, text, near in _texts(handbook):
        for slip in _slips(text, matcher, variants):
            place = _exact(handbook, near, text, slip)
            edits = () if slip.kept else edits_at(handbook.sources.get(place.path), place, slip.used, slip.right)
            yield Finding(place, f"{what} says `{slip.used}`", slip.hint, edits)


@dataclass(frozen=True, slots=True)
class _Slip:
    """Words to mend, where they begin, and what to write in their place; `kept` when that needs a person."""

    start: int
    used: str
    right: str
    hint: str
    kept: bool


def _slips(text: str, matcher: Matcher, variants: Variants) -> Iterator[_Slip]:
    for found in matcher.find(text):
        if found.term.status in (TermStatus.DEPRECATED, TermStatus.AMERICAN):
            used = text[found.start : found.end]
            right = preferred_for(found.entry, found.term, used)
            kept = not found.term.replace or not right or is_quoted(text, found.start)
            yield _Slip(found.start, used, right, f"the term is `{found.entry.preferred}`", kept)
    for variant in variants.find(text):
        used = text[variant.start : variant.end]
        hint = f"terms.yml writes it `{variant.right}`"
        yield _Slip(variant.start, used, variant.right, hint, is_quoted(text, variant.start))


def _exact(handbook: Handbook, near: Location, text: str, slip: _Slip) -> Location:
    """Where words stand in a text, or in the entry that begins with an id; the text itself when it cannot be told."""
    source = handbook.sources.get(near.path)
    if source is None:
        return near
    start, end = span = stretch(source, near)
    if not re.search(r"\s", source.text[start:end].strip()):
        after = _NEXT.search(source.text, start)
        span = (start, after.start() if after else len(source.text))
    return place_in(source, span, text, slip.start, slip.start + len(slip.used)) or near


def _texts(handbook: Handbook) -> Iterator[tuple[str, str, Location]]:
    """(what it is, its words, its place or that of the id of its entry) of each text of the data that readers meet."""
    for entry in handbook.entries:
        yield f"the definition of `{entry.id}`", entry.definition, entry.at("definition")
        yield f"the client-definition of `{entry.id}`", entry.client_definition, entry.at("client-definition")
        yield f"the scope-note of `{entry.id}`", entry.scope_note, entry.at("scope-note")
        for one in entry.differences:
            yield f"how `{entry.id}` differs from `{one.target}`", one.how, one.location
    for claim in handbook.claims:
        yield f"the statement of `{claim.id}`", claim.statement, claim.location
    for false in handbook.false_claims:
        yield f"what is better said than `{false.id}`", false.better, false.location
