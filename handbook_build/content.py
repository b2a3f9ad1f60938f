"""The only reader of files: everything that a handbook's folder holds, as values.

Only regular files below the root are read: a link that leads out of it, a pipe or a device is a
finding and is left alone.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from handbook_build.diagnostics import Finding
from handbook_build.environment import PRACTICE as PRACTICE
from handbook_build.environment import SETTINGS as SETTINGS
from handbook_build.environment import require_handbook
from handbook_build.faults import NoHandbook
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.reaching import is_below, read_below

TERMS, WORKS, HELP = "terms.yml", "references.json", "help.yml"
CLAIMS, FALSE_CLAIMS, PLAN, JARGON = "claims.yml", "false-claims.yml", "coverage.yml", "jargon.yml"
PHRASES, URGENT = "phrases.yml", "urgent.yml"
# The file that a release names its edition in, where there is one.
CITATION = "CITATION.cff"
# What was released, and what became of it; below the content folder, and never published as it lies there.
EDITIONS = "editions"
CHANGES, ERRATA = f"{EDITIONS}/changes.yml", f"{EDITIONS}/errata.yml"
DATA = frozenset((TERMS, WORKS, HELP, CLAIMS, FALSE_CLAIMS, PLAN, JARGON, PHRASES, URGENT, CHANGES, ERRATA))
MARKDOWN_SUFFIXES = frozenset((".md", ".markdown", ".mkd", ".mdown"))
DATA_SUFFIXES = frozenset((".yml", ".yaml", ".json", ".toml"))
# What editors, merges and programs that share files leave beside a file.
_LEFTOVER = re.compile(
    r".*~|#.*#|.*\.(?:orig|rej|bak|old|tmp|swp|swo)|.*\((?:[^()]* )?conflicted copy[^()]*\).*|.*\.sync-conflict-.*"
    r"|.*[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+(?:\..*)?|Thumbs\.db|desktop\.ini"
)
# Control characters that are no line end and no tab, those that turn the order of letters round, a mark of byte order
# inside a text, and two that are no characters.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufeff\ufffe\uffff]")
# What no name may hold: those, line ends, what turns the order of letters round, and what is no UTF-8.
_UNREADABLE_NAME = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
# Of so many in a file each is told.
MOST_HIDDEN = 100
LARGEST_TEXT = 20_000_000
# 80,000 words: a book, and not a page.
LARGEST_PAGE = 500_000
LARGEST_SETTINGS = 500_000
LARGEST_LOGO = 2_000_000
# An edition holds the words of all pages.
LARGEST_EDITION = 400_000_000


@dataclass
class Files:
    """The texts of a handbook by their path from the root, and the names of its other files."""

    root: Path
    content: str
    texts: dict[str, Source] = field(default_factory=dict)
    assets: set[str] = field(default_factory=set)
    flaws: list[Flaw] = field(default_factory=list)
    citation: Source | None = None

    def markdown(self) -> Iterator[tuple[str, Source]]:
        """(path below the content folder, source) of each page and handout, in order of path."""
        for path in sorted(self.texts):
            if path.endswith(".md"):
                yield path.removeprefix(f"{self.content}/"), self.texts[path]

    def editions(self) -> list[Source]:
        """The file of each edition, in order of path."""
        folder = f"{self.content}/{EDITIONS}/"
        return [self.texts[path] for path in sorted(self.texts) if path.startswith(folder) and path.endswith(".json")]

    def without_editions(self) -> dict[str, Source]:
        """All texts but those of the editions."""
        editions = {source.path for source in self.editions()}
        return {path: source for path, source in self.texts.items() if path not in editions}

    def data(self, name: str) -> Source | None:
        return self.texts.get(name if name == PRACTICE else f"{self.content}/{name}")


def read_settings(root: Path) -> Source:
    """The text of `mkdocs.yml`.

    Raises NoHandbook when the folder or the file is not there or is no text.
    """
    require_handbook(root)
    files = Files(root, "")
    if (root / SETTINGS).is_symlink() and not _inside(root / SETTINGS, root):
        raise NoHandbook(f"{SETTINGS} is a link that leads out of the handbook's folder; put the file itself there")
    source = _text(files, root / SETTINGS, SETTINGS)
    if source is None:
        raise NoHandbook(f"{SETTINGS}: {files.flaws[0].finding.message}")
    return source


def content_folder(root: Path, named: str) -> str:
    """The folder of the pages: the one that `docs_dir` names, else content/, else MkDocs' own docs/.

    Raises NoHandbook when it lies elsewhere: nobody looks through a whole disk.
    """
    if named:
        if not _inside(root / named, root) and os.path.lexists(root / named):
            raise NoHandbook(f"{SETTINGS}: docs_dir `{named}` leads out of the handbook's folder")
        return named.rstrip("/")
    return next((name for name in ("content", "docs") if (root / name).is_dir()), "content")


def require_folder(root: Path, content: str) -> Path:
    """The content folder. Raises NoHandbook when it is not there, or does not lie below `root`."""
    base = root / content
    if not base.is_dir() or not _inside(base, root):
        raise NoHandbook(f"there is no folder {content}/ in {root}")
    return base


def read_named(root: Path, name: str) -> tuple[Source | None, list[Flaw]]:
    """A text below the handbook's folder that a setting names; without it, flaws say why it cannot be read."""
    files = Files(root, "")
    path = root / name
    if not os.path.lexists(path):
        _refuse(files, name, "is not there", "look at the spelling; the path begins in the handbook's folder")
    elif not _inside(path, root):
        _refuse(files, name, "leads out of the handbook's folder, or nowhere", "put the file itself here")
    elif not path.is_file():
        _refuse(files, name, "is no ordinary file", "name a file")
    else:
        return _text(files, path, name), files.flaws
    return None, files.flaws


