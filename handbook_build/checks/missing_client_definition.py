"""A passage for clients uses a term whose definition is not written for clients.

An entry of `terms.yml` may say for whom its definition is: `audience: [trainer]`. Where a client meets its
word, `client-definition` gives the meaning in plain words; they see that one. A definition that uses a word
listed under `jargon` in `jargon.yml` is not for clients either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermEntry
from handbook_build.prose.passages import passages
from handbook_build.terminology.matcher import matcher_of

CODE, NAME, SEVERITY = "HB214", "missing-client-definition", Severity.WARNING
# Why the definition of an entry is not for clients, by its id; and those entries.
Known = tuple[Mapping[str, str], tuple[TermEntry, ...]]


def known(handbook: Handbook) -> Known:
    why = {entry.id: why for entry in handbook.entry.values() if (why := _why(entry, handbook))}
    return why, tuple(handbook.entry[name] for name in why)


def check_document(document: Document, known: Known) -> Iterator[tuple[str, Finding]]:
    """The first place in a document where a client meets an entry, with its id."""
    wanting, entries = known
    matcher = matcher_of(entries)
    seen: set[str] = set()
    for passage in passages(document) if entries else ():
        if passage.audience != "client" or passage.quoted:
            continue
        for found in matcher.find(passage.text):
            if found.entry.id not in seen:
                seen.add(found.entry.id)
                yield (
                    found.entry.id,
                    Finding(
                        passage.locate(found.start, found.end),
                        f"a client meets `{passage.text[found.start : found.end]}` here, and {wanting[found.entry.id]}",
                        f"give `{found.entry.id}` a client-definition in plain words ({found.entry.location})",
                    ),
                )


def compare(found: Iterable[tuple[str, Finding]]) -> Iterator[Finding]:
    """The first place in all."""
    first: dict[str, Finding] = {}
    for entry, finding in found:
        first.setdefault(entry, finding)
    yield from first.values()


def _why(entry: TermEntry, handbook: Handbook) -> str:
    """What keeps an entry's definition from clients, or nothing."""
    if entry.audience and "client" not in entry.audience and not entry.client_definition:
        return f"its definition is written for {' and '.join(entry.audience)}s alone"
    words = handbook.jargon.words
    listed = re.search(rf"\b(?:{'|'.join(map(re.escape, words))})\b", entry.plain_definition, re.I) if words else None
    return f"its definition says `{listed[0]}`, a word of the trade" if listed else ""
