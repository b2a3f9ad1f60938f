"""A record holds marks of another format: `&amp;` of HTML, a tag of a publisher, a command of LaTeX.

Readers would see them in the list of references. Write the character itself; CSL-JSON knows `<i>`, `<b>`, `<sup>`
and `<sub>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.interchange.csl import people
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB333", "leftover-markup", Severity.ERROR

FIELDS = ("title", "container-title", "collection-title", "publisher", "publisher-place", "event-title", "title-short")
ROLES = ("author", "editor", "translator", "editor-translator", "container-author")
MARKUP = re.compile(
    r"&(?:[a-zA-Z][a-zA-Z\d]{1,30}|#\d{1,7}|#x[\da-fA-F]{1,6});"
    r"|</?(?:\w+:\w+|em|strong|italic|bold|p|br|a|div|font|scp|tt|u)(?:\s[^<>]*)?/?>"
    r"|\\[a-zA-Z]+\s*\{|\\[\"'`^~=.]\{?[a-zA-Z]|\{[^{}]*\}"
)


def check(handbook: Handbook) -> Iterator[Finding]:
    for item in handbook.items:
        for name, words in _texts(item):
            if found := MARKUP.search(words):
                message = f"`{name}` of the work `{item.id}` holds marks of another format: {found[0]}"
                yield Finding(item.location, message, "write the character itself, or leave the marks out")


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    for name in FIELDS:
        yield name, str(item.fields.get(name, ""))
    for role in ROLES:
        for person in people(item.fields, role):
            yield role, " ".join(str(part) for part in person.values())
