"""The copy that a reader keeps: real service workers on this machine, with servers that stop and die half-way."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Handler
from tests.browser.test_pack import HELP
from tests.browser.waiting import until
from tests.tiny import BASE, SETTINGS, Tiny, handout, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FILES: dict[str, str | bytes] = {
    **BASE,
    "content/breaks.md": page("breaks", "## Coming back {#coming-back}\n\nA counsellor may be away in August."),
    "content/help-now.md": page("help-now", "/// helplines\n///", "Help now").replace("concept", "help"),
    "content/help.yml": HELP,
    "content/dwa słowa/it's (100%).md": page("odd-name", "[Breaks](#breaks)."),
    "content/handouts/H01.md": handout("H01", "coming-back", "## To remember\n\nWords of the sheet.\n"),
}
KEEP, REMOVE, RENEW = "Keep this handbook", "Remove it from this device", "Renew the copy"
# What of this site is on the device, as the browser itself tells it.
ON_DEVICE = """async () => [
    ...(await caches.keys()),
    ...(await navigator.serviceWorker.getRegistrations()).map((one) => one.active.scriptURL),
    ...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie,
].filter(Boolean)"""


class Host:
    """A site on this machine, below a path as many are. `cut` is the ending of files that are sent by half."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cut, self.port = folder, "none", 0
        self.start()

    def start(self) -> None:
        host = self

        class Sender(Handler):
            def translate_path(self, path: str) -> str:
                return super().translate_path(path.removeprefix("/our/book"))

            def copyfile(self, source, outputfile) -> None:  # type: ignore[no-untyped-def]
                data = source.read()
                outputfile.write(data[: len(data) // 2] if self.path.endswith(host.cut) else data)

        serve = functools.partial(Sender, directory=self.folder)
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), serve)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/our/book/"


def built(root: Path, edition: str) -> Path:
    made = Tiny(root)
    made.write({**FILES, "content/index.md": page("start", f"Words of {edition}.")})
    plugins = f"plugins: [search, {{handbook: {{edition: '{edition}'}}}}]\n"
    made.write({"mkdocs.yml": f"{SETTINGS}theme: {{name: material}}\n{plugins}"})
    result = made.run("build")
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "site"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("first") / "handbook", "1")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("second") / "handbook", "2")


@pytest.fixture
def host(first: Path) -> Iterator[Host]:
    running = Host(first)
    yield running
    running.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 360, "height": 740})
    yield made
    made.close()


def told(tab: Page, words: str) -> None:
    """Waits until the page says so."""
    until(tab, "words => document.querySelector('.keep-told').textContent.includes(words)", words)


def opened(context: BrowserContext, host: Host) -> Page:
    tab = context.new_page()
    tab.goto(f"{host.address}offline/")
    return tab


def kept(context: BrowserContext, host: Host) -> Page:
    """The page after its button was pressed and the copy was made."""
    tab = opened(context, host)
    tab.get_by_role("button", name=KEEP).click()
    told(tab, "Done.")
    return tab


def on_device(tab: Page) -> list[str]:
    found: list[str] = tab.evaluate(ON_DEVICE)
    return found


def test_nothing_is_kept_and_no_program_installed_before_the_button_is_pressed(
    context: BrowserContext, host: Host
) -> None:
    tab = opened(context, host)
    told(tab, "Nothing is kept on this device.")
    assert [one.inner_text() for one in tab.locator(".keep button:visible").all()] == [KEEP]
    assert on_device(tab) == []
    assert "It takes 0." in tab.locator(".body").inner_text(), "the size is said before"


def test_after_the_button_every_page_and_search_work_without_a_server(context: BrowserContext, host: Host) -> None:
    tab = kept(context, host)
    assert tab.evaluate("document.activeElement.className") == "keep-told", "the reader is where the news is"
    assert "Edition 1 is kept on this device" in tab.locator(".keep-told").inner_text()
    assert all("/handbook-offline" in one or one.startswith("handbook-offline") for one in on_device(tab))
    host.stop()
    try:
        for address in (
            "",
            "breaks/",
            "breaks/index.html",
            "breaks",
            "help-now/?for=client",
            "glossary/",
            "dwa%20s%C5%82owa/it%27s%20%28100%25%29/",
            "dwa%20słowa/it's%20(100%25)",
            "handouts/H01/",
        ):
            tab.goto(host.address + address)
            assert tab.locator("h1").inner_text() != "This page is not kept on this device", address
            assert tab.evaluate("getComputedStyle(document.body).fontFamily").startswith("AHN"), address
        assert tab.get_by_role("heading", name="A sheet").is_visible()
        tab.goto(f"{host.address}help-now/")
        assert tab.get_by_text("999").first.is_visible()
        tab.get_by_role("button", name="Search").first.click()
        tab.locator("#find-words").fill("August")
        tab.locator(".results a[href]").first.wait_for()
        assert tab.locator(".results h3 a").first.evaluate("link => link.href") == f"{host.address}breaks/#coming-back"
        tab.goto(f"{host.address}s/coming-back/")
        assert tab.url == f"{host.address}breaks/#coming-back", "a permanent address leads on"
    finally:
        host.start()


