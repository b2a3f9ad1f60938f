"""`handbook release` and `handbook ids`: what an edition holds, what is refused, and that nothing released is lost."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handbook_build import cli
from handbook_build.assembly import load
from handbook_build.editions.codes import read_code
from handbook_build.editions.history import fate_of
from handbook_build.editions.likeness import is_another
from handbook_build.editions.now import parts_now
from handbook_build.model.edition import Edition, Ledger, Part, Run
from tests.conftest import PROJECT
from tests.tiny import TODAY, MakeTiny, Tiny, handbook, handout, page

CLEAN, FINDINGS, WRONG_USE, FAULT = 0, 1, 2, 3
LONG = re.compile(r"[^\W\d_]{4,}")
PAGE, CHANGES = "content/page.md", "content/editions/changes.yml"
FIRST = "content/editions/2026.1.json"
WORKS = json.dumps(
    [{"id": "rogers-1957", "type": "article-journal", "title": "The necessary conditions", "container-title": "JCP",
      "author": [{"family": "Rogers", "given": "Carl"}], "issued": {"date-parts": [[1957]]}, "custom": {}}]
)  # fmt: skip
BRIDGE = "## A bridge {#bridge}\n\nPeople walk across a wooden bridge, carrying paper lanterns for their friends."
HARBOUR = "## The harbour {#harbour}\n\nPainted boats leave early, before anybody else has opened a shop or a window."
TEXT = f"{BRIDGE}\n\n{HARBOUR}"


@pytest.fixture
def small(tiny: MakeTiny) -> Tiny:
    """A handbook of two pages; the second has two sections."""
    return tiny({PAGE: page("page", TEXT)})


def run(made: Tiny, *arguments: str) -> int:
    return cli.main([*arguments, "--root", str(made.root)])


def release(made: Tiny, name: str, *options: str) -> int:
    return run(made, "release", name, "--yes", "--quiet", *options)


def ids(made: Tiny, *arguments: str, reason: str = "") -> int:
    return run(made, "ids", *arguments, *(["--reason", reason] if reason else []))


def latest(made: Tiny) -> Edition:
    ledger = made.load().ledger
    assert ledger.latest is not None
    return ledger.latest


def text_of(made: Tiny, name: str) -> str:
    return (made.root / name).read_bytes().decode()


def files_of(made: Tiny) -> Mapping[str, bytes]:
    """Every file but what is kept between two builds."""
    paths = (path for path in made.root.rglob("*") if path.is_file() and ".handbook" not in path.parts)
    return {path.relative_to(made.root).as_posix(): path.read_bytes() for path in paths}


# What an edition holds


def test_an_edition_holds_the_words_as_readers_see_them(tiny: MakeTiny) -> None:
    made = tiny(
        {
            PAGE: page("page", f"{BRIDGE} So say @rogers-1957 [p. 96], and see [](#start)."),
            "content/references.json": WORKS,
            "content/handouts/H01.md": handout("H01", "bridge"),
        }
    )
    assert release(made, "2026.1", "--date", "2026-11-20") == CLEAN
    edition = latest(made)
    assert [(part.kind, part.id, part.page, part.address) for part in edition.parts] == [
        ("handout", "H01", "H01", "handouts/H01/"),
        ("page", "start", "start", ""),
        ("page", "page", "page", "page/"),
        ("section", "bridge", "page", "page/#bridge"),
    ]
    assert edition.part["bridge"].passages[0].text.endswith("So say Rogers (1957, p. 96), and see Start.")
    assert edition.works == {"rogers-1957": "Rogers, C. (1957). The necessary conditions. JCP."}
    assert (edition.name, str(edition.released), edition.follows) == ("2026.1", "2026-11-20", None)
    assert read_code(edition.sheet["H01"].code) == edition.sheet["H01"].code
    assert edition.sheet["H01"].section == "bridge"


def test_an_edition_does_not_depend_on_the_public_address(small: Tiny, tmp_path: Path) -> None:
    copies = [tmp_path / "here", tmp_path / "there"]
    for at, folder in enumerate(copies):
        shutil.copytree(small.root, folder)
        address = "https://handbook.org/a" if at else ""
        made = handbook("release", "2026.1", "--yes", "--root", str(folder), HANDBOOK_SITE_URL=address)
        assert made.returncode == CLEAN
    assert (copies[0] / FIRST).read_bytes() == (copies[1] / FIRST).read_bytes()


def test_a_handbook_of_one_page_can_be_released(tiny: MakeTiny) -> None:
    made = tiny({})
    assert release(made, "1") == CLEAN
    assert made.findings() == []


def test_files_of_any_system_can_be_released(small: Tiny) -> None:
    """A byte order mark, and line ends of Windows: in a page, in changes.yml, and in an edition."""
    assert release(small, "2026.1") == CLEAN
    for name in (PAGE, FIRST):
        text = text_of(small, name).replace("{#bridge}", "{#crossing}")
        (small.root / name).write_bytes(text.replace("\n", "\r\n").encode())
    (small.root / CHANGES).write_bytes(b"\xef\xbb\xbf# Why.\r\nchanges: []\r\n")
    assert ids(small, "renamed", "bridge", "crossing", reason="It is what it is.") == CLEAN
    written = "# Why.\r\nchanges:\r\n  - id: bridge\r\n    became: renamed\r\n    into: [crossing]\r\n"
    assert text_of(small, CHANGES) == f"\ufeff{written}    reason: It is what it is.\r\n"
    assert release(small, "2026.2") == CLEAN
    assert text_of(small, CHANGES) == "\ufeff# Why.\r\nchanges: []\r\n"
    assert [edition.name for edition in small.load().ledger.editions] == ["2026.1", "2026.2"]


def test_another_layout_of_an_edition_is_no_damage(small: Tiny) -> None:
    assert release(small, "2026.1") == CLEAN
    data = json.loads(text_of(small, FIRST))
    (small.root / FIRST).write_text(json.dumps(dict(reversed(data.items())), indent=4), encoding="utf-8")
    assert small.findings() == []


def test_every_sheet_has_a_code_of_its_own_in_each_edition(tiny: MakeTiny) -> None:
    made = tiny({f"content/handouts/H0{at}.md": handout(f"H0{at}", "start") for at in (1, 2)})
    for at in (1, 2, 3):
        made.write({PAGE: page("page", "\n\n".join(["Words."] * at))})
        assert release(made, f"2026.{at}") == CLEAN
    assert len(made.load().ledger.codes) == 6


def test_the_citation_file_follows_the_edition(small: Tiny) -> None:
    kept = "cff-version: 1.2.0\nmessage: Our own words.\ntitle: Tiny # and proud of it\nauthors:\n  - name: Us\n"
    small.write({"CITATION.cff": f"{kept}version: 0.1\ndate-released: 2020-01-01\n"})
    assert release(small, "2026.1") == CLEAN
    after = text_of(small, "CITATION.cff")
    assert after.startswith(
        f'{kept}version: "2026.1"\ndate-released: "2026-11-22"\npreferred-citation:\n  type: book\n'
    )
    assert '  edition: "Edition 2026.1"\n' in after


# What is shown, and what is asked


def test_once_there_is_an_edition_data_and_pages_name_it_and_no_longer_the_settings(tiny: MakeTiny) -> None:
    settings = "# allow public-address: tests are published nowhere\nsite_name: Tiny\n"
    settings += "plugins: [{handbook: {edition: 2025.9 draft}}]\n"
    made = tiny({"mkdocs.yml": settings, PAGE: page("page", TEXT)})
    assert release(made, "2026.1") == CLEAN
    for name, more in (("2026.1", ""), ("draft after 2026.1", " More.")):
        made.write({PAGE: page("page", f"{TEXT}{more}")})
        assert run(made, "build", "--quiet") == CLEAN
        files = files_of(made)
        assert json.loads(files["site/build.json"])["edition"] == name
        assert json.loads(files["site/data/sections.json"])["edition"] == name
        assert f'"version": "{name}"' in files["site/data/terms.schema.jsonld"].decode()
        assert f'versionInfo "{name}"' in files["site/data/terms.ttl"].decode()
        assert [path for path, data in files.items() if path.startswith("site/") and b"2025.9" in data] == []


def test_nothing_is_written_before_somebody_agrees(small: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_of(small)
    assert run(small, "release", "2026.1", "--dry-run", "--quiet") == CLEAN
    assert run(small, "release", "2026.1", "--quiet") == CLEAN
    assert files_of(small) == before
    shown = capsys.readouterr()
    assert "2 pages, 2 sections, 0 handouts" in shown.out
    assert "add --yes" in shown.err


def test_what_is_new_in_an_edition_is_shown(small: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", f"{HARBOUR} They come back at night.\n\n## More {{#more}}\n\nMore.")})
    assert ids(small, "withdrawn", "bridge", reason="Nobody missed it.") == CLEAN
    capsys.readouterr()
    assert release(small, "2026.2", "--dry-run") == CLEAN
    assert capsys.readouterr().out == (
        "Edition 2026.2 of Tiny, 2026-11-22: 2 pages, 2 sections, 0 handouts; 0 works.\n"
        "Since edition 2026.1, 2026-11-22:\n"
        "     1 new: more\n"
        "     1 gone: bridge\n"
        "     1 in other words: harbour\n"
        "       bridge withdrawn: Nobody missed it.\n"
    )


# What is refused, with the exit code and the words for it; nothing is written

REFUSED: dict[str, tuple[Mapping[str, str], tuple[str, ...], int, str]] = {
    "a name that is none": ({}, ("spring",), WRONG_USE, "`spring` is no name for an edition"),
    "a name that would be a path": ({}, ("../2026.3",), WRONG_USE, "is no name for an edition"),
    "a name that is not later": ({PAGE: page("page", f"{TEXT} More.")}, ("2026",), WRONG_USE, "the next is 2026.2"),
    "no change": ({}, ("2026.2",), WRONG_USE, "nothing has changed since edition 2026.1"),
    "an edition that is there": (
        {PAGE: page("page", f"{TEXT} More.")},
        ("2026.1",),
        WRONG_USE,
        "edition 2026.1 was released on 2026-11-20 and is never changed (other words now: harbour); the next is 2026.2",
    ),
    "an edition that is there, on another day": ({}, ("2026.1", "--date", "2026-11-21"), WRONG_USE, "is never changed"),
    "a day to come": ({PAGE: page("page", f"{TEXT} More.")}, ("2026.2", "--date", "2026-11-23"), WRONG_USE, "future"),
    "a day before the last": (
        {PAGE: page("page", f"{TEXT} More.")}, ("2026.2", "--date", "2026-11-19"), WRONG_USE, "before the day of",
    ),
    "an error on a page": ({PAGE: page("page", f"{TEXT}\n\n[x](#nowhere)")}, ("2026.2",), FINDINGS, "mend the errors"),
    "a lost id": ({PAGE: page("page", BRIDGE)}, ("2026.2",), FINDINGS, "handbook ids withdrawn harbour"),
    "a move that is not recorded": (
        {PAGE: page("page", BRIDGE), "content/boats.md": page("boats", HARBOUR)}, ("2026.2",), FINDINGS,
        "handbook ids moved harbour",
    ),
    "an id used again, though the finding is waived": (
        {PAGE: page("page", f"{BRIDGE}\n\n<!-- allow reused-id: it is like it -->\n\n## Fees {{#harbour}}\n\nPay us.")},
        ("2026.2",), FINDINGS, "stands for “The harbour” in edition 2026.1",
    ),
    "broken changes": ({CHANGES: "changes: [\n"}, ("2026.2",), FINDINGS, "mend the errors"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_release_is_refused(case: str, small: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    files, arguments, code, words = REFUSED[case]
    assert release(small, "2026.1", "--date", "2026-11-20") == CLEAN
    small.write(files)
    before = files_of(small)
    capsys.readouterr()
    assert release(small, *arguments) == code
    shown = capsys.readouterr()
    assert words in shown.err
    assert files_of(small) == before


DAMAGE: dict[str, Callable[[str], str]] = {
    "a hash": lambda text: text.replace('"hash": "', '"hash": "0', 1),
    "a word": lambda text: text.replace("wooden", "iron"),
    "the seal": lambda text: text.replace('"seal": "', '"seal": "0'),
    "its end": lambda text: text[:-200],
    "everything": lambda text: "",
    "a merge": lambda text: text.replace("{\n", "{\n<<<<<<< HEAD\n", 1),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_with_a_damaged_edition_nothing_is_published_or_released(
    what: str, small: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(small, "2026.1") == CLEAN
    (small.root / FIRST).write_text(DAMAGE[what](text_of(small, FIRST)), encoding="utf-8")
    site = small.root / "site"
    site.mkdir()
    (site / "build.json").write_text('{"generator": "handbook_build"}', encoding="utf-8")
    small.write({PAGE: page("page", f"{TEXT} More.")})
    before = files_of(small)
    assert [name for _, name in small.findings()] == ["damaged-edition"]
    assert run(small, "build", "--quiet") == FINDINGS
    assert release(small, "2026.2") == FINDINGS
    assert release(small, "2026.1") == FINDINGS
    assert ids(small, "withdrawn", "bridge", reason="Nobody missed it.") == WRONG_USE
    assert files_of(small) == before
    assert "take the file back" in capsys.readouterr().out or what == "a merge"


def test_a_last_edition_that_is_missing_is_missed_where_the_citation_file_names_it(
    small: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write({"CITATION.cff": "cff-version: 1.2.0\nmessage: Cite it.\ntitle: Tiny\nauthors:\n  - name: Us\n"})
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", f"{TEXT} More.")})
    assert release(small, "2026.2") == CLEAN
    assert small.findings() == []
    (small.root / "content/editions/2026.2.json").unlink()
    small.write({PAGE: page("page", f"{TEXT} And other words.")})
    assert [name for _, name in small.findings()] == ["damaged-edition"]
    before = files_of(small)
    capsys.readouterr()
    assert release(small, "2026.2") == FINDINGS
    assert "CITATION.cff:13:21: error HB410" in (out := capsys.readouterr().out)
    assert "take 2026.2.json back from version control" in out
    assert files_of(small) == before


@pytest.mark.parametrize("what", ["closed", "a file"])
def test_editions_that_cannot_be_read_are_not_taken_for_none(
    what: str, small: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the site would lose every permanent address, and the next release would be the first one."""
    assert release(small, "2026.1") == CLEAN
    folder = small.root / "content/editions"
    if what == "a file":
        shutil.rmtree(folder)
        folder.write_text("../kept/editions", encoding="utf-8")
    else:
        # As it is for a user who may not read it; the permissions of a folder keep no administrator out.
        monkeypatch.setattr(os, "scandir", closed(folder, os.scandir))
    assert small.findings() == [("editions:1:1", "unreadable-file")]
    assert run(small, "build", "--quiet") == FINDINGS
    assert release(small, "2026.2") == FINDINGS


