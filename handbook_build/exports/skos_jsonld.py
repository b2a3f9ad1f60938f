"""The termbase as SKOS in JSON-LD: concepts with preferred, alternative and hidden labels.

W3C Recommendation SKOS Reference, 18 August 2009. Forms to avoid and American spellings are hidden
labels: they help search and are not shown.
"""

from __future__ import annotations

import json

from handbook_build.linking.addresses import page_address, public_address
from handbook_build.model.handbook import GLOSSARY, Handbook
from handbook_build.model.term import RELATIONS, TermEntry, TermStatus

LABELS = {
    TermStatus.ADMITTED: "altLabel",
    TermStatus.DEPRECATED: "hiddenLabel",
    TermStatus.AMERICAN: "hiddenLabel",
}
CONTEXT = {
    "@vocab": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "title": "dcterms:title",
    "source": "dcterms:source",
    "license": {"@id": "dcterms:license", "@type": "@id"},
    **{name: {"@type": "@id"} for name in (*RELATIONS, "inScheme", "hasTopConcept")},
}


def export(handbook: Handbook) -> str:
    scheme = public_address(handbook, page_address(GLOSSARY))
    language = handbook.settings.language
    concepts = [_concept(entry, handbook, scheme, language) for entry in handbook.entry.values()]
    top = [f"{scheme}#{entry.anchor}" for entry in handbook.entry.values() if not entry.related("broader")]
    head: dict[str, object] = {
        "@id": scheme,
        "@type": "ConceptScheme",
        "title": _said(f"{handbook.settings.title}: glossary", language),
        "hasTopConcept": top,
    }
    if handbook.settings.licence_url:
        head["license"] = handbook.settings.licence_url
    return json.dumps({"@context": CONTEXT, "@graph": [head, *concepts]}, indent=2, ensure_ascii=False) + "\n"


def _concept(entry: TermEntry, handbook: Handbook, scheme: str, language: str) -> dict[str, object]:
    concept: dict[str, object] = {
        "@id": f"{scheme}#{entry.anchor}",
        "@type": "Concept",
        "inScheme": scheme,
        "prefLabel": _said(entry.preferred, language),
        "definition": _said(entry.definition, language),
    }
    for term in entry.terms:
        if name := LABELS.get(term.status):
            tongue = "en-US" if term.status is TermStatus.AMERICAN else language
            labels = concept.setdefault(name, [])
            if isinstance(labels, list):
                labels.append(_said(term.form, tongue))
    if entry.scope_note:
        concept["scopeNote"] = _said(entry.scope_note, language)
    if entry.source_keys:
        concept["source"] = list(entry.source_keys)
    for kind in RELATIONS:
        known = [f"{scheme}#term-{name}" for name in entry.related(kind) if name in handbook.entry]
        if known:
            concept[kind] = known
    return concept


def _said(text: str, language: str) -> dict[str, str]:
    return {"@value": text, "@language": language}
