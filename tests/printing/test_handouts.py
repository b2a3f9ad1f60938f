"""The sheets of the handbook itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from handbook_build.assembly import load
from handbook_build.content import read_asset
from handbook_build.editions.recall import standing_of_sheet
from handbook_build.handouts import help_line
from handbook_build.model.citation import Citation
from handbook_build.model.form import A4, LETTER, Form
from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Nodes, Text
from handbook_build.printing.engine import Press
from handbook_build.printing.handouts import handout_sheets, short_address
from handbook_build.printing.line import words_of
from handbook_build.printing.sheet import Sheet
from handbook_build.printing.tree import print_tree
from tests.tiny import TODAY

from .reading import text_of_pdf

ROOT = Path(__file__).parents[2]


class Keys:
    """A bibliography that shows keys."""

    def citation(self, citation: Citation) -> Nodes:
        return (Text(f"({', '.join(item.key for item in citation.items)})"),)

    def reference(self, key: str) -> Nodes:
        return (Text(f"{key}. A work."),)

    def ordered(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set(keys)))


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load(ROOT, {**TODAY, "HANDBOOK_SITE_URL": "https://example.org/"})


@pytest.fixture(scope="module")
def sheets(handbook: Handbook) -> dict[str, Sheet]:
    def picture(path: str) -> bytes:
        return read_asset(ROOT, handbook.settings.content, path)

    made = handout_sheets(handbook, Keys(), lambda place: f"https://example.org/{place}", picture)
    return {sheet.id: sheet for sheet in made}


@pytest.mark.parametrize("form", [A4, LETTER], ids=lambda form: form.name)
@pytest.mark.parametrize("name", ["H01", "H06", "H10", "H12"])
def test_each_fits_its_pages(press: Press, handbook: Handbook, sheets: dict[str, Sheet], name: str, form: Form) -> None:
    handout = next(document for document in handbook.handouts if document.id == name)
    printed = press.print(sheets[name], form)
    text = text_of_pdf(printed.pdf)
    assert printed.pages <= handout.front.max_pages
    assert handout.front.title in text
    standing = standing_of_sheet(handbook, name)
    edition = f" edition {standing.name}," if standing.edition else ""
    assert f"{name},{edition} reviewed 22 November 2026." in text


def test_the_picture_of_a_sheet_comes_with_it(sheets: dict[str, Sheet]) -> None:
    assert list(sheets["H06"].pictures) == ["images/alliance-triad.svg"]


def test_the_foot_tells_the_permanent_address_since_paper_lasts_longer_than_places(handbook: Handbook) -> None:
    assert short_address(handbook, "holidays-and-planned-breaks") == "example.org/s/holidays-and-planned-breaks/"
    assert short_address(handbook, "break-feelings") == "example.org/s/break-feelings/"
    assert short_address(handbook, "no-such-place") == ""


def test_without_a_public_address_the_path_alone_is_told() -> None:
    unset = load(ROOT, TODAY)
    assert short_address(unset, "trust").endswith("/working-together/trust/")


def test_the_help_line_names_numbers_and_the_day_they_were_checked(handbook: Handbook) -> None:
    assert words_of(print_tree(help_line(handbook))) == (
        "In danger now (United Kingdom): 999. To talk, day and night, free: Samaritans 116 123. "
        "Numbers checked 22 November 2026. More numbers: example.org/help-now/"
    )


def test_words_and_sources_are_those_of_the_sheet(tmp_path: Path) -> None:
    handout = (
        "---\nid: H50\ntitle: One\nsummary: s\naudience: [client]\nsection: trust\nmax-pages: 1\n"
        "authors: [a]\nreviewed: 2026-11-22\nnext-review: 2027-05-22\n---\n"
        "Empathy, then congruence, then empathy again [@rogers-1957].\n"
    )
    (tmp_path / "content/handouts").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: H\ndocs_dir: content\n", encoding="utf-8")
    (tmp_path / "content/handouts/H50.md").write_text(handout, encoding="utf-8")
    for name in ("terms.yml", "references.json"):
        (tmp_path / "content" / name).write_bytes((ROOT / "content" / name).read_bytes())
    (made,) = handout_sheets(load(tmp_path, TODAY), Keys(), lambda place: "", lambda path: b"")
    assert [term for term, _ in made.words] == ["empathy", "congruence"]
    assert [words_of(source) for source in made.sources] == ["rogers-1957. A work."]
    assert words_of(made.body) == "Empathy, then congruence, then empathy again (rogers-1957)."
