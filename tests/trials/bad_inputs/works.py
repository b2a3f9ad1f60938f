"""Works in CSL-JSON, and styles to cite them in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.tiny import page
from tests.trials.bad_inputs import Bad, file

WORKS = "content/references.json"
NAMES: list[dict[str, Any]] = [{"family": "Rogers", "given": "C."}]


def _work(**fields: Any) -> dict[str, Any]:
    return {
        "id": "rogers-1957",
        "type": "book",
        "title": "A book",
        "publisher": "A house",
        "author": NAMES,
        "issued": {"date-parts": [[1957]]},
        **fields,
    }


def _cited(name: str, works: str, **more: bool) -> Bad:
    """Works of which a page cites one."""
    kept = file(name, WORKS, works, **more)

    def put(root: Path) -> None:
        kept.put(root)
        (root / "content/citing.md").write_text(page("citing", "It is so [@rogers-1957]."))

    return Bad(name, put, WORKS, quick=kept.quick, build=kept.build)


def _style(name: str, style: str, **more: bool) -> Bad:
    """A style of the handbook's own, and a work that is cited in it."""
    settings = "# allow public-address: no\nsite_name: A\nplugins:\n  - handbook:\n      citation-style: own.csl\n"

    def put(root: Path) -> None:
        (root / "mkdocs.yml").write_text(settings)
        (root / "own.csl").write_text(style)
        (root / WORKS).write_text(json.dumps([_work()]))
        (root / "content/citing.md").write_text(page("citing", "It is so [@rogers-1957]."))

    return Bad(name, put, "mkdocs.yml", **more)


def _csl(macros: str, inside: str = "", before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        f"<info><title>A</title><id>a</id><updated>2026-01-01T00:00:00Z</updated></info>{macros}"
        f'<citation><layout>{inside}<text variable="title"/></layout></citation>'
        f'<bibliography><layout><text variable="title"/></layout></bibliography></style>'
    )


ENTITIES = (
    '<!DOCTYPE style [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    + "]>"
)

CASES: tuple[Bad, ...] = (
    _cited(
        "a work of wrong kinds",
        json.dumps([_work(title=3, author="Rogers", issued=[], page={"a": 1})]),
        quick=True,
        build=True,
    ),
    _cited("people of wrong kinds", json.dumps([_work(author=[None, 1, [], {"family": {}}, {"given": "A"}])])),
    _cited("a year of 10^30", json.dumps([_work(issued={"date-parts": [[10**30]]})]), quick=True),
    _cited(
        "a year of 5,000 digits",
        '[{"id": "rogers-1957", "type": "book", "issued": {"date-parts": [[' + "9" * 5000 + "]]}}]",
    ),
    _cited("a year as text of 5,000 digits", json.dumps([_work(issued={"date-parts": [["9" * 5000]]})])),
    _cited("a month of 99", json.dumps([_work(issued={"date-parts": [[1957, 99, 99]]})])),
    _cited(
        "a year that is NaN",
        '[{"id": "rogers-1957", "type": "book", "issued": {"date-parts": [[NaN]]}, "volume": Infinity}]',
    ),
    _cited("half a character", '[{"id": "rogers-1957", "type": "book", "title": "a\\ud800b"}]'),
    _cited("half a character in a key", '[{"id": "rogers-1957", "type": "book", "\\udfff": "b"}]'),
    _cited("a control character", json.dumps([_work(title="a\x01b")])),
    _cited("a key twice", '[{"id": "rogers-1957", "id": "b", "type": "book"}]'),
    _cited("a work twice", json.dumps([_work(), _work()])),
    _cited("a work 3,000 times", json.dumps([_work()] * 3000)),
    _cited("a work without an id", '[{"type": "book"}]'),
    _cited("an id that is a list", json.dumps([_work(), {"id": ["a"], "type": "book"}])),
    _cited("a type that is a mapping", json.dumps([_work(type={"a": "b"})])),
    _cited("works that are a mapping", json.dumps({"rogers-1957": _work()})),
    _cited("works that are a number", "3"),
    _cited("works that are broken off", json.dumps([_work(), _work(id="b")])[:-40]),
    _cited("a hostile id", json.dumps([_work(), _work(id="../../../etc/passwd\u202e<script>")])),
    _cited("an id of 100,000 letters", json.dumps([_work(), _work(id="a" * 100_000)])),
    _cited("a title of 900,000 letters", json.dumps([_work(title="a b " * 225_000, DOI="wrong")])),
    _cited("10,000 people who wrote one book", json.dumps([_work(author=NAMES * 10_000, DOI="wrong")])),
    _cited("1,000 keys in one work", json.dumps([_work(**{f"k{at}": "v" for at in range(1000)})])),
    _cited("nested markup in a title", json.dumps([_work(title="<i>" * 5000 + "x", DOI="wrong")])),
    file("100,000 works", WORKS, lambda: json.dumps([_work(id=f"w{at}", title=f"Book {at}") for at in range(100_000)])),
    file("100,000 works with nothing in them", WORKS, lambda: "[" + "{}," * 100_000 + "{}]"),
    file(
        "20,000 works without a year",
        WORKS,
        lambda: json.dumps([{"id": f"w{at}", "type": "book"} for at in range(20_000)]),
    ),
    _style("a style with a bomb of entities", _csl("", "<text value='&a11;'/>", ENTITIES), quick=True, build=True),
    _style("a style whose macro calls itself", _csl('<macro name="a"><text macro="a"/></macro>', '<text macro="a"/>')),
    _style(
        "a style whose macros double 60 times",
        _csl(
            "".join(
                f'<macro name="m{at}"><text macro="m{at + 1}"/><text macro="m{at + 1}"/></macro>' for at in range(60)
            )
            + '<macro name="m60"><text variable="title"/></macro>',
            '<text macro="m0"/>',
        ),
        quick=True,
    ),
    _style("a style, nested 50,000 deep", _csl("", "<group>" * 50_000 + "</group>" * 50_000)),
    _style("a style, nested 200 deep", _csl("", "<group>" * 2000 + '<text variable="title"/>' + "</group>" * 2000)),
    _style("a style that is no XML", "not XML at all"),
    _style("a style that is a web page", "<html><body/></html>"),
    _style("a style with nothing in it", ""),
    _style("a style with a macro that is not there", _csl("", '<text macro="gone"/>')),
)
