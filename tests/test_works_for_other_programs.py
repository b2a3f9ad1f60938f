"""Works as BibTeX, RIS and CSL-JSON: what readers that we did not write find in them is what stands in our records.

Pandoc reads BibTeX and CSL-JSON, rispy reads RIS.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import rispy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook_build.assembly import load
from handbook_build.exports import EXPORTS, addresses, exported
from handbook_build.exports.works import BETWEEN, WRITERS
from handbook_build.interchange.bibtex import to_bibtex
from handbook_build.interchange.bibtex_reading import read_bibtex
from handbook_build.interchange.csl import to_csl_json
from handbook_build.interchange.ris import to_ris
from handbook_build.interchange.ris_reading import read_ris
from tests.conftest import PROJECT
from tests.pandoc import PANDOC
from tests.tiny import TODAY, MakeTiny, handout, page

Work = Mapping[str, object]
OURS: list[Work] = json.loads((PROJECT / "content" / "references.json").read_text(encoding="utf-8"))
ODD: list[Work] = [
    {
        "id": "odd-1",
        "type": "article-journal",
        "author": [
            {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
            {"family": "hooks", "given": "bell"},
            {"family": "Kivlighan", "given": "Dennis M.", "suffix": "Jr."},
            {"family": "Del Re", "given": "A. C."},
            {"family": "山田", "given": "太郎"},
            {"family": "O'Hara", "given": "Zoë-Anne"},
            {"family": "Sand and Gravel", "given": "Ann"},
        ],
        "title": "50% of {clients} & their #1 worry: $5_000 ~ a^2 \\ “trust” @home -- isn’t it?",
        "container-title": "Health & Care {Quarterly} 100%",
        "issued": {"date-parts": [[2020, 3, 9]]},
        "DOI": "10.1002/(SICI)1097_0258(1998)17:15<1661::AID-SIM968>3.0.CO;2-2",
        "page": "12–15",
        "volume": 3,
    },
    {
        "id": "odd-2",
        "type": "report",
        "author": [
            {"literal": "Department of Health, Education and Welfare"},
            {"literal": "Health & Care Professions Council"},
        ],
        "title": "信頼と修復 — доверие",
        "issued": {"date-parts": [[1999]]},
        "publisher": "Smith & Sons",
        "number": "A 1, B 2",
        "URL": "https://example.org/a_b%20c?x=1&y=~2#d",
    },
    {
        "id": "odd-3",
        "type": "chapter",
        "author": [{"family": "Freud", "given": "Sigmund"}],
        "editor": [{"family": "Strachey", "given": "James"}],
        "title": "One } brace, and <i>italics</i>",
        "container-title": "The standard edition",
        "issued": {"date-parts": [[1958]]},
        "original-date": {"date-parts": [[1912]]},
        "page": "97–108",
    },
]


@pytest.mark.parametrize("ending", BETWEEN)
def test_a_list_is_its_entries_one_after_another(ending: str) -> None:
    assert WRITERS[ending](OURS + ODD) == BETWEEN[ending].join(WRITERS[ending]([work]) for work in OURS + ODD)


def pandoc(text: str, source: str) -> dict[str, dict[str, object]]:
    """The works that pandoc reads, by key."""
    command = [PANDOC, f"--from={source}", "--to=csljson", "--sandbox"]
    read = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=60).stdout
    return {work["id"]: work for work in json.loads(read)}


def plain(words: object) -> str:
    """A text as it can be compared: pandoc makes straight quotation marks curly; markup is compared elsewhere."""
    return re.sub(r"</?\w+>", "", str(words)).replace("’", "'").replace("“", '"').replace("”", '"')


def names(work: Work, role: str = "author") -> list[str]:
    people = work.get(role, [])
    parts = ("dropping-particle", "non-dropping-particle", "family", "given", "suffix", "literal")
    assert isinstance(people, list)
    return [plain(" ".join(str(one[part]) for part in parts if one.get(part))) for one in people]


def year(work: Work) -> str:
    issued = work.get("issued", {})
    assert isinstance(issued, dict)
    return str(issued["date-parts"][0][0]) if issued.get("date-parts") else ""


def essentials(work: Work) -> tuple[object, ...]:
    """What must arrive: title, names, year, DOI, container."""
    texts = (plain(work.get(name, "")) for name in ("title", "container-title", "DOI"))
    return (*texts, names(work), names(work, "editor"), year(work))


# ---- BibTeX ----


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@pytest.mark.parametrize("works", [OURS, ODD[:2]], ids=["ours", "odd"])
def test_pandoc_reads_our_bibtex_as_we_wrote_it(works: Sequence[Work], dialect: str) -> None:
    read = pandoc(to_bibtex(works), dialect)
    assert {key: essentials(work) for key, work in read.items()} == {
        str(work["id"]): essentials(work) for work in works
    }


def test_bibtex_keeps_what_pandoc_itself_would_lose() -> None:
    """Pandoc's own writer loses the date of the original, and puts capitals into titles."""
    freud = next(work for work in OURS if work["id"] == "freud-1912")
    read = pandoc(to_bibtex([freud]), "biblatex")["freud-1912"]
    assert read["original-date"] == {"date-parts": [[1912]]}
    assert read["container-title"] == freud["container-title"]
    assert read["page"] == "97-108"


