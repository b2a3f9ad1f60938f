"""All citations and references of a handbook, formatted once, as nodes of our own tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from handbook_build.cache import Cache
from handbook_build.citing.pandoc import Inlines, format_all
from handbook_build.model.citation import Citation, CitationMode, Item
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, Node, Nodes, Text

STYLE = "apa"


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
    """Formats every citation of the handbook at once.

    A year's letter (2018a) depends on all works, so no page can be done on its own.
    Raises MachineFault when pandoc fails.
    """
    in_text = [node.citation for document in handbook.documents for node in document.citations]
    found = dict.fromkeys(
        [
            *in_text,
            *(entry.source_citation for entry in handbook.entries),
            *(claim.citation for claim in handbook.claims),
        ]
    )
    known = {citation: _known(citation, handbook.item) for citation in found}
    asked = list(dict.fromkeys(citation for citation in known.values() if citation.items))
    formatted = format_all(tuple(handbook.item.values()), asked, STYLE, cache)
    texts = {
        citation: _nodes(_narrative(inlines, handbook.item[citation.items[0].key], citation.mode))
        for citation, inlines in formatted.citations.items()
    }
    return Bibliography(
        {citation: texts[kept] for citation, kept in known.items() if kept in texts},
        {key: _nodes(_retrieved(inlines, handbook.item[key])) for key, inlines in formatted.references.items()},
    )


def _known(citation: Citation, items: Mapping[str, Item]) -> Citation:
    """The citation without keys that no work has; checks have reported those."""
    return replace(citation, items=tuple(item for item in citation.items if item.key in items))


def _retrieved(inlines: Inlines, item: Item) -> Inlines:
    """The style writes "Retrieved" before the address of an undated page, also when no day is known."""
    if item.fields.get("accessed"):
        return inlines
    return [
        inline
        for inline, previous in zip(inlines, [{}, *inlines], strict=False)
        if inline.get("c") != "Retrieved" and not (inline["t"] == "Space" and previous.get("c") == "Retrieved")
    ]


def _narrative(inlines: Inlines, item: Item, mode: CitationMode) -> Inlines:
    """APA writes "and" between authors in running text, which CSL 1.0.2 has no form for.

    Only the ampersand before a name of the work's own list is changed, so "Health & Care" as the
    name of a body keeps its own.
    """
    if mode is not CitationMode.NARRATIVE:
        return inlines
    authors = item.fields.get("author") or item.fields.get("editor")
    families = {
        part.split()[0]
        for person in (authors if isinstance(authors, list) else [])
        for name in ("non-dropping-particle", "dropping-particle", "family", "literal")
        if (part := str(person.get(name, "")).strip())
    }
    return _joined(inlines, families)


def _joined(inlines: Inlines, families: set[str]) -> Inlines:
    result: Inlines = []
    for at, inline in enumerate(inlines):
        content = inline.get("c")
        if inline["t"] == "Str" and content == "&":
            after = next((one.get("c") for one in inlines[at + 1 :] if one["t"] == "Str"), "")
            if isinstance(after, str) and after.rstrip(",") in families:
                inline = {"t": "Str", "c": "and"}
        elif inline["t"] == "Link" and isinstance(content, list):
            inline = {"t": "Link", "c": [content[0], _joined(content[1], families), content[2]]}
        result.append(inline)
    return result


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
        return (Element("a", (("href", str(content[2][0])),), _nodes(content[1])),)
    if kind == "Quoted":
        left, right = ("“", "”") if content[0]["t"] == "DoubleQuote" else ("‘", "’")
        return _nodes([{"t": "Str", "c": left}, *content[1], {"t": "Str", "c": right}])
    if kind in ("Span", "SmallCaps", "Cite"):
        return _nodes(content if kind == "SmallCaps" else content[1])
    return (Text(str(content[1])),) if kind in ("Code", "Math") else ()
