"""The rooms of the house: who imports whom, who touches files, and what we rest on."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import handbook_build

PACKAGE = Path(handbook_build.__file__).parent
PROJECT = PACKAGE.parent
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# Who may touch the file system, and for what.
TOUCHES_FILES = {
    "__main__.py": "takes the folder it is started in off the path of modules",
    "authoring/edits.py": "writes changed files, and tries a change on a copy",
    "authoring/migrating/migration.py": "looks whether the folder for a new handbook is empty",
    "authoring/migrating/plain_site.py": "looks where a site keeps the texts that it brings in",
    "authoring/migrating/works.py": "finds the works of a site",
    "authoring/starting.py": "writes new pages, handouts and terms",
    "binding/epub.py": "reads the style sheet that comes with the package",
    "cache.py": "keeps results between builds",
    "citing/program.py": "hands pandoc its files in a temporary folder",
    "citing/style.py": "reads the citation styles that come with the package",
    "cli.py": "gives up a broken pipe",
    "commands/__init__.py": "finds the handbook's folder",
    "commands/console.py": "reads a file that is named to a command",
    "content.py": "reads the handbook",
    "isolation.py": "ends a process that was split off",
    "program.py": "looks at the program's own files, to know it from another version of it",
    "pressing/contact.py": "reads and renews the approved pictures of sheets",
    "pressing/crew.py": "asks whether the process that started it is still there",
    "pressing/ledger.py": "keeps account of the sheets of each practice",
    "pressing/orders.py": "finds the practices, and the folder for their sheets",
    "pressing/single.py": "finds the practice of the handbook",
    "pressing/work.py": "puts sheets in their place",
    "publishing.py": "looks at the site that stands before another takes its place",
    "reaching.py": "opens files below a folder, and follows no link out of it",
    "record.py": "looks at what a build reads, and keeps account of it",
    "preview.py": "makes what a preview needs as files",
    "serving.py": "watches what is saved",
    "stages.py": "makes and clears the folders in which sites are made",
    "staging.py": "writes the site",
    "swapping.py": "puts a finished site in its place",
    "workshop.py": "has one build at work at a time",
    "environment.py": "looks whether there is a handbook",
    "explaining.py": "reads what the files of the checks say of themselves",
    "printing/engine.py": "reads the print templates that come with the package",
    "printing/filling/field_font.py": "reads the font in which forms are filled in",
    "printing/typefaces.py": "reads the fonts that come with the package",
    "verifying/folder.py": "reads a finished site",
    "web/theme.py": "finds the theme that comes with the package",
    "web/zensical/bodies.py": "reads the bodies that were laid beside the pages",
    "web/zensical/program.py": "starts Zensical",
    "web/zensical_engine.py": "gives Zensical its files, and takes those that it made",
}
# The attributes by which the standard library reaches files; `replace` and `exists` mean other things too.
FILE_METHODS = frozenset(
    "read_text read_bytes write_text write_bytes mkdir rmdir unlink rename touch symlink_to hardlink_to chmod stat "
    "lstat iterdir glob rglob is_file is_dir is_symlink resolve".split()
)
FILE_MODULES = frozenset(("os", "shutil", "tempfile", "glob", "fileinput"))
# Parts of `os` that touch no file.
HARMLESS = frozenset(("environ", "cpu_count", "fsencode", "fspath"))
THIRD_PARTY = frozenset(
    (
        "PIL bibtexparser brotli docx jinja2 lxml markdown mkdocs nh3 pikepdf pylatexenc pymdownx segno "
        "snowballstemmer typst yaml"
    ).split()
)


def parsed(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def imported(module: str) -> Iterator[str]:
    """The full names of the modules that a module imports, inside functions too."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def file_access(module: str) -> Iterator[str]:
    """What a module does with files, as `name, line`."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
            yield f"open, line {node.lineno}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILE_METHODS:
            yield f".{node.func.attr}, line {node.lineno}"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in FILE_MODULES:
            if node.attr not in HARMLESS:
                yield f"{node.value.id}.{node.attr}, line {node.lineno}"
        elif isinstance(node, ast.ImportFrom) and node.module in FILE_MODULES:
            yield from (f"from {node.module}, line {node.lineno}" for alias in node.names if alias.name not in HARMLESS)


def test_the_contracts_between_rooms_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`.importlinter` says which; `lint-imports` prints the same."""
    monkeypatch.chdir(PROJECT)
    broken = lint_imports(config_filename=str(PROJECT / ".importlinter"), no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


def test_the_core_touches_no_file() -> None:
    found = {module: list(file_access(module)) for module in MODULES if module not in TOUCHES_FILES}
    assert {module: places for module, places in found.items() if places} == {}


def test_every_door_to_the_file_system_is_used() -> None:
    """A door that is used no more is taken off the list."""
    assert [module for module in TOUCHES_FILES if not list(file_access(module))] == []


def test_we_rest_on_these_packages_and_no_others() -> None:
    names = {name.split(".")[0] for module in MODULES for name in imported(module)}
    assert names - set(sys.stdlib_module_names) - {"handbook_build"} == THIRD_PARTY


def test_the_model_rests_on_the_standard_library_alone() -> None:
    for module in MODULES:
        if module.startswith("model/") or module in ("locations.py", "diagnostics.py"):
            ours = {name for name in imported(module) if name.startswith("handbook_build")}
            others = {name.split(".")[0] for name in imported(module)} - {"handbook_build"}
            assert others <= set(sys.stdlib_module_names), module
            assert all(
                name.startswith(("handbook_build.model", "handbook_build.locations", "handbook_build.diagnostics"))
                for name in ours
            ), module


def test_a_command_loads_nothing_before_it_runs() -> None:
    """So --help and a slip of the hand are answered at once, however many commands there are."""
    for module in MODULES:
        if module.startswith("commands/"):
            heads = [node for node in parsed(module).body if isinstance(node, ast.Import | ast.ImportFrom)]
            names = {node.module or "" for node in heads if isinstance(node, ast.ImportFrom)}
            names |= {alias.name for node in heads if isinstance(node, ast.Import) for alias in node.names}
            others = {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
            assert others <= {"handbook_build.commands"}, module


# `handbook references resolve`, which says that it uses the network before it does.
FETCHES = {"resolving.py"}


def test_nothing_is_fetched_and_nothing_evaluated() -> None:
    for module in MODULES:
        fetching = {"urllib.request", "http.client", "socket"} & set(imported(module))
        assert bool(fetching) == (module in FETCHES), module
        # It reads none but values of the model (tests/test_keeping.py).
        kept = set() if module == "keeping.py" else {"pickle"}
        assert not {*kept, "marshal"} & set(imported(module)), module
        calls = {
            node.func.id
            for node in ast.walk(parsed(module))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"eval", "exec", "compile", "__import__"}, module
