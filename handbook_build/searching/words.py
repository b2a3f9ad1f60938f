"""How text is cut into words, and which words count as one.

The first is done alike here and in the reader's browser (`overrides/assets/javascripts/finder.js`, `wordsOf`); the
second here alone, where the language is known: a browser is told which forms belong together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from handbook_build.model.language import differ

# Accents of letters, and the points of Hebrew and Arabic: people leave them out when they type.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]")
_APOSTROPHE = re.compile(r"['\u2019]s(?![^\W_])|['\u2019]")
# Scripts that set no space between words: each pair of neighbours is a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
# Algorithms of Snowball by the primary subtag of a language (RFC 5646).
_ALGORITHMS: Mapping[str, str] = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# American endings, and the British ones, as one form; what comes of it is never shown.
_SPELLINGS = tuple(
    (re.compile(found), put)
    for found, put in (
        (r"(?<=..)iz(?=e|ing|ation)", "is"),
        (r"(?<=...)our(?=$|s$|ed$|ing$|al|able|hood|ly)", "or"),
        (r"(?<=...)ll(?=ed$|ing$|ors?$|ers?$)", "l"),
        (r"dgement", "dgment"),
        (r"(?<=...)ogue(?=s?$)", "og"),
        (r"(?<=..[nb])tre(?=s?$)|(?<=cen)tre(?=d$)", "ter"),
        (r"(?<=def|lic|off)enc(?=e)|(?<=pret)enc(?=e)", "ens"),
        (r"(?<=^pract)is(?=e|ing)", "ic"),
        (r"(?<=^progr)amm(?=es?$)", "am"),
    )
)


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits of any script, with the marks that belong to them (Unicode's categories L, N and M)."""
    marks = "".join(chr(one) for one in range(0x0483, 0x10000) if unicodedata.category(chr(one))[0] == "M")
    return re.compile(f"[^\\W_](?:[^\\W_]|[{marks}])*")


def words_of(text: str) -> list[str]:
    """The words of a text in their order, in small letters, without accents or apostrophes: `can't` is `cant`, and
    `client's` is `client`.
    """
    folded = text.lower()
    # Letters without accents have nothing to take apart.
    if not folded.isascii():
        folded = _POINTS.sub("", unicodedata.normalize("NFKD", folded))
    words = _word().findall(_APOSTROPHE.sub("", folded))
    if not _UNSPACED_LETTER.search(folded):
        return words
    found: list[str] = []
    for word in words:
        found.extend(_cut(word) if _UNSPACED_LETTER.search(word) else (word,))
    return found


def _cut(word: str) -> Iterable[str]:
    """A run of letters in pairs, where it is of a script without spaces."""
    for run in _RUN.findall(word):
        if not _UNSPACED_LETTER.match(run) or len(run) == 1:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


class Kinship:
    """Which words count as one in a language: those of one stem (Porter 2001, Snowball), in either English spelling.

    `before` is what was found out earlier, and `known` what was asked for since.
    """

    def __init__(self, language: str, before: Mapping[str, str] | None = None) -> None:
        name = _ALGORITHMS.get(language.partition("-")[0].lower(), "")
        # Imported here, since it loads the rules of thirty languages, and checks need none.
        import snowballstemmer

        self._stem = snowballstemmer.stemmer(name).stemWord if name else str
        self._english = not differ("en", language)
        self._before = before or {}
        self.known: dict[str, str] = {}

    def of(self, word: str) -> str:
        """What all words of its kind have in common; it is no word itself."""
        if word not in self.known:
            stem = self._before.get(word)
            self.known[word] = self._stem(_one_spelling(word) if self._english else word) if stem is None else stem
        return self.known[word]


def _one_spelling(word: str) -> str:
    for found, put in _SPELLINGS:
        word = found.sub(put, word)
    return word