def read_files(root: Path, content: str) -> Files:
    """Everything below the content folder of the handbook at `root`, its practice.toml and its CITATION.cff.

    Raises NoHandbook when there is no such folder.
    """
    files = Files(root, content)
    base = require_folder(root, content)
    top = _prefix(base.relative_to(root))

    def closed(error: OSError) -> None:
        if Path(error.filename) == base:
            raise NoHandbook(f"{content}/ cannot be read: {error.strerror}")
        name = Path(error.filename).relative_to(root).as_posix()
        _refuse(files, name, f"cannot be read: {error.strerror}", "check the folder and its permissions")

    for folder, folders, names in os.walk(base, onerror=closed):
        # As texts: there may be thousands, and a path takes longer to make than a page to read.
        here = _prefix(Path(folder).relative_to(root))
        folders[:] = sorted(
            name for name in folders if _wanted(files, here + name) and _may_be_folder(files, here + name, top)
        )
        for name in sorted(names):
            if _wanted(files, here + name):
                _read(files, here + name, (here + name).removeprefix(top))
    practice = root / PRACTICE
    if os.path.lexists(practice) and _wanted(files, PRACTICE) and (source := _text(files, practice, PRACTICE)):
        files.texts[PRACTICE] = source
    citation = root / CITATION
    if files.editions() and os.path.lexists(citation) and _wanted(files, CITATION) and citation.is_file():
        files.citation = _text(files, citation, CITATION)
    return files


def look_into_theme(root: Path, name: str, place: Location) -> Iterator[Flaw]:
    """What is wrong with the folder of a handbook's own theme, which `mkdocs.yml` names at `place`."""
    base = root / name
    if not is_below(root, name) or not base.is_dir():
        what = "is no folder" if is_below(root, name) else "is not there, or leads out of the handbook's folder"
        hint = "name a folder that lies beside mkdocs.yml"
        yield Flaw("setting-leads-out", Finding(place, f"`{name}`, the folder of the theme, {what}", hint))
        return
    files = Files(root, name)
    for folder, folders, names in os.walk(base):
        here = _prefix(Path(folder).relative_to(root))
        folders[:] = sorted(one for one in folders if _wanted(files, here + one))
        for one in sorted(names):
            _wanted(files, here + one)
    yield from files.flaws


