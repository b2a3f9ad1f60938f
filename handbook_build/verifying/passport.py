"""A finished site held against its passport: whether each file is there, and is the one that was made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from handbook_build.checks import Report, find_check
from handbook_build.diagnostics import Diagnostic, Finding
from handbook_build.faults import WrongUse
from handbook_build.locations import Location
from handbook_build.model.edition import Edition
from handbook_build.model.passport import LARGEST, PASSPORT, Damaged, Older, Passport, read_passport
from handbook_build.verifying.counting import READ, Counted, counted, totals
from handbook_build.verifying.folder import SiteFolder
from handbook_build.verifying.forms import form_faults, is_form
from handbook_build.verifying.frozen import other_words
from handbook_build.verifying.looking import look_over

CHANGED, MISSING, ADDED, UNFIT, UNLIKE = "changed-file", "missing-file", "added-file", "unfit-form", "unlike-passport"
SECTIONS, WORKS = "data/sections.json", "data/references.csl.json"
MAKE_AGAIN = "copy the site over again from where it was made"


@dataclass(frozen=True)
class Written:
    """A handbook from which a site may have been made: its title, and its editions by name."""

    title: str
    editions: Mapping[str, Edition]


@dataclass(frozen=True)
class Verified:
    """What was found in a site; its passport, if that could be read, and the SHA-256 of the passport itself."""

    report: Report
    passport: Passport | None
    fingerprint: str
    files: int


def verify_site(root: Path, written: Written | None = None) -> Verified:
    """All that is wrong with a site, beside what is `written` in a handbook that may be at hand.

    Raises WrongUse where there is no site of ours, or one without a list of its files, and MachineFault when it cannot
    be read.
    """
    site = SiteFolder(root)
    data = _passport_data(site)
    fingerprint = sha256(data).hexdigest()
    try:
        passport = read_passport(data)
    except Older as older:
        version = f"version {older}" if str(older) else "an older version"
        message = f"{version} made this site, and wrote down no list of its files; build it again to have one"
        raise WrongUse(message) from older
    except Damaged as damaged:
        fault = _fault(UNLIKE, PASSPORT, f"the passport of the site is damaged: {damaged}", MAKE_AGAIN)
        return Verified(Report((fault,)), None, fingerprint, len(site.sizes))
    found = {address: _counted(site, address) for address in site.sizes if address != PASSPORT}
    faults = [
        *_compared(passport, site, found),
        *(_fault(UNFIT, *one) for one in form_faults(site, passport.files, _as_made(passport, found))),
        *_within(passport, site, found),
        *_editions(passport, written, site, _as_made(passport, found)),
    ]
    return Verified(Report(tuple(sorted(faults, key=lambda one: one.sort_key))), passport, fingerprint, len(found))


def _passport_data(site: SiteFolder) -> bytes:
    if PASSPORT not in site.sizes:
        raise WrongUse(f"{site.root} is no site of ours, or not all of one: it has no {PASSPORT}")
    if site.sizes[PASSPORT] > LARGEST:
        raise WrongUse(f"{PASSPORT} in {site.root} is larger than {LARGEST // 1_000_000} MB, which none of ours is")
    return site.read(PASSPORT)


def _counted(site: SiteFolder, address: str) -> Counted:
    if address.endswith(READ) and not site.is_long(address):
        return counted(address, site.read(address))
    return Counted(site.sha256(address))


def _fault(check: str, address: str, message: str, hint: str) -> Diagnostic:
    known = find_check(check)
    assert known is not None
    return known.diagnostic(Finding(Location(address), message, hint))


def _compared(passport: Passport, site: SiteFolder, found: Mapping[str, Counted]) -> Iterator[Diagnostic]:
    for address, name in passport.files.items():
        if address in site.others:
            message = f"a {site.others[address]} lies here, where a file of the site was"
            yield _fault(CHANGED, address, message, "put the file itself there")
        elif address not in found:
            yield _fault(MISSING, address, "this file of the site is not there", MAKE_AGAIN)
        elif found[address].sha256 != name:
            yield _fault(CHANGED, address, "this is not the file that was made: its bytes are others", MAKE_AGAIN)
    hint = "take it away, unless your host put it there or needs it"
    known = {"", *(part for address in passport.files for part in _folders(address))}
    added: dict[str, int] = {}
    for address in [*found, *site.others]:
        if address not in passport.files and address != PASSPORT and not is_form(address, found):
            place = next((part for part in _folders(address) if part not in known), address)
            added[place] = added.get(place, 0) + 1
    for place, count in sorted(added.items()):
        if place.endswith("/"):
            message = f"this folder is no part of the site that was made; it holds {count:,} file{'s' * (count != 1)}"
        else:
            message = f"this {site.others.get(place, 'file')} is no part of the site that was made"
        yield _fault(ADDED, place, message, hint)


def _as_made(passport: Passport, found: Mapping[str, Counted]) -> frozenset[str]:
    """The files that are those that were made."""
    return frozenset(address for address, one in found.items() if passport.files.get(address) == one.sha256)


def _folders(address: str) -> Iterator[str]:
    """Each folder that an address goes through, with a slash at its end, the first one first."""
    at = address.find("/")
    while at >= 0:
        yield address[: at + 1]
        at = address.find("/", at + 1)


@dataclass(frozen=True)
class _AsMade:
    """The files of a site that are those that were made, as they are looked over."""

    site: SiteFolder
    files: Mapping[str, str]

    def read(self, address: str) -> bytes:
        return self.site.read(address)


def _within(passport: Passport, site: SiteFolder, found: Mapping[str, Counted]) -> Iterator[Diagnostic]:
    """What the files hold: counted anew, and their links followed. Where one is not the file that was made, that has
    been told already, and what comes of it need not be.
    """
    if len(_as_made(passport, found)) < len(passport.files):
        return
    yield from _recounted(passport, site, found)
    yield from look_over(_AsMade(site, {**passport.files, PASSPORT: ""}))


def _recounted(passport: Passport, site: SiteFolder, found: Mapping[str, Counted]) -> Iterator[Diagnostic]:
    now = {**totals({address: found[address] for address in passport.files}), **_data_counts(site)}
    for what, count in passport.counts.items():
        if what in now and now[what] != count:
            message = f"the passport counts {count:,} {_plainly(what)}, and the files hold {now[what]:,}"
            yield _fault(UNLIKE, PASSPORT, message, MAKE_AGAIN)


def _plainly(name: str) -> str:
    """`writtenPages` as a reader says it."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)