def test_a_page_that_is_not_kept_says_so_and_leads_to_help(context: BrowserContext, host: Host) -> None:
    tab = kept(context, host)
    assert tab.goto(f"{host.address}nowhere/").status == 404, "online the server answers"  # type: ignore[union-attr]
    host.stop()
    try:
        tab.goto(f"{host.address}e/2025.1/")
        assert tab.locator("h1").inner_text() == "This page is not kept on this device"
        links = {link.inner_text(): link.evaluate("one => one.href") for link in tab.locator(".body .links a").all()}
        assert links == {
            "Start here": host.address,
            "Every page and word, A to Z": f"{host.address}a-to-z/",
            "Help now": f"{host.address}help-now/",
        }
        assert tab.evaluate("fetch('../../handouts/H01/H01.a4.pdf').then(() => 'came', () => 'failed')") == "failed"
    finally:
        host.start()


def test_one_press_removes_the_pages_and_the_program(context: BrowserContext, host: Host) -> None:
    tab = kept(context, host)
    tab.get_by_role("button", name=REMOVE).click()
    told(tab, "It is removed")
    assert on_device(tab) == []
    tab.get_by_role("button", name=KEEP).wait_for()
    host.stop()
    try:
        with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
            tab.goto(host.address)
    finally:
        host.start()


def test_a_reader_with_a_connection_reads_the_words_of_the_server_and_is_offered_the_newer_copy(
    context: BrowserContext, host: Host, second: Path
) -> None:
    tab = kept(context, host)
    before = on_device(tab)
    host.stop()
    host.folder = second
    host.start()
    tab.goto(host.address)
    assert "Words of 2." in tab.locator(".body, main").first.inner_text()
    tab.goto(f"{host.address}offline/")
    told(tab, "There is something newer: Edition 2.")
    assert on_device(tab) == before, "nothing is renewed unasked"
    tab.get_by_role("button", name=RENEW).click()
    told(tab, "Edition 2 is kept")
    assert len(on_device(tab)) == len(before), "the older copy has gone"
    assert on_device(tab) != before
    host.stop()
    try:
        tab.goto(host.address)
        assert "Words of 2." in tab.locator("main").inner_text()
    finally:
        host.start()


def test_a_copy_that_breaks_off_leaves_nothing_and_a_renewal_that_does_leaves_the_old_one(
    context: BrowserContext, host: Host, second: Path
) -> None:
    tab = opened(context, host)
    host.cut = ".bin"
    tab.get_by_role("button", name=KEEP).click()
    told(tab, "Nothing was kept. You could try again.")
    assert on_device(tab) == []
    host.cut = "none"
    tab.get_by_role("button", name=KEEP).click()
    told(tab, "Done.")
    before = on_device(tab)
    host.stop()
    host.folder, host.cut = second, ".bin"
    host.start()
    tab.goto(f"{host.address}offline/")
    tab.get_by_role("button", name=RENEW).click()
    told(tab, "The copy you had is as it was.")
    assert on_device(tab) == before
    host.stop()
    try:
        tab.goto(host.address)
        assert "Words of 1." in tab.locator("main").inner_text()
    finally:
        host.start()


def test_where_there_is_no_room_it_is_said_and_nothing_stays(context: BrowserContext, host: Host) -> None:
    tab = context.new_page()
    # The browser runs full at the fifth page, and did not know it before.
    tab.add_init_script("""(() => {
        const put = Cache.prototype.put;
        let times = 0;
        Cache.prototype.put = function (...what) {
            if ((times += 1) > 4) throw new DOMException("full", "QuotaExceededError");
            return put.apply(this, what);
        };
    })();""")
    tab.goto(f"{host.address}offline/")
    tab.get_by_role("button", name=KEEP).click()
    told(tab, "There is not enough room for it in this browser. Nothing was kept.")
    assert on_device(tab) == []


def test_what_a_closed_window_left_half_done_goes_and_what_is_not_ours_stays(
    context: BrowserContext, host: Host
) -> None:
    tab = opened(context, host)
    names = ["handbook-offline /our/book/ half", "handbook-offline /another/ whole", "somebody-else"]
    tab.evaluate("names => Promise.all(names.map((name) => caches.open(name)))", names)
    tab.reload()
    told(tab, "Nothing is kept on this device.")
    assert sorted(on_device(tab)) == sorted(names[1:])


def test_without_script_or_without_workers_the_page_says_so_and_offers_no_button(
    browser: Browser, context: BrowserContext, host: Host
) -> None:
    plain = browser.new_context(java_script_enabled=False)
    tab = plain.new_page()
    tab.goto(f"{host.address}offline/")
    assert "Keeping needs JavaScript" in tab.locator(".keep-told").inner_text()
    assert tab.locator(".keep button:visible").count() == 0
    plain.close()
    tab = context.new_page()
    tab.add_init_script("delete Navigator.prototype.serviceWorker")
    tab.goto(f"{host.address}offline/")
    told(tab, "This browser cannot keep the handbook.")
    assert tab.locator(".keep button:visible").count() == 0


def test_our_own_handbook_with_its_search_is_kept_for_less_than_one_and_a_half_megabytes(built_site: Path) -> None:
    facts = json.loads((built_site / "offline/copy.json").read_text(encoding="utf-8"))
    assert facts["bytes"] == (built_site / "offline" / facts["file"]).stat().st_size < 1_500_000
