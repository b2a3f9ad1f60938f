"""`python -m bench.referenced PAGES FOLDER`: an invented handbook with all that ties its pages together.

To the pages and terms of `bench/invented.py` come works, citations, links from page to page and a navigation in
parts of 25 pages. For 1,000 pages of 680 words there are 500 terms, 500 works and 3,000 citations, and in proportion
for fewer and more. The same number gives the same handbook, byte for byte.

It is written by a process of its own: what a process has ever held counts in the peak memory of those it starts.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

from bench.citations import invent as invent_works
from bench.invented import SEED, SETTINGS, Cite, Invented, Link, Page, Piece, file_name, invent, write_handbook
from bench.own import PLAIN
from handbook_build.model.citation import Item

# Words, citations and links of a page, and pages of a part.
WORDS, CITATIONS, LINKS, PART = 680, 3, 10, 25


@cache
def handbook(pages: int) -> tuple[Invented, tuple[Item, ...]]:
    """So many pages with half as many terms and works."""
    works, _ = invent_works(max(1, pages // 2))
    bare = invent(pages, WORDS, pages // 2)
    chance = random.Random(SEED)
    tied = tuple(_tied(page, bare.pages, works, chance) for page in bare.pages)
    return replace(bare, pages=tied), works


def _tied(page: Page, pages: tuple[Page, ...], works: tuple[Item, ...], chance: random.Random) -> Page:
    """A page with citations and links at the ends of its paragraphs."""
    places = [(at, nth) for at, section in enumerate(page.sections) for nth in range(len(section.paragraphs))]
    cites: list[Piece] = [Cite(work.id) for work in chance.choices(works, k=CITATIONS)]
    links: list[Piece] = [Link(other.id, other.title) for other in chance.choices(pages, k=LINKS)]
    added: dict[tuple[int, int], list[Piece]] = {place: [] for place in places}
    for piece in (*cites, *links):
        added[chance.choice(places)].append(piece)
    sections = tuple(
        replace(section, paragraphs=tuple((*one, *added[at, nth]) for nth, one in enumerate(section.paragraphs)))
        for at, section in enumerate(page.sections)
    )
    return replace(page, sections=sections)


def parts(pages: tuple[Page, ...]) -> list[tuple[str, list[str]]]:
    """The titles of the parts, with the file names of their pages."""
    return [
        (f"Part {at // PART + 1}", [file_name(page.id) for page in pages[at : at + PART]])
        for at in range(0, len(pages), PART)
    ]


def navigation(pages: tuple[Page, ...]) -> str:
    """The parts and pages as `mkdocs.yml` has them."""
    named = parts(pages)
    lines = chain.from_iterable((f"  - {title}:\n", *(f"      - {name}\n" for name in names)) for title, names in named)
    return "".join(("nav:\n", *lines))


def write(pages: int, folder: Path) -> None:
    """The handbook for our program in `ours`, and the same Markdown for Material alone in `plain`."""
    invented, works = handbook(pages)
    write_handbook(invented, folder / "ours", len(invented.entries))
    records = json.dumps([dict(work.fields) for work in works], indent=1)
    (folder / "ours" / "content" / "references.json").write_text(records, encoding="utf-8")
    settings = navigation(invented.pages)
    (folder / "ours" / "mkdocs.yml").write_text(SETTINGS + settings, encoding="utf-8")
    plain = folder / "plain" / "content"
    plain.mkdir(parents=True)
    for page in (folder / "ours" / "content").glob("*.md"):
        (plain / page.name).write_bytes(page.read_bytes())
    (folder / "plain" / "mkdocs.yml").write_text(PLAIN + settings, encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
