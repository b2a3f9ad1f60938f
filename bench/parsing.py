"""`python bench/parsing.py PARSER FROM TO`: parses each page and writes its HTML, and does nothing else.

It is run by the Python of another environment, so it imports nothing of ours.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path


def parser(name: str) -> Callable[[str], str]:
    """The function that turns Markdown into HTML."""
    if name == "pyromark":
        import pyromark

        return pyromark.html
    if name == "markdown-it-pyrs":
        from markdown_it_pyrs import MarkdownIt

        return MarkdownIt("gfm").render
    import markdown

    converter = markdown.Markdown(extensions=["attr_list", "def_list", "tables", "smarty", "sane_lists", "toc"])
    return lambda text: converter.reset().convert(text)


def main() -> None:
    convert = parser(sys.argv[1])
    content, site = Path(sys.argv[2]), Path(sys.argv[3])
    for page in content.glob("*.md"):
        text = re.sub(r"\A---\n.*?\n---\n", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        folder = site / page.stem
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(convert(text), encoding="utf-8")


if __name__ == "__main__":
    main()
