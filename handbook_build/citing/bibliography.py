"""All citations and references of a handbook, formatted once, as nodes of our own tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from handbook_build.cache import Cache, digest
from handbook_build.citing.moulds import format_in_moulds
from handbook_build.citing.packing import packed, unpacked
from handbook_build.citing.pandoc import Inlines, format_all, format_each, plain_record, program_mark
from handbook_build.citing.style import Style, style_of
from handbook_build.model.citation import Citation, CitationMode, Item
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, Node, Nodes, Text


@dataclass(frozen=True)
class Bibliography:
    """What a citation and a reference look like in print, by what they are."""

    citations: Mapping[Citation, Nodes]
    references: Mapping[str, Nodes]

    def citation(self, citation: Citation) -> Nodes:
        """The citation as text with links to `#ref-KEY`; as it was written when no key is known."""
        return self.citations.get(citation) or (Text(citation.raw),)

    def reference(self, key: str) -> Nodes:
        """The work as the list of references shows it; nothing when the key is unknown."""
        return self.references.get(key, ())

    def ordered(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Known keys in the order of the list of references."""
        wanted = set(keys)
        return tuple(key for key in self.references if key in wanted)


def cite(handbook: Handbook, cache: Cache) -> Bibliography:
    """Formats every citation of the handbook at once, in the style that its settings name.

    A year's letter (2018a) depends on all works, so no page can be done on its own.
    Raises MachineFault when pandoc fails.
    """
    in_text = [node.citation for document in _in_order(handbook) for node in document.citations]
    found = dict.fromkeys(
        [
            *in_text,
            *(entry.source_citation for entry in handbook.entries),
            *(claim.citation for claim in handbook.claims),
        ]
    )
    known = {citation: _known(citation, handbook.item) for citation in found}
    asked = tuple(dict.fromkeys(citation for citation in known.values() if citation.items))
    formatted = format_everything(tuple(handbook.item.values()), asked, style_of(handbook.settings), cache)
    texts = formatted.citations
    kept = {citation: texts[asked_for] for citation, asked_for in known.items() if asked_for in texts}
    return replace(formatted, citations=kept)


def format_list(items: Sequence[Item], style: Style, cache: Cache) -> Mapping[str, Nodes]:
    """References by key, each as if it were the only work: no letter after its year, no number before it.

    Raises MachineFault when pandoc fails.
    """
    return format_in_moulds(items, style, partial(without_moulds, cache=cache))


def without_moulds(items: Sequence[Item], style: Style, cache: Cache) -> Mapping[str, Nodes]:
    """The same, with every record formatted by the citation processor itself. Raises MachineFault when pandoc fails."""
    by_key = {item.id: item for item in items}
    listed = format_each(items, style, cache)
    return {key: _nodes(_retrieved(inlines, by_key[key])) for key, inlines in listed.items()}


def _in_order(handbook: Handbook) -> list[Document]:
    """The documents in the order of the navigation, since some styles count their works."""
    places = {entry.target: at for at, entry in enumerate(handbook.settings.navigation_pages())}
    return sorted(handbook.documents, key=lambda document: places.get(document.path, len(places)))


def format_everything(
    items: tuple[Item, ...], citations: tuple[Citation, ...], style: Style, cache: Cache
) -> Bibliography:
    """All these works and citations: from one file when nothing has changed, else from the calls that have.

    Every key that is cited must be that of a work. Raises MachineFault when pandoc fails.
    """
    if not items:
        return Bibliography({}, {})
    works = json.dumps([plain_record(item) for item in items], ensure_ascii=False, sort_keys=True)
    wanted = json.dumps([_written(citation) for citation in citations], ensure_ascii=False)
    key = digest("bibliography 1", program_mark(), style.sheet, style.locale, works, wanted)
    if (kept := cache.read("bibliography", key)) is not None:
        cited, listed = json.loads(kept)
        references = {name: unpacked(one) for name, one in listed.items()}
        return Bibliography(dict(zip(citations, map(unpacked, cited), strict=True)), references)
    by_key = {item.id: item for item in items}
    formatted = format_all(items, citations, style, cache)
    made = Bibliography(
        {one: _nodes(_in_text(formatted.citations[one], one, by_key, style)) for one in citations},
        {name: _nodes(_retrieved(inlines, by_key[name])) for name, inlines in formatted.references.items()},
    )
    cited = [packed(made.citations[one]) for one in citations]
    listed = {name: packed(nodes) for name, nodes in made.references.items()}
    cache.write("bibliography", key, json.dumps([cited, listed], ensure_ascii=False).encode())
    return made


def _written(citation: Citation) -> list[object]:
    items = [
        [item.key, item.prefix, item.label, item.locator, item.suffix, item.suppress_author] for item in citation.items
    ]
    return [citation.mode.value, items]


def _known(citation: Citation, items: Mapping[str, Item]) -> Citation:
    """The citation without keys that no work has; checks have reported those."""
    return replace(citation, items=tuple(item for item in citation.items if item.key in items))


