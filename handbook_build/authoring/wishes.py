"""What is asked of `handbook rename-term`, held against the handbook before anything is changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from handbook_build.authoring.starting import identifier
from handbook_build.faults import WrongUse
from handbook_build.model.handbook import Handbook
from handbook_build.model.term import TermEntry, TermStatus
from handbook_build.terminology.forms import inflections, is_spelling, key, other_numbers
from handbook_build.terminology.matcher import matcher_of

ADMITTED, DEPRECATED, FORGET = "admitted", "deprecated", "forget"
# Findings after which it cannot be told what a file says.
UNSAFE = ("yaml-syntax", "unreadable-file", "duplicate-key", "nesting", "unparsed-file")
# Unseen signs that some scripts need inside a word.
JOINERS = "\u200c\u200d"
# Signs that Markdown or a reader of the text would take for something else.
_MARKUP = re.compile(r"[*_`\[\]{}<>|\\@~^=\"“”‘#]|&\w+;|^[+>-]|^\d+[.)]( |$)|^/{3}|^!|[^ -~\u00a1-\U000effff]")


@dataclass(frozen=True, slots=True)
class Wish:
    """A preferred form (or the id of its entry), the one to take its place, and what becomes of the old one."""

    old: str
    new: str
    keep: str = ADMITTED
    reason: str = ""
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Renaming:
    """A wish that can be done: `numbers` pairs each written form of the old term, as `key` writes it, with
    that form and the one that takes its place."""

    entry: TermEntry
    old: str
    new: str
    id: str
    numbers: Mapping[str, tuple[str, str]]
    # The other number of the new form, and of the old one.
    other: str
    old_other: str
    keep: str
    reason: str

    @property
    def kept(self) -> str:
        """What becomes of the old form. Where both are one form to a reader's eye, there is nothing to keep."""
        return FORGET if key(self.old) == key(self.new) else self.keep

    @property
    def is_old_regular(self) -> bool:
        """Whether a rule makes the other number of the old form."""
        return key(self.old_other) in map(key, (self.old, *inflections(self.old)))


def granted(handbook: Handbook, wish: Wish) -> Renaming:
    """The renaming that a wish asks for.

    Raises WrongUse when it cannot be done; the message says why, and what can.
    """
    _safe(handbook)
    entry = _entry(handbook, wish.old)
    old, new = entry.preferred, " ".join(wish.new.split())
    _usable(new)
    if new == old:
        raise WrongUse(f"the term is called `{new}` already")
    if wish.keep == DEPRECATED and not wish.reason.strip():
        raise WrongUse(f"a form to avoid needs a reason: --keep deprecated --reason 'why `{old}` is avoided'")
    if wish.keep != DEPRECATED and wish.reason:
        raise WrongUse("a reason belongs to a form to avoid: write --keep deprecated as well")
    others = other_numbers(entry, entry.forms(TermStatus.PREFERRED)[0])
    if key(new) in map(key, others):
        raise WrongUse(
            f"`{new}` is `{old}` in the other number; change `preferred` in terms.yml by hand: {entry.location}"
        )
    other = " ".join(wish.plural.split()) or next(iter(inflections(new)), new)
    if wish.plural:
        _usable(other)
        if key(other) == key(new):
            raise WrongUse(f"`{other}` is the same form in both numbers; leave --plural out")
    for form in (new, other):
        found = matcher_of(handbook.entries).look_up(form)
        if found and found[0].id != entry.id:
            raise WrongUse(f"`{form}` belongs to the entry `{found[0].id}` ({found[0].location}); choose another form")
    numbers = {key(form): (form, other) for form in reversed(others)} | {key(old): (old, new)}
    for form in entry.irregular:
        # The same word under another spelling: "meta analysis".
        target = next((pair[1] for pair in numbers.values() if is_spelling(form, pair[0])), "")
        numbers |= {key(form): (form, target)} if target and key(form) not in numbers else {}
    return Renaming(
        entry,
        old,
        new,
        _id(handbook, entry, new),
        numbers,
        other,
        others[0] if others else old,
        wish.keep,
        wish.reason.strip(),
    )


def _safe(handbook: Handbook) -> None:
    broken = next((finding for kind in UNSAFE for finding in handbook.found(kind)), None)
    if broken:
        raise WrongUse(
            f"a file cannot be read as it is, so nothing can be renamed: {broken.location}: {broken.message}"
        )


def _entry(handbook: Handbook, name: str) -> TermEntry:
    """The entry with this preferred form or id."""
    named = [entry for entry in handbook.entries if key(entry.preferred) == key(name)]
    found = named or [entry for entry in handbook.entries if entry.id == name.strip()]
    if not found:
        known = matcher_of(handbook.entries).look_up(name)
        if known:
            form = known[0].preferred
            raise WrongUse(
                f"`{name}` is another form of `{form}`; rename `{form}`, or change the entry: {known[0].location}"
            )
        names = {key(one): one for entry in handbook.entries for one in (entry.id, entry.preferred)}
        near = get_close_matches(key(name), names, 1)
        hint = f"did you mean `{names[near[0]]}`?" if near else "OLD is the preferred form or the id of an entry"
        raise WrongUse(f"there is no term `{name}`; {hint}")
    entry = found[0]
    others = [one for one in handbook.entries if one is not entry and (one.id == entry.id or one in found)]
    if others:
        raise WrongUse(f"two entries are called `{name}`: {entry.location} and {others[0].location}; mend that first")
    return entry


def _usable(form: str) -> None:
    letters = [character for character in form if character.isalnum()]
    sign = _MARKUP.search(form)
    if len(form) > 120:
        raise WrongUse("that is too long for a form of a term")
    if not letters or not any(character.isalpha() for character in letters):
        raise WrongUse(f"`{form}` is no usable form: it needs letters")
    if sign:
        raise WrongUse(f"`{form}` is no usable form: `{sign[0]}` would mean something else in the text")
    unseen = next((one for one in form if unicodedata.category(one) == "Cf" and one not in JOINERS), "")
    if unseen:
        raise WrongUse(f"`{form}` is no usable form: it holds a sign that nobody sees (U+{ord(unseen):04X})")
    # In many scripts a word ends with a vowel sign, which is no letter of its own.
    last = form[-1].isalnum() or form[-1] in ")!?." or unicodedata.category(form[-1]).startswith("M")
    if not (form[0].isalnum() or form[0] in "'(") or not last:
        raise WrongUse(f"`{form}` is no usable form: it begins or ends with a sign")


def _id(handbook: Handbook, entry: TermEntry, new: str) -> str:
    """The id of the entry from now on; one stays that was not made from the old form, or if none can be made."""
    name = _made(new)
    if not name or entry.id != _made(entry.preferred):
        return entry.id
    taken = next((one for one in handbook.entries if one is not entry and name in (one.id, *one.formerly)), None)
    if taken:
        raise WrongUse(f"the id `{name}` belongs to `{taken.preferred}` ({taken.location}); choose another form")
    return name


def _made(form: str) -> str:
    try:
        return identifier(form)
    except WrongUse:
        return ""
