"""Reads cases from Markdown; README.md beside this file says how they are written."""

from __future__ import annotations

import codecs
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.editions import sealed

HERE = Path(__file__).parent
BASE = HERE / "base"
PAGE = "content/page.md"

_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<language>\w*)(?P<options>.*)\n(?P<text>(?:.*\n)*?)(?P=ticks)$", re.MULTILINE)
_OPTION = re.compile(r'([\w-]+)="([^"]*)"')
_HEAD = re.compile(r"---\n[\s\S]*?^---\n", re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """A fenced block: ```language name="value" and the text below it."""

    language: str
    options: dict[str, str]
    text: str


@dataclass(frozen=True)
class Case:
    """A title, the files that differ from the base, and the answers, by the language of their fence."""

    place: str
    title: str
    files: tuple[Fence, ...]
    answers: dict[str, Fence]

    def __str__(self) -> str:
        return f"{self.place.partition(':')[0]}: {self.title}"

    def write(self, root: Path) -> None:
        """Writes the handbook of this case: the base, and what the case shows in its place."""
        shutil.copytree(BASE, root, dirs_exist_ok=True)
        editions = _editions(self.files)
        for fence in self.files:
            path = root / fence.options.get("title", fence.options.get("body", PAGE))
            path.parent.mkdir(parents=True, exist_ok=True)
            if target := fence.options.get("symlink"):
                path.symlink_to(target)
            else:
                path.write_bytes(editions[fence.options["title"]] if "sealed" in fence.options else _content(fence))

    def expect(self, answer: str, found: str, as_lines: Callable[[str], list[str]] = str.splitlines) -> None:
        """Fails, showing the lines that differ, unless `found` is the answer of this case."""
        wanted, lines = as_lines(self.answers[answer].text.strip("\n")), as_lines(found.strip("\n"))
        if wanted != lines:
            difference = unified_diff(wanted, lines, f"{self.place} ({answer})", "found", lineterm="", n=9)
            pytest.fail("\n".join(difference), pytrace=False)


def read_cases(folder: str, answers: tuple[str, ...]) -> list[Case]:
    """Every case of a folder. A fence whose language is one of `answers` is an answer."""
    return [case for path in sorted((HERE / folder).glob("*.md")) for case in _cases(path, answers)]


def _cases(path: Path, answers: tuple[str, ...]) -> Iterator[Case]:
    text = path.read_text(encoding="utf-8")
    headings = list(re.finditer(r"^## (.+)$", _FENCE.sub(_blank, text), re.MULTILINE))
    shared = _fences(text[: headings[0].start()])
    for at, heading in enumerate(headings):
        end = headings[at + 1].start() if at + 1 < len(headings) else len(text)
        fences = _fences(text[heading.end() : end])
        line = text.count("\n", 0, heading.start()) + 1
        yield Case(
            f"{path.parent.name}/{path.name}:{line}",
            heading[1],
            tuple(fence for fence in (*shared, *fences) if fence.language not in answers),
            {fence.language: fence for fence in fences if fence.language in answers},
        )


def _blank(fence: re.Match[str]) -> str:
    """A text as long as the fence in which no heading can be found."""
    return re.sub(r"[^\n]", " ", fence[0])


def _fences(text: str) -> list[Fence]:
    return [Fence(m["language"], dict(_OPTION.findall(m["options"])), m["text"]) for m in _FENCE.finditer(text)]


def _editions(fences: tuple[Fence, ...]) -> dict[str, bytes]:
    """The files of editions by their path: whole, sealed, and each with the seal of the one that it follows."""
    seals: dict[str, str] = {}
    made: dict[str, bytes] = {}
    for fence in (one for one in fences if "sealed" in one.options):
        name = Path(fence.options["title"]).stem
        data = sealed(name, fence.text, seals)
        seals[name] = data["seal"]
        made[fence.options["title"]] = json.dumps(data).encode()
    return made


def _content(fence: Fence) -> bytes:
    if fence.options.get("bytes") == "escaped":
        return codecs.escape_decode(fence.text.encode())[0]
    if "title" in fence.options:
        return fence.text.encode()
    head = _HEAD.match((BASE / fence.options.get("body", PAGE)).read_text(encoding="utf-8"))
    assert head, "only a file with front matter can keep it"
    return (head[0] + fence.text).encode()
