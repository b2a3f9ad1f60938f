"""A handbook in two states that builds go back and forth between, and builds in which something goes wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.tiny import TODAY

HANDBOOK = Path(__file__).parents[1] / "handbooks/three-editions"
FAULTY = Path(__file__).parent / "_faulty"
# One page more, a sentence more, another definition: so files come, go and change.
WORDS = {
    "content/time/holidays.md": "\nWe write the date down for you.\n",
    "content/index.md": "\nThe door is blue.\n",
    "content/handouts/H1.md": "\n## What else I want to remember\n\n::: lines\n",
}
PAGE = (
    "---\nid: late\ntitle: Coming late\nsummary: What happens when you come late.\nkind: practice\naudience: [client]\n"
    "outline: '1.9'\nauthors: [The Harbour Lane team]\nreviewed: 2026-01-26\nnext-review: 2027-01-26\n---\n\n"
    "## If you are late {#if-late}\n\nThe session ends at its time.\n"
)


def digest(site: Path) -> str:
    """A name for all that lies in a site: every folder, and every file with its bytes."""
    total = sha256()
    for path in sorted(site.rglob("*")):
        data = path.read_bytes() if path.is_file() else b"folder"
        total.update(repr((path.relative_to(site).as_posix(), len(data))).encode() + data)
    return total.hexdigest()


@dataclass
class Lab:
    """A handbook that is struck, in two states: as it is, and edited. `cold` are the sites that they give."""

    root: Path
    sources: tuple[Path, Path]
    cold: list[str] = field(default_factory=list)
    state: int = 0
    seconds: float = 0.0
    changes: int = 0

    @classmethod
    def made(cls, place: Path) -> Lab:
        sources = place / "one", place / "other"
        for source in sources:
            shutil.copytree(HANDBOOK, source)
        for name, more in WORDS.items():
            with (sources[1] / name).open("a", encoding="utf-8") as file:
                file.write(more)
        (sources[1] / "content/time/late.md").write_text(PAGE, encoding="utf-8")
        lab = cls(place / "handbook", sources)
        for source in sources:
            alone = shutil.copytree(source, place / "cold")
            built(alone)
            lab.cold.append(digest(alone / "site"))
            shutil.rmtree(alone)
        assert lab.cold[0] != lab.cold[1]
        lab.anew()
        return lab

    def anew(self) -> None:
        """The first state, built, and again after edits, to know how long a build takes and what it changes."""
        self.state = 0
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.sources[0], self.root)
        built(self.root)
        self.edit()
        began = time.monotonic()
        built(self.root)
        self.seconds = time.monotonic() - began
        self.edit()
        # Now there is a site before the last, in which the next one is made.
        count = self.root.with_name("count")
        built(self.root, FAULT="count", FAULT_COUNT=str(count))
        self.changes = int(count.read_bytes())

    def edit(self) -> None:
        """Goes over to the other state."""
        self.state = 1 - self.state
        shutil.rmtree(self.root / "content")
        shutil.copytree(self.sources[self.state] / "content", self.root / "content")

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def left(self) -> list[str]:
        """What is half done in the workshop."""
        workshop = self.root / ".handbook"
        found = [*workshop.glob("staging/*"), *workshop.glob(".*.part"), *workshop.glob("cache/*/.*")]
        found += [path for path in self.root.iterdir() if path.name.startswith(".handbook-")]
        return [path.name for path in (*found, workshop / "swap.json") if path.exists()]


def started(root: Path, before: Callable[[], None] | None = None, /, **environment: str) -> subprocess.Popen[str]:
    """A build, as anybody starts it; `environment` says what goes wrong in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANDBOOK_", "FAULT"))}
    path = os.pathsep.join((str(FAULTY), str(Path(__file__).parents[2])))
    # Compiled once, so that a build is as short as it is for whoever has it installed.
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    more = {"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(root.parent / "compiled"), **TODAY, **environment}
    command = [sys.executable, "-m", "handbook_build", "build", "--quiet", "--root", str(root)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**kept, **more}, preexec_fn=before)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=300)
    return process.returncode, out + err


def built(root: Path, **environment: str) -> None:
    code, said = ended(started(root, **environment))
    assert code == 0, said
