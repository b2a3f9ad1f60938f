"""axe-core looks at one page of each kind, and at everything that opens, with all of its rules switched on.

With `HANDBOOK_EVERY_PAGE=1` it looks at every page of the handbook in four forms, which takes about ten minutes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Serve
from tests.browser.judging.judges import EVERY_PAGE, SMALL, axe
from tests.browser.kinds import laid_out
from tests.conftest import code_addresses
from tests.tiny import Tiny

HANDBOOKS = Path(__file__).parents[2] / "handbooks"
Form = tuple[str, int]
LIGHT_DESKTOP, DARK_PHONE = ("light", 1280), ("dark", 320)
FORMS: tuple[Form, ...] = (LIGHT_DESKTOP, DARK_PHONE, ("dark", 1280), ("light", 320))
TALLEST = 12_000  # pixels, of a window that is to hold a page
Tab = Any
TabOf = Callable[[Form], Tab]

# What the tool makes and what authors write, by what it is.
KINDS = {
    "home": "",
    "part": "working-together/",
    "concept": "core-conditions/empathy/",
    "evidence": "evidence/how-strong-is-the-link/",
    "choices and a caution": "barriers-and-repair/harmed-by-your-counsellor/",
    "drawings": "barriers-and-repair/map-of-barriers/",
    "session plans": "practice-and-training/session-plans/",
    "help": "help-now/",
    "handout": "handouts/H06/",
    "long handout": "handouts/H29/",
    "handouts": "handouts/",
    "pack": "handouts/pack/",
    "glossary": "glossary/",
    "concept map": "concept-map/",
    "references": "references/",
    "outcomes": "outcomes/",
    "A to Z": "a-to-z/",
    "changes": "changes/",
    "check a sheet": "check-a-sheet/",
    "how to cite": "how-to-cite/",
    "privacy": "privacy/",
    "accessibility": "accessibility/",
    "this copy": "this-copy/",
    "leaving": "leaving/",
    "offline": "offline/",
    "permanent address": "s/rupture-signs/",
    "edition": "e/2026.1/",
    "frozen page": "e/2026.1/s/empathy/",
    "ways to cite": "cite/empathy/",
    "not found": "404.html",
}

# What axe may leave open, since it is judged elsewhere.
UNDECIDED = frozenset(
    (
        "hidden-content",  # what opens is opened below
        "color-contrast",  # words on ruled lines or drawings, single letters: the pairs of colours have a test
        "color-contrast-enhanced",
        "th-has-data-cells",  # a head for a group of rows (scope=rowgroup), which axe does not follow
    )
)

# What opens on a page, and how.
CONCEPT, SHEET = KINDS["concept"], KINDS["handout"]


def search(words: str) -> Callable[[Tab], None]:
    """Opens the search and waits for what it says of these words."""

    def ask(tab: Tab) -> None:
        tab.get_by_role("button", name="Search").locator("visible=true").first.click()
        tab.locator("#find-words").fill(words)
        tab.locator(".find-status", has_text=words).wait_for()

    return ask


def press(name: str) -> Callable[[Tab], None]:
    return lambda tab: tab.get_by_role("button", name=name).first.click()


def define(tab: Tab) -> None:
    tab.locator("a.term[data-term]").first.click()
    tab.locator(".pop").wait_for()


def cite(tab: Tab) -> None:
    tab.locator(".secbar a", has_text="Cite").first.click()
    tab.locator("dialog[open]").wait_for()


def open_menu(tab: Tab) -> None:
    menu = tab.locator(".menu > summary")
    if menu.is_visible():
        menu.click()


def open_all(tab: Tab) -> None:
    tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def choose_sheets(tab: Tab) -> None:
    for name in ("H06", "H12"):
        tab.locator(f"#pick-{name}").check()


STATES: dict[str, tuple[str, Callable[[Tab], None]]] = {
    "menu": (CONCEPT, open_menu),
    "search, with results": (CONCEPT, search("rupture")),
    "search, with none": ("", search("xqzvw")),
    "search, in danger": (CONCEPT, search("suicidal")),
    "definition": (CONCEPT, define),
    "ways to cite": (CONCEPT, cite),
    "all that folds": (CONCEPT, open_all),
    "all that folds, home": ("", open_all),
    "numbered paragraphs": (CONCEPT, press("Number the paragraphs")),
    "one reader": (f"{CONCEPT}?for=client", lambda tab: None),
    "a pack": (KINDS["pack"], choose_sheets),
    "large print": (SHEET, lambda tab: tab.locator("[data-large]").check()),
}


@pytest.fixture(scope="module")
def address(released_site: Path, serve: Serve) -> str:
    return serve(released_site)


@pytest.fixture(scope="module")
def tab_of(browser: Any) -> Iterator[TabOf]:
    """One tab for each form: light or dark, and its width."""
    tabs: dict[Form, Tab] = {}

    def tab(form: Form) -> Tab:
        if form not in tabs:
            scheme, width = form
            size = {"width": width, "height": 900}
            context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
            tabs[form] = context.new_page()
        return tabs[form]

    yield tab
    for one in tabs.values():
        one.context.close()


def go(tab: Tab, address: str) -> None:
    tab.set_viewport_size({"width": tab.viewport_size["width"], "height": 900})
    answer = tab.goto(address)
    assert answer.ok, f"there is no page {address}"


def settle(tab: Tab) -> None:
    """Makes the page easy to judge: a window that holds it, so that nothing lies under a bar, and words in fields."""
    laid_out(tab)
    height = tab.evaluate("document.documentElement.scrollHeight")
    tab.set_viewport_size({"width": tab.viewport_size["width"], "height": min(height + 200, TALLEST)})
    tab.evaluate("document.querySelectorAll('.quick').forEach((one) => { one.style.position = 'static'; })")
    tab.evaluate("document.querySelectorAll('textarea').forEach((one) => { one.value = 'Words of mine'; })")


def faults(tab: Tab, *, elsewhere: frozenset[str] = frozenset()) -> str:
    """What axe finds, and what it cannot tell, but for what is judged `elsewhere`."""
    wrong, unsure = axe(tab)
    return "\n".join(map(str, [*wrong, *(one for one in unsure if one.rule not in UNDECIDED | elsewhere)]))


@pytest.mark.criterion("1.1.1", "3.3.2", "4.1.2")
@pytest.mark.parametrize("form", [LIGHT_DESKTOP, DARK_PHONE], ids=lambda form: f"{form[0]} {form[1]}")
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_has_no_fault(kind: str, form: Form, tab_of: TabOf, address: str) -> None:
    tab = tab_of(form)
    go(tab, f"{address}{KINDS[kind]}")
    settle(tab)
    assert not (found := faults(tab)), found


@pytest.mark.parametrize("form", [LIGHT_DESKTOP, DARK_PHONE], ids=lambda form: f"{form[0]} {form[1]}")
@pytest.mark.parametrize("state", STATES)
def test_what_opens_has_no_fault(state: str, form: Form, tab_of: TabOf, address: str) -> None:
    tab, (page, act) = tab_of(form), STATES[state]
    go(tab, f"{address}{page}")
    act(tab)
    assert not (found := faults(tab)), found


def test_the_page_of_a_code_has_no_fault(released_site: Path, tab_of: TabOf, address: str) -> None:
    """Where the square of a printed sheet leads."""
    where = code_addresses(released_site)["H06"].removeprefix("https://handbook.example/")
    tab = tab_of(DARK_PHONE)
    go(tab, f"{address}{where}")
    settle(tab)
    assert not (found := faults(tab)), found


@pytest.mark.parametrize("name", ["clinic", "three-editions", "unusual"])
def test_a_foreign_handbook_has_no_fault(name: str, tab_of: TabOf, serve: Serve, tmp_path: Path) -> None:
    """Others have no help page, another language, or every block on one page."""
    made = Tiny(tmp_path / name)
    shutil.copytree(HANDBOOKS / name, made.root)
    done = made.run("build")
    assert (made.root / "site").is_dir(), done.stdout + done.stderr
    # Served here, and not at the address that it names, a page has two ways to write one permanent address.
    apart = frozenset(("identical-links-same-purpose",)) if name == "three-editions" else frozenset()
    site, tab = serve(made.root / "site"), tab_of(DARK_PHONE)
    found = []
    for page in pages_of(made.root / "site"):
        if page.split("/")[0] in SMALL:
            continue
        go(tab, f"{site}{page}")
        settle(tab)
        found += [f"{page}\n{said}" for said in [faults(tab, elsewhere=apart)] if said]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form[0]} {form[1]}")
def test_every_page_has_no_fault(form: Form, released_site: Path, tab_of: TabOf, address: str) -> None:
    if not os.environ.get(EVERY_PAGE):
        pytest.skip(f"the long form, which {EVERY_PAGE}=1 asks for")
    tab, found = tab_of(form), []
    for page in pages_of(released_site):
        if page.split("/")[0] in SMALL:
            continue  # hundreds from one frame, of which those above are examples
        go(tab, f"{address}{page}")
        settle(tab)
        found += [f"{page}\n{said}" for said in [faults(tab)] if said]
    assert not found, "\n".join(found)


def pages_of(site: Path) -> list[str]:
    """The addresses of all pages."""
    return sorted(str(path.relative_to(site)).removesuffix("index.html") for path in site.rglob("index.html"))
