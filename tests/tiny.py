"""A tiny handbook for one test: the smallest that passes the checks, and a dict of files on top."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook_build.assembly import load
from handbook_build.checks import Report, run_checks
from handbook_build.model.handbook import Handbook

# The day on which every test takes place, 22 November 2026, so that none turns red as time goes by.
TODAY = {"SOURCE_DATE_EPOCH": "1795348800"}
SETTINGS = "# allow public-address: tests are published nowhere\nsite_name: Tiny\n"


def set_the_day() -> None:
    """For every program that is started from here."""
    os.environ.update(TODAY)


def page(name: str, body: str = "", title: str = "", more: str = "") -> str:
    """A page with its front matter; `more` is further lines of that."""
    title = title or name.replace("-", " ").capitalize()
    front = f"id: {name}\ntitle: {title}\nsummary: What this page says.\nkind: concept\naudience: [client]\n{more}"
    return f"---\n{front}---\n\n{body or 'Counsellors help.'}\n"


def handout(name: str, section: str, body: str = "") -> str:
    """A handout with its front matter."""
    front = (
        f"id: {name}\ntitle: A sheet\nsummary: Leave any part blank.\naudience: [client]\nsection: {section}\n"
        "authors: [The editors]\nreviewed: 2026-11-22\nnext-review: 2027-05-22\n"
    )
    return f"---\n{front}---\n\n{body or '## To remember'}\n"


BASE: dict[str, str | bytes] = {"mkdocs.yml": SETTINGS, "content/index.md": page("start")}


@dataclass(frozen=True)
class Tiny:
    """A handbook in a folder of its own."""

    root: Path

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def load(self) -> Handbook:
        return load(self.root, TODAY)

    def report(self) -> Report:
        return run_checks(self.load())

    def findings(self) -> list[tuple[str, str]]:
        """(place, name of the check) of each finding; the path goes from the content folder."""
        return [(str(one.location).removeprefix("content/"), one.name) for one in self.report().diagnostics]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`handbook ARGUMENTS --root ROOT`, as a user runs it."""
        return handbook(*arguments, "--root", str(self.root))

    def site(self, address: str = "") -> str:
        """The HTML of a page of the built site."""
        return (self.root / "site" / address / "index.html").read_text(encoding="utf-8")


MakeTiny = Callable[[Mapping[str, str | bytes]], Tiny]


def handbook(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without anything that this machine sets for it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANDBOOK_", "GITHUB_"))}
    return subprocess.run(
        [sys.executable, "-m", "handbook_build", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=cwd,
        env={**kept, **TODAY, **environment},
    )
