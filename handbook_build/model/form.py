"""The forms in which a handout comes: papers, sizes of print, and kinds of file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One file of a handout. `name` stands behind the handout's id in the name of the file: `H12.a4.large.pdf`.

    `paper` is a4 or letter, or nothing for a file that has no paper of its own. `large` is large print (18 point
    and more). `fields` says that the file is made for sheets with something to fill in, and for no others.
    """

    name: str
    label: str
    media_type: str
    paper: str = ""
    large: bool = False
    fields: bool = False


PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

A4 = Form("a4.pdf", "A4", PDF, "a4")
LETTER = Form("letter.pdf", "US Letter", PDF, "letter")
A4_LARGE = Form("a4.large.pdf", "A4, large print", PDF, "a4", large=True)
LETTER_LARGE = Form("letter.large.pdf", "US Letter, large print", PDF, "letter", large=True)
FILLABLE = Form("a4.fillable.pdf", "PDF to fill in on screen", PDF, "a4", fields=True)
DOCX = Form("docx", "Word, to change", WORD)
TEXT = Form("txt", "Plain text", "text/plain")

# In the order in which readers are offered them.
FORMS = (A4, LETTER, A4_LARGE, LETTER_LARGE, FILLABLE, DOCX, TEXT)
# Those in which a handout keeps to its sides.
STANDARD = (A4, LETTER)
# Those that come from the press itself, page by page.
PRINTED = (A4, LETTER, A4_LARGE, LETTER_LARGE)
