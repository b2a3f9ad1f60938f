"""The command as people meet it: in a process of its own, with what it prints and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from handbook_build import __version__
from tests.tiny import BASE, MakeTiny, Tiny, handbook, page

CLEAN, FINDINGS, WRONG_USE, FAULT = 0, 1, 2, 3
BROKEN = page("page", "See [breaks](#braeks).")
ON_UNIX = pytest.mark.skipif(os.name == "nt", reason="needs a Unix terminal")


# Where the handbook is


def test_root_stands_before_or_after_the_command(tiny: MakeTiny) -> None:
    root = str(tiny({"content/page.md": BROKEN}).root)
    before, after = handbook("--root", root, "check", "--quiet"), handbook("check", "--quiet", "--root", root)
    assert before.stdout == after.stdout != ""
    assert before.returncode == after.returncode == FINDINGS


def test_without_root_the_handbook_is_this_folder(tiny: MakeTiny) -> None:
    assert handbook("check", cwd=tiny({}).root).returncode == CLEAN


def test_a_root_with_spaces_and_other_letters_is_a_folder_like_any(tmp_path: Path) -> None:
    odd = Tiny(tmp_path / "das Ärger-Buch (2) 👋 'x'")
    odd.write(BASE)
    result = odd.run("build")
    assert result.returncode == CLEAN, result.stderr
    assert "Counsellors help." in odd.site()


# How it ends


def test_a_clean_handbook_ends_with_0(tiny: MakeTiny) -> None:
    result = tiny({}).run("check")
    assert (result.returncode, result.stdout) == (CLEAN, "")


def test_a_warning_alone_ends_with_0(tiny: MakeTiny) -> None:
    result = tiny({"mkdocs.yml": "site_name: Tiny\n"}).run("check", "--format", "concise")
    assert result.returncode == CLEAN
    assert result.stdout.startswith("mkdocs.yml:1:1: warning HB113 public-address")


def test_an_error_ends_with_1(tiny: MakeTiny) -> None:
    result = tiny({"content/page.md": BROKEN}).run("check", "--format", "concise")
    assert result.returncode == FINDINGS
    assert result.stdout.startswith("content/page.md:9:")


WRONG_USES = {
    "no such folder": (["check", "--root", "nowhere"], "there is no folder"),
    "no handbook here": (["check"], "there is no mkdocs.yml"),
    "no such command": (["buidl"], "did you mean build?"),
    "no such format": (["check", "--format", "xml"], "invalid choice"),
    "no such option": (["check", "--fast"], "unrecognized arguments"),
    "no port": (["serve", "--port", "99999"], "give a number from 1 to 65535"),
    "a near miss of a code": (["explain", "HB0301"], "did you mean `HB301`?"),
    "a near miss of a name": (["explain", "undefned-term"], "did you mean `undefined-term`?"),
    "a near miss of a block": (["explain", "exampel"], "did you mean `example`?"),
    "nothing near": (["explain", "zzzz"], "`handbook explain` lists the checks"),
    "new without a kind": (["new"], "WHAT"),
}


@pytest.mark.parametrize("case", WRONG_USES)
def test_wrong_use_ends_with_2_and_says_what_is_possible(case: str, tmp_path: Path) -> None:
    arguments, words = WRONG_USES[case]
    result = handbook(*arguments, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (WRONG_USE, "")
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_command_it_shows_the_commands_and_ends_with_2() -> None:
    result = handbook()
    assert result.returncode == WRONG_USE
    assert "explain" in result.stdout


def test_a_folder_that_cannot_be_written_ends_with_3(tiny: MakeTiny) -> None:
    made = tiny({".handbook": "a file where the workshop belongs"})
    result = made.run("build", "--quiet")
    assert result.returncode == FAULT
    assert result.stderr.startswith("handbook: nothing can be written below ")


def test_the_version_is_that_of_the_package() -> None:
    assert handbook("--version").stdout == f"handbook {__version__}\n"


# Wrong input is answered, never a traceback

DEEP_BLOCKS = "".join(f"{'/' * depth} client\n" for depth in range(3, 120))
BROKEN_ADDRESSES = "[a](http://[::1) [b](//[x) ![c](http://[) [d](%ff%00.md) [e](#%ff)"
MIXED_TERMS = "terms: [1, [a], {id: {}}, {id: a, preferred: [b], admitted: {c: d}, deprecated: 1, source: {}}]\n"
SIGNS = "terms:\n  - id: a\n    preferred: '?'\n    admitted: [\"'\", '-', 's', ' ']\n    definition: b\n"
MIXED_WORKS = '[1, [], null, {}, {"id": 1}, {"id": "a", "type": [], "author": {}, "issued": {"date-parts": [[]]}}]'
BAD_INPUT: dict[str, dict[str, str | bytes]] = {
    "an empty mkdocs.yml": {"mkdocs.yml": ""},
    "mkdocs.yml is a list": {"mkdocs.yml": "- a\n"},
    "mkdocs.yml is no YAML": {"mkdocs.yml": "a: [\n"},
    "mkdocs.yml is no UTF-8": {"mkdocs.yml": b"site_name: \xff\n"},
    "mkdocs.yml runs Python": {"mkdocs.yml": "site_name: !!python/object/apply:os.system [exit 9]\n"},
    "the navigation is a mess": {"mkdocs.yml": "site_name: Tiny\nnav: [[a], {b: {c: d}}, 1, null, {}]\n"},
    "docs_dir leads out": {"mkdocs.yml": "site_name: Tiny\ndocs_dir: ../..\n"},
    "an empty page": {"content/page.md": ""},
    "a page of spaces": {"content/page.md": " \n\t\n"},
    "front matter only": {"content/page.md": "---\nid: page\n---"},
    "front matter never closed": {"content/page.md": "---\nid: page\n"},
    "front matter nested deep": {"content/page.md": f"---\nid: {'[' * 5000}\n---\n"},
    "front matter of other types": {"content/page.md": "---\nid: [1]\ntitle: {a: b}\naudience: 7\nreviewed: no\n---\n"},
    "control characters": {"content/page.md": page("page", "a\x00b\x1b[31mc\x7f")},
    "no UTF-8": {"content/page.md": b"---\nid: page\n---\n\xff\xfe"},
    "UTF-16": {"content/page.md": page("page").encode("utf-16")},
    "lists nested deep": {"content/page.md": page("page", "- " * 500 + "a")},
    "quotations nested deep": {"content/page.md": page("page", "> " * 500 + "a")},
    "blocks nested deep": {"content/page.md": page("page", DEEP_BLOCKS)},
    "elements nested deep": {"content/page.md": page("page", "<div>" * 2000 + "a")},
    "private characters": {"content/page.md": page("page", "a \U000f0000 b &#xF0FFF; c")},
    "broken addresses": {"content/page.md": page("page", BROKEN_ADDRESSES)},
    "HTML that ends early": {"content/page.md": page("page", "</div></div></body></html> a <p")},
    "terms of other types": {"content/terms.yml": MIXED_TERMS},
    "a termbase that is a text": {"content/terms.yml": "terms"},
    "a form of signs": {"content/terms.yml": SIGNS},
    "references that are no list": {"content/references.json": "{}"},
    "references that break off": {"content/references.json": '[{"id": "a-2001", "type": "book"'},
    "references of other types": {"content/references.json": MIXED_WORKS},
    "references nested deep": {"content/references.json": "[" * 100_000},
    "help of other types": {"content/help.yml": "checked: [a]\nservices: {a: b}\n"},
    "a handout without anything": {"content/handouts/H01.md": ""},
    "a handout of another name": {"content/handouts/x y.md": "---\nid: ../x\n---\n"},
}


@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_input_is_answered_with_findings(case: str, tiny: MakeTiny) -> None:
    result = tiny(BAD_INPUT[case]).run("check")
    assert result.returncode in (CLEAN, FINDINGS, WRONG_USE), result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout or result.stderr


@pytest.mark.parametrize(
    "case", ["mkdocs.yml runs Python", "private characters", "blocks nested deep", "an empty mkdocs.yml"]
)
def test_bad_input_is_answered_by_a_build_too(case: str, tiny: MakeTiny) -> None:
    result = tiny(BAD_INPUT[case]).run("build")
    assert result.returncode in (CLEAN, FINDINGS, WRONG_USE), result.stderr
    assert "Traceback" not in result.stderr


def test_settings_that_stop_a_build_are_found_by_a_check(tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": "# allow public-address: no\ntheme:\n  name: material\n"})
    checked, built = made.run("check", "--quiet"), made.run("build", "--quiet")
    assert CLEAN not in (checked.returncode, built.returncode)


def test_what_mkdocs_yml_asks_to_run_is_not_run(tiny: MakeTiny) -> None:
    made = tiny({})
    trap = made.root / "trap"
    made.write({"mkdocs.yml": f"site_name: Tiny\nextra:\n  a: !!python/object/apply:os.mkdir [{trap}]\n"})
    made.run("check")
    made.run("build")
    assert not trap.exists()


def test_a_hook_beside_the_handbook_is_not_run(tiny: MakeTiny) -> None:
    made = tiny({})
    trap = made.root / "trap"
    made.write(
        {"mkdocs.yml": "site_name: Tiny\nhooks: [hook.py]\n", "hook.py": f"import os\nos.mkdir({str(trap)!r})\n"}
    )
    made.run("build")
    assert not trap.exists()


# What it prints


def test_findings_are_on_standard_output_and_all_else_is_not(tiny: MakeTiny) -> None:
    result = tiny({"content/page.md": BROKEN}).run("check", "--format", "json")
    assert [one["name"] for one in json.loads(result.stdout)["diagnostics"]] == ["broken-section-link"]
    assert "1 finding (1 error, 0 warnings)" in result.stderr


def test_away_from_a_terminal_each_stage_is_a_plain_line(tiny: MakeTiny) -> None:
    result = tiny({}).run("build")
    assert "\r" not in result.stderr
    assert "\x1b" not in result.stderr
    lines = result.stderr.splitlines()
    assert lines[0] == "Reading and linking"
    assert "The site is in site/." in lines


def test_quiet_prints_findings_only(tiny: MakeTiny) -> None:
    clean = tiny({}).run("build", "--quiet")
    assert (clean.returncode, clean.stdout, clean.stderr) == (CLEAN, "", "")
    broken = tiny({"content/page.md": BROKEN}).run("check", "--quiet", "--format", "concise")
    assert (broken.returncode, broken.stderr) == (FINDINGS, "")
    assert broken.stdout.count("\n") == 1


def test_timings_name_each_stage(tiny: MakeTiny) -> None:
    shown = tiny({}).run("build", "--quiet", "--timings").stderr
    assert {"read", "cite", "check", "render", "publish"} <= {line.split()[0] for line in shown.splitlines()}


@ON_UNIX
def test_on_a_terminal_one_line_changes(tiny: MakeTiny) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "handbook_build", "check", "--root", str(tiny({}).root)]
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 1000)
            except OSError:  # Linux says so when the other end is closed.
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert process.returncode == CLEAN
    assert b"\r\x1b[KReading and linking ..." in shown


@ON_UNIX
def test_a_reader_who_has_read_enough_is_no_fault() -> None:
    command = [sys.executable, "-m", "handbook_build", "explain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == CLEAN


def test_other_languages_of_the_machine_change_nothing(tiny: MakeTiny) -> None:
    made = tiny({"content/page.md": page("page", "Ärger 👋 [breaks](#braeks).")})
    plain = handbook(
        "check", "--root", str(made.root), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="", PYTHONCOERCECLOCALE="0"
    )
    assert plain.returncode == FINDINGS, plain.stderr


# explain and new


def test_explain_shows_what_the_check_says_of_itself() -> None:
    result = handbook("explain", "hb402")
    assert result.returncode == CLEAN
    assert result.stdout.startswith("HB402 broken-section-link (error)\n\n")


def test_what_new_starts_passes_the_checks(tiny: MakeTiny) -> None:
    made = tiny({})
    started = [
        made.run("new", "page", 'Good endings: "the last" hour', "--folder", "the-frame", "--kind", "practice"),
        made.run("new", "page", "No"),
        made.run("new", "handout", "H31", "My own words", "--section", "good-endings-the-last-hour"),
        made.run("new", "term", "cultural humility"),
    ]
    assert [result.stdout for result in started] == [
        "content/the-frame/good-endings-the-last-hour.md\n",
        "content/no.md\n",
        "content/handouts/H31.md\n",
        "content/terms.yml\n",
    ]
    result = made.run("check")
    assert (result.returncode, result.stdout) == (CLEAN, ""), result.stderr


def test_a_second_term_joins_the_first(tiny: MakeTiny) -> None:
    made = tiny(
        {"content/terms.yml": "terms:\n  - id: bond\n    preferred: bond\n    definition: A tie.\n    source: handbook"}
    )
    assert made.run("new", "term", "self: help").returncode == CLEAN
    assert [entry.preferred for entry in made.load().entries] == ["bond", "self: help"]


NEW_WRONG = {
    "a title without letters": ["page", "!!!"],
    "a title that is taken": ["page", "Start"],
    "a folder outside": ["page", "Endings", "--folder", "../.."],
    "a handout with a path for an id": ["handout", "../H31", "Words", "--section", "start"],
    "a handout for nothing": ["handout", "H31", "Words", "--section", "nothing"],
}


@pytest.mark.parametrize("case", NEW_WRONG)
def test_new_refuses(case: str, tiny: MakeTiny) -> None:
    made = tiny({})
    before = sorted(made.root.parent.rglob("*"))
    result = made.run("new", *NEW_WRONG[case])
    assert (result.returncode, result.stdout) == (WRONG_USE, "")
    assert result.stderr.startswith("handbook: ")
    assert sorted(made.root.parent.rglob("*")) == before


# serve


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_serve_refuses_a_port_that_is_taken(tiny: MakeTiny) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = tiny({}).run("serve", "--port", str(taken.getsockname()[1]))
    assert result.returncode == WRONG_USE
    assert "give another with --port" in result.stderr


@ON_UNIX
def test_serve_shows_the_site_follows_a_save_and_ends_when_asked(tiny: MakeTiny) -> None:
    made, port = tiny({}), free_port()
    command = [sys.executable, "-m", "handbook_build", "serve", "--port", str(port), "--root", str(made.root)]

    def listens() -> None:
        """What runs in the background is deaf to an interrupt from its start; this one shall hear it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    pipes = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes, preexec_fn=listens if os.name == "posix" else None) as process:
        try:
            assert fetched(port, b"Counsellors help.")
            made.write({"content/index.md": page("start", "Clients decide.")})
            assert fetched(port, b"Clients decide.")
            process.send_signal(signal.SIGINT)
            _, shown = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == CLEAN, shown.decode()
    assert not (made.root / "site").exists()


def fetched(port: int, words: bytes) -> bool:
    """Whether the home page comes to hold these words within 20 seconds."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                if words in answer.read():
                    return True
        except OSError:
            pass
        time.sleep(0.2)
    return False
