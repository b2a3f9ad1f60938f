"""The page of a handout and the list of handouts in a real browser: choices, files, pictures, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.browser.conftest import Serve
from tests.tiny import BASE, Tiny, handout

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESS = "https://handbook.example/"
SETTINGS = f"# allow public-address: tests are published nowhere\nsite_name: Tiny\nsite_url: {ADDRESS}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released sheet without fields, and one with lines that is a draft."""
    made = Tiny(tmp_path_factory.mktemp("handouts"))
    made.write({**BASE, "mkdocs.yml": SETTINGS, "content/handouts/H01.md": handout("H01", "start", "Words.")})
    released = made.run("release", "2026.1", "--yes")
    assert released.returncode == 0, released.stdout + released.stderr
    made.write({"content/handouts/H02.md": handout("H02", "start", "/// lines\n///").replace("[client]", "[trainer]")})
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made.root / "site"


@pytest.fixture(scope="module")
def address(site: Path, serve: Serve) -> str:
    return serve(site)


def test_two_choices_set_one_button(browser: Browser, address: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{address}handouts/H01/")
    button = tab.locator("a.download")
    assert tab.get_by_role("radio", name="A4").is_checked()
    seen = [str(button.get_attribute("href"))]
    tab.get_by_role("radio", name="Large print").check()
    seen.append(str(button.get_attribute("href")))
    tab.get_by_role("radio", name="A4").focus()
    tab.keyboard.press("ArrowRight")
    seen.append(str(button.get_attribute("href")))
    assert [one.rpartition("/")[2] for one in seen] == ["H01.a4.pdf", "H01.a4.large.pdf", "H01.letter.large.pdf"]
    for one in seen:
        assert tab.request.get(tab.evaluate("href => new URL(href, location).href", one)).ok
    assert "side" in button.inner_text()
    assert "KB" in button.inner_text()
    # who speaks to the browser says what stands on the button
    assert " ".join(button.inner_text().split()) in str(button.get_attribute("aria-label"))
    assert not tab.locator(".printed").is_visible()
    tab.close()


def test_without_a_script_all_four_are_links(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}handouts/H01/")
    assert not tab.locator(".choose").is_visible()
    links = tab.locator(".printed a")
    assert [links.nth(at).is_visible() for at in range(links.count())] == [True] * 4
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page", ["handouts/", "handouts/H01/", "handouts/H02/"])
def test_nothing_scrolls_sideways_and_controls_are_large_enough(
    browser: Browser, address: str, page: str, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(f"{address}{page}")
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = tab.evaluate(
        """[...document.querySelectorAll("main :is(.btn, .choose label, .ws.ticks label, .steps label, .formats a)")]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"""
    )
    assert small == []
    tab.close()


def test_the_list_shows_pictures_for_whom_and_files_that_are_there(browser: Browser, address: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{address}handouts/")
    assert tab.locator("h2").all_inner_texts()[:2] == ["For clients", "For trainers"]
    pictures = tab.locator(".sheets img")
    assert pictures.evaluate_all("all => all.map(one => one.loading)") == ["lazy", "lazy"]
    addresses = tab.locator(".sheets :is(a, img)").evaluate_all("all => all.map(one => one.href || one.src)")
    assert [one for one in addresses if not tab.request.get(one).ok] == []
    tab.close()


def test_the_code_on_the_page_is_read_by_a_telephone_as_its_address(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, device_scale_factor=3)
        tab = context.new_page()
        tab.goto(f"{address}handouts/H01/")
        code = tab.locator(".code-sign").inner_text()
        tab.locator(".square svg").screenshot(path=tmp_path / "square.png")
        read = zxingcpp.read_barcodes(Image.open(tmp_path / "square.png"))
        assert [one.text.lower() for one in read] == [f"{ADDRESS}c/{code}/".lower()]
        context.close()
    tab = browser.new_page()
    tab.goto(f"{address}handouts/H02/")
    assert tab.locator(".square").count() == 0
    assert "draft after edition 2026.1" in tab.locator(".sheet-end").inner_text()
    tab.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_page_prints_on_one_side_of_either_paper(browser: Browser, address: str, paper: str) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    from io import BytesIO

    tab = browser.new_page()
    tab.goto(f"{address}handouts/H02/")
    with pikepdf.open(BytesIO(tab.pdf(format=paper))) as made:
        assert len(made.pages) == 1
    tab.close()
