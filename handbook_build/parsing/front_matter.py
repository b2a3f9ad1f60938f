"""The head of a page or handout, read strictly by a table of fields."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath

from handbook_build.diagnostics import Finding
from handbook_build.model.document import (
    AUDIENCES,
    BY_SECTION,
    KINDS,
    NO_CONTACT,
    OWN_CONTACT,
    RUNNING,
    Flaw,
    FrontMatter,
)
from handbook_build.model.source import Source
from handbook_build.parsing.fields import (
    Field,
    Record,
    day,
    identifier,
    is_identifier,
    one_of,
    read_record,
    short_lines,
    some_of,
    text,
    texts,
    truth,
    whole,
)
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import MapValue, read_yaml

_SHARED = (
    Field("id", identifier, "the id by which everything links here; it never changes", True),
    Field("title", text, "the title, which becomes the heading of the page", True),
    Field("summary", text, "the answer in one sentence, for who reads nothing else", True),
    Field("audience", some_of(*AUDIENCES), "who it is for, the main reader first: " + ", ".join(AUDIENCES), True),
    Field("authors", texts, "who wrote it"),
    Field("reviewed", day, "when it was last reviewed: 2026-11-22"),
    Field("next-review", day, "when it is to be reviewed again: 2027-05-22"),
    Field(
        "exit",
        truth,
        "true where reading it could put somebody in danger: the page can be left at once, and its title in tabs and "
        "histories is the handbook's alone",
    ),
)

PAGE_FIELDS = (
    *_SHARED[:3],
    Field(
        "you-will",
        short_lines(2, 4, 12),
        "what the page gives its reader, in 2 to 4 lines that end the sentence `On this page you will ...`, each of at "
        "most 12 words, without a full stop",
    ),
    Field("kind", one_of(*KINDS), "what kind of page it is: " + ", ".join(KINDS), True),
    *_SHARED[3:],
    Field("outline", texts, "the code, or list of codes, by which the outline knows it: D2.4"),
    Field("related", texts, "ids of pages or sections to read next; on the home page, what is often looked for"),
    Field(
        "drawing",
        text,
        "a small picture for the head of a page of the kind part, by its path from this file: ../images/part-a.svg. "
        "It tells nothing that the words do not, and has no text alternative",
    ),
)

HANDOUT_FIELDS = (
    *_SHARED,
    Field("section", identifier, "the id of the page or section online that goes with the sheet", True),
    Field("max-pages", whole(1, 40), "how many sides of A4 it may take in standard print (1 when left out)", default=1),
    Field(
        "sides",
        one_of(RUNNING, BY_SECTION),
        f"{BY_SECTION}: each section but the first begins a new side; {RUNNING}: all runs on (when left out)",
        default=RUNNING,
    ),
    Field(
        "contact",
        one_of(OWN_CONTACT, NO_CONTACT),
        f"{OWN_CONTACT}: beside the numbers to ring stand the reader's counsellor or practice, or lines for them (when "
        f"left out); {NO_CONTACT}: the numbers alone, as on a sheet about a concern with that very person",
        default=OWN_CONTACT,
    ),
)

# What a page is known by, where the rest of its head cannot be read.
_KNOWN_BY = re.compile(r"^(?P<key>id|title):[ \t]*(?P<value>[^\s'\"#].*?)[ \t]*$", re.MULTILINE)
# As far as the keys of a head that is never closed go.
_OPEN = re.compile(r"---[ \t]*\n(?:[ \t]*[^\s:]+:.*\n|[ \t]+.*\n|#.*\n)*")
_HEAD = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read_front_matter(source: Source, *, handout: bool) -> tuple[FrontMatter, int, list[Flaw]]:
    """The front matter, the offset at which the body begins, and what was wrong.

    A file without front matter keeps every line: nothing at its top is taken for metadata.
    """
    fields = HANDOUT_FIELDS if handout else PAGE_FIELDS
    what = "a handout" if handout else "a page"
    head = _HEAD.match(source.text)
    if head is None:
        message = f"{what} begins with front matter between two lines of three hyphens; this one has none"
        if source.text.startswith("---"):
            message = "the front matter is never closed"
        hint = "put `---`, then at least " + ", ".join(f.name for f in fields if f.required) + ", then `---` at the top"
        flaw = Flaw("missing-front-matter", Finding(source.location(0), message, hint))
        started = _OPEN.match(source.text)
        record = _known_by(source, 0, started.end()) if started else Record()
        return _front(record, source, handout), 0, [flaw]
    value, flaws = read_yaml(source, head.start("yaml"), head.end("yaml"))
    if isinstance(value, MapValue):
        record = read_record(source, value, fields, what)
    else:
        record = _known_by(source, head.start("yaml"), head.end("yaml"))
        if not flaws:
            finding = Finding(source.location(0, 3), "the front matter holds no keys", "write `key: value` lines")
            flaws.append(Flaw("missing-front-matter", finding))
    return _front(record, source, handout), head.end(), [*flaws, *record.flaws]


def _known_by(source: Source, start: int, end: int) -> Record:
    """The id and the title of a page whose head cannot be read, where each stands there once.

    With them the slip is reported alone, and not each place that leads to the page.
    """
    record = Record()
    lines = list(_KNOWN_BY.finditer(source.text, start, end))
    often = Counter(line["key"] for line in lines)
    for line in lines:
        if often[line["key"]] == 1 and (line["key"] == "title" or is_identifier(line["value"])):
            record.values[line["key"]] = line["value"]
            record.locations[line["key"]] = source.location(line.start("value"), line.end("value"))
    return record


def _front(record: Record, source: Source, handout: bool) -> FrontMatter:
    """The front matter as far as it could be read; what is missing is made from the file's name."""
    stem = PurePosixPath(source.path).stem
    pages = record.values.get("max-pages")
    return FrontMatter(
        id=record.text("id"),
        title=typographic(record.text("title")) or stem.replace("-", " ").capitalize(),
        summary=typographic(record.text("summary")),
        audience=record.texts("audience"),
        authors=record.texts("authors"),
        reviewed=record.day("reviewed"),
        next_review=record.day("next-review"),
        exit=record.values.get("exit") is True,
        kind="" if handout else record.text("kind"),
        outline=record.texts("outline"),
        related=record.texts("related"),
        you_will=tuple(typographic(line) for line in record.texts("you-will")),
        drawing=record.text("drawing"),
        section=record.text("section"),
        max_pages=pages if isinstance(pages, int) else 1,
        sides=record.text("sides"),
        contact=record.text("contact"),
        locations=record.locations,
    )
