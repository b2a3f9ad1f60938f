"""What still holds the old form of a term that is renamed, and why: for the person who asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook_build import content
from handbook_build.authoring.wishes import Renaming
from handbook_build.locations import Location
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import NOWHERE
from handbook_build.terminology.forms import key
from handbook_build.terminology.matcher import matcher_of
from handbook_build.terminology.placing import head_lines
from handbook_build.terminology.quotations import QUOTATION, WORK, in_quotation

# Why something is left as it is, in the order in which it is shown.
CODE, ADDRESS, MARKUP, LONGER, SPELLING, SENSE, DRAWING, ID = (
    "in code and comments",
    "in an address",
    "with markup inside, or as the label of a link",
    "part of a longer form that the termbase lists",
    "another spelling, which the entry lists under `irregular`",
    "in `other-senses`: see whether the new form is used in other senses too",
    "in a drawing",
    "in an id of a page or section, by which people cite it",
)
WHY = {QUOTATION: "in a quotation", WORK: "in the title of a work"}

NOT_READ = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n[\s\S]*?^(?P=fence)[`~]*[ \t]*$"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)(?P=ticks)(?!`)"
    r"|<!--[\s\S]*?-->",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"\]\([^()\n]*\)|\{[^{}\n]*\}|<[^<>]*>|^[ ]{0,3}\[[^\]\n]*\]:.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Left:
    """Something that holds the old form and stays as it is."""

    why: str
    location: Location
    text: str


def longer(handbook: Handbook, renaming: Renaming) -> Iterator[Left]:
    """The other forms of the termbase that hold the old one."""
    forms = _pattern(renaming)
    for entry in handbook.entries:
        for term in entry.terms:
            if forms.search(term.form) and key(term.form) not in renaming.numbers:
                yield Left(LONGER, term.location, term.form)


def spellings(renaming: Renaming) -> Iterator[Left]:
    """Further forms of the old term that its entry lists."""
    for form in renaming.entry.irregular:
        if key(form) in renaming.numbers and key(form) != key(renaming.old_other):
            yield Left(SPELLING, renaming.entry.location, form)


def senses(renaming: Renaming) -> Iterator[Left]:
    """The phrases in which the old form means something else, as its entry lists them."""
    forms = _pattern(renaming)
    for phrase in renaming.entry.other_senses:
        if forms.search(phrase):
            yield Left(SENSE, renaming.entry.location, phrase)


def drawings(handbook: Handbook, renaming: Renaming, root: Path) -> Iterator[Left]:
    forms = _pattern(renaming)
    for name in sorted(handbook.assets):
        if not name.endswith(".svg"):
            continue
        path = f"{handbook.settings.content}/{name}"
        try:
            text = content.read_asset(root, handbook.settings.content, name).decode("utf-8", "replace")
        except OSError:
            continue
        if found := forms.search(re.sub(r"<[^>]*>", " ", text)):
            yield Left(DRAWING, Location(path), " ".join(found[0].split()))


def ids(handbook: Handbook, renaming: Renaming) -> Iterator[Left]:
    forms = {re.sub(r"[^a-z0-9]+", "-", old) for old in renaming.numbers}
    for target in handbook.targets.values():
        if target.kind != "term" and any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", target.id) for form in forms):
            yield Left(ID, target.location, target.id)


def _pattern(renaming: Renaming) -> re.Pattern[str]:
    forms = sorted((old for old, _ in renaming.numbers.values()), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms) + r")(?!\w)",
        re.IGNORECASE,
    )


def unread(handbook: Handbook, document: Document, renaming: Renaming, taken: list[tuple[int, int]]) -> Iterator[Left]:
    """Where a page holds the old form in what is not read as words: code, comments, words cut by markup."""
    text = document.source.text
    body = re.compile(r"---[ \t]*\n[\s\S]*?^---[ \t]*$", re.MULTILINE).match(text)
    spans = [(match.span(), CODE) for match in NOT_READ.finditer(text)]
    skipped = [match.span() for match in _ADDRESS.finditer(text)]
    skipped += [
        (block.offset, max([block.offset + len(block.name), *(end for _, end in head_lines(text, block).values())]))
        for block in document.blocks
        if block.offset != NOWHERE
    ]
    forms = "|".join(
        r"[*_]*\s+[*_]*".join(map(re.escape, form.split()))
        for form in sorted((old for old, _ in renaming.numbers.values()), key=len, reverse=True)
    )
    longer = [match for match in matcher_of(handbook.entries).find(text) if match.entry.id != renaming.entry.id]
    others = [(match.start, match.end) for match in longer]
    for found in re.compile(rf"(?<![\w@-])(?:{forms})(?![\w]|-\w)", re.IGNORECASE).finditer(
        text, body.end() if body else 0
    ):
        why = next((why for span, why in spans if in_quotation(found.start(), span)), "")
        known = any(start <= found.start() < end for start, end in (*taken, *others))
        aside = any(in_quotation(found.start(), span) for span in skipped)
        if why or not (known or aside):
            yield Left(why or MARKUP, document.source.location(*found.span()), " ".join(found[0].split()))


def listed(left: Iterable[Left]) -> dict[str, list[Left]]:
    """What is left, by the reason."""
    groups: dict[str, list[Left]] = {}
    for one in left:
        groups.setdefault(one.why, []).append(one)
    return groups
