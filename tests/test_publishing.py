"""The site is swapped in whole or not at all, and nothing is deleted that a build of ours did not make."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from handbook_build import __version__, publishing, swapping
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.staging import staging
from handbook_build.workshop import at_work
from tests.tiny import SETTINGS, MakeTiny, Tiny, page

# A handbook whose pages no other engine makes, so that account is kept of its builds.
OURS = f"{SETTINGS}theme: {{name: material, font: false}}\n"
BROKEN = page("start", "See [breaks](#braeks).")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def built(made: Tiny) -> dict[str, bytes]:
    result = made.run("build", "--quiet")
    assert result.returncode == 0, result.stdout + result.stderr
    return tree(made.root / "site")


def site(folder: Path, words: str) -> Path:
    """A folder such as a build of ours leaves."""
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(words)
    (folder / publishing.PASSPORT).write_bytes(publishing.passport({}))
    return folder


def test_a_first_build_makes_the_site_with_its_passport(tiny: MakeTiny) -> None:
    files = built(tiny({}))
    assert {"index.html", "404.html", "glossary/index.html", "data/terms.csv", "build.json"} <= set(files)
    passport = json.loads(files["build.json"])
    assert (passport["generator"], passport["version"], passport["title"]) == ("handbook_build", __version__, "Tiny")
    assert all(files.values()), "no file is empty"


def test_a_second_build_replaces_the_first_and_leaves_nothing_of_it(tiny: MakeTiny) -> None:
    made = tiny({"content/old.md": page("old")})
    assert "old/index.html" in built(made)
    (made.root / "content/old.md").unlink()
    made.write({"content/new.md": page("new")})
    files = built(made)
    assert "new/index.html" in files
    assert "old/index.html" not in files


def test_the_same_handbook_makes_the_same_bytes(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", "## One {#one}\n\nText.")})
    assert built(made) == built(made)


def test_with_an_error_the_old_site_is_kept(tiny: MakeTiny) -> None:
    made = tiny({})
    before = built(made)
    made.write({"content/index.md": BROKEN})
    result = made.run("build")
    assert result.returncode == 1
    assert "Nothing was published (the old site was kept)" in result.stderr
    assert tree(made.root / "site") == before


def test_with_an_error_and_no_old_site_none_is_written(tiny: MakeTiny) -> None:
    made = tiny({"content/index.md": BROKEN})
    result = made.run("build")
    assert "Nothing was published (no site was written)" in result.stderr
    assert not (made.root / "site").exists()


@pytest.mark.parametrize(
    "files",
    [
        {"site/precious.txt": "years of work"},
        {"site/index.html": "another tool's", "site/build.json": '{"generator": "other"}'},
        {"site/build.json": "no JSON"},
        {"site/build.json": '["handbook_build"]'},
        {"site/.git/config": "hidden"},
        {"site": "a file"},
    ],
    ids=["a file", "the site of another tool", "no passport", "no passport either", "a hidden folder", "no folder"],
)
def test_a_foreign_folder_is_refused_and_nothing_in_it_touched(files: dict[str, str], tiny: MakeTiny) -> None:
    made = tiny(files)
    before = tree(made.root)
    result = made.run("build", "--quiet")
    assert result.returncode == 2
    assert str(made.root / "site") in result.stderr
    after = tree(made.root)
    assert {name: data for name, data in after.items() if not name.startswith(".handbook/")} == before


def test_an_empty_folder_is_taken(tiny: MakeTiny) -> None:
    made = tiny({})
    (made.root / "site").mkdir()
    assert "index.html" in built(made)


def test_a_link_in_the_place_of_the_site_is_refused(tiny: MakeTiny, tmp_path: Path) -> None:
    made = tiny({})
    elsewhere = site(tmp_path / "elsewhere", "mine")
    (made.root / "site").symlink_to(elsewhere)
    assert made.run("build", "--quiet").returncode == 2
    assert (elsewhere / "index.html").read_text() == "mine"


@pytest.mark.parametrize("output", [".", "content", "..", "content/site", ".handbook/staging/site"])
def test_a_site_is_never_written_over_the_handbook(output: str, tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": f"# allow public-address: no\nsite_name: Tiny\nsite_dir: {output}\n"})
    before = tree(made.root)
    result = made.run("build", "--quiet")
    assert result.returncode in (1, 2), result.stderr
    assert {name: data for name, data in tree(made.root).items() if not name.startswith(".handbook/")} == before


def test_the_workshop_holds_no_staged_site_afterwards(tiny: MakeTiny) -> None:
    made = tiny({})
    built(made)
    built(made)
    made.write({"content/index.md": BROKEN})
    made.run("build")
    assert list((made.root / ".handbook/staging").iterdir()) == []


def test_a_failure_while_staging_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with staging(tmp_path) as stage:
            stage.write("half.html", b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert tree(tmp_path) == {}


# What others have put into the site


def test_what_somebody_put_into_the_site_is_refused_by_name_and_kept(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": OURS})
    built(made)
    made.write({"site/CNAME": "help.example", "site/.git/config": "[core]", "site/glossary/mine.html": "mine"})
    made.write({"content/index.md": page("start", "Another text.")})
    before = tree(made.root / "site")
    result = made.run("build", "--quiet")
    assert result.returncode == 2
    assert "holds what no build has made: .git/, CNAME, glossary/mine.html. " in result.stderr
    assert tree(made.root / "site") == before


def test_the_passport_tells_what_is_ours_where_no_record_does(tmp_path: Path) -> None:
    ours = site(tmp_path / "site", "a")
    (ours / publishing.PASSPORT).write_bytes(publishing.passport({"files": {"index.html": "00", "a/b.html": "00"}}))
    publishing.refuse_strangers(ours, None, ())
    for number in range(7):
        (ours / f"{number}.html").write_text("mine")
    with pytest.raises(WrongUse, match=r"made: 0\.html, 1\.html, 2\.html, 3\.html, 4\.html and 2 more\. "):
        publishing.refuse_strangers(ours, None, ())
    publishing.refuse_strangers(ours, [f"{number}.html" for number in range(7)], ())


def test_of_a_site_without_a_list_no_build_has_made_hidden_files_and_the_name_of_a_host(tmp_path: Path) -> None:
    ours = site(tmp_path / "site", "a")
    (ours / "old-page").mkdir()
    publishing.refuse_strangers(ours, None, ())
    (ours / "CNAME").write_text("help.example")
    with pytest.raises(WrongUse, match=r"made: CNAME\. "):
        publishing.refuse_strangers(ours, None, ())
    publishing.refuse_strangers(ours, None, {"CNAME"})
    (ours / ".nojekyll").touch()
    with pytest.raises(WrongUse, match=r"made: \.nojekyll\. "):
        publishing.refuse_strangers(ours, None, {"CNAME"})


def test_a_disk_may_give_names_back_in_another_spelling(tmp_path: Path) -> None:
    ours = site(tmp_path / "site", "a")
    (ours / "Cafe\u0301.html").write_text("a")
    publishing.refuse_strangers(ours, ["index.html", "caf\xe9.html"], ())


def test_what_systems_put_into_folders_is_nobodys(tmp_path: Path) -> None:
    ours = site(tmp_path / "site", "a")
    for name in (".DS_Store", "._index.html", "Thumbs.db"):
        (ours / name).touch()
    publishing.refuse_strangers(ours, ["index.html"], ())
    publishing.refuse_strangers(ours, None, ())


# Where the site may lie


def elsewhere(tmp_path: Path) -> Path:
    """A folder on another disk than the tests'."""
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev or not os.access(shared, os.W_OK):
        pytest.skip("there is no second disk here")
    return Path(tempfile.mkdtemp(dir=shared))


