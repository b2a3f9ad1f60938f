"""The words that a sheet adds to what authors write."""

from __future__ import annotations

from datetime import date

LIMITS = "Education, not counselling, diagnosis or legal advice."
DRAFT = "Draft after edition {}: no code yet."
# Below a code: where to look it up, or that it can be looked up.
LOOK_UP = "Is this sheet still right? {}"
HAS_CODE = "The code tells whether this sheet is still right."

# What the template writes; `{}` stands for a number.
WORDING = {
    "terms": "Words used here",
    "sources": "Sources",
    "tick": "Tick box, empty",
    "line": "One line to write on",
    "lines": "{} lines to write on",
    "box": "Empty box to write in",
    "page": "Page {} of {}",
    "bring": "Bring it to your session",
    "question": "Check yourself",
    "struck": "struck out",
}

# What a screen reader says of a field in a form beside the words of the sheet: which of several frames one is, and
# that a line behind a box to tick is for the reader's own words.
EMPTY_PART = "part {} of {}"
FILL_IN = "in your words"

# What the book says beside that; `{}` stands for a page.
BOOK = {
    "title": "Title page",
    "contents": "Contents",
    "glossary": "Glossary",
    "glossary-note": "Words with a dotted line below them are explained here, with the pages on which they are used.",
    "references": "References",
    "handouts": "Handouts",
    "index": "Index of terms",
    "on-page": "page {}",
    "on-pages": "pages {}",
    "cite": "How to cite this book",
}

# Whom a client can reach, in the box of every sheet for clients; what nobody has given is a line to write on.
OWN_SERVICE, TELEPHONE, HOURS, CLOSED = "My counsellor or service", "Telephone", "Hours", "When we are closed"
EMERGENCY, TO_TALK = "In danger now", "To talk"

_MONTHS = "January February March April May June July August September October November December".split()


def in_words(day: date) -> str:
    """A date as people say it: 22 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
