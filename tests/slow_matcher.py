"""A slow and obvious matcher of terms, against which the fast one is held."""

from __future__ import annotations

import re

from handbook_build.locations import Location
from handbook_build.model.term import Term, TermEntry, TermStatus
from handbook_build.terminology.forms import is_acronym, surfaces

HERE = Location("content/terms.yml")
HYPHENS, APOSTROPHES = "-‐‑", "'’"


def entry(number: int, forms: list[str]) -> TermEntry:
    statuses = [TermStatus.PREFERRED, *[TermStatus.ADMITTED] * len(forms)]
    terms = tuple(Term(form, status, HERE) for form, status in zip(forms, statuses, strict=False))
    return TermEntry(f"term-{number}", terms, "A definition.", HERE)


def termbase(forms: list[list[str]]) -> tuple[TermEntry, ...]:
    return tuple(entry(number, some) for number, some in enumerate(forms))


def obvious(entries: tuple[TermEntry, ...], text: str) -> list[tuple[int, int, str]]:
    """(start, end, entry) of every match: at each place all forms are tried, the longest first."""
    known: dict[str, tuple[TermEntry, Term]] = {}
    for one in entries:
        for surface, term in surfaces(one).items():
            # The rule for plurals leaves nothing of a form such as "s".
            if surface:
                known.setdefault(surface, (one, term))
    found = []
    at = 0
    while at < len(text):
        match = next(
            (hit for form in sorted(known, key=len, reverse=True) if (hit := stands(form, *known[form], text, at))),
            None,
        )
        if match:
            found.append(match)
        at = match[1] if match else at + 1
    return found


def stands(form: str, one: TermEntry, term: Term, text: str, start: int) -> tuple[int, int, str] | None:
    """Where the form ends when it stands at `start` as words of its own."""
    if start and re.match(r"[\w@-]", text[start - 1]):
        return None
    at = start
    for character in form:
        if character == " ":
            spaces = re.match(r"\s+", text[at:])
            if not spaces:
                return None
            at += spaces.end()
        elif at < len(text) and same(character, text[at]):
            at += 1
        else:
            return None
    if is_acronym(term.form) and not text[start:].startswith(term.form):
        return None
    possessive = at + 2 if text[at : at + 1] in ("'", "’") and text[at + 1 : at + 2].lower() == "s" else at
    end = next((place for place in (possessive, at) if not re.match(r"\w|-\w", text[place:])), None)
    return None if end is None else (start, end, one.id)


def same(one: str, other: str) -> bool:
    return any(one in kind and other in kind for kind in (HYPHENS, APOSTROPHES)) or one.lower() == other.lower()
