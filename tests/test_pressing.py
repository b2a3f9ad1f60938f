"""`handbook handout` and `handbook press`, as their users run them: what they make, keep, refuse and survive."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from handbook_build.commands import CLEAN, FAULT, FINDINGS, WRONG_USE
from handbook_build.pressing.orders import parse_shard
from tests.needing import need_program
from tests.tiny import TODAY, MakeTiny, Tiny, handbook, handout, page

ON_UNIX = pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
HANDBOOK = {
    "content/index.md": page("start", "## Trust {#trust}\n\nCounsellors help."),
    "content/handouts/H01.md": handout("H01", "trust", "## To remember\n\n/// lines\n    count: 3\n///"),
    "content/handouts/H02.md": handout("H02", "trust", "Words alone."),
}
HELP = """checked: 2026-11-22
services:
  - {country: Utopia, code: GB, service: Emergency, kind: emergency, number: "999", source: us, checked: 2026-11-22}
  - {country: Ireland, code: IE, service: Emergency, kind: emergency, number: "112", source: us, checked: 2026-11-22}
"""
ROWAN = 'name = "Rowan Street"\ntelephone = "01228 512345"\ncountry = "IE"\n'
ELM = 'name = "Elm House"\n'
FORMS = ("a4.large.pdf", "a4.pdf", "letter.large.pdf", "letter.pdf")
# Every file that a run makes of a practice without further wishes.
ALL = sorted(f"{name}/{name}.{form}" for name in ("H01", "H02") for form in FORMS)


@pytest.fixture
def made(tiny: MakeTiny) -> Tiny:
    """A handbook with two handouts, of which one has something to fill in."""
    return tiny({**HANDBOOK, "content/help.yml": HELP})


def test_a_practice_gets_the_very_sheets_of_a_build(made: Tiny) -> None:
    """The page with more numbers is named on them too."""
    helping = page("help-now", "## Numbers {#numbers}\n\nRing them.").replace("kind: concept", "kind: help")
    made.write({"content/help-now.md": helping, "practice.toml": ROWAN})
    assert made.run("build").returncode == CLEAN
    out = made.root.parent / "one"
    done = made.run(
        "handout", "H01", "--practice", str(made.root / "practice.toml"), "--form", "txt", "--out", str(out)
    )
    assert done.returncode == CLEAN, done.stdout + done.stderr
    words = (out / "H01/H01.txt").read_text(encoding="utf-8")
    assert "More numbers: /help-now/" in " ".join(words.split())
    assert words == (made.root / "site/handouts/H01/H01.txt").read_text(encoding="utf-8")


def practices(made: Tiny, **files: str) -> Path:
    """A folder with practice files beside the handbook's; the name of each goes without its ending."""
    folder = made.root.parent / "practices"
    for name, text in files.items():
        path = folder / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def press(made: Tiny, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run over `practices/` into `out/`, both beside the handbook."""
    root = str(made.root)
    return handbook("press", "practices", "--out", "out", "--root", root, *arguments, cwd=made.root.parent)


def lines(result: subprocess.CompletedProcess[str]) -> list[str]:
    """What it said of each practice, without the time that it took."""
    said = result.stdout.splitlines()[:-1]
    return sorted(line.partition(", 0.")[0] + line[line.rfind(": ") :] if " s: " in line else line for line in said)


def files(folder: Path) -> list[str]:
    """The sheets below a folder."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".press.json", ".press.jsonl", ".press.lock")
    )


def hashes(folder: Path) -> dict[str, str]:
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in files(folder)}


