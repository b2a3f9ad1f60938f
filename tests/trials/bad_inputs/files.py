"""What a folder may hold besides ordinary files, and names that not every machine knows."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

from tests.tiny import page
from tests.trials.bad_inputs import Bad, file

BAD = "content/bad.md"


def _link(to: str, name: str = BAD) -> Callable[[Path], object]:
    return lambda root: (root / name).symlink_to(to)


def _socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / "content")
    try:
        socket.socket(socket.AF_UNIX).bind("bad.md")
    finally:
        os.chdir(here)


def _loop(root: Path) -> None:
    (root / BAD).symlink_to("other.md")
    (root / "content/other.md").symlink_to("bad.md")


def _closed(name: str, *, folder: bool = False) -> Callable[[Path], object]:
    def put(root: Path) -> None:
        path = root / name
        if folder:
            path.mkdir()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page("bad"))
        path.chmod(0)

    return put


def _twice(first: str, second: str) -> Callable[[Path], object]:
    def put(root: Path) -> None:
        for at, name in enumerate((first, second)):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(f"p{at}"))

    return put


def _raw(name: bytes) -> Callable[[Path], object]:
    return lambda root: Path(os.fsdecode(os.fsencode(root / "content") + b"/" + name)).write_text(page("bad"))


def _comes_and_goes(root: Path) -> None:
    path = root / BAD
    path.write_text(page("bad"))
    path.unlink()


def _changes(root: Path) -> None:
    (root / BAD).write_text(page("bad", "One. " * 1000))
    (root / BAD).write_bytes(b"\xff")


def _turns_into_a_pipe(root: Path) -> None:
    (root / BAD).unlink(missing_ok=True)
    os.mkfifo(root / BAD)
    (root / BAD).unlink(missing_ok=True)
    (root / BAD).write_text(page("bad"))


def _folder_goes(root: Path) -> None:
    folder = root / "content/sub"
    folder.mkdir(exist_ok=True)
    (folder / "a.md").write_text(page("a"))
    (folder / "a.md").unlink()
    folder.rmdir()


def _nothing(root: Path) -> None:
    """What is wrong happens while the command runs."""


def _named(name: str, path: str, *, at: str | None = None, **more: bool) -> Bad:
    """A page with a slip of its own under a name."""
    return file(name, path, page("bad", "[x](#none)"), at=at, **more)


CASES: tuple[Bad, ...] = (
    Bad("a pipe for a page", lambda root: os.mkfifo(root / BAD), BAD, quick=True, build=True),
    Bad("a pipe for the termbase", lambda root: os.mkfifo(root / "content/terms.yml"), "content/terms.yml"),
    Bad("a pipe for the practice", lambda root: os.mkfifo(root / "practice.toml"), "practice.toml"),
    Bad("a pipe for a picture", lambda root: os.mkfifo(root / "content/a.png"), "content/a.png"),
    Bad("a socket for a page", _socket, BAD),
    Bad("a device for a page", lambda root: os.mknod(root / BAD, stat.S_IFCHR | 0o666, os.makedev(1, 5)), BAD),
    Bad("a link to a device", _link("/dev/zero"), BAD, quick=True),
    Bad("a link out of the handbook", _link("/etc/passwd"), BAD, build=True),
    Bad("a link to a file of the system that has no size", _link("/proc/self/environ"), BAD),
    Bad("a link to a folder outside", _link("/etc", "content/sub"), "content/sub"),
    Bad("a link to the folder above", _link("..", "content/sub"), "content/sub"),
    Bad("a link to its own folder", _link(".", "content/sub"), "content/sub"),
    Bad("a loop of links", _loop, BAD, quick=True),
    Bad("a link to itself", _link("bad.md"), BAD),
    Bad("a link that leads nowhere", _link("gone.md"), BAD),
    Bad("a link out of the handbook for the termbase", _link("/etc/passwd", "content/terms.yml"), "content/terms.yml"),
    Bad("a link out of the handbook for the practice", _link("/etc/passwd", "practice.toml"), "practice.toml"),
    Bad("a page that nobody may read", _closed(BAD), BAD, plain=True, quick=True),
    Bad("a folder that nobody may read", _closed("content/sub", folder=True), "content/sub", plain=True),
    Bad("a termbase that nobody may read", _closed("content/terms.yml"), "content/terms.yml", plain=True),
    Bad(
        "an edition that nobody may read",
        _closed("content/editions/2026.1.json"),
        "content/editions/2026.1.json",
        plain=True,
    ),
    Bad("a folder named as a page", lambda root: (root / BAD).mkdir(), BAD),
    Bad("a folder named as the termbase", lambda root: (root / "content/terms.yml").mkdir(), "content/terms.yml"),
    Bad(
        "a folder named as the works",
        lambda root: (root / "content/references.json").mkdir(),
        "content/references.json",
    ),
    Bad("a folder named as the practice", lambda root: (root / "practice.toml").mkdir(), "practice.toml"),
    file("a file named as the folder of editions", "content/editions", "x"),
    Bad("names that differ in case", _twice("content/bad.md", "content/Bad.md"), "content/bad.md"),
    Bad("folders that differ in case", _twice("content/sub/a.md", "content/Sub/a.md"), "content/sub/a.md"),
    Bad(
        "two pages at one address", _twice("content/bad.md", "content/bad/index.md"), "content/bad/index.md", build=True
    ),
    Bad("names that differ in how an accent is written", _twice("content/\u00e9.md", "content/e\u0301.md"), ""),
    _named("a name that Windows keeps for itself", "content/con.md"),
    _named("another name that Windows keeps for itself", "content/LPT1.md"),
    _named("a name with a line feed", "content/a\nb.md", at="content/a\\nb.md", quick=True, build=True),
    _named("a name with quotation marks", "content/a'b\"c.md"),
    _named("a name with bidi marks", "content/a\u202egnp.md", at="content/a\\u202egnp.md"),
    _named("a name with a control character", "content/a\x1b[31m.md", at="content/a\\x1b[31m.md"),
    _named("a name with a backslash", "content/a\\b.md"),
    _named("a name that ends in a space", "content/sub /a.md"),
    _named("a name that ends in a point", "content/sub./a.md"),
    _named("a name with a colon", "content/a:b.md"),
    _named("a name of 255 bytes", f"content/{'a' * 252}.md", build=True),
    _named("a name of signs for a shell", "content/$(touch x);`id`|.md"),
    _named("a name of signs for a pattern", "content/*?[a].md"),
    _named("Markdown under another ending", "content/bad.MD"),
    _named("a path of 40 folders", "content/" + "long-name-of-a-folder/" * 40 + "bad.md"),
    Bad("a name that is not UTF-8", _raw(b"a\xff\xfeb.md"), "content/a\\udcff\\udcfeb.md", quick=True, build=True),
    Bad("a name that is not UTF-8, of a picture", _raw(b"a\xff.png"), "content/a\\udcff.png"),
    Bad("a page that comes and goes", _nothing, "content/good.md", meanwhile=_comes_and_goes),
    Bad("a page that changes all the time", _nothing, "content/good.md", meanwhile=_changes),
    Bad("a page that turns into a pipe", _nothing, "content/good.md", meanwhile=_turns_into_a_pipe),
    Bad("a folder that comes and goes", _nothing, "content/good.md", meanwhile=_folder_goes),
)
