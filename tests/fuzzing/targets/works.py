"""Works of another program: any file is taken or refused, and what is lost is told.

The text goes the way of `handbook references add`. It is refused as no list of works, or each entry is added or left
out with a reason; what is written to `references.json` is read back as it was, without a finding; every word of an
entry that is added is in its record, or in what is told to be lost; and what we export of it can be read again.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handbook_build.authoring.account_of_works import of_addition
from handbook_build.authoring.adding import Added, Addition, add_works
from handbook_build.authoring.arriving import read_works
from handbook_build.faults import WrongUse
from handbook_build.interchange.bibtex import to_bibtex
from handbook_build.interchange.bibtex_reading import read_bibtex
from handbook_build.interchange.incoming import Incoming, recognise
from handbook_build.interchange.ris import to_ris
from handbook_build.interchange.ris_reading import read_ris
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.model.settings import Settings
from handbook_build.model.source import Source
from handbook_build.parsing.references import parse_references
from tests.fuzzing.targets.shared import WORD, in_time, words_in

LARGEST = 1000
PIECES = (
    *("@article{key,\n", "@book{", "@misc{", "@phdthesis{", "@string{ajp = ", "@comment{", "@preamble{"),
    *("}\n", "{", "}"),
    *("  title = {", "  author = {", " and ", "others", "  year = {1957},\n", "  month = mar,\n"),
    "  date = {2020-03-01/2021},\n",
    *("  pages = {95--103},\n", "  doi = {10.1037/h0045357},\n", "  url = {https://a.org},\n"),
    "  crossref = {key},\n",
    *("  journal = ajp # { quarterly},\n", "\\emph{", "\\textbf{", "\\'e", '\\"{o}', "\\&", "$x^2$"),
    *("\\unknown{", "%", "~", "--"),
    *("TY  - JOUR\n", "TY  - BOOK\n", "ER  - \n", "AU  - Rogers, Carl R.\n", "TI  - ", "PY  - 1957\n"),
    "DA  - 1957/04/01/\n",
    *("SP  - 95\nEP  - 103\n", "SN  - 0022-006X\n", "DO  - 10.1037/h0045357\n", "UR  - https://a.org\n"),
    *("N1  - note\n", "A2  - "),
    *('[{"id": "a", "type": "book", "title": "', '"}]', '"author": [{"family": "'),
    *('"issued": {"date-parts": [[', "]]}", '{"items": ['),
    *('"literal": "', '"given": "', '"raw": "2020-03"', '"DOI": "https://doi.org/10.1/a"', '"page": '),
    *('"note": "', '"\\ud800"'),
    *("²", "٣", "9" * 30, "9" * 5000, "-1", "0", "13", "NaN", "1e999", "van den ", "Jr.", "The Centre,"),
    *("é", "信頼", "&amp;", "<i>"),
    *("</i>", "<jats:p>", "\x00", "\ufeff", "\u2028", "\r", '"', "'", ",", "=", "#", "\n", "\n\n"),
)  # fmt: skip
HERE = Location("mkdocs.yml")
HANDBOOK = Handbook(Settings("Tiny", HERE, content="content"))
NOWHERE = Path("/there is no such folder")
DAY = date(2026, 11, 22)


def tried(text: str) -> None:
    data = text.encode("utf-8", "replace")
    for format_ in ("", "bibtex", "ris", "csl-json") if len(data) % 8 == 0 else ("",):
        try:
            incoming = in_time(2, lambda format_=format_: read_works("works", data, format_))  # type: ignore[misc]
        except WrongUse:
            continue
        addition = in_time(2, lambda incoming=incoming: add_works(NOWHERE, HANDBOOK, "works", incoming, DAY))  # type: ignore[misc]
        account = of_addition(addition)
        assert account
        _accounted(incoming, addition)
        _written(addition)
        if (format_ or recognise(text)) == "ris":
            _nothing_lost(text, incoming, addition)


def _accounted(incoming: Incoming, addition: Addition) -> None:
    """Each entry is added or left out; each broken place is told."""
    told = len(addition.added) + len(addition.left_out)
    assert told == len(incoming.entries) + len(incoming.broken), "an entry is neither added nor left out"
    assert all(one.why.strip() for one in addition.left_out)
    assert all(loss.why.strip() and f"{loss.field}{loss.value}".strip() for one in addition.added for loss in one.lost)


def _written(addition: Addition) -> None:
    if addition.change is None:
        return
    source = Source("content/references.json", addition.change.after.decode())
    items, flaws, _ = parse_references(source)
    assert not flaws, f"what was written has a finding: {flaws[0].finding.message}"
    meant = [json.loads(json.dumps(one.entry.fields)) for one in addition.added]
    assert [dict(item.fields) for item in items] == meant, "what was written reads back as something else"
    records = [item.fields for item in items]
    for written, read in ((to_bibtex(records), read_bibtex), (to_ris(records), read_ris)):
        again = read(written)
        assert not again.broken, f"what is exported cannot be read: {again.broken[0].message}"
        assert len(again.entries) == len(records), "works are lost on the way out"


def _nothing_lost(text: str, incoming: Incoming, addition: Addition) -> None:
    """Each word of a record in RIS is in the work or told to be lost."""
    if addition.left_out:
        return
    said = "\n".join(words_in([[one.key, _told(one)] for one in addition.added]))
    # A DOI is written in small letters, since it is the same in both.
    lost = [word for value in _values(text) for word in WORD.findall(value) if word.casefold() not in said.casefold()]
    assert not lost, f"words are lost: {lost}"


def _told(added: Added) -> list[object]:
    """The work as it is added, its key in the file, and what of it is said to be lost."""
    return [added.entry.fields, added.entry.key, [[loss.value, loss.why] for loss in added.lost]]


def _values(text: str) -> Iterator[str]:
    for line in re.sub(r"<[^>\n]*>?", " ", html.unescape(text)).splitlines():
        tag, _, value = line.partition("-")
        if tag.strip() != "TY":
            yield value
