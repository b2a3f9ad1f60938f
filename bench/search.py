"""`python -m bench.search [--site SITE] [--csv FILE]`: how well and how fast a reader's question is answered.

The questions of `tests/cases/search/questions.csv` are typed into our search, into Material's own (its theme and its
program lunr, with its settings as they come and our pages as its index) and put to Pagefind (on our finished pages, as
its own window asks and shows), all in Chromium. Pagefind is measured where `pip install pagefind pagefind_bin` has put
it. A result counts as an answer when it shows a link to a place that is wanted, or to anywhere on a page that is wanted
as a whole. Times are taken on a processor four times slower, as Chromium slows it, in one run after another.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli

from bench.cost import run
from bench.own import PLAIN, ROOT, copy
from handbook_build.assembly import load
from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite
from handbook_build.model.handbook import Handbook
from handbook_build.web.site import Website
from tests.browser.host import hosted
from tests.browser.searching import SHOWN
from tests.questions import NEAR, Question, by_kind, questions, rank, score

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOWER = 4
# What each search shows for a question: the results, each as the addresses to which it links, and the milliseconds.
OURS = """async ([words, root]) => {
  const field = document.querySelector("#find-words"), status = document.querySelector(".find-status");
  field.value = words; status.textContent = "";
  const began = performance.now();
  field.form.requestSubmit();
  while (!status.textContent) await null; // the answer stands there before this browser draws it
  return [(SHOWN)(root), performance.now() - began];
}""".replace("SHOWN", SHOWN)
MATERIALS = """async ([words, root]) => {
  const field = document.querySelector("[data-md-component=search-query]");
  const [list, meta] = ["list", "meta"].map((name) => document.querySelector(`.md-search-result__${name}`));
  const say = (text) => { field.value = text; field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })); };
  say("");
  await new Promise((on) => setTimeout(on, 250));
  const nothing = meta.textContent, began = performance.now();
  say(words);
  while (meta.textContent === nothing && performance.now() - began < 3000) await new Promise((on) => setTimeout(on, 4));
  const took = performance.now() - began;
  return [[...list.children].map((one) => [...one.querySelectorAll("a.md-search-result__link")]
    .filter((link) => { const folded = link.closest("details"); return !folded || folded.open; })
    .map((link) => link.href.replace(root, "").replace(/\\?h=[^#]*/, ""))), took];
}"""
PAGEFINDS = """async ([words, root]) => {
  const began = performance.now();
  const found = await (await window.pagefind).search(words);
  const results = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  const shown = results.map(({ url, sub_results: parts }) => [url, ...parts.filter((one) => one.url !== url)
    .sort((one, other) => other.locations.length - one.locations.length).slice(0, 3).map((one) => one.url)]);
  const took = performance.now() - began;
  return [shown.map((links) => links.map((link) => new URL(link, root).href.replace(root, ""))), took];
}"""


@dataclass
class Search:
    """How one search fared: the rank of each answer, how many results each question found, and the milliseconds."""

    name: str
    index: int
    ranks: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


def asked(search: Search, tab: Page, program: str, root: str, asking: Sequence[Question]) -> Search:
    """Puts every question to an open search."""
    for question in asking:
        shown, took = tab.evaluate(program, [question.words, root])
        search.ranks.append(rank(shown, question.wanted))
        search.firsts.append(rank([links[:1] for links in shown], question.wanted))
        search.found.append(len(shown))
        search.times.append(took)
    return search


def slowed(browser: Browser) -> Page:
    tab = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True).new_page()
    tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return tab


def ours(browser: Browser, site: Path, asking: Sequence[Question]) -> Search:
    data = (site / "search/index.js").read_bytes()
    with hosted(site) as host:
        tab = slowed(browser)
        tab.goto(f"{host.url}working-together/trust/")
        tab.get_by_role("button", name="Search").locator("visible=true").first.click()
        tab.wait_for_function("window.handbookFinder && window.handbookIndex === ''")
        tab.wait_for_timeout(500)  # as long as it takes to type a word
        return asked(Search("this handbook", len(brotli.compress(data))), tab, OURS, host.url, asking)


def material(browser: Browser, website: Website, folder: Path, asking: Sequence[Question]) -> Search:
    """Plain Material over the same words: its index holds what ours knows of pages, without what people say."""
    (folder / "content").mkdir()
    (folder / "content/index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN.replace("PLAIN", "Plain"), encoding="utf-8")
    run([sys.executable, "-m", "mkdocs", "build", "-q"], folder)
    place = folder / "site/search/search_index.json"
    index = json.loads(place.read_text(encoding="utf-8"))
    index["docs"] = list(entries(website))
    data = json.dumps(index, separators=(",", ":"))
    place.write_text(data, encoding="utf-8")
    with hosted(folder / "site") as host:
        tab = slowed(browser)
        tab.goto(host.url)
        tab.locator("label.md-icon[for=__search]").first.click()
        tab.locator("[data-md-component=search-query]").fill("trust")
        tab.locator(".md-search-result__item").first.wait_for()
        return asked(Search("Material", len(brotli.compress(data.encode()))), tab, MATERIALS, host.url, asking)


def entries(website: Website) -> Iterator[dict[str, str]]:
    from handbook_build.linking.addresses import page_address

    for path in website.paths():
        for entry in website.page(path).searched:
            address = page_address(path)
            location = f"{address}#{entry.id}" if entry.id else address
            yield {"location": location, "title": entry.title, "text": entry.text}


def pagefind(browser: Browser, site: Path, folder: Path, asking: Sequence[Question]) -> Search | None:
    if importlib.util.find_spec("pagefind") is None:
        return None
    shutil.copytree(site, folder / "site")
    command = [sys.executable, "-m", "pagefind", "--site", str(folder / "site"), "--root-selector", "main"]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "site/plain.html").write_text("<!doctype html><title>Plain</title>", encoding="utf-8")
    with hosted(folder / "site") as host:
        tab = slowed(browser)
        tab.goto(f"{host.url}plain.html")
        tab.evaluate("window.pagefind = import('/pagefind/pagefind.js')")
        host.taken()
        found = asked(Search("Pagefind", 0), tab, PAGEFINDS, host.url, asking)
        # What it had to fetch for all these questions; for one it is less.
        found.index = sum(size for _, size in host.taken())
        return found


def told(search: Search, asking: Sequence[Question], chosen: Callable[[Question], bool]) -> str:
    mine = [at for at, question in enumerate(asking) if chosen(question)]
    whole = score([search.ranks[at] for at in mine], [search.found[at] for at in mine])
    first = score([search.firsts[at] for at in mine], [search.found[at] for at in mine])
    return f"{whole.recall:>8.3f}{first.recall:>8.3f}{whole.reciprocal:>8.3f}{whole.none:>8.3f}"


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--site", type=Path, help="our built site (default: builds one)")
    parser.add_argument("--csv", type=Path, help="where the rank of each answer is written")
    parser.add_argument("--browser", default="/usr/bin/chromium", help="Chromium (default: Debian's)")
    options = parser.parse_args()
    handbook: Handbook = load(ROOT, {})
    asking = questions(handbook)
    with tempfile.TemporaryDirectory(prefix="handbook-bench-") as temporary, sync_playwright() as engine:
        place = Path(temporary)
        site: Path = options.site or built(place / "ours")
        (place / "material").mkdir()
        website = Website(handbook, cite(handbook, Cache(ROOT / ".handbook" / "cache")))
        browser = engine.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        measured: list[Any] = [
            ours(browser, site, asking),
            material(browser, website, place / "material", asking),
            pagefind(browser, site, place, asking),
        ]
        browser.close()
    searches: list[Search] = [one for one in measured if one is not None]
    print(f"{time.strftime('%Y-%m-%d')}, {len(asking)} questions, near is among the first {NEAR} results")
    print(f"{'':<26}{'near':>8}{'first':>8}{'MRR':>8}{'none':>8}")
    for group in ("tune", "aside"):
        for search in searches:
            print(f"{f'{search.name}, {group}':<26}{told(search, asking, lambda one: one.set == group)}")  # noqa: B023
    print(f"\n{'':<26}{'KB':>8}{'1st ms':>8}{'median':>8}{'95th':>8}{'most':>8}")
    for search in searches:
        late = sorted(search.times)[int(len(search.times) * 0.95)]
        times = f"{statistics.median(search.times):>8.0f}{late:>8.0f}{max(search.times):>8.0f}"
        print(f"{search.name:<26}{search.index / 1000:>8.0f}{search.times[0]:>8.0f}{times}")
    print("\nnear, by kind of question")
    for kind in by_kind(asking, searches[0].ranks):
        shares = "".join("{:>12}".format("{}/{}".format(*by_kind(asking, one.ranks)[kind])) for one in searches)
        print(f"{kind:<26}{shares}")
    if options.csv:
        with options.csv.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(["query", "kind", "set", *(search.name for search in searches)])
            for at, question in enumerate(asking):
                lines.writerow([question.words, question.kind, question.set, *(one.ranks[at] for one in searches)])


def built(folder: Path) -> Path:
    folder.mkdir()
    copy(folder)
    run([sys.executable, "-m", "handbook_build", "build", "--quiet"], folder)
    return folder / "site"


if __name__ == "__main__":
    main()
