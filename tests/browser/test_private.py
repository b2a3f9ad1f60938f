"""What the site asks of a reader's device and of others: nothing, on any page, with the policy in force."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser.waiting import until
from tests.hosts import Rules, headers_for, rules_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

# Small pages, of which a site has thousands: a few of each kind.
SMALL = ("s/*", "e/*", "e/*/s/*", "e/*/changes", "cite", "cite/*", "c/*")
FEW = 3
# Run in each page before anything else: what its policy refused, and what would be printed.
LISTENING = """
  window.refused = [];
  addEventListener("securitypolicyviolation", (event) => {
    window.refused.push(`${event.violatedDirective}: ${event.blockedURI}`);
  });
  window.print = () => {};
"""
# All that a page left behind, by where; a browser that has no such place has nothing there.
LEFT = """async () => ({
  refused: window.refused,
  cookies: document.cookie,
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map((one) => one.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING: dict[str, Any] = {
    "refused": [],
    "cookies": "",
    "local": [],
    "session": [],
    "databases": [],
    "caches": [],
    "workers": 0,
}


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and sends what its `_headers` say."""

    def __init__(self, *args: Any, rules: Rules, **options: Any) -> None:
        self.rules = rules
        super().__init__(*args, **options)

    def end_headers(self) -> None:
        for name, value in headers_for(self.rules, urlsplit(self.path).path).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


@contextmanager
def hosted(site: Path, *, sending: bool) -> Iterator[str]:
    """A site on this machine, with its rules for headers or, as on a host that cannot send any, without."""
    rules = rules_of((site / "_headers").read_text()) if sending else {}
    handler = functools.partial(Host, directory=str(site), rules=rules)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join(timeout=10)


class Watched:
    """A tab of a browser of its own, of which everything is noted that concerns others than the reader."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 800})
        self.context.add_init_script(LISTENING)
        self.tab: Page = self.context.new_page()
        self.noted: list[tuple[str, object]] = []
        self.hosts: set[str] = set()
        self.tab.on("console", lambda said: said.type in ("error", "warning") and self.note(said.text))
        self.tab.on("pageerror", lambda error: self.note(str(error)))
        self.context.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def note(self, what: object) -> None:
        self.noted.append((urlsplit(self.tab.url).path, what))

    def look(self) -> None:
        """Notes what the open page has left behind, or had refused."""
        left = self.tab.evaluate(LEFT)
        if left != NOTHING:
            self.note({name: value for name, value in left.items() if value != NOTHING[name]})

    def open(self, address: str) -> None:
        self.tab.goto(address)
        self.look()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    made = Watched(browser)
    yield made
    made.context.close()


def pages_of(site: Path) -> list[str]:
    """The addresses of every page of the theme, and of a few small pages of each kind."""
    small = [path for kind in SMALL for path in sorted(site.glob(f"{kind}/index.html"))[:FEW]]
    known = {kind.partition("/")[0] for kind in SMALL}
    whole = [path for path in sorted(site.rglob("index.html")) if path.relative_to(site).parts[0] not in known]
    return [path.parent.relative_to(site).as_posix() + "/" for path in (*whole, *small)] + ["404.html"]


def walk(watched: Watched, site: Path, addresses: list[str], *, sending: bool) -> None:
    with hosted(site, sending=sending) as base:
        for address in addresses:
            watched.open(base + address.removeprefix("./"))
        assert watched.noted == []
        assert watched.hosts == {urlsplit(base).netloc}
        assert watched.context.cookies() == []


@pytest.mark.parametrize("sending", [True, False], ids=["with headers", "by the pages alone"])
def test_no_page_of_our_own_asks_others_or_leaves_anything(built_site: Path, watched: Watched, sending: bool) -> None:
    """The policy refuses nothing that a page wants, no other host is asked, and nothing is stored."""
    addresses = pages_of(built_site)
    assert len(addresses) > 100
    walk(watched, built_site, addresses, sending=sending)


def test_no_small_page_of_a_release_asks_others_or_leaves_anything(released_site: Path, watched: Watched) -> None:
    small = [path for kind in SMALL for path in sorted(released_site.glob(f"{kind}/index.html"))[:FEW]]
    addresses = [path.parent.relative_to(released_site).as_posix() + "/" for path in small]
    assert {address.partition("/")[0] for address in addresses} == {"s", "e", "cite", "c"}
    walk(watched, released_site, addresses, sending=True)


def test_no_page_of_a_foreign_handbook_asks_others_or_leaves_anything(three_editions: Path, watched: Watched) -> None:
    """Among its pages are addresses that pages once had, and those of codes on paper."""
    walk(watched, three_editions, pages_of(three_editions), sending=True)


def search(tab: Page) -> None:
    tab.get_by_role("button", name="Search").first.click()
    tab.get_by_role("searchbox").fill("nervous")
    tab.keyboard.press("Enter")
    tab.locator(".results a").first.click()
    tab.wait_for_load_state()


def show_a_definition(tab: Page) -> None:
    tab.locator(".body a.term").first.click()
    tab.locator(".pop.open").wait_for()


def cite(tab: Page) -> None:
    tab.locator(".cite-link").first.click()
    tab.get_by_role("dialog").get_by_role("button", name="Copy APA 7").click()
    tab.get_by_text("APA 7 copied.").wait_for()


def fill_in_and_print(tab: Page) -> None:
    tab.locator(".sheet textarea, .ws textarea").first.fill("private words")
    tab.get_by_role("button", name="Print").first.click()


def find_a_work(tab: Page) -> None:
    tab.get_by_label("Words").fill("rogers")
    tab.locator("#ref-bordin-1979").wait_for(state="hidden")


def make_a_pack(tab: Page) -> None:
    tab.get_by_label("Name of your practice").fill("private words")
    tab.locator("#pick-H06").check()
    tab.locator(".pack-sheets .sheet").wait_for(state="attached")
    tab.get_by_role("button", name="Print the pack").click()
    tab.get_by_text("1 sheet sent").wait_for()


def look_up_a_code(tab: Page) -> None:
    tab.get_by_label("The code on your sheet").fill("KQ7-4MD")
    tab.get_by_role("button", name="Check", exact=True).click()


USES: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("", search),
    ("the-frame/holidays-and-planned-breaks/", show_a_definition),
    ("the-frame/holidays-and-planned-breaks/", cite),
    ("handouts/H06/", fill_in_and_print),
    ("references/", find_a_work),
    ("handouts/pack/", make_a_pack),
    ("check-a-sheet/", look_up_a_code),
)


def test_using_the_site_leaves_nothing_and_puts_no_word_into_an_address(built_site: Path, watched: Watched) -> None:
    """Searching, reading definitions, citing, filling in, filtering, making a pack, looking up a code."""
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    addresses: list[str] = []
    watched.context.on("request", lambda request: addresses.append(request.url))
    with hosted(built_site, sending=True) as base:
        for address, use in USES:
            watched.open(base + address)
            use(watched.tab)
            watched.look()
            addresses.append(watched.tab.url)
        assert watched.noted == []
        assert watched.hosts == {urlsplit(base).netloc}
    assert watched.context.cookies() == []
    for word in ("nervous", "private", "rogers", "KQ7"):
        assert [one for one in addresses if word.lower() in urlsplit(one).query.lower() + one.partition("#")[2]] == []
    assert [one for one in addresses if "?" in one] == []


INTRUDERS = """<script>window.ran = "script"</script>
<style>h1 { display: none }</style><p id="styled" style="display: none">Words.</p>
<img src="/nothing-here.png" onerror="window.ran = 'handler'" alt="">
<img src="https://elsewhere.example/counter.gif" alt=""><script src="https://elsewhere.example/count.js"></script>
<iframe src="/404.html"></iframe><form action="/kept"><input name="words" value="private"><button>Send</button></form>
<a id="runs" href="javascript:window.ran='link'">Run</a></body>"""

# Each refuses one of these.
DIRECTIVES = [
    *("script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr"),
    *("img-src", "frame-src", "form-action"),
]


@pytest.mark.parametrize("sending", [True, False], ids=["by headers alone", "by the page alone"])
def test_what_is_smuggled_into_a_page_does_not_run(three_editions: Path, watched: Watched, sending: bool) -> None:
    """Scripts, handlers, styles, frames, forms and files of others, put into a page on its way to the reader."""

    def smuggle(route: Route) -> None:
        answer = route.fetch()
        text = answer.text().replace("</body>", INTRUDERS)
        if sending:
            text = text.replace('http-equiv="Content-Security-Policy"', 'name="nothing"')
        route.fulfill(response=answer, body=text)

    reached: list[str] = []

    def answer_elsewhere(route: Route) -> None:
        reached.append(route.request.url)
        route.abort()

    watched.tab.route("**/glossary/", smuggle)
    watched.tab.route("https://elsewhere.example/**", answer_elsewhere)
    with hosted(three_editions, sending=sending) as base:
        watched.tab.goto(f"{base}glossary/")
        watched.tab.locator("#runs").click(no_wait_after=True)
        watched.tab.get_by_role("button", name="Send").click(no_wait_after=True)
        # What was refused is told a moment later.
        until(
            watched.tab,
            "wanted => wanted.every((one) => window.refused.some((told) => told.startsWith(`${one}:`)))",
            DIRECTIVES,
        )
        assert watched.tab.url == f"{base}glossary/"
        assert watched.tab.evaluate("window.ran") is None
        assert watched.tab.locator("h1").is_visible()
        assert watched.tab.locator("#styled").is_visible()
        assert reached == []


def test_a_script_of_the_site_cannot_make_a_page_of_text_either(three_editions: Path, watched: Watched) -> None:
    """Only reading a text as a page of its own, in which nothing runs, is let through."""
    with hosted(three_editions, sending=False) as base:
        watched.tab.goto(f"{base}glossary/")
        tried = watched.tab.evaluate(
            """() => {
              const refused = (does) => {
                try { does(); return false; } catch (error) { return error instanceof TypeError; }
              };
              return {
                html: refused(() => { document.body.innerHTML = "<p>Words.</p>"; }),
                script: refused(() => { document.createElement("script").textContent = "window.ran = 1"; }),
                elsewhere: refused(() => { document.createElement("script").src = "https://elsewhere.example/a.js"; }),
                inside: refused(() => { document.createElement("script").src = "data:text/javascript,1"; }),
                page: refused(() => { new DOMParser().parseFromString("<p>Words.</p>", "text/html"); }),
              };
            }"""
        )
    assert tried == {"html": True, "script": True, "elsewhere": True, "inside": True, "page": False}


def test_the_policy_lets_pages_work_from_a_folder(three_editions: Path, watched: Watched) -> None:
    for name in ("index.html", "glossary/index.html"):
        watched.tab.goto((three_editions / name).as_uri())
        assert watched.tab.evaluate("window.refused") == []
        assert "AHN" in watched.tab.evaluate("getComputedStyle(document.body).fontFamily")
    watched.tab.goto((three_editions / "check-a-sheet/index.html").as_uri())
    watched.tab.locator(".code-form").wait_for(state="visible")


KEPT = """async () => {
  localStorage.setItem("handbook-practice", "{}");
  localStorage.setItem("of-another", "stays");
  await (await caches.open("handbook-offline / 1")).put("/words", new Response("words"));
  await caches.open("of-another");
  await new Promise((done) => {
    indexedDB.open("handbook-notes").onsuccess = (event) => { event.target.result.close(); done(); };
  });
}"""


def test_one_press_removes_everything_that_the_site_keeps(built_site: Path, watched: Watched) -> None:
    """What others keep at the same address stays, and what is not known by a control is named."""
    tab = watched.tab
    with hosted(built_site, sending=True) as base:
        tab.goto(f"{base}privacy/")
        told = tab.locator(".kept-told")
        told.get_by_text("This site keeps nothing on this device now.").wait_for()
        assert tab.locator(".five > li").count() == 5
        tab.evaluate(KEPT)
        tab.reload()
        told.get_by_text("This site keeps something on this device.").wait_for()
        assert "handbook-notes" in told.inner_text()
        row = tab.locator("[data-kept=handbook-practice]")
        assert row.get_by_text("It is kept on this device now.").is_visible()
        tab.get_by_role("button", name="Remove all of it from this device").click()
        told.get_by_text("All of it is removed.").wait_for()
        assert row.get_by_text("It is kept on this device now.").is_hidden()
        assert tab.evaluate("document.activeElement.className") == "kept-told"
        left = tab.evaluate(LEFT)
    assert (left["local"], left["caches"], left["databases"]) == (["of-another"], ["of-another"], [])
