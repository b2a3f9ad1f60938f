"""A build of what has not changed does nothing, and says again what was found; of anything else it does its work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tiny import TODAY, MakeTiny, Tiny, handout, page

SETTINGS = "site_name: Tiny\ntheme: {name: material}\nplugins: [search, handbook]\n"
FILES = {
    "mkdocs.yml": SETTINGS,
    "content/index.md": page("start", "Trust grows [@gone]."),
    "content/other.md": page("other", "## A part {#a-part}\n\nWords."),
    "content/handouts/H1.md": handout("H1", "a-part"),
}
AT_ONCE = "nothing has changed"


@pytest.fixture
def made(tiny: MakeTiny) -> Tiny:
    """A handbook with a finding (`public-address`), built once."""
    made = tiny({**FILES, "content/index.md": page("start", "Trust grows.")})
    first = built(made)
    assert AT_ONCE not in first.stderr
    assert "public-address" in first.stdout
    return made


def built(made: Tiny, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-m", "handbook_build", "build", *options, "--root", str(made.root)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **TODAY, **environment},
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", ["full", "concise", "json", "github", "sarif"])
def test_what_was_found_is_said_again_in_every_form(made: Tiny, form: str) -> None:
    again = built(made, "--format", form)
    assert AT_ONCE in again.stderr
    made.write({"content/other.md": page("other", "## A part {#a-part}\n\nOther words.")})
    assert built(made, "--format", form).stdout == again.stdout


def test_the_site_stays_and_no_engine_is_loaded(made: Tiny) -> None:
    before = tree(made.root / "site")
    program = (
        "import sys\nfrom handbook_build.cli import main\n"
        f"main(['build', '--root', {str(made.root)!r}])\n"
        "print(sorted({'mkdocs', 'markdown', 'jinja2', 'typst', 'yaml'} & set(sys.modules)))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env={**os.environ, **TODAY}
    )
    assert AT_ONCE in result.stderr
    assert result.stdout.endswith("[]\n")
    assert tree(made.root / "site") == before


def edit(name: str, text: str) -> Callable[[Tiny], None]:
    return lambda made: made.write({name: text})


def without(name: str) -> Callable[[Tiny], None]:
    return lambda made: (made.root / name).unlink()


def touched(name: str) -> Callable[[Tiny], None]:
    """The same length, other words: what a hasty look would miss."""

    def change(made: Tiny) -> None:
        path = made.root / name
        state = path.stat()
        path.write_bytes(path.read_bytes().replace(b"Words", b"Sword"))
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))

    return change


CHANGES: dict[str, tuple[Callable[[Tiny], None], str]] = {
    "other words": (edit("content/other.md", page("other", "## A part {#a-part}\n\nNew.")), "other.md was changed"),
    "other words, at the same time of day": (touched("content/other.md"), "other.md was changed"),
    "a new page": (edit("content/new.md", page("new")), "content/new.md is new"),
    "a page gone": (without("content/handouts/H1.md"), "handouts/H1.md is gone"),
    "a termbase": (edit("content/terms.yml", "terms: []\n"), "content/terms.yml is new"),
    "a picture": (edit("content/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"), "content/a.svg is new"),
    "a practice": (edit("practice.toml", 'name = "Rowan Street"\n'), "practice.toml is new"),
    "other settings": (edit("mkdocs.yml", SETTINGS.replace("Tiny", "Small")), "mkdocs.yml was changed"),
    "a folder of templates": (
        lambda made: made.write(
            {"mkdocs.yml": SETTINGS.replace("material}", "material, custom_dir: own}"), "own/a.css": "a{}"}
        ),
        "own/a.css is new",
    ),
    "a page of the site gone": (without("site/other/index.html"), "not as the last build left it"),
    "a page of the site changed": (edit("site/other/index.html", "changed"), "not as the last build left it"),
    "a stray folder in the site": (lambda made: (made.root / "site/stray").mkdir(), "not as the last build left it"),
    "no record": (without(".handbook/build.json"), "no record of a build"),
    "a record that is cut short": (edit(".handbook/build.json", '{"format": 1, "fi'), "no record of a build"),
    "a record of another form": (edit(".handbook/build.json", "[]"), "no record of a build"),
    "no account of the site": (without(".handbook/site.json"), "not as the last build left it"),
}


@pytest.mark.parametrize(("change", "reason"), CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_noticed_and_told(
    change: Callable[[Tiny], None], reason: str, made: Tiny, tmp_path: Path
) -> None:
    change(made)
    result = built(made, "--explain")
    assert AT_ONCE not in result.stderr
    assert reason in result.stderr
    assert "Written: " in result.stderr
    # And what is there now is what a first build of the same would give.
    fresh = Tiny(tmp_path / "fresh")
    fresh.write({name: data for name, data in tree(made.root).items() if not name.startswith((".handbook", "site"))})
    built(fresh)
    assert tree(made.root / "site") == tree(fresh.root / "site")
    assert AT_ONCE in built(made).stderr


@pytest.mark.parametrize(
    ("options", "environment", "reason"),
    [
        (["--folder"], {}, "--folder is asked for, and was none"),
        (["--precompress"], {}, "--precompress is asked for"),
        ([], {"HANDBOOK_SITE_URL": "https://handbook.example/"}, "HANDBOOK_SITE_URL is https://handbook.example/"),
        ([], {"SOURCE_DATE_EPOCH": "1795435200"}, "the day is 2026-11-23, and was 2026-11-22"),
    ],
    ids=["a folder", "compressed", "an address", "another day"],
)
def test_what_is_asked_for_otherwise_is_made_otherwise(
    options: list[str], environment: dict[str, str], reason: str, made: Tiny
) -> None:
    assert reason in built(made, "--explain", *options, **environment).stderr
    assert AT_ONCE in built(made, *options, **environment).stderr
    assert AT_ONCE not in built(made).stderr


def test_another_program_uses_nothing_of_this_one(made: Tiny) -> None:
    record = made.root / ".handbook/build.json"
    text = record.read_text()
    mark = text.partition('"program":"')[2][:64]
    record.write_text(text.replace(mark, "0" * 64))
    assert "this program, its theme or a package" in built(made, "--explain").stderr


def test_a_handbook_with_errors_is_never_taken_for_built(made: Tiny) -> None:
    made.write({"content/other.md": page("other", "A link to [nowhere](#nowhere).")})
    for _ in range(2):
        result = made.run("build")
        assert result.returncode == 1
        assert "HB402" in result.stdout
        assert "the old site was kept" in result.stderr


def test_a_check_of_what_has_not_changed_says_the_same(tiny: MakeTiny) -> None:
    """Also where there are errors."""
    made = tiny({**FILES, "content/other.md": page("other", "A link to [nowhere](#nowhere).")})
    first = made.run("check")
    again = made.run("check")
    assert (again.returncode, again.stdout) == (first.returncode, first.stdout) == (1, first.stdout)
    assert again.stderr.rpartition(";")[0] == first.stderr.splitlines()[-1].rpartition(";")[0]
    made.write({"content/other.md": FILES["content/other.md"]})
    assert "HB402" in first.stdout
    assert "HB402" not in made.run("check").stdout


def test_what_another_engine_made_is_made_each_time(tiny: MakeTiny) -> None:
    """Nobody knows what a plugin reads."""
    made = tiny({**FILES, "content/index.md": page("start"), "mkdocs.yml": f"{SETTINGS}strict: false\n"})
    built(made)
    assert AT_ONCE not in built(made).stderr
