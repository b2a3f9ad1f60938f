"""A DOI, ISBN or ISSN cannot be right: its form or its check digit is wrong.

A DOI begins with `10.`, a number and a slash, and is written without `https://doi.org/`. The last
digit of an ISBN or ISSN follows from the others, so a slip of the pen shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.identifiers import bare_doi, is_doi, is_isbn, is_issn
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB304", "malformed-identifier", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        doi = str(item.fields.get("DOI", ""))
        if doi and not is_doi(doi):
            bare = bare_doi(doi)
            hint = f"write `{bare}`" if bare != doi and is_doi(bare) else "look it up at the work itself"
            yield Finding(item.location, f"`{doi}` of the work `{item.id}` is no DOI", hint)
        for name, is_right, where in (
            ("ISBN", is_isbn, "in the book itself"),
            ("ISSN", is_issn, "in the journal itself"),
        ):
            for number in str(item.fields.get(name, "")).replace(",", " ").split():
                if not is_right(number):
                    yield Finding(
                        item.location,
                        f"`{number}` of the work `{item.id}` is no {name}: its check digit or length is wrong",
                        f"look it up {where}",
                    )
