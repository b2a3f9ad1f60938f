"""The forms in which a term stands in English text: plurals are made by rule, all others are listed."""

from __future__ import annotations

import re

from handbook_build.model.term import Term, TermEntry, TermStatus


def surfaces(entry: TermEntry) -> dict[str, Term]:
    """Every written form of an entry's terms, as `key` writes it, with the term it belongs to."""
    found: dict[str, Term] = {}
    for term in entry.terms:
        for form in (term.form, *inflections(term.form)):
            found.setdefault(key(form), term)
    preferred = entry.forms(TermStatus.PREFERRED)[0]
    for form in entry.irregular:
        found.setdefault(key(form), preferred)
    return found


def inflections(form: str) -> tuple[str, ...]:
    """The plural of a singular, or the singular of a plural, of the form's last word."""
    head, last = form[: -len(_last(form))], _last(form)
    if is_acronym(last):
        return (f"{head}{last}s",)
    return tuple(head + word for word in _inflected(last))


def _inflected(word: str) -> tuple[str, ...]:
    lower = word.lower()
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


def _last(form: str) -> str:
    return re.split(r"[\s-]", form)[-1]


def is_acronym(form: str) -> bool:
    """Whether case tells the form from a word: at least two letters, all of them capital."""
    letters = [character for character in form if character.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def key(form: str) -> str:
    """The form without what does not matter: case, kinds of space, hyphen and apostrophe."""
    plain = re.sub(r"[‐‑]", "-", form.replace("’", "'"))
    return " ".join(plain.lower().split())
