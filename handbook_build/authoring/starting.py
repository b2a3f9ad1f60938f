"""Pages, handouts and terms that pass the checks, to start with."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

from handbook_build.faults import MachineFault, WrongUse
from handbook_build.model.handbook import Handbook

REVIEW_AFTER = timedelta(days=182)

PAGE = """---
id: {id}
title: {title}
summary: In one sentence, the answer to the question that brings a reader to this page.
you-will:
  - see first what a reader most needs to know
  - find something to do about it
kind: {kind}
audience: [client]
authors: [{author}]
reviewed: {today}
next-review: {later}
---

## What this is about {{#{id}-about}}

Say first what a reader most needs to know.

## What you can do {{#{id}-steps}}

/// client
Offer choices, not orders.
///
"""

HANDOUT = """---
id: {id}
title: {title}
summary: You can leave any part blank. This sheet is yours.
audience: [client]
section: {section}
max-pages: 1
authors: [{author}]
reviewed: {today}
next-review: {later}
---

## What I want to remember

/// lines
    count: 3
///
"""

TERM = """
  # allow unused-term: new; take this line out when a page uses the term
  - id: {id}
    preferred: {form}
    definition: Say what it means, in at most 25 plain words.
    source: handbook
"""


def new_page(root: Path, handbook: Handbook, title: str, folder: str, kind: str, today: date) -> Path:
    """Starts a page; gives the path of the new file."""
    name = identifier(title)
    _free(handbook, name)
    base = (root / handbook.settings.content).resolve()
    if not (base / folder).resolve().is_relative_to(base):
        raise WrongUse(f"the folder {folder} is not below {handbook.settings.content}/")
    text = PAGE.format(id=name, title=value(title), kind=kind, author=_author(handbook), **_dates(today))
    return _write(root / handbook.settings.content / folder / f"{name}.md", text)


def new_handout(root: Path, handbook: Handbook, name: str, title: str, section: str, today: date) -> Path:
    """Starts a handout that goes with a page or section; gives the path of the new file."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*", name):
        raise WrongUse(f"`{name}` is no id for a handout: begin with a letter, then letters, digits and hyphens")
    _free(handbook, name)
    target = handbook.targets.get(section)
    if target is None or target.kind not in ("page", "section"):
        raise WrongUse(f"nothing has the id `{section}`; --section takes the id of a page or section")
    text = HANDOUT.format(id=name, title=value(title), section=section, author=_author(handbook), **_dates(today))
    return _write(root / handbook.settings.content / "handouts" / f"{name}.md", text)


def new_term(root: Path, handbook: Handbook, form: str) -> Path:
    """Adds an entry to the end of the termbase; gives its path."""
    name = identifier(form)
    if name in handbook.entry:
        raise WrongUse(f"the term `{name}` is there already: {handbook.entry[name].location}")
    path = root / handbook.settings.content / "terms.yml"
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else "terms:\n"
        entry = TERM.format(id=name, form=value(form))
        path.write_text(text.rstrip("\n") + "\n" + entry.lstrip("\n"), encoding="utf-8")
    except OSError as error:
        raise MachineFault(f"{path} could not be written: {error.strerror}") from error
    return path


def identifier(title: str) -> str:
    """An id made from a title. Raises WrongUse when nothing is left of it."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(one))
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not name or not name[0].isalpha():
        raise WrongUse(f"no id can be made from `{title}`: it needs to begin with a letter from a to z")
    return name


def _free(handbook: Handbook, name: str) -> None:
    if target := handbook.targets.get(name):
        raise WrongUse(f"the id `{name}` is taken: {target.location}")
    if seen := handbook.ledger.last_seen.get(name):
        raise WrongUse(f"the id `{name}` is that of “{seen[1].title}” in edition {seen[0].name}; choose another")


def value(text: str) -> str:
    """A text as a YAML value."""
    plain = re.fullmatch(r"[A-Za-z][\w ,.'’()?!-]*", text) and ": " not in text and text.strip() == text
    return (
        text
        if plain and text.lower() not in ("true", "false", "null", "yes", "no")
        else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )


def _author(handbook: Handbook) -> str:
    return value(next((name for page in handbook.pages for name in page.front.authors), "Your name"))


def _dates(today: date) -> dict[str, str]:
    return {"today": today.isoformat(), "later": (today + REVIEW_AFTER).isoformat()}


def _write(path: Path, text: str) -> Path:
    if path.exists():
        raise WrongUse(f"{path} is there already")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MachineFault(f"{path} could not be written: {error.strerror}") from error
    return path