def closed(folder: Path, listed: Callable[..., Any]) -> Callable[..., Any]:
    """`listed` as it is to a user who may not read that folder."""

    def refused(path: Any = ".") -> Any:
        if path == str(folder) or path == folder:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return listed(path)

    return refused


def test_an_edition_that_is_missing_from_the_middle_is_missed(small: Tiny) -> None:
    for at in (1, 2, 3):
        small.write({PAGE: page("page", f"{TEXT}{' More.' * at}")})
        assert release(small, f"2026.{at}") == CLEAN
    (small.root / "content/editions/2026.2.json").unlink()
    assert small.findings() == [("editions/2026.3.json:1:1", "damaged-edition")]


# A release that is stopped

# Releases one copy after another, each in a process of its own, which ends at the step with the number of the copy;
# the steps are those by which a release changes something on the disk. Prints how each of them ended.
STOPPED = """
import json, os, signal, sys, tempfile
from pathlib import Path
from handbook_build import building, cli
from handbook_build.authoring import edits, releasing
left, counting = 0, False
def counted(function):
    def step(*given, **named):
        global left
        left -= counting
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*given, **named)
    return step
def begun(*given, write=releasing.write):
    global counting
    counting = True
    return write(*given)
releasing.write = begun
edits.tempfile.mkstemp = counted(tempfile.mkstemp)
os.link = counted(os.link)
Path.replace, Path.unlink = counted(Path.replace), counted(Path.unlink)
ended = []
for left, root in enumerate(sys.argv[1:]):
    child = os.fork()
    if not child:
        os._exit(cli.main(["release", "2026.2", "--yes", "--quiet", "--root", root]))
    ended.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print()
print(json.dumps(ended))
"""


