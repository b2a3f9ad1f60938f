"""A page is shorter or longer than the handbook's settings allow.

`page-words` and `client-page-words` in mkdocs.yml say how short and long a page may be; the second is
for pages written for clients alone. Home, part and help pages have no length.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.document import Document
from handbook_build.model.handbook import Handbook
from handbook_build.prose.passages import passages
from handbook_build.prose.reading import count_words

CODE, NAME, SEVERITY = "HB804", "page-length", Severity.WARNING
WITHOUT_LENGTH = frozenset(("home", "part", "help"))
# The fewest words and the most, where there are any.
Bounds = tuple[int, int] | None


def known(handbook: Handbook) -> tuple[Bounds, Bounds]:
    return handbook.settings.client_page_words, handbook.settings.page_words


def check_document(page: Document, known: tuple[Bounds, Bounds]) -> Iterator[Finding]:
    for_clients, for_all = known
    bounds = for_clients if page.front.audience == ("client",) else for_all
    if bounds is None or page.is_handout or page.front.kind in WITHOUT_LENGTH:
        return
    words = sum(count_words(passage.own_words) for passage in passages(page))
    least, most = bounds
    if words < least:
        yield Finding(page.at("title"), f"this page has {words} words; {least} are the least", "say more, or merge it")
    elif words > most:
        yield Finding(page.at("title"), f"this page has {words} words; {most} are the most", "cut it, or divide it")
