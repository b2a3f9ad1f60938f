"""Every kind of print node, by Markdown that makes one; each says `word` where its words are seen."""

from __future__ import annotations

import re
from pathlib import Path

import handbook_build
from handbook_build.blocks import block_documentation

DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect width='20' height='10'/></svg>"
PICTURES = {"tree.svg": DRAWING}

IN_LINE = {
    "text": "word",
    "strong": "**word**",
    "em": "*word*",
    "code": "`word`",
    "sub": "<sub>word</sub>",
    "sup": "<sup>word</sup>",
    "strike": "<del>word</del>",
    "span": "[word]{lang=cy}",
    "link": "[word](https://example.org/)",
    "image": "see ![word](tree.svg)",
    "break": "one  \nword",
}
ON_ITS_OWN = {
    "p": "word",
    "h": "## word",
    "group": '<div lang="cy"><p>word</p></div>',
    "list": "1. word",
    "item": "- word",
    "terms": "Term\n:   word",
    "table": "| a |\n|---|\n| word |",
    "cell": "| word |\n|---|\n| b |",
    "quote": "> word",
    "pre": "```\nword\n```",
    "rule": "word\n\n---",
    "image": "![word](tree.svg)",
    "block": "/// caution\nword\n///",
}
# Those that the handbook makes when it links its words.
MADE_BY_LINKING = ("term", "ref")
# A block as its own documentation shows it.
BLOCKS = {
    name: found[0]
    for name, said in block_documentation().items()
    if (found := re.findall(r"^(?=/// ).*", said, re.MULTILINE | re.DOTALL)) and f"/// {name}" in said
}


def template_kinds() -> set[str]:
    """The kinds that the templates of the press know by name."""
    folder = Path(handbook_build.__file__).parent / "printing" / "templates"
    return set(re.findall(r'node\.t == "(\w+)"', (folder / "tree.typ").read_text(encoding="utf-8")))
