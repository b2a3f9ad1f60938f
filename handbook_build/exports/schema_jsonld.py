"""The termbase in the words of schema.org, which search engines read: a DefinedTermSet of DefinedTerms.

It holds what those words can say. All of the termbase is in the export as SKOS.
"""

from __future__ import annotations

from handbook_build.editions.standing import standing_of_book
from handbook_build.exports.json_ld import Context, document
from handbook_build.exports.names import Names, names_of, web_address
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermEntry, TermStatus

# All of it stands here, so that a reader needs no other file.
CONTEXT: Context = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "license", "inDefinedTermSet", "hasDefinedTerm")},
}


def export(handbook: Handbook) -> str:
    names, settings = names_of(handbook), handbook.settings
    public = web_address(settings.address) is not None
    entries = handbook.entry.values()
    whole: dict[str, object] = {
        "@id": names.scheme,
        "@type": "DefinedTermSet",
        "name": f"{settings.title}: glossary",
        "inLanguage": settings.language,
        "version": standing_of_book(handbook).name,
        "license": web_address(settings.licence_url),
        "url": names.scheme if public else "",
        "hasDefinedTerm": [names.concept(entry.id) for entry in entries],
    }
    terms = (_term(entry, names, public) for entry in entries)
    return document(CONTEXT, [{name: value for name, value in node.items() if value} for node in (whole, *terms)])


def _term(entry: TermEntry, names: Names, public: bool) -> dict[str, object]:
    other = entry.forms(TermStatus.ADMITTED, TermStatus.AMERICAN)
    return {
        "@id": names.concept(entry.id),
        "@type": "DefinedTerm",
        "name": entry.preferred,
        "alternateName": [term.form for term in other],
        "description": entry.definition,
        "termCode": entry.id,
        "url": names.concept(entry.id) if public else "",
        "inDefinedTermSet": names.scheme,
    }
