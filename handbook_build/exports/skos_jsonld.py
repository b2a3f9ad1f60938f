"""The termbase as SKOS in JSON-LD; `termbase.py` says what stands in it."""

from __future__ import annotations

from handbook_build.exports import vocabulary
from handbook_build.exports.graph import DCTERMS, OWL, SKOS, SKOSXL
from handbook_build.exports.json_ld import Context, json_ld
from handbook_build.exports.names import names_of
from handbook_build.exports.termbase import statements
from handbook_build.model.handbook import Handbook

NAME, NAMES = {"@type": "@id"}, {"@type": "@id", "@container": "@set"}
TEXTS, LISTED = {"@container": "@set"}, {"@container": "@list"}
LISTED_NAMES = {"@type": "@id", "@container": "@list"}
WORD = {"@type": "@vocab"}
PLAIN: dict[str, str] = {}

# By prefix and name: the shape of the values, which JSON-LD need not be told for a text.
SHAPES: dict[str, dict[str, dict[str, str]]] = {
    "skos": {
        "Concept": PLAIN,
        "ConceptScheme": PLAIN,
        "OrderedCollection": PLAIN,
        "memberList": LISTED_NAMES,
        "hasTopConcept": NAMES,
        "topConceptOf": NAME,
        "inScheme": NAME,
        "notation": PLAIN,
        "prefLabel": PLAIN,
        "altLabel": TEXTS,
        "hiddenLabel": TEXTS,
        "definition": PLAIN,
        "scopeNote": PLAIN,
        "note": PLAIN,
        "broader": NAMES,
        "narrower": NAMES,
        "related": NAMES,
    },
    "skosxl": {"Label": PLAIN, "literalForm": PLAIN},
    "dcterms": {
        "BibliographicResource": PLAIN,
        "title": PLAIN,
        "identifier": PLAIN,
        "license": NAME,
        "source": NAMES,
        "replaces": NAMES,
        "isReplacedBy": NAME,
    },
    "owl": {"versionInfo": PLAIN},
    vocabulary.PREFIX: {
        **dict.fromkeys(vocabulary.PROPERTIES, LISTED),
        **dict.fromkeys((*vocabulary.CLASSES, *vocabulary.VALUES), PLAIN),
        "forms": LISTED_NAMES,
        "differences": LISTED_NAMES,
        "from": NAME,
        "status": WORD,
        "link": WORD,
        "replaceable": PLAIN,
        "clientDefinition": PLAIN,
    },
}
# What has the same name in two vocabularies.
RENAMED: Context = {
    "prefForm": {"@id": "skosxl:prefLabel", **NAME},
    "altForm": {"@id": "skosxl:altLabel", **NAMES},
    "hiddenForm": {"@id": "skosxl:hiddenLabel", **NAMES},
    "isDeprecated": "owl:deprecated",
}


def export(handbook: Handbook) -> str:
    spaces = {"skos": SKOS, "skosxl": SKOSXL, "dcterms": DCTERMS, "owl": OWL}
    spaces[vocabulary.PREFIX] = names_of(handbook).vocabulary
    names = {
        name: {"@id": f"{prefix}:{name}", **shape} if shape else f"{prefix}:{name}"
        for prefix, shapes in SHAPES.items()
        for name, shape in shapes.items()
    }
    context: Context = {**spaces, **names, **RENAMED}
    return json_ld(statements(handbook), context)
