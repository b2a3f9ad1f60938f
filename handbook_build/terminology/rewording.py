"""Putting one form in place of another: in its number, its capitals and its possessive, and with its article.

What is put in place of a form can be put back: each step here has its way back, so that a term that is
renamed and renamed again leaves the text as it was.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from handbook_build.diagnostics import Edit
from handbook_build.locations import Location
from handbook_build.model.source import Source
from handbook_build.model.term import Term, TermEntry, TermStatus, TermUse
from handbook_build.terminology.forms import inflections, is_acronym, is_plural, key, other_numbers

# How alike an American spelling and its British one are, at least.
ALIKE = 0.8
# Words that stay small where all others have a capital.
SMALL = frozenset("a an and as at by for from in of on or the to with".split())
# Words that begin with another sound than their first letter has.
SILENT_H = ("hour", "honest", "honour", "heir", "honor")
SPOKEN_AS_YOU = re.compile(
    r"(?:uni(?!n|m[^o])|use|usu|usa|uti|ute|ura|eu|ewe|one(?![a-z]*(?:rous|iro))|once|ubiq|unanim)"
)
LETTERS_AS_VOWEL = frozenset("AEFHILMNORSX")
NUMBERS_AS_VOWEL = re.compile(r"8|1[18](?!\d)")

_ARTICLE = re.compile(r"(?<![\w'’.-])(?P<article>[Aa][Nn]?)(?P<between>\s+[*_\[(]*|\s+\{\+)\Z")
# What goes with a word in an address.
_BEFORE, _AFTER = re.compile(r"[^\s<>\[\]{}|\"“”]*\Z"), re.compile(r"[^\s<>\[\]{}|\"“”]*")
_POSSESSIVE = re.compile(r"['’][sS]\Z")


def written_at(source: Source, use: TermUse) -> tuple[int, int] | None:
    """From where to where exactly a use stands, or None when the source is written so that it cannot be told."""
    start, end = source.offset(use.location.range.start), source.offset(use.location.range.end)
    found = use.location.path == source.path and key(source.text[start:end]) == key(use.text)
    return (start, end) if found else None


def preferred_for(entry: TermEntry, term: Term, text: str) -> str:
    """The form to write for a use of another form of the entry, in the same number; empty when there is none.

    The American spelling of an admitted form becomes that form.
    """
    target = british(entry, term) if term.status is TermStatus.AMERICAN else entry.forms(TermStatus.PREFERRED)[0]
    if target is None:
        return ""
    same = bare(text) == key(term.form)
    other = next(iter(other_numbers(entry, target)), target.form)
    turned = is_plural(term.form) != is_plural(target.form) and is_plural(other) != is_plural(target.form)
    return target.form if same is not turned else other


def british(entry: TermEntry, american: Term) -> Term | None:
    """The term of which an American form is the spelling, or None when none is like it."""

    def likeness(term: Term) -> float:
        return SequenceMatcher(None, key(term.form), key(american.form)).ratio()

    nearest = max(entry.forms(TermStatus.PREFERRED, TermStatus.ADMITTED), key=likeness)
    return nearest if likeness(nearest) >= ALIKE else None


def edits_of(source: Source, entry: TermEntry, use: TermUse) -> tuple[Edit, ...]:
    """The edits that write the preferred form for a use; none where a person has to look at the sentence."""
    place = written_at(source, use)
    new = preferred_for(entry, use.term, use.text)
    if place is None or not new or use.kept or use.quoted:
        return ()
    old = next((form for form in (use.term.form, *inflections(use.term.form)) if key(form) == bare(use.text)), "")
    return put(source, *place, old or use.text, new)


def edits_at(source: Source | None, location: Location, text: str, right: str) -> tuple[Edit, ...]:
    """The edits that write `right` where `text` stands, another way to write it or another form of its entry.

    None when something else stands there, since then the place is only near.
    """
    if source is None or location.path != source.path:
        return ()
    start, end = source.offset(location.range.start), source.offset(location.range.end)
    return put(source, start, end, bare(text), right) if key(source.text[start:end]) == key(text) else ()


def put(source: Source, start: int, end: int, old: str, new: str, *, there_and_back: bool = False) -> tuple[Edit, ...]:
    """The edits that put `new` in place of a use of `old`, and set an article before it right; none in an address.

    For a change that may be taken back, a slip of the article stays one, so that it is there again then.
    """
    text = source.text
    if in_address(text, start, end):
        return ()
    change = reworded(text, start, end, old, new)
    edits = [Edit(source.location(change[0], change[1]), change[2])]
    article = _ARTICLE.search(text, max(0, start - 12), start)
    turned = _article(article["article"], text[start:end], old, new, slips=there_and_back) if article else ""
    if article and turned != article["article"]:
        place = source.location(article.start("article"), article.end("article"))
        edits.insert(0, Edit(place, turned))
    return tuple(edits)


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a place is part of a web address, a mail address or the name of a file, written out in a text."""
    before, after = _BEFORE.search(text, max(0, start - 300), start), _AFTER.match(text, end, end + 300)
    lead, rest = before[0] if before else "", after[0] if after else ""
    return bool(
        "://" in lead
        or lead.startswith(("www.", "mailto:"))
        or re.search(r"\w@|\w\.\Z|\w\.[a-z]{2,}/", lead)
        or re.match(r"://|[\w.+-]*@\w|[\w-]*\.[a-z]\w", rest)
    )


