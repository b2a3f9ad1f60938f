"""The handbook as data: what another program reads back is what the author wrote."""

from __future__ import annotations

import csv
import io
import json
import subprocess

import pytest

from handbook_build.exports import EXPORTS
from handbook_build.model.handbook import Handbook
from tests.pandoc import PANDOC
from tests.tiny import MakeTiny, handout, page

ADDRESS = "https://handbook.clinic.internal/en/"
SETTINGS = f"""site_name: "Ärger & \\"Trost\\""
site_url: {ADDRESS}
plugins:
  - handbook: {{edition: "2", contact: desk@clinic.internal, licence: CC BY 4.0, licence-url: "https://creativecommons.org/licenses/by/4.0/"}}
"""
TERMS = """terms:
  - id: working-alliance
    preferred: working alliance
    admitted: [alliance, helping alliance]
    deprecated:
      - form: treatment alliance
        reason: a dated name
    american: [working allyance]
    definition: 'A bond, and agreement: "we pull together".'
    scope-note: Not the same as trust; see there.
    source: [bordin-1979, "rogers-1957, p. 96"]
    narrower: [bond]
    related: [nowhere]
  - id: bond
    formerly: [tie, old-tie]
    preferred: bond
    admitted: [{form: tie, link: asked}, {form: "“link”", link: never}]
    deprecated:
      - {form: fetter, reason: sounds like prison, replace: true}
      - {form: ligature, reason: a medical word}
    irregular: ["bonds'"]
    other-senses: [bond trader, savings bond]
    definition: A tie between two people.
    audience: [counsellor, trainer]
    client-definition: A tie.
    differs:
      - {from: working-alliance, how: A bond is a part of it.}
      - {from: nowhere, how: One is here.}
    source: handbook
    broader: [working-alliance]
    link: asked
"""
WORKS = [
    {
        "id": "rogers-1957",
        "type": "article-journal",
        "author": [{"family": "Rogers", "given": "Carl R."}],
        "issued": {"date-parts": [[1957, 4]]},
        "title": "The conditions of change: “necessary” & <sufficient>",
        "container-title": "Journal of Consulting Psychology",
        "volume": "21",
        "issue": 2,
        "page": "95–103",
        "DOI": "10.1037/h0045357",
        "custom": {"verification": "OUR-NOTE"},
        "note": "OUR-NOTE",
        "keyword": "OUR-NOTE",
        "annote": "OUR-NOTE",
    },
    {
        "id": "bordin-1979",
        "type": "book",
        "author": [{"literal": "The Society"}, {"family": "Gogh", "non-dropping-particle": "van", "given": "Vincent"}],
        "editor": [{"family": "Müller", "given": "Ö."}],
        "issued": {"literal": "n.d."},
        "title": "信頼 and trust",
        "publisher": "Verlag",
        "language": "de",
    },
]


@pytest.fixture
def handbook(tiny: MakeTiny) -> Handbook:
    sections = page(
        "breaks", "## What a break feels like {#break-feelings}\n\nA [bond]{.term} holds.", "Breaks", "outline: D2.4\n"
    )
    made = tiny(
        {
            "mkdocs.yml": SETTINGS,
            "content/terms.yml": TERMS,
            "content/references.json": json.dumps(WORKS),
            "content/the frame/breaks.md": sections,
            "content/handouts/H12.md": handout("H12", "breaks"),
        }
    )
    return made.load()


def exported(handbook: Handbook, name: str) -> str:
    return EXPORTS[f"data/{name}"](handbook)


# References


def read_by_pandoc(csl_json: str, *, to: str) -> str:
    command = [PANDOC, "--from=csljson", f"--to={to}", "--sandbox"]
    return subprocess.run(
        command, input=csl_json, capture_output=True, text=True, check=True, timeout=60, encoding="utf-8"
    ).stdout


