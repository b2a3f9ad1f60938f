"""The termbase as statements in SKOS and SKOS-XL, from which a program can rebuild it.

SKOS (W3C Recommendation, 18 August 2009) says what every reader of thesauri knows: concepts with
preferred, alternative and hidden labels, definitions, notes and relations. Forms to avoid and
American spellings are hidden labels: they help search and are not shown. SKOS-XL makes each label a
thing of its own, which can say why it is to be avoided. Order, and what no standard has a name for,
is said in the handbook's own vocabulary (`vocabulary.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from handbook_build.editions.standing import standing_of_book
from handbook_build.exports.graph import (
    DCTERMS,
    OWL,
    SKOS,
    SKOSXL,
    TYPE,
    Description,
    Iri,
    Literal,
    Object,
    Ordered,
    describe,
    in_order,
    said,
)
from handbook_build.exports.names import Names, names_of, web_address
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import RELATIONS, Difference, LinkPolicy, Term, TermEntry, TermStatus

LABELS = {
    TermStatus.PREFERRED: "prefLabel",
    TermStatus.ADMITTED: "altLabel",
    TermStatus.DEPRECATED: "hiddenLabel",
    TermStatus.AMERICAN: "hiddenLabel",
}

Told = Mapping[str, Collection[Object]]


def statements(handbook: Handbook) -> Iterator[Description]:
    """Everything that the termbase says, entry by entry in its order."""
    base = _Termbase(handbook, names_of(handbook))
    yield from base.scheme()
    for entry in handbook.entry.values():
        yield from base.entry(entry)
    yield from base.works()


@dataclass(frozen=True)
class _Termbase:
    handbook: Handbook
    names: Names

    def scheme(self) -> Iterator[Description]:
        settings, entries = self.handbook.settings, self.handbook.entry.values()
        licence, edition = web_address(settings.licence_url), standing_of_book(self.handbook).name
        title = self.said(f"{settings.title}: glossary")
        yield describe(
            self.names.scheme,
            {
                TYPE: (Iri(SKOS + "ConceptScheme"),),
                # Readers of catalogues look for the title, those of thesauri for the label.
                DCTERMS + "title": (title,),
                SKOS + "prefLabel": (title,),
                OWL + "versionInfo": (said(edition),) if edition else (),
                DCTERMS + "license": (licence,) if licence else (),
                SKOS + "hasTopConcept": [self.names.concept(entry.id) for entry in entries if self.is_top(entry)],
            },
        )
        if entries:
            concepts = tuple(self.names.concept(entry.id) for entry in entries)
            told: Told = {TYPE: (Iri(SKOS + "OrderedCollection"),), SKOS + "memberList": (Ordered(concepts),)}
            yield describe(self.names.order, told)

    def said(self, text: str) -> Literal:
        return said(text, self.handbook.settings.language)

    def is_top(self, entry: TermEntry) -> bool:
        return not any(name in self.handbook.entry for name in entry.related("broader"))

    def entry(self, entry: TermEntry) -> Iterator[Description]:
        """The concept, and the things of their own that belong to it."""
        me = self.names.concept(entry.id)
        forms = _by_name((self.names.form(entry.id, term.form), term) for term in entry.terms)
        differences = _by_name((self.names.difference(entry.id, one.target), one) for one in entry.differences)
        # Who kept an earlier address learns where the concept is now.
        earlier = [self.names.concept(name) for name in entry.formerly if name not in self.handbook.entry]
        yield describe(
            me,
            {
                TYPE: (Iri(SKOS + "Concept"),),
                SKOS + "inScheme": (self.names.scheme,),
                SKOS + "topConceptOf": (self.names.scheme,) if self.is_top(entry) else (),
                SKOS + "notation": (said(entry.id),),
                **self.labels(forms),
                **self.definition(entry),
                **self.relations(entry),
                self.names.own("differences"): (Ordered(tuple(differences)),) if differences else (),
                **self.own_lists(entry),
                self.names.own("link"): self.link(entry.link if entry.link is not LinkPolicy.FIRST else None),
                DCTERMS + "replaces": earlier,
            },
        )
        for form, term in forms.items():
            yield self.form(form, term)
        for place, one in differences.items():
            yield self.difference(place, one)
        for old in earlier:
            yield describe(old, {DCTERMS + "isReplacedBy": (me,), OWL + "deprecated": (True,)})

    def labels(self, forms: Mapping[Iri, Term]) -> Told:
        plain: dict[str, list[Object]] = {}
        named: dict[str, list[Object]] = {}
        for form, term in forms.items():
            label = LABELS[term.status]
            plain.setdefault(SKOS + label, []).append(self.words(term))
            named.setdefault(SKOSXL + label, []).append(form)
        return {**plain, **named, self.names.own("forms"): (Ordered(tuple(forms)),)}

    def words(self, term: Term) -> Literal:
        return said(term.form, "en-US") if term.status is TermStatus.AMERICAN else self.said(term.form)

    def form(self, form: Iri, term: Term) -> Description:
        own = self.names.own
        return describe(
            form,
            {
                TYPE: (Iri(SKOSXL + "Label"),),
                SKOSXL + "literalForm": (self.words(term),),
                own("status"): (own(term.status.value),),
                SKOS + "note": (self.said(term.reason),) if term.reason else (),
                own("replaceable"): (True,) if term.replace else (),
                own("link"): self.link(term.link),
            },
        )

    def link(self, policy: LinkPolicy | None) -> tuple[Object, ...]:
        return (self.names.own(policy.value),) if policy else ()

    def definition(self, entry: TermEntry) -> Told:
        works = [self.names.work(key) for key in entry.source_keys if key in self.handbook.item]
        return {
            SKOS + "definition": (self.said(entry.definition),) if entry.definition else (),
            self.names.own("audience"): in_order(entry.audience),
            self.names.own("clientDefinition"): (self.said(entry.client_definition),)
            if entry.client_definition
            else (),
            SKOS + "scopeNote": (self.said(entry.scope_note),) if entry.scope_note else (),
            DCTERMS + "source": works,
            self.names.own("sources"): in_order(entry.sources),
        }

    def relations(self, entry: TermEntry) -> Told:
        told: dict[str, Collection[Object]] = {}
        for kind in RELATIONS:
            named = entry.related(kind)
            known = [name for name in named if name in self.handbook.entry]
            told[SKOS + kind] = [self.names.concept(name) for name in known]
            # A single relation has no order.
            told[self.names.own(f"{kind}InOrder")] = in_order(named) if [*named] != known or len(known) > 1 else ()
        return told

    def difference(self, place: Iri, one: Difference) -> Description:
        return describe(
            place,
            {
                TYPE: (self.names.own("Difference"),),
                self.names.own("from"): (self.names.concept(one.target),),
                SKOS + "note": (self.said(one.how),),
            },
        )

    def own_lists(self, entry: TermEntry) -> Told:
        own = self.names.own
        return {
            own("irregular"): in_order(entry.irregular),
            own("otherSenses"): in_order(entry.other_senses),
            own("formerly"): in_order(entry.formerly),
        }

    def works(self) -> Iterator[Description]:
        """The works that definitions rest on; all about them is in the export of references."""
        keys = dict.fromkeys(key for entry in self.handbook.entry.values() for key in entry.source_keys)
        for item in (self.handbook.item[key] for key in keys if key in self.handbook.item):
            yield describe(
                self.names.work(item.id),
                {
                    TYPE: (Iri(DCTERMS + "BibliographicResource"),),
                    DCTERMS + "identifier": (said(item.id),),
                    DCTERMS + "title": (said(item.title),) if item.title else (),
                },
            )


Thing = TypeVar("Thing", Term, Difference)


def _by_name(things: Iterable[tuple[str, Thing]]) -> dict[Iri, Thing]:
    """A name that stands twice is counted from the second on."""
    found: dict[Iri, Thing] = {}
    for name, thing in things:
        number = 1
        while (made := Iri(name if number == 1 else f"{name}.{number}")) in found:
            number += 1
        found[made] = thing
    return found
