"""A term is written in another way than `terms.yml` writes it: joined, hyphenated or spelt differently.

    self disclosure        # the termbase has self-disclosure
    person-centered        # the termbase has person-centred

A reader who searches finds half of what there is, and wonders whether two spellings are two things. Write the
form as the entry has it (`handbook fix` does); if both are meant, add the other as `admitted`. Two words with
a hyphen before a noun ("working-alliance scores") are left alone, and so are quotations; what stands in
quotation marks is found, and left to a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook
from handbook_build.prose.passages import passages
from handbook_build.terminology.quotations import is_quoted
from handbook_build.terminology.rewording import edits_at
from handbook_build.terminology.variants import Variants

CODE, NAME, SEVERITY = "HB215", "varying-form", Severity.WARNING


def check(handbook: Handbook) -> Iterator[Finding]:
    if not handbook.entries:
        return
    variants = Variants(handbook.entries)
    for document in handbook.documents:
        for passage in passages(document):
            if passage.quoted:
                continue
            for found in variants.find(passage.text):
                used, place = passage.text[found.start : found.end], passage.locate(found.start, found.end)
                kept = is_quoted(passage.text, found.start)
                edits = () if kept else edits_at(document.source, place, used, found.right)
                yield Finding(
                    place,
                    f"`{used}` is written `{found.right}` in terms.yml",
                    f"write `{found.right}`, or add the other form to `{found.entry.id}` as admitted",
                    edits,
                )
