"""Figures in running text: effects, intervals, shares, frequencies and counts of studies or people,
and whether a claim of the ledger holds them.

Effects and shares are read in any language; frequencies in words and counts are read in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from handbook_build.model.claim import Claim, Figures
from handbook_build.prose.glance import small

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
FRACTIONS = {
    "two-thirds": Decimal(200) / 3,
    "two thirds": Decimal(200) / 3,
    "three-quarters": Decimal(75),
    "three quarters": Decimal(75),
    "a third": Decimal(100) / 3,
    "one third": Decimal(100) / 3,
    "a quarter": Decimal(25),
    "half": Decimal(50),
}
# What studies are called. A few reviews, experiments or effects may be anybody's.
_STUDIES = r"studies|study|meta-analyses|meta-analysis|surveys?|data\s+sources"
_WORKS = r"samples?|trials?|experiments?|reviews?|articles?|papers?|effects"
_PERSON = (
    r"client|person|patient|participant|respondent|adult|child|student|therapist|counsellor|practitioner|user|couple"
)
_PEOPLE = (
    r"clients?|people|persons?|patients?|participants?|respondents?|adults?|children|young\s+people|students?|"
    r"therapists?|counsellors?|practitioners?|treatments?|users?|consumers?|experts?|couples?|families"
)
# Fewer people than that may be those of a waiting list or a hall.
_FEWEST_PEOPLE = 200
_FEWEST_WORKS = 5
_EFFECTS = r"r|d|g|k|n|N|p|t|F|kappa|κ|η²|β|χ²"
# What is said to lie above a figure, or below it.
_ABOVE = frozenset(("over", "more than", "at least"))
_BELOW = frozenset(("nearly", "almost", "up to", "at most"))

_SIGN = "[-−–]"
# With a point or a decimal comma, or with a comma at the thousands.
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:[.·]\d+)|\d+,\d{1,2}(?![\d,])|\d{1,3}(?:,\d{3})+|\d+"
_VALUE = rf"{_SIGN}?(?:{_DIGITS})"
_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_AMOUNT = rf"(?:{_DIGITS}|{_WORD})"
_FRACTION = "|".join(fraction.replace(" ", r"\s") for fraction in FRACTIONS)
# What may stand between a number and what it counts: "82 independent samples", but not "three has a review".
_ADJECTIVE = (
    r"(?!(?:of|in|on|at|to|a|an|the|and|or|is|are|was|were|has|have|had|from|with|for|that|this|by|as|its|their|your)\b)"
    r"[a-z-]+"
)
_SPAN = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
# Spaces are counted, so that no run of them makes the search slow.
_S = r"\s{0,3}"
_PATTERN = re.compile(
    rf"""
      (?:\d\d\s?%\s)?(?P<interval>(?:CI|confidence\sinterval)s?{_S}(?:of\s|from\s|about\s|[:=])?{_S}
        [\[(]?{_S}(?P<low>{_VALUE})\s?%?{_S}(?:to|and|,|;|–|-){_S}(?P<high>{_VALUE})\s?%?{_S}[\])]?)
    | (?<![\w.])(?P<effect>(?:OR|RR|HR|SMD|SD)\b|(?:{_EFFECTS})(?={_S}(?:[=≈<>≤≥]|of\b|was\b|about\b)))
        {_S}(?:=|≈|<|>|≤|≥|of\b|was\b|about\b)?{_S}(?:about\s)?(?P<size>{_VALUE})(?![\w%])
    | (?i:(?P<about>(?:about|around|some|over|more\sthan|nearly|almost|roughly|at\sleast|up\sto|at\smost)\s+)?(?:
          (?<![\w.,])(?P<share>{_VALUE}(?={_S}[%٪]|\sper\s?cent\b)|(?:{_WORD})(?=\sper\s?cent\b)){_S}(?:%|٪|per\s?cent\b)
          (?!\sof\s(?:the|your|my|their|a)\s(?:fee|price|cost|charge)\b)
        | (?<![\w.,-])(?P<part>{_AMOUNT})\s+(?:(?:{_PERSON})\s+)?(?:in|out\sof)\s+(?:every\s)?(?P<total>{_AMOUNT})
          (?![\w.,-]*\d)\b(?!\s+(?:{_SPAN}|sessions?|words?|pages?)\b)
        | (?<![\w-])(?P<fraction>{_FRACTION})\s(?:of\s)?(?:all\s|the\s|these\s|those\s)?
          (?:\d+\s)?(?:{_STUDIES}|{_WORKS}|{_PEOPLE})\b
        | (?<![\w.,-])(?P<studies>{_AMOUNT})\s+(?:{_ADJECTIVE}\s+){{0,3}}?(?:{_STUDIES}|(?P<work>{_WORKS}))\b
        | (?<![\w.,-])(?P<people>{_DIGITS})\s+(?:{_ADJECTIVE}\s+){{0,2}}?(?:{_PEOPLE})\b
        | (?<![\w.,/-])(?P<number>{_VALUE})(?![\w/%]|[.,·:]\d|-\w)
      ))
    """,
    re.VERBOSE,
)
# So many digits has a number that was rounded: 30,000 has one, 14,000 two.
_ROUND_DIGITS = 2
# No work gives more decimals.
_MOST_PLACES = 12
# A mark that somebody gives: "mark it seven out of ten".
_MARKED = re.compile(
    r"\b(?:marks?|rates?|scores?|grades?|gives?|gave|below|above|scale|picks?|choose|chose)\b", re.IGNORECASE
)
# Without one of these a text has no figure; most sentences have none.
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBERING = frozenset((*NUMBER_WORDS, *" ".join(FRACTIONS).replace("-", " ").split())) - {"a"}
_NOT_COUNTED = re.compile(rf"\s+{_SPAN}\b")
_KINDS = ("interval", "effect", "share", "part", "fraction", "studies", "people", "number")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text. `kind` is effect, interval, share, studies, people or number.

    `values` holds one number, or the two bounds of an interval; a frequency is a share in per cent.
    `rough` is the word by which the text itself rounds: "about", "over"; `in_words` tells a share such as
    "one in five"; `few` that it counts so few people or works that they may be anybody's.
    """

    kind: str
    values: tuple[Decimal, ...]
    text: str
    start: int
    end: int
    symbol: str = ""
    rough: str = ""
    in_words: bool = False
    few: bool = False

    @property
    def states(self) -> bool:
        """Whether the figure makes a statement about research wherever it stands; a bare number does not."""
        return self.kind != "number" and not self.few


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text, from left to right."""
    if not _DIGIT.search(text) and _NUMBERING.isdisjoint(_LETTERS.findall(small(text))):
        return
    for match in _PATTERN.finditer(text):
        kind = next(name for name in _KINDS if match[name] is not None)
        figure = _READ[kind](match)
        if figure is not None:
            yield figure


def _made(
    match: re.Match[str], kind: str, *values: Decimal, symbol: str = "", in_words: bool = False, few: bool = False
) -> Figure:
    hedge = " ".join((match["about"] or ("about" if in_words else "")).split()).lower()
    return Figure(kind, values, " ".join(match[0].split()), match.start(), match.end(), symbol, hedge, in_words, few)


def _interval(match: re.Match[str]) -> Figure:
    return _made(match, "interval", _number(match["low"]), _number(match["high"]))


def _effect(match: re.Match[str]) -> Figure:
    symbol = match["effect"]
    kind = {"k": "studies", "n": "people", "N": "people"}.get(symbol, "effect")
    return _made(match, kind, _number(match["size"]), symbol=symbol)


def _share(match: re.Match[str]) -> Figure:
    value = _number(match["share"])
    # "100% fine" is a way of speaking.
    return _made(match, "share", value, few=value == 100)


def _frequency(match: re.Match[str]) -> Figure | None:
    part, total = _number(match["part"]), _number(match["total"])
    # "Six in two rooms" is no part of two, "one in 1957" no part of a year.
    if not 0 < part < total or _is_year(match["total"]):
        return None
    if _MARKED.search(match.string, max(0, match.start() - 30), match.start()):
        return None
    return _made(match, "share", 100 * part / total, in_words=True)


def _fraction(match: re.Match[str]) -> Figure:
    return _made(match, "share", FRACTIONS[" ".join(match["fraction"].lower().split())], in_words=True)


def _studies(match: re.Match[str]) -> Figure | None:
    # "One review argues" counts nothing.
    if match["studies"].lower() == "one":
        return None
    count = _number(match["studies"])
    return _made(match, "studies", count, few=bool(match["work"]) and count < _FEWEST_WORKS)


def _people(match: re.Match[str]) -> Figure:
    count = _number(match["people"])
    return _made(match, "people", count, few=count < _FEWEST_PEOPLE)


def _bare(match: re.Match[str]) -> Figure | None:
    if _is_year(match["number"]) or _NOT_COUNTED.match(match.string, match.end()):
        return None
    return _made(match, "number", _number(match["number"]))


def _is_year(written: str) -> bool:
    return len(written) == 4 and written.isdigit() and 1500 <= int(written) <= 2100


_READ = {
    "interval": _interval,
    "effect": _effect,
    "share": _share,
    "part": _frequency,
    "fraction": _fraction,
    "studies": _studies,
    "people": _people,
    "number": _bare,
}


def _number(written: str) -> Decimal:
    word = written.lower()
    if word in NUMBER_WORDS:
        return Decimal(NUMBER_WORDS[word])
    plain = re.sub("[−–]", "-", written.replace("·", "."))
    decimal = re.fullmatch(r"(-?\d+),(\d{1,2})", plain)
    return Decimal(f"{decimal[1]}.{decimal[2]}" if decimal else plain.replace(",", ""))


def holds(claim: Claim, figure: Figure) -> bool:
    """Whether the ledger's figures for a claim hold this one, as it is or rounded."""
    return any(_group_holds(group, figure) for group in claim.figures)


