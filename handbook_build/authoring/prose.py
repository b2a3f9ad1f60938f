"""Where a handbook says something in words, beside the text of its pages: one table, by file and key."""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build import content
from handbook_build.authoring.scalars import Words, words_of
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import Scalar, read_yaml
from handbook_build.terminology.linking import WORDED_OPTIONS
from handbook_build.terminology.placing import head_lines

# What each file says in words, by the keys that lead there; `:` stands for a key itself, `*` for any.
# Left out are names of services and of the handbook, forms of terms, and what others write or type.
PROSE: dict[str, tuple[str, ...]] = {
    content.SETTINGS: ("nav/*:", "nav/:", "site_description", "plugins/handbook/status"),
    content.TERMS: (
        "terms/definition",
        "terms/client-definition",
        "terms/scope-note",
        "terms/deprecated/reason",
        "terms/differs/how",
    ),
    content.CLAIMS: ("claims/statement", "claims/figures/note"),
    content.FALSE_CLAIMS: ("false-claims/says", "false-claims/better"),
    content.PLAN: ("coverage/group", "coverage/items/title", "coverage/items/later"),
    content.HELP: ("services/contact", "services/for", "services/hours", "services/cost"),
}
FRONT_MATTER = ("title", "summary")


def data_words(handbook: Handbook) -> Iterator[tuple[Source, Words]]:
    """Each text of the settings and data files that is prose."""
    for name, wanted in PROSE.items():
        path = name if name == content.SETTINGS else f"{handbook.settings.content}/{name}"
        source = handbook.sources.get(path)
        if source is None:
            continue
        value, _ = read_yaml(source, tags=name == content.SETTINGS)
        yield from ((source, words) for words in words_of(value, source.text, wanted))


def head_words(document: Document) -> Iterator[Words]:
    """The title and summary of a page, and the options of its blocks that are words."""
    source = document.source
    for name in FRONT_MATTER:
        if name in document.front.locations:
            place = document.at(name).range
            yield from _text(source, name, source.offset(place.start), source.offset(place.end))
    for block in document.blocks:
        for option, (start, end) in head_lines(source.text, block).items():
            if (block.name, option) in WORDED_OPTIONS:
                yield from _text(source, option, start, end)


def _text(source: Source, name: str, start: int, end: int) -> Iterator[Words]:
    value, _ = read_yaml(source, start, end)
    if isinstance(value, Scalar):
        yield Words(name, value.start, value.end, value.text, flow=False)
