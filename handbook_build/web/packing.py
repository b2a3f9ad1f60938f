"""Each sheet as a small script that says its HTML and does nothing else: the pack page asks for those it needs.

A page that was opened from a folder may load a script, and no other file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from handbook_build.citing.bibliography import Bibliography
from handbook_build.model.document import Document
from handbook_build.model.handbook import PACK, Handbook
from handbook_build.model.nodes import Element
from handbook_build.web.body import Renderer
from handbook_build.web.html import to_html
from handbook_build.web.sheets import script_address
from handbook_build.web.whole_sheet import WholeSheet, apart


def pack_files(handbook: Handbook, bibliography: Bibliography) -> Iterator[tuple[str, bytes]]:
    """(address, data) of the script of each sheet; none where there is no page to make a pack."""
    if PACK not in handbook.generated:
        return
    renderer = Renderer(handbook, bibliography, PACK)
    for handout in handbook.handouts:
        yield script_address(handout), script_of(handout.id, to_html((packed(renderer, handout),))).encode()


def script_of(name: str, html: str) -> str:
    """The script that says the HTML of the sheet with this id."""
    return f"(window.handbookSheets ??= {{}})[{json.dumps(name)}] = {json.dumps(html)};\n"


def spoken_by(script: str) -> tuple[str, str]:
    """The id and the HTML that such a script says. Raises ValueError when it is another script."""
    _, _, rest = script.rstrip().removesuffix(";").partition("[")
    name, end = json.JSONDecoder().raw_decode(rest)
    html: str = json.loads(rest[end:].removeprefix("] = "))
    return str(name), html


def packed(renderer: Renderer, handout: Document) -> Element:
    """The whole sheet with links that hold on the pack page, and ids that no other sheet has."""
    body = renderer.document(handout)
    sheet = WholeSheet(renderer.handbook, handout, renderer.address).article(body)
    (made,) = apart((sheet,), f"{handout.id}-")
    assert isinstance(made, Element)
    return made
