"""Two fields of a record are at odds: a reprint before its original, an article with an ISBN.

It is a suspicion, which `handbook references check` reports when it is asked. Look at the work itself, and mend the one
that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.csl import date_parts, text
from handbook_build.interchange.identifiers import bare_doi, is_doi_address
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY, ASKED = "HB347", "contradictory-record", Severity.WARNING, True

ARTICLES = ("article-journal", "article-magazine", "article-newspaper")


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        for message, hint in _problems(item, handbook.today.year):
            yield Finding(item.location, f"the work `{item.id}` {message}", hint)


def _problems(item: Item, year: int) -> Iterator[tuple[str, str]]:
    fields = item.fields
    issued, original, accessed = (date_parts(fields, name)[:1] for name in ("issued", "original-date", "accessed"))
    if issued and original and issued < original:
        yield (
            f"came out in {issued[0]}, before its original of {original[0]}",
            "`issued` is the date of the edition used",
        )
    # Work that is announced bears next year's date.
    if issued and issued[0] > year + 1:
        yield f"is dated {issued[0]}, which is still to come", "look the year up at the work itself"
    if issued and accessed and accessed < issued:
        yield f"was looked up in {accessed[0]}, before it came out in {issued[0]}", "one of the two has a slip"
    address, doi = text(fields, "URL"), text(fields, "DOI")
    if is_doi_address(address):
        if not doi:
            yield "has its DOI as an address", f'write "DOI": "{bare_doi(address)}" in its place'
        elif bare_doi(address).lower() != doi.lower():
            yield f"has the DOI {doi}, and the address of another", "keep the DOI that the work itself shows"
    if item.type in ARTICLES and text(fields, "ISBN"):
        yield (
            "is an article with an ISBN, which only books have",
            "is it a chapter? Or is this the ISSN of its journal?",
        )
    if item.type == "book" and text(fields, "container-title"):
        yield "is a book that stands in another work", "is it a chapter? A series stands under `collection-title`"
