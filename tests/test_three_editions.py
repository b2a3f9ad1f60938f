"""The life of citations and printed sheets over three editions of an invented practice.

Its story is told in tests/handbooks/three-editions/README.md; a browser walks through it in
tests/browser/test_three_editions.py.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from handbook_build.editions.records import seal_of
from tests.conftest import PROJECT
from tests.links import Site
from tests.tiny import Tiny

HANDBOOK = PROJECT / "tests/handbooks/three-editions"
EDITIONS = {"2026.1": "2 February 2026", "2026.2": "11 May 2026", "2026.3": "7 September 2026"}
CODES = {
    ("2026.1", "H1"): "6K5-DRT",
    ("2026.1", "H2"): "Y7T-C41",
    ("2026.1", "H3"): "B4X-XGQ",
    ("2026.2", "H1"): "DFM-HWY",
    ("2026.2", "H2"): "KD9-PDX",
    ("2026.2", "H3"): "CVH-9WP",
    ("2026.3", "H1"): "S3X-D9W",
    ("2026.3", "H2"): "FBS-1YD",
}


@pytest.fixture(scope="module")
def site(three_editions: Path) -> Site:
    return Site(three_editions)


def edition(name: str) -> Mapping[str, object]:
    return json.loads((HANDBOOK / f"content/editions/{name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def said(site: Site, address: str) -> list[str]:
    """What the page at an address tells of its part, a line for each paragraph."""
    (box,) = site.pages[f"{address}index.html"].xpath("//div[contains(@class, 'as-of')]")
    return [" ".join(one.text_content().split()) for one in box.xpath("./p | ./ul/li")]


def onward(site: Site, address: str) -> str:
    (link,) = site.pages[f"{address}index.html"].xpath("//a[@data-onward]/@href")
    return str(link)


# The ledger


def test_the_handbook_has_no_finding_and_nothing_is_left_to_be_recorded() -> None:
    made = Tiny(HANDBOOK)
    assert made.findings() == []
    assert made.run("ids").stdout == "Nothing is to be recorded since edition 2026.3.\n"


def test_the_editions_are_as_they_were_released() -> None:
    """Somebody who changes what an edition says has to change these lines, and should not."""
    assert {name: str(edition(name)["seal"])[:12] for name in EDITIONS} == {
        "2026.1": "135c369bd081",
        "2026.2": "9a0e1c8206ad",
        "2026.3": "bc767a3eb03b",
    }
    assert [seal_of(dict(edition(name))) for name in EDITIONS] == [edition(name)["seal"] for name in EDITIONS]


def test_a_further_edition_can_be_released(tmp_path: Path) -> None:
    made = Tiny(tmp_path / "copy")
    shutil.copytree(HANDBOOK, made.root)
    done = made.run("release", "2026.4", "--yes")
    assert done.returncode == 0, done.stderr
    assert "1 in other words: leaving-early" in done.stdout
    assert (made.root / "content/editions/2026.3.json").read_bytes() == (
        HANDBOOK / "content/editions/2026.3.json"
    ).read_bytes()


# The whole site


def test_nothing_leads_nowhere_and_no_id_stands_twice(site: Site) -> None:
    assert site.broken() == []
    assert site.repeated_ids() == []
    assert site.fetched_elsewhere() == []


def test_every_part_of_every_edition_has_its_addresses(site: Site) -> None:
    for name in EDITIONS:
        for part in edition(name)["parts"]:  # type: ignore[attr-defined]
            assert f"e/{name}/s/{part['id']}/index.html" in site.pages
            assert f"s/{part['id']}/index.html" in site.pages
            address, _, anchor = part["address"].partition("#")
            assert not anchor or anchor in site.ids[f"{address}index.html"], f"{part['address']} of {name}"


# The life of a citation


LIVES = {
    "the same words throughout": (
        "e/2026.1/s/coming-in/",
        ["Unchanged. The handbook says the same today: 1.1.1 Coming in."],
    ),
    "reworded twice, cited before the first time": (
        "e/2026.1/s/first-hour/",
        [
            "Changed since, first in edition 2026.2. "
            "You can see what has changed or read 1.1.2 The first hour as it stands now."
        ],
    ),
    "reworded twice, cited between": (
        "e/2026.2/s/first-hour/",
        [
            "Changed since, first in edition 2026.3. "
            "You can see what has changed or read 1.1.2 The first hour as it stands now."
        ],
    ),
    "reworded twice, cited after": (
        "e/2026.3/s/first-hour/",
        ["Unchanged. The handbook says the same today: 1.1.2 The first hour."],
    ),
    "changed in the draft": (
        "e/2026.3/s/leaving-early/",
        [
            "Changed since, first in the draft after 2026.3. "
            "You can see what has changed or read 2.1.2 Leaving early as it stands now."
        ],
    ),
    "a section on another page": (
        "e/2026.1/s/cannot-come/",
        [
            "Unchanged, and moved. The same words are now at 1.3.2 When you cannot come.",
            "Why: People look for it when they are at home, not on their first visit.",
        ],
    ),
    "a page in another folder": (
        "e/2026.1/s/holidays/",
        [
            "Unchanged, and moved. The same words are now at 1.2 Our holidays and yours.",
            "Why: Everything about time has a folder of its own.",
        ],
    ),
    "another id": (
        "e/2026.1/s/told-in-time/",
        [
            "Renamed in edition 2026.2: it is found under another name, as 1.2.1 Told in time.",
            "Unchanged. The handbook says the same today: 1.2.1 Told in time.",
            "Why: The old name said nothing of breaks.",
        ],
    ),
    "split in two": (
        "e/2026.2/s/costs/",
        [
            "Split in edition 2026.3: what stood here is now in two places, 1.1.3 Our fee and 1.1.4 If it is too much.",
            "Why: People who could pay less did not read so far.",
        ],
    ),
    "two merged, one": (
        "e/2026.1/s/ringing/",
        [
            "Merged in edition 2026.3: it is now part of 1.3.1 Reaching us.",
            "Why: Both say when we answer, and that is one question.",
        ],
    ),
    "two merged, the other": (
        "e/2026.2/s/writing/",
        [
            "Merged in edition 2026.3: it is now part of 1.3.1 Reaching us.",
            "Why: Both say when we answer, and that is one question.",
        ],
    ),
    "withdrawn": (
        "e/2026.1/s/letters/",
        [
            "Withdrawn in edition 2026.3: it is no longer in the handbook.",
            "Why: A letter opened again what had been closed, and once the answer came too late. "
            "Ring the desk instead.",
        ],
    ),
    "withdrawn and restored": (
        "e/2026.1/s/waiting-list/",
        [
            "Unchanged. The handbook says the same today: 1.3.3 The waiting list.",
            "How it came about:",
            "Edition 2026.2: withdrawn. Two more counsellors have come to the house, so nobody has to wait.",
            "Edition 2026.3: restored. Every hour is taken again.",
        ],
    ),
    "a sheet of which one word changed": (
        "e/2026.2/s/H1/",
        [
            "Changed since, first in edition 2026.3. "
            "You can see what has changed or read H1 Before my first visit as it stands now."
        ],
    ),
    "a sheet that explains a word differently": (
        "e/2026.2/s/H2/",
        [
            "Changed since. Its own words are the same. A word is explained differently: late notice. "
            "Read H2 When I cannot come as it stands now."
        ],
    ),
    "a sheet with an old number": (
        "e/2026.1/s/H2/",
        [
            "Changed since. Its own words are the same. The numbers to ring have changed. "
            "A word is explained differently: late notice. Read H2 When I cannot come as it stands now."
        ],
    ),
}


@pytest.mark.parametrize("life", LIVES)
def test_a_frozen_page_says_what_became_of_its_words(life: str, site: Site) -> None:
    address, expected = LIVES[life]
    name = address.split("/")[1]
    told = said(site, address)
    assert told[:2] == [f"As of edition {name}, {EDITIONS[name]}", "These are the words as they stood then."]
    assert told[2:-1] == expected


@pytest.mark.parametrize(
    ("address", "changed"),
    [
        (
            "e/2026.1/s/first-hour/",
            [("del", "forty"), ("ins", "fifty"), ("ins", "here"), ("ins", "Silence is fine too.")],
        ),
        ("e/2026.2/s/first-hour/", [("ins", "Silence is fine too.")]),
        ("e/2026.3/s/leaving-early/", [("ins", ", and an empty chair is an answer too")]),
        ("e/2026.2/s/H1/", [("del", "pencil"), ("ins", "pen")]),
        ("e/2026.1/s/coming-in/", []),
        ("e/2026.1/s/holidays/", []),
        ("e/2026.1/s/cannot-come/", []),
    ],
)
def test_what_has_changed_is_shown_word_by_word(address: str, changed: list[tuple[str, str]], site: Site) -> None:
    marked = site.pages[f"{address}index.html"].xpath("//*[@class='both']/del | //*[@class='both']/ins")
    unsaid = re.compile(r"^\s*\[(?:taken out|put in): |\] ?$")
    assert [(one.tag, unsaid.sub("", one.text_content()).strip()) for one in marked] == changed


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("s/first-hour/", "../../coming-here/first-visit/#first-hour"),
        ("s/cannot-come/", "../../coming-here/between-visits/#cannot-come"),
        ("s/holidays/", "../../time/holidays/"),
        ("s/told-in-time/", "../../time/holidays/#told-of-breaks"),
        ("s/waiting-list/", "../../coming-here/between-visits/#waiting-list"),
        ("coming-here/holidays/", "../../time/holidays/"),
    ],
)
def test_an_old_address_leads_to_where_the_words_are(old: str, now: str, site: Site) -> None:
    assert onward(site, old) == now


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("coming-here/first-visit/", "1.3.2 When you cannot come: now in “Between visits”"),
        ("coming-here/first-visit/", "1.1.3 What it costs: split in edition 2026.3"),
        ("coming-here/between-visits/", "1.3.1 Ringing us: merged in edition 2026.3"),
        ("leaving/endings/", "2.1.3 Letters after the end: withdrawn in edition 2026.3"),
        ("time/holidays/", "1.2.1 Told in time: renamed in edition 2026.2"),
    ],
)
def test_a_page_of_today_says_where_its_former_sections_are(address: str, line: str, site: Site) -> None:
    items = site.pages[f"{address}index.html"].xpath("//section[contains(@class, 'once')]//li")
    assert line in [one.text_content() for one in items]


def test_the_words_of_a_citation_are_kept_with_what_they_cite(site: Site) -> None:
    text = site.text("e/2026.1/s/leaving-early/index.html")
    assert "before they and their counsellor had planned to (Swift & Greenberg, 2012). You need give no reason." in text
    assert "Swift, J. K., & Greenberg, R. P. (2012). Premature discontinuation in adult psychotherapy" in text


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        (
            "coming-in",
            "The Harbour Lane team. (2026). Coming in. In Harbour Lane Counselling (Edition 2026.3, Section 1.1.1). "
            "https://handbook.harbour-lane.internal/e/2026.3/s/coming-in/",
        ),
        (
            "leaving-early",
            "The Harbour Lane team. (2026). Leaving early. In Harbour Lane Counselling (Draft after 2026.3, Section "
            "2.1.2). https://handbook.harbour-lane.internal/s/leaving-early/",
        ),
    ],
)
def test_a_section_is_cited_in_the_last_edition_while_it_says_the_same(name: str, reference: str, site: Site) -> None:
    assert site.text(f"cite/{name}/index.html", "//*[@data-form='apa']/p") == reference


def test_an_erratum_is_told_wherever_somebody_may_meet_the_mistake(site: Site) -> None:
    told = "Edition 2026.1 said “lasts forty minutes”. It should say “lasts fifty minutes”."
    assert [name for name in site.pages if told in site.text(name)] == [
        "changes/index.html",
        "coming-here/first-visit/index.html",
        "e/2026.1/s/first-hour/index.html",
        "e/2026.1/s/first-visit/index.html",
    ]
    assert "It says lasts forty minutes" in " ".join(
        one.text_content() for one in site.pages["c/6K5-DRT/index.html"].xpath("//dt | //dd")
    )


# The life of a printed sheet


SHEETS = {
    ("2026.1", "H1"): (
        "The numbers on this sheet have changed. Do not rely on the numbers to ring that are printed on it. "
        "Use today's sheet.",
        ["The numbers to ring have changed.", "The words of the sheet have changed in 2 places."],
    ),
    ("2026.1", "H2"): (
        "The numbers on this sheet have changed. Do not rely on the numbers to ring that are printed on it. "
        "Use today's sheet.",
        ["The numbers to ring have changed.", "A word is explained differently: late notice."],
    ),
    ("2026.1", "H3"): ("This sheet is withdrawn. Please stop using it, and do not copy it.", []),
    ("2026.2", "H1"): (
        "This sheet has changed since. Please use today's sheet.",
        ["The words of the sheet have changed in one place."],
    ),
    ("2026.2", "H2"): (
        "This sheet has changed since. Please use today's sheet.",
        ["A word is explained differently: late notice."],
    ),
    ("2026.2", "H3"): ("This sheet is withdrawn. Please stop using it, and do not copy it.", []),
    ("2026.3", "H1"): ("This sheet is current. You can use it. It says what today's sheet says.", []),
    ("2026.3", "H2"): ("This sheet is current. You can use it. It says what today's sheet says.", []),
}


def test_every_code_has_its_page(site: Site) -> None:
    pages = {name.split("/")[1] for name in site.pages if name.startswith("c/")}
    assert pages == set(CODES.values())


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_code_says_what_became_of_the_paper(sheet: tuple[str, str], site: Site) -> None:
    verdict, changes = SHEETS[sheet]
    page = f"c/{CODES[sheet]}/index.html"
    assert site.text(page, "//p[contains(@class, 'verdict')]") == verdict
    told = site.pages[page].xpath("//h2[@id='changed']/following-sibling::ul[1]/li")
    assert [one.text_content() for one in told] == changes


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_page_of_all_codes_says_the_same(sheet: tuple[str, str], site: Site) -> None:
    (row,) = site.pages["check-a-sheet/index.html"].xpath(f"//tr[td/a = '{CODES[sheet]}']")
    assert " ".join(row.xpath("string(td[3])").split()) == SHEETS[sheet][0]


def test_a_code_shows_word_by_word_what_is_different_on_todays_sheet(site: Site) -> None:
    page = site.pages["c/DFM-HWY/index.html"]
    compared = page.xpath("//section[contains(@class, 'compared')]")[0]
    assert "pencil" in [one.text_content().strip() for one in compared.xpath(".//del")][-1]
    assert "pen" in [one.text_content().strip() for one in compared.xpath(".//ins")][-1]
    # What is current or withdrawn has nothing to be held against.
    for code in ("S3X-D9W", "B4X-XGQ"):
        assert not site.pages[f"c/{code}/index.html"].xpath("//section[contains(@class, 'compared')]")


def test_a_code_gives_the_numbers_of_today_where_those_on_paper_are_old(site: Site) -> None:
    today = "The numbers today: In danger now (United Kingdom): 999. To talk, from eight to midnight: the Harbour Lane "
    assert f"{today}night line (made up) 01632 960 961." in site.text("c/Y7T-C41/index.html")
    assert "The numbers today" not in site.text("c/KD9-PDX/index.html")


def test_what_was_printed_beside_the_words_of_a_sheet_is_kept(site: Site) -> None:
    page = site.pages["e/2026.1/s/H2/index.html"]
    rows = [(row.xpath("string(dt)"), row.xpath("string(dd)")) for row in page.xpath("//*[h2/@id='on-paper']//dl/div")]
    assert rows == [
        ("late notice", "Telling us less than one day before a session that you cannot come."),
        (
            "Whom to ring",
            "In danger now (United Kingdom): 999. To talk, from eight to midnight: the Harbour Lane night line "
            "(made up) 01632 960 116.",
        ),
        ("Code", "Y7T-C41"),
    ]


def test_a_withdrawn_sheet_cannot_be_printed_and_says_why(site: Site) -> None:
    assert not [one for one in site.root.rglob("H3*") if one.suffix == ".pdf"]
    why = "Why: We no longer answer letters after the end; ring the desk instead."
    for address in ("c/B4X-XGQ/", "c/CVH-9WP/", "s/H3/", "e/2026.1/s/H3/"):
        page = f"{address}index.html"
        assert why in site.text(page)
        assert not [link for link in site.pages[page].xpath("//main//@href") if str(link).endswith(".pdf")]


# What changed


def test_the_page_of_changes_tells_the_whole_story(site: Site) -> None:
    told = {
        section.xpath("string(h2)"): [" ".join(one.text_content().split()) for one in section.xpath(".//summary")]
        for section in site.pages["changes/index.html"].xpath("//main//section[h2]")
    }
    assert told == {
        "Since edition 2026.3: a draft": ["Changed (1 section)"],
        "Edition 2026.3": [
            "There again (1 section)",
            "Changed (1 section and 1 handout)",
            "Merged into another part (2 sections)",
            "Split into several (1 section)",
            "Withdrawn (1 section and 1 handout)",
            "Changed on paper (1)",
        ],
        "Edition 2026.2": [
            "Changed (1 page, 1 section and 1 handout)",
            "At another place (1 page and 1 section)",
            "Under another name (1 section)",
            "Withdrawn (1 section)",
            "Changed on paper (2)",
        ],
        "Edition 2026.1": [],
    }


def test_the_page_of_changes_tells_of_sheets_that_print_other_numbers_or_meanings(site: Site) -> None:
    lists = site.pages["changes/index.html"].xpath("//details[starts-with(summary, 'Changed on paper')]/ul")
    assert [[" ".join(item.text_content().split()) for item in one.xpath("./li")] for one in lists] == [
        ["H2 When I cannot come: the words that it explains (as it stood)"],
        [
            "H2 When I cannot come: the numbers to ring (as it stood)",
            "H3 A letter after the end: the numbers to ring (as it stood)",
        ],
    ]


def test_the_feed_tells_of_each_edition_and_correction(site: Site) -> None:
    root = ElementTree.parse(site.root / "changes/feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")]
    assert titles == ["Edition 2026.3", "Edition 2026.2", "Correction: The first hour", "Edition 2026.1"]


def test_the_contents_of_the_first_edition_account_for_every_part(site: Site) -> None:
    assert "It holds 6 pages, 13 sections and 3 handouts." in site.text("e/2026.1/index.html")
    account = (
        "Of these, 8 say the same today, 8 say something else, 1 has another name, 2 were merged into others, "
        "1 was split into several and 2 were withdrawn."
    )
    assert account in site.text("e/2026.1/index.html")