def words_of(path: Path) -> str:
    program = need_program("pdftotext", "install poppler-utils")
    return subprocess.run([program, "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout


# handbook handout


def test_a_handout_is_made_on_a4_without_a_build(made: Tiny) -> None:
    result = handbook("handout", "H01", "--root", str(made.root), cwd=made.root.parent)
    assert (result.returncode, result.stdout) == (CLEAN, "")
    assert result.stderr.splitlines()[-1] == "Written: printed/H01/H01.a4.pdf"
    assert files(made.root.parent / "printed") == ["H01/H01.a4.pdf"]
    assert not (made.root / "site").exists()


def test_all_handouts_in_all_forms_and_what_can_be_filled_in_only_where_there_is_something(made: Tiny) -> None:
    out = made.root.parent / "out"
    assert made.run("handout", "--all", "--all-forms", "--out", str(out)).returncode == CLEAN
    whole = {*ALL, "H01/H01.docx", "H01/H01.txt", "H02/H02.docx", "H02/H02.txt", "H01/H01.a4.fillable.pdf"}
    assert set(files(out)) == whole


def test_a_handout_bears_the_practice_that_is_named_and_else_the_handbook_s_own(made: Tiny) -> None:
    folder = practices(made, rowan=ROWAN)
    made.write({"practice.toml": ELM})
    out = made.root.parent
    assert made.run("handout", "H01", "--form", "txt", "--out", str(out / "own")).returncode == CLEAN
    named = made.run(
        "handout", "H01", "--form", "txt", "--practice", str(folder / "rowan.toml"), "--out", str(out / "a")
    )
    assert named.returncode == CLEAN
    own, other = ((out / name / "H01/H01.txt").read_text(encoding="utf-8") for name in ("own", "a"))
    assert "Elm House" in own
    assert "Rowan Street" not in own
    assert "Rowan Street" in other
    assert "01228 512345" in other
    assert "In danger now (Ireland): 112." in other
    assert "Elm House" not in other


def test_the_same_sheet_comes_from_a_build_a_handout_and_a_press_run(made: Tiny) -> None:
    made.write({"practice.toml": ROWAN})
    practices(made, rowan=ROWAN)
    out = made.root.parent / "one"
    assert made.run("build").returncode == CLEAN
    assert made.run("handout", "--all", "--all-forms", "--out", str(out)).returncode == CLEAN
    assert press(made, "--all-forms").returncode == CLEAN
    assert hashes(out) == hashes(made.root.parent / "out" / "rowan")
    site = made.root / "site" / "handouts"
    published = {name: path for name in files(out) if (path := site / name).exists()}
    assert set(ALL) <= set(published)
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in published.items()}.items() <= hashes(
        out
    ).items()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name the handouts to make, such as H12, or --all of them"),
        (["H01", "--all"], "name the handouts to make, such as H12, or --all of them"),
        (["h01"], "there is no handout h01; did you mean H01?"),
        (["X"], "there is no handout X; there are: H01, H02"),
        (["H01", "--form", "a4.pfd"], "there is no form a4.pfd; did you mean a4.pdf?"),
        (["H01", "--out", "content/handouts"], "is where the handbook itself is"),
        (["H01", "--out", "site"], "is where the handbook itself is"),
        (["H01", "--out", "."], "is where the handbook itself is"),
    ],
)
def test_a_handout_asked_for_wrongly_is_told_what_is_possible(made: Tiny, arguments: list[str], said: str) -> None:
    before = files(made.root)
    result = handbook("handout", *arguments, cwd=made.root)
    assert result.returncode == WRONG_USE
    assert said in result.stderr
    assert [name for name in files(made.root) if not name.startswith(".handbook/")] == before


def test_a_practice_with_a_fault_gets_no_sheet_and_the_finding_of_a_check(made: Tiny) -> None:
    text = 'name = "Rowan"\ncolor = "#2f6f73"\n'
    made.write({"practice.toml": text})
    checked = made.run("check", "--quiet")
    made.write({"practice.toml": ELM})
    practices(made, rowan=text)
    out = made.root.parent / "out"
    result = handbook(
        *(
            "handout",
            "--all",
            "--practice",
            "practices/rowan.toml",
            "--out",
            "out",
            "--root",
            str(made.root),
            "--quiet",
        ),
        cwd=made.root.parent,
    )
    assert (result.returncode, out.exists()) == (FINDINGS, False)
    assert result.stdout == checked.stdout.replace("practice.toml", "practices/rowan.toml")
    assert "practices/rowan.toml:2:1: error HB103 unknown-key" in result.stdout


def test_a_practice_file_that_is_not_there_is_a_finding(made: Tiny) -> None:
    result = handbook("handout", "H01", "--practice", "nobody.toml", cwd=made.root)
    assert result.returncode == FINDINGS
    assert "nobody.toml:1:1: error HB109 unreadable-file\n  nobody.toml is not there" in result.stdout
    assert not (made.root / "printed").exists()


def test_a_sheet_that_cannot_be_printed_is_told_and_the_others_are_made(made: Tiny) -> None:
    made.write({"content/handouts/H02.md": handout("H02", "trust", "A word in Japanese: 東京.")})
    out = made.root.parent / "out"
    result = made.run("handout", "--all", "--out", str(out))
    assert result.returncode == FINDINGS
    assert "content/handouts/H02.md:12:21: error HB603 unprintable-handout" in result.stdout
    assert files(out) == ["H01/H01.a4.pdf"]


