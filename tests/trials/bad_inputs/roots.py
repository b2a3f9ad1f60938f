"""Folders that are no handbook, handed by `--root`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

from tests.trials.bad_inputs import HANDBOOK, Bad


def _without(*names: str) -> Callable[[Path], object]:
    def put(root: Path) -> None:
        for name in names:
            path = root / name
            if path.is_dir():
                rmtree(path)
            else:
                path.unlink()

    return put


def _instead(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    def put(root: Path) -> None:
        _without(name)(root)
        make(root / name)

    return put


def _all_gone(root: Path) -> None:
    _without(*{name.partition("/")[0] for name in HANDBOOK})(root)


def _is_a_file(root: Path) -> None:
    rmtree(root)
    root.write_text("no folder")


CASES: tuple[Bad, ...] = (
    Bad("an empty folder", _all_gone, code=2, quick=True, build=True),
    Bad("a root that is a file", _is_a_file, code=2, build=True),
    Bad("a root that is not there", lambda root: rmtree(root), code=2),
    Bad("a root that is a pipe", lambda root: (rmtree(root), os.mkfifo(root)), code=2),
    Bad("a root that is a link to itself", lambda root: (rmtree(root), root.symlink_to(root.name)), code=2),
    Bad("no mkdocs.yml", _without("mkdocs.yml"), code=2),
    Bad("mkdocs.yml that is a folder", _instead("mkdocs.yml", Path.mkdir), code=2, quick=True, build=True),
    Bad("mkdocs.yml that is a pipe", _instead("mkdocs.yml", os.mkfifo), code=2, build=True),
    Bad(
        "mkdocs.yml that is a link out of the handbook",
        _instead("mkdocs.yml", lambda path: path.symlink_to("/etc/passwd")),
        code=2,
    ),
    Bad(
        "mkdocs.yml that is a link to itself",
        _instead("mkdocs.yml", lambda path: path.symlink_to("mkdocs.yml")),
        code=2,
    ),
    Bad(
        "mkdocs.yml in UTF-16",
        lambda root: (root / "mkdocs.yml").write_bytes("site_name: A\n".encode("utf-16")),
        code=2,
    ),
    Bad("mkdocs.yml of 3 MB", lambda root: (root / "mkdocs.yml").write_bytes(b"# a\n" * 750_000), code=2),
    Bad("mkdocs.yml that nobody may read", lambda root: (root / "mkdocs.yml").chmod(0), code=2, plain=True),
    Bad("no content", _without("content"), code=2),
    Bad("content that is a file", _instead("content", lambda path: path.write_text("x")), code=2),
    Bad(
        "content that is a link out of the handbook", _instead("content", lambda path: path.symlink_to("/etc")), code=2
    ),
    Bad(
        "content that is named as the folder above",
        lambda root: (root / "mkdocs.yml").write_text("site_name: A\ndocs_dir: ../..\n"),
        code=2,
    ),
    Bad(
        "content that is named as the whole disk",
        lambda root: (root / "mkdocs.yml").write_text("site_name: A\ndocs_dir: /\n"),
        code=2,
    ),
    Bad(
        "templates that are named as the whole disk",
        lambda root: (root / "mkdocs.yml").write_text("site_name: A\ntheme: {name: material, custom_dir: /}\n"),
        "mkdocs.yml",
        warned=True,
    ),
    Bad("content that nobody may read", lambda root: (root / "content").chmod(0), code=2, plain=True),
)
