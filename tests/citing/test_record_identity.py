"""What the head of a page says to programs: reference managers, Signposting, search engines; and that all agree."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from signposting import find_signposting_html

from handbook_build.cache import Cache
from handbook_build.citing.cff import citation_cff
from handbook_build.citing.forms import Citing, citing_of
from handbook_build.web.agreement import disagreements
from handbook_build.web.identity import Identity, Link, identity_of
from tests.citing.guide import ADDRESS, BODY, GUIDE, TEAM, release, settings
from tests.tiny import MakeTiny, Tiny, page


class Head(HTMLParser):
    """The tags, links and data of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.data = ""
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "meta" and "name" in told:
            self.meta.append((told["name"], told["content"]))
        elif tag == "link":
            self.links.append(told)
        self._inside = tag == "script" and told.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data += data
            self._inside = False


def zotero_item(html: str) -> dict[str, object]:
    """The item that Zotero's reader of embedded metadata makes of a page, by the rules that were measured with it.

    `z:itemType` decides the kind; `citation_inbook_title`, and not `citation_book_title`, gives the book; `z.edition`
    the edition; `citation_public_url` goes before the page's own address; a name that ends with a comma stays whole,
    and any other without a comma is divided at its last space.
    """
    meta = Head(html).meta
    told = dict(reversed(meta))
    creators = []
    for name, content in meta:
        if name == "citation_author":
            family, comma, given = (part.strip() for part in content.partition(","))
            if not comma:
                given, _, family = content.rpartition(" ")
            creators.append({"lastName": family, "firstName": given} if given else {"name": family})
    fields = {
        "itemType": "z:itemType",
        "title": "citation_title",
        "bookTitle": "citation_inbook_title",
        "edition": "z.edition",
        "date": "citation_publication_date",
        "publisher": "citation_publisher",
        "language": "citation_language",
        "url": "citation_public_url",
        "abstractNote": "citation_abstract",
        "rights": "DC.rights",
        "attachment": "citation_pdf_url",
    }
    item = {field: told[name] for field, name in fields.items() if name in told}
    return {**item, "creators": creators}


@dataclass(frozen=True)
class Built:
    """The guide, released as 2026.1 and then built."""

    made: Tiny

    def html(self, address: str) -> str:
        return self.made.site(address)

    def citing(self) -> Citing:
        return citing_of(self.made.load(), Cache(None))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = Tiny(tmp_path_factory.mktemp("guide") / "handbook")
    made.write(GUIDE)
    release(made)
    result = made.run("build")
    assert result.returncode == 0, result.stdout + result.stderr
    return Built(made)


COMMON = {
    "itemType": "bookSection",
    "bookTitle": "Field Guide",
    "edition": "Edition 2026.1",
    "date": "2026/06/01",
    "language": "en-GB",
    "rights": "https://creativecommons.org/licenses/by/4.0/",
    "creators": [{"name": "The Harbour Lane team"}],
}
ITEMS: dict[str, dict[str, object]] = {
    "": {
        **COMMON,
        "title": "Good endings",
        "abstractNote": "What this page says.",
        "url": f"{ADDRESS}e/2026.1/s/endings/",
    },
    "cite/how-it-ends": {
        **COMMON,
        "title": "How does it end?",
        "url": f"{ADDRESS}e/2026.1/s/how-it-ends/",
    },
    "handouts/H01": {
        **COMMON,
        "title": "A sheet",
        "abstractNote": "Leave any part blank.",
        "url": f"{ADDRESS}e/2026.1/s/H01/",
        "attachment": f"{ADDRESS}handouts/H01/H01.a4.pdf",
        "creators": [{"name": "The editors"}],
    },
}


@pytest.mark.parametrize("address", ITEMS, ids=["page", "section", "handout"])
def test_zotero_makes_this_item_of_a_page(built: Built, address: str) -> None:
    assert zotero_item(built.html(address)) == ITEMS[address]


def test_zotero_makes_a_book_of_the_whole(built: Built) -> None:
    item = zotero_item(built.html("cite"))
    assert (item["itemType"], item["title"], item["url"]) == ("book", "Field Guide", f"{ADDRESS}e/2026.1/")
    assert "bookTitle" not in item


def test_a_home_page_stands_for_the_whole_handbook(tiny: MakeTiny) -> None:
    made = tiny({"content/index.md": page("start", more=TEAM).replace("kind: concept", "kind: home")})
    assert made.run("build", "--quiet").returncode == 0
    assert zotero_item(made.site())["itemType"] == "book"