def test_italics_and_a_brace_without_its_fellow_go_into_bibtex() -> None:
    text = to_bibtex([ODD[2]])
    assert r"One \textbraceright{} brace, and \textit{italics}" in text
    assert text.count("{") == text.count("}")
    assert pandoc(text, "biblatex")["odd-3"]["type"] == "chapter"


def test_a_key_of_bibtex_holds_nothing_that_ends_it() -> None:
    assert to_bibtex([{"id": "a b,c}", "type": "book"}]).startswith("@book{a-b-c,\n")


# ---- RIS ----


def by_rispy(text: str) -> dict[str, dict[str, object]]:
    return {str(one["id"]): one for one in rispy.loads(text)}


def in_ris(work: Work, role: str = "author") -> list[str]:
    """Names as RIS writes them."""
    found = []
    people = work.get(role, [])
    assert isinstance(people, list)
    for one in people:
        family = " ".join(str(one[part]) for part in ("non-dropping-particle", "family") if one.get(part))
        rest = [str(one[part]) for part in ("given", "suffix") if one.get(part)]
        found.append(f"{one['literal']}," if "literal" in one else ", ".join([family, *rest]) if rest else f"{family},")
    return found


@pytest.mark.parametrize("works", [OURS, ODD], ids=["ours", "odd"])
def test_rispy_reads_our_ris_as_we_wrote_it(works: Sequence[Work]) -> None:
    read = by_rispy(to_ris(works))
    assert list(read) == [work["id"] for work in works]
    for work in works:
        record = read[str(work["id"])]
        assert record["title"] == re.sub(r"</?i>", "", str(work["title"]))
        assert record.get("authors", []) == in_ris(work)
        assert record.get("year", "") == year(work)
        assert record.get("doi", "") == work.get("DOI", "")
        assert record.get("secondary_title", "") == work.get("container-title", "")


def test_pandoc_takes_a_body_in_ris_for_one_name() -> None:
    """Without the comma at its end, pandoc takes "Psychotherapy" for the family name."""
    work = {
        "id": "a",
        "type": "report",
        "title": "T",
        "author": [{"literal": "British Association for Counselling and Psychotherapy"}],
    }
    assert names(pandoc(to_ris([work]), "ris")["a"]) == ["British Association for Counselling and Psychotherapy"]


def test_editors_of_a_book_and_of_what_a_chapter_stands_in_are_editors() -> None:
    editor = [{"family": "Feltham", "given": "Colin"}]
    works = [{"id": "a", "type": "book", "title": "T", "editor": editor}, {**ODD[2], "id": "b"}]
    read = pandoc(to_ris(works), "ris")
    assert (names(read["a"], "editor"), names(read["b"], "editor")) == (["Feltham Colin"], ["Strachey James"])


# ---- CSL-JSON ----


@pytest.mark.parametrize("works", [OURS, ODD], ids=["ours", "odd"])
def test_pandoc_reads_our_csl_json_as_we_wrote_it(works: Sequence[Work]) -> None:
    read = pandoc(to_csl_json(works), "csljson")
    assert {key: essentials(work) for key, work in read.items()} == {
        str(work["id"]): essentials(work) for work in works
    }


def test_csl_json_has_what_its_schema_requires() -> None:
    """csl-data.json: `id` and `type`, names as objects, dates as lists of lists of numbers or texts."""
    for work in json.loads(to_csl_json([*OURS, *ODD])):
        assert isinstance(work["id"], str)
        assert isinstance(work["type"], str)
        assert "custom" not in work
        for name in ("author", "editor"):
            assert all(
                set(one) <= {"family", "given", "literal", "suffix", "non-dropping-particle"}
                for one in work.get(name, [])
            )
        for name in ("issued", "original-date"):
            assert all(
                isinstance(number, int) for parts in work.get(name, {}).get("date-parts", []) for number in parts
            )


# ---- Any works ----

WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="<>`\"'‘’“”«»‚„‹›"),
    min_size=1,
    max_size=40,
).map(lambda words: " ".join(words.split()))
LETTERS = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo")), min_size=1, max_size=12)
PERSON = st.builds(lambda family, given: {"family": family, "given": given}, LETTERS, LETTERS)
BODY = st.builds(lambda words: {"literal": words}, WORDS.filter(lambda words: any(map(str.isalnum, words))))
WORK = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["article-journal", "book", "chapter", "report", "webpage", "thesis"]),
        "title": WORDS.filter(lambda words: any(map(str.isalnum, words))),
        "author": st.lists(st.one_of(PERSON, BODY), min_size=1, max_size=4),
        "issued": st.integers(1000, 2030).map(lambda number: {"date-parts": [[number]]}),
        "DOI": st.from_regex(r"10\.\d{4}/[a-z0-9._;()%&#~-]{1,12}", fullmatch=True),
    }
)
WORKS = st.lists(WORK, min_size=1, max_size=8).map(
    lambda works: [{"id": f"key-{at}", **work} for at, work in enumerate(works)]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(WORKS)
def test_what_we_write_we_read_again(works: list[Work]) -> None:
    """Our own readers, for works of every script and with every sign."""
    for text, read in ((to_bibtex(works), read_bibtex), (to_ris(works), read_ris)):
        found = read(text)
        assert not found.broken
        assert [entry.key for entry in found.entries] == [work["id"] for work in works]
        for entry, work in zip(found.entries, works, strict=True):
            assert entry.fields["DOI"] == work["DOI"]
            assert year(entry.fields) == year(work)
            if read is read_ris:
                assert entry.fields["title"] == work["title"]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(WORKS)
def test_pandoc_reads_any_works_from_our_bibtex(works: list[Work]) -> None:
    read = pandoc(to_bibtex(works), "biblatex")
    assert [read[str(work["id"])]["DOI"] for work in works] == [work["DOI"] for work in works]
    assert [len(names(read[str(work["id"])])) for work in works] == [len(names(work)) for work in works]
    assert [year(read[str(work["id"])]) for work in works] == [year(work) for work in works]


# ---- The files ----


def test_each_page_and_each_work_has_files_of_its_own(tiny: MakeTiny) -> None:
    works = [{**work, "id": key} for key, work in (("one-1999", ODD[1]), ("Two 2020", ODD[0]))]
    made = tiny(
        {
            "content/references.json": json.dumps(works),
            "content/trust.md": page("trust", "Said before [@one-1999]."),
            "content/handouts/H12.md": handout("H12", "trust", "Text [@one-1999]."),
        }
    )
    files = dict(exported(made.load()))
    assert tuple(files) == addresses(made.load())
    lists = {address: text for address, text in files.items() if address.startswith("data/references/")}
    assert list(lists) == [
        f"data/references/{name}.{ending}" for name in ("H12", "trust") for ending in ("bib", "ris", "json")
    ]
    assert [work["id"] for work in json.loads(lists["data/references/trust.json"])] == ["one-1999"]
    assert [address for address in files if address.startswith("data/works/one-1999.")] == [
        f"data/works/one-1999.{ending}" for ending in ("bib", "ris", "json")
    ]
    odd = next(address for address in files if address.startswith("data/works/two"))
    assert re.fullmatch(r"data/works/two-2020\.[0-9a-f]{10}\.bib", odd), "a name for every file system and address"


def test_the_whole_list_is_there_in_every_form() -> None:
    handbook = load(PROJECT, TODAY)
    assert len(pandoc(EXPORTS["data/references.bib"](handbook), "biblatex")) == len(handbook.item)
    assert len(by_rispy(EXPORTS["data/references.ris"](handbook))) == len(handbook.item)
    assert len(json.loads(EXPORTS["data/references.csl.json"](handbook))) == len(handbook.item)


def test_two_thousand_works_are_written_at_once() -> None:
    works = [{**work, "id": f"{work['id']}-{at}"} for at in range(22) for work in OURS][:2000]
    began = time.process_time()
    for write in (to_bibtex, to_ris, to_csl_json):
        write(works)
    assert time.process_time() - began < 2


def test_a_built_site_has_the_files(built_site: Path) -> None:
    assert (built_site / "data" / "references.bib").read_text(encoding="utf-8").count("\n@") > 90
    assert (built_site / "data" / "works" / "rogers-1957.ris").read_text(encoding="utf-8").startswith("TY  - JOUR\n")


def test_words_outside_a_record_are_told_once_for_lines_below_each_other() -> None:
    head = "Provider: A database\nContent: text/plain\n\n"
    found = read_ris(head + "Words\nand more\n\nTY  - BOOK\nTI  - On chairs\nER  - \nOther words\n")
    assert [entry.fields["title"] for entry in found.entries] == ["On chairs"]
    assert [(one.line, one.message) for one in found.broken] == [
        (4, "`Words` stands outside a record, which begins with `TY  -`"),
        (10, "`Other words` stands outside a record, which begins with `TY  -`"),
    ]
