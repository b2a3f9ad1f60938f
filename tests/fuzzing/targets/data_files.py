"""A data file: any text is read, and what is refused is told.

The first line names the file, such as `terms.yml`; the rest is its text. Nothing raises, findings stand in the text,
the same text gives the same value, and where there is no finding, every word is in what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from handbook_build.assembly import READERS
from handbook_build.content import CHANGES, ERRATA, PRACTICE, SETTINGS
from handbook_build.keeping import from_bytes, to_bytes
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.front_matter import read_front_matter
from handbook_build.parsing.ledger import parse_changes, parse_editions, parse_errata
from handbook_build.parsing.references import parse_references
from handbook_build.parsing.settings import own_theme, parse_settings
from handbook_build.parsing.toml import read_toml
from handbook_build.parsing.waivers import yaml_waivers
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value, read_yaml
from tests.fuzzing.targets.shared import as_read, in_time, inside, missing, words_in

LARGEST = 1000
Read = Callable[[Source], tuple[Any, list[Flaw]]]


def _front(source: Source) -> tuple[Any, list[Flaw]]:
    front, _, flaws = read_front_matter(source, handout=False)
    return front, flaws


def _settings(source: Source) -> tuple[Any, list[Flaw]]:
    own_theme(source)
    return parse_settings(source)


def _works(source: Source) -> tuple[Any, list[Flaw]]:
    items, flaws, waivers = parse_references(source)
    return (items, waivers), flaws


FILES: Mapping[str, Read] = {
    **{name: read for name, (_, read) in READERS.items()},
    CHANGES: parse_changes,
    ERRATA: parse_errata,
    SETTINGS: _settings,
    "page.md": _front,
    "references.json": _works,
    "editions/2026.1.json": lambda source: parse_editions([source]),
}
# Of these every word is read: settings are MkDocs' too, words of danger are made into patterns, and the others are no
# YAML as a whole.
WHOLE = frozenset(FILES) - {SETTINGS, "page.md", "references.json", "editions/2026.1.json", "urgent.yml"}

PIECES = (
    *(f"{name}\n" for name in FILES),
    *("- ", "  - id: ", "id: a\n", ": ", "'", '"', "|\n  ", ">-\n  ", "{", "}", "[", "]", ", "),
    "# allow unused-term: a\n",
    *("terms:\n", "preferred: ", "admitted: ", "deprecated:\n", "form: ", "reason: ", "replace: true\n"),
    "link: first\n",
    *("definition: ", "source: [a-1957]\n", "differs:\n", "from: ", "how: ", "broader: [a]\n"),
    "audience: [client]\n",
    *("claims:\n", "statement: ", "strength: linked\n", "direction: better\n", "figures:\n"),
    *("effect: r = .28", "interval: [.2, .3]"),
    *("wordings:\n", "unless:\n", "words:\n", "{name}", "a/b", "...", "word*", "(word)", "says: ", "better: "),
    *("services:\n", "number: ", "hours: ", "country: GB\n", "checked: 2026-11-22\n", "https://a.org"),
    *("phrases:\n", "to: a\n"),
    *("alike:\n", "groups:\n", "items:\n", "sections: [a]\n", "later: ", "jargon:\n", "known:\n"),
    *("changes:\n", "errata:\n"),
    *("editions: [2026.1]\n", "date: 2026-12-01\n", "wrong: ", "right: ", "note: ", "kind: moved\n"),
    "site_name: a\n",
    *("plugins:\n  - handbook:\n      ", "theme: {name: material}\n", "markdown_extensions:\n  - pymdownx.details\n"),
    *("nav:\n", "!!python/name:os.system", "&a", "*a", "<<: ", "!ENV", "---\n", "...\n", "%YAML 1.2\n"),
    *("? ", "\t", "~", "null"),
    *("name = ", "[practice]\n", "[[crisis]]\n", "logo = 'a.svg'\n", "colour = '#2f6f73'\n", '"""', "'''"),
    *("= ", "1979-05-27"),
    *("true", "9" * 30, "9" * 5000, "1e999", "0x1F", "-0", ".nan", "²", "٣", "\ufeff", "\u2028", "\x85"),
    *("信頼", "naïve", "\\u0000"),
    *('{"id": "a", "type": "book", ', '"author": [{"family": "Rogers"}], '),
    '"issued": {"date-parts": [[1957, 4]]}, ',
    *('"title": "On Becoming", ', '"custom": {"allow": {"x": "y"}}', '"\\ud800"', "NaN", "Infinity", "[["),
    *("]]", "}]"),
)  # fmt: skip


def tried(text: str) -> None:
    name, _, rest = as_read(text).partition("\n")
    read = FILES.get(name.strip())
    if read is None:
        return
    path = name.strip() if name.strip() in (PRACTICE, SETTINGS) else f"content/{name.strip()}"
    source = Source(path, rest)
    value, flaws = in_time(1, lambda: read(source))
    inside(source, flaws)
    list(yaml_waivers(source, 0, len(rest)))
    again, found = read(source)
    assert (repr(again), found) == (repr(value), flaws), "the same text gave another value"
    assert repr(from_bytes(to_bytes(value))) == repr(value), "the value came back as another"
    if name.strip() in WHOLE and not flaws:
        written = read_toml(source)[0] if path.endswith(".toml") else read_yaml(source)[0]
        lost = missing(_scalars(written), "\n".join(" ".join(one.split()) for one in words_in(value)))
        assert not lost, f"words are lost: {lost}"


def _scalars(value: Value | None) -> Iterator[str]:
    """The words of every single value."""
    if isinstance(value, Scalar):
        # Truth is read as such.
        yield value.text if value.text not in ("true", "false") else ""
    elif isinstance(value, ListValue):
        for below in value.items:
            yield from _scalars(below)
    elif isinstance(value, MapValue):
        for key, below in value.entries:
            # Notes on figures are for who writes them; sets of words are there for wordings that name them.
            yield from _scalars(below) if key.text not in ("note", "words", "wordings") else ()
