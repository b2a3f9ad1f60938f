"""What several folders of tests share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.tiny import BASE, MakeTiny, Tiny, set_the_day

PROJECT = Path(__file__).parent.parent
set_the_day()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own handbook, built by the command as anybody would, in a folder of its own."""
    root = tmp_path_factory.mktemp("handbook")
    for name in ("content", "overrides"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    environment = {**os.environ, "HANDBOOK_SITE_URL": ""}
    command = [sys.executable, "-m", "handbook_build", "build", "--root", str(root)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "site"


RELEASED = "2999.1"


@pytest.fixture(scope="session")
def released_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own handbook at an address, with an edition 2999.1 of one sentence more: every sheet bears its code."""
    root = tmp_path_factory.mktemp("released")
    for name in ("content", "overrides"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    # An edition must differ from the one before.
    page = root / "content/how-to-cite.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    environment = {**os.environ, "HANDBOOK_SITE_URL": "https://handbook.example/"}
    for arguments in (["release", RELEASED, "--yes"], ["build", "--folder"]):
        command = [sys.executable, "-m", "handbook_build", *arguments, "--root", str(root)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
    return root / "site"


def code_addresses(released: Path) -> dict[str, str]:
    """Where the code of each sheet of the released site leads, by the id of its handout."""
    edition = json.loads((released.parent / f"content/editions/{RELEASED}.json").read_bytes())
    return {sheet["id"]: f"https://handbook.example/c/{sheet['code']}/" for sheet in edition["sheets"]}


@pytest.fixture(scope="session")
def three_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an invented practice that released three editions: tests/handbooks/three-editions."""
    made = Tiny(tmp_path_factory.mktemp("three") / "three-editions")
    shutil.copytree(PROJECT / "tests/handbooks/three-editions", made.root)
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    return made.root / "site"


@pytest.fixture
def tiny(tmp_path: Path) -> MakeTiny:
    """Makes a tiny handbook: `tiny({"content/page.md": "..."})`."""

    def make(files: Mapping[str, str | bytes]) -> Tiny:
        made = Tiny(tmp_path / "handbook")
        made.write({**BASE, **files})
        return made

    return make
