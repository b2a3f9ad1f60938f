"""How long a page takes to read, as a whole and for each kind of reader."""

from __future__ import annotations

from dataclasses import dataclass

from handbook_build.model.document import AUDIENCES, Document
from handbook_build.prose.passages import passages
from handbook_build.prose.reading import count_words

# Words a minute. Adults read English prose to themselves at about 240 (Brysbaert, 2019, Journal of Memory and Language,
# 109, 104047); people who are tired or upset, and those who read in a second language, are slower.
PACE = 200


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """Whole minutes, at least one: of all running text, and of what is shown to one kind of reader.

    `readers` has the same for each of AUDIENCES, without the passages that are for the others alone; it is empty where
    no passage is for one alone. Questions and prompts for a group are left out, as they are worked at and not read
    through; so is what the build sets behind the text, definitions and works.
    """

    whole: int
    readers: tuple[tuple[str, int], ...] = ()


def reading_time(document: Document) -> ReadingTime:
    """The reading time of a page or handout, its title and summary with it."""
    words = dict.fromkeys(("", *AUDIENCES), 0)
    found = passages(document)
    for passage in found:
        if not passage.asked:
            words[passage.only] += count_words(passage.own_words)
    each = ((reader, _minutes(words[""] + words[reader])) for reader in AUDIENCES)
    return ReadingTime(_minutes(sum(words.values())), tuple(each) if any(one.only for one in found) else ())


def _minutes(words: int) -> int:
    return max(1, round(words / PACE))
