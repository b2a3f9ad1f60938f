"""From a folder to a resolved handbook: read, parse, put together, draw, link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from handbook_build import content
from handbook_build.content import Files
from handbook_build.drawing import draw
from handbook_build.model.document import Flaw, Waiver
from handbook_build.model.edition import Ledger
from handbook_build.model.handbook import Handbook
from handbook_build.model.source import Source
from handbook_build.parsing.claims import parse_claims, parse_false_claims
from handbook_build.parsing.document import parse_document
from handbook_build.parsing.help import parse_help
from handbook_build.parsing.jargon import parse_jargon
from handbook_build.parsing.ledger import parse_changes, parse_editions, parse_errata, with_rest
from handbook_build.parsing.plan import parse_plan
from handbook_build.parsing.practice import parse_practice
from handbook_build.parsing.references import parse_references
from handbook_build.parsing.settings import parse_settings
from handbook_build.parsing.terms import parse_terms
from handbook_build.parsing.waivers import yaml_waivers
from handbook_build.terminology.linking import link_terms


def load(root: Path, environment: Mapping[str, str]) -> Handbook:
    """The handbook at `root`, with its terms linked and every flaw kept for the checks.

    Raises content.NoHandbook when there is none.
    """
    settings_text = content.read_settings(root)
    settings, flaws = parse_settings(settings_text, content.public_address(environment))
    settings = replace(settings, content=content.content_folder(root, settings.content))
    files = content.read_files(root, settings.content)
    documents = tuple(parse_document(path, source, settings.extensions) for path, source in files.markdown())
    handbook = Handbook(
        today=content.today(environment),
        settings=settings,
        documents=documents,
        assets=frozenset(files.assets),
        sources={**files.texts, settings_text.path: settings_text},
        flaws=(*flaws, *files.flaws),
        data_waivers=tuple(yaml_waivers(settings_text, 0, len(settings_text.text))),
    )
    return link_terms(draw(_with_data(handbook, files)))


# Which part of a handbook each file in YAML or TOML holds, and who reads it.
READERS: Mapping[str, tuple[str, Callable[[Source], tuple[Any, list[Flaw]]]]] = {
    content.TERMS: ("entries", parse_terms),
    content.HELP: ("help", parse_help),
    content.CLAIMS: ("claims", parse_claims),
    content.FALSE_CLAIMS: ("false_claims", parse_false_claims),
    content.PLAN: ("plan", parse_plan),
    content.JARGON: ("jargon", parse_jargon),
    content.PRACTICE: ("practice", parse_practice),
}


def _with_data(handbook: Handbook, files: Files) -> Handbook:
    """The handbook with its termbase, works, helplines, claims, plan and practice."""
    flaws: list[Flaw] = []
    waivers: list[Waiver] = []
    for name, (key, parse) in READERS.items():
        if source := files.data(name):
            values, found = parse(source)
            handbook = replace(handbook, **{key: values})
            flaws += found
            waivers += yaml_waivers(source, 0, len(source.text))
    if source := files.data(content.WORKS):
        items, found, allowed = parse_references(source)
        handbook = replace(handbook, items=items)
        flaws += found
        waivers += allowed
    handbook = replace(handbook, ledger=_ledger(files, flaws, waivers))
    return replace(handbook, flaws=(*handbook.flaws, *flaws), data_waivers=(*handbook.data_waivers, *waivers))


def _ledger(files: Files, flaws: list[Flaw], waivers: list[Waiver]) -> Ledger:
    """What was released, and what became of it since."""
    ledger, found = parse_editions(files.editions())
    flaws += found
    read: dict[str, tuple[Any, ...]] = {}
    for name, parse in ((content.CHANGES, parse_changes), (content.ERRATA, parse_errata)):
        if source := files.data(name):
            read[name], found = parse(source)
            flaws += found
            waivers += yaml_waivers(source, 0, len(source.text))
    return with_rest(ledger, read.get(content.CHANGES, ()), read.get(content.ERRATA, ()))
