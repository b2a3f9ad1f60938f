"""The termbase as a graph: another program rebuilds every entry from it, and SKOS finds no fault in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import BNode, Node

from handbook_build.assembly import load
from handbook_build.exports import EXPORTS
from handbook_build.locations import Location
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook
from handbook_build.model.settings import Settings
from handbook_build.model.term import (
    RELATIONS,
    Difference,
    LinkPolicy,
    Relation,
    Term,
    TermEntry,
    TermStatus,
)
from tests.tiny import TODAY, MakeTiny

PROJECT = Path(__file__).parent.parent
SHAPES = Path(__file__).parent / "shapes" / "skos.ttl"
ADDRESS = "https://handbook.clinic.internal/en/"
HB = Namespace(f"{ADDRESS}data/vocabulary.ttl#")
TERM = Namespace(f"{ADDRESS}glossary/#term-")
SCHEME = URIRef(f"{ADDRESS}glossary/")
XL = Namespace("http://www.w3.org/2008/05/skos-xl#")
FORMATS = {"terms.ttl": "turtle", "terms.skos.jsonld": "json-ld"}
HERE = Location("content/terms.yml")

# rdflib's reader of JSON-LD calls what rdflib itself says goodbye to.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

SETTINGS = f"""site_name: 'A \\ "title" <&>'
site_url: {ADDRESS}
plugins:
  - handbook: {{edition: "2", contact: desk@clinic.internal, licence-url: "https://creativecommons.org/licenses/by/4.0/"}}
