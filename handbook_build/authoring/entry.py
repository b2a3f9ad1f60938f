"""The lists of an entry in `terms.yml`: what is added to them can be taken out again without a trace.

So each way of adding has its own look. A key that was missing gets `key: [words]`; an empty list becomes
`[ words ]`; a single text becomes `[text, "words"]`. Taking out reads this look and goes the same way back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handbook_build.authoring.scalars import is_plain, plain_or_quoted, single
from handbook_build.diagnostics import Edit
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value

# The keys of an entry in the order in which they are written.
ORDER = (
    "id", "formerly", "preferred", "admitted", "deprecated", "american", "irregular", "other-senses", "definition",
    "audience", "client-definition", "scope-note", "differs", "source", "broader", "narrower", "related", "link",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry as it is written."""

    source: Source
    value: MapValue

    @property
    def flow(self) -> bool:
        return self.source.text[self.value.start] == "{"

    def items(self, key: str) -> tuple[Value, ...]:
        """The items under a key that holds one or several."""
        value = self.value.find(key)
        if isinstance(value, ListValue):
            return value.items
        return () if value is None or (isinstance(value, Scalar) and not value.text.strip()) else (value,)

    def is_block(self, key: str) -> bool:
        """Whether the items under a key stand on lines of their own."""
        value = self.value.find(key)
        return isinstance(value, ListValue) and self.source.text[value.start] != "["

    def replaced(self, item: Value, text: str) -> Edit:
        """An edit that writes a plain text in place of an item."""
        return self._edit(item.start, self._end(item), text)

    def added(self, key: str, words: str, *, quoted: bool = False) -> list[Edit]:
        """Edits that add words to the list under a key, as its last."""
        written = f'"{words}"' if quoted else plain_or_quoted(words, flow=not self.is_block(key))
        return self.inserted(key, written)

    def inserted(self, key: str, written: str) -> list[Edit]:
        """Edits that add an item, written out, to the list under a key."""
        text, value = self.source.text, self.value.find(key)
        if value is None:
            return [self.with_key(key, f"[{written}]")]
        if isinstance(value, ListValue) and text[value.start] == "[":
            if value.items:
                at = self._end(value.items[-1])
                return [self._edit(at, at, f", {written}")]
            return [self._edit(value.start + 1, value.start + 1, f" {written} ")]
        if isinstance(value, ListValue):
            at = self._line_end(value)
            before = text[: value.items[-1].start]
            dash = re.search(r"(?:^|\n)([^\n]*)-[ \n]+\Z", before)
            indent = " " * len(dash[1]) if dash else ""
            return [self._edit(at, at, f"\n{indent}- {written}")]
        if not isinstance(value, Scalar) or not value.text.strip():
            return [self._edit(value.start, self._end(value), f" [{written}]")]
        words = written if written.startswith(("'", '"')) else f'"{written}"'
        plain = value.quoted or is_plain(value.text, flow=True)
        old = text[value.start : self._end(value)] if plain else single(value.text)
        return [self._edit(value.start, self._end(value), f"[{old}, {words}]")]

    def with_key(self, key: str, value: str) -> Edit:
        """An edit that writes a key that is not there, after those that come before it."""
        known = [pair for pair in self.value.entries if pair[0].text in ORDER[: ORDER.index(key)]]
        name, item = max(known or self.value.entries[:1], key=lambda pair: ORDER.index(pair[0].text) if known else 0)
        if self.flow:
            at = max(self._end(item), name.end)
            return self._edit(at, at, f", {key}: {value}")
        at = self._line_end(item if self._end(item) > name.end else name)
        first = self.value.entries[0][0]
        indent = " " * (self.source.position(first.start).column - 1)
        space = "" if value.startswith("\n") else " "
        return self._edit(at, at, f"\n{indent}{key}:{space}{value}")

    def removed(self, key: str, item: Value) -> Edit:
        """An edit that takes an item out of the list under a key, and the key with the last one."""
        text, value = self.source.text, self.value.find(key)
        if not isinstance(value, ListValue):
            return self._without_key(key)
        at, items = value.items.index(item), value.items
        start, end = item.start, self._end(item)
        if text[value.start] == "[":
            if len(items) == 1 and text[start - 1] == " " == text[end : end + 1]:
                return self._edit(start - 1, end + 1, "")
            if len(items) == 1:
                return self._without_key(key)
            first = items[0]
            alone = len(items) == 2 and at == 1 and isinstance(first, Scalar)
            if alone and text[start : start + 1] == '"' and is_plain(text[start + 1 : end - 1], flow=True):
                return self._edit(value.start, value.end, self._alone(first))
            return self._edit(self._end(items[at - 1]) if at else start, end if at else items[1].start, "")
        if len(items) == 1:
            return self._without_key(key)
        return self._edit(text.rfind("\n", 0, start), self._line_end(item), "")

    def _alone(self, item: Value) -> str:
        written = self.source.text[item.start : self._end(item)]
        if (
            isinstance(item, Scalar)
            and written[:1] == "'"
            and is_plain(item.text)
            and not is_plain(item.text, flow=True)
        ):
            return item.text
        return written

    def _without_key(self, key: str) -> Edit:
        text = self.source.text
        at = next(at for at, (name, _) in enumerate(self.value.entries) if name.text == key)
        name, value = self.value.entries[at]
        end = self._end(value)
        if self.flow:
            start = self._end(self.value.entries[at - 1][1]) if at else name.start
            return self._edit(start, end if at else self.value.entries[1][0].start, "")
        comment = text[end : self._line_end(value)].strip()
        if comment or at == 0:
            return self._edit(value.start, end, "[]")
        return self._edit(text.rfind("\n", 0, name.start), self._line_end(value), "")

    def _end(self, value: Value) -> int:
        """Where a value ends; YAML's own end of a list of lines is the beginning of what follows."""
        text = self.source.text
        if isinstance(value, ListValue) and text[value.start] != "[" and value.items:
            return self._end(value.items[-1])
        if isinstance(value, MapValue) and text[value.start] != "{" and value.entries:
            name, last = value.entries[-1]
            return max(self._end(last), name.end)
        return value.start + len(text[value.start : value.end].rstrip())

    def _line_end(self, value: Value | Scalar) -> int:
        end = self.source.text.find("\n", self._end(value))
        return len(self.source.text) if end < 0 else end

    def _edit(self, start: int, end: int, text: str) -> Edit:
        return Edit(self.source.location(start, end), text)
