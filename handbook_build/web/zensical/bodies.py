"""The Python-Markdown extension that Zensical runs: it puts the finished body in the place of each page.

No engine sees our Markdown (one parse). The page that Zensical reads holds a number alone, and the body with that
number lies beside it as data. So the text that is converted says which page it is, and Zensical need not be asked: its
own way to tell an extension its page is undocumented, and its authors say that it will very likely change. What is used
here is the documented part of Python-Markdown: a preprocessor, a postprocessor, and `toc_tokens` as its own extension
sets them.

It runs in the process of Zensical. A page without a number, or a number without a body, ends that process: there is
never an empty page in a site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

# By what a page says which body is its own.
MARK = "handbook-body"
_NUMBER = re.compile(rf"{MARK} (\d+)")
# Before all that others do with the text, and after all that they do with the HTML.
FIRST, LAST = 1_000_000, -1_000_000


class NoBody(Exception):
    """Zensical or Python-Markdown gave something else than the page that was staged."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}; this is Zensical {version('zensical')} with Python-Markdown {version('markdown')}, and one of "
            "them treats pages in a new way"
        )


class BodyExtension(Extension):
    """`folder` is where the bodies lie, from the folder in which Zensical was started."""

    def __init__(self, **options: Any) -> None:
        self.config = {"folder": ["bodies", "where the bodies lie"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        taken = _Taken(md, Path(self.getConfig("folder")))
        md.preprocessors.register(taken, "handbook-number", FIRST)
        md.postprocessors.register(_Placed(md, taken), "handbook-body", LAST)


class _Taken(Preprocessor):
    """Reads the number and takes the text away, so that nobody else finds anything to convert."""

    def __init__(self, md: Markdown, folder: Path) -> None:
        super().__init__(md)
        self.folder = folder
        self.body: dict[str, Any] | None = None

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines).strip()
        number = _NUMBER.fullmatch(text)
        if number is None:
            raise NoBody(f"a page has no number of a body, but {text[:80]!r}")
        try:
            self.body = json.loads((self.folder / f"{number[1]}.json").read_bytes())
        except (OSError, ValueError) as error:
            raise NoBody(f"the body {number[1]} cannot be read ({error})") from error
        return []


class _Placed(Postprocessor):
    """Gives the body as the HTML of the page, and its headings as the table of contents."""

    def __init__(self, md: Markdown, taken: _Taken) -> None:
        super().__init__(md)
        self.taken = taken

    def run(self, text: str) -> str:
        # Asked for the list of headings first, and for the page then.
        if self.taken.body is None:
            raise NoBody("a page was converted without its text")
        self.md.toc_tokens = contents(self.taken.body["headings"])  # type: ignore[attr-defined]
        html: str = self.taken.body["html"]
        return html


def contents(headings: Iterable[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """The table of contents as Python-Markdown's own extension tells it: the third level below the second."""
    found: list[dict[str, Any]] = []
    for level, name, title in headings:
        above = found[-1]["children"] if level > 2 and found else found
        above.append({"level": level, "id": name, "name": title, "html": title, "data-toc-label": "", "children": []})
    return found


def makeExtension(**options: Any) -> BodyExtension:  # noqa: N802
    """By this name Python-Markdown asks a module for its extension."""
    return BodyExtension(**options)
