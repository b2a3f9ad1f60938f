"""How strongly a sentence is worded, which way it points, and whether it speaks of research.

The lists are English: in another language only figures are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handbook_build.model.claim import Claim, Strength
from handbook_build.prose.glance import may_hold

# Words that say one thing makes another happen, and words that leave no exception.
_CAUSAL = (
    r"(?<!the )(?<!of )(?<!other )(?<!its )causes(?! of\b)|caused|causing|"
    r"(?:to|can|may|will|would|could|might|and|or) cause(?! and\b)|leads? to|led to|leading to|"
    r"results? in|resulted in|brings? about|brought about|produce[sd]?|"
    r"heal(?:s|ed|ing)?|cure[sd]?|is due to|are due to|thanks to|is responsible for|"
    r"makes? (?:clients?|people) better|determine[sd]?|drive[sn]?|creates?|prevents?"
)
_ABSOLUTE = (
    r"prove[sdn]?(?! nothing)|proving|proof|always|never|cannot|can't|can not|guarantee[sd]?|ensures?|"
    r"undeniable|undeniably|undoubtedly|certainly|without exception|in every case|"
    r"every client|all clients|no client|inevitably|must"
)
# Words by which a writer says that research has settled a matter.
_SETTLED = (
    r"(?:studies|research|evidence|science|trials|data|the literature) (?:clearly |consistently )?"
    r"(?:shows?|demonstrates?|confirms?|establish(?:es)?|(?:has|have) (?:shown|demonstrated|confirmed|established))|"
    r"we (?:now )?know that|it is (?:well )?(?:known|established)|well established|clearly|conclusively|definitely"
)
# What a claim of each strength may not say.
_NOT_LINKED = f"{_CAUSAL}|{_ABSOLUTE}"
_NOT_OPEN = f"{_NOT_LINKED}|{_SETTLED}"
_TOO_STRONG = {
    Strength.SHOWN: "",
    Strength.LINKED: _NOT_LINKED,
    Strength.MIXED: _NOT_OPEN,
    Strength.CONTESTED: _NOT_OPEN,
    Strength.PRACTICE_WISDOM: _NOT_OPEN,
}
INSTEAD = {
    Strength.SHOWN: "",
    Strength.LINKED: "say that they go together: goes with, is linked to, tends to",
    Strength.MIXED: "say that findings differ: some studies, mostly, may",
    Strength.CONTESTED: "say who holds it and that it is disputed: one review concludes, studies disagree",
    Strength.PRACTICE_WISDOM: "say that it is practice wisdom: many counsellors find, it may",
}
# Within so many words before a strong word, one of these takes it back.
_TAKEN_BACK = re.compile(
    r"\b(?:not|no|nor|neither|nobody|none|without(?! doubt)|whether|if|far from|rather than|instead of|yet to|"
    r"difficult to|hard to|too few to|cannot|can't|\w+n't)\b(?:[^\w,;:.]+[\w'-]+){0,4}[^\w,;:.]*$",
    re.IGNORECASE,
)
# What a careful writer says cannot be done.
_HUMBLE = re.compile(
    r"(?:cannot|can't|can not)\s+(?:yet\s+|by itself\s+|themselves\s+|on its own\s+|really\s+)?(?:say|tell|show|prove|"
    r"settle|rule|be (?:said|told|compared|ranked|settled|sure|read|taken|pooled)|know|conclude|decide|speak|answer|"
    r"promise|separate|give|explain|establish)|never (?:been )?(?:shown|tested|proved|proven|studied|meant)|"
    r"must (?:be|not)|always (?:been )?(?:remember|ask|say|the same)",
    re.IGNORECASE,
)

_BETTER = r"better|improv(?:e[sd]?|ing|ements?)|more benefit|gains?|fewer symptoms"
_WORSE = r"worse|worsen\w*|poor(?:er)?|deteriorat\w+"
_NO_LINK = (
    r"no (?:clear |significant |reliable |overall )?(?:link|difference|effect|relation\w*|association|"
    r"correlation|connection)|"
    r"not (?:linked|related|associated|connected)|unrelated|no better|not better|"
    r"(?:did|does|do) not (?:go with|predict|differ)|barely (?:relate\w*|linked|go(?:es)? with)|"
    r"hardly any difference|"
    r"almost (?:no|none)"
)
# What turns a direction round: a weaker alliance with worse outcome is a stronger one with better.
_TURNED = re.compile(
    r"\b(?:weak(?:er)?|(?:lower|less|fewer)(?! (?:symptom|distress|drop|often|harm|afraid|fear|pain|worr|leav)\w*)|low|"
    r"no (?:good|strong)|insecure|unrepaired|not repaired|more symptoms|without)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r"\b(?:goes?|went|going) with|\blink|\bassociat|\bpredict|\bmean", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]|\.\s|,?\s(?:and|but|while|whereas|though)\s")
_DIRECTION = re.compile(rf"\b(?:(?P<none>{_NO_LINK})|(?P<better>{_BETTER})|(?P<worse>{_WORSE}))\b", re.IGNORECASE)
_NOT_WORSE = re.compile(r"\b(?:not?|nor|never|none|nobody|\w+n't)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
# What has not been shown to be better points nowhere yet.
_NOT_SHOWN = re.compile(
    r"\b(?:not?|never|nobody|\w+n't)\W+(?:yet\W+)?(?:been\W+)?(?:shown?|proved|proven|demonstrated|found|known)\W+"
    r"(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)

# Phrases that speak of research, and so need a work.
_NOUN = r"stud(?:y|ies)|surveys?|trials?|experiments?|reviews?|meta-analys[ei]s"
_FINDS = (
    r"shows?|shown|showed|finds?|found|suggests?|suggested|proves?|proved|proven|demonstrates?|demonstrated|"
    r"indicates?|indicated|confirms?|confirmed|reveals?|revealed|says?|said|reports?|reported|"
    r"concludes?|concluded|linked|tells? us|supports?|supported"
)
# Between the work and what it found: "studies of many kinds have found", but not "studies, and found".
_BETWEEN = r"(?:(?!(?:and|or|but|we|you|that)\s)\w+\s){0,3}?"
_RESEARCH = re.compile(
    rf"\b(?:(?:studies|research|researchers|evidence|science|scientists|data|findings|surveys|trials|experiments|reviews|"
    rf"meta-analys[ei]s|(?:a|one|another|some|many|most|several|recent|large|small|early)\s(?:\w+\s)?(?:{_NOUN})|"
    rf"(?:the|this|that)\s(?:\w+\s)?(?:study|survey|trial|experiment))\s{_BETWEEN}(?:{_FINDS})"
    r"|(?:according to|based on)\s(?:\w+\s){0,2}?(?:research|studies|evidence|science)"
    r"|(?:in|from)\s(?:a|an|one|another|two|three|several|many|most|some)\s(?:\w+\s){0,3}?"
    r"(?:study|studies|surveys?|trials)"
    r"|it\s(?:has been|was|is)\s(?:\w+\s)?(?:shown|proven|demonstrated)\sthat"
    r"|(?:has|have) been\s(?:\w+\s)?(?:shown|proven|demonstrated)\s"
    r"(?:that|to (?!the\b|an?\b|her\b|his\b|him\b|its\b|them\b|their\b|you\b|your\b|me\b|my\b|us\b|our\b)\w+)"
    r"|(?:was|were|is|are)\s(?:shown|proven|demonstrated) to (?:be|help|improve|work|reduce|increase|predict|go|have)"
    r"|there is\s(?:\w+\s){0,2}?evidence\s(?:that|for)"
    r"|scientifically\s(?:proven|shown)|evidence-based fact|the (?:research|evidence) is clear)\b",
    re.IGNORECASE,
)
# Without one of these no such phrase is there; most sentences have none.
_OF_RESEARCH = tuple(
    "stud survey trial experiment review meta- research evidence scien data finding shown prove demonstrat".split()
)
# Saying that there is no research needs no work, and asking for it neither.
_NO_RESEARCH = re.compile(
    r"\b(?:no|not|nor|few|without|lack|lacks|little|nobody|neither|never|whether|what|until|if|how|\w+n't)\b",
    re.IGNORECASE,
)


# How far back a word is looked for that changes what follows.
_WINDOW = 120


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words found in a sentence, with where they begin and end in it."""

    text: str
    start: int
    end: int


