"""What is kept between builds never changes a byte: after any edit the site is that of a first build of the same.

A few edits run here; `HANDBOOK_EDITS=200 python -m pytest tests/test_cached_builds.py` makes two hundred.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tiny import Tiny, page

HANDBOOKS = Path(__file__).parent / "handbooks"
EDITS = int(os.environ.get("HANDBOOK_EDITS", "8"))
SEED = 23_11_2026
# A handbook's own part of the theme: a file beside it, or a template, for which MkDocs is asked.
OWN_FILE, OWN_TEMPLATE = "own/extra.css", "own/partials/handbook/footer.html"


class Editing:
    """A handbook that somebody edits at random, and the words for what was done last."""

    def __init__(self, made: Tiny, seed: int) -> None:
        self.made, self.chance, self.count = made, random.Random(seed), 0

    def read(self, name: str) -> str:
        return (self.made.root / name).read_text(encoding="utf-8")

    def pages(self) -> list[str]:
        content = self.made.root / "content"
        return sorted(path.relative_to(self.made.root).as_posix() for path in content.rglob("*.md"))

    def one(self, *, but: str = "index.md help.md") -> str:
        return self.chance.choice([name for name in self.pages() if Path(name).name not in but.split()])

    def words(self) -> str:
        self.count += 1
        return f"Sentence {self.count} says {self.chance.choice(['trust', 'an ending', 'a holiday', 'nothing new'])}."

    def replaced(self, name: str, pattern: str, new: Callable[[re.Match[str]], str]) -> str:
        """One place that the pattern finds, changed."""
        text = self.read(name)
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if found:
            place = self.chance.choice(found)
            self.made.write({name: text[: place.start()] + new(place) + text[place.end() :]})
        return name

    # What an author does

    def add_words(self) -> str:
        name = self.one(but="")
        self.made.write({name: f"{self.read(name)}\n{self.words()}\n"})
        return f"words at the end of {name}"

    def change_title(self) -> str:
        return self.replaced(self.one(but=""), r"^title: .*$", lambda found: f"{found[0]} {self.count}")

    def change_summary(self) -> str:
        return self.replaced(self.one(but=""), r"^summary: .*$", lambda found: f"summary: {self.words()}")

    def add_section(self) -> str:
        name = self.one()
        self.count += 1
        section = f"\n## Part {self.count} {{#part-{self.count}}}\n\n{self.words()}\n"
        self.made.write({name: self.read(name) + section})
        return f"a section of {name}"

    def rename_section(self) -> str:
        return self.replaced(self.one(), r"^## (.*) \{#", lambda found: f"## {found[1]} again {{#")

    def add_page(self) -> str:
        self.count += 1
        name = f"content/new-{self.count}.md"
        self.made.write({name: page(f"new-{self.count}", f"## One {{#one-{self.count}}}\n\n{self.words()}")})
        return f"the new page {name}"

    def move_page(self) -> str:
        new = [name for name in self.pages() if "/new-" in name]
        if not new:
            return self.add_page()
        name = self.chance.choice(new)
        self.count += 1
        (self.made.root / name).rename(self.made.root / f"content/new-moved-{self.count}.md")
        return f"{name} moved"

    def delete_page(self) -> str:
        new = [name for name in self.pages() if "/new-" in name]
        if not new:
            return self.add_page()
        (self.made.root / (name := self.chance.choice(new))).unlink()
        return f"{name} deleted"

    def change_definition(self) -> str:
        return self.replaced(
            "content/terms.yml", r"(?<=definition: )(\"?)(\w)", lambda found: f"{found[1]}Now, {found[2]}"
        )

    def add_term(self) -> str:
        self.count += 1
        text = self.read("content/terms.yml")
        entry = f"  - id: word-{self.count}\n    preferred: holiday {self.count}\n"
        entry += "    definition: A thing to know.\n    source: handbook\n"
        self.made.write({"content/terms.yml": f"{text.rstrip()}\n{entry}"})
        return "a new term"

    def change_work(self) -> str:
        works = json.loads(self.read("content/references.json"))
        self.chance.choice(works)["title"] = f"Title {self.count}: what was found"
        self.made.write({"content/references.json": json.dumps(works, indent=2)})
        return "the title of a work"

    def ids(self, name: str = "") -> list[str]:
        """Those of pages and sections: of one file, or of all."""
        texts = [self.read(one) for one in ([name] if name else self.pages())]
        return sorted(
            found
            for text in texts
            for found in re.findall(r"^id: (\S+)$|\{#([\w-]+)", text, re.M)
            for found in found
            if found
        )

    def link(self) -> str:
        """A link without words, which shows the title of what it leads to."""
        name, to = self.one(), self.chance.choice(self.ids())
        self.made.write({name: f"{self.read(name)}\nSee [](#{to}) for more.\n"})
        return f"a link from {name} to {to}"

    def cite_a_work(self) -> str:
        name = self.one()
        key = self.chance.choice(json.loads(self.read("content/references.json")))["id"]
        self.made.write({name: f"{self.read(name)}\nThis was found once [@{key}].\n"})
        return f"{key} cited in {name}"

    def cite_a_part(self) -> str:
        """How the handbook says that a part of it is cited."""
        name, part = self.one(), self.chance.choice(self.ids(self.one()))
        self.made.write({name: f"{self.read(name)}\n/// cited\n    part: {part}\n    form: apa\n///\n"})
        return f"{part} shown as it is cited in {name}"

    def relate(self) -> str:
        name, to = self.one(), self.chance.choice(self.ids())
        text = re.sub(r"^related: .*\n", "", self.read(name), flags=re.MULTILINE)
        self.made.write({name: text.replace("\nsummary:", f"\nrelated: [{to}]\nsummary:", 1)})
        return f"{to} related to {name}"

    def let_leave(self) -> str:
        return self.replaced(
            self.one(), r"^(exit: true\n)?summary:", lambda found: "summary:" if found[1] else "exit: true\nsummary:"
        )

    def review(self) -> str:
        return self.replaced(
            self.one(), r"^reviewed: .*$", lambda found: f"reviewed: 2026-0{self.chance.randint(1, 9)}-01"
        )

    def change_help(self) -> str:
        return self.replaced("content/help.yml", r"number: .*$", lambda found: f'number: "99{self.count}"')

    def pass_on(self) -> str:
        """What a section says, on a sheet too."""
        part = self.chance.choice(self.sections())
        head = f"---\nid: N1\ntitle: New\nsummary: A sheet.\naudience: [client]\nsection: {part}\nmax-pages: 2\n---\n"
        passage = f"/// passage\n    section: {part}\n///\n"
        self.made.write({"content/handouts/N1.md": f"{head}\n## One\n\n{passage}"})
        return f"a sheet with what {part} says"

    def sections(self, mark: str = "") -> list[str]:
        """Those of pages in which something stands."""
        texts = [self.read(name) for name in self.pages() if "/handouts/" not in name]
        parts = [part for text in texts for part in text.split("\n## ")[1:]]
        return [found[1] for part in parts if mark in part and (found := re.search(r"\{#([\w-]+)", part))]

    def state(self) -> str:
        """A sentence that rests on a statement of the ledger, and the statement."""
        self.count += 1
        name = self.chance.choice([one for one in self.pages() if "/handouts/" not in one and "{#" in self.read(one)])
        self.made.write({name: f"{self.read(name)}\n[So it was found.]{{claim=found}}\n"})
        source = self.chance.choice(json.loads(self.read("content/references.json")))["id"]
        claim = f"claims:\n  - id: found\n    statement: It was found {self.count} times.\n    strength: linked\n"
        claim += f"    direction: better\n    source: [{source}]\n"
        claim += f"    sections: [{', '.join(self.sections('{claim=found}'))}]\n"
        self.made.write({"content/claims.yml": claim})
        return f"a statement in {name}, and the ledger"

    def correct(self) -> str:
        """A mistake in an edition, where there is one."""
        if not (self.made.root / "content/editions").exists():
            return self.add_words()
        self.count += 1
        entry = f"  - id: first-hour\n    editions: ['2026.2']\n    date: 2026-03-0{self.chance.randint(1, 9)}\n"
        entry += f"    wrong: fifty minutes\n    right: {self.count} minutes\n"
        text = self.read("content/editions/errata.yml")
        self.made.write({"content/editions/errata.yml": f"{text.rstrip()}\n{entry}"})
        return "a correction"

    def rename_term(self) -> str:
        return self.replaced("content/terms.yml", r"preferred: .*$", lambda found: f"{found[0]} {self.count}")

    def order(self) -> str:
        """Another order of pages in the navigation."""
        return self.replaced(
            "mkdocs.yml",
            r"^( +- )(\S.*\.md)\n\1(\S.*\.md)$",
            lambda found: f"{found[1]}{found[3]}\n{found[1]}{found[2]}",
        )

    def change_settings(self) -> str:
        self.count += 1
        return self.replaced("mkdocs.yml", r"^site_name: .*$", lambda found: f"site_name: Name {self.count}")

    def change_practice(self) -> str:
        path = self.made.root / "practice.toml"
        if path.exists():
            path.unlink()
            return "the practice taken away"
        self.made.write({"practice.toml": f'name = "Practice {self.count}"\n'})
        return "a practice"

    def change_picture(self) -> str:
        self.made.write(
            {"content/images/new.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><!-- {self.count} --></svg>'}
        )
        return "a picture"

    def change_theme(self) -> str:
        """A file, then a template of the handbook's own, then neither."""
        settings = self.read("mkdocs.yml")
        if "custom_dir" not in settings:
            self.made.write(
                {OWN_FILE: "a { }", "mkdocs.yml": settings.replace("theme:", "theme:\n  custom_dir: own", 1)}
            )
            return "a style of its own"
        if not (self.made.root / OWN_TEMPLATE).exists():
            self.made.write({OWN_TEMPLATE: "<footer>Ours</footer>"})
            return "a template of its own"
        shutil.rmtree(self.made.root / "own")
        self.made.write({"mkdocs.yml": settings.replace("\n  custom_dir: own", "")})
        return "no theme of its own"

    def nothing(self) -> str:
        return "nothing"

    def next(self) -> str:
        kinds = [value for name, value in vars(Editing).items() if callable(value) and name in KINDS]
        return str(self.chance.choice(kinds)(self))


