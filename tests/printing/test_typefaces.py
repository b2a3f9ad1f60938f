"""The typefaces that lie with the press."""

from __future__ import annotations

import typst

from handbook_build.printing.typefaces import FAMILIES, FOLDER, faces, repertoires, unwritable


def test_typst_knows_every_family_and_no_other() -> None:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    assert sorted(found.families()) == sorted(FAMILIES)


def test_every_family_has_its_licence() -> None:
    named = {path.name.split("-")[0] for path in FOLDER.glob("*.ttf")}
    assert named == {path.name.removesuffix("-OFL.txt") for path in FOLDER.glob("*-OFL.txt")}


def test_they_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3_000_000


def test_what_each_can_write() -> None:
    letters = ("é", "Ж", "ب", "ש", "\U0001f600")
    assert [ord(letter) in family for letter, family in zip(letters, repertoires(), strict=True)] == [True] * 5


def test_runs_keep_every_character() -> None:
    words = " a  Łódź,\nTiếng → Việt\u00a0x "
    assert "".join(run for run, _ in faces(words)) == words


def test_unwritable_characters_are_told_once() -> None:
    assert unwritable("a漢b字漢\u200d\n") == "漢字"
