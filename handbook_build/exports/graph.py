"""Statements about things, as RDF has them: subject, predicate, object. They stand together by subject and
predicate. The writers beside this file take the same list, so what they write cannot differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
DCTERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
TYPE = RDF + "type"

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


class Iri(str):
    """The name of a thing, in full."""

    __slots__ = ()


class Literal(NamedTuple):
    """A text, in a language where it has one."""

    text: str
    language: str


class Ordered(NamedTuple):
    """Several objects whose order matters: `rdf:List`."""

    members: tuple[Iri | Literal, ...]


Object = Iri | Literal | Ordered | bool


class Description(NamedTuple):
    """All statements with one subject: objects by predicate."""

    subject: Iri
    told: Mapping[str, tuple[Object, ...]]


def describe(subject: Iri, told: Mapping[str, Collection[Object]]) -> Description:
    """Without predicates that have no object, and with nothing said twice."""
    return Description(
        subject,
        {
            predicate: tuple(objects) if len(objects) == 1 else tuple(dict.fromkeys(objects))
            for predicate, objects in told.items()
            if objects
        },
    )


def said(text: str, language: str = "") -> Literal:
    """A text in a language; what is no language tag is left out."""
    return Literal(text, _tag(language))


def in_order(texts: Iterable[str]) -> tuple[Ordered, ...]:
    """Texts in their order, without a language; nothing where there are none."""
    members = tuple(said(text) for text in texts)
    return (Ordered(members),) if members else ()


@lru_cache(maxsize=8)
def _tag(language: str) -> str:
    return language if _LANGUAGE_TAG.fullmatch(language) else ""
