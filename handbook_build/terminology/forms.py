"""The forms in which a term stands in English text: plurals are made by rule, all others are listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from handbook_build.model.term import Term, TermEntry, TermStatus


def surfaces(entry: TermEntry) -> dict[str, Term]:
    """Every written form of an entry's terms, as `key` writes it, with the term it belongs to."""
    found: dict[str, Term] = {}
    for term in entry.terms:
        for form in (term.form, *inflections(term.form)):
            found.setdefault(key(form), term)
    for form in entry.irregular:
        found.setdefault(key(form), owner(entry, form))
    return found


def other_senses(entry: TermEntry) -> tuple[str, ...]:
    """The phrases in which a form of the entry means something else, as `key` writes them; `a/b` stands for either."""
    written = [product(*(word.split("/") for word in phrase.split())) for phrase in entry.other_senses]
    return tuple(key(" ".join(words)) for choices in written for words in choices)


def owner(entry: TermEntry, form: str) -> Term:
    """The term to which an irregular form belongs: by rule, else the one most like it."""
    terms = entry.forms(TermStatus.PREFERRED, TermStatus.ADMITTED)
    for term in terms:
        if key(form) in map(key, inflections(term.form)):
            return term
    return max(terms, key=lambda term: SequenceMatcher(None, key(term.form), key(form)).ratio())


def other_numbers(entry: TermEntry, term: Term) -> tuple[str, ...]:
    """The plural of a term that is a singular, or the other way round: as the entry lists it, then by rule.

    What is written with the term's own hyphens and spaces goes first.
    """
    listed = [form for form in entry.irregular if owner(entry, form) is term and is_other_number(form, term.form)]
    listed.sort(key=lambda form: re.findall(r"[\s-]", form) != re.findall(r"[\s-]", term.form))
    found = {key(form): form for form in reversed((*listed, *inflections(term.form)))}
    return tuple(found[one] for one in dict.fromkeys(map(key, (*listed, *inflections(term.form)))))


def is_other_number(form: str, of: str) -> bool:
    """Whether one form may be the plural or singular of another: word by word the same, or the same first letter."""
    pairs = list(zip(_words(form), _words(of), strict=False))
    alike = len(_words(form)) == len(_words(of)) and all(one[:1] == other[:1] for one, other in pairs)
    return alike and any(one != other for one, other in pairs)


def is_spelling(form: str, of: str) -> bool:
    """Whether two forms differ in nothing but hyphens, spaces and capitals."""
    return "".join(_words(form)) == "".join(_words(of))


def _words(form: str) -> list[str]:
    return re.split(r"[\s-]+", key(form))


def is_plural(form: str) -> bool:
    """Whether a form looks like a plural."""
    head = _head(form).lower()
    return head.endswith("s") and not head.endswith(("ss", "us", "is")) and not is_acronym(_head(form))


def inflections(form: str) -> tuple[str, ...]:
    """The plural of a singular, or the singular of a plural, of the form's main word.

    That is its last word, or in "limit of confidentiality" the one before "of".
    """
    main = _head(form)
    before, after = form[: (end := _head_end(form)) - len(main)], form[end:]
    if is_acronym(main):
        return (f"{before}{main}s{after}",)
    return tuple(before + word + after for word in _inflected(main))


def _inflected(word: str) -> tuple[str, ...]:
    lower = word.lower()
    if lower.endswith("sis") and len(word) > 4:
        return (word[:-2] + "es",)
    if lower.endswith(("yses", "theses", "gnoses")):
        return (word[:-2] + "is",)
    if lower.endswith("ies") and len(word) > 4:
        return (word[:-3] + "y",)
    if lower.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return (word[:-2],)
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return (word[:-1],)
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return (word + "es",)
    return (word + "s",)


def _head(form: str) -> str:
    """The main word of a form."""
    return re.split(r"[\s-]", form[: _head_end(form)])[-1]


def _head_end(form: str) -> int:
    of = re.search(r"(?<=\w)\s+(?:of|to)\s+\w", form)
    return of.start() if of else len(form)


def is_acronym(form: str) -> bool:
    """Whether case tells the form from a word: at least two letters, all of them capital."""
    letters = [character for character in form if character.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def key(form: str) -> str:
    """The form without what does not matter: case, kinds of space, hyphen and apostrophe."""
    plain = re.sub(r"[‐‑]", "-", form.replace("’", "'"))
    return " ".join(plain.lower().split())


def folded(text: str) -> str:
    """The text with small letters, as long as it was; Greek final sigma and its kind become the common letter."""
    lower = text.lower() if text.isascii() else text.casefold()
    if len(lower) == len(text):
        return lower
    return "".join(
        letter if len(letter) == 1 else character
        for character in text
        for letter in [character.casefold() if len(character.casefold()) == 1 else character.lower()]
    )


@dataclass(frozen=True, slots=True, eq=False)
class Termbase:
    """Entries as a key for what is made from them: the very ones. To compare thousands takes longer than to make it."""

    entries: tuple[TermEntry, ...]

    def __hash__(self) -> int:
        return id(self.entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Termbase) and self.entries is other.entries
