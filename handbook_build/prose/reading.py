"""How a page reads: its length, its long sentences, passives, unexplained words of the trade, and a
reading age for what clients read. Figures are a signal of where to look, not a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress

from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.passages import HEADINGS, Passage, Sentence, passages
from handbook_build.terminology.matcher import Matcher, matcher_of

LONG = 25
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# Scripts that set no spaces between words: Thai, Lao, Burmese, Khmer, kana and Han.
_UNSPACED = re.compile(
    r"[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ABBREVIATION = re.compile(r"(?<![\w.-])[A-Z][A-Z&]{1,5}(?:-[A-Z]+)?s?(?![\w-])")
# A glossary word is counted apart: its reader has the definition at hand. This stands in its place.
_STAND_IN = "words"

_IRREGULAR = (
    "begun born borne bought bound broken brought built caught chosen cut done drawn driven felt forbidden "
    "forgiven forgotten fought found frozen given gone heard held hidden hurt kept known laid led left lent "
    "lost made meant met paid put read said seen sent set shaken shared shown shut sold spoken spent stolen "
    "stuck taken taught thought told torn understood won worn withdrawn written"
)
# Forms of a verb that most often describe a state: "she is tired" is no passive.
_STATES = frozenset(
    "tired worried interested married scared frightened ashamed excited pleased disappointed supposed used retired "
    "relaxed confused bored concerned embarrassed satisfied upset stuck left gone hurt sacred naked wicked "
    "crooked need indeed speed hundred".split()
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got|(?:is|are|was|were)n['’]t)\b"
    r"(?:\s+(?:not|never|often|also|then|always|still|only|usually|\w+ly))?"
    rf"\s+(?P<verb>\w{{2,}}ed|{'|'.join(_IRREGULAR.split())})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the trade that nothing on the page explains, and the sentence it stands in."""

    word: str
    sentence: Sentence


@dataclass(frozen=True)
class Reading:
    """How one page or handout reads.

    `words` counts all of it, `client_words` what stands outside passages for others, and
    `glossary_words` the uses of terms among those. `age` is the reading age of what clients read in
    years, or 0 where that is too short to say.
    """

    document: Document
    words: int
    client_words: int
    glossary_words: int
    age: float
    long: tuple[Sentence, ...]
    passive: tuple[Sentence, ...]
    jargon: tuple[Word, ...]

    @property
    def weight(self) -> float:
        """How much there is to mend for each hundred words: long sentences, jargon, and passives at half."""
        found = len(self.long) + len(self.jargon) + len(self.passive) / 2
        return 100 * found / max(self.words, 1)


def read_page(handbook: Handbook, document: Document) -> Reading:
    """Counts a page; its title and summary are read with it."""
    matcher = matcher_of(handbook.entries)
    found = list(passages(document))
    running = [passage for passage in found if passage.tag not in HEADINGS and not passage.choice]
    said = [(sentence, sentence.words) for passage in running for sentence in passage.sentences]
    counts = [count_words(passage.own_words) for passage in found]
    for_clients = [passage.audience == "client" and not passage.choice for passage in found]
    client = list(compress(found, for_clients))
    age, glossary = _reading_age([one for one in client if one.tag not in HEADINGS], matcher)
    return Reading(
        document=document,
        words=sum(counts),
        client_words=sum(compress(counts, for_clients)),
        glossary_words=glossary,
        age=age,
        long=tuple(one for one, words in said if one.passage.tag != "tr" and count_words(words) > LONG),
        passive=tuple(one for one, words in said if is_passive(words)),
        jargon=tuple(_jargon(handbook, said, matcher)),
    )


def count_words(text: str) -> int:
    """Words as spaces and signs part them. Where a script sets none, two letters are taken for a word, as a rough rule
    of ours, so that a long page is not said to be short.
    """
    words: list[str] = _WORD.findall(text)
    if not _UNSPACED.search(text):
        return len(words)
    return sum(max(1, len(_UNSPACED.findall(word)) // 2) for word in words)


def is_passive(sentence: str) -> bool:
    """Whether a sentence holds a form of "to be" with a participle that is more than a state."""
    return any(match["verb"].lower() not in _STATES for match in _PASSIVE.finditer(sentence))


def _reading_age(found: Iterable[Passage], matcher: Matcher) -> tuple[float, int]:
    """The Automated Readability Index (Senter and Smith, 1967) in years of age, and the glossary words.

    Its grade g = 4.71 letters/words + 0.5 words/sentences - 21.43; a grade is met at age g + 5.
    """
    words = letters = ends = glossary = 0
    for passage in found:
        for sentence in passage.sentences:
            text, terms = _without_terms(sentence.words, matcher)
            tokens = _WORD.findall(text)
            words += len(tokens)
            letters += sum(map(len, tokens))
            ends += 1
            glossary += terms
    if words < 100:
        return 0.0, glossary
    return round(4.71 * letters / words + 0.5 * words / ends - 21.43 + 5, 1), glossary


def _without_terms(text: str, matcher: Matcher) -> tuple[str, int]:
    parts: list[str] = []
    position = terms = 0
    for match in matcher.find(text):
        parts += [text[position : match.start], _STAND_IN]
        position = match.end
        terms += 1
    return "".join([*parts, text[position:]]), terms


def _jargon(handbook: Handbook, said: list[tuple[Sentence, str]], matcher: Matcher) -> Iterator[Word]:
    """Words of the list, and abbreviations, that are no terms and that the page does not write out."""
    words = handbook.jargon.words
    listed = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE) if words else None
    known = set(handbook.jargon.known)
    whole = " ".join(words for _, words in said)
    if not _ABBREVIATION.search(whole) and not (listed and listed.search(whole)):
        return
    told: set[str] = set()
    for sentence, text in said:
        found = [*_ABBREVIATION.findall(text), *(listed.findall(text) if listed else ())]
        for word in found:
            plain = word.removesuffix("s") if word[:-1].isupper() else word.lower()
            written_out = f"({plain})" in whole or f"({plain}," in whole
            if plain in told or plain in known or written_out or matcher.look_up(word):
                continue
            told.add(plain)
            yield Word(plain, sentence)