def reworded(text: str, start: int, end: int, old: str, new: str) -> tuple[int, int, str]:
    """(start, end, words): what `text` should say in place of a use of `old`, which stands from `start` to `end`."""
    written = text[start:end]
    mark = None if bare(written) == key(written) else _POSSESSIVE.search(written)
    after = mark[0] if mark else ""
    core = written[: mark.start()] if mark else written
    words = in_capitals(core, old, new, opens=opens_sentence(text[:start]))
    if after and is_plural(new) and not is_plural(old):
        after = after[:1]
    elif not after and is_plural(old) and not is_plural(new) and re.match(r"['’]\s+\w", text[end : end + 9]):
        after, end = text[end] + "s", end + 1
    start, words = _on_its_lines(text, start, core, words)
    return start, end, words + after


def _on_its_lines(text: str, start: int, written: str, words: str) -> tuple[int, str]:
    """The new words with the line break of the old ones.

    Where one word takes the place of several, the break goes before it, after the space there; where
    several take the place of one that has such a break before it, it goes back in.
    """
    gaps = re.findall(r"\s+", written)
    new = words.split(" ")
    if not gaps and len(new) > 1 and re.search(r"\S \n\Z", text[:start]):
        start, gaps = start - 1, ["\n"]
    elif gaps[:1] == ["\n"] and len(new) == 1 and re.search(r"[^\s>|-] \Z", text[:start]):
        return start, "\n" + words
    spread = [*gaps, *[" "] * len(new)]
    return start, "".join(word + gap for word, gap in zip(new, [*spread[: len(new) - 1], ""], strict=True))


def in_capitals(written: str, old: str, new: str, *, opens: bool) -> str:
    """`new` with the capitals that `written` gives to `old`; `opens` says that a sentence begins there."""
    plain = _curly(" ".join(written.split()), old)
    lower = new if is_acronym(new) else new.lower()
    patterns = (
        (old, _capital(new) if opens and old[:1].isupper() and new[:1].islower() else new),
        (_capital(old), _capital(new)),
        (old.upper(), new.upper()),
        (_titled(old), _titled(new)),
        (_titled(old, hyphens=True), _titled(new, hyphens=True)),
        (old.lower(), lower),
        (_capital(old.lower()), _capital(lower)),
    )
    # The first that fits: a capital at the start alone goes before one on every word.
    return next((then for now, then in patterns if now == plain), _capital(new) if plain[:1].isupper() else new)


def _curly(written: str, old: str) -> str:
    """What is written, with the apostrophes and hyphens of `old`, which mean the same."""
    if len(written) != len(old):
        return written
    return "".join(b if key(a) == key(b) and not a.isalpha() else a for a, b in zip(written, old, strict=True))


def _capital(form: str) -> str:
    return form[:1].upper() + form[1:]


def _titled(form: str, *, hyphens: bool = False) -> str:
    words = form.split(" ")
    titled = " ".join(word if at and word in SMALL else _capital(word) for at, word in enumerate(words))
    return re.sub(r"-\w", lambda found: found[0].upper(), titled) if hyphens else titled


def bare(text: str) -> str:
    """The key of a use without its possessive."""
    return key(text).removesuffix("'s")


# The start of a line's words in Markdown or YAML, and the end of the sentence before.
_OPENING = re.compile(
    r"(?:\A|\n[ \t]*\n|[.!?…][)”’\"']?\s+|\n[ \t]*(?:#{1,6}|[-*+>|]|\d+[.)]|[\w-]+:)[ \t]+|\|[ \t]*)[*_\[(“‘\"']*\Z"
)


def opens_sentence(before: str) -> bool:
    """Whether a sentence, heading, cell or value begins after `before`."""
    return bool(_OPENING.search(before[-200:]))


def _article(written: str, form: str, old: str, new: str, *, slips: bool) -> str:
    """The article before `new` that fits as the one before `old` did."""
    before, after = takes_an(old), takes_an(new)
    has_n = written.lower() == "an"
    # Some say "an historic" and "a FIT": what is before such a word is no slip.
    doubtful = old[:1].lower() == "h" or is_acronym(re.split(r"[\s-]", old)[0])
    if before is after or (has_n is not before and (doubtful or not slips)):
        return written
    if has_n:
        return written[0]
    return written + ("N" if written == "A" and form.isupper() and not is_acronym(old) else "n")


def takes_an(form: str) -> bool:
    """Whether "an" goes before a form: by the sound that it begins with."""
    word = re.split(r"[\s-]", form.lstrip("*_[(“‘\"'"))[0]
    if word[:1].isdigit():
        return bool(NUMBERS_AS_VOWEL.match(word))
    if is_acronym(word) or len(word) == 1:
        return word[:1].upper() in LETTERS_AS_VOWEL
    lower = word.lower()
    if lower.startswith(SILENT_H):
        return True
    return lower[:1] in tuple("aeiou") and not SPOKEN_AS_YOU.match(lower)
