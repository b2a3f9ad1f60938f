"""The whole handbook as a folder that is opened without a server: the same pages, whose links lead to files.

On a server `trust/` is a page; from a folder a browser shows it as a list of files. So each link to a folder that
holds a page leads to its `index.html`. What only a server or an online reader needs is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from urllib.parse import quote

from handbook_build.model.passport import PASSPORT
from handbook_build.web.copies.markup import pointed_elsewhere, target_of, without_preloads
from handbook_build.web.packing import script_of, spoken_by

# For servers and search engines; the fallback page is shown at any depth, which a folder has no way to do.
_FOR_SERVERS = re.compile(
    r"(?:404\.html|_headers|_redirects|[^/]*\.conf|robots\.txt|sitemap\.xml|build\.json|handbook-offline\.js"
    r"|offline/copy[.-].*|og/.*|.*\.(?:gz|br))"
)
# Old editions and files for reference managers: half of the bytes and most of the files of a site.
_ONLINE = re.compile(r"(?:s|e|cite)/.*")
# A ZIP knows no day before this one; every file bears it, so that the same site gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
README = "README.txt"


@dataclass(frozen=True)
class Folder:
    """What a folder holds of a site. `everything` are the addresses of the site's files, `public` is the address of
    the site with a slash at its end; without one, old editions and files for reference managers are in the folder.
    """

    everything: frozenset[str]
    public: str = ""

    @cached_property
    def files(self) -> frozenset[str]:
        return frozenset(
            one
            for one in self.everything
            if not _FOR_SERVERS.fullmatch(one) and not (self.public and _ONLINE.fullmatch(one))
        )

    def page(self, html: str, file: str) -> str:
        """A page that is written to `file`, with links to files. A second time changes nothing.

        Chromium refuses to load a font early from a file, though not in its time.
        """
        return pointed_elsewhere(without_preloads(html), partial(self.link, file=file))

    def sheet(self, script: str, file: str) -> str:
        """The same for the script of a sheet, whose links go from the page `file` that shows it."""
        name, html = spoken_by(script)
        return script_of(name, self.page(html, file))

    def link(self, value: str, file: str) -> str:
        """An address on the page that is written to `file`, as it leads to a file of the folder or to the web."""
        target = target_of(value, file)
        if target is None:
            return value
        path, mark, rest = _cut(value)
        index = f"{target}/index.html".lstrip("/")
        if target in self.files or target == PASSPORT:
            return value
        if index in self.files:
            return f"{path.rstrip('/')}/index.html{mark}{rest}" if path.strip("/") else f"index.html{mark}{rest}"
        if self.public and index in self.everything:
            return f"{self.public}{quote(target)}/{mark}{rest}"
        if self.public and target in self.everything:
            return f"{self.public}{quote(target)}{mark}{rest}"
        return value


def _cut(value: str) -> tuple[str, str, str]:
    """An address before its query or fragment, and those."""
    found = re.search(r"[?#]", value)
    return (value, "", "") if found is None else (value[: found.start()], found[0], value[found.end() :])


def folder_files(
    folder: Folder, read: Callable[[str], bytes], sheets: frozenset[str], shown_on: str
) -> Iterator[tuple[str, bytes]]:
    """(address, data) of each file in order. `sheets` are the scripts of sheets, which the page `shown_on` shows."""
    for address in sorted(folder.files):
        data = read(address)
        if address.endswith(".html"):
            data = folder.page(data.decode("utf-8", "surrogateescape"), address).encode("utf-8", "surrogateescape")
        elif address in sheets:
            data = folder.sheet(data.decode(), shown_on).encode()
        yield address, data


def zipped(name: str, files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of one folder. The same files in the same order give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for address, data in files:
            entry = zipfile.ZipInfo(f"{name}/{address}", _DAY)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return held.getvalue()


def readme(title: str, edition: str, status: str, public: str) -> str:
    """What stands beside `index.html`, as plain text."""
    online = (
        f"Old editions and the files for reference managers are left out. Links to them lead to {public}\n"
        if public
        else "It has old editions and the files for reference managers too.\n"
    )
    return (
        f"{title}{f', {edition[:1].lower()}{edition[1:]}' if edition else ''}\n{status}\n\n"
        "Open index.html in a browser. Nothing need be installed, and nothing is sent anywhere.\n\n"
        "This folder holds every page, the sheets to print, and the data. Keep its files together: they lead to\n"
        f"one another. Search works here too.\n{online}"
    ).replace("\n\n\n", "\n\n")
