"""Where a handbook uses a term that is renamed, in its pages, its data and by its id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build import content
from handbook_build.authoring.edits import edited
from handbook_build.authoring.prose import head_words
from handbook_build.authoring.remains import ADDRESS, MARKUP, NOT_READ, WHY, Left, unread
from handbook_build.authoring.scalars import Words, inside, words_of, written
from handbook_build.authoring.wishes import Renaming
from handbook_build.diagnostics import Edit
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.model.term import RELATIONS
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, read_yaml
from handbook_build.terminology.forms import key
from handbook_build.terminology.matcher import matcher_of
from handbook_build.terminology.quotations import MARKS, QUOTATION, in_quotation
from handbook_build.terminology.rewording import bare, put, written_at


def document_edits(handbook: Handbook, document: Document, renaming: Renaming) -> tuple[list[Edit], list[Left]]:
    """The edits in a page, and what stays there."""
    source = document.source
    edits: list[Edit] = []
    left: list[Left] = []
    taken: list[tuple[int, int]] = []
    for words in head_words(document):
        found, kept = words_edits(handbook, source, words, renaming)
        edits += found
        left += kept
        taken.append((words.start, words.end))
    heads = tuple(taken)
    for use in handbook.uses:
        if use.document != document.path or use.entry != renaming.entry.id:
            continue
        pair = renaming.numbers.get(bare(use.text)) or renaming.numbers.get(key(use.text))
        place = written_at(source, use)
        if pair is None or place is None or any(start <= place[0] < end for start, end in heads):
            continue
        taken.append(place)
        if use.kept or use.quoted:
            left.append(Left(WHY.get(use.kept or QUOTATION, use.kept), use.location, use.text))
        elif changed := put(source, *place, *pair, there_and_back=True):
            edits += changed
        else:
            left.append(Left(ADDRESS, use.location, use.text))
    return edits, [*left, *unread(handbook, document, renaming, taken)]


def words_edits(handbook: Handbook, source: Source, words: Words, renaming: Renaming) -> tuple[list[Edit], list[Left]]:
    """The edit of a text in YAML, and what stays in it."""
    matcher = matcher_of(handbook.entries)
    old = inside(source.text, words)
    here = [match for match in matcher.find(old.text) if match.entry.id == renaming.entry.id]
    said = [match for match in matcher.find(words.value) if match.entry.id == renaming.entry.id]
    if [bare(old.text[one.start : one.end]) for one in here] != [
        bare(words.value[one.start : one.end]) for one in said
    ]:
        return [], [Left(MARKUP, source.location(words.start, words.end), words.value)]
    quoted = [found.span() for found in MARKS.finditer(words.value)]
    inner = Source(source.path, old.text)
    edits: list[Edit] = []
    left: list[Left] = []
    for match, read in zip(here, said, strict=True):
        text = old.text[match.start : match.end]
        pair = renaming.numbers.get(bare(text)) or renaming.numbers.get(key(text))
        if pair is None:
            continue
        if any(in_quotation(read.start, span) for span in quoted):
            left.append(Left(WHY[QUOTATION], source.location(words.start, words.end), " ".join(text.split())))
        elif changed := put(inner, match.start, match.end, *pair, there_and_back=True):
            edits += changed
        else:
            left.append(Left(ADDRESS, source.location(words.start, words.end), " ".join(text.split())))
    if not edits:
        return [], left
    new = written(old, edited(inner, edits), words)
    start, end = (old.start, old.end) if old.mark == "|" else (words.start, old.end)
    return [Edit(source.location(start, end), new)], left


def id_edits(handbook: Handbook, renaming: Renaming) -> Iterator[tuple[str, Edit]]:
    """The edits of everything that names the entry by its id."""
    old, new = renaming.entry.id, renaming.id
    if old == new:
        return
    attribute = re.compile(r"\{[^{}\n]*\}")
    for document in handbook.documents:
        source = document.source
        code = [match.span() for match in NOT_READ.finditer(source.text)]
        found = [
            (braces.start() + at, braces.start() + at + len(old))
            for braces in attribute.finditer(source.text)
            for at in (
                match.start(1)
                for match in re.finditer(
                    rf"(?<=[{{\s])(?:term|defines)=[\"']?({re.escape(old)})(?=[\"'\s}}])", braces[0]
                )
            )
        ]
        found += _addressed(source.text, old)
        for start, end in found:
            if not any(in_quotation(start, span) for span in code):
                yield source.path, Edit(source.location(start, end), new)
    settings = handbook.sources[content.SETTINGS]
    for start, end in _addressed(settings.text, old):
        yield settings.path, Edit(settings.location(start, end), new)
    for before, named in (("", _named(handbook)), ("term-", _led_to(handbook))):
        for source, words in named:
            if words.value.strip() == before + old:
                place = inside(source.text, words)
                start = place.start if place.mark == "|" else words.start
                text = place.text.replace(old, new) if place.mark == "|" else before + new
                yield source.path, Edit(source.location(start, place.end), written(place, text, words))


def _addressed(text: str, old: str) -> list[tuple[int, int]]:
    """Where an id stands in an address of the glossary; those that begin with https: may lead to somebody else's."""
    found = re.finditer(rf"(?P<lead>[^\s()<>\"']*)#term-(?P<id>{re.escape(old)})(?![\w-])", text)
    return [match.span("id") for match in found if "://" not in match["lead"]]


def _named(handbook: Handbook) -> Iterator[tuple[Source, Words]]:
    """Each text of the data files that is the id of an entry."""
    base = handbook.settings.content
    relations = (*(f"terms/{kind}" for kind in RELATIONS), "terms/differs/from")
    if source := handbook.sources.get(f"{base}/{content.TERMS}"):
        value, _ = read_yaml(source)
        yield from ((source, words) for words in words_of(value, source.text, relations))
    if source := handbook.sources.get(f"{base}/{content.PLAN}"):
        value, _ = read_yaml(source)
        groups = value.find("coverage") if isinstance(value, MapValue) else None
        for group in groups.items if isinstance(groups, ListValue) else ():
            kind = group.find("kind") if isinstance(group, MapValue) else None
            if isinstance(kind, Scalar) and kind.text == "terms":
                yield from ((source, words) for words in words_of(group, source.text, ("items/id",)))


def _led_to(handbook: Handbook) -> Iterator[tuple[Source, Words]]:
    """Each text of the data files that is an id to which search leads."""
    for name, where in ((content.PHRASES, "phrases/to"), (content.URGENT, "urgent/to")):
        if source := handbook.sources.get(f"{handbook.settings.content}/{name}"):
            value, _ = read_yaml(source)
            yield from ((source, words) for words in words_of(value, source.text, (where,)))
