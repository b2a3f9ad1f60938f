"""Our style sheet, scripts and fonts lie in a folder named by their contents, which a browser may keep for ever."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.tiny import SETTINGS, MakeTiny, Tiny

THEMED = f"{SETTINGS}theme: {{name: material, custom_dir: theirs}}\n"


def built(made: Tiny) -> Path:
    result = made.run("build", "--quiet", "--trust")
    assert result.returncode == 0, result.stdout + result.stderr
    return made.root / "site"


def lasting(site: Path) -> list[str]:
    return [path.name for path in (site / "assets").iterdir() if re.fullmatch("[0-9a-f]{16}", path.name)]


def loaded(site: Path, page: str = "index.html") -> list[Path]:
    """The files of ours that a page names, as they lie on the disk."""
    html = (site / page).read_text(encoding="utf-8")
    named = re.findall(r'(?:href|src|data-script)="([^"]*assets/[^"]*)"', html)
    # The page for what is not there is shown at any depth, so it names them from the root.
    found = (site / name[1:] if name.startswith("/") else (site / page).parent / name for name in named)
    return [Path(os.path.normpath(path)) for path in found]


def test_every_page_names_the_one_folder_and_all_that_it_names_is_there(tiny: MakeTiny) -> None:
    site = built(tiny({"mkdocs.yml": f"{SETTINGS}theme: {{name: material}}\nplugins: [search, handbook]\n"}))
    (folder,) = lasting(site)
    for page in ("index.html", "404.html", "glossary/index.html"):
        files = loaded(site, page)
        assert {"handbook.css", "handbook.js", "search.js"} <= {path.name for path in files}
        for path in files:
            assert path.is_file(), path
            assert folder in path.parts
    assert not (site / "assets/stylesheets").exists(), "nothing lies there twice"


def test_a_style_sheet_finds_its_fonts_beside_it(tiny: MakeTiny) -> None:
    site = built(tiny({}))
    (folder,) = lasting(site)
    styles = site / "assets" / folder / "stylesheets"
    named = re.findall(r"url\(([^)#]+)\)", (styles / "handbook.css").read_text(encoding="utf-8"))
    assert [name for name in named if not name.startswith("data:") and not (styles / name).is_file()] == []
    assert any(name.endswith(".woff2") for name in named)


def test_the_folder_keeps_its_name_until_one_of_its_files_changes(tiny: MakeTiny) -> None:
    """So nobody reads a new page by an old style sheet, and a browser fetches nothing again for nothing."""
    made = tiny({"mkdocs.yml": THEMED, "theirs/assets/ours.txt": "ours"})
    (before,) = lasting(built(made))
    made.write({"content/index.md": (made.root / "content/index.md").read_text() + "\nMore words.\n"})
    assert lasting(built(made)) == [before]
    made.write({"theirs/assets/javascripts/map.js": "// ours\n"})
    (after,) = lasting(built(made))
    assert after != before
    assert (made.root / "site/assets" / after / "javascripts/map.js").read_text() == "// ours\n"


def test_a_handbook_with_a_main_template_of_its_own_has_them_where_they_always_were(tiny: MakeTiny) -> None:
    main = '<!doctype html><html><head><link rel="stylesheet" href="{{ "assets/stylesheets/handbook.css" | url }}">'
    site = built(tiny({"mkdocs.yml": THEMED, "theirs/main.html": f"{main}</head><body>{{{{ page.content }}}}"}))
    assert lasting(site) == []
    assert [path.is_file() for path in loaded(site)] == [True]


def test_a_handbook_with_another_template_of_its_own_has_them_in_both_places(tiny: MakeTiny) -> None:
    """Its template may name the old address, or the new one by what it is told."""
    footer = (
        '<script src="{{ "assets/javascripts/map.js" | url }}"></script>'
        '<script src="{{ (book.assets ~ "/javascripts/map.js") | url }}"></script>'
    )
    site = built(tiny({"mkdocs.yml": THEMED, "theirs/partials/handbook/footer.html": footer}))
    maps = [path for path in loaded(site) if path.name == "map.js"]
    assert [path.is_file() for path in maps] == [True, True]
    assert maps[0] != maps[1]


def test_mkdocs_alone_makes_the_same_folder(tiny: MakeTiny) -> None:
    settings = f"{SETTINGS}docs_dir: content\ntheme: {{name: material}}\nplugins: [search, handbook]\n"
    made = tiny({"mkdocs.yml": settings})
    ours = lasting(built(made))
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(made.root / "other")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=made.root, capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert lasting(made.root / "other") == ours
