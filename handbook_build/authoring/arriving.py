"""A file of works from another program, whatever it holds: read, recognised, and told where it is broken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from handbook_build.faults import WrongUse
from handbook_build.interchange.bibtex_reading import read_bibtex
from handbook_build.interchange.incoming import FORMATS, Broken, Entry, Incoming, Loss, one_line, recognise
from handbook_build.interchange.ris_reading import read_ris
from handbook_build.isolation import Stopped, Work, isolated
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.limits import is_harmless
from handbook_build.parsing.references import parse_references

# A list of works that is larger is not one that somebody has looked through.
LARGEST = 20_000_000
# It may take so many seconds, and one more for so many letters: this is done once.
SECONDS, LETTERS = 10.0, 50_000


def read_works(name: str, data: bytes, wanted: str = "") -> Incoming:
    """The works in the bytes of a file called `name`, in the format `wanted` or in the one they show.

    Raises WrongUse when they are no works in any format that is known.
    """
    text = _text(name, data)
    format_ = wanted or recognise(text)
    if not format_:
        if re.match(r"\s*<(?:!doctype|html|\?xml|\w+)", text, re.IGNORECASE):
            raise WrongUse(f"{name} is a page of the web or XML; have it exported as BibTeX, RIS or CSL-JSON")
        raise WrongUse(f"{name} looks like none of BibTeX, RIS and CSL-JSON; if it is one, say which with --format")
    readers: Mapping[str, Callable[[str], Incoming]] = {
        "bibtex": read_bibtex,
        "ris": read_ris,
        "csl-json": partial(read_csl_json, name),
    }
    work = Work(partial(readers[format_], text), len(text), is_harmless(text), SECONDS + len(text) / LETTERS)
    [found] = isolated([work])
    if isinstance(found, Stopped):
        raise WrongUse(f"{name} cannot be taken in: reading it {found.why}; cut it into several files")
    assert isinstance(found, Incoming)
    if not found.entries and not found.broken:
        shown = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}[FORMATS[FORMATS.index(format_)]]
        raise WrongUse(f"{name} holds no work in the format {shown}")
    return found


def _text(name: str, data: bytes) -> str:
    """The text of a file, with line ends as `\\n`. Raises WrongUse when it is empty, too large or no text."""
    if len(data) > LARGEST:
        raise WrongUse(f"{name} is larger than {LARGEST // 1_000_000} MB; cut it into several files")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise WrongUse(
                f"{name} is not UTF-8 text: see line {line}. Save it as UTF-8 (older programs write Windows-1252)"
                if b"\0" not in data
                else f"{name} is no text, so it holds no works"
            ) from None
    if "\0" in text:
        raise WrongUse(f"{name} is no text, so it holds no works")
    if not text.strip():
        raise WrongUse(f"{name} is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_csl_json(name: str, text: str) -> Incoming:
    """A list of works, one work alone, or `{"items": [...]}`, as Zotero and others write them."""
    listed = re.match(r'\s*\{\s*"items"\s*:\s*(?=\[)', text)
    if listed:
        # What stands before the list becomes blanks, so that places stay what they are.
        text = re.sub(r"[^\n]", " ", listed[0]) + text[listed.end() :].rstrip().removesuffix("}")
    elif text.lstrip().startswith("{"):
        text = f"{text.rstrip()}]"
        text = text.replace("{", "[{", 1)
    source = Source(name, text)
    items, flaws, _ = parse_references(source)
    starts = [item.location.range.start.line for item in items]
    broken: list[Broken] = []
    lost: dict[int, list[Loss]] = {}
    for flaw in flaws:
        line = flaw.finding.location.range.start.line
        owner = max((at for at, start in enumerate(starts) if start <= line), default=-1)
        if flaw.kind in ("unknown-key", "wrong-value", "duplicate-key") and owner >= 0 and "`" in flaw.finding.message:
            lost.setdefault(owner, []).append(_loss(flaw))
        else:
            broken.append(Broken(line, flaw.finding.message))
    entries = [
        Entry(
            item.id,
            item.location.range.start.line,
            {field: value for field, value in item.fields.items() if field != "id"},
            tuple(lost.get(at, ())),
        )
        for at, item in enumerate(items)
    ]
    return Incoming(tuple(entries), tuple(broken))


def _loss(flaw: Flaw) -> Loss:
    """What a finding about a field says, as the loss of that field."""
    names = re.findall(r"`([^`]*)`", flaw.finding.message)
    field = names[0] if flaw.kind == "duplicate-key" or flaw.finding.message.startswith("`") else names[-1]
    why = "is no field of CSL-JSON" if flaw.kind == "unknown-key" else one_line(flaw.finding.message)
    return Loss(field, "", why)


def repeated_keys(incoming: Incoming) -> frozenset[str]:
    """Keys that more than one entry of a file has."""
    counts = Counter(entry.key for entry in incoming.entries if entry.key)
    return frozenset(key for key, count in counts.items() if count > 1)
