"""Pages that are made from data: each a value that any site engine can deliver."""

from __future__ import annotations

from handbook_build.citing.bibliography import Bibliography
from handbook_build.model.handbook import Handbook
from handbook_build.web.generated import a_to_z, glossary, handouts, references
from handbook_build.web.generated.page import GeneratedPage


def generated_pages(handbook: Handbook, bibliography: Bibliography) -> tuple[GeneratedPage, ...]:
    """All of them, in the order in which readers meet them."""
    return (
        handouts.page(handbook, bibliography),
        glossary.page(handbook, bibliography),
        references.page(handbook, bibliography),
        a_to_z.page(handbook, bibliography),
    )
