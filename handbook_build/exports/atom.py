"""A feed of editions and errata, in Atom (RFC 4287): an entry for each, the newest first.

Its ids are made from what was released, so that a reader's program knows an entry again under another
public address. Links are relative while the public address is not set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from handbook_build.editions.account import KINDS, account
from handbook_build.linking.addresses import public_address, relative
from handbook_build.model.edition import Edition, Erratum
from handbook_build.model.handbook import CHANGES_FEED, Handbook

ATOM = "http://www.w3.org/2005/Atom"
# What XML cannot hold.
_CONTROLS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(handbook: Handbook) -> str:
    """The feed. Its own id comes from the first edition, which stays the first for good.

    Raises ValueError when nothing was released.
    """
    editions = handbook.ledger.editions
    if not editions:
        raise ValueError("a feed tells of editions, and there is none")
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": handbook.settings.language})
    # Not that of the entry of the first edition: no two things share an id.
    name = uuid5(NAMESPACE_URL, f"feed\n{editions[0].seal}")
    told = [*_editions(handbook, editions), *_errata(handbook, str(name))]
    told.sort(key=lambda entry: entry[0], reverse=True)
    _add(feed, "title", f"{handbook.settings.title}: what has changed")
    _add(feed, "id", name.urn)
    _add(feed, "updated", _moment(told[0][0]))
    _add(feed, "link", rel="alternate", type="text/html", href=_way(handbook, "changes/"))
    if handbook.settings.address:
        _add(feed, "link", rel="self", type="application/atom+xml", href=_way(handbook, CHANGES_FEED))
    _add(_add(feed, "author"), "name", handbook.settings.title)
    if handbook.settings.licence:
        _add(feed, "rights", handbook.settings.licence)
    feed.extend(entry for _, entry in told)
    ElementTree.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, encoding="unicode")}\n'


Entry = tuple[date, ElementTree.Element]


def _editions(handbook: Handbook, editions: tuple[Edition, ...]) -> Iterator[Entry]:
    for before, edition in [(None, editions[0]), *pairwise(editions)]:
        name = uuid5(NAMESPACE_URL, edition.seal).urn
        words = _brought(before, edition)
        yield _entry(handbook, f"Edition {edition.name}", name, edition.released, f"e/{edition.name}/", words)


def _brought(before: Edition | None, edition: Edition) -> str:
    """What an edition brought: in the words of its editors, in numbers and in titles."""
    if before is None:
        return f"The first edition, with {len(edition.parts):,} pages, sections and handouts."
    turns = account(before.part, edition.part, edition.changes)
    if not turns:
        return "No words have changed."
    counts = Counter(turn.kind for turn in turns)
    lines = [edition.note] if edition.note else []
    lines += [", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if counts[kind]) + "."]
    for turn in turns:
        reason = f" ({turn.reason})" if turn.reason else ""
        lines.append(f"{turn.kind.capitalize()}: {turn.part.title if turn.part else turn.id}{reason}")
    return "\n".join(lines)


def _errata(handbook: Handbook, feed: str) -> Iterator[Entry]:
    for erratum in handbook.ledger.errata:
        # What a correction says may be put better later; it stays the same correction.
        name = uuid5(
            NAMESPACE_URL, "\n".join((feed, erratum.id, *erratum.editions, erratum.day.isoformat(), erratum.wrong))
        )
        seen = handbook.ledger.last_seen.get(erratum.id)
        title = f"Correction: {seen[1].title if seen else erratum.id}"
        yield _entry(handbook, title, name.urn, erratum.day, f"s/{erratum.id}/", _corrected(erratum))


def _corrected(erratum: Erratum) -> str:
    editions = f"Edition{'s' if len(erratum.editions) > 1 else ''} {', '.join(erratum.editions)}"
    said = f"{editions} said “{erratum.wrong}”. It should say “{erratum.right}”."
    return f"{said}\n{erratum.note}" if erratum.note else said


def _entry(handbook: Handbook, title: str, name: str, day: date, address: str, words: str) -> Entry:
    entry = ElementTree.Element("entry")
    _add(entry, "title", title)
    _add(entry, "id", name)
    _add(entry, "updated", _moment(day))
    _add(entry, "published", _moment(day))
    _add(entry, "link", rel="alternate", type="text/html", href=_way(handbook, address))
    _add(entry, "summary", words, type="text")
    return day, entry


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, tag, {key: _CONTROLS.sub("\ufffd", one) for key, one in attributes.items()})
    if text:
        made.text = _CONTROLS.sub("\ufffd", text)
    return made


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _way(handbook: Handbook, address: str) -> str:
    return public_address(handbook, address) if handbook.settings.address else relative(address, "changes/")