def too_strong(sentence: str, claim: Claim) -> Iterator[Phrase]:
    """The words of a sentence that say more than the claim allows.

    A question says nothing yet, a word that is taken back ("does not prove") is no claim, and what
    the claim's own statement says may be said.
    """
    words = _TOO_STRONG[claim.strength]
    if not words or _asks(sentence):
        return
    plain, own = _plain(sentence), _plain(claim.statement).lower()
    for match in re.finditer(rf"\b(?:{words})\b", plain, re.IGNORECASE):
        before = max(0, match.start() - _WINDOW)
        if _TAKEN_BACK.search(plain, before, match.start()) or _HUMBLE.match(plain, match.start()):
            continue
        if not re.search(rf"\b{re.escape(match[0].lower())}\b", own):
            yield Phrase(sentence[match.start() : match.end()], match.start(), match.end())


def directions(sentence: str) -> dict[str, Phrase]:
    """The directions that a sentence names, better, worse or none, each with its first words.

    Each clause is read for itself. In one, two turns are none: "a weaker alliance goes with worse
    outcome" points the same way as "a stronger one with better".
    """
    found: dict[str, Phrase] = {}
    plain = _plain(sentence)
    start = 0
    for end in [*(match.start() for match in _CLAUSE.finditer(plain)), len(plain)]:
        clause = plain[start:end].split(" than ")[0]
        for kind, match in _clause_directions(clause):
            found.setdefault(kind, Phrase(match[0], start + match.start(), start + match.end()))
        start = end
    return found


