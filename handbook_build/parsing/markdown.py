"""The handbook's Markdown: Python-Markdown with a fixed set of extensions, so that a page reads
the same on every machine and in every engine. What `mkdocs.yml` adds is taken if it comes with
Markdown or PyMdown and reads no files.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from functools import cache

import markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import IMAGE_LINK_RE, LINK_RE, ImageInlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block as PymdownBlock

from handbook_build.blocks import block_specs

Extensions = tuple[tuple[str, dict[str, object]], ...]

DIALECT: Extensions = (
    ("markdown.extensions.attr_list", {}),
    ("markdown.extensions.def_list", {}),
    ("markdown.extensions.fenced_code", {}),
    ("markdown.extensions.sane_lists", {}),
    ("markdown.extensions.tables", {}),
    # Python-Markdown's own emphasis loses a letter of `*one**two*three`; this one does not.
    ("pymdownx.betterem", {}),
)

# Extensions that a handbook may add in mkdocs.yml: they come with the two libraries, read no
# file, run no program, and do not number or rename what the handbook numbers and names.
ADDABLE = frozenset(
    ["markdown.extensions." + name for name in ("abbr", "admonition", "footnotes", "md_in_html", "nl2br")]
    + [
        "pymdownx." + name
        for name in (
            "caret",
            "critic",
            "details",
            "keys",
            "mark",
            "progressbar",
            "saneheaders",
            "tasklist",
            "tilde",
        )
    ]
)


def canonical_name(extension: str) -> str:
    """The full name of an extension of Python-Markdown that was given by its short name."""
    return extension if "." in extension else f"markdown.extensions.{extension}"


def problem_of(extension: str, options: dict[str, object]) -> str:
    """Why an extension cannot be used with these options; empty when it can."""
    try:
        markdown.Markdown(extensions=[extension], extension_configs={extension: options})
    except Exception as error:
        return " ".join(str(part) for part in error.args)
    return ""


def convert(text: str, extra: Extensions = ()) -> tuple[str, dict[str, str]]:
    """Markdown with marks to HTML with marks, and what lines `[name]: address` give and no link uses: addresses
    by their names in small letters.

    Raises RecursionError when the text is nested deeper than Python-Markdown can follow.
    """
    names = tuple((name, tuple(sorted(options.items()))) for name, options in extra)
    engine = _engine(repr(names), names)
    engine.reset()
    try:
        html = engine.convert(text)
        return html, engine.references.unused() if isinstance(engine.references, _Addresses) else {}
    except RecursionError:
        # It stopped in the middle, and would take what it was doing into the next page.
        _engine.cache_clear()
        raise


@cache
def _engine(_: str, extra: Iterable[tuple[str, tuple[tuple[str, object], ...]]]) -> markdown.Markdown:
    own: list[str | Extension] = [Spans(), Passages(), WholeRows(), WholeLinks(), PlainTexts()]
    dialect = [name for name, _ in DIALECT]
    added = [name for name, _ in extra if name in ADDABLE]
    configs = {name: dict(options) for name, options in DIALECT} | {name: dict(options) for name, options in extra}
    engine = markdown.Markdown(
        extensions=[*dialect, *added, *own],
        extension_configs={name: config for name, config in configs.items() if config},
        output_format="html",
        tab_length=4,
    )
    engine.references = _Addresses()
    return engine


class _Addresses(dict[str, tuple[str, str]]):
    """The addresses that a page gives by name, which knows those that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> tuple[str, str]:
        self.asked.add(name)
        return super().__getitem__(name)

    def clear(self) -> None:
        super().clear()
        self.asked.clear()

    def unused(self) -> dict[str, str]:
        return {name: address for name, (address, _) in self.items() if name not in self.asked}


_NO_LINE = re.compile(r"(?!)")


class Passages(BlocksExtension):
    """Hands every block of the handbook to PyMdown's blocks; a block becomes a marked `<div>`."""

    def extendMarkdownBlocks(self, md: markdown.Markdown, block_mgr: BlocksProcessor) -> None:
        # The options were taken out of the text before (`block_heads.py`), so PyMdown reads none.
        block_mgr.yaml_line = _NO_LINE
        for name in block_specs():
            block_mgr.register(type(f"{name}-block", (_Passage,), {"NAME": name}), {})