def changed(made: Tiny) -> None:
    """A handbook with an edition, and something to release and to record since."""
    cff = "version: 0\ndate-released: 2020-01-01\n"
    made.write({"CITATION.cff": cff, "content/editions/.changes.yml.swp": "An editor's own."})
    assert release(made, "2026.1") == CLEAN
    made.write({PAGE: page("page", f"{BRIDGE}\n\nMore.")})
    assert ids(made, "withdrawn", "harbour", reason="Nobody missed it.") == CLEAN


def check_state(made: Tiny) -> Ledger:
    """Whatever happened, the ledger is whole: the old one or the new one."""
    book = made.load()
    assert made.findings() == []
    names = [edition.name for edition in book.ledger.editions]
    assert names in (["2026.1"], ["2026.1", "2026.2"])
    assert len(book.ledger.pending) == (1 if len(names) == 1 else 0)
    return book.ledger


def check_finished(made: Tiny) -> None:
    """Running the command again finishes what was begun, and leaves nothing lying about."""
    assert release(made, "2026.2") == CLEAN
    assert [edition.name for edition in check_state(made).editions] == ["2026.1", "2026.2"]
    assert "changes: []\n" in text_of(made, CHANGES)
    assert 'version: "2026.2"' in text_of(made, "CITATION.cff")
    names = {path.name for path in (made.root / "content/editions").iterdir()} | {
        path.name for path in made.root.iterdir() if path.name.startswith(".CITATION")
    }
    assert names == {"2026.1.json", "2026.2.json", "changes.yml", ".changes.yml.swp"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_release_that_is_killed_at_any_step_can_be_run_again(small: Tiny, tmp_path: Path) -> None:
    changed(small)
    copies = [Tiny(tmp_path / f"stopped-{step}") for step in range(22)]
    for copy in copies:
        shutil.copytree(small.root, copy.root)
    command = [sys.executable, "-c", STOPPED, *(str(copy.root) for copy in copies)]
    result = subprocess.run(command, capture_output=True, timeout=120, check=True)
    ended: list[int] = json.loads(result.stdout.splitlines()[-1])
    steps = ended.index(CLEAN)
    assert set(ended[:steps]) == {-9}
    assert set(ended[steps:]) == {CLEAN}, "twenty-two steps are more than a release takes"
    states = [len(check_state(copy).editions) for copy in copies[:steps]]
    assert set(states) == {1, 2}, "some were stopped before the edition was there, and some after"
    assert states == sorted(states), "an edition that was there stays"
    for copy in copies[: steps + 1]:
        check_finished(copy)


def test_a_release_that_is_killed_at_any_moment_can_be_run_again(small: Tiny, tmp_path: Path) -> None:
    changed(small)
    chance = random.Random(7)
    command = [sys.executable, "-m", "handbook_build", "release", "2026.2", "--yes", "--root"]
    for attempt in range(6):
        copy = Tiny(tmp_path / f"killed-{attempt}")
        shutil.copytree(small.root, copy.root)
        with subprocess.Popen(
            [*command, str(copy.root)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(chance.uniform(0.1, 0.9))
            process.kill()
        check_state(copy)
        check_finished(copy)


def test_what_a_stopped_release_has_filed_is_not_recorded_again(small: Tiny) -> None:
    changed(small)
    entries = text_of(small, CHANGES)
    assert release(small, "2026.2") == CLEAN
    small.write({CHANGES: entries, PAGE: page("page", "Words.")})
    assert small.load().ledger.pending == ()
    assert ids(small, "withdrawn", "bridge", reason="Nobody missed it.") == CLEAN
    assert [change.id for change in small.load().ledger.pending] == ["bridge"]
    assert "harbour" not in text_of(small, CHANGES)


# What became of ids

FATES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "renamed": (f"{BRIDGE.replace('#bridge', '#crossing')}\n\n{HARBOUR}",
                ("renamed", "bridge", "crossing"), ("crossing",)),
    "merged": (f"{BRIDGE}\n\n{HARBOUR.partition('}')[2]}", ("merged", "harbour", "bridge"), ("bridge",)),
    "split": (f"{BRIDGE}\n\n## Boats {{#boats}}\n\nPainted.\n\n## Shops {{#shops}}\n\nOpened.",
              ("split", "harbour", "boats", "shops"), ("boats", "shops")),
    "split, and one part keeps the id": (f"{TEXT}\n\n## Shops {{#shops}}\n\nOpened.",
                                         ("split", "harbour", "harbour", "shops"), ("harbour", "shops")),
    "withdrawn": (BRIDGE, ("withdrawn", "harbour"), ()),
    "rewritten": (f"{BRIDGE}\n\n## Fees {{#harbour}}\n\nPay us.", ("rewritten", "harbour"), ("harbour",)),
}  # fmt: skip


@pytest.mark.parametrize("case", FATES)
def test_what_became_of_an_id_is_recorded_and_filed(case: str, small: Tiny) -> None:
    body, arguments, now = FATES[case]
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", body)})
    assert ids(small, *arguments, reason="It reads better.") == CLEAN
    assert small.findings() == []
    assert release(small, "2026.2") == CLEAN
    book = small.load()
    assert [(change.id, change.reason) for change in latest(small).changes] == [(arguments[1], "It reads better.")]
    fate = fate_of(book.ledger, parts_now(book), book.ledger.edition["2026.1"], arguments[1])
    assert tuple(part.id for part in fate.now) == now
    assert small.findings() == []


def test_a_section_that_moves_and_one_that_comes_back(small: Tiny) -> None:
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", "Words."), "content/boats.md": page("boats", HARBOUR)})
    assert ids(small, "moved", "harbour", reason="It has a page of its own.") == CLEAN
    assert ids(small, "withdrawn", "bridge", reason="Nobody missed it.") == CLEAN
    assert release(small, "2026.2") == CLEAN
    small.write({PAGE: page("page", BRIDGE)})
    assert [name for _, name in small.findings()] == ["reused-id"]
    assert ids(small, "restored", "bridge", reason="Somebody did.") == CLEAN
    assert release(small, "2026.3") == CLEAN
    assert small.findings() == []


def test_a_section_that_was_withdrawn_comes_back_as_a_page(small: Tiny) -> None:
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", HARBOUR)})
    assert ids(small, "withdrawn", "bridge", reason="Nobody missed it.") == CLEAN
    assert release(small, "2026.2") == CLEAN
    small.write({"content/bridge.md": page("bridge", "People walk across a bridge.")})
    assert [name for _, name in small.findings()] == ["reused-id"]
    assert ids(small, "restored", "bridge", reason="Somebody did.") == CLEAN
    assert small.findings() == []
    assert release(small, "2026.3") == CLEAN


def test_an_id_that_gets_its_old_name_back_is_offered_it(small: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    """And an entry whose successor was renamed again before the release is led to the new one."""
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", TEXT.replace("#bridge", "#b2"))})
    assert ids(small, "renamed", "bridge", "b2", reason="Shorter.") == CLEAN
    small.write({PAGE: page("page", TEXT.replace("#bridge", "#b3"))})
    capsys.readouterr()
    assert run(small, "check", "--quiet") == FINDINGS
    assert "say what stands for it now: `handbook ids renamed bridge b3 " in capsys.readouterr().out
    assert ids(small, "renamed", "bridge", "b3", reason="Shorter.") == CLEAN
    assert release(small, "2026.2") == CLEAN
    small.write({PAGE: page("page", TEXT)})
    capsys.readouterr()
    assert ids(small) == CLEAN
    assert "      handbook ids renamed b3 bridge " in capsys.readouterr().out


def test_a_part_that_stands_whole_under_a_new_id_was_not_split(
    tiny: MakeTiny, capsys: pytest.CaptureFixture[str]
) -> None:
    """However many sections begin or end in the same words."""
    every = "Write down what you notice, and bring the sheet along next time."
    texts = [f"{every} People walk across a wooden bridge.", f"{every} Boats leave early on Mondays."]

    def body(name: str) -> str:
        return "\n\n".join(f"## Sheet {at} {{#{name}-{at}}}\n\n{text}" for at, text in enumerate(texts))

    made = tiny({PAGE: page("page", body("old"))})
    assert release(made, "2026.1") == CLEAN
    made.write({PAGE: page("page", body("new"))})
    capsys.readouterr()
    assert ids(made) == CLEAN
    offered = re.findall(r"handbook ids (\S+ old.*) --reason", capsys.readouterr().out)
    assert offered == ["renamed old-0 new-0", "withdrawn old-0", "renamed old-1 new-1", "withdrawn old-1"]


REFUSED_RECORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "a slip in the id": (("withdrawn", "harbor"), "did you mean `harbour`?"),
    "a slip in what it became": (("renamed", "harbour", "boat"), "did you mean `boats`?"),
    "one that is still there": (("withdrawn", "bridge"), "`bridge` is withdrawn, and it is still there"),
    "one that did not move": (("moved", "bridge"), "it stands where it stood"),
    "nothing that stands for it": (("renamed", "harbour"), "`into` names nothing"),
    "a split into one": (("split", "harbour", "boats"), "two or more"),
    "one that was never away": (("restored", "bridge"), "no edition gave it up"),
}


@pytest.mark.parametrize("case", REFUSED_RECORDS)
def test_a_record_that_cannot_be_so_is_refused(case: str, small: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, words = REFUSED_RECORDS[case]
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", f"{BRIDGE}\n\n{HARBOUR.replace('#harbour', '#boats')}")})
    capsys.readouterr()
    assert ids(small, *arguments, reason="Why.") == WRONG_USE
    assert words in capsys.readouterr().err
    assert not (small.root / CHANGES).exists()


BY_HAND = """# What became of ids.
changes:   # all of them
  # The bridge was a picture only.
  - id: bridge
    became: withdrawn
    reason: "Nobody missed it."   # really

  # allow wrong-change: a try
  - {id: harbour, became: withdrawn, reason: Nor this.}
# The end.
"""


def test_a_full_disk_is_told_with_the_file(
    small: Tiny, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", BRIDGE)})
    assert ids(small, "withdrawn", "harbour", reason="Nobody missed it.") == CLEAN
    before = files_of(small)
    capsys.readouterr()
    monkeypatch.setattr(os, "fsync", full)
    assert ids(small, "undo", "harbour") == FAULT
    assert capsys.readouterr().err == (
        f"handbook: {CHANGES} could not be written: {os.strerror(errno.ENOSPC)}; all is as it was\n"
    )
    assert files_of(small) == before


def test_records_are_replaced_and_taken_back_and_comments_stay(small: Tiny) -> None:
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", HARBOUR.replace("#harbour", "#boats")), CHANGES: BY_HAND})
    assert ids(small, "renamed", "harbour", "boats", reason="It's: plainer") == CLEAN
    entry = "  - id: harbour\n    became: renamed\n    into: [boats]\n    reason: 'It’s: plainer'\n"
    replaced = BY_HAND.replace("  - {id: harbour, became: withdrawn, reason: Nor this.}\n", entry)
    assert text_of(small, CHANGES) == replaced
    assert ids(small, "undo", "harbour") == CLEAN
    left = replaced.replace(entry, "").replace("  # allow wrong-change: a try\n", "")
    assert text_of(small, CHANGES) == left
    assert ids(small, "undo", "bridge") == CLEAN
    without = "# What became of ids.\nchanges: []   # all of them\n  # The bridge was a picture only.\n\n# The end.\n"
    assert text_of(small, CHANGES) == without
    assert ids(small, "undo", "bridge") == WRONG_USE


STYLES = {
    "nothing": "",
    "comments": "# None yet.",
    "no list": "changes:\n",
    "an empty list": "changes: []\n",
    "brackets": "changes: [{id: harbour, became: withdrawn, reason: Nor this.}]\n",
    "brackets over lines": "changes:\n  [\n    {id: harbour, became: withdrawn, reason: Nor this.},\n  ]\n",
    "no line end": "changes:\n- id: harbour\n  became: withdrawn\n  reason: Nor this.",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_record_is_added_to_a_file_of_any_style(style: str, small: Tiny) -> None:
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", "Words."), CHANGES: STYLES[style]})
    assert ids(small, "withdrawn", "bridge", reason="Nobody missed it.") == CLEAN
    expected = {"bridge"} | ({"harbour"} if "harbour" in STYLES[style] else set())
    assert {change.id for change in small.load().ledger.pending} == expected
    assert ids(small, "undo", "bridge") == CLEAN
    assert {change.id for change in small.load().ledger.pending} == expected - {"bridge"}


def test_what_is_to_be_recorded_is_listed_with_its_commands(small: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    assert ids(small) == CLEAN
    assert release(small, "2026.1") == CLEAN
    assert ids(small) == CLEAN
    small.write({PAGE: page("page", HARBOUR.replace("#harbour", "#boats")), "content/more.md": page("more")})
    (small.root / "content/index.md").rename(small.root / "content/home.md")
    capsys.readouterr()
    assert ids(small) == CLEAN
    assert capsys.readouterr().out == (
        "Since edition 2026.1, 2026-11-22:\n"
        "\nGone, and nothing says what became of them (2):\n"
        "  section `bridge` (“A bridge”) of edition 2026.1\n"
        '      handbook ids withdrawn bridge --reason "..."\n'
        "  section `harbour` (“The harbour”) of edition 2026.1\n"
        '      handbook ids renamed harbour boats --reason "..."\n'
        '      handbook ids withdrawn harbour --reason "..."\n'
        "\nMoved (1):\n"
        "  page `start` (“Start”), / → home/\n"
        '      handbook ids moved start --reason "..."\n'
        "\nNew, which needs no record (2):\n"
        "  page `more` (“More”)\n"
        "  section `boats` (“The harbour”)\n"
    )


def test_the_life_of_an_id_is_told(small: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(small, "2026.1", "--date", "2026-11-19") == CLEAN
    small.write({PAGE: page("page", f"{TEXT} More.")})
    assert release(small, "2026.2", "--date", "2026-11-20") == CLEAN
    small.write({PAGE: page("page", BRIDGE)})
    assert ids(small, "merged", "harbour", "bridge", reason="One picture is enough.") == CLEAN
    assert release(small, "2026.3") == CLEAN
    erratum = "{id: harbour, editions: [2026.1], date: 2026-11-22, wrong: leave early, right: leave late}"
    small.write({"content/editions/errata.yml": f"errata:\n  - {erratum}\n"})
    capsys.readouterr()
    assert ids(small, "show", "harbour") == CLEAN
    assert capsys.readouterr().out == (
        "2026.1, 2026-11-19  section “The harbour” at page/#harbour\n"
        "2026.2, 2026-11-20  other words\n"
        "2026.3, 2026-11-22  `harbour` merged → `bridge`: One picture is enough.\n"
        "now                 is not there\n"
        "erratum 2026-11-22  in 2026.1: not “leave early” but “leave late”\n"
    )
    assert ids(small, "show", "harbor") == WRONG_USE
    assert "did you mean `harbour`?" in capsys.readouterr().err


SENTENCES = "Lanterns glow|Boats sail|Bread rises|Rain falls|Dogs sleep|Doors open|Snow melts|Bells ring".split("|")


@pytest.mark.parametrize("seed", range(4))
def test_the_commands_that_are_offered_are_accepted(
    seed: int, tiny: MakeTiny, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sections are renamed, moved, taken out and exchanged at random; then the first command for each is followed."""
    chance = random.Random(seed)
    made = tiny({})
    texts = {
        f"s{at}": f"{one} {chance.random()} near {two}." for at, one in enumerate(SENTENCES) for two in SENTENCES[:1]
    }
    place = {name: chance.choice(("page", "other")) for name in texts}
    for edition in range(1, 5):
        for folder in ("page", "other"):
            here = [f"## On {texts[name]} {{#{name}}}\n\n{texts[name] * 3}" for name in texts if place[name] == folder]
            made.write({f"content/{folder}.md": page(folder, "\n\n".join(["Words.", *here]))})
        capsys.readouterr()
        assert ids(made) == CLEAN
        offered = re.findall(r"^  \S.*\n {6}(handbook ids .*) --reason", capsys.readouterr().out, re.MULTILINE)
        for command in offered:
            assert ids(made, *command.split()[2:], reason="By chance.") == CLEAN
        assert [name for _, name in made.findings()] == []
        assert release(made, f"2026.{edition}") == CLEAN
        for name in chance.sample(sorted(texts), min(3, len(texts))):
            match chance.randrange(4):
                case 0:
                    texts[f"{name}-{edition}"], place[f"{name}-{edition}"] = texts.pop(name), place.pop(name)
                case 1:
                    place[name] = "other" if place[name] == "page" else "page"
                case 2:
                    texts.pop(name)
                case 3:
                    texts[name] = f"{texts[name]} And edition {edition}."
    book = made.load()
    now = parts_now(book)
    for released in book.ledger.editions:
        for name in released.part:
            fate = fate_of(book.ledger, now, released, name)
            assert fate.now or fate.reason


# Two branches that were both released


def test_two_branches_that_both_released_are_put_in_order(tiny: MakeTiny, capsys: pytest.CaptureFixture[str]) -> None:
    """Each branch changes the page and withdraws another section; the later one is put behind the other."""
    sheet = {"content/handouts/H01.md": handout("H01", "start")}
    here = tiny({PAGE: page("page", TEXT), **sheet})
    assert release(here, "2026.1") == CLEAN
    there = Tiny(here.root.parent / "branch")
    shutil.copytree(here.root, there.root)
    here.write({PAGE: page("page", BRIDGE)})
    assert ids(here, "withdrawn", "harbour", reason="Nobody missed it.") == CLEAN
    assert release(here, "2026.2") == CLEAN
    there.write({PAGE: page("page", HARBOUR)})
    assert ids(there, "withdrawn", "bridge", reason="Nor this.") == CLEAN
    assert release(there, "2026.3") == CLEAN
    released = [*here.load().ledger.editions, there.load().ledger.editions[-1]]

    shutil.copy(there.root / "content/editions/2026.3.json", here.root / "content/editions")
    here.write({PAGE: page("page", "Words.")})
    assert here.findings() == [("editions/2026.3.json:1:1", "forked-editions")]
    assert release(here, "2026.4") == FINDINGS
    capsys.readouterr()
    assert run(here, "check") == FINDINGS
    assert "`handbook ids reorder 2026.3 --after 2026.2`" in capsys.readouterr().out
    assert ids(here, "reorder", "2026.2", "--after", "2026.3") == WRONG_USE
    assert ids(here, "reorder", "2026.3", "--after", "2026.2") == CLEAN
    assert ids(here, "reorder", "2026.3", "--after", "2026.2") == CLEAN

    # The later edition still has what the other one withdrew.
    assert [name for _, name in here.findings()] == ["lost-id"]
    assert ids(here, "withdrawn", "harbour", reason="Nobody missed it.") == CLEAN
    assert here.findings() == []
    assert release(here, "2026.4") == CLEAN
    ledger = here.load().ledger
    assert [edition.name for edition in ledger.editions] == ["2026.1", "2026.2", "2026.3", "2026.4"]
    assert [edition.seal for edition in ledger.editions[:3]] == [edition.seal for edition in released]
    assert {sheet.code for edition in released for sheet in edition.sheets} < set(ledger.codes)


def test_two_branches_that_released_the_same_name_are_both_kept(tiny: MakeTiny) -> None:
    """One sheet says the same on both branches, the other one does not; no code is lost, and none says two things."""
    sheets = {f"content/handouts/{name}.md": handout(name, "start") for name in ("H01", "H02")}
    here = tiny({PAGE: page("page", TEXT), **sheets})
    assert release(here, "2026.1") == CLEAN
    there = Tiny(here.root.parent / "branch")
    shutil.copytree(here.root, there.root)
    for made, words in ((here, "Ours."), (there, "Theirs.")):
        sheet = {"content/handouts/H02.md": handout("H02", "start", words)}
        made.write({PAGE: page("page", f"{words}\n\n{TEXT}"), **sheet})
        assert release(made, "2026.2") == CLEAN
    ours, theirs = latest(here), latest(there)
    assert ours.sheet["H01"].code == theirs.sheet["H01"].code
    assert ours.sheet["H02"].code != theirs.sheet["H02"].code

    other = str(there.root / "content/editions/2026.2.json")
    assert ids(here, "adopt", other, "--as", "2026.2") == WRONG_USE
    assert ids(here, "adopt", str(there.root / PAGE), "--as", "2026.3") == WRONG_USE
    assert ids(here, "adopt", str(here.root / "content/editions/2026.2.json"), "--as", "2026.3") == WRONG_USE
    assert ids(here, "adopt", other, "--as", "2026.3") == CLEAN
    assert here.findings() == []
    ledger = here.load().ledger
    assert [edition.name for edition in ledger.editions] == ["2026.1", "2026.2", "2026.3"]
    assert ledger.edition["2026.2"].seal == ours.seal
    assert ledger.edition["2026.3"].parts == theirs.parts
    for sheet in (*ours.sheets, theirs.sheet["H02"]):
        edition, said = ledger.codes[sheet.code]
        assert edition.part[said.id].digest == (theirs if sheet in theirs.sheets[1:] else ours).part[sheet.id].digest


# How an id is known that stands for another thing


def test_honest_rewording_is_not_taken_for_another_thing() -> None:
    """On our own handbook: half of the long words of each section are others, and its title too."""
    chance = random.Random(3)
    sections = [part for part in parts_now(load(PROJECT, TODAY)).values() if part.kind == "section"]
    words = sorted({word for part in sections for passage in part.passages for word in LONG.findall(passage.text)})

    def reworded(part: Part) -> Part:
        def other(word: re.Match[str]) -> str:
            return chance.choice(words) if chance.random() < 0.5 else word[0]

        passages = (replace(passage, runs=(Run(LONG.sub(other, passage.text)),)) for passage in part.passages)
        return replace(part, title="Zyx", passages=tuple(passages))

    assert [part.id for part in sections if is_another(part, reworded(part))] == []
    exchanged = list(zip(sections, chance.sample(sections, len(sections)), strict=True))
    known = sum(is_another(part, replace(other, title="Zyx")) for part, other in exchanged if part is not other)
    assert known > 0.75 * len(sections)


# By the name of the script: two headings, and words of which few are long.
SHORT = {
    "Latin": ("Ask us", "Say so", "Do say so. We can do it. You may ask as to how."),
    "Vietnamese": ("Cây cầu", "Con tàu", "Ta đi qua cầu gỗ và đem đèn cho bạn bè của ta."),
    "Devanagari": ("पुल", "नदी", "लोग पुल पर चलते हैं और लालटेन ले जाते हैं।"),
    "Hebrew": ("גשר", "נהר", "אנו הולכים על גשר עץ עם פנס."),
    "Han": ("桥梁", "河流", "人们走过木桥,提着纸灯笼。小船清晨离开。"),
}


@pytest.mark.parametrize("script", SHORT)
def test_words_under_another_heading_are_known_in_any_script(script: str, small: Tiny) -> None:
    before, after, words = SHORT[script]
    small.write({PAGE: page("page", f"## {before} {{#part}}\n\n{words}")})
    assert release(small, "2026.1") == CLEAN
    for now in (words, f"{words} {after}.", f"{after}. {words}"):
        small.write({PAGE: page("page", f"## {after} {{#part}}\n\n{now}")})
        assert small.findings() == []
    other = next(text for name, (_, _, text) in SHORT.items() if name != script)
    small.write({PAGE: page("page", f"## {after} {{#part}}\n\n{other}")})
    assert [name for _, name in small.findings()] == ["reused-id"]


# Other commands beside a ledger


def test_a_new_page_does_not_take_an_id_that_was_released(small: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(small, "2026.1") == CLEAN
    small.write({PAGE: page("page", BRIDGE)})
    assert run(small, "new", "page", "Harbour") == WRONG_USE
    assert "is that of “The harbour” in edition 2026.1" in capsys.readouterr().err


def test_a_renamed_term_stays_what_it_was_in_an_edition(tiny: MakeTiny) -> None:
    term = "  - {id: rupture, preferred: rupture, definition: A strain., source: handbook}\n"
    words = page("page", "## A rupture {#rupture-signs}\n\nA rupture hurts.")
    made = tiny({PAGE: words, "content/terms.yml": f"terms:\n{term}"})
    assert release(made, "2026.1") == CLEAN
    before = text_of(made, FIRST)
    assert run(made, "rename-term", "rupture", "break", "--yes") == CLEAN
    assert "A break hurts." in text_of(made, PAGE)
    assert text_of(made, FIRST) == before
    assert made.findings() == []


@pytest.fixture(autouse=True)
def _no_address() -> Iterator[None]:
    """What this machine sets for its own handbook plays no part."""
    kept = os.environ.pop("HANDBOOK_SITE_URL", None)
    yield
    if kept is not None:
        os.environ["HANDBOOK_SITE_URL"] = kept