def test_an_error_on_another_page_does_not_keep_a_sheet_from_being_made(made: Tiny) -> None:
    made.write({"content/other.md": page("other", "[Nowhere](#nowhere).")})
    out = made.root.parent / "out"
    assert made.run("check").returncode == FINDINGS
    assert made.run("handout", "H01", "--out", str(out)).returncode == CLEAN
    assert files(out) == ["H01/H01.a4.pdf"]


def test_details_without_room_are_a_finding_of_the_practice(made: Tiny) -> None:
    made.write({"content/handouts/H02.md": handout("H02", "trust", "/// lines\n    count: 24\n///")})
    long = f'name = "{"Rowan Street " * 9}"\naddress = {json.dumps(["x" * 190] * 8)}\n'
    folder, out = practices(made, long=long), made.root.parent / "out"
    made_of = ("handout", "--all", "--form", "letter.pdf", "--form", "docx")
    assert made.run(*made_of, "--out", str(out)).returncode == CLEAN
    result = made.run(*made_of, "--practice", str(folder / "long.toml"), "--out", str(out / "long"))
    assert result.returncode == FINDINGS
    assert "HB627 no-room-for-practice" in result.stdout
    assert "with these details the handout H02 is too long for its one side, by " in result.stdout
    assert files(out / "long") == ["H01/H01.docx", "H01/H01.letter.pdf"]


# handbook press


def test_every_practice_gets_every_sheet_and_nothing_is_remade(made: Tiny) -> None:
    practices(made, rowan=ROWAN, **{"north/elm": ELM})
    first = press(made)
    assert first.returncode == CLEAN, first.stdout + first.stderr
    assert lines(first) == [
        "made 2 sheets, 8 files: practices/north/elm.toml",
        "made 2 sheets, 8 files: practices/rowan.toml",
    ]
    out = made.root.parent / "out"
    assert files(out) == sorted([f"north/elm/{name}" for name in ALL] + [f"rowan/{name}" for name in ALL])
    assert "Rowan Street" in words_of(out / "rowan/H01/H01.a4.pdf")
    assert "999" not in words_of(out / "rowan/H01/H01.a4.pdf")
    before = {name: (out / name).stat().st_mtime_ns for name in files(out)}
    second = press(made)
    assert lines(second) == [
        "unchanged 2 sheets, 8 files: practices/north/elm.toml",
        "unchanged 2 sheets, 8 files: practices/rowan.toml",
    ]
    assert {name: (out / name).stat().st_mtime_ns for name in files(out)} == before


def test_only_what_has_changed_is_made_again(made: Tiny) -> None:
    folder, out = practices(made, rowan=ROWAN, elm=ELM), made.root.parent / "out"
    press(made)
    (folder / "elm.toml").write_text('name = "Elm Tree House"\n', encoding="utf-8")
    assert lines(press(made)) == [
        "made 2 sheets, 8 files: practices/elm.toml",
        "unchanged 2 sheets, 8 files: practices/rowan.toml",
    ]
    made.write({"content/handouts/H02.md": handout("H02", "trust", "Other words.")})
    again = press(made)
    assert again.stdout.count("made 2 sheets, 4 files, 4 kept") == 2
    (out / "elm/H01/H01.a4.pdf").unlink()
    (out / "rowan/H01/H01.a4.pdf").write_bytes(b"not what it was")
    mended = press(made)
    assert mended.stdout.count("made 2 sheets, 1 file, 7 kept") == 2
    # Called from elsewhere, by another name.
    elsewhere = ("press", str(folder), "--out", str(out), "--root", str(made.root))
    assert handbook(*elsewhere).stdout.count("unchanged 2 sheets, 8 files") == 2
    # Copied or unpacked, with other dates: the very same bytes are not made again.
    os.utime(out / "elm/H01/H01.a4.pdf", (1, 1))
    assert "unchanged 2 sheets, 8 files: practices/elm.toml" in press(made).stdout


