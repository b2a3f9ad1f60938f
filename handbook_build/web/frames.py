"""Frames: a page of the theme that was rendered once, with marks where the words go, filled for each small page.

A site engine takes milliseconds for a page, and there are tens of thousands of permanent addresses and
frozen pages. A frame fits all pages of one depth of address, since links of the theme are relative.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from handbook_build.cache import digest
from handbook_build.model.nodes import Node, Nodes, element
from handbook_build.web.framed.page import FramedPage
from handbook_build.web.html import to_html

# What the engine is given in place of words; letters alone, so that no template changes them.
TITLE, SUMMARY, BODY, HEAD = "handbookframetitle", "handbookframesummary", "handbookframebody", "handbookframehead"
_MARKS = re.compile(f"({TITLE}|{SUMMARY}|{BODY}|{HEAD})", re.IGNORECASE)
_CANONICAL = re.compile(r"<link\b[^>]*\brel=[\"']?canonical\b[^>]*>\s*", re.IGNORECASE)
_DRAWING = re.compile(r"<symbol\b[^>]*\bid=[\"']?([\w-]+)[^>]*>.*?</symbol>\s*", re.IGNORECASE | re.DOTALL)
_USED = re.compile(r"href=[\"']?#([\w-]+)")
_END_OF_HEAD = re.compile(r"</head\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes one frame differ from another: how deep its pages lie, whether they have a summary, and whether they
    can be left at once.
    """

    depth: int
    has_summary: bool
    leave: bool = False

    @property
    def path(self) -> str:
        """A path of that depth below the content folder, as an engine takes it; no page is written there."""
        return "/".join(["handbook-frame"] * self.depth) + ".md"


def shape_of(page: FramedPage) -> Shape:
    return Shape(page.address.count("/"), bool(page.summary), page.leave)


@dataclass(frozen=True)
class Frame:
    """The HTML of a rendered frame, cut at its marks: every second part is a mark."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Frame:
        """A frame without a place for the body, as a foreign theme might make it, is not used at all."""
        if BODY not in html.lower():
            html = f"<!doctype html><html><head><title>{TITLE}</title></head><body>{BODY}</body></html>"
        html = _without_unused_drawings(_CANONICAL.sub("", html))
        return cls(tuple(_MARKS.split(_END_OF_HEAD.sub(f"{HEAD}</head>", html, count=1))))

    def filled(self, page: FramedPage, preview: Nodes = ()) -> str:
        """The HTML of a page, with `preview` last in its head. Title and summary are escaped here, for text and for
        attributes alike.
        """
        robots: tuple[Node, ...] = () if page.indexed else (element("meta", name="robots", content="noindex"),)
        words = {
            TITLE: escape(page.title),
            SUMMARY: escape(page.summary),
            BODY: to_html(page.body),
            HEAD: to_html((*robots, *page.head, *preview)),
        }
        return "".join(words[part.lower()] if at % 2 else part for at, part in enumerate(self.parts))


def _without_unused_drawings(html: str) -> str:
    """A frame without the drawings that a theme has for its other pages: no small page uses one in its body."""
    used = set(_USED.findall(html))
    return _DRAWING.sub(lambda found: found[0] if found[1] in used else "", html)


@dataclass
class Frames:
    """The frames of one site. `rendered` gives the HTML of one, `preview` what is shown where the address of a page is
    shared.
    """

    rendered: Callable[[Shape], str]
    preview: Callable[[FramedPage], Nodes] = lambda page: ()
    _cut: dict[Shape, Frame] = field(default_factory=dict)

    def file(self, page: FramedPage) -> tuple[str, bytes]:
        """A page as the file that it becomes: (address, data)."""
        html = self._of(shape_of(page)).filled(page, self.preview(page))
        return f"{page.address}index.html", html.encode("utf-8", "surrogatepass")

    def mark(self, depth: int) -> str:
        """A name for all that the frames of pages of this depth show."""
        shapes = [Shape(depth, summary, leave) for summary in (False, True) for leave in (False, True)]
        return digest(*(part for shape in shapes for part in self._of(shape).parts))

    def _of(self, shape: Shape) -> Frame:
        if shape not in self._cut:
            self._cut[shape] = Frame.cut(self.rendered(shape))
        return self._cut[shape]