class _Passage(PymdownBlock):
    ARGUMENT = None

    def on_create(self, parent: etree.Element) -> etree.Element:
        block = etree.SubElement(parent, "div", {"data-block": self.NAME})
        # No paragraph, which a definition right below would take for its term.
        title = etree.SubElement(block, "div", {"data-title": ""})
        title.text = self.argument or ""
        return block


class WholeRows(Extension):
    """Keeps the cells of a table that have no column, which Python-Markdown leaves out."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        usual = md.parser.blockprocessors["table"]
        if isinstance(usual, TableProcessor):
            rows = _WholeRows(md.parser, usual.config)  # type: ignore[attr-defined]
            md.parser.blockprocessors.register(rows, "table", 75)


class _WholeRows(TableProcessor):
    def _build_row(self, row: str, parent: etree.Element, align: Sequence[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc]
        for words in self._split_row(row)[len(align) :]:  # type: ignore[attr-defined]
            if words.strip():
                etree.SubElement(parent[-1], "td").text = words.strip(" ")


class WholeLinks(Extension):
    """Leaves alone a link whose bracket is not closed: after a quotation mark in its address Python-Markdown takes all
    that follows in the paragraph for a part of it.
    """

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.inlinePatterns.register(_Closed(LINK_RE, md), "link", 160)
        md.inlinePatterns.register(_ClosedImage(IMAGE_LINK_RE, md), "image_link", 150)


class _Closed(LinkInlineProcessor):
    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        href, title, end, handled = super().getLink(data, index)
        return href, title, end, handled and end > index and data[end - 1] == ")"


class _ClosedImage(_Closed, ImageInlineProcessor): ...


# What the patterns of the fixed dialect look for. Most paragraphs hold nothing of it: citations are marks by then.
_MARKUP = re.compile(r"[`\\\[!<&*_\x02]|  \n")
_PATTERNS = (
    "backtick escape reference link image_link image_reference short_reference short_image_ref autolink automail "
    "linebreak html entity delimiter"
).split()


class PlainTexts(Extension):
    """Spares texts without any markup the search for each kind of it. With another extension's patterns it does
    nothing, since nobody knows here what those look for.
    """

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        known = [*_PATTERNS, *(f"handbook-span-{depth}" for depth in range(SPAN_DEPTH))]
        if len(md.inlinePatterns) == len(known) and all(name in md.inlinePatterns for name in known):
            # Before the patterns, whose priority is 20.
            md.treeprocessors.register(_PlainTexts(md), "handbook-plain-texts", 21)


class _PlainTexts(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.text and not _MARKUP.search(element.text):
                element.text = AtomicString(element.text)


# A term in a claim in words that are marked otherwise.
SPAN_DEPTH = 4


class Spans(Extension):
    """Pandoc's bracketed spans: `[text]{.class key=value}`."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        # Python-Markdown reads the words inside a match with later patterns only: so each depth has one.
        for depth in range(SPAN_DEPTH):
            md.inlinePatterns.register(_Span(r"\[", md), f"handbook-span-{depth}", 175 - depth / 10)


# A class, an id or a value: other words would be lost. STX stands before what was found in the line already.
_ATTRIBUTE = r"(?:[.#][^\s{}=\x02]+|[A-Za-z][^\s{}=\x02]*=[^\s{}\x02]*)"


class _Span(LinkInlineProcessor):
    _ATTRIBUTES = re.compile(rf"\{{(?P<inside>{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*)[ \t]*\}}")

    # The base class may answer with three Nones, which its signature does not say.
    def handleMatch(self, m: re.Match[str], data: str):  # type: ignore[no-untyped-def,override]
        if "]{" not in data:
            return None, None, None
        text, index, handled = self.getText(data, m.end(0))
        attributes = self._ATTRIBUTES.match(data, index) if handled else None
        if attributes is None:
            return None, None, None
        span = etree.Element("span")
        span.text = text
        for word in attributes["inside"].split():
            key, equals, value = word.partition("=")
            if word.startswith("."):
                span.set("class", f"{span.get('class', '')} {word[1:]}".strip())
            elif word.startswith("#"):
                span.set("id", word[1:])
            elif equals:
                span.set(key if key == "lang" else f"data-{key}", value.strip("\"'"))
        return span, m.start(0), attributes.end()
