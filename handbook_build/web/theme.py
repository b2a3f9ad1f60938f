"""The theme that comes with the package, and what of Material's files its pages need."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from handbook_build.reaching import is_below

PACKAGE = Path(__file__).parent.parent

# Material's own script, styles and icon, which our pages load none of.
_UNUSED = re.compile(
    r"assets/javascripts/(?:bundle\.|workers/.*\.map$)|assets/stylesheets/(?:main|palette)\.|assets/images/favicon\.png"
)
# Its search, which a template of a handbook's own may load.
_SEARCH = re.compile(r"assets/javascripts/(?:lunr|workers)/")
# What a theme's folder holds beside its files, as MkDocs tells them apart.
_NO_FILE = re.compile(r"\.(?:html|pyc?|md|markdown|mdown|mkdn|mkd)$|readme|^locales/|^mkdocs_theme\.yml$")
# Stays where it is: permanent addresses load it, and they are the same in every build.
_STEADY = frozenset(("assets/javascripts/moved.js",))


def shipped_theme() -> Path:
    """`overrides/` inside the installed package, or beside it in a checkout."""
    inside = PACKAGE / "overrides"
    return inside if inside.is_dir() else PACKAGE.parent / "overrides"


def is_ours(theme_folders: Iterable[str]) -> bool:
    """Whether pages are dressed by our own `main.html`, and not by one that a handbook brings."""
    first = next((Path(folder) for folder in theme_folders if (Path(folder) / "main.html").is_file()), None)
    ours = shipped_theme() / "main.html"
    return first is not None and (first / "main.html").read_bytes() == ours.read_bytes()


def own_folder(root: Path, name: str) -> Path | None:
    """The folder of a handbook's own theme by its name in `custom_dir`; None where there is none below `root`."""
    return root / name if name and is_below(root, name) else None


def is_unused(address: str, own_templates: bool) -> bool:
    """Whether pages never ask for this file of Material's, where a handbook brings templates of its own or does not."""
    return bool(_UNUSED.match(address) or (not own_templates and _SEARCH.match(address)))


def shipped_assets() -> frozenset[str]:
    """Addresses of our style sheets, scripts, fonts and pictures that go into the folder named by their contents."""
    theme = shipped_theme()
    files = (path.relative_to(theme).as_posix() for path in (theme / "assets").rglob("*") if path.is_file())
    return frozenset(files) - _STEADY


def static_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """(address, path) of the files of a theme's folder that are no templates; hidden ones and code are none of them."""
    for path in sorted(folder.rglob("*")):
        address = path.relative_to(folder).as_posix()
        hidden = any(step.startswith(".") for step in address.split("/"))
        if path.is_file() and not hidden and not _NO_FILE.search(address.lower()):
            yield address, path


def has_own_templates(theme_folders: Iterable[str]) -> bool:
    """Whether a handbook brings a template that is none of ours, which may name our files where they always were."""
    return any(True for _ in own_templates(theme_folders))


def own_templates(theme_folders: Iterable[str]) -> Iterator[Path]:
    """The templates of a handbook's own folders, which come before ours, that are none of ours."""
    theme = shipped_theme()
    for folder in map(Path, theme_folders):
        if folder == theme:
            break
        for path in sorted(folder.rglob("*.html")):
            ours = theme / path.relative_to(folder)
            if not ours.is_file() or ours.read_bytes() != path.read_bytes():
                yield path


def lasting_folder(assets: Mapping[str, Path]) -> str:
    """`assets/<16 hexadecimal digits>`, named by all files in it (address: where it is read): under one such name the
    contents are always the same, so a browser may keep them for ever. Addresses from one file to another stay.
    """
    total = hashlib.sha256()
    for address in sorted(assets):
        data = assets[address].read_bytes()
        total.update(f"{address}\n{len(data)}\n".encode() + data)
    return f"assets/{total.hexdigest()[:16]}"
