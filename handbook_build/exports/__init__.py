"""The handbook as data, for other programs: one form in each file beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handbook_build.exports import (
    atom,
    bibtex,
    csl_json,
    outcomes_csv,
    reading_json,
    redirects,
    ris,
    schema_jsonld,
    schemas_json,
    sections_json,
    skos_jsonld,
    skos_turtle,
    terms_csv,
    vocabulary,
    works,
)
from handbook_build.exports.names import TERMS, VOCABULARY
from handbook_build.model.handbook import CHANGES_FEED, Handbook
from handbook_build.overviews.reading import Keep, make_anew

READING = "data/reading.json"
# By address on the site.
EXPORTS: dict[str, Callable[[Handbook], str]] = {
    "data/references.csl.json": csl_json.export,
    "data/references.bib": bibtex.export,
    "data/references.ris": ris.export,
    READING: reading_json.export,
    "data/sections.json": sections_json.export,
    "data/terms.skos.jsonld": skos_jsonld.export,
    TERMS: skos_turtle.export,
    VOCABULARY: vocabulary.export,
    "data/terms.schema.jsonld": schema_jsonld.export,
    "data/terms.csv": terms_csv.export,
    "data/outcomes.csv": outcomes_csv.export,
    **schemas_json.SCHEMAS,
}
# Rules for the host of the site.
FOR_HOSTS: dict[str, Callable[[Handbook], str]] = {
    "_redirects": redirects.static_host,
    "redirects.nginx.conf": redirects.nginx,
}
# Those of a handbook of which an edition was released.
OF_EDITIONS: dict[str, Callable[[Handbook], str]] = {CHANGES_FEED: atom.export}


def addresses(handbook: Handbook) -> tuple[str, ...]:
    """Where every export stands on the site: those of the whole, and those of each page and work."""
    return (*_forms(handbook), *works.addresses(handbook))


def exported(handbook: Handbook, keep: Keep = make_anew) -> Iterator[tuple[str, str]]:
    """Every export: its address on the site, and its text. `keep` has what was read in pages that are as they were."""
    for address, export in _forms(handbook).items():
        yield address, reading_json.export(handbook, keep) if address == READING else export(handbook)
    yield from works.lists(handbook).items()


def _forms(handbook: Handbook) -> dict[str, Callable[[Handbook], str]]:
    return {**EXPORTS, **FOR_HOSTS, **(OF_EDITIONS if handbook.ledger.editions else {})}
