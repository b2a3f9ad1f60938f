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
