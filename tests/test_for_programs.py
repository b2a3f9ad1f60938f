"""What a site says to programs that read for people: Markdown, lists of pages, schema.org, previews with pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from handbook_build.citing.record import record_of
from handbook_build.web.agreement import said_by_json_ld, said_of
from tests.citing.guide import ADDRESS, GUIDE, TEAM, release
from tests.tiny import MakeTiny, Tiny, handout, page

# CommonMark, with the tables that GitHub added to it.
PARSER = MarkdownIt("commonmark").enable("table")

WORKS = [
    {
        "id": "rogers-1957",
        "type": "book",
        "title": "On *being* [sic]",
        "author": [{"family": "Rogers", "given": "C."}],
        "issued": {"date-parts": [[1957]]},
        "DOI": "10.1037/h0045357",
    }
]
TERMS = """
terms:
  - id: rupture
    preferred: rupture
    definition: A strain between the two of you.
    source: handbook
"""
# Whatever Markdown could take for its own, in words and in every kind of passage.
BODY = """First words. Snake_case and 2*3*4, a\\_b, [brackets], A&E, &amp;copy; and <kbd>raw</kbd>.

## How does it *end*? {#how-it-ends}

A [strain between two people]{defines=rupture} is a rupture. See [the other section](#good-goodbye) and
[a sheet](../handouts/H01.md). Someone wrote it down [@rogers-1957]. Some words are **bold**: some **“quoted”**more.

1. one
2. two
    - inside

///// example | Outside
He said:

//// counsellor | Counting down aloud
Say *how many* are left.
////
/////

/// client
What only clients need.
///

/// say
    who: client
    why: It names the feeling.
"I felt a bit dropped."
///

/// evidence
    grade: practice
We found practice wisdom only.
///

/// outcomes
- [hear anger]{outcome=anger}
///

/// question | Does anger mean failure?
    answer-in: how-it-ends
    asks: anger
- [ ] Yes.
- [x] No.

It shows something.
///

## A good goodbye {#good-goodbye}

| Who | What \\| how |
|---|---|
| you | a `b|c` |

\\# not a heading

\\+ not a list
"""
SHEET = """## To remember

Something to keep.

/// lines | What helps me
    count: 2
///

/// ticks | How I feel
- fine
- worried
///

/// scale | How ready am I?
    from: not at all
    to: completely
///
"""
READ = "authors: [The Harbour Lane team]\nreviewed: 2026-05-04\nnext-review: 2027-05-04\n"
LEFT = f"{READ}exit: true\n"
BOOK: dict[str, str | bytes] = {
    **GUIDE,
    "content/index.md": page("start", "Welcome.", "Start here", READ).replace("kind: concept", "kind: home"),
    "content/ends/endings.md": page("endings", BODY, "Good endings & “more”", TEAM),
    "content/ends/leave.md": page("leave-now", "## What to do {#leave-what}\n\nGo.", "Being harmed", LEFT),
    "content/handouts/H01.md": handout("H01", "how-it-ends", SHEET),
    "content/terms.yml": TERMS,
    "content/references.json": json.dumps(WORKS),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A guide at a public address, released as 2026.1."""
    made = Tiny(tmp_path_factory.mktemp("book") / "handbook")
    made.write(BOOK)
    release(made)
    result = made.run("build")
    assert result.returncode == 0, result.stdout + result.stderr
    return made


def words_of_markdown(text: str) -> list[str]:
    """The words that a CommonMark parser finds in a text."""

    def said(tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            if token.children:
                yield from said(token.children)
                yield " "
            elif token.type in ("text", "code_inline", "code_block"):
                yield token.content
            else:
                yield " " if token.block else ""

    return re.findall(r"\w+", "".join(said(PARSER.parse(text))))


# What a page has for the hand and the eye, and what stands in its file in another way.
BESIDE = (
    "//*[contains(@class, 'secbar')] | //svg | //template | //button | //*[@hidden] | //*[contains(@class, 'vh')] | "
    "//*[contains(@class, 'square')] | //*[contains(@class, 'sheet-end')] | "
    "//*[contains(concat(' ', @class, ' '), ' files ')]"
)


def missing(site: Path, address: str) -> list[str]:
    """The paragraphs, items, cells and headings of a page whose words its Markdown does not have."""
    found = " ".join(words_of_markdown((site / address / "index.md").read_text(encoding="utf-8")))
    tree = html.parse(str(site / address / "index.html")).getroot()
    for beside in tree.xpath(BESIDE):
        if beside.getparent() is not None:
            beside.drop_tree()
    sections = "//*[contains(@class, 'body')]/section[@data-part] | //article/section | //section[@class='entry']"
    blocks = [
        block for one in tree.xpath(sections) for block in one.xpath(".//p | .//li | .//td | .//th | .//h2 | .//dd")
    ]
    said = [block for block in blocks if not block.xpath(".//p | .//li | .//dd | .//label")]
    words = [" ".join(re.findall(r"\w+", block.text_content())) for block in said]
    return [one for one in words if one not in found]


def test_a_page_as_markdown_has_every_word_of_the_page(book: Tiny) -> None:
    """Read back by a CommonMark parser, it says what the page says, whatever signs stand in it."""
    assert missing(book.root / "site", "ends/endings") == []


def test_every_page_of_the_handbook_as_markdown_has_its_words(built_site: Path) -> None:
    """And nothing that a reader of Markdown would take for HTML or for code."""
    files = sorted(built_site.rglob("index.md"))
    assert len(files) > 100
    for file in files:
        address = file.parent.relative_to(built_site).as_posix()
        assert missing(built_site, address) == [], address
        tokens = [
            one for token in PARSER.parse(file.read_text(encoding="utf-8")) for one in (token, *(token.children or ()))
        ]
        assert not {token.type for token in tokens} & {"html_block", "html_inline", "code_block"}, address


def test_a_page_as_markdown_is_built_as_the_page_is(book: Tiny) -> None:
    """Titles with numbers, permanent addresses, labelled quotations, lists and tables; nothing of our own notation."""
    text = (book.root / "site/ends/endings/index.md").read_text(encoding="utf-8")
    assert text.startswith("# D2.4 Good endings & “more”\n\nWhat this page says.\n")
    assert f"## D2.4.1 How does it *end*?\n\nPermanent address: <{ADDRESS}e/2026.1/s/how-it-ends/>\n" in text
    inside = "> > **For counsellors: Counting down aloud**\n> >\n"
    assert f"> **Invented example: Outside**\n>\n> He said:\n>\n{inside}" in text
    assert "> **If you are the client**\n>\n> What only clients need.\n" in text
    assert "> **A client could say**\n>\n> > " in text
    assert "1. one\n2. two\n" in text
    assert "| Who | What \\| how |\n| --- | --- |\n| you | a " in text
    assert f"[a sheet]({ADDRESS}handouts/H01/)" in text
    assert "(Rogers, 1957)" in text
    assert "<https://doi.org/10.1037/h0045357>" in text
    assert "- How far it is reviewed: " not in text, "a handbook that says nothing of it has nothing said for it"
    assert "- To cite it: The Harbour Lane team. (2026). Good endings" in text
    kinds = {token.type for token in PARSER.parse(text)}
    assert {"blockquote_open", "table_open", "ordered_list_open", "bullet_list_open"} <= kinds
    assert not kinds & {"html_block", "code_block"}
    assert not re.search(r"\{[#:.]|^///|^---|:::", text, re.MULTILINE)


def test_a_sheet_as_markdown_says_where_there_is_room_to_write(book: Tiny) -> None:
    text = (book.root / "site/handouts/H01/index.md").read_text(encoding="utf-8")
    assert text.startswith("# H01 A sheet\n\nLeave any part blank.\n")
    assert "What helps me\n\n(room to write: 2 lines)" in text
    assert "- [ ] fine\n- [ ] worried" in text
    assert "0: not at all" in text
    assert "10: completely" in text


def test_a_page_leads_to_its_markdown(book: Tiny) -> None:
    """The head tells programs, and the end of the page tells readers."""
    tree = html.fromstring(book.site("ends/endings"))
    (link,) = tree.xpath("//head/link[@rel='alternate'][@type='text/markdown']")
    (shown_link,) = tree.xpath("//main//a[text()='Plain text (Markdown)']")
    assert link.get("href") == shown_link.get("href") == "index.md"
    for address in ("", "glossary/", "handouts/", "handouts/H01/"):
        assert (book.root / "site" / address / "index.md").is_file(), address


def test_the_list_for_programs_keeps_to_its_convention(book: Tiny) -> None:
    """A title, a summary, what to know, and sections of links with a line each, all of which lead to a file."""
    text = (book.root / "site/llms.txt").read_text(encoding="utf-8")
    tokens = PARSER.parse(text)
    opened = [(one, other) for one, other in pairwise(tokens) if one.type == "heading_open"]
    headings = [f"{one.tag} {other.content}" for one, other in opened]
    assert headings == ["h1 Field Guide", "h2 D Ends", "h2 Handouts", "h2 Other pages", "h2 Optional"]
    assert tokens[3].type == "blockquote_open"
    head = text.partition("\n## ")[0]
    assert "It is no crisis service" in head
    assert "To cite the whole: " in head
    assert "CC BY 4.0" in head
    addresses = re.findall(r"^- \[.*?\]\((.*?)\)", text.partition("\n## ")[2], re.MULTILINE)
    for address in addresses:
        assert (book.root / "site" / address.removeprefix(ADDRESS)).is_file(), address
    assert f"{ADDRESS}ends/endings/index.md" in addresses
    assert f"{ADDRESS}llms-full.txt" in addresses
    whole = (book.root / "site/llms-full.txt").read_text(encoding="utf-8")
    assert "# D2.4 Good endings" in whole
    assert "# H01 A sheet" in whole


# Of schema.org, version 29: the types that are used, what each is a kind of, and the properties that are used of it.
KIND_OF = {
    "CreativeWork": "Thing",
    "Book": "CreativeWork",
    "Chapter": "CreativeWork",
    "LearningResource": "CreativeWork",
    "MediaObject": "CreativeWork",
    "WebPage": "CreativeWork",
    "MedicalWebPage": "WebPage",
    "DefinedTerm": "Thing",
    "Organization": "Thing",
    "Person": "Thing",
    "Audience": "Thing",
    "MedicalAudience": "Audience",
    "EducationalAudience": "Audience",
}
PROPERTIES = {
    "Thing": "identifier name url",
    "CreativeWork": "about abstract audience author citation creativeWorkStatus datePublished encoding encodingFormat "
    "inLanguage isAccessibleForFree isPartOf license position publisher teaches timeRequired",
    "Book": "bookEdition",
    "MediaObject": "contentUrl encodingFormat",
    "WebPage": "lastReviewed",
    "Person": "familyName givenName honorificSuffix",
    "Audience": "audienceType",
    "EducationalAudience": "educationalRole",
}


def allowed(kind: str) -> set[str]:
    own = set(PROPERTIES.get(kind, "").split())
    return own | (allowed(KIND_OF[kind]) if kind != "Thing" else set())


def schema_things(value: object) -> Iterator[dict[str, object]]:
    """Every thing with a type in data for search engines."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from schema_things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from schema_things(inner)


def data_of(made: Tiny, address: str) -> dict[str, object]:
    (script,) = html.fromstring(made.site(address)).xpath("//script[@type='application/ld+json']")
    data = json.loads(script.text)
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("address", ["", "ends/endings", "ends/leave", "handouts/H01", "cite/how-it-ends"])
def test_search_engines_are_told_nothing_that_schema_org_does_not_know(book: Tiny, address: str) -> None:
    for thing in schema_things(data_of(book, address)):
        types = thing["@type"] if isinstance(thing["@type"], list) else [thing["@type"]]
        known = set().union(*(allowed(str(kind)) for kind in types))
        assert {name for name in thing if not name.startswith("@")} <= known, types


def test_a_page_for_clients_tells_what_it_is_and_rests_on(book: Tiny) -> None:
    data = data_of(book, "ends/endings")
    assert data["@type"] == ["Chapter", "LearningResource", "MedicalWebPage"]
    assert (data["lastReviewed"], data["timeRequired"], data["teaches"]) == ("2026-05-04", "PT1M", ["hear anger"])
    assert data["audience"] == [{"@type": "MedicalAudience", "audienceType": "Clients"}]
    assert data["about"] == [{"@type": "DefinedTerm", "name": "rupture", "url": f"{ADDRESS}glossary/#term-rupture"}]
    work = {"@type": "CreativeWork", "name": "On *being* [sic]", "identifier": "https://doi.org/10.1037/h0045357"}
    assert data["citation"] == [work]
    assert "reviewedBy" not in data
    sheet = data_of(book, "handouts/H01")
    assert sheet["@type"] == ["LearningResource", "MedicalWebPage"]


@pytest.mark.parametrize(("address", "name"), [("ends/endings", "endings"), ("handouts/H01", "H01")])
def test_what_search_engines_are_told_agrees_with_the_record(book: Tiny, address: str, name: str) -> None:
    """What is told beside the record takes nothing of it away."""
    assert said_by_json_ld(json.dumps(data_of(book, address))) == said_of(record_of(book.load(), name))


def test_the_sitemap_has_each_page_once_with_the_day_it_was_checked(book: Tiny) -> None:
    tree = ElementTree.parse(book.root / "site/sitemap.xml")
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = {one.findtext("s:loc", "", spaces): one.findtext("s:lastmod", "", spaces) for one in tree.getroot()}
    assert len(found) == len(tree.getroot())
    assert found[f"{ADDRESS}ends/endings/"] == "2026-05-04"
    assert found[f"{ADDRESS}ends/leave/"] == "2026-05-04", "a page that can be left at once is not hidden"
    assert found[f"{ADDRESS}handouts/H01/"] == "2026-11-22"
    assert found[f"{ADDRESS}glossary/"] == "2026-06-01", "a page made of data has the day of the edition"
    assert not [one for one in found if re.search("/(s|e|c|cite)/", one)]
    for address in found:
        where = book.root / "site" / address.removeprefix(ADDRESS) / "index.html"
        assert not html.parse(str(where)).xpath("//meta[@name='robots']"), address
    robots = (book.root / "site/robots.txt").read_text()
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}sitemap.xml\n"


def preview(made: Tiny, address: str) -> dict[str, str]:
    """The tags from which other programs make a preview."""
    found = html.fromstring(made.site(address)).xpath("//meta[starts-with(@property, 'og:') or @name='twitter:card']")
    return {str(one.get("property") or one.get("name")): str(one.get("content")) for one in found}


def picture_of(made: Tiny, tags: dict[str, str]) -> Path:
    return made.root / "site" / tags["og:image"].removeprefix(ADDRESS)


def test_a_shared_page_is_shown_with_its_title_and_a_picture(book: Tiny) -> None:
    tags = preview(book, "ends/endings")
    assert re.fullmatch(rf"{ADDRESS}og/endings\.[0-9a-f]{{8}}\.png", tags.pop("og:image"))
    assert tags == {
        "og:title": "Good endings & “more”",
        "og:description": "What this page says.",
        "og:type": "article",
        "og:url": f"{ADDRESS}ends/endings/",
        "og:site_name": "Field Guide",
        "og:locale": "en_GB",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "D2.4 Good endings & “more”. Field Guide",
        "twitter:card": "summary_large_image",
    }


@pytest.mark.parametrize("address", ["ends/endings", "handouts/H01", "", "glossary"])
def test_a_picture_is_as_large_as_its_tags_say_and_weighs_little(book: Tiny, address: str) -> None:
    data = picture_of(book, preview(book, address)).read_bytes()
    with Image.open(BytesIO(data)) as opened:
        assert (opened.size, opened.mode) == ((1200, 630), "P")
    assert len(data) < 30_000


@pytest.mark.parametrize("address", ["s/endings", "s/how-it-ends", "e/2026.1/s/endings", "e/2026.1/s/how-it-ends"])
def test_a_permanent_address_is_shown_with_the_picture_of_its_page(book: Tiny, address: str) -> None:
    tags = preview(book, address)
    assert tags["og:image"] == preview(book, "ends/endings")["og:image"]
    assert tags["og:url"] == f"{ADDRESS}{address}/"
    assert ("How does it end?" if "how" in address else "Good endings") in tags["og:title"]


@pytest.mark.parametrize("address", ["ends/leave", "s/leave-now", "s/leave-what", "e/2026.1/s/leave-now"])
def test_a_page_that_can_be_left_at_once_shows_the_handbook_alone(book: Tiny, address: str) -> None:
    tags = preview(book, address)
    assert (tags["og:title"], tags["og:image:alt"]) == ("Field Guide", "Field Guide")
    assert "og:description" not in tags
    assert tags["og:image"] == preview(book, "glossary")["og:image"]
    assert not list((book.root / "site/og").glob("leave*"))


def test_another_title_has_a_picture_at_another_address(tiny: MakeTiny) -> None:
    """Programs keep pictures for long, so a changed one needs a name of its own; the others keep theirs."""
    made = tiny({**GUIDE, "content/other.md": page("other")})
    names = []
    for title in ("Good endings", "Goodbyes"):
        made.write({"content/index.md": page("endings", "Words.\n\n## How? {#how-it-ends}\n\nSo.", title, TEAM)})
        assert made.run("build", "--quiet").returncode == 0
        names.append({one.name.partition(".")[0]: one.name for one in (made.root / "site/og").iterdir()})
    assert names[0]["endings"] != names[1]["endings"]
    assert names[0]["other"] == names[1]["other"]


def test_a_title_that_no_typeface_here_can_write_has_the_picture_of_the_handbook(tiny: MakeTiny) -> None:
    """No box in place of a letter is ever drawn; a right-to-left title is drawn as it is read."""
    made = tiny(
        {
            **GUIDE,
            "content/han.md": page("han", title="好的结束"),
            "content/arabic.md": page("arabic", title="نهايات جيدة"),
            "content/long.md": page("long", title="Donaudampfschifffahrtsgesellschaft " * 12),
        }
    )
    result = made.run("build", "--quiet")
    assert result.returncode == 0, result.stderr
    tags = preview(made, "han")
    assert (tags["og:title"], tags["og:image:alt"]) == ("好的结束", "Field Guide")
    assert tags["og:image"] == preview(made, "glossary")["og:image"]
    assert "/og/arabic." in preview(made, "arabic")["og:image"]
    assert "/og/long." in preview(made, "long")["og:image"]


def test_without_a_public_address_nothing_asks_for_one(tiny: MakeTiny) -> None:
    """No previews, no pictures and no sitemap; Markdown and its list are there, with links that hold in a folder."""
    settings = str(BOOK["mkdocs.yml"]).replace(f"site_url: {ADDRESS}\n", "")
    made = tiny({**BOOK, "mkdocs.yml": settings})
    result = made.run("build", "--quiet")
    assert result.returncode == 0, result.stderr
    site = made.root / "site"
    assert not [name for name in ("og", "sitemap.xml", "sitemap.xml.gz") if (site / name).exists()]
    assert preview(made, "ends/endings") == {}
    assert (site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    for file in (site / "ends/endings/index.md", site / "llms.txt", site / "llms-full.txt"):
        links = re.findall(r"(?<=\]\()[^)]+", file.read_text(encoding="utf-8"))
        inside = [link.partition("#")[0] for link in links if "://" not in link]
        assert inside
        assert [link for link in inside if not (file.parent / link).exists()] == [], file