def test_numbers_that_change_in_the_handbook_change_the_sheets_of_that_country(made: Tiny) -> None:
    practices(made, rowan=ROWAN, elm='name = "Elm House"\ncountry = "GB"\n')
    press(made)
    made.write({"content/help.yml": HELP.replace('"112"', '"113"')})
    assert lines(press(made))[-1] == "unchanged 2 sheets, 8 files: practices/elm.toml"
    assert "113" in words_of(made.root.parent / "out/rowan/H01/H01.a4.pdf")


def test_a_practice_with_a_fault_is_refused_and_keeps_what_it_had(made: Tiny) -> None:
    folder, out = practices(made, rowan=ROWAN, elm=ELM), made.root.parent / "out"
    press(made)
    before = hashes(out)
    (folder / "rowan.toml").write_text("name = Rowan\n", encoding="utf-8")
    result = press(made)
    assert result.returncode == FINDINGS
    assert "refused: practices/rowan.toml (findings below; the sheets that were there are kept)" in result.stdout
    assert "practices/rowan.toml:1:8: error HB120 toml-syntax" in result.stdout
    assert "unchanged 2 sheets, 8 files: practices/elm.toml" in result.stdout
    assert hashes(out) == before


def test_a_sheet_without_room_is_refused_each_time_and_printed_once(made: Tiny) -> None:
    made.write({"content/handouts/H02.md": handout("H02", "trust", "/// lines\n    count: 24\n///")})
    folder, out = practices(made, rowan=ROWAN), made.root.parent / "out"
    press(made)
    (folder / "rowan.toml").write_text(f'name = "Rowan"\naddress = {json.dumps(["x" * 190] * 8)}\n', encoding="utf-8")
    first, second = press(made), press(made)
    assert (first.returncode, second.returncode) == (FINDINGS, FINDINGS)
    assert "made 1 sheet, 4 files, 1 refused" in first.stdout
    assert "unchanged 1 sheet, 4 files, 1 refused" in second.stdout
    finding = "practices/rowan.toml:1:1: error HB627 no-room-for-practice"
    assert finding in first.stdout
    assert finding in second.stdout
    # The sheet with the old details is not left among those with the new ones.
    assert files(out / "rowan") == [name for name in ALL if name.startswith("H01")]


def test_for_machines_each_line_is_json(made: Tiny) -> None:
    practices(made, rowan=ROWAN, bad="nam = 1\n")
    result = press(made, "--format", "json")
    said = [json.loads(line) for line in result.stdout.splitlines()]
    of = {one["practice"]: one for one in said if "practice" in one}
    assert of["practices/rowan.toml"]["result"] == "made"
    assert of["practices/rowan.toml"]["files"] == 8
    assert of["practices/bad.toml"]["diagnostics"][0]["name"] == "unknown-key"
    assert said[-1]["summary"] is True
    assert (said[-1]["made"], said[-1]["refused"]) == (1, 1)
    assert result.stderr == ""


def test_all_shards_together_are_the_whole(made: Tiny) -> None:
    names = [f"p{number}" for number in range(7)]
    practices(made, **dict.fromkeys(names, ELM))
    told: list[str] = []
    for number in (1, 2, 3):
        told += lines(press(made, "--form", "txt", "--shard", f"{number}/3"))
    assert sorted(told) == [f"made 2 sheets, 2 files: practices/{name}.toml" for name in names]
    assert press(made, "--form", "txt").stdout.count("unchanged") == len(names) + 1


def test_a_practice_stays_in_its_share_when_others_come_and_go() -> None:
    shards = [parse_shard(f"{number}/16") for number in range(1, 17)]
    shares = {f"practice-{number}": [shard.has(f"practice-{number}") for shard in shards] for number in range(500)}
    assert {sum(has) for has in shares.values()} == {1}
    assert min(sum(has) for has in zip(*shares.values(), strict=True)) > 10
    assert parse_shard("1/1").has("anything")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_number_of_processes_changes_nothing(made: Tiny, jobs: str) -> None:
    practices(made, rowan=ROWAN, elm=ELM)
    assert press(made, "--all-forms", "--jobs", jobs).returncode == CLEAN
    out = made.root.parent / "out"
    one = made.run(
        "handout",
        "--all",
        "--all-forms",
        "--practice",
        str(made.root.parent / "practices/elm.toml"),
        "--out",
        str(out.parent / "one"),
    )
    assert one.returncode == CLEAN
    assert hashes(out / "elm") == hashes(out.parent / "one")


