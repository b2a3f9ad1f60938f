"""A file as an editor sees it, held against its JSON Schema, and the same file as the reader sees it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from functools import cache
from typing import ClassVar

import yaml
from jsonschema import Draft202012Validator

from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.claims import parse_claims, parse_false_claims
from handbook_build.parsing.front_matter import read_front_matter
from handbook_build.parsing.help import parse_help
from handbook_build.parsing.jargon import parse_jargon
from handbook_build.parsing.ledger import parse_changes, parse_errata
from handbook_build.parsing.phrases import parse_phrases
from handbook_build.parsing.plan import parse_plan
from handbook_build.parsing.practice import parse_practice
from handbook_build.parsing.settings import parse_settings
from handbook_build.parsing.terms import parse_terms
from handbook_build.parsing.urgent import parse_urgent
from handbook_build.schemas import FORMATS, as_json

# What a schema can say too; broken syntax and repeated keys are an editor's own affair.
OF_SHAPE = {"unknown-key", "wrong-value", "missing-key", "missing-front-matter"}


def _head(kind: str) -> Callable[[Source], list[Flaw]]:
    return lambda source: read_front_matter(
        Source("content/page.md", f"---\n{source.text}\n---\n"), handout=kind == "handout"
    )[2]


READERS: dict[str, Callable[[Source], list[Flaw]]] = {
    "page": _head("page"),
    "handout": _head("handout"),
    "terms": lambda source: parse_terms(source)[1],
    "claims": lambda source: parse_claims(source)[1],
    "false-claims": lambda source: parse_false_claims(source)[1],
    "coverage": lambda source: parse_plan(source)[1],
    "help": lambda source: parse_help(source)[1],
    "jargon": lambda source: parse_jargon(source)[1],
    "changes": lambda source: parse_changes(source)[1],
    "errata": lambda source: parse_errata(source)[1],
    "phrases": lambda source: parse_phrases(source)[1],
    "urgent": lambda source: parse_urgent(source)[1],
    "practice": lambda source: parse_practice(source)[1],
    "mkdocs": lambda source: parse_settings(source)[1],
}


class EditorsYaml(yaml.SafeLoader):
    """YAML 1.2 as editors read it (its core schema): no dates, and `NO` is a word."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


CORE = (
    ("null", r"~|null|Null|NULL|", "~nN", lambda written: None),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF", lambda written: written.lower() == "true"),
    ("int", r"[-+]?[0-9]+", "-+0123456789", int),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789", float),
)
for name, pattern, first, convert in CORE:
    EditorsYaml.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(rf"(?:{pattern})$"), [*first, ""])
    EditorsYaml.add_constructor(f"tag:yaml.org,2002:{name}", lambda loader, node, to=convert: to(node.value))
EditorsYaml.add_multi_constructor("", lambda loader, tag, node: None)


def values(name: str, text: str) -> object:
    """What an editor holds against the schema."""
    return tomllib.loads(text) if name == "practice" else yaml.load(text, EditorsYaml)


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(as_json(name)), format_checker=Draft202012Validator.FORMAT_CHECKER)


def editor_says(name: str, text: str) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(values(name, text))]


def reader_says(name: str, text: str) -> list[str]:
    flaws = READERS[name](Source(FORMATS[name].file, text))
    return [f"{flaw.finding.location}: {flaw.finding.message}" for flaw in flaws if flaw.kind in OF_SHAPE]