def read_practice(path: Path, name: str) -> tuple[Source | None, list[Flaw]]:
    """The text of a practice's file, called `name` in findings; without it, flaws say why it cannot be read."""
    files = Files(path.parent, "")
    if not os.path.lexists(path):
        _refuse(files, name, "is not there", "look at the spelling")
    elif path.is_symlink() and not _inside(path, path.parent):
        _refuse(files, name, "is a link that leads out of its folder, or nowhere", "put the file itself here")
    elif not path.is_file():
        _refuse(files, name, "is no ordinary file", "name a file")
    elif source := _text(files, path, name):
        return source, files.flaws
    return None, files.flaws


def read_logo(folder: Path, path: str, place: Location) -> tuple[bytes, list[Flaw]]:
    """The picture below the folder of a practice's file; without it, a flaw at `place` says why it cannot be read."""

    def refused(message: str, hint: str) -> tuple[bytes, list[Flaw]]:
        return b"", [Flaw("unusable-logo", Finding(place, f"the logo {path} {message}", hint))]

    whole = folder / path
    if not os.path.lexists(whole):
        return refused("is not there", "look at the spelling; the path begins in the folder of this file")
    if not _inside(whole, folder):
        return refused("leads out of the folder of this file, or nowhere", "put the picture itself there")
    if not whole.is_file():
        return refused("is no ordinary file", "name a picture")
    try:
        if whole.stat().st_size > LARGEST_LOGO:
            return refused(f"is larger than {LARGEST_LOGO // 1_000_000} MB", "make it smaller, or save it as SVG")
        return read_below(folder, path), []
    except OSError as error:
        return refused(f"cannot be read: {error.strerror}", "check the file and its permissions")


def _prefix(folder: Path) -> str:
    """What the names in a folder below the root begin with."""
    name = folder.as_posix()
    return "" if name == "." else f"{name}/"


def _read(files: Files, name: str, below: str) -> None:
    """Reads a file by its name from the root, and from the content folder."""
    if _LEFTOVER.fullmatch(name.rpartition("/")[2]):
        message = f"{name} is what an editor, a merge or a program that shares files left; it is not published"
        finding = Finding(Location(name), message, "take over what is right in it, then delete it")
        files.flaws.append(Flaw("leftover-file", finding))
    elif name.endswith(".md") or below in DATA or _is_edition(below):
        if source := _text(files, f"{files.root}/{name}", name):
            files.texts[name] = source
    elif below == EDITIONS:
        # What a checkout without symbolic links makes of one.
        _refuse(files, name, "is a file, and the editions are to lie in a folder of this name", "put the folder here")
    elif below.startswith(f"{EDITIONS}/"):
        hint = "this folder holds the ledger alone: editions, changes.yml and errata.yml; put the file elsewhere"
        _refuse(files, name, "is no part of the ledger", hint)
    elif PurePosixPath(name).suffix.lower() in MARKDOWN_SUFFIXES:
        _refuse(
            files, name, "is Markdown under another ending, so it would not become a page", "let its name end in .md"
        )
    elif PurePosixPath(name).suffix not in DATA_SUFFIXES or "/" in below:
        files.assets.add(below)


def read_data(root: Path, content: str, names: Iterable[str]) -> Files:
    """Some data files of the content folder, those that are there."""
    files = Files(root, content)
    for path in (f"{content}/{name}" for name in names):
        if os.path.lexists(root / path) and _wanted(files, path) and (source := _text(files, root / path, path)):
            files.texts[path] = source
    return files


def _may_be_folder(files: Files, name: str, top: str) -> bool:
    """Whether a folder has no name of a file that is read; what is refused is a flaw."""
    below = name.removeprefix(top)
    if not name.endswith(".md") and below not in DATA:
        return True
    _refuse(files, name, "is a folder, and has the name of a file that would be read", "rename it")
    return False


