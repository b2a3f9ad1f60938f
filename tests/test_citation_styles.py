"""Citation styles: those that come with the package, and one of a handbook's own."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from handbook_build.cache import Cache
from handbook_build.citing.bibliography import cite, format_list
from handbook_build.citing.style import SHEETS, shipped
from handbook_build.locations import Location
from handbook_build.model.citation import Item
from handbook_build.model.nodes import Element, Nodes, Text
from handbook_build.model.settings import CITATION_STYLES
from tests.tiny import SETTINGS, MakeTiny, page

WORKS = [
    {
        "id": name,
        "type": "book",
        "title": title,
        "author": [{"family": "Rogers", "given": "Carl R."}],
        "issued": {"date-parts": [[1961]]},
        "publisher": "Constable",
    }
    for name, title in (("one", "On becoming a person"), ("two", "On becoming a group"))
]
OWN = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="de-DE">
<info><title>Ours</title></info>
<citation><layout prefix="[" suffix="]" delimiter=" / "><names variable="author"><name form="short"/></names></layout>
</citation>
<bibliography><layout suffix="!"><text term="and"/> <text variable="title" prefix=" "/></layout></bibliography>
</style>"""


def plain(nodes: Nodes) -> str:
    return "".join(
        node.text if isinstance(node, Text) else plain(node.children)
        for node in nodes
        if isinstance(node, Text | Element)
    )


def test_the_styles_are_those_that_their_readme_names() -> None:
    """Unchanged: whoever takes a newer one changes its line there, and looks at the cases."""
    named = dict(re.findall(r"^\| `([\w-]+\.csl)` .* `(\w{64})` \|$", (SHEETS / "README.md").read_text(), re.MULTILINE))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SHEETS.glob("*.csl")}
    assert named == found
    assert {f"{style}.csl" for style in CITATION_STYLES} == found.keys()


def test_a_handbook_takes_a_style_of_its_own_in_one_line(tiny: MakeTiny) -> None:
    made = tiny(
        {
            "mkdocs.yml": f"{SETTINGS}plugins:\n  - handbook:\n      citation-style: styles/ours.csl\n",
            "styles/ours.csl": OWN,
            "content/index.md": page("start", "Two [@one; @two]."),
            "content/references.json": json.dumps(WORKS),
        }
    )
    handbook = made.load()
    bibliography = cite(handbook, Cache(None))
    (citation,) = (node.citation for document in handbook.documents for node in document.citations)
    assert plain(bibliography.citation(citation)) == "[Rogers / Rogers]"
    # The style asks for German words.
    assert [plain(bibliography.reference(key)) for key in ("one", "two")] == [
        "und On becoming a person!",
        "und On becoming a group!",
    ]


def test_nothing_is_asked_of_pandoc_a_second_time(
    tiny: MakeTiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tiny({"content/index.md": page("start", "One [@one]."), "content/references.json": json.dumps(WORKS)})
    cache = Cache(tmp_path / "cache")
    first = cite(made.load(), cache)
    monkeypatch.setattr("handbook_build.citing.pandoc.run", lambda *_: pytest.fail("pandoc was started"))
    assert cite(made.load(), cache) == first


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("apa", "Rogers, C. R. (1961). On becoming a person. Constable."),
        ("harvard-cite-them-right", "Rogers, C.R. (1961) On becoming a person. Constable."),
        ("chicago-author-date", "Rogers, Carl R. 1961. On Becoming a Person. Constable."),
        ("vancouver", "Rogers CR. On becoming a person. Constable; 1961."),
        ("modern-language-association", "Rogers, Carl R. On Becoming a Person. Constable, 1961."),
    ],
)
def test_a_record_can_stand_alone(style: str, wanted: str) -> None:
    """Without the letter, the number or the dash that others beside it would bring."""
    items = [Item(str(work["id"]), work, Location("works")) for work in WORKS]
    assert plain(format_list(items, shipped(style), Cache(None))["one"]) == wanted
