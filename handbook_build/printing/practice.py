"""A practice on the sheets that it gives out, and what of it no sheet can show."""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding
from handbook_build.model.document import Flaw
from handbook_build.model.handbook import Handbook
from handbook_build.model.practice import Practice
from handbook_build.printing.engine import Press, undrawable
from handbook_build.printing.handouts import for_practice, practice_help
from handbook_build.printing.sheet import Sheet
from handbook_build.printing.typefaces import unwritable


def given_out(sheets: list[Sheet], handbook: Handbook) -> list[Sheet]:
    """The sheets as the handbook's practice gives them out; as they are, when it has none."""
    practice = handbook.practice
    if practice is None:
        return sheets
    numbers = practice_help(handbook, practice)
    return [for_practice(sheet, practice, handbook.logo, numbers) for sheet in sheets]


def unprintable_details(press: Press, handbook: Handbook) -> list[Flaw]:
    """What is wrong with the practice that only printing can tell: it would be wrong on every sheet."""
    practice = handbook.practice
    if practice is None:
        return []
    flaws = []
    for key, words in _details(practice):
        if missing := unwritable([words]):
            problem = undrawable(missing)
            flaws.append(Flaw("unprintable-practice", Finding(practice.at(key), problem.message, problem.hint)))
    if handbook.logo and press.unusable({practice.logo: handbook.logo}):
        finding = Finding(
            practice.at("logo"),
            f"the logo {practice.logo} cannot be read to its end",
            "save it again as PNG, JPEG or SVG",
        )
        flaws.append(Flaw("unusable-logo", finding))
    return flaws


def _details(practice: Practice) -> Iterator[tuple[str, str]]:
    """Each detail with its key, as words."""
    yield "name", practice.name
    yield "address", " ".join(practice.address)
    yield "telephone", practice.telephone
    yield "email", practice.email
    yield "web", practice.web
    yield "hours", " ".join(practice.hours)
    if line := practice.crisis_line:
        yield "crisis-line.name", line.name
        yield "crisis-line.number", line.number
        yield "crisis-line.hours", line.hours
