"""Running text, sentence by sentence: where sentences end, what figures they state, how they are worded, how they read.

In the examples ` | ` stands where a sentence ends, and `[...]` around the words that are found.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from handbook_build.locations import Location
from handbook_build.model.claim import Claim, Figures, Strength
from handbook_build.prose.figures import Figure, figures, holds
from handbook_build.prose.passages import passages
from handbook_build.prose.phrases import BadPattern, Phrasebook, is_refuted
from handbook_build.prose.reading import Reading, count_words, is_passive, read_page
from handbook_build.prose.sentences import CITED, NAMED, sentence_ends
from handbook_build.prose.wording import directions, research_phrases, too_strong
from tests.tiny import MakeTiny, page


def claim(strength: Strength = Strength.LINKED, *groups: Figures, statement: str = "A statement.") -> Claim:
    return Claim("a-claim", statement, strength, Location("claims.yml"), figures=groups)


def marked(text: str, *found: tuple[int, int]) -> str:
    """The text with brackets around what was found."""
    for start, end in sorted(found, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def unmarked(text: str) -> str:
    return text.replace("[", "").replace("]", "")


# Sentences

SENTENCES = {
    "two sentences": "It rained. | We stayed.",
    "a question, a cry, a hesitation": "Why? | Stop! | Well ... | Then we left.",
    "a hesitation within": "He waited ... then he left.",
    "quotation marks after the stop": "She said “no.” | Then she left.",
    "a question in a sentence": "“Why?” she said. | It rained.",
    "an aside of its own": "It ended. | (It had to.) | We left.",
    "a number with a point": "The link was .28. | It was 3.5 before.",
    "a time": "At 10.30 a.m. we met. | It rained.",
    "abbreviations": "Dr. Woo, e.g. Mr. and Mrs. Ali, saw Fig. 2 on p. 96 and pp. 95-103. | They left.",
    "et al.": "Rogers et al. found it. | Others did not.",
    "initials": "C. R. Rogers wrote it. | E. S. Bordin read it.",
    "the word I": "It was I. | You were late.",
    "an address": "See www.example.org for more. | Or ask.",
    "a citation before the stop": f"It helps {CITED}. | It rains.",
    "a citation after the stop": f"It helps. {CITED} | It rains.",
    "two citations after the stop": f"It helps.{CITED} {CITED} | It rains.",
    "a citation that begins the next": f"It rains. | {NAMED} says more.",
    "a number that begins the next": "It rains. | 82 studies agree.",
    "other scripts": "Ärger. | Übung. | École. | Привет. | Γεια.",
    "Spanish": "¿Qué? | ¡Sí! | Bien.",
    "Japanese": "信頼は育ちます。 | 次の文。",
    "Arabic": "يمكنك أن تسأل. | نعم.",
    "a semicolon": "It rains; we stay.",
    "several lines": "It rains.\n| We stay.",
    "no end": "a heading without one",
    "a small letter after a stop": "the iPhone. iPad too",
    "a short answer": "You can say no. | It helps. | No. | It never did.",
    "the end of a list": "Bring pens, paper etc. | You can draw.",
    "words that are also abbreviations": "Wait a sec. | Fill in the tab. | Then save.",
    "an Arabic question": "في أي وقت؟ | نعم.",
    "Hindi": "क्या? | हाँ। | ठीक।",
    "nothing": "",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_where_sentences_end(name: str) -> None:
    wanted = [part.strip() for part in SENTENCES[name].split("|")] if SENTENCES[name] else []
    text, start, found = SENTENCES[name].replace("| ", ""), 0, []
    for end in sentence_ends(text):
        found.append(text[start:end].strip())
        start = end
    assert found == wanted
    assert start == len(text)


# Figures


def written(figure: Figure) -> str:
    """`kind values`, and in brackets the symbol of an effect and the word that rounds."""
    more = [word for word in (figure.symbol, figure.rough) if word]
    values = " ".join(f"{round(value, 3).normalize():f}" for value in figure.values)
    return f"{figure.kind} {values}" + (f" ({', '.join(more)})" if more else "")


FIGURES = {
    "The link is modest, r = .278.": ["effect 0.278 (r)"],
    "It was small (d = −0.55).": ["effect -0.55 (d)"],
    "We found a g of about 0.15.": ["effect 0.15 (g)"],
    "The odds were OR = 1.79, RR 2.0.": ["effect 1.79 (OR)", "effect 2 (RR)"],
    "An old point: r = ·28.": ["effect 0.28 (r)"],
    "χ² = 5.4, κ = .71, p < .001": ["effect 5.4 (χ²)", "effect 0.71 (κ)", "effect 0.001 (p)"],
    "95% CI .23 to .33": ["interval 0.23 0.33"],
    "95% CI [.256, .299]": ["interval 0.256 0.299"],
    "95% CI = −.12–.30": ["interval -0.12 0.3"],
    "a 95% confidence interval from 18.7% to 20.7%": ["interval 18.7 20.7"],
    "k = 53, N = 1,502": ["studies 53 (k)", "people 1502 (N)"],
    "over 82 samples and 6,138 clients": ["studies 82 (over)", "people 6138"],
    "in eleven meta-analyses of some 669 trials": ["studies 11", "studies 669 (some)"],
    "three small recent studies": ["studies 3"],
    "14,587 people and 1500 young adults": ["people 14587", "people 1500"],
    "about one in five": ["share 20 (about)"],
    "nearly 3 out of 4": ["share 75 (nearly)"],
    "seven out of every ten": ["share 70 (about)"],
    "every year one client in twenty": ["share 5 (about)"],
    "a third of clients, half of the studies": ["share 33.333 (about)", "share 50 (about)"],
    "two-thirds of all people": ["share 66.667 (about)"],
    "19.7% or 20 per cent, at most 21 %": ["share 19.7", "share 20", "share 21 (at most)"],
    "12 sessions, .5, −3 and 6,138": ["number 12", "number 0.5", "number -3", "number 6138"],
    "a few studies of many people": [],
    "One in five clients leaves early.": ["share 20 (about)"],
    "Nearly 700 studies agree.": ["studies 700 (nearly)"],
    "Half of clients stay, half the clients come back.": ["share 50 (about)", "share 50 (about)"],
    "Two studies agree.": ["studies 2"],
    "646 people in 2 studies": ["people 646", "studies 2"],
    "5,350 people in 9 countries": ["people 5350", "number 9"],
    "30 clients in 40 sessions": ["people 30", "number 40"],
    "twenty per cent": ["share 20"],
    "19,7 %, r = 0,28": ["share 19.7", "effect 0.28 (r)"],
    "٣٠٪": ["share 30"],
}


@pytest.mark.parametrize("text", FIGURES)
def test_the_figures_of_a_text(text: str) -> None:
    assert [written(figure) for figure in figures(text)] == FIGURES[text]
    for figure in figures(text):
        assert " ".join(text[figure.start : figure.end].split()) == figure.text


NO_FIGURES = [
    "in 1957, since 2018, between 1957 and 1979, in the 1990s",
    "50 minutes, 6 weeks, 2 years, 18 years old",
    "one in the room, six in two rooms, one in one, two by two",
    "one in two weeks, five in ten minutes",
    "half an hour, half of you, a quarter past three, two thirds of the way",
    "on sheet H12, in section D2.4, with GPT-4, on A4, at 3pm",
    "22/11/2026, 2026-11-22, 24/7, 1/5",
    "one study, a study, one review, one article",
    "two people, twenty clients, a hundred couples",
    "most clients, many studies, the majority",
    "nobody, no one, none in none",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_numbers_that_are_no_figures(text: str) -> None:
    assert [figure.text for figure in figures(text)] == []


STATES_NOTHING = [
    *("12 clients", "19 people", "at 10.30", "£45.50", "116 123", "0800 1111", "p. 96", "room 12", "3 pm"),
    "She wrote one in 1957, and two in 2018.",
    "Mark it seven out of ten, or 7 out of 10.",
    "If it is below six out of ten, say so.",
    "She sees 25 clients a week.",
    "The hall holds 120 people.",
    "Agree on three small experiments before next week.",
    "Try one small experiment.",
    "Plan two reviews: in week 4 and in week 8.",
    "Write down three effects you hope for.",
    "If you cancel late, 50% of the fee is due.",
    "Turn to page 4 in 10 seconds.",
]


@pytest.mark.parametrize("text", STATES_NOTHING)
def test_figures_that_state_nothing_about_research(text: str) -> None:
    assert [figure.text for figure in figures(text) if figure.states] == []


def test_many_people_are_a_sample_and_few_may_be_anybodys() -> None:
    assert [figure.states for figure in figures("12 clients, 547 clients, N = 12")] == [False, True, True]


ALLIANCE = Figures(
    effect="r = .278", interval=(".256", ".299"), studies="295", people="over 30,000", other=("two-thirds of studies",)
)
LEAVING = Figures(
    shares=("19.7%",), interval=("18.7%", "20.7%"), studies="eleven", people="83,834", other=("9 countries",)
)
HELD = [
    ("r = .278", ALLIANCE),
    ("r = .28", ALLIANCE),
    ("r = .3", ALLIANCE),
    ("95% CI .26 to .30", ALLIANCE),
    ("two thirds of people", ALLIANCE),
    ("nearly 300 studies", ALLIANCE),
    ("over 290 studies", ALLIANCE),
    ("30,000 people", ALLIANCE),
    ("one in five", LEAVING),
    ("20%", LEAVING),
    ("21%", LEAVING),
    ("11 studies", LEAVING),
    ("some 84,000 people", LEAVING),
    ("9", LEAVING),
    ("r = .125", Figures(effect="r = .1245")),
    ("r = .12", Figures(effect="r = .125")),
    ("r = .13", Figures(effect="r = .125")),
    ("d = −.6", Figures(effect="d = −0.55")),
]
NOT_HELD = [
    ("r = .29", ALLIANCE),
    ("r = .27", ALLIANCE),
    ("r = .2780", Figures(effect="r = .2784")),
    ("d = .278", ALLIANCE),
    ("95% CI .26 to .31", ALLIANCE),
    ("95% CI .30 to .26", ALLIANCE),
    ("290 studies", ALLIANCE),
    ("over 300 studies", ALLIANCE),
    ("up to 290 studies", ALLIANCE),
    ("295 people", ALLIANCE),
    ("295%", ALLIANCE),
    ("one in six", LEAVING),
    ("one in four", LEAVING),
    ("17%", LEAVING),
    ("84,000 people", LEAVING),
    ("10 studies", LEAVING),
    ("95% CI 18.7% to 20.7%", Figures(shares=("18.7%", "20.7%"))),
    ("r = .28", Figures()),
]


@pytest.mark.parametrize(("text", "group"), HELD, ids=[text for text, _ in HELD])
def test_a_figure_that_the_ledger_holds(text: str, group: Figures) -> None:
    (figure,) = figures(text)
    assert holds(claim(Strength.LINKED, Figures(effect="g = 9"), group), figure)


@pytest.mark.parametrize("text", ["r = ." + "1" * 40, "0." + "1" * 40 + "%", "1" * 5_000])
def test_a_figure_of_many_digits_is_not_held(text: str) -> None:
    (figure,) = figures(text)
    assert not holds(claim(Strength.LINKED, ALLIANCE, LEAVING), figure)


@pytest.mark.parametrize(("text", "group"), NOT_HELD, ids=[text for text, _ in NOT_HELD])
def test_a_figure_that_the_ledger_does_not_hold(text: str, group: Figures) -> None:
    (figure,) = figures(text)
    assert not holds(claim(Strength.LINKED, Figures(effect="g = 9"), group), figure)


# Wording

TOO_STRONG = {
    Strength.LINKED: [
        "Empathy [causes] change.",
        "It [led to] better outcome and [prevents] leaving.",
        "It [results in] change, [thanks to] trust.",
        "Change [is due to] the alliance.",
        "It [makes clients better].",
        "Talking [heals].",
        "Clients [always] gain, [without exception].",
        "[Every client] gains, and [no client] loses.",
        "It is [proven], and that is [certainly] so.",
        "[Cannot] fail.",
        "Studies show that it goes with outcome.",
        "It goes with outcome, is linked to it, tends to help and may be felt.",
        "A link does not prove that one causes the other.",
        "No study proves it, and nobody can prove it.",
        "Whether it causes change is open.",
        "It is hard to prove, and far from proven.",
        "Does it cause change?",
        "She asked: “Does it always help?”",
        "It has never been tested, and a link cannot tell us more.",
        "There is no guarantee.",
        "A waterproof coat for a film producer.",
        "Empathy doesn’t cause change, and a link can't prove it.",
        "The cause is unknown.",
        "Cause and effect cannot be told apart.",
        "It proves nothing.",
        "The study was not large, but it [proves] the point.",
    ],
    Strength.MIXED: [
        "[Studies show] it.",
        "[Research has shown] it, and [the literature consistently confirms] it.",
        "[It is well established].",
        "That is [definitely] so, and it [causes] change.",
        "It is not well established.",
        "Some studies found it, others did not.",
    ],
    Strength.CONTESTED: ["[We now know that] it helps.", "One review concludes that it helps."],
    Strength.PRACTICE_WISDOM: ["[Science confirms] it.", "Many counsellors find that it may help."],
    Strength.SHOWN: ["It always causes change, as studies prove."],
}


@pytest.mark.parametrize(
    ("strength", "text"), [(strength, text) for strength, texts in TOO_STRONG.items() for text in texts]
)
def test_words_that_say_more_than_a_claim_allows(strength: Strength, text: str) -> None:
    found = too_strong(unmarked(text), claim(strength))
    assert marked(unmarked(text), *((one.start, one.end) for one in found)) == text


def test_what_the_claim_itself_says_may_be_said() -> None:
    never = claim(Strength.CONTESTED, statement="In one study it never failed.")
    assert [one.text for one in too_strong("It never failed, and always helped.", never)] == ["always"]


DIRECTIONS = {
    "Clients with a stronger alliance do better.": ["better"],
    "More empathy goes with fewer symptoms.": ["better"],
    "They improved, and gains lasted.": ["better"],
    "Clients did worse.": ["worse"],
    "Outcome was poorer, and many deteriorated.": ["worse"],
    "A weaker alliance goes with worse outcome.": ["better"],
    "Insecure attachment goes with a poorer alliance.": ["better"],
    "They did no better than others.": ["none"],
    "There was no clear link with outcome.": ["none"],
    "Alliance did not predict change.": ["none"],
    "The two are unrelated.": ["none"],
    "Some did better, some did worse.": ["better", "worse"],
    "They did not do worse.": [],
    "The alliance goes with outcome.": [],
    "Clients left early.": [],
    "When the alliance is weaker, clients do worse.": ["better"],
    "Without trust, outcome was worse.": ["better"],
    "Clients who do worse have a weaker alliance.": ["better"],
    "People with less trust improved less.": ["better"],
    "People improved less.": ["worse"],
    "None got worse, and they didn’t feel worse.": [],
    "Clients improve more.": ["better"],
}


@pytest.mark.parametrize("text", DIRECTIONS)
def test_the_directions_of_a_sentence(text: str) -> None:
    assert sorted(directions(text)) == DIRECTIONS[text]


RESEARCH = [
    "[Studies show] that it helps.",
    "As [research has clearly shown], it helps.",
    "[A large survey of clients found] it.",
    "[According to recent research], it helps.",
    "[In several small trials] it helped.",
    "[It has been shown that] it helps.",
    "That is [scientifically proven].",
    "[The evidence is clear].",
    "It helps, [meta-analyses suggest].",
    "We found no studies.",
    "We found practice wisdom and no strong studies.",
    "No study has shown it, and few studies have tried.",
    "There is little research on it.",
    "Studies have not shown it.",
    "Do studies show it?",
    "She asked: “What does research say?”",
    "Ask whether research supports it.",
    "Nobody knows what the evidence shows.",
    "Studies disagree, and the evidence is thin.",
    "She studies law in her study.",
    "Rogers showed that in a film.",
    "Les études montrent que la relation aide.",
    "We don’t say that studies show it.",
    "She was shown to the room, and the form was shown to the client.",
    "Try an experiment and find out, for you can experiment and find out.",
    "The survey you fill in says how it went.",
    "In a trial session you can look around.",
    "The review found that we were on track.",
    "If you leave early, [research shows], you miss it.",
    "Not long ago, [research found] a link.",
    "[Data suggest] that it helps.",
    "[Large reviews conclude] that it helps.",
    "[There is evidence that] it helps.",
]


@pytest.mark.parametrize("text", RESEARCH)
def test_phrases_that_speak_of_research(text: str) -> None:
    found = research_phrases(unmarked(text))
    assert marked(unmarked(text), *((one.start, one.end) for one in found)) == text


# Wordings of false claims

WORDINGS = [
    ("communication is/was non-verbal", "[Communication is non-verbal], and [communication was non verbal]."),
    (
        "93 percent of communication",
        "[93% of communication], [93 per cent of communication]: [93 percent\nof communication].",
    ),
    ("93% of (all) communication", "[93 percent of all communication] or [93% of communication]"),
    ("without ... no therapy", "[Without it, she said, there is no therapy]."),
    ("without ... no therapy", "Without it there would, as we have heard, be no therapy."),
    ("relationship ... 30 percent", "The [relationship makes about 30%]. The relationship does not make 30%."),
    ("therap* heals", "A [therapist heals], [therapy heals], but a counsellor heals slowly."),
    ("you don't need words", "[You don’t need words]; [you don't need words]."),
    ("clients lie", "[CLIENTS LIE], *clients* are, clients’ lies, all [clients, lie]."),
    ("ärger hilft", "[Ärger hilft], ÄRGER half."),
    ("الثقة", "[الثقة] مهمة"),
]


@pytest.mark.parametrize(("pattern", "text"), WORDINGS)
def test_a_wording_is_found(pattern: str, text: str) -> None:
    found = Phrasebook([pattern]).find(unmarked(text))
    assert marked(unmarked(text), *((one.start, one.end) for one in found)) == text


def test_which_wording_was_found() -> None:
    book = Phrasebook(["clients lie", "body language", "words lie"])
    assert [one.pattern for one in book.find("Words lie, body language does not, and clients lie.")] == [2, 1, 0]


def test_no_wordings_find_nothing() -> None:
    assert list(Phrasebook([]).find("Clients lie.")) == []


BAD_WORDINGS = [
    *("(all)", "(all) (clients)", "therapist(s) lie", "clients lie)"),
    "",
    "...",
    "... lie",
    "clients ...",
    "clients (lie",
    "clients / lie",
    "-",
    "clients ()",
    "clients (-) lie",
]


@pytest.mark.parametrize("pattern", BAD_WORDINGS)
def test_a_wording_that_cannot_be_read(pattern: str) -> None:
    with pytest.raises(BadPattern):
        Phrasebook([pattern])


REFUTED = [
    "It is not true that clients lie.",
    "That clients lie is a myth.",
    "It is a mistake to think that clients lie.",
    "The idea that clients lie is everywhere.",
    "Clients lie is misleading.",
    "Do clients lie?",
    "“Do clients lie?”",
]


@pytest.mark.parametrize("text", REFUTED)
def test_a_sentence_that_puts_a_claim_down(text: str) -> None:
    (found,) = Phrasebook(["clients lie"]).find(text)
    assert is_refuted(text, found)


@pytest.mark.parametrize(
    "text",
    [
        "Clients lie.",
        "You may have read that clients lie.",
        "Clients lie, and that is fine.",
        "Not all know it, but clients lie.",
        "No doubt clients lie.",
    ],
)
def test_a_sentence_that_repeats_a_claim(text: str) -> None:
    (found,) = Phrasebook(["clients lie"]).find(text)
    assert not is_refuted(text, found)


# How a page reads

PASSIVE = [
    "The session was cancelled.",
    "It is often broken.",
    "They were not told.",
    "You may be asked to pay.",
    "Trust gets broken.",
    "Has it been written down?",
    "It is often forgotten.",
    "You were forgiven.",
    "It isn’t made of wood.",
]
ACTIVE = [
    "She cancelled the session.",
    "You are tired, worried and scared.",
    "There is need of it.",
    "He has told her.",
    "They are used to it.",
    "We were upset.",
    "It is indeed so.",
    "The door is red, the room is sacred.",
    "He is naked.",
    "It was a wicked day, and is wicked still.",
]


@pytest.mark.parametrize("text", PASSIVE)
def test_a_passive(text: str) -> None:
    assert is_passive(text)


@pytest.mark.parametrize("text", ACTIVE)
def test_no_passive(text: str) -> None:
    assert not is_passive(text)


WORDS = {
    "It's well-being: 3.5 or 1,000?": 5,
    "e.g. A&E": 3,
    f"Words {CITED} and {NAMED} more": 3,
    "– … 👋 & ；": 0,
    "信頼 الثقة naïve": 3,
    "信頼は少しずつ育ちます。": 5,
    "snake_case": 2,
}


@pytest.mark.parametrize("text", WORDS)
def test_how_many_words(text: str) -> None:
    assert count_words(text) == WORDS[text]


@pytest.fixture
def read(tiny: MakeTiny) -> Callable[..., Reading]:
    """Reads a page with this body; the words of its title and summary are 1 and 4."""

    def reading(body: str, **files: str) -> Reading:
        data = {f"content/{name}.yml": text for name, text in files.items()}
        handbook = tiny({"content/page.md": page("page", body), **data}).load()
        return read_page(handbook, handbook.by_path["page.md"])

    return reading


TWELVE = "The cat sat on the mat and slept. " * 12


def test_the_age_is_that_of_the_index(read: Callable[..., Reading]) -> None:
    """100 words, 316 letters, 13 sentences: 4.71 x 3.16 + 0.5 x 100/13 - 21.43 is grade -2.7, so 2.3 years."""
    found = read(TWELVE)
    assert (found.words, found.client_words, found.age) == (101, 101, 2.3)


def test_under_a_hundred_words_there_is_no_age(read: Callable[..., Reading]) -> None:
    assert read(TWELVE.replace("The cat", "Cats", 1)).age == 0


def test_what_is_for_others_is_no_reading_for_clients(read: Callable[..., Reading]) -> None:
    heads = ("counsellor | A title", "trainer | A title", "evidence | A title\n    grade: few")
    others = "\n\n".join(f"/// {head}\nHeterogeneity notwithstanding.\n///" for head in heads)
    found = read(f"Words for all.\n\n/// client | To you\nYours.\n///\n\n{others}")
    assert (found.client_words, found.words) == (5 + 3 + 3, 5 + 3 + 3 + 3 * 4)


def test_a_page_for_counsellors_is_theirs(tiny: MakeTiny) -> None:
    text = page("page", "For them.\n\n/// client | To you\nYours.\n///").replace("[client]", "[counsellor, client]")
    handbook = tiny({"content/page.md": text}).load()
    found = passages(handbook.by_path["page.md"])
    assert [(one.text, one.audience) for one in found][2:] == [
        ("For them.", "counsellor"),
        ("To you", "client"),
        ("Yours.", "client"),
    ]


TERMS = "terms: [{id: bond, preferred: working alliance, definition: A tie., source: handbook}]\n"


def test_glossary_words_are_counted_apart(read: Callable[..., Reading]) -> None:
    with_terms = TWELVE.replace("the mat", "working alliances")
    whole, apart = read(with_terms), read(with_terms, terms=TERMS)
    assert (apart.glossary_words, whole.glossary_words) == (12, 0)
    assert 0 == apart.age < whole.age, "a term is one short word, so too few are left"


def test_long_sentences_are_those_of_over_25_words(read: Callable[..., Reading]) -> None:
    words = "And" + " word" * 24
    found = read(f"{words}. {words} more.\n\n| {words} | {words} |\n|---|---|\n")
    assert [str(one.location) for one in found.long] == ["content/page.md:9:126"]


def test_passives_have_their_place(read: Callable[..., Reading]) -> None:
    found = read("Rain fell. It was cancelled.\n\n## What was broken {#what-was-broken}\n\n- It was mended.")
    assert [(str(one.location), one.words) for one in found.passive] == [
        ("content/page.md:9:12", "It was cancelled."),
        ("content/page.md:13:3", "It was mended."),
    ]


JARGON = "jargon: [dyad, countertransference]\nknown: [NHS]\n"


def test_jargon_is_what_nothing_explains(read: Callable[..., Reading]) -> None:
    body = "The dyad and a Dyad of the NHS use CBTs, routine monitoring (ROM), the WAI, ROM and a bond in CBT."
    terms = TERMS.replace("working alliance", "WAI")
    found = read(body, jargon=JARGON, terms=terms)
    assert sorted(one.word for one in found.jargon) == ["CBT", "dyad"]


def test_codes_and_plain_words_are_no_jargon(read: Callable[..., Reading]) -> None:
    assert read("Sheet H12, A4, I, A, GPT-4, McLeod and D2.4.", jargon=JARGON).jargon == ()


def test_without_a_list_abbreviations_are_still_found(read: Callable[..., Reading]) -> None:
    assert [one.word for one in read("Use CBT.").jargon] == ["CBT"]


def test_choices_of_a_question_are_not_held_against_a_page(read: Callable[..., Reading]) -> None:
    body = "/// question | Which?\n    answer-in: a-part\n- [ ] It was done by CBT.\n- [x] She did it.\n\nAsk.\n///"
    found = read(f"## A part {{#a-part}}\n\n{body}")
    assert (found.passive, found.jargon) == ((), ())


def test_weight_is_what_there_is_to_mend_for_each_hundred_words(read: Callable[..., Reading]) -> None:
    found = read("It was cancelled. Use CBT.")
    assert found.words == 10
    assert found.weight == pytest.approx(100 * 1.5 / 10)


def test_an_empty_page_has_no_weight(tiny: MakeTiny) -> None:
    handbook = tiny({"content/page.md": ""}).load()
    found = read_page(handbook, handbook.by_path["page.md"])
    assert (found.weight, found.age) == (0, 0)


def test_a_program_that_read_pages_ends_quietly(tiny: MakeTiny) -> None:
    """What is kept of them is forgotten without a word."""
    program = (
        "from pathlib import Path\n"
        "from handbook_build.assembly import load\n"
        "from handbook_build.prose.passages import passages\n"
        f"handbook = load(Path({str(tiny({}).root)!r}), {{}})\n"
        "print(len([passages(page) for page in handbook.pages]))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("1\n", "")


# Nothing raises and nothing takes long

ANYTHING = {
    "no space": "a" * 20_000,
    "only digits": "1" * 20_000,
    "only points": "." * 20_000,
    "only marks": "?!…«»–—;:,'\"" * 1_500,
    "nested brackets": "(" * 10_000 + ")" * 10_000,
    "nested square brackets": "[" * 10_000 + "]" * 10_000,
    "right to left": "يمكنك أن تسأل في أي وقت؟ " * 800,
    "right to left, overridden": "\u202eabc\u202c \u2067אבג\u2069 " * 1_500,
    "no letters at all": "👋🏽‍♀️ " * 3_000,
    "combining marks": "a" + "\u0301" * 20_000,
    "Japanese": "信頼は育ちます" * 2_500,
    "one very long sentence": "and the cat sat on the mat " * 700,
    "points between digits": "1." * 10_000,
    "commas between digits": "1,234," * 3_000,
    "per cents": "% per cent " * 1_800,
    "signs": "-" * 20_000,
    "citations": f"{CITED}{NAMED}." * 6_000,
    "spaces": " " * 20_000,
    "lines": "\n" * 20_000,
    "frequencies": "one in " * 2_800,
    "negations": "not " * 5_000,
    "begun intervals": "95% CI [" * 2_500,
    "begun effects": "r = " * 5_000,
    "superscripts": "r² = ½, " * 2_500,
    "spaces after an effect": "OR" + " " * 20_000,
    "spaces after an interval": "CI" + " " * 20_000,
    "initials": "A. " * 6_000,
    "better": "better " * 2_800,
    "worse": "worse " * 3_300,
    "causes": "causes " * 2_800,
    "negated": "not a a a causes " * 1_200,
    "93 per cent": "93 per cent " * 1_700,
    "digits of another script": "٣٠٪ ३ " * 1_000,
}
LEDGER = claim(Strength.MIXED, ALLIANCE, LEAVING)
BOOK = Phrasebook(
    ["without the relationship ... no therapy/counselling", "93 percent of communication", "(all) clients lie"]
)
READERS: dict[str, Callable[[str], object]] = {
    "sentences": lambda text: list(sentence_ends(text)),
    "figures": lambda text: [holds(LEDGER, figure) for figure in figures(text)],
    "strength": lambda text: list(too_strong(text, LEDGER)),
    "direction": directions,
    "research": lambda text: list(research_phrases(text)),
    "wordings": lambda text: [is_refuted(text, found) for found in BOOK.find(text)],
    "words": count_words,
    "passives": is_passive,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ANYTHING)
def test_any_text_is_read_within_a_second(name: str, reader: str) -> None:
    began = time.perf_counter()
    READERS[reader](ANYTHING[name])
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("name", ANYTHING)
def test_any_page_can_be_checked(name: str, tiny: MakeTiny) -> None:
    text = re.sub(r"[\[\]]", "", ANYTHING[name])[:2_000]
    claims = "claims: [{id: a, statement: A., strength: mixed, source: handbook, figures: [{effect: r = .2}]}]\n"
    false = "false-claims: [{id: b, says: B., better: C., wordings: [a ... b]}]\n"
    made = tiny(
        {
            "content/page.md": page("page", f"[{text}]{{claim=a}} {text}"),
            "content/claims.yml": claims,
            "content/false-claims.yml": false,
        }
    )
    assert "unsourced-claim" in {name for _, name in made.findings()}
