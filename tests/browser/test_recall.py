"""Looking up the code of a printed sheet in a real browser: served under a strict policy, and from a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook_build.editions.codes import code_of
from tests.browser.conftest import Serve
from tests.tiny import BASE, Tiny, handout, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

UNKNOWN = code_of("1999.1", "H99")
WITHDRAWN = "changes:\n  - id: H03\n    became: withdrawn\n    reason: It was too long.\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook with three released sheets, of which one was reworded and one withdrawn since."""
    made = Tiny(tmp_path_factory.mktemp("recall"))
    sheets = {
        f"content/handouts/{name}.md": handout(name, "start", f"Words of {name}.") for name in ("H01", "H02", "H03")
    }
    made.write({**BASE, "content/index.md": page("start", "Words."), **sheets})
    released = made.run("release", "2026.1", "--yes")
    assert released.returncode == 0, released.stdout + released.stderr
    (made.root / "content/handouts/H03.md").unlink()
    made.write(
        {
            "content/handouts/H02.md": handout("H02", "start", "Other words."),
            "content/editions/changes.yml": WITHDRAWN,
        }
    )
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made.root / "site"


@pytest.fixture(scope="module")
def codes(site: Path) -> dict[str, str]:
    """The code of each sheet, as it was released."""
    edition = json.loads((site.parent / "content/editions/2026.1.json").read_text(encoding="utf-8"))
    return {sheet["id"]: sheet["code"] for sheet in edition["sheets"]}


@pytest.fixture(scope="module", params=["served", "from a folder"])
def address(request: pytest.FixtureRequest, site: Path, serve: Serve) -> str:
    if request.param == "served":
        return f"{serve(site)}check-a-sheet/"
    return (site / "check-a-sheet/index.html").as_uri()


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(address)
    yield opened
    assert complaints == []
    assert opened.url == address
    assert opened.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("H01", "This sheet is current."),
        ("H02", "This sheet has changed since."),
        ("H03", "This sheet is withdrawn."),
        ("another", "No sheet of this handbook has this code."),
        ("slip", "This code is mistyped."),
        ("vowel", "This code is mistyped. No code has O in it"),
    ],
)
def test_a_code_is_answered_as_it_is_typed(tab: Page, codes: dict[str, str], name: str, said: str) -> None:
    right = codes["H01"]
    slip = right[:-1] + ("2" if right[-1] != "2" else "3")
    code = {**codes, "another": UNKNOWN, "slip": slip, "vowel": "KQO-4MD"}[name]
    assert tab.locator(".code-answer").get_attribute("role") == "status"
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)  # as a Japanese keyboard writes it
    for typed in (code, code.lower().replace("-", " "), code.replace("1", "l"), wide):
        tab.get_by_label("The code on your sheet").fill(typed)
        assert said in tab.locator(".code-answer").inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_nothing_is_said_of_half_a_code_until_it_is_sent(tab: Page, codes: dict[str, str]) -> None:
    tab.get_by_label("The code on your sheet").fill(codes["H01"][:4])
    assert tab.locator(".code-answer").inner_text() == ""
    tab.keyboard.press("Enter")
    assert "A code has six signs, and this has 3." in tab.locator(".code-answer").inner_text()
    assert tab.evaluate("document.activeElement.className").startswith("code-answer")


def test_the_answer_leads_to_the_page_of_the_code(tab: Page, codes: dict[str, str]) -> None:
    tab.get_by_label("The code on your sheet").fill(codes["H03"])
    link = tab.get_by_role("link", name=f"More about {codes['H03']}")
    there = tab.context.new_page()
    there.goto(str(link.evaluate("link => link.href")))
    assert "It was too long." in there.locator("main").inner_text()
    assert there.locator("main a[href$='.pdf']").count() == 0
    assert there.locator("meta[name=robots][content=noindex]").count() == 1


def test_without_a_script_the_table_answers(browser: Browser, address: str, codes: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    assert not opened.locator(".code-form").is_visible()
    row = opened.locator(".codes tbody tr", has_text=codes["H02"])
    assert row.is_visible()
    assert "This sheet has changed since." in row.inner_text()
    context.close()


def test_the_sheet_names_its_code_and_a_withdrawn_one_cannot_be_downloaded(site: Path, codes: dict[str, str]) -> None:
    current, changed = ((site / f"handouts/{name}/index.html").read_text(encoding="utf-8") for name in ("H01", "H02"))
    assert f"edition 2026.1, code {codes['H01']}" in current
    assert codes["H02"] not in changed
    assert "draft after edition 2026.1" in changed
    assert not list((site / "handouts/H03").glob("*.pdf"))
