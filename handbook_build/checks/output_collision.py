"""Two files would be written to the same place, so that one of them would be lost.

`breaks.md` and `breaks/index.md` both become `breaks/`; `Trust.md` and `trust.md` are one file on
Windows and macOS; and the pages that the build makes itself (glossary, references, handouts, A to Z)
have their names already. So have the folders of permanent addresses (`s/`, `e/`, `c/`, `cite/`), where each
id has a place, and the addresses that pages had in released editions, which lead on from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unicodedata import normalize

from handbook_build.diagnostics import Finding, Severity
from handbook_build.editions.archive import PERMANENT
from handbook_build.linking.addresses import page_address
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB406", "output-collision", Severity.ERROR

# Folders and files that the build writes itself.
OWN = (
    *PERMANENT,
    *("data/", "assets/", "og/", "search/", "404.html", "sitemap.xml", "build.json"),
    *("_redirects", "redirects.nginx.conf", "_headers", "headers.nginx.conf", "citation.cff"),
    *("handbook-offline.js", "offline/copy.json", "offline/not-kept/"),
)


def check(handbook: Handbook) -> Iterator[Finding]:
    taken = {_file(path): f"the {title} page that the build makes" for path, title in handbook.generated.items()}
    for document in handbook.documents:
        address = _file(document.path)
        if other := taken.get(address):
            yield Finding(
                document.top, f"this file and {other} would both become `{_shown(address)}`", "rename this file"
            )
        elif address.startswith(PERMANENT):
            folder = address.partition("/")[0]
            hint = "rename this file or its folder"
            yield Finding(document.top, f"the build writes the permanent addresses in `{folder}/` itself", hint)
        taken.setdefault(address, document.source.path)
    taken |= _once(handbook, taken)
    for asset in sorted(handbook.assets):
        where = Location(f"{handbook.settings.content}/{asset}")
        lower = normalize("NFC", asset.lower())
        if other := taken.get(lower):
            yield Finding(where, f"this file and {other} would both become `{_shown(lower)}`", "rename this file")
        elif any(lower == own or (own.endswith("/") and lower.startswith(own)) for own in OWN):
            yield Finding(where, f"the build writes `{asset.split('/')[0]}` itself", "rename this file or folder")
        taken.setdefault(lower, f"{handbook.settings.content}/{asset}")
    yield from _alike(handbook)


def _once(handbook: Handbook, taken: Mapping[str, str]) -> dict[str, str]:
    """Where pages of released editions stood, and no page stands now."""
    places = {
        f"{part.address}index.html".lower(): f"the page of edition {edition.name} that once was there"
        for edition in handbook.ledger.editions
        for part in edition.parts
        if part.kind != "section"
    }
    return {address: page for address, page in places.items() if address not in taken}


def _alike(handbook: Handbook) -> Iterator[Finding]:
    """Ids whose permanent addresses are one folder to a system that does not tell `A` from `a`."""
    first: dict[str, str] = {name.lower(): name for name in handbook.ledger.last_seen}
    for target in handbook.all_targets:
        if target.kind in ("page", "section", "handout"):
            other = first.setdefault(target.id.lower(), target.id)
            if other != target.id:
                message = f"the ids `{target.id}` and `{other}` differ in case only, so they have one permanent address"
                yield Finding(target.location, message, "give the newer one another id")


def _shown(address: str) -> str:
    return address.removesuffix("index.html") or "the home page"


def _file(path: str) -> str:
    """The file that a page becomes, to a system that does not tell `A` from `a`, nor two ways to write `é`."""
    return f"{page_address(normalize('NFC', path))}index.html".lower()
