"""Pandoc's citeproc: works and citations in, formatted text out.

Everything goes in as data (pandoc's JSON tree and CSL-JSON), so no author's text is parsed again.
Pandoc writes an unknown key as "(missing?)" and succeeds; whoever calls leaves such keys out.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from handbook_build.cache import Cache, digest
from handbook_build.citing.batches import Batch, batches, everything, is_large
from handbook_build.citing.forenames import Forenames, Printed, to_be_printed
from handbook_build.citing.marks import Inlines as Inlines
from handbook_build.citing.marks import marked, printed
from handbook_build.citing.program import program_mark as program_mark
from handbook_build.citing.program import run
from handbook_build.citing.style import Style
from handbook_build.citing.works import Works, plain_words
from handbook_build.faults import MachineFault
from handbook_build.locations import Location
from handbook_build.model.citation import Citation, CitationMode, CiteItem, Item

API_VERSION = [1, 23, 1]


@dataclass(frozen=True)
class Formatted:
    """Citations, and references by key in the order of the list, as pandoc's inlines."""

    citations: Mapping[Citation, Inlines]
    references: Mapping[str, Inlines]


def format_all(items: Sequence[Item], citations: Sequence[Citation], style: Style, cache: Cache) -> Formatted:
    """Formats everything, in as many calls as the number of works and the style ask for.

    Where the style counts its works, it counts in the order of the citations, then of `items`.
    Raises MachineFault when pandoc is not there or fails.
    """
    if not items:
        return Formatted({}, {})
    style = style.without_dashes()
    calls = [everything(items, citations)]
    if style.is_cut and is_large(works := Works(items)):
        calls = batches(works, citations, forenames(items, style, cache))
    return format_together(calls, style, cache)


def forenames(items: Sequence[Item], style: Style, cache: Cache) -> Forenames:
    """How the style prints the forenames of first authors. Raises MachineFault when pandoc is not there or fails."""
    wanted = to_be_printed(items)
    if not wanted:
        return Forenames()
    initials, full = (_before_family(wanted, style.with_forenames(in_full=in_full), cache) for in_full in (False, True))
    found = {one: Printed(initials[one], full[one]) for one in wanted if one in initials and one in full}
    return Forenames(found, style.adds_full_names)


# A family name that is no word of a citation.
_FAMILY = "Xyxy"


def _before_family(wanted: Sequence[str], style: Style, cache: Cache) -> dict[str, str]:
    """Forenames as they stand before a family name, by how they are written; without those printed otherwise."""
    fields = [{"type": "book", "title": "X", "author": [{"family": _FAMILY, "given": one}]} for one in wanted]
    items = [Item(f"n{at}", {"id": f"n{at}", **one}, Location("names")) for at, one in enumerate(fields)]
    citations = tuple(Citation((CiteItem(item.id),)) for item in items)
    cited, _ = _format(Batch(tuple(items), citations), style, cache)
    texts = (re.fullmatch(rf"\((.+) {_FAMILY},? .*", _text(inlines)) for inlines in cited)
    return {one: text[1] for one, text in zip(wanted, texts, strict=True) if text}


def _text(inlines: Inlines) -> str:
    """The words of a citation that is no more than words and links."""
    found = ""
    for inline in inlines:
        content = inline.get("c")
        found += _text(content[1]) if isinstance(content, list) else str(content if inline["t"] == "Str" else " ")
    return found


def format_each(items: Sequence[Item], style: Style, cache: Cache) -> Mapping[str, Inlines]:
    """References by key, each as a bibliography of its own: no letter after a year, no number.

    Raises MachineFault when pandoc is not there or fails.
    """
    calls = [Batch(tuple(items[at : at + 500]), (), (), compares=False) for at in range(0, len(items), 500)]
    listed = [_format(call, style, cache)[1] for call in calls]
    return {key: _unnumbered(inlines) for references in listed for key, inlines in references.items()}


def format_together(calls: Sequence[Batch], style: Style, cache: Cache) -> Formatted:
    """What several calls give, in the order of the first, which has every work. Raises MachineFault."""
    # Each call is a program of its own, so they run beside each other.
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        answers = list(pool.map(lambda call: _format(call, style, cache), calls))
    texts: dict[Citation, Inlines] = {}
    references: dict[str, Inlines] = {}
    for call, (cited, listed) in zip(calls, answers, strict=True):
        texts |= dict(zip(call.citations, cited, strict=True))
        references |= {key: listed[key] for key in call.references if key in listed}
    # A style may leave a work out of its list, such as a conversation.
    return Formatted(texts, {key: references[key] for key in answers[0][1] if key in references})


