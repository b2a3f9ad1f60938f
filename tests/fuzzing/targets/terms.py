"""Terms: the matcher finds what a slow and obvious one finds, and linking changes no word.

The first lines are the entries of a termbase, one a line, with `|` between their forms; after an empty line comes the
text.
"""

from __future__ import annotations

from itertools import pairwise

from handbook_build.model.nodes import TermLink, text_of
from handbook_build.terminology.linking import link_text
from handbook_build.terminology.matcher import Matcher
from handbook_build.terminology.usage import in_address
from tests.fuzzing.targets.shared import as_read, in_time
from tests.slow_matcher import obvious, termbase

LARGEST = 300
PIECES = (
    *("bond", "bonds", "Bond", "BOND", "goal", "story", "stories", "self", "self-help", "UPR", "UPRs", "client's"),
    *("'s", "’s", "s", "es", "ies", "y", " ", "  ", "-", "‑", "‐", "|", "\n", "\n\n", "@", "_", "/", ".", "un", "\xa0"),
    *("é", "É", "ß", "ẞ", "ſ", "K", "ı", "İ", "ς", "Σ", "ﬁ", "信頼", "ثقة", "\u0301", "\u200d", "\u2028", "1", "²"),
)
# A termbase and a text for the slow one.
MOST_FORMS = 12


def tried(text: str) -> None:
    head, _, words = as_read(text).partition("\n\n")
    entries = [[form.strip() for form in line.split("|") if form.strip()] for line in head.split("\n")]
    written = [forms for forms in entries if forms]
    if not written or sum(map(len, written)) > MOST_FORMS:
        return
    base = termbase(written)
    matcher = Matcher(base)
    found = in_time(1, lambda: list(matcher.find(words)))
    assert all(0 <= one.start < one.end <= len(words) for one in found), "a match outside the text"
    assert all(one.end <= two.start for one, two in pairwise(found)), "matches overlap"
    linked = link_text(words, matcher, "")
    assert text_of(linked) == words, "linking changed a word"
    links = [node.entry for node in linked if isinstance(node, TermLink)]
    assert len(links) == len(set(links)), "a term is linked twice"
    if not _is_odd(head + words):
        meant = [one for one in obvious(base, words) if not in_address(words, one[0], one[1])]
        assert [(one.start, one.end, one.entry.id) for one in found] == meant, "another match"


def _is_odd(text: str) -> bool:
    """Whether a letter is there whose capital or small letter is another's too, or several letters."""
    return any(len(one.lower()) != 1 or len(one.upper()) != 1 or one.lower().upper() != one.upper() or
               one.upper().lower() != one.lower() for one in text)  # fmt: skip
