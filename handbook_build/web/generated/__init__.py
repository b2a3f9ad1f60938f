"""Pages that are made from data: each a value that any site engine can deliver."""

from __future__ import annotations

from collections.abc import Collection

from handbook_build.citing.bibliography import Bibliography
from handbook_build.model.handbook import Handbook
from handbook_build.web.generated import (
    a_to_z,
    accessibility,
    changes,
    check_a_sheet,
    concept_map,
    glossary,
    handouts,
    leaving,
    offline,
    outcomes,
    pack,
    privacy,
    references,
)
from handbook_build.web.generated.page import GeneratedPage


def generated_pages(
    handbook: Handbook, bibliography: Bibliography, exports: Collection[str] = (), files: Collection[str] = ()
) -> tuple[GeneratedPage, ...]:
    """All of them, in the order in which readers meet them. `exports` are the addresses of the data beside them,
    `files` those of the sheets.
    """
    pages = (
        handouts.page(handbook, bibliography, files),
        pack.page(handbook, bibliography, files),
        glossary.page(handbook, bibliography, exports),
        concept_map.page(handbook, bibliography),
        references.page(handbook, bibliography, exports),
        outcomes.page(handbook, bibliography, exports),
        a_to_z.page(handbook, bibliography),
        changes.page(handbook, bibliography, exports),
        check_a_sheet.page(handbook, bibliography, exports),
        leaving.page(handbook, bibliography),
        privacy.page(handbook, bibliography),
        accessibility.page(handbook, bibliography, exports),
        offline.page(handbook, bibliography, exports),
    )
    return tuple(page for page in pages if page.path in handbook.generated)