def _format(call: Batch, style: Style, cache: Cache) -> tuple[list[Inlines], dict[str, Inlines]]:
    if not call.compares:
        style = style.without_comparing()
    elif call.forenames is not None:
        style = style.without_forenames()
    items, printed_for = marked(call.items, call.forenames or {})
    works = json.dumps([plain_record(item) for item in items], ensure_ascii=False, sort_keys=True)
    titles = {item.id: plain_words(item.title) for item in call.items} if style.sorts_citations else {}
    tree = json.dumps(_tree(call.items, call.citations, style.locale, titles), ensure_ascii=False, sort_keys=True)
    key = digest("citations 2", program_mark(), style.sheet, works, tree)
    kept = cache.read("citations", key)
    if kept is None:
        kept = run(style.sheet, works, tree)
        cache.write("citations", key, kept)
    cited, references = _read(json.loads(kept), len(call.citations))
    if not printed_for:
        return cited, references
    # The list is sorted and shows forenames by itself.
    bare = {key: printed(inlines, {}) for key, inlines in references.items()}
    return [printed(inlines, printed_for) for inlines in cited], bare


def plain_record(item: Item) -> dict[str, object]:
    """The record without what is ours: notes on how it was checked must not be printed.

    A work without a date is one that has none: the style itself writes "n.d.", in its place and once.
    """
    fields = {name: value for name, value in item.fields.items() if name not in ("custom", "note", "keyword", "annote")}
    if item.year.strip().lower() == "n.d.":
        del fields["issued"]
    return fields


def _tree(
    items: Sequence[Item], citations: Sequence[Citation], locale: str, titles: Mapping[str, str]
) -> dict[str, object]:
    everything = [_cite([_citation_item(CiteItem(item.id), CitationMode.PARENTHETICAL)]) for item in items]
    blocks = [
        {
            "t": "Plain",
            "c": [_cite([_citation_item(item, citation.mode) for item in _by_title(citation.items, titles)])],
        }
        for citation in citations
    ]
    meta = {
        "nocite": {"t": "MetaInlines", "c": everything},
        "link-citations": {"t": "MetaBool", "c": True},
        "lang": {"t": "MetaString", "c": locale},
    }
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}


def _by_title(items: Sequence[CiteItem], titles: Mapping[str, str]) -> list[CiteItem]:
    """The works of a citation as their letters follow each other: pandoc sorts by author and date, and leaves two of
    one date as they come. Words before or after a work hold it in its place, as they do for pandoc.
    """
    groups: list[list[CiteItem]] = []
    for item in items:
        if not groups or item.prefix or groups[-1][-1].suffix:
            groups.append([])
        groups[-1].append(item)
    return [item for group in groups for item in sorted(group, key=lambda one: titles.get(one.key, ""))]


def _cite(items: list[dict[str, object]]) -> dict[str, object]:
    return {"t": "Cite", "c": [items, [{"t": "Str", "c": "?"}]]}


def _citation_item(item: CiteItem, mode: CitationMode) -> dict[str, object]:
    how = "AuthorInText" if mode is CitationMode.NARRATIVE else "NormalCitation"
    locator = f"{{{_LABELS.get(item.label, item.label)} {item.locator}}}" if item.locator else ""
    # A suffix without a comma begins with a space, or the style would put a comma there.
    suffix = locator + item.suffix if item.suffix.startswith(",") else f"{locator} {item.suffix}".rstrip()
    return {
        "citationId": item.key,
        "citationPrefix": _words(item.prefix),
        "citationSuffix": _words(suffix),
        "citationMode": {"t": "SuppressAuthor" if item.suppress_author else how},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


# Words that pandoc reads back as the locator's label.
_LABELS: Mapping[str, str] = {
    "page": "p.",
    "chapter": "chap.",
    "paragraph": "para.",
    "section": "sec.",
    "volume": "vol.",
}


def _words(text: str) -> Inlines:
    """Words as pandoc's inlines; the one markup that prefixes and suffixes know is emphasis."""
    inlines: Inlines = []
    for at, part in enumerate(re.split(r"\*([^*]+)\*", text)):
        words: Inlines = []
        for word in re.findall(r"\s+|\S+", part):
            words.append({"t": "Space"} if word.isspace() else {"t": "Str", "c": word})
        inlines += [{"t": "Emph", "c": words}] if at % 2 else words
    return inlines


def _unnumbered(inlines: Inlines) -> Inlines:
    """A reference without the number in its margin."""
    return [one for one in inlines if not (one["t"] == "Span" and "csl-left-margin" in _classes(one))]


def _classes(span: Mapping[str, object]) -> list[str]:
    content = span.get("c")
    return content[0][1] if isinstance(content, list) else []


def _read(document: Mapping[str, object], count: int) -> tuple[list[Inlines], dict[str, Inlines]]:
    blocks = document["blocks"]
    if not isinstance(blocks, list) or len(blocks) < count:
        raise MachineFault("pandoc gave fewer citations than it was asked for")
    formatted: list[Inlines] = [block["c"][0]["c"][1] for block in blocks[:count]]
    references: dict[str, Inlines] = {}
    for block in blocks[count:]:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                references[entry["c"][0][0].removeprefix("ref-")] = entry["c"][1][0]["c"]
    return formatted, references
