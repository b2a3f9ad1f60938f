"""What of somebody else's handbook runs: nothing, unless it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from handbook_build import reaching
from handbook_build.reaching import LeadsOut, read_below
from tests.tiny import SETTINGS, MakeTiny, Tiny, handbook

# Each thing that would run, and what a finding says of it and where.
RUNNING = {
    "plugins: [search, nowhere]\n": "mkdocs.yml:3:19: error HB198 untrusted-code: the plugin `nowhere` would run",
    "plugins:\n  - nowhere: {a: 1}\n": "mkdocs.yml:4:5: error HB198 untrusted-code: the plugin `nowhere` would run",
    "plugins: {nowhere: {a: 1}}\n": "mkdocs.yml:3:11: error HB198 untrusted-code: the plugin `nowhere` would run",
    "theme: cinder\n": "mkdocs.yml:3:8: error HB198 untrusted-code: the theme `cinder` would run",
    "theme: {name: cinder}\n": "mkdocs.yml:3:15: error HB198 untrusted-code: the theme `cinder` would run",
    "theme: {name: material, custom_dir: own}\n": "mkdocs.yml:3:37: error HB198 untrusted-code: the template "
    "own/partials/nav.html would run",
    "theme: {name: material, static_templates: [a.txt]}\n": "mkdocs.yml:3:44: error HB198 untrusted-code: the template "
    "`a.txt` of the theme would run",
    "extra_templates: [a.txt]\n": "mkdocs.yml:3:19: error HB198 untrusted-code: the template `a.txt` would run",
    "site_dir: ../out\n": "mkdocs.yml:3:11: error HB198 untrusted-code: the site would be written to `../out`, outside "
    "of the handbook's folder",
}


@pytest.mark.parametrize("settings", RUNNING)
def test_what_would_run_is_refused_by_its_place(settings: str, tiny: MakeTiny) -> None:
    made = tiny({"mkdocs.yml": SETTINGS + settings, "own/partials/nav.html": "{{ 7 * 7 }}"})
    for command in ("build", "serve"):
        answer = made.run(command, *["--format", "concise"] * (command == "build"))
        assert answer.returncode == 2
        assert "--trust" in answer.stderr
        if command == "build":
            assert answer.stdout.startswith(RUNNING[settings])
        else:
            assert "HB198" in answer.stdout
    assert not (made.root / "site").exists()


TEMPLATE = {
    "mkdocs.yml": f"{SETTINGS}theme: {{name: material, custom_dir: own}}\n",
    "own/main.html": "<!doctype html><title>{{ 6 * 7 }}</title>{{ page.content }}",
}


def test_what_is_trusted_runs(tiny: MakeTiny) -> None:
    made = tiny(TEMPLATE)
    assert made.run("build", "--trust").returncode == 0
    assert "<title>42</title>" in made.site()


@pytest.mark.parametrize("named", [(), ("--root", "."), ("--root", "ROOT")])
def test_the_handbook_of_the_folder_we_stand_in_is_ours(named: tuple[str, ...], tiny: MakeTiny) -> None:
    made = tiny(TEMPLATE)
    options = [str(made.root) if one == "ROOT" else one for one in named]
    assert handbook("build", "--quiet", *options, cwd=made.root).returncode == 0
    assert "<title>42</title>" in made.site()


def test_data_alone_needs_no_trust(tiny: MakeTiny) -> None:
    """Settings that are handed to MkDocs, and run nothing."""
    more = "strict: false\nextra: {a: 1}\nhooks: [hook.py]\nmarkdown_extensions: [nowhere]\nvalidation: {nav: {}}\n"
    made = tiny({"mkdocs.yml": f"{SETTINGS}theme: {{name: material}}\n{more}", "hook.py": "raise SystemExit(9)"})
    assert made.run("build").returncode == 0


def test_modules_that_lie_in_a_handbook_are_not_loaded(tiny: MakeTiny) -> None:
    names = ("yaml", "jinja2", "lxml", "markdown", "argparse", "mkdocs", "nh3", "typst", "tomllib", "conftest")
    made = tiny({f"{name}.py": f"raise SystemExit('{name} ran')" for name in names})
    answer = handbook("build", "--quiet", cwd=made.root)
    assert (answer.returncode, answer.stderr) == (0, "")
    script = "from handbook_build.cli import run; run()"
    # As the program `handbook` is started: the folder we stand in is not on the path.
    command = [sys.executable, "-P", "-c", script, "check", "--quiet"]
    assert subprocess.run(command, cwd=made.root, check=False, timeout=300).returncode == 0


@pytest.mark.parametrize("place", ["../outside", "/etc", "nowhere", "link"])
def test_a_theme_of_another_folder_is_left_alone(place: str, tiny: MakeTiny, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.css").write_text("SECRET")
    made = tiny({"mkdocs.yml": f"{SETTINGS}theme: {{name: material, custom_dir: {place}}}\n"})
    (made.root / "link").symlink_to(tmp_path / "outside")
    assert [name for _, name in made.findings()] == ["setting-leads-out"]
    assert made.run("build", "--trust").returncode == 1
    assert not (made.root / "site").exists()


def test_a_link_in_a_theme_is_left_alone(tiny: MakeTiny, tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("SECRET")
    made = tiny({"mkdocs.yml": f"{SETTINGS}theme: {{name: material, custom_dir: own}}\n", "own/a.css": "a{}"})
    (made.root / "own/secret.css").symlink_to(tmp_path / "secret.css")
    assert made.findings() == [("own/secret.css:1:1", "unreadable-file")]


# Files


@pytest.fixture
def folder(tmp_path: Path) -> Tiny:
    made = Tiny(tmp_path / "root")
    made.write({"a/b.txt": "inside"})
    (tmp_path / "secret.txt").write_text("SECRET")
    return made


def test_files_and_links_within_a_folder_are_read(folder: Tiny) -> None:
    (folder.root / "c.txt").symlink_to("a/b.txt")
    (folder.root / "d").symlink_to(folder.root / "a")
    for name in ("a/b.txt", "c.txt", "d/b.txt", "./a/b.txt", "a/../a/b.txt"):
        assert read_below(folder.root, name) == b"inside"


def test_nothing_outside_is_read(folder: Tiny) -> None:
    (folder.root / "file").symlink_to(folder.root.parent / "secret.txt")
    (folder.root / "up").symlink_to(folder.root.parent)
    for name in (
        "file",
        "up/secret.txt",
        "../secret.txt",
        str(folder.root.parent / "secret.txt"),
        "a/../../secret.txt",
    ):
        with pytest.raises(LeadsOut):
            read_below(folder.root, name)


@pytest.mark.skipif(not reaching.BY_STEPS, reason="this system opens files by their whole path alone")
@pytest.mark.parametrize("swapped", ["a/b.txt", "a"])
def test_a_link_that_is_swapped_in_after_the_look_is_not_followed(
    swapped: str, folder: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the look says is played as if it had been before the swap."""
    (folder.root / "link").symlink_to("a/b.txt")
    seen = str(folder.root / "a/b.txt")
    (folder.root / swapped).rename(folder.root / "old")
    aim = folder.root.parent / ("secret.txt" if swapped != "a" else "")
    (folder.root / swapped).symlink_to(aim)
    real = {str(folder.root): str(folder.root)}
    monkeypatch.setattr(reaching.os.path, "realpath", lambda path, strict=False: real.get(str(path), seen))
    with pytest.raises(OSError, match=r"Too many|Not a directory|No such file"):
        read_below(folder.root, "link")
