"""The criteria of WCAG 2.2 that the pages claim, one by one, and how each is held.

Numbers, names and levels are those of the Web Content Accessibility Guidelines 2.2 (W3C Recommendation, 2023).
A test names the criteria that it holds, `@pytest.mark.criterion("2.1.4")`; a test compares these marks with the
rows that say `TESTED`, so neither can claim what the other does not have.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from handbook_build.model.language import OWN_LANGUAGE, differ

# The day on which every row was last gone through by somebody.
GONE_THROUGH = date(2026, 11, 22)

TESTED = "Tested by a program in every build"
LOOKED_AT = "Looked at by us"
MADE = "Met by the way pages are made"
NOT_TESTED = "Not tested"
NOT_MET = "Not met"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its number, name and level (A, AA or AAA), how it is held, and what there is to say of it."""

    number: str
    name: str
    level: str
    held: str
    note: str


def _rows(level: str, table: str) -> tuple[Criterion, ...]:
    """A table of lines `number | name | how | note`."""
    words = {"tested": TESTED, "looked": LOOKED_AT, "made": MADE, "untested": NOT_TESTED, "unmet": NOT_MET}
    cells = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return tuple(Criterion(number, name, level, words[how], note) for number, name, how, note in cells)


_A = """
1.1.1 | Non-text Content | tested | Every picture has words beside it or in place of it; whether they are good \
words, people judged.
1.3.1 | Info and Relationships | tested | Headings in order, lists, tables with heads, labelled fields.
1.3.2 | Meaningful Sequence | made | What is read aloud has the order in which it is written.
1.3.3 | Sensory Characteristics | looked | Nothing is found by its colour, shape or place alone.
1.4.1 | Use of Color | looked | Links are underlined; passages have a mark and words; answers are said in words.
2.1.1 | Keyboard | tested | One page of each kind is gone through by keyboard, and the menu on a page enlarged four \
times.
2.1.2 | No Keyboard Trap | tested | Each walk through a page goes on, also into a window that opens on it, and out \
of it.
2.1.4 | Character Key Shortcuts | tested | No letter or digit does anything outside a field.
2.2.1 | Timing Adjustable | made | Nothing runs out.
2.2.2 | Pause, Stop, Hide | made | Nothing moves by itself.
2.3.1 | Three Flashes or Below Threshold | made | Nothing flashes.
2.4.1 | Bypass Blocks | tested | The first link of each page leads past the menu.
2.4.2 | Page Titled | tested | Each page has a title of its own, but for those that can be left in a hurry: \
they have the handbook’s name, so that no history tells.
2.4.3 | Focus Order | tested | The focus follows the order of reading, and goes back to where it was when a window \
closes.
2.4.4 | Link Purpose (In Context) | tested | As 2.4.9, below.
2.5.1 | Pointer Gestures | made | Everything takes one press.
2.5.2 | Pointer Cancellation | made | Controls act when a press ends. A definition that is open closes as the mouse \
is pressed elsewhere.
2.5.3 | Label in Name | tested | What a control is called begins with the words that are seen.
3.1.1 | Language of Page | tested | Each page says its language.
3.2.1 | On Focus | looked | A word in the text shows its definition beside it when it has the focus; nothing else \
changes.
3.2.2 | On Input | made | A choice changes what is shown on the page, and never leads to another.
3.2.6 | Consistent Help | tested | “Help now” stands in the same place on every page, where a handbook has such a \
page.
3.3.1 | Error Identification | looked | The one field that can be filled in wrongly, the code of a sheet, says so in \
words.
3.3.2 | Labels or Instructions | tested | Each field has a label.
3.3.7 | Redundant Entry | made | Nothing is asked twice.
4.1.2 | Name, Role, Value | tested | Read by a program in Chromium; what screen readers make of it is not tried.
"""