def test_pandoc_reads_back_every_work(handbook: Handbook) -> None:
    read = {
        work["id"]: work for work in json.loads(read_by_pandoc(exported(handbook, "references.csl.json"), to="csljson"))
    }
    assert list(read) == ["bordin-1979", "rogers-1957"]
    article, book = read["rogers-1957"], read["bordin-1979"]
    assert article["author"] == [{"family": "Rogers", "given": "Carl R."}]
    assert article["issued"] == {"date-parts": [[1957, 4]]}
    assert article["container-title"] == "Journal of Consulting Psychology"
    assert (article["DOI"], article["volume"], str(article["issue"])) == ("10.1037/h0045357", "21", "2")
    assert book["title"] == "信頼 and trust"
    assert book["author"] == [
        {"literal": "The Society"},
        {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
    ]
    assert book["editor"] == [{"family": "Müller", "given": "Ö."}]


def test_pandoc_makes_bibtex_of_the_works(handbook: Handbook) -> None:
    bibtex = read_by_pandoc(exported(handbook, "references.csl.json"), to="bibtex")
    assert "@article{rogers-1957," in bibtex
    assert "@book{bordin-1979," in bibtex


def test_our_own_notes_on_a_work_stay_at_home(handbook: Handbook) -> None:
    assert "OUR-NOTE" not in exported(handbook, "references.csl.json")


def test_works_are_sorted_by_their_key(handbook: Handbook) -> None:
    keys = [work["id"] for work in json.loads(exported(handbook, "references.csl.json"))]
    assert keys == sorted(keys)


# Terms; test_termbase_exports.py reads them as a graph


def nodes(handbook: Handbook) -> dict[str, dict[str, object]]:
    graph = json.loads(exported(handbook, "terms.skos.jsonld"))["@graph"]
    return {node["@id"]: node for node in graph}


GLOSSARY = f"{ADDRESS}glossary/"
ALLIANCE, BOND = f"{GLOSSARY}#term-working-alliance", f"{GLOSSARY}#term-bond"
FORM = f"{ADDRESS}data/terms.ttl#form.working-alliance."


def said(text: str, language: str = "en-GB") -> dict[str, str]:
    return {"@value": text, "@language": language}


def test_who_knows_no_json_ld_can_read_a_concept_too(handbook: Handbook) -> None:
    """A relation that leads to no entry is kept as it was written, beside those that do."""
    assert nodes(handbook)[ALLIANCE] == {
        "@id": ALLIANCE,
        "@type": "Concept",
        "inScheme": GLOSSARY,
        "topConceptOf": GLOSSARY,
        "notation": "working-alliance",
        "prefLabel": said("working alliance"),
        "altLabel": [said("alliance"), said("helping alliance")],
        "hiddenLabel": [said("working allyance", "en-US"), said("treatment alliance")],
        "prefForm": f"{FORM}working%20alliance",
        "altForm": [f"{FORM}alliance", f"{FORM}helping%20alliance"],
        "hiddenForm": [f"{FORM}working%20allyance", f"{FORM}treatment%20alliance"],
        "forms": [
            f"{FORM}working%20alliance",
            f"{FORM}alliance",
            f"{FORM}helping%20alliance",
            f"{FORM}working%20allyance",
            f"{FORM}treatment%20alliance",
        ],
        "definition": said("A bond, and agreement: “we pull together”."),
        "scopeNote": said("Not the same as trust; see there."),
        "source": [f"{ADDRESS}references/#ref-bordin-1979", f"{ADDRESS}references/#ref-rogers-1957"],
        "sources": ["bordin-1979", "rogers-1957, p. 96"],
        "narrower": [BOND],
        "relatedInOrder": ["nowhere"],
    }


def test_a_form_to_avoid_says_why(handbook: Handbook) -> None:
    assert nodes(handbook)[f"{FORM}treatment%20alliance"] == {
        "@id": f"{FORM}treatment%20alliance",
        "@type": "Label",
        "literalForm": said("treatment alliance"),
        "status": "deprecated",
        "note": said("a dated name"),
    }


def test_every_name_in_the_scheme_is_declared(handbook: Handbook) -> None:
    context = json.loads(exported(handbook, "terms.skos.jsonld"))["@context"]
    used = {name for node in nodes(handbook).values() for name in node if not name.startswith("@")}
    assert used <= set(context)
    meanings = [one if isinstance(one, str) else one["@id"] for one in context.values()]
    assert len(set(meanings)) == len(meanings), "no two names mean the same"


def test_the_table_has_a_row_for_each_entry(handbook: Handbook) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(handbook, "terms.csv"))))
    assert rows[0] == {
        "id": "working-alliance",
        "preferred": "working alliance",
        "admitted": "alliance; helping alliance",
        "avoid": "treatment alliance",
        "why avoided": "treatment alliance: a dated name",
        "replaceable": "",
        "american": "working allyance",
        "irregular": "",
        "other senses": "",
        "definition": "A bond, and agreement: “we pull together”.",
        "audience": "",
        "client definition": "",
        "scope note": "Not the same as trust; see there.",
        "differs": "",
        "source": "bordin-1979; rogers-1957, p. 96",
        "broader": "",
        "narrower": "bond",
        "related": "nowhere",
        "link": "first",
        "links of forms": "",
        "formerly": "",
    }
    assert [row["id"] for row in rows] == ["working-alliance", "bond"]


def test_what_an_entry_has_several_of_stands_in_one_field_of_the_table(handbook: Handbook) -> None:
    row = list(csv.DictReader(io.StringIO(exported(handbook, "terms.csv"))))[1]
    assert {name: row[name] for name in ("formerly", "differs", "links of forms", "replaceable", "why avoided")} == {
        "formerly": "tie; old-tie",
        "differs": "working-alliance: A bond is a part of it.; nowhere: One is here.",
        "links of forms": "tie: asked; “link”: never",
        "replaceable": "fetter",
        "why avoided": "fetter: sounds like prison; ligature: a medical word",
    }
    assert (row["audience"], row["client definition"]) == ("counsellor; trainer", "A tie.")
    assert (row["irregular"], row["other senses"], row["link"]) == ("bonds'", "bond trader; savings bond", "asked")


# Sections


def test_every_page_section_and_handout_has_its_address(handbook: Handbook) -> None:
    data = json.loads(exported(handbook, "sections.json"))
    assert (data["title"], data["edition"]) == ('Ärger & "Trost"', "2")
    assert [
        (one["kind"], one["id"], one["number"], one["url"])
        for one in data["sections"]
        if one["kind"] != "section" or one["id"] == "break-feelings"
    ] == [
        ("handout", "H12", "H12", f"{ADDRESS}handouts/H12/"),
        ("page", "start", "", ADDRESS),
        ("page", "breaks", "D2.4", f"{ADDRESS}the%20frame/breaks/"),
        ("section", "break-feelings", "D2.4.1", f"{ADDRESS}the%20frame/breaks/#break-feelings"),
    ]


@pytest.mark.parametrize("name", EXPORTS)
def test_an_empty_handbook_has_empty_exports(name: str, tiny: MakeTiny) -> None:
    text = EXPORTS[name](tiny({}).load())
    assert text.endswith("\n")
    if name.endswith("csv"):
        assert text.count("\n") == 1
    elif name.endswith("ttl"):
        assert text.startswith("@prefix ")
    elif name.endswith((".bib", ".ris")):
        assert not text.strip()
    else:
        assert json.loads(text) is not None
