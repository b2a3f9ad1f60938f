"""The glossary as a reader meets it on a screen and on paper."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.tiny import BASE, page

LONG = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrente"
LONG_WORDS = f"""terms:
  - id: long
    preferred: {LONG}
    definition: It takes a while.
    source: handbook
    related: [short]
    differs: [{{from: short, how: One is longer.}}]
  - id: short
    preferred: short
    definition: It takes no time.
    source: handbook
    related: [long]
"""


@pytest.mark.parametrize("address", ["glossary/", "words/", "concept-map/"])
def test_a_long_word_does_not_push_the_page_sideways(visit: Visit, address: str) -> None:
    words = f"A {LONG} is not short."
    tab = visit({**BASE, "content/terms.yml": LONG_WORDS, "content/words.md": page("words", words)}, address, 320)
    assert tab.locator("main a", has_text=LONG).count() > 0
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


def test_the_letters_that_stay_in_sight_hide_no_link_that_has_the_focus(visit: Visit) -> None:
    """Going back up a long list with Shift and Tab."""
    letters = "bcdfghjklmnpqrstvwxz"
    forms = [f"{letter}{vowel}me" for letter in letters for vowel in "aeiou"]
    entries = "".join(
        f"  - {{id: t{at}, preferred: {form}, definition: It is here., source: handbook, link: never}}\n"
        for at, form in enumerate(forms)
    )
    tab = visit({**BASE, "content/terms.yml": f"terms:\n{entries}"}, "a-to-z/")
    tab.locator("footer a").first.focus()
    under = []
    for _ in range(90):
        tab.keyboard.press("Shift+Tab")
        under += tab.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector(".letters");
                const hidden = !bar.contains(document.activeElement) && box.top < bar.getBoundingClientRect().bottom;
                return hidden && box.bottom > 0 ? [document.activeElement.textContent] : [];
            }"""
        )
    assert tab.evaluate("scrollY") > 0, "it has not come to the top, where nothing is hidden"
    assert under == []