_AA = """
1.3.4 | Orientation | tested | Pages are read upright and on their side.
1.3.5 | Identify Input Purpose | made | No field asks for anything about you that a browser could fill in; those of \
a sheet are for your own words.
1.4.3 | Contrast (Minimum) | tested | As 1.4.6, below.
1.4.4 | Resize Text | tested | Letters of twice the size cover nothing and are cut off nowhere.
1.4.5 | Images of Text | made | The few words in drawings are drawn as letters that can be enlarged.
1.4.10 | Reflow | tested | Every page is read in a window of 320 by 256, as when enlarged four times. Tables and \
code scroll in boxes of their own.
1.4.11 | Non-text Contrast | tested | Edges of controls, and the ring around what has the focus, have 3 to 1.
1.4.12 | Text Spacing | tested | With more space between lines and letters nothing is cut off.
1.4.13 | Content on Hover or Focus | tested | A definition can be reached with the mouse, stays, and goes with Escape.
2.4.5 | Multiple Ways | tested | Every page is reached by links, by A to Z and by search.
2.4.6 | Headings and Labels | looked | Read through, all of them, in one list.
2.4.7 | Focus Visible | tested | Seen in the computed styles of every control that the walk meets.
2.4.11 | Focus Not Obscured (Minimum) | tested | As 2.4.12, below.
2.5.7 | Dragging Movements | made | Sheets of a pack are put in order with buttons.
2.5.8 | Target Size (Minimum) | tested | As 2.5.5, below.
3.1.2 | Language of Parts | tested | Works in other languages, and the passages that authors mark, say their language.
3.2.3 | Consistent Navigation | tested | The menu has the same links in the same order everywhere.
3.2.4 | Consistent Identification | made | Each control is made in one place, and has one name.
3.3.3 | Error Suggestion | looked | A code that was mistyped is answered with what a code looks like.
4.1.3 | Status Messages | looked | What search finds, what was copied and what was put in a pack is said to screen \
readers as it happens; none was tried.
"""

_AAA = """
1.4.6 | Contrast (Enhanced) | tested | All text has 7 to 1, in light and dark.
1.4.8 | Visual Presentation | unmet | Met but for one point: lines of 45 to 75 characters, never justified, lines \
1.6 apart, enlarged without scrolling. Colours are those of your browser’s light or dark form; others have to be set \
in the browser.
1.4.9 | Images of Text (No Exception) | made | There are none.
2.1.3 | Keyboard (No Exception) | looked | Nothing was found that needs a mouse.
2.2.3 | No Timing | made | Nothing is timed.
2.2.4 | Interruptions | made | Nothing interrupts.
2.3.3 | Animation from Interactions | tested | Nothing moves for those whose device asks for less motion.
2.4.8 | Location | made | Each page shows its number, its part, and the part’s pages with its own marked.
2.4.9 | Link Purpose (Link Only) | tested | No two links of a page have one name and lead to different places.
2.4.10 | Section Headings | made | Every page is written in sections, each with a heading.
2.4.12 | Focus Not Obscured (Enhanced) | tested | What has the focus is in view, whole, and below no bar.
2.4.13 | Focus Appearance | tested | Measured in pictures: a ring at least 2 pixels wide, 3 to 1 against what was \
there before.
2.5.5 | Target Size (Enhanced) | tested | 44 by 44 pixels for each control and each link that stands alone. Not \
links inside sentences, and not the drawn words of the concept map, which has a list of the same links.
2.5.6 | Concurrent Input Mechanisms | made | Keyboard, mouse and touch work at any time.
3.1.3 | Unusual Words | tested | Words of the trade lead to their meaning, which is also printed at the end of each \
page.
3.1.4 | Abbreviations | untested | Held by whoever writes. The tool can give each abbreviation an entry in the \
glossary, and lists to editors those that have none.
3.1.5 | Reading Level | unmet | Held by whoever writes. The tool shows editors long sentences and hard words in \
passages for clients. Those for counsellors and trainers are harder, and have no plainer form.
3.2.5 | Change on Request | made | Nothing changes unless you ask.
3.3.5 | Help | looked | Each field of more than one word says what belongs there.
"""

CRITERIA = (*_rows("A", _A), *_rows("AA", _AA), *_rows("AAA", _AAA))


def criteria_of(language: str) -> tuple[Criterion, ...]:
    """The criteria as a handbook of this language holds them: of the tool’s own words, which are English, only whole
    pages say so.
    """
    if not differ(language, OWN_LANGUAGE):
        return CRITERIA
    unmarked = "Pages of the tool say that they are English. Its menus, buttons and labels are English and do not."
    return tuple(replace(one, held=NOT_MET, note=unmarked) if one.number == "3.1.2" else one for one in CRITERIA)