def test_a_site_on_another_disk_is_swapped_in_there(tiny: MakeTiny, tmp_path: Path) -> None:
    other = elsewhere(tmp_path)
    try:
        made = tiny({"mkdocs.yml": f"{OURS}site_dir: {other}/deep/site\n"})
        for words in ("One.", "Two."):
            made.write({"content/index.md": page("start", words)})
            result = made.run("build", "--quiet", "--trust")
            assert result.returncode == 0, result.stderr
            assert words in (other / "deep/site/index.html").read_text()
            assert [path.name for path in (other / "deep").iterdir()] == ["site"]
            assert [path.name for path in other.iterdir()] == ["deep"]
        assert "nothing has changed" in made.run("build").stderr
        assert list((made.root / ".handbook/staging").iterdir()) == []
    finally:
        shutil.rmtree(other)


def test_a_build_that_died_beside_a_site_on_another_disk_leaves_nothing_for_long(tmp_path: Path) -> None:
    workshop = tmp_path / ".handbook/staging"
    beside = tmp_path / "other/.handbook-site-dead"
    for folder in (workshop / "site-dead", beside / "site", tmp_path / "other/mine"):
        folder.mkdir(parents=True)
    (workshop / "site-dead.elsewhere").write_text(str(beside))
    # What a note names that is no folder of ours is nobody's to take away.
    (workshop / "site-false.elsewhere").write_text(str(tmp_path / "other/mine"))
    with at_work(tmp_path):
        assert list(workshop.iterdir()) == []
        assert [path.name for path in (tmp_path / "other").iterdir()] == ["mine"]


