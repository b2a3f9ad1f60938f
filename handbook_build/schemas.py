"""JSON Schemas of what authors write, for their editors: each from the table of fields that reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches

from handbook_build.faults import WrongUse
from handbook_build.model.passport import PASSPORT_SCHEMA
from handbook_build.parsing.claims import CLAIM_FILE_FIELDS, FALSE_CLAIM_FILE_FIELDS
from handbook_build.parsing.fields import Schema, schema_of
from handbook_build.parsing.front_matter import HANDOUT_FIELDS, PAGE_FIELDS
from handbook_build.parsing.help import FILE_FIELDS as HELP_FIELDS
from handbook_build.parsing.jargon import FILE_FIELDS as JARGON_FIELDS
from handbook_build.parsing.ledger import CHANGES_FIELDS, ERRATA_FIELDS
from handbook_build.parsing.phrases import FILE_FIELDS as PHRASE_FILE_FIELDS
from handbook_build.parsing.plan import FILE_FIELDS as PLAN_FIELDS
from handbook_build.parsing.practice import PRACTICE_SCHEMA
from handbook_build.parsing.settings import SETTINGS_SCHEMA
from handbook_build.parsing.terms import FILE_FIELDS as TERM_FIELDS
from handbook_build.parsing.urgent import FILE_FIELDS as URGENT_FIELDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Format:
    """A file that authors write, or the head of one."""

    file: str
    about: str
    schema: Schema


# By the name of the schema.
FORMATS = {
    "page": Format("front matter of a page", "What the head of a page says.", schema_of(PAGE_FIELDS)),
    "handout": Format("front matter of a handout", "What the head of a handout says.", schema_of(HANDOUT_FIELDS)),
    "terms": Format("terms.yml", "The termbase, entry by entry.", schema_of(TERM_FIELDS)),
    "claims": Format("claims.yml", "The claim ledger: what research found.", schema_of(CLAIM_FILE_FIELDS)),
    "false-claims": Format("false-claims.yml", "Claims not to repeat.", schema_of(FALSE_CLAIM_FILE_FIELDS)),
    "coverage": Format("coverage.yml", "What the handbook means to cover.", schema_of(PLAN_FIELDS)),
    "help": Format("help.yml", "Emergency numbers and helplines.", schema_of(HELP_FIELDS)),
    "jargon": Format("jargon.yml", "Words of the trade to explain.", schema_of(JARGON_FIELDS)),
    "phrases": Format("phrases.yml", "What people type who look for a place.", schema_of(PHRASE_FILE_FIELDS)),
    "urgent": Format("urgent.yml", "Words in a search after which help comes first.", schema_of(URGENT_FIELDS)),
    "practice": Format("practice.toml", "The practice that gives the handouts out.", PRACTICE_SCHEMA),
    "changes": Format("changes.yml", "What became of ids since the last edition.", schema_of(CHANGES_FIELDS)),
    "errata": Format("errata.yml", "Mistakes in released editions.", schema_of(ERRATA_FIELDS)),
    "build": Format("build.json", "What made a site, and every file of it with its SHA-256.", PASSPORT_SCHEMA),
    "mkdocs": Format("mkdocs.yml", "The settings that the handbook itself asks for.", SETTINGS_SCHEMA),
}


def file_name(name: str) -> str:
    """The name of the file that holds a schema."""
    return f"{name}.schema.json"


def as_json(name: str, address: str = "") -> str:
    """The schema of this name as text; `address` is where it is published, when that is known.

    Raises WrongUse when there is no such schema.
    """
    if name not in FORMATS:
        near = get_close_matches(name, FORMATS, 1)
        hint = f"did you mean `{near[0]}`?" if near else "`handbook schema` lists them"
        raise WrongUse(f"there is no schema `{name}`; {hint}")
    one = FORMATS[name]
    schema = {
        "$schema": DIALECT,
        **({"$id": address} if address else {}),
        "title": one.file,
        "description": one.about,
        **one.schema,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def listed() -> str:
    """Every schema with what it describes, one a line."""
    return "".join(f"{name:<13} {one.file}: {one.about}\n" for name, one in FORMATS.items())


def files(name: str | None = None) -> dict[str, str]:
    """The schema of this name, or all, by the name of their file.

    Raises WrongUse when there is no such schema.
    """
    return {file_name(one): as_json(one) for one in ([name] if name else FORMATS)}
