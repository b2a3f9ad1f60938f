"""Pages made narrow, large or spaced out: nothing scrolls two ways, nothing is cut off or covered, every control is
large enough to touch, and lines are of a length that can be read.
"""

from __future__ import annotations

import pprint
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.kinds import KINDS, PAGE, opened, tab_of
from tests.tiny import BASE, SETTINGS, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# What stands outside the window; a table or a drawing may, inside a box of its own that scrolls.
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('body *')].filter((node) => node.getBoundingClientRect().right > innerWidth + 1
    && !node.closest('.table, pre, .vh') && !node.querySelector('*')).slice(0, 3)
    .map((node) => `${node.tagName}.${node.className} ${node.textContent.trim().slice(0, 30)}`)
    .concat('scrolls sideways')"""

# Words that are cut off by the edge of a box which does not scroll, and words that lie on other words.
HIDDEN = """() => {
  const wrong = [];
  // what is clipped as a whole is there for the ear alone
  const clipped = (node) => node && (getComputedStyle(node).clipPath !== 'none' || clipped(node.parentElement));
  const shown = (node) => node.checkVisibility({visibilityProperty: true})
    && !node.closest('.sprite, .skip, svg, pre, .quick') && !clipped(node);
  const speaks = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim()) && shown(node);
  for (const node of document.querySelectorAll('body *')) {
    const style = getComputedStyle(node);
    if (!/hidden|clip/.test(style.overflow) || !shown(node) || !node.textContent.trim()) continue;
    const edge = node.getBoundingClientRect();
    const boxes = [...node.querySelectorAll('*'), node].filter(speaks).map((one) => one.getBoundingClientRect());
    const cut = boxes.some((box) => box.right > edge.right + 1 || box.bottom > edge.bottom + 1);
    if (cut) wrong.push(`cut off: ${node.className}`);
  }
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || !shown(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 2) words.push({box, text});
  }
  words.sort((one, other) => one.box.top - other.box.top);
  for (let at = 0; at < words.length; at += 1) {
    const {box, text} = words[at];
    for (let next = at + 1; next < words.length && words[next].box.top < box.bottom; next += 1) {
      const other = words[next].box;
      const high = Math.min(box.bottom, other.bottom) - other.top;
      const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      if (words[next].text !== text && wide > 2 && high > .5 * Math.min(box.height, other.height)) {
        wrong.push(`on each other: ${text.data.trim().slice(0, 30)} / ${words[next].text.data.trim().slice(0, 30)}`);
      }
    }
  }
  return wrong.slice(0, 4);
}"""

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""

# Controls, and links that stand alone, of less than 44 by 44. Not counted, as the criterion has it: a link among the
# words of a sentence (three or more words beside it, other links and what is in brackets apart), and the drawn words
# of the concept map, which has a list of the same links below it. A field of one ruled line is as high as the line
# of the sheet that it stands for, and its label is part of what can be touched.
TOO_SMALL = """() => {
  const shown = (node) => node.checkVisibility({visibilityProperty: true})
    && !node.closest('.vh, .skip, .drawing, .concept');
  const flows = (node) => /^inline($| )|^contents/.test(getComputedStyle(node).display);
  const block = (node) => (flows(node.parentElement) ? block(node.parentElement) : node.parentElement);
  const inSentence = (link) => {
    if (link.matches('.cite')) return true; // a reference in brackets
    if (!link.matches('a') || getComputedStyle(link).display !== 'inline') return false;
    const copy = block(link).cloneNode(true);
    copy.querySelectorAll('a, .vh, ul, ol').forEach((one) => one.remove());
    return (copy.textContent.replace(/\\([^)]*\\)?/g, ' ').match(/[\\p{L}\\p{N}]+/gu) || []).length > 2;
  };
  const all = document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]');
  return [...all].filter(shown).map((node) => {
    const label = node.labels?.length && node.labels[0];
    const boxes = [node, ...(label ? [label] : [])].map((one) => one.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.width));
    const heights = boxes.map((box) => box.height);
    const height = node.matches('textarea') ? heights.reduce((sum, one) => sum + one) : Math.max(...heights);
    if ((width >= 43.9 && height >= 43.9) || !width || inSentence(node)) return '';
    const name = `${node.tagName}.${node.className} ${(node.textContent || node.id).trim().slice(0, 30)}`;
    return `${Math.round(width)} x ${Math.round(height)}: ${name} in ${block(node).className || block(node).tagName}`;
  }).filter(Boolean);
}"""

# How many characters the full lines of each paragraph have, on average; of three lines or more.
LENGTHS = """() => [...document.querySelectorAll('.body .sec > p, .body > p, .body .sec > ul > li')].map((node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  const lines = [];
  for (const box of range.getClientRects()) {
    const line = lines.find((one) => Math.abs(one.bottom - box.bottom) < 12);
    if (line) line.width = Math.max(line.right, box.right) - line.left; else lines.push({...box.toJSON()});
  }
  const wide = (some) => some.reduce((sum, line) => sum + line.width, 0);
  const full = lines.slice(0, -1);
  return full.length < 2 ? 0 : node.textContent.trim().length * wide(full) / wide(lines) / full.length;
}).filter(Boolean)"""

# How far the last line of a page is from the bar at the foot of the window.
ROOM = """() => document.querySelector(".quick").getBoundingClientRect().top
  - Math.max(...[...document.querySelectorAll(".foot :is(p, a)")].map((one) => one.getBoundingClientRect().bottom))"""


@pytest.fixture(scope="module")
def address(built_site: Path, serve: Serve) -> str:
    """The built site."""
    return serve(built_site)


@pytest.mark.criterion("1.4.10")
def test_no_page_scrolls_two_ways_when_it_is_enlarged_four_times(
    browser: Browser, built_site: Path, address: str
) -> None:
    """Every page that the navigation has or the build makes, in a window of 320 by 256."""
    frozen = ("e", "s", "c", "cite")
    files = {page.relative_to(built_site): page.read_bytes() for page in sorted(built_site.rglob("index.html"))}
    pages = [page for page, text in files.items() if b"<main" in text and b"refresh" not in text]
    found = [page.as_posix().removesuffix("index.html") for page in pages if page.parts[0] not in frozen]
    assert len(found) > 100
    with tab_of(browser, 320, 256) as tab:
        wrong = {}
        # A permanent address leads on at once to a page that is among those found.
        for page in (*found, *(kind for kind in KINDS if kind not in found and not kind.startswith("s/"))):
            tab.goto(address + page, wait_until="domcontentloaded")
            if wide := tab.evaluate(TOO_WIDE):
                wrong[page] = wide
        assert not wrong, pprint.pformat(wrong, width=200)


@pytest.mark.criterion("1.4.10")
def test_a_word_that_is_longer_than_a_line_is_broken_wherever_it_is_linked(visit: Visit) -> None:
    """As compound words of other languages are, in titles above all."""
    word = "Rechtsschutzversicherungsgesellschaften" * 2
    files = {
        "mkdocs.yml": f"{SETTINGS}theme: {{name: material}}\nplugins: [search, handbook]\n",
        "content/part/index.md": page("part").replace("concept", "part"),
        "content/part/first.md": page("first", more="related: [second]\n"),
        "content/part/second.md": page("second", f"## {word} {{#below}}", title=word),
    }
    tab = visit({**BASE, **files}, "part/first/", 320)
    assert tab.locator(".pager a, .read-next a").filter(has_text=word).count() == 2
    assert tab.evaluate(TOO_WIDE) == []
    tab.get_by_role("button", name="Search").first.click()
    tab.locator("#find-words").fill(word)
    tab.locator(".results li li a").first.wait_for()
    assert tab.evaluate("(box => box.scrollWidth - box.clientWidth)(document.querySelector('dialog[open]'))") == 0


@pytest.mark.criterion("1.4.12")
@pytest.mark.parametrize("width", [360, 1280])
def test_with_more_space_between_words_nothing_is_cut_off_or_covered(
    browser: Browser, address: str, width: int
) -> None:
    with tab_of(browser, width, bypass_csp=True) as tab:
        wrong = {}
        for kind in KINDS:
            opened(tab, address + kind)
            tab.add_style_tag(content=SPACED)
            if found := tab.evaluate(HIDDEN) + tab.evaluate(TOO_WIDE):
                wrong[kind] = found
        assert not wrong, pprint.pformat(wrong, width=200)


@pytest.mark.criterion("1.4.4")
@pytest.mark.parametrize("width", [640, 1280])
def test_letters_twice_as_large_cover_nothing(browser: Browser, address: str, width: int) -> None:
    """The letters alone, by the browser's own setting; whole pages enlarged are the first case of this file."""
    with tab_of(browser, width) as tab:
        tab.context.new_cdp_session(tab).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        wrong = {}
        for kind in KINDS:
            opened(tab, address + kind)
            assert tab.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
            if found := tab.evaluate(HIDDEN) + tab.evaluate(TOO_WIDE):
                wrong[kind] = found
        assert not wrong, pprint.pformat(wrong, width=200)


