"""The life of one citation and of one printed sheet, walked through as a reader would.

The handbook is that of tests/handbooks/three-editions, whose README.md tells its story.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Serve
from tests.printing.reading import read_square

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PUBLIC = "https://handbook.harbour-lane.internal/"
PHONE = {"width": 390, "height": 780}


@pytest.fixture(scope="module")
def base(three_editions: Path, serve: Serve) -> str:
    return serve(three_editions)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1280, "height": 800}
    )
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def phone(tab: Page) -> Page:
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return tab


def fits(tab: Page) -> bool:
    return bool(tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_citation_lives_on(tab: Page, base: str) -> None:
    # Somebody cites the section of today, and takes the permanent link along.
    tab.goto(f"{base}coming-here/first-visit/")
    tab.get_by_role("link", name="Cite section 1.1.2").click()
    dialog = tab.get_by_role("dialog", name="Cite “The first hour”")
    dialog.get_by_role("button", name="Copy APA 7").click()
    dialog.get_by_text("APA 7 copied.").wait_for()
    reference = str(tab.evaluate("navigator.clipboard.readText()"))
    assert reference.startswith(
        "The Harbour Lane team. (2026). The first hour. In Harbour Lane Counselling (Edition 2026.3,"
    )
    link = reference.split()[-1]
    assert link == f"{PUBLIC}e/2026.3/s/first-hour/"

    # The link shows the words that were cited, and that they are those of today.
    tab.goto(f"{base}{link.removeprefix(PUBLIC)}")
    standing = tab.locator(".as-of")
    assert "As of edition 2026.3, 7 September 2026" in standing.inner_text()
    assert "Unchanged. The handbook says the same today" in standing.inner_text()
    assert tab.locator("#p1").inner_text().endswith("Silence is fine too.")

    # Who cited the first edition finds those words, and what has changed since.
    tab.get_by_role("link", name="Edition 2026.1", exact=True).click()
    tab.wait_for_url(f"{base}e/2026.1/s/first-hour/")
    assert "lasts forty minutes" in tab.locator("#p1").inner_text()
    assert "It should say “lasts fifty minutes”." in tab.locator(".erratum").inner_text()
    standing.get_by_role("link", name="see what has changed").click()
    compared = tab.locator(".compared")
    assert compared.locator(".both del").first.is_visible()
    put_in = compared.locator(".both ins").evaluate_all("all => all.map(one => one.childNodes[1].data.trim())")
    assert put_in == ["fifty", "here", "Silence is fine too."]

    # From there the way leads back to the present.
    standing.get_by_role("link", name="1.1.2 The first hour").click()
    tab.wait_for_url(f"{base}coming-here/first-visit/#first-hour")
    assert tab.locator("h2#first-hour").is_visible()


def test_an_old_link_to_a_section_that_moved_finds_its_way(tab: Page, base: str) -> None:
    tab.goto(f"{base}s/told-in-time/#p2")
    tab.wait_for_url(f"{base}time/holidays/#told-of-breaks-p2")
    tab.goto(f"{base}coming-here/holidays/#while-away")
    tab.wait_for_url(f"{base}time/holidays/#while-away")


def test_a_printed_sheet_is_held_before_a_telephone(phone: Page, base: str, three_editions: Path) -> None:
    for paper in ("a4", "letter"):
        pdf = (three_editions / f"handouts/H1/H1.{paper}.pdf").read_bytes()
        assert read_square(pdf, 150) == [f"{PUBLIC}c/S3X-D9W/"]
    phone.goto(f"{base}{urlsplit(f'{PUBLIC}c/S3X-D9W/').path[1:]}")
    assert phone.locator(".verdict").inner_text().split("\n") == [
        "This sheet is current.",
        "You can use it. It says what today's sheet says.",
    ]
    assert fits(phone)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_old_sheet_gives_the_numbers_of_today_at_first_sight(phone: Page, base: str, scheme: str) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone.goto(f"{base}c/Y7T-C41/")
    numbers = phone.locator(".numbers")
    assert "01632 960 961" in numbers.inner_text()
    for seen in (phone.locator(".verdict"), numbers):
        box = seen.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"]
    assert fits(phone)


def test_a_code_is_typed_by_hand(phone: Page, base: str) -> None:
    """A sheet of the second edition, read off the paper in small letters and without its hyphen."""
    phone.goto(f"{base}check-a-sheet/")
    field = phone.get_by_label("The code on your sheet")
    answer = phone.locator(".code-answer")
    field.fill("kd9pdx")
    assert "This sheet has changed since. Please use today's sheet." in answer.inner_text()
    field.fill("b4x-xgq")
    assert "This sheet is withdrawn." in answer.inner_text()
    answer.get_by_role("link", name="More about B4X-XGQ").click()
    phone.wait_for_url(f"{base}c/B4X-XGQ/")
    assert "We no longer answer letters after the end" in phone.locator("main").inner_text()
    assert fits(phone)


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("changes/", "h2 a, .as-of a"),
        ("handouts/H1/", ".facts a"),
        ("e/2026.1/s/H1/", ".facts a, .as-of a, #in-every-edition + ul a"),
        ("c/6K5-DRT/", ".recall a"),
        ("check-a-sheet/", ".codes a"),
        ("cite/first-hour/", "[data-form=link] a"),
        ("coming-here/first-visit/", ".stamp dd > a:only-child"),
    ],
)
def test_a_finger_finds_the_links(phone: Page, base: str, address: str, links: str) -> None:
    phone.goto(f"{base}{address}")
    phone.locator("main details").evaluate_all("folds => folds.forEach(one => { one.open = true; })")
    sizes = phone.locator("main").evaluate(
        "(main, links) => [...main.querySelectorAll(links)]"
        ".map(one => [one.textContent, one.getBoundingClientRect().height])",
        links,
    )
    assert sizes
    assert [one for one in sizes if one[1] < 44] == []


def test_no_page_complains(tab: Page, base: str, three_editions: Path) -> None:
    """Each kind of page, under a policy that refuses inline scripts and styles; the tab fails on an error."""
    kinds: dict[tuple[str, int], str] = {}
    for path in sorted(three_editions.rglob("*.html")):
        address = path.relative_to(three_editions).as_posix()
        kinds[address.split("/")[0], address.count("/")] = address
    assert {"index.html", "404.html", "changes", "c", "e", "s", "cite", "glossary", "references"} <= {
        one for one, _ in kinds
    }
    for address in kinds.values():
        tab.goto(f"{base}{address.removesuffix('index.html')}")
