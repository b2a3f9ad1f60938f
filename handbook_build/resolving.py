"""What the register of DOIs says about our works. This module alone reaches out to the network, and only when asked.

A register is asked for CSL-JSON, by content negotiation, as https://citation.doi.org describes it. What it answers is
compared and shown; nothing of it is written.
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPException
from typing import IO
from urllib.parse import quote, urlsplit

from handbook_build import __version__
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.interchange.csl import Record, date_parts, family, part, people, plain, text
from handbook_build.interchange.likeness import folded
from handbook_build.model.citation import Item
from handbook_build.model.handbook import Handbook

ACCEPT = "application/vnd.citationstyles.csl+json"
LARGEST = 2_000_000
# What is compared word by word.
TEXTS = ("title", "container-title", "volume", "issue", "page")


class _HttpOnly(urllib.request.HTTPRedirectHandler):
    """Follows the register to another address of the web, and to nothing else."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.URLError(f"it leads to {urlsplit(newurl).scheme}:, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def wanted(handbook: Handbook, keys: Sequence[str]) -> list[Item]:
    """The works to ask about. Raises WrongUse for a key that no work has, or a work without a DOI."""
    for key in keys:
        if key not in handbook.item:
            raise WrongUse(f"no work has the key `{key}`")
        if not handbook.item[key].fields.get("DOI"):
            raise WrongUse(f"the work `{key}` has no DOI, so there is nothing to ask for")
    return [item for item in handbook.item.values() if item.fields.get("DOI") and (not keys or item.id in keys)]


def compare(item: Item, resolver: str, timeout: float) -> Iterator[str]:
    """Each difference between a work and what its DOI leads to, in words.

    Raises MachineFault when nobody answers, and WrongUse when `resolver` is no address of the web.
    """
    doi = text(item.fields, "DOI")
    answer = _ask(doi, resolver, timeout)
    if isinstance(answer, str):
        yield answer
        return
    yield from differences(item.fields, answer)


def differences(ours: Record, theirs: Record) -> Iterator[str]:
    """Where two records of one work differ; what either does not say is no difference."""
    for name in TEXTS:
        mine, other = plain(text(ours, name)), plain(_first(theirs, name))
        if mine and other and not _is_same(name, mine, other):
            yield f"{name}: here “{mine}”, there “{other}”"
        elif other and not mine and name != "title":
            yield f"{name}: not here, there “{other}”"
    years = [date_parts(record, "issued")[:1] for record in (ours, theirs)]
    if all(years) and years[0] != years[1]:
        yield f"year: here {years[0][0]}, there {years[1][0]}"
    names = [
        [folded(family(one) or part(one, "literal", "name")) for one in people(one, "author")] for one in (ours, theirs)
    ]
    if all(names) and names[0] != names[1]:
        yield f"authors: here {', '.join(names[0])}; there {', '.join(names[1])}"


def _is_same(name: str, mine: str, other: str) -> bool:
    if name == "page":
        first, second = (re.split(r"\s*[-‐-―]+\s*", pages) for pages in (mine, other))
        return first == second or first[:1] == second
    one, two = folded(mine), folded(other)
    # A register often gives the title without what follows the colon.
    return one == two or (name == "title" and one.startswith(f"{two} "))


def _first(record: Record, name: str) -> str:
    """A field that some registers give as a list."""
    value = record.get(name)
    return text({name: value[0]}, name) if isinstance(value, list) and value else text(record, name)


def _read(answer: IO[bytes], until: float) -> bytes:
    """What is answered, up to one byte too many. A wait between two bytes has a limit of its own; this is for all."""
    data = b""
    while len(data) <= LARGEST and (more := answer.read(65_536)):
        data += more
        if time.monotonic() > until:
            raise TimeoutError("the answer took too long")
    return data


def _ask(doi: str, resolver: str, timeout: float) -> Mapping[str, object] | str:
    """The record, or in words why there is none."""
    if not re.match(r"https?://[^/\s\[\]]+", resolver):
        raise WrongUse(f"{resolver} is no address that can be asked; it begins with https:// or http://")
    address = f"{resolver.rstrip('/')}/{quote(doi, safe='/:;().-_~')}"
    headers = {"Accept": ACCEPT, "User-Agent": f"handbook/{__version__}"}
    try:
        request = urllib.request.Request(address, headers=headers)
        with urllib.request.build_opener(_HttpOnly).open(request, timeout=timeout) as answer:
            data = _read(answer, time.monotonic() + timeout)
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return f"the register does not know the DOI {doi}"
        return f"the register answered {error.code} ({error.reason}) for {doi}"
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise MachineFault(
            f"{resolver} could not be reached: {reason}. Is this machine online? "
            "What was compared before stays as it was; nothing is ever written"
        ) from error
    try:
        record = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        record = None
    return record if isinstance(record, dict) else f"the answer for {doi} is no CSL-JSON"