def _group_holds(group: Figures, figure: Figure) -> bool:
    if figure.kind == "interval":
        bounds = [_first(bound) for bound in group.interval]
        pairs = [(value, bound) for value, bound in zip(figure.values, bounds, strict=False) if bound is not None]
        return len(pairs) == 2 and all(_agrees(value, bound) for value, bound in pairs)
    return any(_agrees(figure.values[0], value, figure.rough, figure.in_words) for value in _candidates(group, figure))


def _candidates(group: Figures, figure: Figure) -> Iterator[Decimal]:
    """The values of the ledger with which a figure may agree: those of its own kind, and `other`."""
    if figure.kind in ("effect", "number") and group.effect:
        symbol = re.split(r"[\s=≈]", group.effect.strip())[0]
        if figure.kind == "number" or symbol == figure.symbol:
            yield from _values((group.effect,))
    if figure.kind in ("share", "number"):
        yield from _values(group.shares)
        if figure.kind == "share":
            yield from _values(bound for bound in group.interval if "%" in bound)
    if figure.kind in ("studies", "number"):
        yield from _values((group.studies,))
    if figure.kind in ("people", "number"):
        yield from _values((group.people,))
    if figure.kind == "number":
        yield from _values(group.interval)
    for text in group.other:
        yield from (value for one in figures(text) for value in one.values)


