"""A citation names a work that is not in `references.json`.

It is most often a slip in the key; the message names the nearest. A word after `@` that is no
citation at all is written with a backslash: `\\@name`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from handbook_build.diagnostics import Finding, Severity
from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB301", "unknown-citation", Severity.ERROR
NEEDS = ("references.json",)


def check(handbook: Handbook) -> Iterator[Finding]:
    return _unknown(_cited(handbook), handbook.item)


def known(handbook: Handbook) -> Mapping[str, None]:
    return dict.fromkeys(handbook.item)


def check_document(document: Document, keys: Mapping[str, None]) -> Iterator[Finding]:
    cited = (
        (item.key, document.locate(item.offset, len(item.key)))
        for node in document.citations
        if node.citation.start >= 0
        for item in node.citation.items
    )
    return _unknown(cited, keys)


def _unknown(cited: Iterable[tuple[str, Location]], keys: Mapping[str, object]) -> Iterator[Finding]:
    hints: dict[str, str] = {}
    for key, location in cited:
        if key not in keys:
            if key not in hints:
                near = get_close_matches(key, keys, 1)
                hints[key] = f"did you mean `{near[0]}`?" if near else "add the work to references.json"
            yield Finding(location, f"no work has the key `{key}`", hints[key])


def _cited(handbook: Handbook) -> Iterator[tuple[str, Location]]:
    """What is cited in the data."""
    for entry in handbook.entries:
        for key in entry.source_keys:
            yield key, entry.at("source")
    for claim in handbook.all_claims:
        for item in claim.citation.items:
            yield item.key, claim.source_location or claim.location
