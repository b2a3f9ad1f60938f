"""A pack of sheets put together in a real browser: served under a strict policy, and from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve
from tests.browser.waiting import until
from tests.printing.reading import text_of_pdf
from tests.tiny import BASE, Tiny, handout

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

IDS = ("H01", "H02", "H03")
HELP = """checked: 2026-11-22
services:
  - country: United Kingdom
    code: GB
    service: Emergency services
    kind: emergency
    number: "999"
    for: anyone in danger now
    source: an invented page
    checked: 2026-11-22
"""
STORED = "localStorage.length + sessionStorage.length + document.cookie.length"


def sheet(name: str, title: str, reader: str, body: str = "") -> str:
    made = handout(name, "start", body or f"## To remember\n\nWords of {name}.\n\n/// lines | What helps\n///\n")
    return made.replace("A sheet", title).replace("[client]", f"[{reader}]")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two released sheets for clients, and one for trainers that is a draft."""
    made = Tiny(tmp_path_factory.mktemp("pack"))
    made.write(
        {
            **BASE,
            "content/help.yml": HELP,
            "content/handouts/H01.md": sheet("H01", "Before a break", "client"),
            "content/handouts/H02.md": sheet("H02", "First session", "client"),
        }
    )
    released = made.run("release", "2026.1", "--yes")
    assert released.returncode == 0, released.stdout + released.stderr
    made.write({"content/handouts/H03.md": sheet("H03", "Café <Übung>", "trainer")})
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made.root / "site"


@pytest.fixture(scope="module")
def codes(site: Path) -> dict[str, str]:
    """The code of each sheet, as it was released."""
    edition = json.loads((site.parent / "content/editions/2026.1.json").read_text(encoding="utf-8"))
    return {one["id"]: one["code"] for one in edition["sheets"]}