@pytest.mark.skipif(not os.path.ismount("/proc"), reason="needs a system file system")
def test_where_nothing_can_be_put_is_said_before_anything_is_made(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": f"{SETTINGS}site_dir: /proc/site\n"})
    result = made.run("build", "--trust")
    assert result.returncode == 3
    assert "nothing can be written below /proc" in result.stderr
    assert "Writing pages" not in result.stderr


@pytest.mark.skipif(not os.path.ismount("/proc"), reason="needs a system file system")
def test_a_disk_in_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="set site_dir to a folder in it"):
        publishing.refuse_foreign(tmp_path, "content", Path("/proc"))


# One build at a time


def test_a_build_waits_for_another_and_leaves_what_it_makes_alone(tiny: MakeTiny) -> None:
    made = tiny({})
    built(made)
    made.write({"content/index.md": page("start", "Another text.")})
    half = made.root / ".handbook/staging/site-living/half.html"
    with at_work(made.root):
        made.write({half.relative_to(made.root).as_posix(): "half"})
        command = [sys.executable, "-m", "handbook_build", "build", "--root", str(made.root)]
        waiting = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "Another build of this handbook is running; waiting for it to end\n"
        assert half.exists()
    waiting.communicate(timeout=120)
    assert waiting.returncode == 0
    assert not half.exists()


def test_what_a_dead_build_left_is_taken_away_by_the_next_also_when_nothing_has_changed(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": OURS})
    built(made)
    pieces = [
        ".handbook/staging/site-dead/index.html",
        ".handbook/staging/site-dead-old/index.html",
        ".handbook/staging/aside-dead/index.html",
        ".handbook/.build.json.1.part",
        ".handbook/cache/units/.abc.1.1",
    ]
    made.write(dict.fromkeys(pieces, "half"))
    # As one leaves it that was killed.
    made.write({".handbook/lock": "at work\n"})
    assert "nothing has changed" in made.run("build").stderr
    assert [name for name in pieces if (made.root / name).exists()] == []
    assert list((made.root / ".handbook/staging").iterdir()) == []


def test_a_workshop_that_was_deleted_while_somebody_waited_is_made_anew(tmp_path: Path) -> None:
    with at_work(tmp_path):
        shutil.rmtree(tmp_path / ".handbook")
        seen = []
        waiting = threading.Thread(target=lambda: seen.extend(_alone(tmp_path)))
        waiting.start()
        waiting.join(10)
    assert seen == ["alone"]
    assert (tmp_path / ".handbook/lock").read_bytes() == b""


def _alone(root: Path) -> list[str]:
    with at_work(root):
        return ["alone"]


# The swap itself


def test_the_swap_exchanges_the_two_folders(tmp_path: Path) -> None:
    stage, old = site(tmp_path / "stage", "new"), site(tmp_path / "site", "old")
    publishing.publish(tmp_path, stage, old)
    assert (old / "index.html").read_text() == "new"
    assert (stage / "index.html").read_text() == "old"


def test_where_the_system_cannot_exchange_the_folders_are_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swapping, "_exchange", lambda one, other: False)
    stage, old = site(tmp_path / "stage", "new"), site(tmp_path / "site", "old")
    publishing.publish(tmp_path, stage, old)
    assert (old / "index.html").read_text() == "new"
    assert (stage / "index.html").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".handbook", "site", "stage"]


