"""Search on our own handbook, with the questions of people, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook_build.assembly import load
from tests.browser.conftest import Serve
from tests.browser.searching import ask, open_search, shown
from tests.conftest import PROJECT
from tests.questions import questions, rank, score
from tests.tiny import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def searching(browser: Browser, serve: Serve, built_site: Path) -> Iterator[tuple[Page, str]]:
    """A page of our own handbook with the window of search open, and the address of its root."""
    root = serve(built_site)
    tab = browser.new_page()
    tab.goto(f"{root}working-together/trust/")
    open_search(tab)
    yield tab, root
    tab.close()


# Ten more people, invented for this test, whose questions are in no list: what they type, and where they should end.
PEOPLE = {
    # A lorry driver, from a lay-by, the evening before his first appointment.
    "never talked to anyone about feelings, what do i even say to her": "starting-out/",
    # A student of nineteen, on the bus home.
    "do they write down evrything i tell them": "starting-out/privacy-and-its-limits/",
    # A grandmother whose counsellor has a bump and a new ring.
    "my counsellor is pregnant and hasnt said a word": "the-frame/counsellor-changes/",
    # A nurse from Manila, writing in her third language.
    "i am shame to tell him i dont understand his words": "starting-out/many-names/#asking-what-a-word-means",
    # A man who was sent by his probation officer.
    "i only go cause the court said so": "barriers-and-repair/power-money-and-being-sent/",
    # A mother, outside her son's school.
    "he is 13, will the school counselor tell me what he says": "settings/children-and-young-people/",
    # A violinist who missed two sessions.
    "charged for a session i was ill for": "the-frame/illness-and-cancelled-sessions/",
    # A counsellor in her first year.
    "i felt bored and sleepy with a client, is something wrong with me": "echoes/counsellor-reactions/",
    # A lecturer, an hour before class.
    "what size of effect has the alliance": "evidence/how-strong-is-the-link/",
    # Somebody who has not said it aloud yet.
    "my old therapist wanted more than therapy, i keep thinking it was my fault": "barriers-and-repair/harmed-by",
}


def test_ten_people_who_are_in_no_list_end_where_they_should(searching: tuple[Page, str]) -> None:
    tab, root = searching
    ended = {}
    for words in PEOPLE:
        ask(tab, words)
        ended[words] = [link for links in shown(tab, root)[:3] for link in links]
    found = {words for words, links in ended.items() for one in links if one.startswith(PEOPLE[words])}
    assert {words: links for words, links in ended.items() if words not in found} == {}


def test_a_slow_phone_on_a_slow_line_finds_as_much_under_the_strict_policy(
    browser: Browser, serve: Serve, built_site: Path
) -> None:
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    tab = context.new_page()
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    wire = context.new_cdp_session(tab)
    wire.send("Network.enable")
    slow = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
    wire.send("Network.emulateNetworkConditions", slow)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    root = serve(built_site)
    tab.goto(f"{root}help-now/")
    open_search(tab)
    for words, first in (
        ("my therapist is on holiday", "the-frame/holidays-and-planned-breaks/"),
        ("counceller shouted at me", "barriers-and-repair/"),
        ("im scared to tell her", "barriers-and-repair/spotting-a-rupture/"),
    ):
        ask(tab, words)
        assert any(link.startswith(first) for links in shown(tab, root)[:3] for link in links), words
    assert wrong == []
    context.close()


def test_the_questions_of_people_end_where_they_should(searching: tuple[Page, str]) -> None:
    """What bench/README.md reports of these questions holds, a few questions aside."""
    tab, root = searching
    asked = questions(load(PROJECT, TODAY))
    answers = []
    for question in asked:
        ask(tab, question.words)
        answers.append(shown(tab, root))
    for name, least in (("tune", 0.92), ("aside", 0.9)):
        mine = [at for at, question in enumerate(asked) if question.set == name]
        found = score([rank(answers[at], asked[at].wanted) for at in mine], [len(answers[at]) for at in mine])
        print(name, found)
        assert found.none == 0
        assert found.recall >= least, found
        assert found.reciprocal >= 0.8, found
