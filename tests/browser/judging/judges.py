"""Where the judges are, and how to ask them.

They come from npm, pinned in `requirements/npm/`; `npm ci --ignore-scripts --prefix requirements/npm` installs them.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.needing import need, need_program

MODULES = Path(__file__).parents[3] / "requirements" / "npm" / "node_modules"
INSTALL = "npm ci --ignore-scripts --prefix requirements/npm (npm: Debian's nodejs and npm)"

# Where permanent addresses, editions, ways to cite and codes of sheets lie.
SMALL = frozenset(("s", "e", "cite", "c"))
# The long form, for all pages.
EVERY_PAGE = "HANDBOOK_EVERY_PAGE"

# All rules, also those that axe leaves off unless asked: AAA, and the experimental ones.
ASK = """() => axe.run(document, {
  rules: Object.fromEntries(axe.getRules().filter((one) => !one.tags.includes("deprecated"))
    .map((one) => [one.ruleId, { enabled: true }])),
  resultTypes: ["violations", "incomplete"],
}).then(({ violations, incomplete }) => [violations, incomplete].map((results) => results.flatMap((rule) =>
  rule.nodes.map((node) => [rule.id, node.target.join(" "), node.html.slice(0, 160), node.failureSummary || ""]))))"""


@dataclass(frozen=True)
class Remark:
    """What axe says of one element: its rule, the element as a selector and as HTML, and what is to be done."""

    rule: str
    target: str
    html: str
    advice: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.target}\n    {self.html}\n    {' '.join(self.advice.split())}"


def module(name: str, file: str) -> Path:
    """A file of a judge that npm has installed."""
    path = MODULES / name / file
    need(path.is_file(), name, INSTALL)
    return path


@cache
def axe_source() -> str:
    return module("axe-core", "axe.min.js").read_text(encoding="utf-8")


def axe(tab: Any) -> tuple[list[Remark], list[Remark]]:
    """What axe finds wrong on the page as it is now, and what it could not decide."""
    if not tab.evaluate("typeof axe === 'object'"):
        # Evaluated by the browser's own tools, so no policy of the page has to be bent.
        tab.evaluate(axe_source())
    wrong, unsure = tab.evaluate(ASK)
    return [Remark(*one) for one in wrong], [Remark(*one) for one in unsure]


def validate(files: Sequence[Path], *kinds: str) -> list[str]:
    """What the Nu validator says of files: `path:line: kind: message`. `kinds` are its switches for what is read."""
    java = need_program("java", "install Java 17 or newer (Debian: apt-get install default-jdk-headless)")
    jar = module("vnu-jar", "build/dist/vnu.jar")
    asked = ["--format", "json", "--stdout", "--exit-zero-always", *kinds]
    command = [java, "-Xss4m", "-jar", str(jar), *asked, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    return [
        f"{unquote(one.get('url', '')).removeprefix('file:')}:{one.get('lastLine', 0)}: {one['type']}: {one['message']}"
        for one in json.loads(done.stdout)["messages"]
    ]


def pages_of(site: Path, *, of_each_small_kind: int) -> list[Path]:
    """The HTML files of a site. Of the small pages, which are thousands from a few frames, some of each kind."""
    pages: dict[str, list[Path]] = {}
    for file in sorted(site.rglob("*.html")):
        room = file.relative_to(site).parts[0]
        pages.setdefault(room if room in SMALL else "", []).append(file)
    chosen = pages.pop("", [])
    for files in pages.values():
        step = max(1, len(files) // of_each_small_kind) if of_each_small_kind else 1
        chosen += files[::step]
    return chosen
