"""Two files would be written to the same place, so that one of them would be lost.

`breaks.md` and `breaks/index.md` both become `breaks/`; `Trust.md` and `trust.md` are one file on
Windows and macOS; and the pages that the build makes itself (glossary, references, handouts, A to Z)
have their names already.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.linking.addresses import page_address
from handbook_build.locations import Location
from handbook_build.model.handbook import GENERATED, Handbook

CODE, NAME, SEVERITY = "HB406", "output-collision", Severity.ERROR

# Folders and files that the build writes itself.
OWN = ("data/", "assets/", "search/", "404.html", "sitemap.xml", "build.json")


def check(handbook: Handbook) -> Iterator[Finding]:
    taken = {_file(path): f"the {title} page that the build makes" for path, title in GENERATED.items()}
    for document in handbook.documents:
        address = _file(document.path)
        if other := taken.get(address):
            yield Finding(
                document.top, f"this file and {other} would both become `{_shown(address)}`", "rename this file"
            )
        taken.setdefault(address, document.source.path)
    for asset in sorted(handbook.assets):
        where = Location(f"{handbook.settings.content}/{asset}")
        lower = asset.lower()
        if other := taken.get(lower):
            yield Finding(where, f"this file and {other} would both become `{_shown(lower)}`", "rename this file")
        elif any(lower == own or (own.endswith("/") and lower.startswith(own)) for own in OWN):
            yield Finding(where, f"the build writes `{asset.split('/')[0]}` itself", "rename this file or folder")
        taken.setdefault(lower, f"{handbook.settings.content}/{asset}")


def _shown(address: str) -> str:
    return address.removesuffix("index.html") or "the home page"


def _file(path: str) -> str:
    """The file that a page becomes, as a system sees it that does not tell `A` from `a`."""
    return f"{page_address(path)}index.html".lower()
