"""`claims.yml` and `false-claims.yml`: the claim ledger, and the claims not to repeat."""

from __future__ import annotations

import re

from handbook_build.diagnostics import Finding
from handbook_build.model.citation import Citation, CiteItem
from handbook_build.model.claim import DIRECTIONS, Claim, FalseClaim, Figures, Strength, Wording
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.model.term import OWN_WORDING
from handbook_build.parsing.citations import parse_group
from handbook_build.parsing.fields import (
    Field,
    Record,
    Wrong,
    identifier,
    kind,
    matching,
    named_texts,
    one_of,
    placed_texts,
    records,
    text,
    texts,
)
from handbook_build.parsing.records import nested, read_records, scalars, word_sets
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import Value

_figure = matching(
    "[0-9]", "in which no number stands", "write the figure in digits: r = .28", types=("string", "number")
)


@kind({"type": "array", "items": _figure.schema, "minItems": 2, "maxItems": 2})
def _pair(value: Value) -> object:
    bounds = texts(value)
    if isinstance(bounds, tuple) and len(bounds) == 2 and all(re.search("[0-9]", str(bound)) for bound in bounds):
        return bounds
    return Wrong("is no pair of bounds", "write both: [.256, .299]")


FIGURE_FIELDS = (
    Field("effect", _figure, "the effect: r = .278"),
    Field("interval", _pair, "its 95% confidence interval: [.256, .299]"),
    Field("studies", _figure, "how many studies"),
    Field("people", _figure, "how many people"),
    Field("share", texts, "a percentage, or several: 19.7%"),
    Field("other", texts, "other counts, with what is counted: 9 countries"),
    Field("note", text, "what these figures are about"),
)
CLAIM_FIELDS = (
    Field("id", identifier, "the id of the claim; pages bind sentences to it", True),
    Field("statement", text, "what is claimed, in one plain sentence", True),
    Field("strength", one_of(*(one.value for one in Strength)), "how strongly it may be worded", True),
    Field("direction", one_of(*DIRECTIONS), "which way it goes: better, worse, none, or both"),
    Field("source", texts, "keys of works, each with its locator; `handbook` for practice wisdom", True),
    Field(
        "figures",
        records(FIGURE_FIELDS, "write `figures:` and below it `- {effect: r = .28, studies: 82}`"),
        "the figures, each group on a line of its own",
    ),
    Field("sections", texts, "ids of the sections that state it"),
)
CLAIM_FILE_FIELDS = (Field("claims", records(CLAIM_FIELDS), "the list of claims", True),)
FALSE_CLAIM_FIELDS = (
    Field("id", identifier, "the id of the false claim", True),
    Field("says", text, "the claim as people put it", True),
    Field("better", text, "what is better said", True),
    Field("source", texts, "keys of works that the better statement rests on"),
    Field("unless", texts, "words that take it back in the same sentence: unless, except"),
    Field("wordings", placed_texts, "wordings by which it is known", True),
)
FALSE_CLAIM_FILE_FIELDS = (
    Field("false-claims", records(FALSE_CLAIM_FIELDS), "the list of false-claims", True),
    Field("words", named_texts, "sets of words with a name, for `{name}` in a wording"),
)


def parse_claims(source: Source) -> tuple[tuple[Claim, ...], list[Flaw]]:
    """The claims in the order of the file; one with a fault is kept when it has an id."""
    claims, flaws, _ = read_records(source, CLAIM_FILE_FIELDS, CLAIM_FIELDS, "a claim")
    return tuple(_claim(source, record, flaws) for _, record in claims if record.text("id")), flaws


def parse_false_claims(source: Source) -> tuple[tuple[FalseClaim, ...], list[Flaw]]:
    """The claims not to repeat, in the order of the file."""
    claims, flaws, head = read_records(source, FALSE_CLAIM_FILE_FIELDS, FALSE_CLAIM_FIELDS, "a false claim")
    sets = word_sets(source, head, flaws)
    found = [
        FalseClaim(
            id=record.text("id"),
            says=typographic(record.text("says")),
            better=typographic(record.text("better")),
            wordings=tuple(
                Wording(_filled(scalar.text, sets), source.location(scalar.start, scalar.end))
                for scalar in scalars(source, item, "wordings", flaws)
            ),
            location=record.locations["id"],
            unless=record.texts("unless"),
            citation=_citation(record, flaws),
            source_location=record.locations.get("source"),
        )
        for item, record in claims
        if record.text("id")
    ]
    return tuple(found), flaws


def _filled(pattern: str, sets: dict[str, str]) -> str:
    """The wording with each `{name}` replaced by its set; an unknown name stays, and is found later."""
    return re.sub(r"\{([\w-]+)\}", lambda found: sets.get(found[1], found[0]), pattern)


def _claim(source: Source, record: Record, flaws: list[Flaw]) -> Claim:
    groups = nested(source, record, "figures", FIGURE_FIELDS, "a group of figures", flaws)
    return Claim(
        id=record.text("id"),
        statement=typographic(record.text("statement")),
        # A strength that cannot be read is a finding; until it is mended, the weakest holds.
        strength=Strength(record.text("strength") or Strength.PRACTICE_WISDOM.value),
        location=record.locations["id"],
        citation=_citation(record, flaws),
        direction=record.text("direction"),
        figures=tuple(_figures(group) for _, group in groups),
        sections=record.texts("sections"),
        source_location=record.locations.get("source"),
        sections_location=record.locations.get("sections"),
    )


def _figures(record: Record) -> Figures:
    return Figures(
        effect=record.text("effect"),
        interval=record.texts("interval"),
        studies=record.text("studies"),
        people=record.text("people"),
        shares=record.texts("share"),
        other=record.texts("other"),
    )


def _citation(record: Record, flaws: list[Flaw]) -> Citation:
    """The works as one citation; what follows a comma is a locator."""
    items: list[CiteItem] = []
    for one in record.texts("source"):
        found = parse_group(f"@{one}", 0) if one != OWN_WORDING else ()
        if one != OWN_WORDING and (len(found) != one.count(";") + 1 or not one.startswith(found[0].key)):
            message = f"`source` holds `{one}`, which is no key of a work"
            hint = "write the key, and where in the work it stands behind a comma: rogers-1957, p. 96"
            flaws.append(Flaw("wrong-value", Finding(record.locations["source"], message, hint)))
        items += found
    return Citation(tuple(items))