@pytest.fixture(scope="module", params=["served", "from a folder"])
def address(request: pytest.FixtureRequest, site: Path, serve: Serve) -> str:
    if request.param == "served":
        return f"{serve(site)}handouts/pack/"
    return (site / "handouts/pack/index.html").as_uri()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone: narrow, and with a touch screen."""
    made = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    # Printing would open a window of the system's.
    made.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext, address: str) -> Iterator[Page]:
    """The page, which throws no error, asks nobody else, and keeps nothing unless the test asks it to."""
    opened = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    if address.startswith("http"):  # from a folder, Chromium complains of fonts that are loaded in advance
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    yield opened
    assert [one for one in complaints if "favicon" not in one] == []
    host = address.partition("/handouts/")[0]
    assert [one for one in asked if not one.startswith((host, "data:"))] == []


def order(tab: Page) -> list[str]:
    return [
        str(name) for name in tab.locator(".pack-order > li").evaluate_all("all => all.map(one => one.dataset.sheet)")
    ]


def told(tab: Page) -> str:
    return tab.locator(".pack-told").inner_text()


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.getAttribute('aria-label')"))


def printed(tab: Page) -> list[str]:
    """The words of each page that comes from the printer."""
    text = text_of_pdf(tab.pdf(prefer_css_page_size=True))
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def test_sheets_are_chosen_and_ordered_by_keyboard_alone(tab: Page) -> None:
    for name in IDS:
        tab.locator(f"#pick-{name}").focus()
        tab.keyboard.press("Space")
    assert order(tab) == ["H01", "H02", "H03"]
    assert tab.locator(".pack-sum").last.inner_text() == "3 sheets, 3 sides, and a cover"
    tab.get_by_role("button", name="Up: H03").focus()
    tab.keyboard.press("Enter")
    assert (order(tab), told(tab)) == (["H01", "H03", "H02"], "H03 Café <Übung> is now number 2 of 3.")
    assert focused(tab) == "Up: H03 Café <Übung>"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    assert (order(tab), told(tab)) == (["H03", "H01", "H02"], "H03 is first already.")
    assert focused(tab) == "Up: H03 Café <Übung>"
    tab.get_by_role("button", name="Remove: H02").focus()
    tab.keyboard.press("Enter")
    assert order(tab) == ["H03", "H01"]
    assert focused(tab) == "Remove: H01 Before a break"
    assert not tab.locator("#pick-H02").is_checked()


def test_a_sheet_that_arrives_late_leaves_the_keyboard_where_it_is(context: BrowserContext, address: str) -> None:
    """It draws the list anew, while somebody stands in it."""
    tab = context.new_page()
    waiting: list[Route] = []
    tab.route("**/H02.sheet.js", lambda route: waiting.append(route))
    tab.goto(address)
    for name in ("H01", "H02"):
        tab.locator(f"#pick-{name}").focus()
        tab.keyboard.press("Space")
    tab.get_by_role("button", name="Remove: H01").focus()
    tab.wait_for_timeout(100)
    (late,) = waiting
    late.continue_()
    until(tab, "window.handbookSheets && window.handbookSheets.H02")
    tab.wait_for_timeout(100)
    assert order(tab) == ["H01", "H02"]
    assert focused(tab) == "Remove: H01 Before a break"


def test_sheets_are_chosen_and_ordered_by_touch(tab: Page) -> None:
    for name in ("H02", "H01"):
        tab.locator(".pick", has=tab.locator(f"#pick-{name}")).tap()
    assert order(tab) == ["H02", "H01"]
    tab.get_by_role("button", name="Down: H02").tap()
    assert order(tab) == ["H01", "H02"]
    tab.locator(".pick", has=tab.locator("#pick-H01")).tap()
    assert order(tab) == ["H02"]
    assert told(tab) == "H01 Before a break is removed. 1 sheet, 1 side"


def test_a_sheet_is_asked_for_when_it_is_chosen_and_not_before(context: BrowserContext, address: str) -> None:
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address, wait_until="networkidle")
    assert [one for one in asked if one.endswith(".sheet.js")] == []
    opened.locator("#pick-H02").check()
    opened.locator(".pack-sheets .sheet").wait_for(state="attached")
    assert [one.rpartition("/")[2] for one in asked if one.endswith(".sheet.js")] == ["H02.sheet.js"]


def test_the_pack_prints_cover_and_sheets_in_order_with_names_and_codes(tab: Page, codes: dict[str, str]) -> None:
    for name in ("H03", "H02", "H01"):
        tab.locator(f"#pick-{name}").check()
    tab.get_by_label("Name of your practice").fill("Harbour Lane <b>")
    tab.locator("#pack-telephone").fill("01632 960 123")
    tab.locator("#pack-hours").fill("weekdays")
    tab.get_by_label("A note").fill("Dear Sam,\n\nread the first.")
    cover, *sheets = printed(tab)
    for words in ("Harbour Lane <b>", "01632 960 123", "weekdays", "Dear Sam,", "read the first."):
        assert words in cover
    assert re.findall(r"H0\d", cover) == ["H03", "H02", "H01"]
    assert [re.findall(r"Words of (H0\d)", words) for words in sheets] == [["H03"], ["H02"], ["H01"]]
    assert all("Harbour Lane <b>" in words for words in sheets)
    # the lines for the practice stand on sheets for clients
    assert ["01632 960 123" in words for words in sheets] == [False, True, True]
    assert all("My counsellor or service" not in words for words in sheets)
    assert "draft after edition 2026.1" in sheets[0]
    for name, words in zip(("H02", "H01"), sheets[1:], strict=True):
        assert f"{name}, edition 2026.1, code {codes[name]}" in words
    assert all("Choose sheets" not in words and "This site stores" not in words for words in [cover, *sheets])


def test_without_details_there_are_lines_to_write_on(tab: Page) -> None:
    tab.locator("#pick-H01").check()
    tab.get_by_label("Put a cover page in front").uncheck()
    (only,) = printed(tab)
    assert "My counsellor or service" in only
    assert "Telephone" in only


@pytest.mark.parametrize(
    ("paper", "size", "wide"), [("A4", "Standard", 595), ("US Letter", "Standard", 612), ("A4", "Large print", 595)]
)
def test_paper_and_size_of_print_are_those_chosen(tab: Page, paper: str, size: str, wide: int) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    tab.locator("#pick-H01").check()
    tab.get_by_role("radio", name=paper).check()
    tab.get_by_role("radio", name=size).check()
    tab.locator(".pack-sheets .sheet").wait_for(state="attached")
    with pikepdf.open(BytesIO(tab.pdf(prefer_css_page_size=True))) as made:
        assert [round(float(page.mediabox[2])) for page in made.pages] == [wide] * len(made.pages)
    tab.emulate_media(media="print")
    letters = tab.locator(".pack-sheets .sheet").evaluate(
        "sheet => [...sheet.querySelectorAll('p, label, li, figcaption')]"
        ".map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert (min(letters) >= 24) == (size == "Large print")
    link = tab.locator(".pack-files a")
    assert str(link.get_attribute("href")).endswith(
        f"H01.{'a4' if paper == 'A4' else 'letter'}{'.large' if 'Large' in size else ''}.pdf"
    )


def test_printing_waits_for_the_sheets_and_says_what_it_did(tab: Page) -> None:
    tab.get_by_role("button", name="Print the pack").click()
    assert tab.locator(".pack-status").inner_text() == "Choose a sheet first."
    tab.locator("#pick-H01").check()
    tab.get_by_role("button", name="Print the pack").click()
    tab.get_by_text("1 sheet sent to your browser's print window.").wait_for()
    assert tab.evaluate("window.printed") == 1


def test_a_sheet_that_is_missing_is_named_and_left_out(context: BrowserContext, address: str) -> None:
    opened = context.new_page()
    opened.route("**/H01.sheet.js", lambda route: route.abort())
    opened.goto(f"{address}#H01,H02")
    opened.get_by_text("H01 could not be loaded, and is left out.").wait_for()
    assert opened.locator(".pack-order .pack-failed").count() == 1
    assert opened.locator(".pack-sheets .sheet").count() == 1
    opened.get_by_role("button", name="Print the pack").click()
    opened.get_by_text("Left out, since they could not be loaded: H01.").wait_for()
    opened.unroute("**/H01.sheet.js")
    opened.get_by_role("button", name="Print the pack").click()
    opened.get_by_text("2 sheets sent").wait_for()
    assert opened.evaluate("window.printed") == 2
    assert opened.locator(".pack-sheets .sheet").count() == 2


def test_a_link_holds_the_sheets_and_nothing_that_was_typed(tab: Page, context: BrowserContext, address: str) -> None:
    tab.get_by_label("A note").fill("private words")
    tab.get_by_label("Name of your practice").fill("Harbour Lane")
    for name in ("H02", "H01"):
        tab.locator(f"#pick-{name}").check()
    tab.get_by_role("button", name="Copy a link").click()
    link = tab.get_by_label("Link to this pack").input_value()
    assert link == f"{address}#H02,H01"
    assert tab.url == address
    there = context.new_page()
    there.goto(link.replace("H01", "H01,H99,%E0,<i>"))
    assert order(there) == []
    there.goto(address)
    there.goto(link.replace("H01", "H01,H99"))
    assert order(there) == ["H02", "H01"]
    assert "not here: H99" in there.locator(".pack-status").inner_text()


def test_nothing_is_kept_unless_asked_and_nothing_after_forgetting(tab: Page, address: str) -> None:
    details = {"Name of your practice": "Harbour Lane", "Telephone": "01632 960 123", "Hours": "weekdays"}
    for label, words in details.items():
        tab.get_by_label(label).first.fill(words)
    tab.get_by_label("A note").fill("private words")
    tab.locator("#pick-H01").check()
    assert tab.evaluate(STORED) == 0
    tab.get_by_label("Keep name, telephone and hours").check()
    assert tab.evaluate("JSON.parse(localStorage['handbook-practice'])") == {
        "name": "Harbour Lane",
        "telephone": "01632 960 123",
        "hours": "weekdays",
    }
    tab.reload()
    assert [tab.get_by_label(label).first.input_value() for label in details] == list(details.values())
    assert tab.get_by_label("A note").input_value() == ""
    tab.get_by_role("button", name="Forget it").click()
    assert tab.evaluate(STORED) == 0
    assert tab.get_by_label("Name of your practice").input_value() == ""
    assert not tab.get_by_label("Keep name, telephone and hours").is_checked()
    tab.reload()
    assert tab.get_by_label("Name of your practice").input_value() == ""


@pytest.mark.parametrize("left", ["null", "[1]", "{", '{"name": 7}', "7"])
def test_what_another_page_left_in_the_same_place_does_no_harm(tab: Page, left: str) -> None:
    tab.evaluate("left => { localStorage['handbook-practice'] = left; }", left)
    tab.reload()
    assert tab.get_by_label("Name of your practice").input_value() == ""
    tab.locator("#pick-H01").check()
    assert order(tab) == ["H01"]
    tab.evaluate("localStorage.clear()")


def test_who_goes_back_finds_no_note(tab: Page, site: Path, address: str) -> None:
    tab.get_by_label("A note").fill("private words")
    tab.get_by_label("Name of your practice").fill("Harbour Lane")
    tab.locator("#pick-H01").check()
    tab.goto(address.replace("handouts/pack/", ""))
    tab.go_back()
    assert tab.url == address
    assert tab.get_by_label("A note").input_value() == ""
    assert tab.get_by_label("Name of your practice").input_value() == ""
    assert "private words" not in str(tab.evaluate("document.body.textContent"))


def test_what_one_tab_forgets_another_does_not_keep_again(tab: Page, context: BrowserContext, address: str) -> None:
    tab.get_by_label("Name of your practice").fill("Harbour Lane")
    tab.get_by_label("Keep name, telephone and hours").check()
    other = context.new_page()
    other.goto(address)
    other.get_by_role("button", name="Forget it").click()
    until(tab, "!document.querySelector('#pack-keep').checked")
    tab.get_by_label("Name of your practice").fill("Harbour Lane, first floor")
    assert tab.evaluate(STORED) == 0


def test_a_number_reads_the_same_beside_arabic_hours(tab: Page) -> None:
    tab.locator("#pick-H01").check()
    tab.locator("#pack-telephone").fill("01632 960 123")
    tab.locator("#pack-hours").fill("الاثنين")
    tab.emulate_media(media="print")
    left = tab.locator(".cover-reach bdi").first.evaluate(
        """one => {
            const starts = [0, 6, 10].map(at => {
                const range = document.createRange();
                range.setStart(one.firstChild, at);
                range.setEnd(one.firstChild, at + 1);
                return range.getBoundingClientRect().left;
            });
            return starts;
        }"""
    )
    assert left == sorted(left)


def test_a_note_that_is_too_long_is_not_cut_in_silence(tab: Page) -> None:
    note = tab.get_by_label("A note")
    note.focus()
    tab.keyboard.insert_text("word " * 1000)
    assert "takes 1500 characters" in tab.locator(".pack-full").inner_text()
    note.fill("short")
    assert tab.locator(".pack-full").inner_text() == ""


def test_the_list_is_narrowed_by_words_and_by_reader(tab: Page) -> None:
    tab.get_by_label("Find by words").fill("CAFE")
    assert tab.locator(".pack-all > li:visible").count() == 1
    assert tab.locator(".pack-found").inner_text() == "1 of 3 sheets"
    tab.get_by_label("Find by words").fill("")
    tab.get_by_label("For", exact=True).select_option("client")
    assert tab.locator(".pack-all > li:visible").count() == 2
    assert "CAFE" not in tab.url
    assert "client" not in tab.url


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways_and_controls_are_large_enough(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.get_by_label("Name of your practice").fill("Wide" * 60)
    for name in IDS:
        tab.locator(f"#pick-{name}").check()
    tab.get_by_role("button", name="Copy a link").click()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = tab.evaluate(
        """[...document.querySelectorAll(
            "main :is(.btn, .pick-box, .pack-check, .choose label, .pack-field > :not(label), .pack-files a)")]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"""
    )
    assert small == []
    assert (
        tab.evaluate(
            "[...document.querySelectorAll('main :is(input, select, textarea)')]"
            ".filter(one => !one.closest('.pack-print'))"
            ".filter(one => !one.labels.length && !one.getAttribute('aria-label')).length"
        )
        == 0
    )


def test_ids_are_unique_when_all_sheets_stand_together_and_links_in_them_hold(tab: Page, site: Path) -> None:
    for name in IDS:
        tab.locator(f"#pick-{name}").check()
    tab.locator(".pack-sheets .sheet").nth(2).wait_for(state="attached")
    assert (
        tab.evaluate("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(n => n.id))")
        == 0
    )
    names = tab.evaluate("[...document.querySelectorAll('.pack-sheets label')].map(label => Boolean(label.control))")
    assert names
    assert all(names)
    lost = tab.evaluate(
        "[...document.querySelectorAll('.pack-sheets [href^=\"#\"]')].map(one => one.getAttribute('href').slice(1))"
        ".filter(name => !document.getElementById(name))"
    )
    assert lost == []


def test_without_a_script_every_printed_form_is_a_link(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    assert opened.get_by_text("Choosing sheets here needs JavaScript").is_visible()
    assert not opened.locator(".pick-box").first.is_visible()
    assert not opened.get_by_role("button", name="Print the pack").is_visible()
    links = opened.locator(".pack-all .formats a")
    assert links.count() == 12
    for at in range(12):
        assert links.nth(at).is_visible()
        assert (site / "handouts/pack" / str(links.nth(at).get_attribute("href"))).resolve().is_file()
    context.close()


def test_the_page_of_a_sheet_and_the_list_lead_here(browser: Browser, site: Path, serve: Serve) -> None:
    opened = browser.new_page()
    base = serve(site)
    opened.goto(f"{base}handouts/H02/")
    opened.get_by_role("link", name="Put in a pack").click()
    opened.locator(".pack-order > li").wait_for()
    assert order(opened) == ["H02"]
    opened.goto(f"{base}handouts/")
    opened.get_by_role("link", name="Put several sheets together in a pack").click()
    assert opened.url == f"{base}handouts/pack/"
    opened.close()
