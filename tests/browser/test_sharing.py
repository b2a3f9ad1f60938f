"""A link for somebody else, and a mistake reported from where one is."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import Serve
from tests.tiny import BASE, Tiny, handout, page

SETTINGS = """# allow public-address: tests are published nowhere
site_name: Tiny
plugins:
  - search
  - handbook: {contact: desk@clinic.internal}
"""
FILES = {
    **BASE,
    "mkdocs.yml": SETTINGS,
    "content/words.md": page(
        "words",
        "Words.\n\n/// trainer\nMore words.\n///\n\n## A late hour {#late}\n\nIt was late.",
        more="outline: A1.1\n",
    ),
    "content/handouts/H01.md": handout("H01", "words"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The site of a tiny handbook with one edition, whose readers write to desk@clinic.internal."""
    made = Tiny(tmp_path_factory.mktemp("sharing") / "handbook")
    made.write(FILES)
    for arguments in (["release", "1", "--yes"], ["build"]):
        done = made.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    return serve(made.root / "site")


@pytest.fixture
def context(browser, address: str) -> Iterator:  # type: ignore[no-untyped-def,type-arg]
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.mark.parametrize(("place", "kind", "part"), [("words/", "page", "words"), ("handouts/H01/", "sheet", "H01")])
def test_the_link_is_copied_without_what_one_chose(context, address: str, place: str, kind: str, part: str) -> None:  # type: ignore[no-untyped-def]
    tab = context.new_page()
    tab.goto(f"{address}{place}?for=client#late")
    tab.get_by_role("button", name=f"Share this {kind}").click()
    tab.get_by_text(f"Link copied: {address}s/{part}/").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == f"{address}s/{part}/"


def test_where_the_device_can_share_it_is_asked_to(context, address: str) -> None:  # type: ignore[no-untyped-def]
    tab = context.new_page()
    tab.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    tab.goto(f"{address}words/?for=trainer")
    tab.get_by_role("button", name="Share this page").click()
    assert tab.evaluate("shared.url") == f"{address}s/words/"


def test_where_a_page_may_not_copy_the_link_is_shown_and_selected(context, address: str) -> None:  # type: ignore[no-untyped-def]
    tab = context.new_page()
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.goto(f"{address}words/")
    tab.get_by_role("button", name="Share this page").click()
    tab.get_by_text("This browser does not let a page copy.").wait_for()
    assert tab.evaluate("String(getSelection())") == f"{address}s/words/"


def test_the_choice_of_passages_goes_through_a_permanent_address(context, address: str) -> None:  # type: ignore[no-untyped-def]
    tab = context.new_page()
    tab.goto(f"{address}s/late/?for=trainer")
    tab.wait_for_url(f"{address}words/?for=trainer#late")


def test_a_mistake_is_reported_with_its_page_or_its_section(context, address: str) -> None:  # type: ignore[no-untyped-def]
    tab = context.new_page()
    tab.goto(f"{address}words/")
    whole = tab.get_by_role("link", name="Report a problem with this page").get_attribute("href")
    said = parse_qs(urlsplit(whole).query)
    assert said["subject"] == ["Tiny: A1.1 Words"]
    assert said["body"][0].splitlines()[-3:] == ["Page: A1.1 Words", "Address: /s/words/", "Edition: 1"]
    tab.get_by_role("link", name="Cite section A1.1.1").click()
    link = tab.locator("dialog").get_by_role("link", name="Report a problem with this section")
    said = parse_qs(urlsplit(link.get_attribute("href")).query)
    assert f"Section: A1.1.1 A late hour\r\nAddress: {address}s/late/" in said["body"][0]
