"""Two pages, sections, handouts or terms have the same id.

An id is the permanent address of one thing. Rename the newer of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook, Target

# The words used on a page, its references, outcomes and questions, and the countries of the help page.
RESERVED = re.compile(r"words-used-here|rests-on|(?:word|ref|can-do)-.+|check-yourself-[0-9]+|help-[a-z]{2}")
# What the theme's own parts of a page are called; only a section could take their place there.
THEME = re.compile(
    r"main|cite-heading|find(?:-title|-words)?|help-heading|files|read-next|pages-in-this-part|parts-of-the-handbook|pop-word|"
    r"mark(?:-caution|-client|-counsellor|-search|-trainer)?"
)

# `ending-plan-p3` is the third paragraph of `ending-plan`.
PASSAGE = re.compile(r"(.+)-p[0-9]+")
CITED = ("page", "section", "handout")

CODE, NAME, SEVERITY = "HB403", "duplicate-id", Severity.ERROR


def check(handbook: Handbook) -> Iterator[Finding]:
    first: dict[str, Target] = {}
    cited = {target.id for target in handbook.all_targets if target.kind in CITED}
    for target in handbook.all_targets:
        other = first.setdefault(target.id, target)
        named = target.kind in CITED and RESERVED.fullmatch(target.id)
        paragraph = PASSAGE.fullmatch(target.id)
        if paragraph and paragraph[1] in cited:
            message = f"the id `{target.id}` belongs to a paragraph of `{paragraph[1]}`"
            yield Finding(target.location, message, "choose another")
        elif named or (target.kind == "section" and THEME.fullmatch(target.id)):
            message = f"the id `{target.id}` belongs to a part of each page that the build makes"
            yield Finding(target.location, message, "choose another")
        # Two entries with one id are a finding of their own (duplicate-term).
        if other is target or target.kind == other.kind == "term":
            continue
        here, there = (other, target) if target.kind == "term" else (target, other)
        yield Finding(here.location, f"the id `{target.id}` is taken ({there.location})", "rename the newer of the two")
