"""The words that a sheet adds to what authors write."""

from __future__ import annotations

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

# What a screen reader says of a field in a form beside the words of the sheet: which of several frames one is.
EMPTY_PART = "part {} of {}"

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
    "rests-on": "What this page rests on",
}
