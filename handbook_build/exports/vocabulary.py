"""The handbook's own vocabulary: what its termbase knows and no standard has a name for.

A published vocabulary file says of each name what it means, so that nobody has to ask us.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.exports.graph import DCTERMS, OWL, RDF, RDFS, SKOS, TYPE, Description, Iri, describe, said
from handbook_build.exports.names import Names, names_of
from handbook_build.exports.turtle import turtle
from handbook_build.model.handbook import Handbook

PREFIX = "hb"
LANGUAGE = "en-GB"
PREFIXES = {"rdf": RDF, "rdfs": RDFS, "owl": OWL, "skos": SKOS, "dcterms": DCTERMS}

# By name: its label, and what it means.
PROPERTIES = {
    "forms": ("forms", "All labels of a concept in the order of the termbase: a list of skosxl:Label."),
    "status": ("status", "Which word to use: whether a label is preferred, admitted, to avoid, or American."),
    "replaceable": ("replaceable", "True when the preferred label can stand in for this one, word for word."),
    "link": (
        "link",
        "When running text links a concept or a label to the glossary. "
        "Without it, a concept is linked at its first use, and a label as its concept is.",
    ),
    "irregular": ("irregular forms", "Inflected forms of the preferred label that the rules of English do not make."),
    "otherSenses": ("other senses", "Phrases in which one of the labels means something else."),
    "audience": ("audience", "For whom skos:definition is written; everyone, when this is not there."),
    "clientDefinition": (
        "definition for clients",
        "The definition for clients, where skos:definition is not for them.",
    ),
    "sources": (
        "sources",
        "Where skos:definition comes from: keys of works, with locators after a comma. "
        "The key `handbook` stands for the handbook's own wording.",
    ),
    "differences": ("differences", "How a concept differs from others that people confuse with it: a list."),
    "from": ("from", "The concept from which the other one differs, as skos:note on the difference says."),
    "broaderInOrder": (
        "broader, in order",
        "The ids of the broader concepts in the order of the termbase, where there are several.",
    ),
    "narrowerInOrder": (
        "narrower, in order",
        "The ids of the narrower concepts in the order of the termbase, where there are several.",
    ),
    "relatedInOrder": (
        "related, in order",
        "The ids of the related concepts in the order of the termbase, where there are several.",
    ),
    "formerly": ("formerly", "The ids that a concept had before, in the order of the termbase."),
}
# By name: the property of a standard that it makes narrower.
NARROWER = {"clientDefinition": SKOS + "definition"}
CLASSES = {"Difference": ("difference", "That two concepts which people confuse are not the same, and how.")}
VALUES = {
    "preferred": ("preferred", "The label to use."),
    "admitted": ("admitted", "A label that may be used too."),
    "deprecated": ("to avoid", "A label to avoid; skos:note says why."),
    "american": ("American", "The American spelling of a label."),
    "first": ("first", "At its first use in each section."),
    "asked": ("asked", "Where the author asks for it."),
    "never": ("never", "Nowhere."),
}


def export(handbook: Handbook) -> str:
    names = names_of(handbook)
    return turtle(_statements(names), {**PREFIXES, PREFIX: names.vocabulary})


def _statements(names: Names) -> Iterator[Description]:
    whole = Iri(names.vocabulary.rstrip("#/"))
    title = said("Words for what a handbook's termbase says", LANGUAGE)
    yield describe(whole, {TYPE: (Iri(OWL + "Ontology"),), DCTERMS + "title": (title,)})
    for kind, words in ((RDF + "Property", PROPERTIES), (RDFS + "Class", CLASSES), (RDFS + "Resource", VALUES)):
        for local, (label, meaning) in words.items():
            yield describe(
                names.own(local),
                {
                    TYPE: (Iri(kind),),
                    RDFS + "label": (said(label, LANGUAGE),),
                    RDFS + "comment": (said(meaning, LANGUAGE),),
                    RDFS + "subPropertyOf": (Iri(NARROWER[local]),) if local in NARROWER else (),
                    RDFS + "isDefinedBy": (whole,),
                },
            )
