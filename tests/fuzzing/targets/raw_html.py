"""Raw HTML: whatever an author allows in place, nothing in a page runs, loads or leads to a program.

The page is read as a browser reads it, since what a stricter reader takes for words may be an element there.
"""

from __future__ import annotations

import html5rdf

from handbook_build.model.document import Document
from handbook_build.model.nodes import Block, CitationNode, Node, Nodes, Text, rewrite
from handbook_build.model.source import Source
from handbook_build.parsing.document import parse_document
from handbook_build.web.html import to_html
from tests.fuzzing.targets.shared import as_read, in_time
from tests.trials._reading import PROGRAM, acting

LARGEST = 400
FAR = "https://far.example"
WAIVER = "<!-- allow unsafe-html: tried -->"
HEAD = "---\nid: page\ntitle: A page\nsummary: Words.\nkind: concept\naudience: [client]\n---\n\n"
PIECES = (
    *("<", ">", "</", "/>", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?", "<!", "=", '"', "'", "`", "/", " ", "\n"),
    *("<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<math>", "</math>", "<mtext>", "<mglyph>"),
    *("<title>", "</title>", "<textarea>", "</textarea>", "<noscript>", "</noscript>", "<template>", "<table>", "<tr>"),
    *("<foreignObject>", "<annotation-xml>", "<iframe", "<object", "<embed", "<form", "<input", "<button", "<base"),
    *("<meta", "<link", "<img", "<a", "<p", "<div", "<details", "<video", "<audio", "<source", "<body", "<select>"),
    *(" src=", " href=", " xlink:href=", " srcset=", " style=", " action=", " formaction=", " ping=", " title="),
    *(" onerror=", " onload=", " onclick=", " ontoggle=", " id=", " class=", " data-block=", " autofocus", " open"),
    *(f"javascript:{PROGRAM}", f"java\tscript:{PROGRAM}", f"java&#115;cript:{PROGRAM}", "data:text/html,", "x"),
    *(f'"javascript:{PROGRAM}"', f'"{PROGRAM}"', f"url({FAR}/a)", f"{FAR}/a", f"//{FAR[8:]}/a", "&lt;", "&#60;"),
    *(
        "[a](",
        "![a](",
        ")",
        "{: ",
        "}",
        "[",
        "]",
        "[a]: ",
        "{.term}",
        "\n\n",
        WAIVER,
        "\\",
        "*",
        "_",
        "|",
        "a",
        "words",
    ),
)


def tried(text: str) -> None:
    path = "page.md"
    source = Source(f"content/{path}", f"{HEAD}{WAIVER}\n\n{as_read(text)}\n")
    document = in_time(4, lambda: parse_document(path, source))
    page = f"<!doctype html><html><head><title>A page</title></head><body>{to_html(_bare(document))}</body></html>"
    root = html5rdf.parse(page, namespaceHTMLElements=False)
    found = [what for node in root.iter() if isinstance(node.tag, str) for what in acting(node, FAR)]
    assert not found, f"this acts: {found[0]}"


def _bare(document: Document) -> Nodes:
    """The nodes of a page as they are handed on, without our own blocks and citations round them."""

    def change(node: Node) -> Nodes | None:
        if isinstance(node, Block):
            return (Text(node.title), *rewrite(node.children, change))
        return (Text("cited"),) if isinstance(node, CitationNode) else None

    return rewrite(document.body, change)