def _is_edition(below: str) -> bool:
    folder, _, name = below.rpartition("/")
    return folder == EDITIONS and name.endswith(".json")


def _wanted(files: Files, name: str) -> bool:
    """Whether a file or folder, named from the root, is one to read; what is refused is a flaw."""
    if name.rpartition("/")[2].startswith("."):
        return False
    if _UNREADABLE_NAME.search(name):
        shown = _UNREADABLE_NAME.sub(lambda sign: ascii(sign[0])[1:-1], name)
        _refuse(files, shown, "has a sign in its name that nobody can see, or that is no UTF-8", "rename it")
        return False
    path = f"{files.root}/{name}"
    is_link = os.path.islink(path)
    if is_link and not _inside(Path(path), files.root):
        _refuse(
            files, name, "is a link that leads out of the handbook's folder, or nowhere", "put the file itself here"
        )
        return False
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        _refuse(files, name, f"cannot be read: {error.strerror}", "check the file and its permissions")
        return False
    if is_link and stat.S_ISDIR(mode):
        _refuse(files, name, "is a link to a folder", "put the folder itself here")
        return False
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        _refuse(files, name, "is no ordinary file", "take it away")
        return False
    return True


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _text(files: Files, path: Path | str, name: str) -> Source | None:
    """The text of a file with line ends as `\\n`, without a byte order mark."""
    is_edition = str(path).endswith(".json") and Path(path).parent.name == EDITIONS
    largest = LARGEST_EDITION if is_edition else _largest(name)
    try:
        data = read_below(files.root, os.path.relpath(path, files.root), largest)
    except OSError as error:
        _refuse(files, name, f"cannot be read: {error.strerror}", "check the file and its permissions")
        return None
    if len(data) > largest:
        _refuse(files, name, f"is larger than {_size(largest)}", "cut it into several files")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        source = Source(name, before.replace("\r\n", "\n").replace("\r", "\n"))
        where = source.location(len(source.text))
        hint = "save it as UTF-8"
        files.flaws.append(
            Flaw("unreadable-file", Finding(where, "this is not UTF-8 text; the file was left out", hint))
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # JSON allows no control character in a text, and an edition is large.
    return Source(name, text if largest == LARGEST_EDITION else _visible(files, name, text))


def _largest(name: str) -> int:
    if name.endswith(".md"):
        return LARGEST_PAGE
    return LARGEST_SETTINGS if name == SETTINGS or name.endswith(".toml") else LARGEST_TEXT


def _size(number: int) -> str:
    return f"{number // 1_000_000} MB" if number >= 1_000_000 else f"{number // 1000} KB"


def _visible(files: Files, name: str, text: str) -> str:
    """The text with control characters, which no page can show, made visible."""
    hidden = set(_HIDDEN.findall(text))
    if not hidden:
        return text
    source = Source(name, text)
    for number, found in enumerate(_HIDDEN.finditer(text)):
        message = f"this is a control character (U+{ord(found[0]):04X}), which no page can show"
        if number == MOST_HIDDEN:
            message = "here begin more control characters, which no page can show, than can be told"
        files.flaws.append(Flaw("control-character", Finding(source.location(found.start()), message, "delete it")))
        if number == MOST_HIDDEN:
            break
    return text.translate({ord(character): "\ufffd" for character in hidden})


def _refuse(files: Files, name: str, message: str, hint: str) -> None:
    files.flaws.append(Flaw("unreadable-file", Finding(Location(name), f"{name} {message}", hint)))


def shipped_urgent() -> Source:
    """The words of danger in English that come with the tool."""
    path = Path(__file__).parent / "searching" / URGENT
    return Source(f"handbook_build/searching/{URGENT}", path.read_text(encoding="utf-8"))


def read_asset(root: Path, content: str, path: str) -> bytes:
    """The bytes of a picture or other file of the content folder. Raises OSError."""
    return read_below(root, f"{content}/{path}")
