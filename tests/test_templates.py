"""Our templates keep to what both template languages understand: Jinja, and the MiniJinja of Zensical.

That they say the same in both is tried with whole sites (test_comparing_engines.py); here is which words they may use,
so that a slip is told with its line and without a build.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

TEMPLATES = Path(__file__).parent.parent / "overrides"
FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
# What was seen to do the same in both. A new one is tried with both engines before it is added here.
FILTERS = frozenset("default e first format join last length list lower rejectattr selectattr striptags url".split())
FUNCTIONS = frozenset(("namespace",))


def slips(source: str) -> Iterator[str]:
    """What MiniJinja has not, or does in another way, each with its line."""
    environment = jinja2.Environment()
    tree = environment.parse(source)
    macros = {one.name for one in tree.find_all(nodes.Macro)}
    macros |= {
        name if isinstance(name, str) else name[1] for one in tree.find_all(nodes.FromImport) for name in one.names
    }
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name):
            yield f"{call.lineno}: a method of Python"
        elif call.node.name not in macros | FUNCTIONS:
            yield f"{call.lineno}: the function {call.node.name}"
    for one in tree.find_all(nodes.Filter):
        if one.name not in FILTERS:
            yield f"{one.lineno}: the filter {one.name}"
        elif one.name == "url" and isinstance(one.node, nodes.Const) and not one.node.value:
            yield f"{one.lineno}: the way to no address, which MiniJinja writes as nothing"
    for kind in (nodes.Test, nodes.Mod, nodes.Pow, nodes.FloorDiv, nodes.CallBlock, nodes.FilterBlock):
        yield from (f"{one.lineno}: {kind.__name__}" for one in tree.find_all(kind))
    for one in tree.find_all(nodes.Getattr):
        if one.attr == "file":
            yield f"{one.lineno}: the file of a page"


@pytest.mark.parametrize("file", FILES)
def test_a_template_says_nothing_that_one_of_them_does_not_know(file: str) -> None:
    assert list(slips((TEMPLATES / file).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ book.get('x') }}",
        "{% for key, value in book.items() %}{% endfor %}",
        "{% if page.url.startswith('a') %}{% endif %}",
        "{{ page.file.src_uri }}",
        "{{ '%.1f' % number }}",
        "{{ '' | url }}",
        "{{ name | title }}",
        "{% if name is string %}{% endif %}",
        "{{ range(3) }}",
    ],
)
def test_a_slip_is_found(source: str) -> None:
    assert list(slips(source))


def test_what_both_know_is_fine() -> None:
    source = (
        "{% macro line(one) %}{{ one.title | e }}{% endmacro %}{% for one in book.parts | default([]) %}{{ line(one) }}"
        "{% endfor %}{{ '%.1f' | format(3) }}{{ name[:5] == 'draft' }}{{ '.' | url }}"
    )
    assert list(slips(source)) == []
