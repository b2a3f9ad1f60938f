"""A page read aloud. The browser of the tests has no voices, so a stand-in for its speech is put in its place: it keeps
what it is asked to say, and ends a sentence when the test says so. No real voice is heard here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Serve
from tests.tiny import BASE, Tiny, page

WORDS = """One sentence is here. Another one follows [@one, p. 3].

@one says the same.

<p lang="pl">Dzień dobry.</p>

/// counsellor
Only counsellors hear this.
///

![A drawing of two chairs](images/one.svg)

## A heading {#a-heading}

The last sentence.
"""
WORK = """[{"id": "one", "type": "book", "title": "A book", "author": [{"family": "One", "given": "A."}],
  "issued": {"date-parts": [[2001]]}, "publisher": "Press"}]"""
FILES = {
    **BASE,
    "content/words.md": page("words", WORDS),
    "content/references.json": WORK,
    "content/images/one.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
}
SPEECH = """
window.said = []; window.cancelled = 0;
class Utterance extends EventTarget { constructor(text) { super(); this.text = text; this.rate = 1; } }
const speech = new EventTarget();
speech.getVoices = () => window.voices;
speech.cancel = () => { window.cancelled += 1; };
speech.speak = (one) => { window.said.push(one); };
Object.defineProperty(window, "speechSynthesis", { value: speech });
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
window.endOfSentence = () => window.said.at(-1).dispatchEvent(new Event("end"));
window.voices = %s;
"""
HERE = '[{name: "Far", lang: "en-GB", localService: false}, {name: "Near", lang: "en-GB", localService: true}]'
FAR = '[{name: "Far", lang: "en-GB", localService: false}, {name: "Nah", lang: "de-DE", localService: true}]'


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    made = Tiny(tmp_path_factory.mktemp("listening") / "handbook")
    made.write(FILES)
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return f"{serve(made.root / 'site')}words/"


@pytest.fixture
def tab(browser, address: str) -> Iterator:  # type: ignore[no-untyped-def,type-arg]
    """The page in a browser with one voice of this device and one of another place."""
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.faults = []
    tab.on("pageerror", lambda fault: tab.faults.append(str(fault)))
    tab.asked = []
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.add_init_script(SPEECH % HERE)
    tab.goto(address)
    yield tab
    assert tab.faults == []
    tab.close()


def begin(tab) -> None:  # type: ignore[no-untyped-def]
    tab.get_by_role("button", name="Listen", exact=True).click()
    tab.locator(".player").wait_for()


def all_said(tab) -> list[str]:  # type: ignore[no-untyped-def]
    """What is said from the beginning to the end."""
    begin(tab)
    while tab.locator(".player").count():
        tab.evaluate("endOfSentence()")
    return list(tab.evaluate("said.map((one) => one.text)"))


def test_the_page_is_read_sentence_by_sentence_without_apparatus(tab) -> None:  # type: ignore[no-untyped-def]
    said = all_said(tab)
    assert said[:4] == ["Words", "What this page says.", "One sentence is here.", "Another one follows."]
    assert said[-2:] == ["A heading", "The last sentence."]
    assert "Only counsellors hear this." in said
    assert [one for one in said if "drawing" in one or "2001" in one or "Dzień" in one] == []
    assert any(one.endswith("says the same.") and one.startswith("One") for one in said), "a work named in a sentence"
    assert tab.evaluate("said.every((one) => one.voice.localService)"), "no word goes to a voice elsewhere"


def test_the_script_comes_when_it_is_asked_for(tab) -> None:  # type: ignore[no-untyped-def]
    assert [one for one in tab.asked if "listen.js" in one] == []
    begin(tab)
    assert len([one for one in tab.asked if "listen.js" in one]) == 1


def test_the_sentence_that_is_spoken_is_marked_and_can_be_left_and_gone_back_to(tab) -> None:  # type: ignore[no-untyped-def]
    marked = "[...CSS.highlights.get('listening')].map(String).join()"
    begin(tab)
    for _ in range(3):
        tab.get_by_role("button", name="Next sentence").click()
    assert tab.evaluate(marked).startswith("Another one follows")
    tab.get_by_role("button", name="Back one sentence").click()
    assert tab.evaluate(marked) == "One sentence is here."
    tab.get_by_role("button", name="Pause").click()
    count = tab.evaluate("said.length")
    tab.evaluate("endOfSentence()")
    assert tab.evaluate("said.length") == count, "while it is paused nothing follows"
    tab.get_by_role("button", name="Go on").click()
    assert tab.evaluate("said.at(-1).text") == "One sentence is here."
    tab.get_by_label("Speed").select_option("1.5")
    assert tab.evaluate("said.at(-1).rate") == 1.5
    tab.get_by_role("button", name="Stop", exact=True).click()
    assert tab.locator(".player").count() == 0
    assert tab.evaluate("CSS.highlights.has('listening')") is False
    assert tab.evaluate("document.activeElement.dataset.listen !== undefined"), "the focus is not lost"


def test_listening_by_keyboard_alone(tab) -> None:  # type: ignore[no-untyped-def]
    tab.get_by_role("button", name="Listen", exact=True).focus()
    tab.keyboard.press("Enter")
    tab.locator(".player").wait_for()
    tab.get_by_role("button", name="Pause").focus()
    tab.keyboard.press("Space")
    assert tab.get_by_role("button", name="Go on").is_visible()
    tab.keyboard.press("Escape")
    assert tab.locator(".player").count() == 0


def test_folded_passages_are_not_read(tab) -> None:  # type: ignore[no-untyped-def]
    tab.locator("[data-show=client]").click()
    assert "Only counsellors hear this." not in all_said(tab)


def test_the_voice_stops_when_the_page_is_left(tab, address: str) -> None:  # type: ignore[no-untyped-def]
    begin(tab)
    before = tab.evaluate("cancelled")
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert tab.evaluate("cancelled") > before
    assert tab.locator(".player").count() == 0


def test_a_voice_that_fails_is_said_and_can_go_on(tab) -> None:  # type: ignore[no-untyped-def]
    begin(tab)
    tab.evaluate("said.at(-1).dispatchEvent(new Event('error'))")
    tab.get_by_text("The voice stopped.").wait_for()
    count = tab.evaluate("said.length")
    tab.get_by_role("button", name="Go on").click()
    assert tab.evaluate("said.length") == count + 1
    assert tab.locator(".player .told").inner_text() == "", "what is over is no longer said"


def test_the_controls_are_large_and_leave_help_now_in_reach(tab) -> None:  # type: ignore[no-untyped-def]
    begin(tab)
    sizes = tab.evaluate(
        "[...document.querySelectorAll('.player :is(button, select)')].map((one) => one.getBoundingClientRect().height)"
    )
    assert len(sizes) == 5
    assert min(sizes) >= 44
    tab.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    assert tab.evaluate(
        """() => { const player = document.querySelector(".player").getBoundingClientRect();
        return [...document.querySelectorAll(".quick a")].every((one) => {
          const box = one.getBoundingClientRect();
          return box.top >= player.bottom || box.bottom <= player.top; }); }"""
    )


@pytest.mark.parametrize("voices", [FAR, "[]"], ids=["voices-elsewhere", "no-voices"])
def test_without_a_voice_on_the_device_nothing_is_offered(browser, address: str, voices: str) -> None:  # type: ignore[no-untyped-def]
    tab = browser.new_page()
    tab.add_init_script(SPEECH % voices)
    tab.goto(address)
    assert not tab.locator("[data-listen]").is_visible()
    tab.evaluate(f"voices = {HERE}; speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    assert tab.locator("[data-listen]").is_visible(), "voices may come late"
    tab.close()