def test_what_has_gone_is_named_and_taken_away_when_asked(made: Tiny) -> None:
    folder, out = practices(made, rowan=ROWAN, elm=ELM), made.root.parent / "out"
    press(made, "--form", "txt")
    (out / "elm/notes.txt").write_text("ours", encoding="utf-8")
    (folder / "elm.toml").unlink()
    (made.root / "content/handouts/H02.md").unlink()
    told = press(made, "--form", "txt").stdout
    assert "left over: elm, whose practice has gone (--prune takes it away)" in told
    assert "left over: rowan/H02/H02.txt, whose handout has gone (--prune takes it away)" in told
    assert files(out) == [
        "elm/H01/H01.txt",
        "elm/H02/H02.txt",
        "elm/notes.txt",
        "rowan/H01/H01.txt",
        "rowan/H02/H02.txt",
    ]
    pruned = press(made, "--form", "txt", "--prune")
    assert "left over: elm, whose practice has gone (something else lies there too)" in pruned.stdout
    assert files(out) == ["elm/notes.txt", "rowan/H01/H01.txt"]


def test_a_folder_that_is_not_ours_is_left_alone(made: Tiny) -> None:
    practices(made, rowan=ROWAN)
    out = made.root.parent / "out"
    out.mkdir()
    (out / "letters.txt").write_text("mine", encoding="utf-8")
    result = press(made)
    assert result.returncode == WRONG_USE
    assert "out holds files that no press run has made; name an empty folder with --out" in result.stderr
    assert files(out) == ["letters.txt"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "practices is no folder"),
        (["Rowan", "rowan"], "practices/Rowan.toml and practices/rowan.toml would share one folder"),
        (["a", "a/H01"], "the sheets of practices/a/H01.toml would lie among those of practices/a.toml"),
    ],
)
def test_files_that_cannot_all_be_practices(made: Tiny, names: list[str], said: str) -> None:
    practices(made, **dict.fromkeys(names, ELM))
    if len(list((made.root.parent / "practices").glob("*.toml"))) < len([name for name in names if "/" not in name]):
        pytest.skip("this disk takes both names for one")
    result = press(made)
    assert result.returncode == WRONG_USE
    assert said in result.stderr
    assert not (made.root.parent / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--shard", "0/3"], "'0/3' is no share; write its number and how many there are: 3/16"),
        (["--shard", "4/3"], "'4/3' is no share"),
        (["--jobs", "0"], "0 is no number of processes"),
        (["--out", "practices/out"], "is where the practices are"),
    ],
)
def test_options_that_mean_nothing(made: Tiny, arguments: list[str], said: str) -> None:
    practices(made, rowan=ROWAN)
    result = press(made, *arguments)
    assert result.returncode == WRONG_USE
    assert said in result.stderr


def test_a_practice_from_elsewhere_is_not_read(made: Tiny) -> None:
    folder = practices(made, rowan=ROWAN)
    secret = made.root.parent / "secret.toml"
    secret.write_text("key = hidden\n", encoding="utf-8")
    (folder / "elm.toml").symlink_to(secret)
    result = press(made, "--form", "txt")
    assert result.returncode == FINDINGS
    assert "practices/elm.toml is a link that leads out of its folder, or nowhere" in result.stdout
    assert "hidden" not in result.stdout
    assert "made 2 sheets, 2 files" in result.stdout


def test_a_handbook_without_handouts_says_so(tiny: MakeTiny) -> None:
    made = tiny({})
    practices(made, elm=ELM)
    for result in (made.run("handout", "--all"), press(made)):
        assert result.returncode == WRONG_USE
        assert "`handbook new handout` starts one" in result.stderr


# Stopped half-way