def _values(texts: Iterable[str]) -> Iterator[Decimal]:
    for text in texts:
        if (value := _first(text)) is not None:
            yield value


def _first(text: str) -> Decimal | None:
    match = re.search(_VALUE, text)
    if match:
        return _number(match[0])
    word = text.strip().lower()
    return Decimal(NUMBER_WORDS[word]) if word in NUMBER_WORDS else None


def _agrees(stated: Decimal, known: Decimal, rough: str = "", in_words: bool = False) -> bool:
    """Equal, or the known value rounded to the decimals that are stated; roughly, within a tenth.

    Only a round number is rough: "over 30,000", but not "over 669 studies", where "over" is "in all".
    """
    if stated == known:
        return True
    round_enough = in_words or len(stated.normalize().as_tuple().digits) <= _ROUND_DIGITS
    if rough and round_enough and abs(stated - known) <= abs(known) / 10:
        return not (rough in _ABOVE and stated > known) and not (rough in _BELOW and stated < known)
    exponent = stated.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if places > _MOST_PLACES:
        return False
    if not places and known == known.to_integral_value():
        return False
    unit = Decimal(1).scaleb(-places)
    return stated in (known.quantize(unit, ROUND_HALF_UP), known.quantize(unit, ROUND_HALF_EVEN))