def _data_counts(site: SiteFolder) -> dict[str, int]:
    """What the data beside the pages comes to."""
    sections, works = _data(site, SECTIONS), _data(site, WORKS)
    kinds = [one.get("kind") for one in sections.get("sections", ())] if isinstance(sections, dict) else []
    of_kind = {"writtenPages": "page", "sections": "section", "handouts": "handout"}
    counts = {what: kinds.count(kind) for what, kind in of_kind.items()} if kinds else {}
    return {**counts, "works": len(works)} if isinstance(works, list) else counts


def _data(site: SiteFolder, address: str) -> object:
    if address not in site.sizes or site.is_long(address):
        return None
    try:
        return json.loads(site.read(address))
    except (ValueError, RecursionError):
        return None


def _editions(
    passport: Passport, written: Written | None, site: SiteFolder, as_made: frozenset[str]
) -> Iterator[Diagnostic]:
    """What the site says of editions, beside those of the handbook that it was made from."""
    if written is None or written.title != passport.title:
        return
    hint = "an edition is never changed: find out which of the two was"
    for name, seal in passport.editions.items():
        edition = written.editions.get(name)
        if edition is None:
            message = f"the site has edition {name}, which the handbook here does not have"
            yield _fault(UNLIKE, PASSPORT, message, hint)
        elif edition.seal != seal:
            message = f"the words of edition {name} in the site are not those of the handbook here"
            yield _fault(UNLIKE, PASSPORT, message, hint)
        else:
            for address, lost in other_words(edition, as_made, site.read):
                message = f"edition {name} says here what this page does not: {lost.text[:80]}"
                yield _fault(UNLIKE, address, message, hint)
