"""What a page costs a reader with a slow connection: bytes as they are sent by a real host, and requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.host import Host, hosted
from tests.browser.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

KB = 1024
PHONE = {"width": 390, "height": 844}
# At first view, with nothing kept: everything that comes before the page is at rest.
FIRST, REQUESTS = 85 * KB, 12
# A further page, when one of its kind has been read.
LATER = 15 * KB
PAGES = (
    *("", "the-frame/", "working-together/trust/", "evidence/does-it-cause-the-change/", "help-now/"),
    *("handouts/H12/", "handouts/", "how-to-cite/"),
)
# Lists of everything, each with a bound of its own: what it costs when all else is kept.
LISTS = {
    "evidence/claims-to-stop-repeating/": 17 * KB,
    "a-to-z/": 24 * KB,
    "references/": 30 * KB,
    "glossary/": 56 * KB,
    "concept-map/": 20 * KB,
    "outcomes/": 30 * KB,
}
# With gzip alone, for hosts that have no Brotli.
BY_GZIP = 92 * KB
# What each script has to do: without it on the page, the script is not to be there. One is on every page.
WORK = {
    "cite.js": ".cite-link, .cite-forms, [data-number]",
    "handout.js": ".ws, form.choose",
    "references.js": ".refs",
    "recall.js": "form",
    "pack.js": ".pack-step",
    "map.js": "svg.arcs",
}


@pytest.fixture(scope="module")
def host(built_site: Path) -> Iterator[Host]:
    with hosted(built_site) as running:
        yield running


@contextmanager
def empty(browser: Browser, width: int = 390, *, probed: bool = False) -> Iterator[BrowserContext]:
    """A browser that has kept nothing; `probed` lets the test run scripts of its own."""
    context = browser.new_context(viewport={**PHONE, "width": width}, bypass_csp=probed)
    yield context
    context.close()


def visited(context: BrowserContext, host: Host, address: str) -> list[tuple[str, int]]:
    """What was sent for a page until nothing more was asked for."""
    tab = context.new_page()
    host.taken()
    tab.goto(f"{host.url}{address}", wait_until="networkidle")
    tab.close()
    return host.taken()


def weight(sent: list[tuple[str, int]]) -> int:
    return sum(size for _, size in sent)


@pytest.mark.parametrize("address", PAGES)
def test_a_first_page_and_the_next_one_are_light(address: str, browser: Browser, host: Host) -> None:
    """All of it is counted: styles, scripts, fonts, drawings and pictures."""
    with empty(browser) as context:
        first = visited(context, host, address)
        again = {"": "help-now/", "handouts/H12/": "handouts/H06/", "handouts/": ""}.get(address, "how-to-cite/")
        for page in (again, "core-conditions/empathy/"):
            visited(context, host, page)
        later = [] if address in ("", "handouts/") else visited(context, host, "working-together/respect/")
    assert weight(first) <= FIRST, sorted(first, key=lambda one: -one[1])
    assert len(first) <= REQUESTS, first
    assert weight(later) <= LATER, later


@pytest.mark.parametrize("address", ["help-now/", "working-together/trust/", "evidence/does-it-cause-the-change/"])
def test_who_comes_from_home_waits_for_little_more_than_the_words(address: str, browser: Browser, host: Host) -> None:
    """Home, when it is at rest, fetches what the pages opened from it want, and stays a light first page itself."""
    with empty(browser) as context:
        visited(context, host, "")
        assert weight(sent := visited(context, host, address)) <= LATER, sent


def test_every_page_that_is_no_list_is_light_when_all_else_is_kept(host: Host, built_site: Path) -> None:
    """Its own HTML and the drawings in it, by Brotli; with fonts and scripts kept nothing else is asked for."""
    from tests.browser.host import packed

    heavy = {}
    for path in built_site.rglob("index.html"):
        address = path.parent.relative_to(built_site).as_posix() + "/"
        if address.startswith(("e/", "s/", "c/", "cite/", "changes/", "handouts/pack/")) or address in LISTS:
            continue
        size = len(packed(path.read_bytes(), "br"))
        if size > LATER:
            heavy[address] = size
    assert heavy == {}


@pytest.mark.parametrize(("address", "most"), LISTS.items())
def test_a_list_of_everything_keeps_its_own_bound(address: str, most: int, browser: Browser, host: Host) -> None:
    with empty(browser) as context:
        first = visited(context, host, address)
    assert weight(first) <= FIRST, sorted(first, key=lambda one: -one[1])
    assert len(first) <= REQUESTS, first
    with empty(browser) as context:
        visited(context, host, "working-together/trust/")
        visited(context, host, "changes/")
        later = [one for one in visited(context, host, address) if not one[0].endswith((".js", ".css"))]
    assert weight(later) <= most, later


@pytest.mark.parametrize("address", ["handouts/", "handouts/pack/"])
def test_pictures_of_sheets_come_when_they_are_asked_for(address: str, browser: Browser, host: Host) -> None:
    """There are dozens of them, and a wide screen would fetch them all."""
    with empty(browser, 1280) as context:
        assert len(first := visited(context, host, address)) <= REQUESTS, first
        assert weight(first) <= FIRST, first
        tab = context.new_page()
        tab.goto(f"{host.url}{address}")
        host.taken()
        tab.get_by_label("Show a picture of each sheet").check()
        tab.locator(".thumb img").first.wait_for()
        tab.wait_for_load_state("networkidle")
        assert any(path.endswith("H01.png") for path, _ in host.taken())


def test_by_gzip_alone_a_first_page_stays_near_its_bound(browser: Browser, built_site: Path) -> None:
    with hosted(built_site, ("gzip",)) as host:
        for address in ("", "working-together/trust/", "help-now/"):
            with empty(browser) as context:
                assert weight(visited(context, host, address)) <= BY_GZIP, address


def test_search_is_fetched_when_it_is_asked_for_and_not_before(browser: Browser, host: Host) -> None:
    def of_search(sent: list[tuple[str, int]]) -> set[str]:
        parts = {"/search.js": "window", "/finder.js": "finder", "/urgent.js": "urgent", "/search/index.js": "index"}
        return {name for part, name in parts.items() for path, _ in sent if part in path}

    with empty(browser) as context:
        tab = context.new_page()
        host.taken()
        tab.goto(f"{host.url}working-together/trust/", wait_until="networkidle")
        assert of_search(host.taken()) == set()
        tab.get_by_role("button", name="Search").first.click()
        tab.get_by_role("searchbox").fill("holiday")
        tab.locator(".find-status", has_text="“holiday”").wait_for()
        assert of_search(host.taken()) == {"window", "finder", "urgent", "index"}


def test_a_page_loads_no_script_that_nothing_on_it_needs(browser: Browser, host: Host) -> None:
    seen = set()
    with empty(browser) as context:
        tab = context.new_page()
        for address in (*PAGES, *LISTS, "handouts/pack/", "check-a-sheet/", "changes/", "404.html", "cite/trust/"):
            tab.goto(f"{host.url}{address}", wait_until="domcontentloaded")
            scripts = tab.eval_on_selector_all("script[src]", "all => all.map(one => one.src.split('/').pop())")
            for script in set(scripts) & WORK.keys():
                seen.add(script)
                assert tab.locator(WORK[script]).count(), f"{script} has nothing to do on {address}"
            assert "handbook.js" in scripts
    assert seen == WORK.keys()


# Nothing moves

PAINTED = ("", "working-together/trust/", "help-now/", "handouts/H12/", "handouts/", "glossary/", "references/")
SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifts.push([one.value,
  ...one.sources.map((source) => source.node && (source.node.id || source.node.className || source.node.nodeName))]);
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("late", [".woff2", ".js"])
def test_nothing_moves_when_fonts_or_scripts_come_late(late: str, width: int, browser: Browser, host: Host) -> None:
    """They are held back until the page is painted, as on a slow connection."""
    moved = {}
    for address in PAINTED:
        with empty(browser, width, probed=True) as context:
            tab = context.new_page()
            tab.add_init_script(SHIFTS)
            held = Held()
            tab.route(f"**/*{late}", held.hold)
            tab.goto(f"{host.url}{address}", wait_until="commit")
            _painted(tab)
            assert held.routes, address
            held.release()
            tab.wait_for_load_state("networkidle")
            tab.evaluate(f"document.fonts.ready.then(() => {SETTLED})")
            if shifts := tab.evaluate("window.shifts"):
                moved[address] = shifts
    assert moved == {}


@pytest.mark.parametrize("width", [360, 1440])
def test_a_link_to_a_word_far_down_the_glossary_lands_on_it(width: int, browser: Browser, host: Host) -> None:
    with empty(browser, width) as context:
        tab = context.new_page()
        tab.goto(f"{host.url}working-together/trust/")
        for word in ("term-working-alliance", "term-empathy"):
            tab.goto(f"{host.url}glossary/#{word}")
            tab.locator("html.settled").wait_for()
            top = tab.locator(f"#{word}").evaluate("(node) => node.getBoundingClientRect().top")
            assert 0 <= top <= 200, word


class Held:
    """Requests that wait until they are released."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self.waiting = True

    def hold(self, route: Route) -> None:
        if self.waiting:
            self.routes.append(route)
        else:
            route.continue_()

    def release(self) -> None:
        self.waiting = False
        for route in self.routes:
            route.continue_()


def _painted(tab: Page) -> None:
    until(tab, "performance.getEntriesByName('first-contentful-paint').length > 0")
    tab.evaluate(SETTLED)