def _retrieved(inlines: Inlines, item: Item) -> Inlines:
    """APA writes "Retrieved" before the address of an undated page, also when no day is known."""
    if item.fields.get("accessed"):
        return inlines
    result: Inlines = []
    for inline in inlines:
        if inline["t"] == "Link" and [one.get("c", one["t"]) for one in result[-2:]] == ["Retrieved", "Space"]:
            del result[-2:]
        result.append(inline)
    return result


def _in_text(inlines: Inlines, citation: Citation, items: Mapping[str, Item], style: Style) -> Inlines:
    """A citation with what CSL 1.0.2 has no form for.

    In running text APA writes "and", in brackets "&". Where works are counted the number alone would be no part
    of a sentence, so the authors stand before it there. Without its author a work that is cited by the author
    alone would be nothing: it gets its year.
    """
    item = items[citation.items[0].key]
    if not inlines:
        year: Inlines = [{"t": "Str", "c": item.year or "n.d."}]
        link: Inlines = [{"t": "Link", "c": [["", [], []], year, [f"#ref-{item.id}", ""]]}]
        return [{"t": "Str", "c": "("}, *link, {"t": "Str", "c": ")"}]
    if citation.mode is not CitationMode.NARRATIVE:
        return inlines
    names = _names(item)
    if style.is_numeric:
        return [{"t": "Str", "c": _in_words(names) or item.title}, {"t": "Space"}, *inlines]
    # The names stand before the link, which has the year or title.
    end = next((at for at, one in enumerate(inlines) if one["t"] == "Link"), len(inlines))
    at = _joint([str(one.get("c", " ")) for one in inlines[:end]], names)
    return inlines if at < 0 else [*inlines[:at], {"t": "Str", "c": "and"}, *inlines[at + 1 :]]


def _names(item: Item) -> tuple[str, ...]:
    """The names under which a work is cited: of its authors, or else its editors."""
    people = item.fields.get("author") or item.fields.get("editor")
    return tuple(
        " ".join(str(person[part]) for part in ("non-dropping-particle", "family", "literal") if person.get(part))
        for person in (people if isinstance(people, list) else [])
    )


def _in_words(names: tuple[str, ...]) -> str:
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)


def _joint(words: Sequence[str], names: tuple[str, ...]) -> int:
    """Where the "&" between two names stands, and no other that is part of a name; -1 when there is none."""
    own: set[int] = set()
    after = 0
    for name in names:
        signs = name.replace("&", " & ").split()
        if "&" in signs:
            at = _found(words, signs, after)
            own |= set(range(at[0], at[1])) if at else set()
            after = at[1] if at else after
    return next((at for at, word in enumerate(words) if word == "&" and at not in own and len(names) > 1), -1)


def _found(words: Sequence[str], name: Sequence[str], after: int) -> tuple[int, int] | None:
    """(start, end) of the words of a name, with spaces between them and perhaps a comma behind."""
    for start in range(after, len(words)):
        left, at = list(name), start
        while left and at < len(words) and (words[at].isspace() or words[at].rstrip(",") == left[0].rstrip(",")):
            left = left if words[at].isspace() else left[1:]
            at += 1
        if not left and not words[start].isspace():
            return start, at
    return None


# To the web, to mail, or to a place of the page.
_LED = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_TAGS = {"Emph": "em", "Strong": "strong", "Superscript": "sup", "Subscript": "sub", "Underline": "u", "Strikeout": "s"}


def _nodes(inlines: Inlines) -> Nodes:
    """Pandoc's inlines as our nodes, with neighbouring texts joined."""
    result: list[Node] = []
    for inline in inlines:
        for node in _node(inline):
            if isinstance(node, Text) and result and isinstance(last := result[-1], Text):
                result[-1] = Text(last.text + node.text)
            else:
                result.append(node)
    return tuple(result)


def _node(inline: dict[str, object]) -> Nodes:
    kind, content = str(inline["t"]), inline.get("c")
    if kind == "Str":
        return (Text(str(content)),)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return (Text(" "),)
    if not isinstance(content, list):
        return ()
    if kind in _TAGS:
        return (Element(_TAGS[kind], (), _nodes(content)),)
    if kind == "Link":
        address = str(content[2][0])
        words = _nodes(content[1])
        # A record may say anything for the address of a work; a check has told of it.
        return (Element("a", (("href", address),), words),) if _LED.match(address) else words
    if kind == "Quoted":
        left, right = ("“", "”") if content[0]["t"] == "DoubleQuote" else ("‘", "’")
        return _nodes([{"t": "Str", "c": left}, *content[1], {"t": "Str", "c": right}])
    if kind in ("Span", "SmallCaps", "Cite"):
        return _nodes(content if kind == "SmallCaps" else content[1])
    return (Text(str(content[1])),) if kind in ("Code", "Math") else ()
