"""The first lines of a block, held against its declaration: the title after `|`, and the options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handbook_build.blocks.spec import BlockSpec, Option, Title
from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing import fields
from handbook_build.parsing.citations import AT_KEY
from handbook_build.parsing.fields import Field, read_record
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import MapValue, read_yaml

KIND = "block-options"
# A tab is as wide as Markdown takes it for, though YAML has none there.
_LINES = re.compile(r"(?:\n(?:[ ]{4,}|[ ]{0,3}\t[ \t]*)\S.*)+")
Options = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class BlockHead:
    """A block as it was opened: where, under which name, with which options; `taken` are the lines of those, which
    the Markdown is read without.
    """

    name: str
    start: int
    options: Options = field(default_factory=dict)
    taken: str = ""


def title_flaws(source: Source, spec: BlockSpec, name: int, title: str, start: int) -> Iterator[Flaw]:
    """What is wrong with the words after `|`, which stand at `start`; the block's name is at `name`."""
    if AT_KEY.search(title):
        yield _flaw(source, start, len(title), "a title cannot hold a citation", "cite inside the block")
    if title and spec.title is Title.NONE:
        message = f"the block `{spec.name}` takes no words after `|`"
        yield _flaw(source, start, len(title), message, "take them out, or write them inside the block")
    elif not title and spec.title is Title.REQUIRED:
        message = f"the block `{spec.name}` needs words after `|`"
        yield _flaw(source, name, len(spec.name), message, f"write `/// {spec.name} | the words`")


def read_options(source: Source, spec: BlockSpec, start: int) -> tuple[int, Options, list[Flaw]]:
    """The indented lines from `start`: where they end, the options, and what is wrong with them."""
    flaws: list[Flaw] = []
    shallow = re.compile(r"\n[ ]{0,3}([\w-]+):[ ]").match(source.text, start)
    if shallow and any(option.name == shallow[1] for option in spec.options):
        message = f"the option `{shallow[1]}` does not stand four spaces in"
        flaws.append(_flaw(source, shallow.start(1), len(shallow[1]), message, "indent it by four spaces"))
    lines = _LINES.match(source.text, start)
    end = lines.end() if lines else start
    if lines and (tab := re.search(r"\n *(\t)", lines[0])):
        message = "a tab stands before this option of a block, so none of its options was read"
        return end, {}, [*flaws, _flaw(source, start + tab.start(1), 1, message, "write four spaces for it")]
    value, found = read_yaml(source, start, end) if lines else (MapValue((), start, start), [])
    options: Options = {}
    if isinstance(value, MapValue):
        table = [Field(option.name, _reader(option), option.doc, option.required) for option in spec.options]
        record = read_record(source, value, table, f"the block `{spec.name}`")
        found = [*found, *record.flaws]
        for key, item in record.values.items():
            if isinstance(item, (str, int)):
                options[key] = typographic(item) if isinstance(item, str) else item
    elif value is not None:
        message = "the options of a block are `name: value` lines"
        flaws.append(_flaw(source, start + 1, 1, message, "write one a line"))
    flaws += [Flaw(KIND, flaw.finding) for flaw in found]
    return end, options, flaws


def _flaw(source: Source, start: int, length: int, message: str, hint: str) -> Flaw:
    return Flaw(KIND, Finding(source.location(start, start + length), message, hint))


def _reader(option: Option) -> fields.Kind:
    if option.kind == "number":
        return fields.whole(option.lowest, option.highest)
    if option.kind == "choice":
        return fields.one_of(*option.choices)
    return fields.identifier if option.kind == "id" else fields.text