def begun(made: Tiny, *arguments: str) -> subprocess.Popen[bytes]:
    """A run that has been started and has made its first file."""

    def listens() -> None:
        """What runs in the background is deaf to an interrupt from its start; this one shall hear it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    root = made.root.parent
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "handbook_build",
            "press",
            "practices",
            "--out",
            "out",
            "--root",
            str(made.root),
            *arguments,
        ],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **TODAY},
        start_new_session=True,
        preexec_fn=listens,
    )
    end = time.monotonic() + 60
    while time.monotonic() < end and not list((root / "out").rglob("H*.pdf")):
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        time.sleep(0.01)
    return process


def children(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """The workers of a run: those of its children that hold a pipe and make sheets."""
    for path in Path(f"/proc/{process.pid}/task/{process.pid}").glob("children"):
        for child in path.read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield int(child)


@pytest.fixture
def busy(made: Tiny) -> Tiny:
    """The same with enough practices that a run can be met at work."""
    practices(made, **{f"p{number}": f'name = "Practice {number}"\n' for number in range(8)})
    return made


@ON_UNIX
def test_a_run_that_was_killed_leaves_whole_files_and_the_next_makes_the_rest(busy: Tiny) -> None:
    out = busy.root.parent / "out"
    with begun(busy) as process:
        os.killpg(process.pid, signal.SIGKILL)
    left = hashes(out)
    whole = {name: (out / name).stat().st_mtime_ns for name in left if not name.endswith(".part")}
    assert all((out / name).read_bytes().rstrip().endswith(b"%%EOF") for name in whole)
    result = press(busy)
    assert result.returncode == CLEAN
    assert len(files(out)) == 8 * len(ALL)
    assert all(name.endswith(".pdf") for name in files(out))
    remade = sum((out / name).stat().st_mtime_ns != changed for name, changed in whole.items())
    # At most the file of each process that was in its place and not yet in its ledger.
    assert remade <= 2
    assert press(busy).stdout.count("unchanged") == 9


@ON_UNIX
def test_an_interrupt_ends_a_run_within_seconds_without_a_traceback(busy: Tiny) -> None:
    with begun(busy) as process:
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert time.monotonic() - began < 10
    assert process.returncode == FAULT
    assert "of 8 practices are done; run it again for the rest" in said.decode()
    assert "Traceback" not in said.decode()
    assert not [name for name in files(busy.root.parent / "out") if name.endswith(".part")]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_process_that_dies_is_told_and_the_others_work_is_kept(busy: Tiny) -> None:
    with begun(busy, "--jobs", "2") as process:
        os.kill(next(children(process)), signal.SIGKILL)
        said, errors = process.communicate(timeout=100)
    told = said.decode()
    assert process.returncode == FAULT
    assert told.count("(the process at work on it died (SIGKILL))") == 1
    assert told.count("made 2 sheets") == 7
    assert "Traceback" not in errors.decode()
    again = press(busy)
    assert again.returncode == CLEAN
    assert len(files(busy.root.parent / "out")) == 8 * len(ALL)


@ON_UNIX
def test_two_runs_at_once_do_not_spoil_each_other_s_work(busy: Tiny) -> None:
    with begun(busy, "--jobs", "1") as process:
        other = press(busy, "--jobs", "1")
        said, _ = process.communicate(timeout=100)
    ends = {process.returncode, other.returncode}
    assert ends <= {CLEAN, FAULT}
    for told in (said.decode(), other.stdout):
        results = [line.split()[0].rstrip(":") for line in told.splitlines() if "practices/p" in line]
        assert len(results) == 8
        assert set(results) <= {"made", "unchanged", "busy"}
    out = busy.root.parent / "out"
    assert len(files(out)) == 8 * len(ALL)
    assert press(busy).stdout.count("unchanged") == 9


@ON_UNIX
def test_a_disk_that_refuses_is_told_and_the_other_practices_are_made(made: Tiny) -> None:
    practices(made, rowan=ROWAN, elm=ELM)
    out = made.root.parent / "out"
    press(made, "--form", "txt")
    (out / "elm/H01/H01.a4.pdf").mkdir(parents=True)
    result = press(made)
    assert result.returncode == FAULT
    assert "failed: practices/elm.toml (Is a directory" in result.stdout
    assert "made 2 sheets, 8 files" in result.stdout
    assert "Traceback" not in result.stderr + result.stdout


def test_a_ledger_that_is_spoilt_costs_only_its_time_again(made: Tiny) -> None:
    practices(made, rowan=ROWAN)
    press(made, "--form", "txt")
    ledger = made.root.parent / "out/rowan/.press.jsonl"
    kept = ledger.read_bytes().splitlines(keepends=True)
    hostile = b'{"file": "../../../letters.txt", "key": "x"}\n[]\n\xff\xfe\n{"file": 3}\n'
    ledger.write_bytes(hostile + kept[0] + kept[1][:20])
    result = press(made, "--form", "txt", "--prune")
    assert "made 2 sheets, 1 file, 1 kept" in result.stdout
    assert lines(press(made, "--form", "txt")) == ["unchanged 2 sheets, 2 files: practices/rowan.toml"]
