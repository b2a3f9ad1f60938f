"""`urgent.yml`: words in a search after which help is offered before anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.help import SERVICE_KINDS
from handbook_build.model.seeking import Alarm, Saying, Urgent
from handbook_build.model.source import Source
from handbook_build.parsing.fields import Field, identifier, named_texts, records, some_of, text, texts
from handbook_build.parsing.phrases import place, read_sayings, sayings
from handbook_build.parsing.records import read_records, word_sets
from handbook_build.parsing.typography import typographic

ALARM_FIELDS = (
    Field("name", identifier, "a name for these words: crisis", True),
    Field("tells", text, "what search then says, above the numbers", True),
    Field("says", sayings, "the words, without apostrophes; up to two others may stand between them", True),
    Field("services", some_of(*SERVICE_KINDS), "kinds of services of help.yml that are then named too"),
    Field("to", place, "the id of a place that search then leads to"),
)
FILE_FIELDS = (
    Field("urgent", records(ALARM_FIELDS), "the list of words that are urgent", True),
    Field("words", named_texts, "sets of words with a name, for `{name}` in what people say: therapist/counsellor"),
    Field("harmless", texts, "words that are no sign of danger although they hold such words: killing time"),
)


def parse_urgent(source: Source) -> tuple[Urgent, list[Flaw]]:
    """The alarms in the order of the file."""
    entries, flaws, head = read_records(source, FILE_FIELDS, ALARM_FIELDS, "an entry of urgent")
    sets = word_sets(source, head, flaws)
    alarms = tuple(
        Alarm(
            record.text("name"),
            typographic(record.text("tells")),
            tuple(_known(read_sayings(source, item, flaws), sets, flaws)),
            record.locations["name"],
            record.texts("services"),
            record.text("to"),
            record.locations.get("to"),
        )
        for item, record in entries
        if record.text("name") and record.text("tells")
    )
    return Urgent(alarms, sets, head.texts("harmless")), flaws


def _known(sayings: tuple[Saying, ...], sets: Mapping[str, str], flaws: list[Flaw]) -> Iterator[Saying]:
    """Those whose sets of words there are."""
    for saying in sayings:
        unknown = next((name for name in re.findall(r"\{([^}]*)\}", saying.words) if name not in sets), None)
        if unknown is None:
            yield saying
            continue
        near = get_close_matches(unknown, sets, 1)
        hint = f"did you mean `{{{near[0]}}}`?" if near else "write the set under `words`"
        flaws.append(Flaw("wrong-value", Finding(saying.location, f"there is no set of words `{{{unknown}}}`", hint)))
