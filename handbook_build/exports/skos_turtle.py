"""The termbase as SKOS in Turtle; `termbase.py` says what stands in it."""

from __future__ import annotations

from handbook_build.exports import vocabulary
from handbook_build.exports.graph import DCTERMS, OWL, SKOS, SKOSXL
from handbook_build.exports.names import names_of
from handbook_build.exports.termbase import statements
from handbook_build.exports.turtle import turtle
from handbook_build.model.handbook import Handbook


def export(handbook: Handbook) -> str:
    names = names_of(handbook)
    prefixes = {
        "skos": SKOS,
        "skosxl": SKOSXL,
        "dcterms": DCTERMS,
        "owl": OWL,
        vocabulary.PREFIX: names.vocabulary,
        "term": names.concepts,
        "form": names.forms,
        "difference": names.differences,
        "work": names.works,
    }
    return turtle(statements(handbook), prefixes)
