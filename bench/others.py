"""The same pages and terms for other programs: what each offers for a glossary, set up as its manual says.

Only Material's abbreviations find terms by themselves, as written and wherever they stand. In ezglossary and in
Sphinx an author marks each place; here the marks stand where this handbook would link.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.invented import Invented, Notation, Use, markdown

MKDOCS = (
    "site_name: Invented\ndocs_dir: content\ntheme: {{name: material, font: false{features}}}\nplugins: [{plugins}]\n"
)
MKDOCS += "markdown_extensions: [attr_list, def_list{extensions}]\n"
SPHINX = 'project = "Invented"\nextensions = ["myst_parser"]\n'
CONTENTS = "\n```{toctree}\n:glob:\n\n*\n```\n"


@dataclass(frozen=True)
class Other:
    """A program: its name, the packages and modules it needs, how its project is written, how it is built."""

    name: str
    packages: tuple[str, ...]
    modules: tuple[str, ...]
    write: Callable[[Invented, Path, int], None]
    arguments: tuple[str, ...]


def installed(python: str, other: Other) -> bool:
    """Whether a Python has what a program needs."""
    found = subprocess.run([python, "-c", f"import {', '.join(other.modules)}"], capture_output=True, check=False)
    return found.returncode == 0


def _write_pages(invented: Invented, folder: Path, terms: int, mark: Callable[[str, str], str]) -> None:
    """The pages, with `mark` (of the term and the words) at each place that would be linked."""
    folder.mkdir(parents=True)

    def written(use: Use) -> str:
        return mark(invented.entries[use.entry].preferred, use.text) if use.entry < terms else use.text

    for name, text in markdown(invented, Notation(written), ids=False).items():
        (folder / name).write_text(text, encoding="utf-8")


def _abbreviations(invented: Invented, folder: Path, terms: int) -> None:
    _write_pages(invented, folder / "content", 0, lambda _, words: words)
    features, extensions = "", ""
    if terms:
        features = ", features: [content.tooltips]"
        extensions = ", abbr, {pymdownx.snippets: {auto_append: [includes/abbreviations.md]}}"
        (folder / "includes").mkdir()
        lines = [
            f"*[{form}]: {entry.definition}\n"
            for entry in invented.entries[:terms]
            for form in (entry.preferred, entry.admitted)
            if form
        ]
        (folder / "includes" / "abbreviations.md").write_text("".join(lines), encoding="utf-8")
    settings = MKDOCS.format(features=features, plugins="search", extensions=extensions)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")


def _ezglossary(invented: Invented, folder: Path, terms: int) -> None:
    _write_pages(invented, folder / "content", terms, lambda term, words: f"<g:{term}|{words}>")
    settings = MKDOCS.format(features="", plugins="search, ezglossary" if terms else "search", extensions="")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    entries = [f"\ng:{entry.preferred}\n:   {entry.definition}\n" for entry in invented.entries[:terms]]
    (folder / "content" / "glossary.md").write_text("".join(("# Glossary\n", *entries)), encoding="utf-8")


def _sphinx(invented: Invented, folder: Path, terms: int) -> None:
    content = folder / "content"
    _write_pages(invented, content, terms, lambda term, words: f"{{term}}`{words} <{term}>`")
    (content / "conf.py").write_text(SPHINX, encoding="utf-8")
    index = content / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + CONTENTS, encoding="utf-8")
    entries = "".join(f"{entry.preferred}\n  {entry.definition}\n\n" for entry in invented.entries[:terms])
    glossary = f"```{{glossary}}\n{entries}```\n" if terms else ""
    (content / "glossary.md").write_text(f"# Glossary\n\n{glossary}", encoding="utf-8")


_BUILD = ("-m", "mkdocs", "build", "-q")
OTHERS = (
    Other(
        "Material, abbr",
        ("mkdocs-material",),
        ("material", "pymdownx.snippets"),
        _abbreviations,
        _BUILD,
    ),
    Other(
        "Material, ezglossary",
        ("mkdocs-material", "mkdocs-ezglossary-plugin"),
        ("material", "mkdocs_ezglossary_plugin"),
        _ezglossary,
        _BUILD,
    ),
    Other(
        "Sphinx, MyST",
        ("sphinx", "myst-parser"),
        ("sphinx", "myst_parser"),
        _sphinx,
        ("-m", "sphinx", "-q", "-E", "-b", "html", "content", "site"),
    ),
)