KINDS = frozenset(
    "add_words change_title change_summary add_section rename_section add_page move_page delete_page change_definition "
    "add_term change_work change_settings change_practice change_picture change_theme nothing link cite_a_work "
    "cite_a_part relate let_leave review change_help pass_on state correct rename_term order".split()
)


def files(folder: Path, *left_out: str) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name.split("/")[0] not in left_out:
            yield name, path.read_bytes()


@pytest.mark.parametrize("name", ["clinic", "three-editions"])
def test_a_site_after_any_edit_is_that_of_a_first_build(name: str, tmp_path: Path) -> None:
    made = Tiny(tmp_path / "handbook")
    shutil.copytree(HANDBOOKS / name, made.root)
    editing = Editing(made, SEED)
    done = ["the first build"]
    for number in range(EDITS // 2 + 1):
        fresh = Tiny(tmp_path / f"fresh-{number}")
        fresh.write(dict(files(made.root, "site", ".handbook")))
        ours, theirs = made.run("build", "--format", "concise"), fresh.run("build", "--format", "concise")
        assert (ours.returncode, ours.stdout) == (theirs.returncode, theirs.stdout), done
        assert "fault of ours" not in ours.stderr, ours.stderr
        if ours.returncode == 0:
            kept, anew = dict(files(made.root / "site")), dict(files(fresh.root / "site"))
            assert kept.keys() == anew.keys(), done
            assert [one for one, data in kept.items() if data != anew[one]] == [], done
        shutil.rmtree(fresh.root)
        done.append(editing.next())
