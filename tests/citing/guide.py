"""A small guide with one page of two sections, and a sheet; and its release as an edition."""

from __future__ import annotations

from datetime import date

from handbook_build.editions.now import parts_of
from handbook_build.editions.records import edition_text
from handbook_build.model.edition import Edition
from tests.tiny import Tiny, handout, page

ADDRESS = "https://guide.clinic.internal/en/"
TEAM = "authors: [The Harbour Lane team]\nreviewed: 2026-05-04\nnext-review: 2027-05-04\noutline: D2.4\n"
BODY = "A first word.\n\n## How does it end? {#how-it-ends}\n\nSlowly.\n\n## A good goodbye {#good-goodbye}\n\nNamed.\n"


def settings(address: str = ADDRESS, more: str = "") -> str:
    """mkdocs.yml of the guide; with an address of its own, or none."""
    options = (
        "licence: CC BY 4.0, licence-url: 'https://creativecommons.org/licenses/by/4.0/', contact: desk@clinic.internal"
    )
    place = f"site_url: {address}\n" if address else "# allow public-address: tests are published nowhere\n"
    return f"site_name: Field Guide\n{place}{more}plugins:\n  - handbook: {{{options}}}\n"


GUIDE: dict[str, str | bytes] = {
    "mkdocs.yml": settings(),
    "content/index.md": page("endings", BODY, "Good endings", TEAM),
    "content/handouts/H01.md": handout("H01", "how-it-ends"),
}


def release(made: Tiny, name: str = "2026.1", day: date = date(2026, 6, 1)) -> None:
    """Freezes the guide as it stands."""
    handbook = made.load()
    latest = handbook.ledger.latest
    follows = (latest.name, latest.seal) if latest else None
    edition = Edition(name, day, tuple(parts_of(handbook).values()), follows=follows, title=handbook.settings.title)
    made.write({f"content/editions/{name}.json": edition_text(edition)})
