"""`handbook references check`, `add` and `resolve`: what is found, taken in, lost, and asked for."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook_build.authoring.arriving import read_works
from handbook_build.faults import WrongUse
from tests.conftest import PROJECT
from tests.tiny import MakeTiny, Tiny, handbook, page

CLEAN, FINDINGS, WRONG_USE, FAULT = 0, 1, 2, 3
WORKS = "content/references.json"
ROGERS = """[
  {
    "id": "rogers-1957",
    "type": "article-journal",
    "author": [{"family": "Rogers", "given": "Carl R."}],
    "issued": {"date-parts": [[1957]]},
    "title": "The necessary and sufficient conditions of therapeutic personality change",
    "container-title": "Journal of Consulting Psychology",
    "DOI": "10.1037/h0045357",
    "custom": {"confidence": "verified", "verification": "the paper itself"}
  }
]
"""


@pytest.fixture
def book(tiny: MakeTiny) -> Tiny:
    """A handbook with one work, which is cited."""
    return tiny({WORKS: ROGERS, "content/six.md": page("six", "Said before [@rogers-1957].")})


def works(made: Tiny) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((made.root / WORKS).read_text(encoding="utf-8-sig"))
    return found


def add(made: Tiny, text: str | bytes, *options: str, name: str = "works.bib") -> tuple[int, str, str]:
    """The exit code, the change and the account of `references add`; `--yes` writes."""
    path = made.root / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = made.run("references", "add", str(path), *options)
    return done.returncode, done.stdout, done.stderr


# ---- Check ----


def test_our_own_works_have_no_error_and_the_other_handbooks_no_finding() -> None:
    ours = handbook("references", "check", "--root", str(PROJECT), "--format", "json")
    assert ours.returncode == CLEAN
    assert {one["name"] for one in json.loads(ours.stdout)["diagnostics"]} <= {"varying-name"}
    for name in ("clinic", "smallest", "unusual"):
        done = handbook("references", "check", "--root", str(PROJECT / "tests" / "handbooks" / name))
        assert (done.returncode, done.stdout) == (CLEAN, ""), name


def test_a_suspicion_is_reported_when_asked_and_fails_nothing(book: Tiny) -> None:
    title = "The necessary and sufficient conditions of therapeutic personality change"
    book.write({WORKS: ROGERS.replace(title, "THE NECESSARY CONDITIONS")})
    done = book.run("references", "check", "--format", "concise")
    assert done.returncode == CLEAN
    assert done.stdout == (
        f"{WORKS}:3:5: warning HB343 capital-letters: `title` of the work `rogers-1957` is all in capitals: "
        "THE NECESSARY CONDITIONS\n"
    )
    assert "HB343" not in book.run("check", "--format", "concise").stdout


def test_an_error_in_a_work_fails_and_other_files_are_not_looked_at(book: Tiny) -> None:
    book.write({WORKS: ROGERS.replace("10.1037/", "10.37 "), "content/broken.md": "no front matter"})
    done = book.run("references", "check", "--format", "concise")
    assert done.returncode == FINDINGS
    assert [line.split()[2] for line in done.stdout.splitlines()] == ["HB304"]
    assert done.stderr == "1 work; 1 finding\n"


# ---- What readers are told ----


def test_the_page_says_in_plain_words_how_a_record_was_checked(book: Tiny) -> None:
    (rogers,) = json.loads(ROGERS)
    partly = {
        **rogers,
        "custom": {
            "confidence": "partly",
            "verification": "https://www.example.org/a?b ; citation seen in public GitHub files (volume from the seed)",
            "candidate_fields_not_seen": {"volume": "21", "page": "95"},
        },
    }
    book.write({WORKS: json.dumps([partly])})
    assert book.run("build", "--quiet").returncode == CLEAN
    shown = book.site("references")
    assert "<summary>Article. Record partly checked</summary>" in shown
    where = "example.org; a citation of it in other people’s public files (volume not seen there)"
    assert f"<p>What was looked at: {where}.</p>" in shown
    assert "<p>Left out, since not seen: volume and pages.</p>" in shown


# ---- Add ----

BIBTEX = r"""
@article{Gelso:2014,
  author = {Gelso, Charles J. and Fl{\"u}ckiger, Christoph and van der Berg, Jan and {Health \& Care Ltd}},
  title = {{A Tripartite Model of the Therapeutic Relationship: {T}heory \& 50% Research}.},
  journal = {Psychotherapy Research}, volume = 24, number = 2, pages = {117-131}, month = mar, year = 2014,
  doi = {https://doi.org/10.1080/10503307.2013.845920},
  keywords = {alliance}
}
"""


def test_bibtex_arrives_in_the_forms_of_this_handbook(book: Tiny) -> None:
    code, change, account = add(book, BIBTEX, "--yes")
    assert code == CLEAN
    old, new = works(book)
    assert old["custom"] == {"confidence": "verified", "verification": "the paper itself"}
    assert new == {
        "id": "gelso-2014",
        "type": "article-journal",
        "author": [
            {"family": "Gelso", "given": "Charles J."},
            {"family": "Flückiger", "given": "Christoph"},
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
            {"literal": "Health & Care Ltd"},
        ],
        "issued": {"date-parts": [[2014, 3]]},
        "title": "A Tripartite Model of the Therapeutic Relationship: Theory & 50% Research",
        "container-title": "Psychotherapy Research",
        "volume": "24",
        "issue": "2",
        "page": "117–131",
        "DOI": "10.1080/10503307.2013.845920",
        "custom": {
            "confidence": "unverified",
            "verification": "added from works.bib on 2026-11-22; not yet compared with the work itself",
        },
    }
    assert '+    "id": "gelso-2014",' in change
    assert "`gelso-2014` (there `Gelso:2014`), works.bib:2" in account
    assert "lost: keywords `alliance`: has no place in CSL-JSON" in account


# What Zotero makes of tags in a title, and what Google Scholar and older programs make of an address.
QUIRKS = r"""
@book{zotero, author={Doe, A.}, year={2001}, title={On {\textless}i{\textgreater}Being{\textless}/i{\textgreater}}}
@misc{scholar, author={{Mind}}, title={A page}, year={2020}, howpublished={\url{https://example.org/a_b/}}}
"""


def test_habits_of_other_programs_do_not_reach_the_reader(book: Tiny) -> None:
    assert add(book, QUIRKS, "--yes")[0] == CLEAN
    ris = "TY  - JOUR\nAU  - Roe, B.\nTI  - A trial\nPY  - 2018\nM3  - Article\nT2  - Journal\nER  - \n"
    code, _, account = add(book, ris, "--yes")
    assert (code, "lost: genre `Article`" in account) == (CLEAN, True)
    records = [
        {"id": "x", "type": "webpage", "title": "Raw", "author": [{"family": "Poe"}],
         "issued": {"raw": "2019-05-03"}, "URL": "https://example.org/raw"},
        {"id": "y", "type": "book", "title": "About then", "author": [{"family": "Poe"}],
         "issued": {"date-parts": [[1912]], "circa": True}},
    ]  # fmt: skip
    assert add(book, json.dumps(records), "--yes")[0] == CLEAN
    _, italic, page, article, raw, circa = works(book)
    assert italic["title"] == "On <i>Being</i>"
    assert (page["type"], page["URL"]) == ("webpage", "https://example.org/a_b/")
    assert "genre" not in article
    assert (raw["id"], raw["issued"]) == ("poe-2019", {"date-parts": [[2019, 5, 3]]})
    assert circa["issued"] == {"date-parts": [[1912]], "circa": True}


RIS = """TY  - CHAP
AU  - Freud, Sigmund
AU  - Ministry of Health
A2  - Strachey, James
TI  - On beginning the treatment
T2  - The standard edition
PY  - 1958///
SP  - 121
EP  - 144
PB  - Hogarth Press
N1  - a private note
SN  - 978-1-57230-512-0
ER  -
"""


def test_ris_and_csl_json_are_known_by_what_they_hold(book: Tiny) -> None:
    assert add(book, RIS, "--yes", name="export.txt")[0] == CLEAN
    items = {"items": [{"id": "x", "type": "book", "title": "A book", "author": [{"family": "Doe"}],
                        "issued": {"date-parts": [["2001"]]}, "DOI": "10.1000/ABC", "foo": 1}]}  # fmt: skip
    code, _, account = add(book, json.dumps(items, indent=1), "--yes", name="zotero.txt")
    assert code == CLEAN
    assert "lost: foo" in account
    _, chapter, one = works(book)
    assert chapter["author"] == [{"family": "Freud", "given": "Sigmund"}, {"literal": "Ministry of Health"}]
    assert (chapter["editor"], chapter["page"]) == ([{"family": "Strachey", "given": "James"}], "121–144")
    assert (chapter["container-title"], chapter["ISBN"]) == ("The standard edition", "978-1-57230-512-0")
    assert (one["id"], one["DOI"]) == ("doe-2001", "10.1000/abc")


def test_what_cannot_be_taken_is_told_with_its_line_and_the_rest_is_taken(book: Tiny) -> None:
    text = """@book{good, author={Doe, A.}, title={A book}, year={2001}, isbn={978-0-306-40615-8}}
@article{open, title={x, author={y}

@book{undated, author={Doe, A.}, title={Another book}}
@article{again, author={Rogers, C.}, title={The Necessary and Sufficient Conditions of Therapeutic Personality Change},
  journal={J. Consult. Psychol.}, year={1957}}
@book{twice, author={Doe, A.}, title={A book}, year={2001}}
"""
    code, _, account = add(book, text, "--yes")
    assert code == FINDINGS
    assert [work["id"] for work in works(book)] == ["rogers-1957", "doe-2001"]
    assert "lost: ISBN `978-0-306-40615-8`: has a wrong length or check digit" in account
    left = [
        line.strip() for line in account.partition("Left out (4):")[2].splitlines() if line.startswith("  works.bib")
    ]
    assert [line.split(": ")[0] for line in left] == ["works.bib:2", "works.bib:4", "works.bib:5", "works.bib:7"]
    assert "does not end where the next begins" in left[0]
    assert "it has no date (issued); where a work shows no date, write n.d. as its year" in left[1]
    assert "it has the same title and year as `rogers-1957`" in left[2]
    assert "as `doe-2001`, which this file adds in line 1" in left[3]


def test_duplicates_alone_are_no_failure(book: Tiny) -> None:
    assert add(book, BIBTEX, "--yes")[0] == CLEAN
    before = (book.root / WORKS).read_bytes()
    code, change, account = add(book, BIBTEX, "--yes")
    assert (code, change) == (CLEAN, "")
    assert "it has the same DOI as `gelso-2014`" in account
    assert (book.root / WORKS).read_bytes() == before


def test_nothing_is_written_without_a_yes(book: Tiny) -> None:
    code, change, account = add(book, BIBTEX)
    assert code == CLEAN
    assert change.startswith(f"--- a/{WORKS}\n")
    assert account.endswith("Nothing was written. To write it, add --yes.\n")
    assert (book.root / WORKS).read_text(encoding="utf-8") == ROGERS


@pytest.mark.parametrize(
    "before",
    [
        ROGERS.encode(),
        b"\xef\xbb\xbf" + ROGERS.replace("\n", "\r\n").encode(),
        ROGERS.replace("  }\n]", "  },\n]").encode(),
        ROGERS.replace("  ", "\t").encode(),
        (" ".join(ROGERS.split()).replace("[ {", "[\n{")).encode(),
        json.dumps(json.loads(ROGERS)).encode(),
    ],
    ids=["ours", "windows", "comma", "tabs", "a-line-each", "one-line"],
)
def test_all_that_stood_in_the_file_stays_byte_for_byte(book: Tiny, before: bytes) -> None:
    book.write({WORKS: before})
    assert add(book, BIBTEX + RIS.replace("TY", "%TY"), "--yes")[0] == CLEAN
    after = (book.root / WORKS).read_bytes()
    kept = before.rstrip().removesuffix(b"]").rstrip().removesuffix(b",")
    assert after.startswith(kept)
    assert (b"\r\n" in after) == (b"\r\n" in before)
    assert after.count(b"\n") - after.count(b"\r\n") == (0 if b"\r\n" in before else after.count(b"\n"))
    assert [one.name for one in book.report().diagnostics] == ["uncited-reference"]


@pytest.mark.parametrize("before", [b"", b"[]", b"[\n]\n", None], ids=["empty", "list", "lines", "none"])
def test_the_first_work_makes_the_file(tiny: MakeTiny, before: bytes | None) -> None:
    made = tiny({} if before is None else {WORKS: before})
    assert add(made, BIBTEX, "--yes")[0] == CLEAN
    assert [work["id"] for work in works(made)] == ["gelso-2014"]
    assert [one.name for one in made.report().diagnostics] == ["uncited-reference"]


def test_keys_are_new_and_follow_the_family_and_the_year(book: Tiny) -> None:
    text = """
@book{a, author={Rogers, C.}, title={Something else entirely}, year=1957}
@book{b, author={Rogers, C.}, title={A third thing}, year=1957}
@book{c, author={Ólafsdóttir, A. and Del Re, B.}, title={Two of them}, year=2001}
@report{d, author={{British Association for Counselling and Psychotherapy}}, title={A code}, year={n.d.}}
@book{e, author={山田, 太郎}, title={信頼}, year=2002}
@book{f, author={Foo, A. and Bar, B. and Baz, C.}, title={Three of them}, year={2003}}
"""
    assert add(book, text, "--yes")[0] == CLEAN
    keys = [work["id"] for work in works(book)[1:]]
    assert keys == ["rogers-1957b", "rogers-1957c", "olafsdottir-del-re-2001", "bacp-nd", "work-2002", "foo-2003"]
    book.write({"content/six.md": page("six", f"Said [{'; '.join(f'@{key}' for key in ['rogers-1957', *keys])}].")})
    assert book.findings() == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "works.bib is empty"),
        (b"<!doctype html><title>x</title>", "is a page of the web"),
        (bytes(range(256)) * 20, "is no text"),
        ("@book{a, title={Café}}".encode("latin-1"), "is not UTF-8 text: see line 1"),
        (b"Dear editors, please add Rogers.", "looks like none of BibTeX, RIS and CSL-JSON"),
        (b"[]", "holds no work in the format CSL-JSON"),
        (b"@comment{nothing}", "holds no work in the format BibTeX"),
    ],
    ids=["empty", "html", "binary", "latin-1", "letter", "no-works", "comment"],
)
def test_what_is_no_list_of_works_is_refused(book: Tiny, text: bytes, says: str) -> None:
    code, change, account = add(book, text)
    assert (code, change) == (WRONG_USE, "")
    assert says in account
    assert "Traceback" not in account


def test_a_file_that_is_not_there_and_a_folder_are_refused(book: Tiny) -> None:
    for name in ("nowhere.bib", "content"):
        done = book.run("references", "add", str(book.root / name))
        assert done.returncode == WRONG_USE
        assert "could not be read" in done.stderr


def test_works_are_not_added_to_a_broken_file(book: Tiny) -> None:
    book.write({WORKS: ROGERS.replace('"type": "article-journal",', '"type" "article-journal",')})
    code, _, account = add(book, BIBTEX, "--yes")
    assert code == WRONG_USE
    assert f"{WORKS}:4:" in account
    assert "mend it first" in account


def test_utf_16_as_windows_writes_it_is_read(book: Tiny) -> None:
    assert add(book, RIS.replace("Freud", "Fröud").encode("utf-16"), "--yes")[0] == CLEAN
    assert works(book)[1]["id"] == "froud-ministry-of-health-1958"


JUNK = st.text(st.sampled_from('@book{},="#\\ \n\tTY  - ERAUab1[]:é"'), max_size=300)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    st.one_of(JUNK, JUNK.map(lambda text: BIBTEX + text), JUNK.map(lambda text: RIS + text), JUNK.map("[{{{}".format))
)
def test_no_text_brings_a_reader_down(text: str) -> None:
    for format_ in ("", "bibtex", "ris", "csl-json"):
        try:
            found = read_works("works", text.encode(), format_)
        except WrongUse:
            continue
        assert found.entries or found.broken


# ---- Resolve ----


class Register(http.server.BaseHTTPRequestHandler):
    """A register of DOIs on this machine."""

    answers: dict[str, tuple[int, bytes]]
    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Accept"]))
        code, body = self.answers.get(self.path, (404, b""))
        self.send_response(code)
        if code == 302:
            self.send_header("Location", body.decode())
        self.end_headers()
        if code != 302:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


@contextmanager
def register(**answers: tuple[int, bytes]) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """Its address, and what it was asked. Each answer by the end of the DOI."""
    asked: list[tuple[str, str | None]] = []
    by_path = {f"/10.1037/{name}": answer for name, answer in answers.items()}
    handler = type("Handler", (Register,), {"answers": by_path, "asked": asked})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


def resolve(made: Tiny, address: str, *more: str) -> tuple[int, str, str]:
    arguments = ("references", "resolve", "--resolver", address, "--timeout", "5", "--root", str(made.root), *more)
    done = handbook(*arguments, NO_PROXY="127.0.0.1", no_proxy="127.0.0.1")
    return done.returncode, done.stdout, done.stderr


def record(**changes: object) -> bytes:
    (rogers,) = json.loads(ROGERS)
    return json.dumps({**rogers, "custom": None, **changes}).encode()


def test_a_doi_is_asked_for_csl_json_and_nothing_else_is_sent(book: Tiny) -> None:
    with register(h0045357=(200, record())) as (address, asked):
        code, found, said = resolve(book, address)
    assert (code, found) == (CLEAN, "")
    assert asked == [("/10.1037/h0045357", "application/vnd.citationstyles.csl+json")]
    assert said.startswith(f"Asking {address} over the network about 1 work; nothing but their DOIs is sent.\n")


def test_differences_are_shown_and_nothing_is_written(book: Tiny) -> None:
    there = record(
        title="Necessary conditions", volume="21", issued={"date-parts": [[1958]]}, author=[{"family": "Rodgers"}]
    )
    with register(h0045357=(200, there)) as (address, _):
        code, found, said = resolve(book, address)
    assert code == FINDINGS
    lines = [line.partition("`rogers-1957`: ")[2] for line in found.splitlines()]
    assert lines[0].startswith("title: here “The necessary and sufficient")
    assert lines[1:] == [
        "volume: not here, there “21”",
        "year: here 1957, there 1958",
        "authors: here rogers; there rodgers",
    ]
    assert found.startswith(f"{WORKS}:3:5: ")
    assert "4 differences. Look at the work itself before you change one." in said
    assert (book.root / WORKS).read_text(encoding="utf-8") == ROGERS


def test_a_register_that_leads_elsewhere_is_followed_on_the_web_alone(book: Tiny) -> None:
    with register(h0045357=(302, b"/10.1037/other"), other=(200, record())) as (address, _):
        assert resolve(book, address)[0] == CLEAN
    with register(h0045357=(302, f"file://{PROJECT}/{WORKS}".encode())) as (address, _):
        code, found, _ = resolve(book, address)
    assert code == FINDINGS
    assert "the register answered 302" in found
    with register(h0045357=(302, b"ftp://127.0.0.1/works.json")) as (address, _):
        code, found, said = resolve(book, address)
    assert (code, found) == (FAULT, "")
    assert "leads to ftp:, which is not followed" in said


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((404, b""), "the register does not know the DOI 10.1037/h0045357"),
        ((500, b""), "the register answered 500"),
        ((200, b"<html>"), "is no CSL-JSON"),
        ((200, b"[1]"), "is no CSL-JSON"),
        ((200, b"[" * 100_000), "is no CSL-JSON"),
        ((200, b" " * 2_000_001), "is no CSL-JSON"),
    ],
    ids=["unknown", "broken", "html", "list", "deep", "large"],
)
def test_an_answer_that_is_no_record_is_told(book: Tiny, answer: tuple[int, bytes], says: str) -> None:
    with register(h0045357=answer) as (address, _):
        code, found, _ = resolve(book, address)
    assert code == FINDINGS
    assert says in found


def test_without_a_network_it_says_so(book: Tiny) -> None:
    with register() as (address, _):
        pass
    code, found, said = resolve(book, address)
    assert (code, found) == (FAULT, "")
    assert f"{address} could not be reached" in said
    assert "Is this machine online?" in said


def test_wrong_keys_and_addresses_are_refused_before_anything_is_asked(book: Tiny) -> None:
    assert "no work has the key `nobody`" in resolve(book, "http://127.0.0.1:1/", "nobody")[2]
    for address in ("ftp://127.0.0.1/", "file:///etc/passwd", "doi.org", "http://["):
        code, _, said = resolve(book, address)
        assert code == WRONG_USE
        assert "no address that can be asked" in said


def test_nothing_else_asks_for_the_network(book: Tiny, tmp_path: Path) -> None:
    """With a register that answers, `check` and `add` do not look there."""
    with register() as (address, asked):
        environment = {"HTTPS_PROXY": address, "HTTP_PROXY": address, "https_proxy": address}
        (tmp_path / "works.bib").write_text(BIBTEX, encoding="utf-8")
        for arguments in (["check"], ["references", "check"], ["references", "add", str(tmp_path / "works.bib")]):
            handbook(*arguments, "--root", str(book.root), **environment)
        assert asked == []
