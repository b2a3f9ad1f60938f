"""The wheel and the sdist: they hold what is needed and nothing else, install, upgrade and go without a trace."""

from __future__ import annotations

import re
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from packaging.requirements import Requirement

from handbook_build import __version__
from tests.packages import (
    PROJECT,
    Installed,
    beside_our_packages,
    build,
    checkout,
    files_below,
    handbook_elsewhere,
    run,
    site_of,
)
from tests.tiny import handbook

NAME = "working_relationship_handbook"
INFO = f"{NAME}-{__version__}.dist-info"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist, and the wheel made from it, as `python -m build` makes them."""
    folder = tmp_path_factory.mktemp("packages")
    return build(checkout(folder / "checkout"), folder / "out")


@pytest.fixture(scope="module")
def installed(packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = beside_our_packages(tmp_path_factory.mktemp("installed") / "venv")
    made.pip("install", "--quiet", "--no-deps", "--no-index", str(packages["whl"]))
    return made


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_has_the_package_and_the_theme_and_nothing_else(packages: dict[str, Path]) -> None:
    ours = {
        f"{inside}{path.relative_to(PROJECT / folder).as_posix()}"
        for folder, inside in (("handbook_build", "handbook_build/"), ("overrides", "handbook_build/overrides/"))
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names(packages["whl"]) if not name.startswith(INFO)} == ours
    for one in ("py.typed", "overrides/main.html", "searching/urgent.yml", "citing/styles/apa.csl", "binding/book.css"):
        assert f"handbook_build/{one}" in ours


def test_the_sdist_has_what_the_wheel_is_made_from_and_what_tests_it(packages: dict[str, Path]) -> None:
    with tarfile.open(packages["gz"]) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    for path in ("pyproject.toml", "tests/tiny.py", "content/index.md", "schemas/page.schema.json", "UPGRADING.md"):
        assert path in inside
    assert not [name for name in inside if re.search(r"__pycache__|\.pyc$|(^|/)(site|\.handbook|\.venv)/", name)]


def test_a_wheel_from_the_checkout_is_the_one_from_the_sdist(packages: dict[str, Path], tmp_path: Path) -> None:
    """And both come out the same in another folder."""
    other = checkout(tmp_path / "another place" / "copy")
    again = build(other, tmp_path / "out", "--wheel", "--sdist")
    assert again["whl"].read_bytes() == packages["whl"].read_bytes()
    assert again["gz"].read_bytes() == packages["gz"].read_bytes()


def test_the_metadata_are_valid_and_name_every_licence(packages: dict[str, Path]) -> None:
    with zipfile.ZipFile(packages["whl"]) as archive:
        told = Metadata.from_email(archive.read(f"{INFO}/METADATA"), validate=True)
        for file in told.license_files or ():
            assert archive.read(f"{INFO}/licenses/{file}") == (PROJECT / file).read_bytes()
        points = archive.read(f"{INFO}/entry_points.txt").decode()
    assert set(told.license_files or ()) == {"LICENSE", "LICENSE-CONTENT", "THIRD-PARTY.md"}
    assert told.license_expression == "MIT AND CC-BY-4.0 AND OFL-1.1 AND CC-BY-SA-3.0"
    assert told.description_content_type == "text/markdown"
    assert told.description == (PROJECT / "README.md").read_text(encoding="utf-8")
    assert "handbook = handbook_build.cli:run" in points
    assert "handbook = handbook_build.web.plugin:HandbookPlugin" in points


def test_it_runs_where_nothing_of_the_checkout_is(installed: Installed, tmp_path: Path) -> None:
    assert installed.handbook("--version", cwd=tmp_path) == f"handbook {__version__}\n"
    place = run([installed.python, "-c", "import handbook_build; print(handbook_build.__file__)"], tmp_path)
    assert Path(place.strip()).is_relative_to(installed.folder)


def test_every_package_that_it_asks_for_is_one_that_the_tests_have(installed: Installed) -> None:
    """The trial `packages` asks the same of an environment that has nothing but the lock."""
    asked = metadata.Distribution.at(installed.packages / INFO).requires or []
    for requirement in (Requirement(one) for one in asked):
        if requirement.marker is None:
            assert requirement.specifier.contains(metadata.version(requirement.name), prereleases=True), requirement


@pytest.mark.parametrize("name", ["handbooks/smallest", "cases/base"])
def test_it_builds_the_site_that_the_checkout_builds(name: str, installed: Installed, tmp_path: Path) -> None:
    ours = handbook_elsewhere(tmp_path / "ours", name)
    result = handbook("build", "--quiet", "--root", str(ours))
    assert result.returncode == 0, result.stdout + result.stderr
    assert site_of(installed, handbook_elsewhere(tmp_path / "theirs", name)) == files_below(ours / "site")


def test_mkdocs_finds_the_plugin_of_the_package(installed: Installed, tmp_path: Path) -> None:
    root = handbook_elsewhere(tmp_path / "site", "ordinary")
    settings = root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}  - handbook: {{pages: ordinary}}\n", encoding="utf-8")
    run([installed.python, "-m", "mkdocs", "build", "--strict", "--quiet"], root)
    assert "handbook-term" in (root / "site/index.html").read_text(encoding="utf-8")


def test_it_goes_over_an_older_version_and_leaves_nothing_behind(packages: dict[str, Path], tmp_path: Path) -> None:
    older = checkout(tmp_path / "older")
    head = older / "handbook_build/__init__.py"
    head.write_text(head.read_text(encoding="utf-8").replace(f'"{__version__}"', '"0.0.1"'), encoding="utf-8")
    (older / "handbook_build/of_old.py").write_text('"""It is gone in the new version."""\n', encoding="utf-8")
    wheel = build(older, tmp_path / "out", "--wheel")["whl"]
    made = beside_our_packages(tmp_path / "venv")
    before = files_below(made.folder)
    made.pip("install", "--quiet", "--no-deps", "--no-index", str(wheel))
    assert made.handbook("--version", cwd=tmp_path) == "handbook 0.0.1\n"
    made.pip("install", "--quiet", "--no-deps", "--no-index", "--upgrade", str(packages["whl"]))
    assert made.handbook("--version", cwd=tmp_path) == f"handbook {__version__}\n"
    assert not (made.packages / "handbook_build/of_old.py").exists()
    site_of(made, handbook_elsewhere(tmp_path / "handbook", "handbooks/smallest"))
    made.pip("uninstall", "--quiet", "--yes", NAME)
    assert files_below(made.folder).keys() == before.keys()
    assert not (made.packages / "handbook_build").exists()