def _clause_directions(clause: str) -> Iterator[tuple[str, re.Match[str]]]:
    said = []
    for match in _DIRECTION.finditer(clause):
        before = clause[max(0, match.start() - _WINDOW) : match.start()]
        unsaid = {"worse": _NOT_WORSE, "better": _NOT_SHOWN}.get(str(match.lastgroup))
        if not (unsaid and unsaid.search(before)):
            said.append(match)
    none = next((match for match in said if match.lastgroup == "none"), None)
    if none:
        yield "none", none
    elif said and len({match.lastgroup for match in said}) > 1 and not _LINKS.search(clause):
        # "Some did better, some did worse": nothing is said to go with anything.
        yield from ((str(match.lastgroup), match) for match in said)
    elif said:
        turns = len(_TURNED.findall(clause)) + sum(1 for match in said if match.lastgroup == "worse")
        yield "worse" if turns % 2 else "better", said[0]


def research_phrases(sentence: str) -> Iterator[Phrase]:
    """Phrases that say what research found; not those that say that there is none."""
    if _asks(sentence) or not may_hold(sentence, _OF_RESEARCH):
        return
    plain = _plain(sentence)
    for match in _RESEARCH.finditer(plain):
        before = re.split(r"[,;:.]", plain[max(0, match.start() - _WINDOW) : match.start()])[-1]
        if _NO_RESEARCH.search(match[0]) or _NO_RESEARCH.search(" ".join(before.split()[-4:])):
            continue
        yield Phrase(sentence[match.start() : match.end()], match.start(), match.end())


def _plain(sentence: str) -> str:
    """The sentence with straight apostrophes, each where it was."""
    return sentence.replace("’", "'")


def _asks(sentence: str) -> bool:
    return sentence.rstrip("”\"') ").endswith("?")