"""
# Every field of an entry, and texts that a careless writer would break on.
TERMS = [
    {
        "id": "working-alliance",
        "formerly": ["alliance", "helping-alliance"],
        "preferred": 'the "working" alliance',
        "admitted": ["alliance \\ \\n", {"form": "WA.1/2 #é?", "link": "asked"}, {"form": "التحالف", "link": "never"}],
        "american": ["the working allyance"],
        "deprecated": [
            {"form": "treatment alliance", "reason": 'a "dated" name; \\t', "replace": True},
            {"form": "résistance 👪🏽", "reason": "blames one of the two"},
        ],
        "irregular": ["working alliances'", "alliance's"],
        "other-senses": ["military alliance", "Alliance & Leicester"],
        "definition": 'A tie, "as it were"; <b>agreement</b> \\ \u2028 and 信頼.',
        "audience": ["trainer", "counsellor"],
        "client-definition": "Pulling together.\u00a0Really…",
        "scope-note": "One part of the whole.",
        "differs": [
            {"from": "trust", "how": "Trust comes first."},
            {"from": "bond", "how": 'A "bond" is a part of it.'},
        ],
        "source": ["bordin-1979, pp. 252–260", "handbook", "rogers-1957"],
        "narrower": ["trust", "bond"],
        "link": "asked",
    },
    {
        "id": "bond",
        "preferred": "bond",
        "admitted": ["tie"],
        "definition": "A tie between two people.",
        "source": "handbook",
        "broader": "working-alliance",
        "related": "trust",
        "link": "never",
    },
    {
        "id": "trust",
        "formerly": ["epistemic-trust"],
        "preferred": "trust",
        "definition": "Being able to count on someone.",
        "source": "handbook",
        "broader": "working-alliance",
        "related": "bond",
    },
]
WORKS = [{"id": "bordin-1979", "type": "book", "title": 'The "generalizability" of <i>it</i>'}]


@pytest.fixture
def handbook(tiny: MakeTiny) -> Handbook:
    made = {"mkdocs.yml": SETTINGS, "content/terms.yml": json.dumps({"terms": TERMS}, ensure_ascii=False)}
    return tiny({**made, "content/references.json": json.dumps(WORKS)}).load()


@pytest.fixture(scope="module")
def own() -> Handbook:
    """Our own handbook, under an address."""
    return load(PROJECT, {**TODAY, "HANDBOOK_SITE_URL": ADDRESS})


def exported(handbook: Handbook, name: str) -> str:
    return EXPORTS[f"data/{name}"](handbook)


def read(handbook: Handbook, name: str) -> Graph:
    return Graph().parse(data=exported(handbook, name), format=FORMATS[name])


# Rebuilding


def rebuilt(graph: Graph) -> tuple[TermEntry, ...]:
    """The entries, from the graph alone."""
    (order,) = [*graph.subjects(RDF.type, SKOS.OrderedCollection)] or [None]
    return tuple(entry_of(graph, concept) for concept in listed(graph, order, SKOS.memberList))


def entry_of(graph: Graph, concept: Node) -> TermEntry:
    (of_forms,) = (one for one in graph.predicates(concept) if one.endswith("forms"))
    hb = Namespace(of_forms.removesuffix("forms"))

    def texts(name: str) -> tuple[str, ...]:
        return tuple(str(one) for one in listed(graph, concept, hb[name]))

    def policy(thing: Node) -> LinkPolicy | None:
        found = graph.value(thing, hb.link)
        return LinkPolicy(found.removeprefix(hb)) if found else None

    def term(form: Node) -> Term:
        return Term(
            text(graph, form, XL.literalForm),
            TermStatus(graph.value(form, hb.status).removeprefix(hb)),
            HERE,
            reason=text(graph, form, SKOS.note),
            replace=(form, hb.replaceable, Literal(True)) in graph,
            link=policy(form),
        )

    def related(kind: str) -> tuple[str, ...]:
        single = tuple(name_of(one) for one in graph.objects(concept, SKOS[kind]))
        return texts(f"{kind}InOrder") or single

    return TermEntry(
        id=text(graph, concept, SKOS.notation),
        terms=tuple(term(form) for form in listed(graph, concept, hb.forms)),
        definition=text(graph, concept, SKOS.definition),
        location=HERE,
        sources=texts("sources"),
        scope_note=text(graph, concept, SKOS.scopeNote),
        relations=tuple(Relation(kind, target, HERE) for kind in RELATIONS for target in related(kind)),
        differences=tuple(
            Difference(name_of(graph.value(one, hb["from"])), text(graph, one, SKOS.note), HERE)
            for one in listed(graph, concept, hb.differences)
        ),
        irregular=texts("irregular"),
        other_senses=texts("otherSenses"),
        link=policy(concept) or LinkPolicy.FIRST,
        audience=texts("audience"),
        client_definition=text(graph, concept, hb.clientDefinition),
        formerly=texts("formerly"),
    )


def text(graph: Graph, subject: Node, predicate: URIRef) -> str:
    found = [*graph.objects(subject, predicate)]
    assert len(found) < 2, f"{subject} has {predicate} twice"
    return str(found[0]) if found else ""


def listed(graph: Graph, subject: Node | None, predicate: URIRef) -> Iterator[Node]:
    head = graph.value(subject, predicate) if subject else None
    return iter(Collection(graph, head)) if head else iter(())


def name_of(concept: Node) -> str:
    """The id in the address of a concept."""
    return unquote(str(concept).partition("term-")[2])


@pytest.mark.parametrize("name", FORMATS)
def test_every_field_of_every_entry_can_be_read_back(handbook: Handbook, name: str) -> None:
    first = handbook.entries[0]
    empty = [field for field in TermEntry.__slots__ if not getattr(first, field) and field != "link"]
    assert empty == [], "the case has every field"
    assert rebuilt(read(handbook, name)) == handbook.entries


@pytest.mark.parametrize("name", FORMATS)
def test_our_own_termbase_can_be_rebuilt(own: Handbook, name: str) -> None:
    assert len(own.entries) > 90
    assert rebuilt(read(own, name)) == own.entries


@pytest.mark.parametrize("name", FORMATS)
def test_without_a_public_address_nothing_is_lost_either(handbook: Handbook, name: str) -> None:
    unset = replace(handbook, settings=replace(handbook.settings, address=""))
    assert rebuilt(read(unset, name)) == handbook.entries


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
SOME_WORDS = st.lists(WORDS, max_size=3).map(tuple)
NAMES = st.sampled_from(["a", "a-1", "a-1-1", "B", "b"])
TARGETS = NAMES | WORDS
FORMS = st.builds(
    Term,
    WORDS,
    st.sampled_from([TermStatus.ADMITTED, TermStatus.DEPRECATED, TermStatus.AMERICAN]),
    st.just(HERE),
    WORDS,
    st.booleans(),
    st.none() | st.sampled_from(LinkPolicy),
)
PREFERRED = st.builds(Term, WORDS, st.just(TermStatus.PREFERRED), st.just(HERE))
RELATED = st.tuples(*[st.lists(TARGETS, max_size=3) for _ in RELATIONS]).map(
    lambda found: tuple(
        Relation(kind, name, HERE) for kind, names in zip(RELATIONS, found, strict=True) for name in names
    )
)
ENTRIES = st.builds(
    TermEntry,
    id=NAMES,
    terms=st.tuples(PREFERRED, st.lists(FORMS, max_size=4)).map(lambda found: (found[0], *found[1])),
    definition=WORDS,
    location=st.just(HERE),
    sources=SOME_WORDS,
    scope_note=WORDS,
    relations=RELATED,
    differences=st.lists(st.builds(Difference, TARGETS, WORDS, st.just(HERE)), max_size=3).map(tuple),
    irregular=SOME_WORDS,
    other_senses=SOME_WORDS,
    link=st.sampled_from(LinkPolicy),
    audience=SOME_WORDS,
    client_definition=WORDS,
    formerly=SOME_WORDS,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ENTRIES, max_size=4, unique_by=lambda entry: entry.id).map(tuple),
    st.sampled_from([ADDRESS, "", "no address", "http://[", "https://clinic.internal/a b/<c>"]),
    st.sampled_from(["en-GB", "ar", "zh_TW", "no language!"]),
)
def test_any_termbase_can_be_rebuilt(entries: tuple[TermEntry, ...], address: str, language: str) -> None:
    keys = {key for entry in entries for key in entry.source_keys}
    items = tuple(Item(key, {"title": key}, HERE) for key in sorted(keys))
    made = Handbook(Settings("A title", HERE, address=address, language=language), entries=entries, items=items)
    graphs = [read(made, name) for name in FORMATS]
    assert [rebuilt(graph) for graph in graphs] == [entries, entries]
    assert ground(graphs[0]) == ground(graphs[1])


def test_a_form_is_one_line_wherever_it_is_written(tiny: MakeTiny) -> None:
    """White space in a file means nothing; a label with two spaces is found by nobody."""
    entry = {"id": "bond", "preferred": "the  bond", "definition": "A tie.", "american": " a\n tie ", "related": "a  b"}
    forms = {
        "admitted": ["the  tie", {"form": "one\ntie"}],
        "deprecated": {"form": "the\tglue", "reason": "A  picture."},
    }
    made = tiny({"content/terms.yml": json.dumps({"terms": [{**entry, **forms}]})}).load()
    (bond,) = rebuilt(read(made, "terms.ttl"))
    assert [term.form for term in bond.terms] == ["the bond", "the tie", "one tie", "a tie", "the glue"]
    assert bond.related("related") == ("a b",)


# One graph, two ways of writing it


def ground(graph: Graph) -> set[tuple[object, ...]]:
    """The statements with each list as one value: no other node is without a name, so equal means isomorphic."""
    told = {
        (subject, predicate, tuple(Collection(graph, thing)) if isinstance(thing, BNode) else thing)
        for subject, predicate, thing in graph
        if predicate not in (RDF.first, RDF.rest)
    }
    assert not [one for one in told if isinstance(one[0], BNode)]
    return told


def test_turtle_and_json_ld_hold_the_same_graph(handbook: Handbook) -> None:
    turtle, json_ld = (read(handbook, name) for name in FORMATS)
    assert len(turtle) > 100
    assert isomorphic(turtle, json_ld)


def test_so_do_those_of_our_own_termbase(own: Handbook) -> None:
    turtle, json_ld = (ground(read(own, name)) for name in FORMATS)
    assert turtle == json_ld


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_is_always_the_same(own: Handbook, name: str) -> None:
    assert exported(own, name) == exported(own, name)


def test_turtle_reads_well(handbook: Handbook) -> None:
    """Short names, one paragraph for each thing, in the order of the termbase."""
    paragraphs = exported(handbook, "terms.ttl").split("\n\n")
    (bond,) = [one for one in paragraphs if one.startswith("term:bond ")]
    assert bond.splitlines() == [
        "term:bond a skos:Concept ;",
        f"    skos:inScheme <{ADDRESS}glossary/> ;",
        '    skos:notation "bond" ;',
        '    skos:prefLabel "bond"@en-GB ;',
        '    skos:altLabel "tie"@en-GB ;',
        "    skosxl:prefLabel form:bond.bond ;",
        "    skosxl:altLabel form:bond.tie ;",
        "    hb:forms ( form:bond.bond form:bond.tie ) ;",
        '    skos:definition "A tie between two people."@en-GB ;',
        '    hb:sources ( "handbook" ) ;',
        "    skos:broader term:working-alliance ;",
        "    skos:related term:trust ;",
        "    hb:link hb:never .",
    ]


def test_marks_and_line_ends_are_escaped_in_turtle() -> None:
    nasty = 'a "b" \\ c\nd\re\tf\x07\x00\u0085é'
    entry = TermEntry("x", (Term("x", TermStatus.PREFERRED, HERE),), nasty, HERE)
    turtle = exported(Handbook(Settings("T", HERE), entries=(entry,)), "terms.ttl")
    assert r'skos:definition "a \"b\" \\ c\nd\re\tf\u0007\u0000\u0085é"@en-GB' in turtle


# What readers of SKOS meet


def test_standard_labels_say_the_same_as_the_list_of_forms(handbook: Handbook) -> None:
    graph = read(handbook, "terms.ttl")
    first, concept = handbook.entries[0], TERM["working-alliance"]
    for name, statuses in (
        ("prefLabel", [TermStatus.PREFERRED]),
        ("altLabel", [TermStatus.ADMITTED]),
        ("hiddenLabel", [TermStatus.DEPRECATED, TermStatus.AMERICAN]),
    ):
        forms = {term.form for term in first.forms(*statuses)}
        assert {str(one) for one in graph.objects(concept, SKOS[name])} == forms
        assert {text(graph, one, XL.literalForm) for one in graph.objects(concept, XL[name])} == forms
    assert Literal("the working allyance", "en-US") in set(graph.objects(concept, SKOS.hiddenLabel))


def test_the_scheme_has_title_licence_edition_and_top_concepts(handbook: Handbook) -> None:
    graph = read(handbook, "terms.ttl")
    assert graph.value(SCHEME, DCTERMS.title) == Literal('A \\ "title" <&>: glossary', "en-GB")
    assert graph.value(SCHEME, SKOS.prefLabel) == Literal('A \\ "title" <&>: glossary', "en-GB")
    assert graph.value(SCHEME, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert graph.value(SCHEME, OWL.versionInfo) == Literal("2")
    assert [*graph.objects(SCHEME, SKOS.hasTopConcept)] == [TERM["working-alliance"]]
    assert [*graph.subjects(SKOS.topConceptOf, SCHEME)] == [TERM["working-alliance"]]


def test_a_source_is_a_work_on_the_page_of_references(handbook: Handbook) -> None:
    """A key that no work has is kept as it was written, and leads nowhere."""
    graph = read(handbook, "terms.ttl")
    (work,) = graph.objects(TERM["working-alliance"], DCTERMS.source)
    assert work == URIRef(f"{ADDRESS}references/#ref-bordin-1979")
    assert text(graph, work, DCTERMS.title) == 'The "generalizability" of <i>it</i>'
    assert [*graph.objects(TERM.bond, DCTERMS.source)] == []


def test_who_kept_an_earlier_id_learns_where_the_concept_is_now(handbook: Handbook) -> None:
    graph = read(handbook, "terms.ttl")
    assert graph.value(TERM.alliance, DCTERMS.isReplacedBy) == TERM["working-alliance"]
    assert (TERM.alliance, OWL.deprecated, Literal(True)) in graph
    assert {*graph.objects(TERM["working-alliance"], DCTERMS.replaces)} == {TERM.alliance, TERM["helping-alliance"]}


def test_without_a_public_address_names_are_full_and_those_of_two_handbooks_differ(handbook: Handbook) -> None:
    def names(title: str) -> set[Node]:
        unset = replace(handbook, settings=replace(handbook.settings, address="", title=title))
        return {*read(unset, "terms.skos.jsonld").subjects(RDF.type, SKOS.Concept)}

    assert all(str(name).startswith("urn:uuid:") for name in names("One"))
    assert names("One") == names("One")
    assert names("One").isdisjoint(names("Another"))


def test_every_own_name_in_the_data_is_explained_in_the_vocabulary(handbook: Handbook) -> None:
    graph = read(handbook, "terms.ttl")
    vocabulary = Graph().parse(data=exported(handbook, "vocabulary.ttl"), format="turtle")
    explained = {one for one in vocabulary.subjects(RDF.type) if one.startswith(HB)}
    used = {one for told in graph for one in told if isinstance(one, URIRef) and one.startswith(HB)}
    assert used <= explained
    assert {name.removeprefix(HB) for name in explained - used} == {"first", "relatedInOrder", "broaderInOrder"}


# SKOS finds no fault


def faults(graph: Graph) -> set[str]:
    """What the shapes say of a graph."""
    conforms, results, report = validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")
    assert isinstance(results, Graph), report
    said = {str(one) for one in results.objects(None, URIRef("http://www.w3.org/ns/shacl#resultMessage"))}
    assert conforms is not bool(said)
    return said


def test_our_own_termbase_keeps_to_skos(own: Handbook) -> None:
    assert faults(read(own, "terms.ttl")) == set()


def test_so_does_a_termbase_with_every_field(handbook: Handbook) -> None:
    assert faults(read(handbook, "terms.ttl")) == set()


BOND, TRUST, ALLIANCE = TERM.bond, TERM.trust, TERM["working-alliance"]
ENGLISH = "en-GB"
FORM, FORM_TO_USE = (URIRef(f"{ADDRESS}data/terms.ttl#form.bond.{form}") for form in ("tie", "bond"))


def add(*told: Node) -> Callable[[Graph], object]:
    return lambda graph: graph.add(told)


def drop(*told: Node | None) -> Callable[[Graph], object]:
    return lambda graph: graph.remove(told)


BROKEN: list[tuple[str, list[Callable[[Graph], object]]]] = [
    ("S9: a scheme is no concept", [add(SCHEME, RDF.type, SKOS.Concept)]),
    ("a scheme has one title", [drop(SCHEME, DCTERMS.title, None)]),
    ("S13: preferred and alternative differ", [add(BOND, SKOS.altLabel, Literal("bond", ENGLISH))]),
    ("S13: preferred and hidden differ", [add(BOND, SKOS.hiddenLabel, Literal("bond", ENGLISH))]),
    ("S13: alternative and hidden differ", [add(BOND, SKOS.hiddenLabel, Literal("tie", ENGLISH))]),
    ("S14: one preferred label in each language", [add(BOND, SKOS.prefLabel, Literal("link", ENGLISH))]),
    ("a concept has a preferred label", [drop(BOND, SKOS.prefLabel, None)]),
    ("a concept has one definition", [drop(BOND, SKOS.definition, None)]),
    ("a concept has one id", [drop(BOND, SKOS.notation, None)]),
    ("an id belongs to one concept", [drop(BOND, SKOS.notation, None), add(BOND, SKOS.notation, Literal("trust"))]),
    ("S19: a relation leads to a concept", [add(BOND, SKOS.related, TERM.nowhere)]),
    ("S23: related holds both ways", [drop(BOND, SKOS.related, TRUST)]),
    ("S25: broader and narrower are each other's way back", [drop(ALLIANCE, SKOS.narrower, BOND)]),
    (
        "S27: related concepts are not broader, at any distance",
        [add(BOND, SKOS.related, ALLIANCE), add(ALLIANCE, SKOS.related, BOND)],
    ),
    ("no concept is broader than itself", [add(ALLIANCE, SKOS.broader, BOND), add(BOND, SKOS.narrower, ALLIANCE)]),
    ("S8: a top concept is that of its scheme", [drop(None, SKOS.topConceptOf, None)]),
    ("what has nothing broader is a top concept, and nothing else is", [add(BOND, SKOS.topConceptOf, SCHEME)]),
    ("S55: a preferred label has the same form as a text and as a thing", [drop(FORM_TO_USE, XL.literalForm, None)]),
    ("S56: an alternative label has the same form as a text and as a thing", [drop(BOND, SKOS.altLabel, None)]),
    ("S57: a hidden label has the same form as a text and as a thing", [drop(ALLIANCE, XL.hiddenLabel, None)]),
    ("S52: a label has one form", [add(FORM, XL.literalForm, Literal("knot", ENGLISH))]),
    ("a label to avoid says why", [drop(None, SKOS.note, None)]),
    ("a label has one status", [drop(FORM, HB.status, None)]),
    ("a difference says how", [drop(None, SKOS.note, None)]),
    ("a concept has its place in the order", [drop(None, SKOS.memberList, None)]),
]


@pytest.mark.parametrize(("fault", "changes"), BROKEN, ids=[fault for fault, _ in BROKEN])
def test_a_broken_graph_is_found_out(handbook: Handbook, fault: str, changes: list[Callable[[Graph], object]]) -> None:
    graph = read(handbook, "terms.ttl")
    for change in changes:
        change(graph)
    assert fault in faults(graph)


# schema.org


SCHEMA = Namespace("https://schema.org/")


def test_search_engines_read_a_set_of_defined_terms(handbook: Handbook) -> None:
    graph = Graph().parse(data=exported(handbook, "terms.schema.jsonld"), format="json-ld")
    assert (SCHEME, RDF.type, SCHEMA.DefinedTermSet) in graph
    assert graph.value(SCHEME, SCHEMA.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert {*graph.objects(SCHEME, SCHEMA.hasDefinedTerm)} == {ALLIANCE, BOND, TRUST}
    told = {(predicate.removeprefix(SCHEMA), thing) for predicate, thing in graph.predicate_objects(BOND)}
    assert told == {
        (str(RDF.type), SCHEMA.DefinedTerm),
        ("name", Literal("bond")),
        ("alternateName", Literal("tie")),
        ("description", Literal("A tie between two people.")),
        ("termCode", Literal("bond")),
        ("url", BOND),
        ("inDefinedTermSet", SCHEME),
    }


def test_search_engines_are_not_given_words_to_avoid(handbook: Handbook) -> None:
    graph = Graph().parse(data=exported(handbook, "terms.schema.jsonld"), format="json-ld")
    names = {str(one) for one in graph.objects(ALLIANCE, SCHEMA.alternateName)}
    assert names == {"alliance \\ \\n", "WA.1/2 #é?", "التحالف", "the working allyance"}


def test_a_handbook_without_address_gives_search_engines_no_link(handbook: Handbook) -> None:
    unset = replace(handbook, settings=replace(handbook.settings, address=""))
    nodes = json.loads(exported(unset, "terms.schema.jsonld"))["@graph"]
    assert len(nodes) == 4
    assert [node for node in nodes if "url" in node] == []
