"""Two records describe the same work: the same key, the same DOI, or the same title, year and author.

A reader would find it twice in the list, and its citations would get letters (2018a, 2018b). Keep
one record.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.likeness import sign
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB305", "duplicate-work", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[tuple[str, str], Item] = {}
    for item in handbook.items:
        reported = False
        for shared in _signs(item):
            other = first.setdefault(shared, item)
            if other is not item and not reported:
                reported = True
                what = (
                    f"the key `{item.id}` is taken"
                    if other.id == item.id
                    else f"`{item.id}` has the same {shared[0]} as `{other.id}`"
                )
                yield Finding(item.location, f"{what} ({other.location})", "keep one of the two records")


def _signs(item: Item) -> Iterator[tuple[str, str]]:
    """What two records of one work share."""
    yield "key", item.id
    if doi := str(item.fields.get("DOI", "")):
        yield "DOI", doi.lower()
    one = sign(item.id, item.fields)
    if one.title and item.year and not item.fields.get("edition"):
        # Many a chapter is called "Introduction", and many a journal has an "Editorial" in each issue.
        parts = (
            one.title,
            item.year,
            one.first_family,
            *(str(item.fields.get(name, "")) for name in ("volume", "issue")),
        )
        yield "title and year", " ".join(parts)
