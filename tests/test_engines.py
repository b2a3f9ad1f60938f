"""Our own templates filled without an engine, and by MkDocs: the same bytes in every file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tiny import Tiny

PROJECT = Path(__file__).parent.parent
HANDBOOKS = sorted(path for path in (PROJECT / "tests/handbooks").iterdir() if path.is_dir())
# What a build asks MkDocs for, although it changes nothing.
ASKS_MKDOCS = "\nstrict: false\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def with_theme(settings: str) -> str:
    return settings if "theme:" in settings else f"{settings}\ntheme:\n  name: material\n"


def both(root: Path, at: Path, *options: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site as we make it, and as MkDocs does."""
    sites = []
    for name, more in (("ours", ""), ("theirs", ASKS_MKDOCS)):
        made = Tiny(at / name)
        shutil.copytree(root / "content", made.root / "content")
        if (root / "overrides").exists():
            shutil.copytree(root / "overrides", made.root / "overrides")
        made.write({"mkdocs.yml": with_theme((root / "mkdocs.yml").read_text(encoding="utf-8")) + more})
        if sites:
            # What was printed and cited need not be made again.
            shutil.copytree(at / "ours/.handbook/cache", made.root / ".handbook/cache")
        result = made.run("build", *options)
        assert result.returncode == 0, result.stdout + result.stderr
        sites.append(tree(made.root / "site"))
    return sites[0], sites[1]


@pytest.mark.parametrize("root", HANDBOOKS, ids=lambda root: root.name)
def test_both_make_the_same_of_a_foreign_handbook(root: Path, tmp_path: Path) -> None:
    ours, theirs = both(root, tmp_path)
    assert ours.keys() == theirs.keys()
    assert [name for name, data in ours.items() if data != theirs[name]] == []


def test_both_make_the_same_of_our_own(tmp_path: Path) -> None:
    ours, theirs = both(PROJECT, tmp_path)
    assert ours.keys() == theirs.keys()
    assert [name for name, data in ours.items() if data != theirs[name]] == []
