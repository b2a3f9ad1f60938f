"""Search, where what is typed means that somebody may need help first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Serve, Visit
from tests.browser.safe import FILES as SAFE
from tests.browser.safe import HELP
from tests.browser.searching import ask, open_search
from tests.tiny import Tiny, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ABUSE = """
  - {country: United Kingdom, code: GB, service: Refuge, kind: abuse, number: "0808 2000 247", source: A, \
checked: 2026-11-22}
"""
HARMED = "harmed-by-your-counsellor"
FILES = {
    **SAFE,
    "content/help.yml": HELP.rstrip() + ABUSE,
    f"content/{HARMED}.md": page(HARMED, "What you could do.", title="If it was your counsellor"),
}
CRISIS = """suicide; suicidal; sucidal; suicidle; i feel suiciidal; kill myself; im going to kill my self; KILL MYSELF
i want to die; wanna die; kms; dont want to be here anymore; don’t want to wake up; end my life; end it all
self harm; self-harm; selfharm; cutting myself; hurt myself; i hurt my self again; took an overdose; overdosed
not safe; unsafe; im not safe tonight; i am in danger; emergency; i want finish my life; my friend wants to die"""
ABUSED = """raped; i was raped by a friend; rapped by my uncle and raped; domestic violence; domestic abuse; abused
my husband hits me; he hits me; husband he beat me; my partner is violent; sexually assaulted; sexual assault
he strangled me; i was abused as a child; hurt me; he hurt me; forced marriage; my dad hit me; coercive control"""
BY_COUNSELLOR = """my therapist touched me; my counsellor touched my leg; counceller shouted at me; therapist kissed me
sex with my therapist; slept with my counselor; my shrink threatened me; my psychologist humiliated me
touched by my counsellor; therapist asked me out; raped by my therapist; my councillor hit me"""
CALM = """is it safe to tell her; safe space; killing time in the waiting room; dying to know; he is late again
my therapist is on holiday; im scared to tell her; can i tell her i'm angry; boundaries; hurt feelings
she hurt my feelings; emergency contact details; bordin 1979; trust; what does abusus mean; rapport; therapy"""


def listed(words: str) -> list[str]:
    return [one.strip() for one in words.replace("\n", ";").split(";")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Tiny(tmp_path_factory.mktemp("help") / "handbook")
    made.write(FILES)
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made.root / "site"


@pytest.fixture
def tab(browser: Browser, serve: Serve, site: Path) -> Iterator[Page]:
    one = browser.new_page(viewport={"width": 360, "height": 740})
    one.goto(f"{serve(site)}calm/")
    open_search(one)
    yield one
    one.close()


def told(tab: Page, words: str) -> list[str]:
    """The beginnings of what the panel of help says after these words."""
    ask(tab, words)
    said = tab.locator(".find-help.urgent .find-alarm p").all_inner_texts()
    return [" ".join(one.split()[:3]) for one in said]


def test_words_of_crisis_show_help_first(tab: Page) -> None:
    assert [words for words in listed(CRISIS) if "If you might" not in told(tab, words)] == []
    numbers = tab.locator(".find-help.urgent .find-numbers:visible")
    assert numbers.all_inner_texts() == ["United Kingdom: Emergency services 999 Samaritans 116 123"]
    tab.get_by_text("Numbers in other countries").click()
    assert numbers.all_inner_texts()[1] == "Ireland: Emergency services 112 Shout 50808"
    assert tab.locator(".find-status").inner_text().startswith("Help now, just above, has numbers you can call.")
    help_now, results = tab.locator(".find-help"), tab.locator(".results")
    assert help_now.evaluate("node => node.getBoundingClientRect().bottom") <= results.evaluate(
        "node => node.getBoundingClientRect().top"
    )


def test_words_of_violence_name_those_services_too(tab: Page) -> None:
    assert [words for words in listed(ABUSED) if "If somebody hurts" not in told(tab, words)] == []
    numbers = tab.locator(".find-help.urgent .find-numbers:visible").first.inner_text()
    assert numbers == "United Kingdom: Emergency services 999 Samaritans 116 123 Refuge 0808 2000 247"
    told(tab, "suicidal")
    assert "Refuge" not in tab.locator(".find-help.urgent .find-numbers:visible").first.inner_text()


def test_words_of_harm_by_a_counsellor_lead_to_that_page(tab: Page) -> None:
    assert [words for words in listed(BY_COUNSELLOR) if "If it was" not in told(tab, words)] == []
    tab.locator(".find-alarm").get_by_role("link", name="If it was your counsellor").click()
    tab.wait_for_url(f"**/{HARMED}/")


def test_innocent_words_raise_no_alarm(tab: Page) -> None:
    assert [words for words in listed(CALM) if told(tab, words)] == []
    assert tab.locator(".find-calm").is_visible()


def test_help_needs_no_index(tab: Page) -> None:
    tab.route("**/search/index.js", lambda route: route.abort())
    tab.reload()
    open_search(tab)
    tab.get_by_role("searchbox").fill("i want to kill myself")
    tab.locator(".find-status", has_text="Search does not work here just now.").wait_for()
    assert tab.locator(".find-help.urgent").is_visible()


def test_help_now_stands_there_when_its_words_are_missing(tab: Page) -> None:
    tab.route("**/search/urgent.js", lambda route: route.fulfill(body="globalThis.handbookUrgentWords='[';"))
    tab.reload()
    open_search(tab)
    ask(tab, "i want to kill myself")
    assert tab.locator(".find-help").get_by_role("link", name="Help now").is_visible()


def test_a_remembered_country_comes_first(tab: Page) -> None:
    tab.evaluate("localStorage.setItem('handbook-country', 'help-ie')")
    tab.reload()
    open_search(tab)
    ask(tab, "suicidal")
    first = tab.locator(".find-help.urgent .find-numbers:visible")
    assert first.all_inner_texts() == ["Ireland: Emergency services 112 Shout 50808"]


def test_help_without_any_number_to_ring_is_offered_too(visit: Visit) -> None:
    service = "{country: Malta, code: MT, service: A, kind: listening, contact: here, source: A, checked: 2026-11-22}"
    tab = visit({**SAFE, "content/help.yml": f"checked: 2026-11-22\nservices:\n  - {service}\n"}, "calm/")
    open_search(tab)
    assert told(tab, "suicidal") == ["If you might"]
    assert tab.locator(".find-help.urgent").get_by_role("link", name="Help now").is_visible()
    assert tab.locator(".find-others").is_hidden()