@pytest.mark.criterion("2.4.11", "2.4.12")
@pytest.mark.parametrize("width", [320, 390])
def test_the_last_line_of_a_page_can_be_brought_above_the_bar_at_the_foot(
    browser: Browser, address: str, width: int
) -> None:
    with tab_of(browser, width, 700) as tab:
        hidden = {}
        for kind in KINDS:
            opened(tab, address + kind)
            tab.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            room = tab.evaluate(ROOM)
            if room < 0:
                hidden[kind] = room
        assert hidden == {}


@pytest.mark.criterion("2.5.5", "2.5.8")
@pytest.mark.parametrize("width", [360, 1280])
def test_every_control_is_large_enough_for_a_thumb(browser: Browser, address: str, width: int) -> None:
    with tab_of(browser, width) as tab:
        wrong = {}
        for kind in KINDS:
            opened(tab, address + kind)
            if small := tab.evaluate(TOO_SMALL):
                wrong[kind] = small[:4]
        assert not wrong, pprint.pformat(wrong, width=200)


@pytest.mark.parametrize(("width", "fewest"), [(1440, 45), (768, 45), (360, 28)])
def test_lines_are_of_a_length_that_can_be_read(browser: Browser, address: str, width: int, fewest: int) -> None:
    """45 to 75 characters where there is room, and never more than 80."""
    with tab_of(browser, width) as tab:
        for kind in (PAGE, "evidence/reading-an-effect-size/", "how-to-cite/"):
            opened(tab, address + kind)
            lengths = sorted(tab.evaluate(LENGTHS))
            assert len(lengths) > 5, kind
            assert fewest <= lengths[len(lengths) // 2] <= 75, kind
            assert lengths[-1] <= 80, kind


@pytest.mark.criterion("1.3.4")
def test_a_page_is_read_either_way_round(browser: Browser, address: str) -> None:
    for width, height in ((390, 844), (844, 390)):
        with tab_of(browser, width, height, has_touch=True) as tab:
            tab.goto(address + PAGE)
            assert tab.locator("h1").is_visible()
            assert tab.get_by_role("link", name="Help now").first.is_visible()
            assert not tab.evaluate(TOO_WIDE)