def test_when_the_second_move_fails_the_old_site_is_moved_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage, old = site(tmp_path / "stage", "new"), site(tmp_path / "site", "old")
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if path == stage:
            raise OSError("the disk is gone")
        return rename(path, target)

    monkeypatch.setattr(swapping, "_exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(MachineFault):
        publishing.publish(tmp_path, stage, old)
    assert (old / "index.html").read_text() == "old"


def test_an_old_site_that_a_killed_build_moved_aside_is_put_back_even_by_a_build_that_fails(tiny: MakeTiny) -> None:
    made = tiny({})
    before = built(made)
    (made.root / "site").rename(made.root / ".handbook/staging/site-dead-old")
    made.write({".handbook/swap.json": '["staging/site-dead-old", "../site"]', "content/index.md": BROKEN})
    assert made.run("build").returncode == 1
    assert tree(made.root / "site") == before
    assert not (made.root / ".handbook/swap.json").exists()


@pytest.mark.parametrize("note", ["", "[]", "{}", '["staging/site-dead-old"]', '["staging", "../site"]', "[1, 2]"])
def test_a_note_that_tells_of_no_old_site_is_taken_away(note: str, tmp_path: Path) -> None:
    (tmp_path / ".handbook/staging").mkdir(parents=True)
    (tmp_path / ".handbook/swap.json").write_text(note)
    swapping.put_back(tmp_path / ".handbook/swap.json")
    assert [path.name for path in (tmp_path / ".handbook").iterdir()] == ["staging"]
    assert not (tmp_path / "site").exists()


def test_what_the_disk_could_not_keep_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(folder: Path) -> None:
        raise OSError("input/output error")

    monkeypatch.setattr(publishing, "flush", fails)
    stage, old = site(tmp_path / "stage", "new"), site(tmp_path / "site", "old")
    with pytest.raises(MachineFault, match="could not be put in place"):
        publishing.publish(tmp_path, stage, old)
    assert (old / "index.html").read_text() == "old"


def test_a_page_that_was_not_written_stops_the_swap(tmp_path: Path) -> None:
    stage = site(tmp_path / "stage", "new")
    publishing.verify(stage, ["", "index.html"])
    for missing in ("breaks/", "data/terms.csv"):
        with pytest.raises(MachineFault, match=missing):
            publishing.verify(stage, [missing])
    (stage / "index.html").write_text("")
    with pytest.raises(MachineFault, match="the home page"):
        publishing.verify(stage, [""])


def test_a_site_of_ours_is_known_by_its_passport(tmp_path: Path) -> None:
    publishing.refuse_foreign(tmp_path, "content", tmp_path / "not there")
    publishing.refuse_foreign(tmp_path, "content", site(tmp_path / "ours", "a"))
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/a.txt").write_text("a")
    with pytest.raises(WrongUse):
        publishing.refuse_foreign(tmp_path, "content", tmp_path / "foreign")


# While it happens


@pytest.mark.skipif(not sys.platform.startswith(("linux", "darwin")), reason="elsewhere the swap has two steps")
def test_the_site_is_there_at_every_moment_of_a_swap(tmp_path: Path) -> None:
    """500 swaps, looked at all the while: a reader always finds one of the two home pages, whole."""
    stage, live = site(tmp_path / "stage", "a" * 5000), site(tmp_path / "site", "b" * 5000)
    if not swapping._exchange(stage, live):
        pytest.skip("this disk cannot exchange two folders in one step")
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add((live / "index.html").read_text() if live.exists() else "absent")

    reader = threading.Thread(target=look)
    reader.start()
    for _ in range(500):
        publishing.publish(tmp_path, stage, live)
    done.set()
    reader.join()
    assert seen <= {"a" * 5000, "b" * 5000}


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new(tiny: MakeTiny) -> None:
    made = tiny({f"content/p{number}.md": page(f"p-{number}") for number in range(20)})
    old = built(made)
    began = time.monotonic()
    made.write({"content/index.md": page("start", "Another text.")})
    new = built(made)
    duration = time.monotonic() - began
    allowed = (old, new)
    command = [sys.executable, "-m", "handbook_build", "build", "--quiet", "--root", str(made.root)]
    for moment in range(1, 9):
        words = "Counsellors help." if moment % 2 else "Another text."
        made.write({"content/index.md": page("start", words)})
        with subprocess.Popen(command) as process:
            time.sleep(duration * moment / 9)
            process.send_signal(signal.SIGKILL)
        assert tree(made.root / "site") in allowed
    # What a killed build left behind is no hindrance to the next.
    made.write({"content/index.md": page("start", "Another text.")})
    assert built(made) == new


MEDDLE = """
import shutil, sys
from pathlib import Path
from handbook_build.cli import main
from handbook_build.progress import Progress
stage, site = Progress.stage, Path(sys.argv[1]) / "site"
def meddle(self, name, doing):
    stage(self, name, doing)
    if name == "publish":
        {change}
Progress.stage = meddle
sys.exit(main(["build", "--quiet", "--root", sys.argv[1]]))
"""


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("shutil.rmtree(site)", 0, "Another text."),
        ('(site / "index.html").write_text("torn")', 0, "Another text."),
        ('(site / "CNAME").write_text("mine")', 2, "Counsellors help."),
        ('shutil.rmtree(site); site.symlink_to("content")', 2, "Another text."),
    ],
    ids=["gone", "changed", "with a file of somebody's", "a link now"],
)
def test_what_became_of_the_site_while_a_build_ran_is_seen(change: str, code: int, words: str, tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": OURS})
    built(made)
    made.write({"content/index.md": page("start", "Another text.")})
    command = [sys.executable, "-c", MEDDLE.format(change=change), str(made.root)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == code, result.stderr
    shown = made.root / "site" / ("index.md" if "symlink" in change else "index.html")
    assert words in shown.read_text()


def test_two_builds_at_once_both_end_well(tiny: MakeTiny) -> None:
    made = tiny({})
    alone = built(made)
    command = [sys.executable, "-m", "handbook_build", "build", "--quiet", "--root", str(made.root)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    answers = [(process.communicate(timeout=60)[1], process.returncode) for process in running]
    assert answers == [(b"", 0)] * 3
    assert tree(made.root / "site") == alone