def test_people_keep_their_names_in_every_form(tiny: MakeTiny) -> None:
    named = TEAM.replace("The Harbour Lane team", "Mia van Dyk, Harbour & Lane").replace("[", '["').replace("]", '"]')
    named = named.replace("Mia van Dyk, Harbour & Lane", 'Mia van Dyk", "Harbour & Lane')
    made = tiny({**GUIDE, "content/index.md": page("endings", BODY, "Good endings", named)})
    assert made.run("build", "--quiet").returncode == 0
    people = [{"lastName": "van Dyk", "firstName": "Mia"}, {"name": "Harbour & Lane"}]
    assert zotero_item(made.site())["creators"] == people
    data = json.loads(Head(made.site()).data)
    assert [(one["@type"], one["name"]) for one in data["author"]] == [
        ("Person", "Mia van Dyk"),
        ("Organization", "Harbour & Lane"),
    ]
    assert "<dd>Mia van Dyk, Harbour &amp; Lane</dd>" in made.site()


@pytest.fixture
def served(built: Built) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

    site = built.made.root / "site"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


PDFS = ("a4.pdf", "letter.pdf", "a4.large.pdf", "letter.large.pdf")
KINDS = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}


@pytest.mark.parametrize(
    ("address", "name", "items", "types"),
    [
        ("", "endings", [], ["Chapter"]),
        ("cite/how-it-ends/", "how-it-ends", [("e/2026.1/s/how-it-ends/", "text/html")], ["AboutPage", "Chapter"]),
        (
            "handouts/H01/",
            "H01",
            [
                *((f"handouts/H01/H01.{form}", "application/pdf") for form in PDFS),
                ("handouts/H01/H01.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                ("handouts/H01/H01.txt", "text/plain"),
            ],
            ["AboutPage", "LearningResource"],
        ),
    ],
    ids=["page", "section", "handout"],
)
def test_signposting_leads_to_the_permanent_address_and_to_the_record(
    served: str, built: Built, address: str, name: str, items: list[tuple[str, str]], types: list[str]
) -> None:
    found = find_signposting_html(served + address)
    assert found.citeAs is not None
    assert str(found.citeAs.target) == f"{ADDRESS}e/2026.1/s/{name}/"
    described = {str(one.target): str(one.type) for one in found.describedBy}
    assert described == {f"{ADDRESS}cite/{name}.{ending}": kind for ending, kind in KINDS.items()}
    assert {(str(one.target), str(one.type)) for one in found.items} == {(ADDRESS + to, kind) for to, kind in items}
    assert found.license is not None
    assert str(found.license.target) == "https://creativecommons.org/licenses/by/4.0/"
    assert {str(one.target) for one in found.types} == {f"https://schema.org/{one}" for one in types}
    for ending in KINDS:
        assert (built.made.root / "site" / "cite" / f"{name}.{ending}").stat().st_size


def test_without_a_public_address_the_links_lead_from_the_page(tiny: MakeTiny) -> None:
    made = tiny({**GUIDE, "mkdocs.yml": settings("")})
    assert made.run("build", "--quiet").returncode == 0
    links = {one["rel"]: one["href"] for one in Head(made.site("handouts/H01")).links}
    assert (links["cite-as"], links["describedby"]) == ("../../s/H01/", "../../cite/H01.json")
    assert "url" not in zotero_item(made.site("handouts/H01"))
    assert (made.root / "site" / "s" / "H01" / "index.html").is_file()


def test_search_engines_are_told_of_the_book_around_a_section(built: Built) -> None:
    data = json.loads(Head(built.html("cite/how-it-ends")).data)
    assert (data["@type"], data["name"], data["position"]) == ("Chapter", "How does it end?", "D2.4.1")
    assert (data["isPartOf"]["@type"], data["isPartOf"]["name"]) == ("Chapter", "Good endings")
    assert data["isPartOf"]["isPartOf"] == {"@type": "Book", "name": "Field Guide", "bookEdition": "Edition 2026.1"}


def test_no_title_can_end_the_block_of_data(tiny: MakeTiny) -> None:
    title = "'</script><script>alert(1)</script> & <b>'"
    made = tiny({**GUIDE, "content/index.md": page("endings", BODY, title, TEAM)})
    assert made.run("build", "--quiet").returncode == 0
    for address in ("", "cite/endings"):
        head = Head(made.site(address))
        assert json.loads(head.data)["name"] == "</script><script>alert(1)</script> & <b>"
        assert dict(head.meta)["citation_title"] == "</script><script>alert(1)</script> & <b>"
        assert "<script>alert" not in made.site(address)


def test_the_page_about_citing_works_without_script(built: Built) -> None:
    html = built.html("cite/how-it-ends")
    forms = ("apa", "harvard-cite-them-right", "chicago-author-date", "vancouver", "in-text", "link", *KINDS)
    for form in forms:
        assert f'data-form="{form}"' in html
    assert html.count('class="cite-text"') == len(forms)
    assert "In <em>Field Guide</em> (Edition 2026.1, Section D2.4.1)" in html
    assert 'href="../how-it-ends.bib" type="application/x-bibtex"' in html
    assert "Another link leads to the section as it is on the day when it is followed: " in html
    assert f'<a href="{ADDRESS}s/how-it-ends/">' in html
    site: Path = built.made.root / "site"
    assert "para. 1)" in (site / "cite" / "how-it-ends.txt").read_text(encoding="utf-8")


def test_the_stamp_gives_the_same_reference_and_leads_to_the_others(built: Built) -> None:
    html = built.html("")
    assert (
        "The Harbour Lane team. (2026). Good endings. In <em>Field Guide</em> (Edition 2026.1, Section D2.4)." in html
    )
    assert '<a href="cite/endings/">' in html


def test_all_forms_of_our_own_guide_agree(built: Built) -> None:
    assert list(disagreements(identified(built.citing()), citation_cff(built.citing().book.record))) == []


# Where something is changed in one form, what is changed there, and what has to be told of it.
PLANTED = [
    ("bib", "year = {2026}", "year = {2025}", "BibTeX says “2025” for the year, where the record says “2026”"),
    ("bib", "{Field Guide}", "{Field Guild}", "BibTeX says “Field Guild” for the container"),
    ("bib", "@incollection{how-it-ends", "@incollection{other", "BibTeX says nothing for the title"),
    ("ris", "AU  - The Harbour Lane team,", "AU  - team, The Harbour Lane", "RIS says “team, The Harbour Lane”"),
    ("ris", "ET  - Edition 2026.1", "ET  - 2026.1", "RIS says “2026.1” for the edition"),
    ("ris", "e/2026.1/s/", "s/", f"RIS says “{ADDRESS}s/how-it-ends/” for the link"),
    ("json", "How does it end?", "How it ends", "CSL-JSON says “How it ends” for the title"),
    ("meta", "citation_inbook_title", "citation_book_title", "the head of the page says nothing for the container"),
    ("meta", "2026/06/01", "2024/06/01", "the head of the page says “2024” for the year"),
    ("json_ld", "Edition 2026.1", "Edition 2026.2", "JSON-LD says “Edition 2026.2” for the edition"),
    ("json_ld", "The Harbour Lane team", "Harbour Lane", "JSON-LD says “Harbour Lane” for the authors"),
]


def identified(citing: Citing) -> list[tuple[object, Identity]]:
    return [(one, identity_of(one.record, "")) for one in (*citing.parts.values(), citing.book)]


@pytest.mark.parametrize(("form", "here", "there", "expected"), PLANTED)
def test_a_form_that_says_something_else_is_told_of(
    built: Built, form: str, here: str, there: str, expected: str
) -> None:
    one = built.citing().parts["how-it-ends"]
    identity = identity_of(one.record, "")
    if form == "meta":
        meta = tuple((name.replace(here, there), content.replace(here, there)) for name, content in identity.meta)
        identity = replace(identity, meta=meta)
    elif form == "json_ld":
        identity = replace(identity, json_ld=identity.json_ld.replace(here, there))
    else:
        one.__dict__["files"] = {**one.files, form: one.files[form].replace(here, there)}
    assert any(line.startswith(f"how-it-ends: {expected}") for line in disagreements([(one, identity)]))


def test_a_citation_file_of_another_edition_is_told_of(built: Built) -> None:
    citing = built.citing()
    old = citation_cff(replace(citing.book.record, edition="2025.1", url=f"{ADDRESS}e/2025.1/"))
    found = list(disagreements([(citing.book, identity_of(citing.book.record, ""))], old))
    assert [line.partition(" says ")[0] for line in found] == ["the handbook: CITATION.cff"] * 2


def test_links_of_a_frozen_page_are_written_from_it(built: Built) -> None:
    record = replace(built.citing().parts["how-it-ends"].record, url="")
    identity = identity_of(record, "e/2026.1/s/how-it-ends/")
    assert Link("cite-as", "./") in identity.links
    assert Link("describedby", "../../../../cite/how-it-ends.bib", KINDS["bib"]) in identity.links
