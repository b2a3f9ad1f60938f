"""A page is made again when something that it shows has changed, and then alone; an author is told what it was."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook_build.cache import Cache
from handbook_build.staging import Stage, name_of
from handbook_build.units import Made, Unit, Units
from tests.tiny import MakeTiny, Tiny, page

TERMS = """\
terms:
  - {id: trust, preferred: trust, definition: A thing that grows., source: handbook}
  - {id: pause, preferred: pause, definition: A short stop., source: handbook}
"""
WORKS = """\
[{"id": "who-2020", "type": "book", "title": "A book", "author": [{"family": "Who", "given": "Ann"}],
  "issued": {"date-parts": [[2020]]}}]
"""
FILES = {
    "mkdocs.yml": "site_name: Tiny\ntheme: {name: material}\nplugins: [search, handbook]\n",
    "content/terms.yml": TERMS,
    "content/references.json": WORKS,
    "content/index.md": page("start", "Words."),
    "content/one.md": page("one", "## Part one {#part-one}\n\nThere is trust."),
    "content/two.md": page("two", "## Part two {#part-two}\n\nThere is a pause [@who-2020]."),
    "content/three.md": page("three", "## Part three {#part-three}\n\nSee [](#part-one)."),
}

OTHER = page("one", "## Part one {#part-one}\n\nOther words.")


def remade(made: Tiny, kind: str = "pages") -> dict[str, list[str]]:
    """Each reason that a build tells for units of a kind, with the units."""
    told = made.run("build", "--explain").stderr
    lines = re.findall(rf"^Made again: \d+ of \d+ {kind}.*\n((?:  .*\n)*)", told, re.MULTILINE)
    assert lines, told
    pairs = (line.strip().rpartition(": ") for line in lines[0].splitlines())
    return {reason: units.split(", ") for reason, _, units in pairs}


@pytest.fixture
def made(tiny: MakeTiny) -> Tiny:
    made = tiny(FILES)
    assert remade(made)["it is new"] == ["index.md", "one.md", "three.md", "two.md"]
    return made


Change = Callable[[Tiny], None]


def replace(name: str, old: str, new: str) -> Change:
    def change(made: Tiny) -> None:
        text = (made.root / name).read_text()
        assert old in text
        made.write({name: text.replace(old, new)})

    return change


CHANGES: dict[str, tuple[Change, dict[str, list[str]]]] = {
    "words of a page": (replace("content/one.md", "There is", "There was"), {"its own words changed": ["one.md"]}),
    "a definition": (replace("content/terms.yml", "A short", "A very short"), {"the definition of pause": ["two.md"]}),
    "a work": (
        replace("content/references.json", "A book", "Another book"),
        {"the work who-2020 changed": ["two.md"]},
    ),
    "the title of a section": (
        replace("content/one.md", "## Part one", "## The first part"),
        {"titles, numbers or addresses changed": ["index.md", "one.md", "three.md", "two.md"]},
    ),
    "a setting": (
        replace("mkdocs.yml", "site_name: Tiny", "site_name: Small"),
        {"the settings changed": ["index.md", "one.md", "three.md", "two.md"]},
    ),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_shows_it_is_made_again_and_nothing_else(
    change: Change, expected: dict[str, list[str]], made: Tiny
) -> None:
    change(made)
    told = remade(made)
    for reason, units in expected.items():
        found = [(one, names) for one, names in told.items() if one.startswith(reason)]
        assert found, told
        assert found[0][1] == units
    assert {name for units in told.values() for name in units} == {
        name for units in expected.values() for name in units
    }


def test_a_new_word_in_the_termbase_makes_the_pages_again_that_have_it(made: Tiny) -> None:
    entry = "  - {id: part, preferred: words, definition: What is said., source: handbook}\n"
    made.write({"content/terms.yml": TERMS + entry})
    assert remade(made) == {"its own words changed": ["index.md"], "the definition of part changed": ["index.md"]}
    assert 'data-term="part"' in (made.root / "site/index.html").read_text()


def test_the_first_build_after_the_site_is_gone_makes_it_again(made: Tiny) -> None:
    shutil.rmtree(made.root / "site")
    assert remade(made)["its files were not there any more"] == ["index.md", "one.md", "three.md", "two.md"]
    assert "trust" in (made.root / "site/one/index.html").read_text()


def test_a_page_that_somebody_changed_in_the_site_is_put_right(made: Tiny) -> None:
    place = made.root / "site/one/index.html"
    right = place.read_bytes()
    place.write_text("changed by hand")
    assert remade(made) == {"its files were not there any more": ["one.md"]}
    assert place.read_bytes() == right


@pytest.mark.parametrize("damage", [b"", b"{}", b"x" * 300], ids=["empty", "of another form", "no JSON"])
def test_what_was_kept_and_is_broken_is_made_again(damage: bytes, made: Tiny) -> None:
    before = {path: path.read_bytes() for path in (made.root / "site").rglob("*.html")}
    for path in (made.root / ".handbook/cache/units").iterdir():
        path.write_bytes(damage)
    (made.root / ".handbook/build.json").unlink()
    assert set(remade(made)) == {"it is new"}
    assert {path: path.read_bytes() for path in (made.root / "site").rglob("*.html")} == before


def test_an_account_of_the_last_build_that_is_broken_only_costs_the_reasons(made: Tiny) -> None:
    made.write({".handbook/units.json": "[]", "content/one.md": OTHER})
    assert "it is new" in remade(made)


def test_two_handbooks_may_share_what_is_kept(made: Tiny, tmp_path: Path) -> None:
    """Each has the pages of its own site, and asks for no file of the other."""
    other = Tiny(tmp_path / "other")
    other.write({**FILES, "content/one.md": OTHER})
    shutil.copytree(made.root / ".handbook/cache", other.root / ".handbook/cache")
    assert other.run("build").returncode == 0
    fresh = Tiny(tmp_path / "fresh")
    fresh.write({**FILES, "content/one.md": OTHER})
    assert fresh.run("build").returncode == 0
    held = [
        {path.relative_to(one.root): path.read_bytes() for path in (one.root / "site").rglob("*.html")}
        for one in (other, fresh)
    ]
    assert held[0] == held[1]


# By itself


def unit(data: bytes, made: list[bytes], *, yields: bool = False, source: str = "x") -> Unit:
    def make() -> Made:
        made.append(data)
        return Made([("a/index.html", data)], {"length": len(data)})

    return Unit("pages", "a.md", {"its own words": source}, make, yields=yields)


def test_files_are_had_from_the_site_that_stands(tmp_path: Path) -> None:
    cache, made = Cache(tmp_path / "cache"), list[bytes]()
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        units = Units(Stage(tmp_path / name, published=tmp_path / "first"), cache)
        assert units.place(unit(b"words", made)) == {"length": 5}
        assert units.stage.files == {"a/index.html": name_of(b"words")}
        assert (tmp_path / name / "a/index.html").read_bytes() == b"words"
        assert units.addresses == ["a/index.html"]
    assert made == [b"words"]


def test_a_unit_of_other_parts_is_made(tmp_path: Path) -> None:
    cache, made = Cache(tmp_path / "cache"), list[bytes]()
    for source in ("x", "y", "x"):
        Units(Stage(tmp_path), cache).place(unit(b"words", made, source=source))
    # Without an earlier site there is nothing to have files from.
    assert len(made) == 3
    stage = Stage(tmp_path, there={"a/index.html": name_of(b"words")})
    Units(stage, cache).place(unit(b"words", made, source="y"))
    assert len(made) == 3


def test_one_that_gives_way_leaves_alone_what_stands_there(tmp_path: Path) -> None:
    units = Units(Stage(tmp_path), Cache(tmp_path / "cache"))
    units.stage.write("a/index.html", b"the handbook's own")
    units.place(unit(b"words", [], yields=True))
    assert (tmp_path / "a/index.html").read_bytes() == b"the handbook's own"


def test_what_no_build_asked_for_is_dropped(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    for source in ("x", "y"):
        units = Units(Stage(tmp_path), cache)
        units.place(unit(b"words", [], source=source))
        units.forget_others()
    assert len(list((tmp_path / "cache/units").iterdir())) == 1
