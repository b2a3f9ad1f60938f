"""What kind of page it is, in the words of schema.org: for whom, what it teaches, what it rests on, when checked.

A page for clients is a `MedicalWebPage`, "a web page that provides medical information". Counselling is among what
schema.org calls medical (its `PsychologicalTreatment` is care that relies "upon counseling, dialogue and
communication"), and these pages tell its clients what to expect of it, so the type is true. It says nothing of
who wrote or checked the words: `reviewedBy` is not there, since no clinician is named, and `creativeWorkStatus` has the
handbook's own sentence on how far it was reviewed. A page for counsellors or trainers alone is a `WebPage`.

Whatever teaches is a `LearningResource`: handouts, pages with outcomes, and pages for counsellors or trainers. Of an
`educationalLevel` nothing is known. A reader is called a client and not a `Patient`, as in the handbook.
"""

from __future__ import annotations

from collections.abc import Mapping

from handbook_build.linking.addresses import page_address, public_address
from handbook_build.linking.works import resting_keys
from handbook_build.model.citation import Item
from handbook_build.model.document import Document
from handbook_build.model.handbook import GLOSSARY, Handbook
from handbook_build.prose.minutes import reading_time

AUDIENCES: Mapping[str, Mapping[str, str]] = {
    "client": {"@type": "MedicalAudience", "audienceType": "Clients"},
    "counsellor": {"@type": "MedicalAudience", "audienceType": "Counsellors"},
    "trainer": {"@type": "EducationalAudience", "educationalRole": "teacher"},
}
TAUGHT = frozenset(("counsellor", "trainer"))
# More works than this would weigh more than the page's own words; the page lists them all.
MOST_WORKS = 20


def meaning_of(handbook: Handbook, document: Document) -> dict[str, object]:
    """Properties of schema.org for a page or handout beside those of its record (see `identity.json_ld`); what is not
    known is empty.
    """
    front = document.front
    works = [_work(handbook.item[key]) for key in resting_keys(handbook, document)]
    return {
        "@type": _types(handbook, document),
        "audience": [dict(AUDIENCES[reader]) for reader in front.audience],
        "lastReviewed": front.reviewed.isoformat() if front.reviewed else "",
        "creativeWorkStatus": handbook.settings.status,
        "timeRequired": f"PT{reading_time(document).whole}M",
        "teaches": [outcome.text for outcome in handbook.outcomes.get(document.path, ())],
        "about": _terms(handbook, document),
        "citation": works[:MOST_WORKS],
    }


def _types(handbook: Handbook, document: Document) -> list[str]:
    readers = document.front.audience
    for_clients = not readers or "client" in readers
    teaches = document.is_handout or document.path in handbook.outcomes or bool(TAUGHT & {*readers})
    named = ["LearningResource"] if document.is_handout else ["Chapter"]
    named += ["LearningResource"] if teaches and not document.is_handout else []
    return [*named, "MedicalWebPage" if for_clients else "WebPage"]


def _terms(handbook: Handbook, document: Document) -> list[dict[str, str]]:
    """The terms that the running text of a page defines, each with its entry of the glossary."""
    names = dict.fromkeys(one.term for one in handbook.marked_definitions if one.document == document.path)
    entries = [handbook.entry[name] for name in names if name in handbook.entry]
    glossary = public_address(handbook, page_address(GLOSSARY)) if handbook.settings.address else ""
    return [
        {"@type": "DefinedTerm", "name": one.preferred, **({"url": f"{glossary}#{one.anchor}"} if glossary else {})}
        for one in entries
    ]


def _work(item: Item) -> dict[str, str]:
    doi = str(item.fields.get("DOI", ""))
    identifier = {"identifier": f"https://doi.org/{doi}"} if doi else {}
    return {"@type": "CreativeWork", "name": str(item.fields.get("title", "")), **identifier}
