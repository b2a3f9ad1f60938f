"""Nothing vanishes: every word of every source is in every output, and what is lost is found.

Handbooks are built by the command. Then outputs are damaged, a word or a passage at a time, and the check that a build
makes before it publishes must name each loss, in the file and on the line where the words were written.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook_build.assembly import load
from handbook_build.cache import NOTHING_KEPT
from handbook_build.citing.bibliography import cite
from handbook_build.model.nodes import text_of
from handbook_build.publishing import cache_of
from handbook_build.staging import name_of
from handbook_build.verifying.folder import SiteFolder
from handbook_build.verifying.source_words import Reader
from handbook_build.verifying.words import lost_words
from tests.invented import invented
from tests.tiny import BASE, Tiny, handbook, handout, page
from tests.trials import Figure

PROJECT = Path(__file__).parents[2]
OWN = ("content", "overrides", "mkdocs.yml", "CITATION.cff")

WORK = """[{"id": "rogers-1957", "type": "book", "author": [{"family": "Rogers", "given": "Carl"}],
"issued": {"date-parts": [[1957]]}, "title": "On change", "publisher": "A house",
"custom": {"verification": "seen"}}]"""
BODY = """Warning: call 112 before you read on.

## Alpha section {#alpha}

First bravo paragraph [charlie link](#delta) goes on [see @rogers-1957, p. 96], echo **foxtrot** end.

- golf item
- hotel item
    - india nested item

1. juliett step
2. kilo step

Lima
:   Mike meaning of it

| November head | Oscar head |
| --- | --- |
| papa cell | quebec cell |
| romeo 116 123 | sierra cell |

![Tango drawing of uniform](drawing.svg)

## Delta section {#delta}

/// say | Victor says
    who: client
    why: Whiskey reasons for it.
"Xray sentence to borrow."
///

/// caution | Yankee title
Zulu caution text.
///

> Amber quotation here.

```
beryl code line
```

Some `coral` code, a caf&eacute; and <em>ebony</em> [tip link](https://a.example/ "flint tip"). Fin.

مرحبا بالثقة 信頼 👋 garnet.
"""
SHEET = """## Heather heading

Indigo lines of text.

/// scale | Jasper scale
    from: khaki low
    to: lilac high
///

/// ticks | Mauve ticks
- nickel tick
- ochre tick:
///
"""
FILES: Mapping[str, str | bytes] = {
    **BASE,
    "mkdocs.yml": "# allow public-address: a trial\nsite_name: Tiny\nnav:\n  - index.md\n  - full.md\n",
    "content/references.json": WORK,
    "content/full.md": page("full", BODY, "Pearl title", "you-will:\n  - quartz this\n  - rubypart that\n"),
    "content/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "content/handouts/H01.md": handout("H01", "alpha", SHEET),
}
WEB, COPY, WHOLE = "full/index.html", "full/index.md", "llms-full.txt"
SHEET_WEB, SHEET_TEXT, SHEET_WORD = (f"handouts/H01/{name}" for name in ("index.html", "H01.txt", "H01.docx"))


@dataclass(frozen=True)
class Loss:
    """What is lost, in which file of the site, and a word that must be named."""

    kind: str
    address: str
    pattern: str
    word: str
    instead: str = ""


LOSSES = (
    Loss("a first line that looks like metadata", WEB, r"Warning: call 112 before you read on\.", "112"),
    Loss("the title", WEB, r"Pearl title", "Pearl"),
    Loss("the summary", WEB, r"What this page says\.", "says"),
    Loss("what the page gives", WEB, r"quartz this", "quartz"),
    Loss("the heading of a section", WEB, r"Alpha section", "Alpha"),
    Loss("a paragraph", WEB, r"<p[^>]*>First bravo.*?</p>", "bravo"),
    Loss("the words of a link", WEB, r"charlie link", "charlie"),
    Loss("a citation", WEB, r"Rogers, 1957", "Rogers"),
    Loss("the place in a citation", WEB, r"p\.\W96", "96"),
    Loss("what stands before a citation", WEB, r"\(see ", "see", "("),
    Loss("a word in bold", WEB, r"<strong>foxtrot</strong>", "foxtrot"),
    Loss("an item of a list", WEB, r"<li[^>]*>golf item</li>", "golf"),
    Loss("an item in an item", WEB, r"india nested item", "india"),
    Loss("what a word means", WEB, r"Mike meaning of it", "Mike"),
    Loss("a row of a table", WEB, r"<tr>\s*<td[^>]*>romeo.*?</tr>", "116"),
    Loss("the head of a column", WEB, r"Oscar head", "Oscar"),
    Loss("the words for a picture", WEB, r"Tango drawing of uniform", "Tango"),
    Loss("a block", WEB, r"Zulu caution text\.", "Zulu"),
    Loss("the title of a block", WEB, r"Yankee title", "Yankee"),
    Loss("an option of a block", WEB, r"Whiskey reasons for it\.", "Whiskey"),
    Loss("a quotation", WEB, r"Amber quotation here\.", "Amber"),
    Loss("code", WEB, r"beryl code line", "beryl"),
    Loss("a letter that was written as an entity", WEB, r"café", "café", "caf"),
    Loss("words in a tag", WEB, r"<em>ebony</em>", "ebony"),
    Loss("the tip of a link", WEB, r"flint tip", "flint"),
    Loss("words in another script", WEB, r"信頼", "信頼"),
    Loss("two words in another order", WEB, r"Zulu caution text", "caution", "caution Zulu text"),
    Loss("a word in the Markdown copy", COPY, r"juliett", "juliett"),
    Loss("a passage in the file of everything", WHOLE, r"Indigo|Zulu caution text\.", "Zulu"),
    Loss("a line of the page of a sheet", SHEET_WEB, r"Indigo lines of text\.", "Indigo"),
    Loss("a word of the sheet as text", SHEET_TEXT, r"nickel", "nickel"),
    Loss("the end of a scale on the sheet as text", SHEET_TEXT, r"lilac high", "lilac"),
    Loss("a word of the sheet in Word", SHEET_WORD, r"Indigo", "Indigo"),
)


@dataclass(frozen=True)
class Damaged:
    """A site in which one file is another than was written."""

    whole: SiteFolder
    address: str
    data: bytes

    @cached_property
    def files(self) -> Mapping[str, str]:
        return {**self.whole.files, self.address: name_of(self.data)}

    def read(self, address: str) -> bytes:
        return self.data if address == self.address else self.whole.read(address)


def figures(long: bool) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        yield from _losses(root / "losses")
        yield _refused(root / "refused")
        yield from _invented(root, 300 if long else 20)
        if long:
            yield from _own(root / "own")


# ---- What is lost is found ----


def _losses(root: Path) -> Iterator[Figure]:
    tiny = Tiny(root)
    tiny.write(FILES)
    built = tiny.run("build", "--quiet")
    loaded = load(root, os.environ)
    bibliography = cite(loaded, cache_of(root))
    site = SiteFolder(root / "site")
    clean = built.returncode == 0 and not lost_words(loaded, bibliography, site, NOTHING_KEPT)
    yield Figure(
        "a handbook with all of it, undamaged", "nothing is missing" if clean else built.stdout[:200], "", clean
    )
    missed = []
    for loss in LOSSES:
        damaged = Damaged(site, loss.address, _without(site.read(loss.address), loss))
        told = [
            one
            for one in lost_words(loaded, bibliography, damaged, NOTHING_KEPT)
            if re.search(rf"`[^`]*\b{loss.word}\b[^`]*`", one.message) and loss.address in one.message
        ]
        source = "content/handouts/H01.md" if "handouts" in loss.address else "content/full.md"
        line = [loaded.sources[one.location.path].line(one.location.range.start.line) for one in told]
        if not any(one.location.path == source for one in told) or not line:
            missed.append(loss.kind)
    found = f"{len(LOSSES) - len(missed)} of {len(LOSSES)}" + (f"; not: {', '.join(missed)}" if missed else "")
    yield Figure("kinds of loss that are caught, each with its file and line", found, "all", not missed)


def _without(data: bytes, loss: Loss) -> bytes:
    if not loss.address.endswith(".docx"):
        return _replaced(data.decode(), loss).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            held = before.read(name)
            after.writestr(name, _replaced(held.decode(), loss) if name == "word/document.xml" else held)
    return made.getvalue()


def _replaced(text: str, loss: Loss) -> str:
    main = text.find("<main")
    head, rest = (text[:main], text[main:]) if main >= 0 else ("", text)
    made, count = re.subn(loss.pattern, loss.instead, rest, flags=re.DOTALL)
    assert count, f"{loss.kind}: the output holds no such words, so nothing was tried"
    return head + made


def _refused(root: Path) -> Figure:
    """Of two footnotes of one name Markdown shows the last: the build says so, and the site that stood stays."""
    tiny = Tiny(root)
    tiny.write({**BASE, "mkdocs.yml": f"{BASE['mkdocs.yml']!s}markdown_extensions: [footnotes]\n"})
    first = tiny.run("build", "--quiet")
    before = tiny.site()
    notes = "Counsellors help.[^1]\n\n[^1]: Ring 112.\n\n[^1]: Later."
    tiny.write({"content/index.md": page("start", notes)})
    built = tiny.run("build", "--quiet", "--format", "concise")
    told = [line for line in built.stdout.splitlines() if "HB195" in line and "112" in line]
    met = first.returncode == 0 and built.returncode == 1 and bool(told) and tiny.site() == before
    found = f"exit {built.returncode}; {told[0] if told else 'nothing was said'}"
    return Figure("a footnote that Markdown passes over", found, "exit 1, the old site stays", met)


# ---- What is not lost is not reported ----


@dataclass
class Count:
    """So many words of so many pages and sheets, and the findings of the build."""

    words: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, root: Path) -> Count:
        loaded = load(root, os.environ)
        bibliography = cite(loaded, cache_of(root))
        extensions = [name.rpartition(".")[2] for name, _ in loaded.settings.extensions]
        made = cls()
        for document in loaded.documents:
            cited = {one.citation.start: text_of(bibliography.citation(one.citation)) for one in document.citations}
            lines = Reader(document.source.text, cited, extensions).lines()
            kind = "sheets" if document.is_handout else "pages"
            made.words[kind] += sum(len(run.words) for line in lines for run in line.runs)
            made.documents[kind] += 1
        return made

    def __str__(self) -> str:
        return f"{self.documents['pages']} pages and {self.documents['sheets']} sheets"

    @property
    def all(self) -> int:
        return self.words["pages"] + self.words["sheets"]


def _invented(root: Path, pages: int) -> Iterator[Figure]:
    for extended, engine in ((False, "our templates"), (True, "MkDocs, with six extensions")):
        place = root / f"invented-{engine[:3]}"
        Tiny(place).write(invented(pages, extended=extended))
        yield _built(place, f"in invented words of twelve scripts, by {engine}")


def _own(root: Path) -> Iterator[Figure]:
    """Our own handbook as it is released."""
    root.mkdir()
    for name in OWN:
        place = PROJECT / name
        if place.is_dir():
            shutil.copytree(place, root / name)
        elif place.exists():
            shutil.copy(place, root / name)
    yield _built(root, "of our own handbook, with the book", "--release", "--no-precompress")


def _built(root: Path, what: str, *options: str) -> Figure:
    built = handbook("build", "--quiet", "--format", "concise", *options, "--root", str(root))
    told = [line for line in built.stdout.splitlines() if "error" in line]
    count = Count.of(root)
    found = f"all of {count.all:,}" if built.returncode == 0 else f"exit {built.returncode}: {' '.join(told[:2])}"
    return Figure(f"words of {count} in every output, {what}", found, "all", built.returncode == 0)
