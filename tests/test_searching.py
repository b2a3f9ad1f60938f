"""What the build knows for search: words, what people say for a place, and the index that is made of both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook_build.searching.index import Place, SearchedPage, as_script, search_index
from handbook_build.searching.packing import letters_of
from handbook_build.searching.words import Kinship, words_of
from tests.search_index import index_of, numbers_of, values_of
from tests.tiny import BASE, SETTINGS, MakeTiny, Tiny, handbook, page

THEME = f"{SETTINGS}theme: {{name: material}}\n"
SEARCHED = f"{THEME}plugins: [search, handbook]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I can’t, and I don't.", ["i", "cant", "and", "i", "dont"]),
        ("The client's own; clients’ own", ["the", "client", "own", "clients", "own"]),
        ("Café, NAÏVE, Flückiger", ["cafe", "naive", "fluckiger"]),
        ("self-harm at 10:30, r = .278", ["self", "harm", "at", "10", "30", "r", "278"]),
        ("שָׁלוֹם سَلام", ["שלום", "سلام"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("信頼関係 と trust", ["信頼", "頼関", "関係", "と", "trust"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words_as_people_type_them(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("language", "alike"),
    [
        ("en-GB", "counsellor counselor counsellors"),
        ("en-GB", "judgement judgment"),
        ("en-GB", "cancelled canceled cancelling"),
        ("en-GB", "behaviour behavior behaviours"),
        ("en-GB", "organise organize organisation organization"),
        ("en", "centre center centres"),
        ("en", "programme program"),
        ("en", "practise practice practising"),
        ("de", "Beziehung Beziehungen"),
        ("fr", "continuer continue continuait"),
    ],
)
def test_forms_of_a_word_count_as_one(language: str, alike: str) -> None:
    kinship = Kinship(language)
    assert len({kinship.of(word.lower()) for word in alike.split()}) == 1


@pytest.mark.parametrize("different", ["four for", "hour her", "course corse", "trust truth", "prize price"])
def test_other_words_stay_apart(different: str) -> None:
    kinship = Kinship("en-GB")
    assert len({kinship.of(word) for word in different.split()}) == 2


def test_a_language_that_nobody_knows_keeps_its_words_as_they_are() -> None:
    assert [Kinship("tlh").of(word) for word in ("colours", "running")] == ["colours", "running"]


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_come_back_from_letters(numbers: list[int]) -> None:
    letters = letters_of(numbers)
    assert numbers_of(letters) == numbers
    assert letters.isascii()
    assert not set(letters) & set(" \"'\\<&\n")


def made(*places: Place, alike: tuple[tuple[str, ...], ...] = ()) -> dict[str, Any]:
    return search_index([SearchedPage("a/", "About")], places, alike, Kinship("en"))


def kind_of(index: dict[str, Any], word: str) -> int:
    return next(at for at, forms in enumerate(index["words"].split("\n")) if word in forms.split())


def test_each_word_leads_to_the_places_that_have_it_the_title_before_the_text() -> None:
    """Places are told by the distance from the one before, with the weight of the word in one of six steps."""
    index = made(
        Place(0, "", "About", "trust and more"), Place(0, "b", "Trust", "other words"), Place(0, "c", "C", "x")
    )
    first, second = numbers_of(index["text"].split(" ")[kind_of(index, "trust")])
    assert (first // 6, second // 6) == (0, 0), "the first two places"
    assert first % 6 < second % 6


def test_what_people_say_is_kept_by_its_rarest_words() -> None:
    says = ("my own private gloomy foggy tuesday", "tuesday")
    index = made(Place(0, "", "About", "words", says=says), Place(0, "b", "B", "words", says=("my own private words",)))
    first, second = index["says"].split(" ")
    assert [numbers_of(first)[0], numbers_of(second)[0]] == [4, 4]
    names = [forms.split()[0] for forms in index["words"].split("\n")]
    numbers = numbers_of(first)
    at = [numbers[1], numbers[1] + numbers[2] + 1]
    assert {names[one] for one in at} <= {"foggy", "gloomy", "tuesday", "private", "own", "my"}


def test_words_for_one_another_are_told_even_when_no_page_has_them() -> None:
    index = made(Place(0, "", "About", "my mother"), alike=(("mother", "mum", "mam"),))
    group = numbers_of(index["alike"][0])
    assert sorted(index["words"].split("\n")[one] for one in group) == ["mam", "mother", "mum"]


def test_the_script_holds_nothing_that_could_end_or_run_it() -> None:
    wild = '</script> "quoted" \\ \u2028 ${x} <!--'
    script = as_script(made(Place(0, "", wild, wild)), "handbookIndex")
    assert "\u2028" not in script
    assert values_of(script)["places"][0][2] == wild


def test_the_same_handbook_gives_the_same_index(tmp_path: Path) -> None:
    """In another process, where sets have another order."""
    found = set()
    for seed in ("1", "2", "3"):
        made = Tiny(tmp_path / seed)
        made.write(
            {**BASE, "mkdocs.yml": SEARCHED, "content/trust.md": page("trust", "Trust grows between two people.")}
        )
        built = handbook("build", "--root", str(made.root), PYTHONHASHSEED=seed)
        assert built.returncode == 0, built.stdout + built.stderr
        found.add((made.root / "site/search/index.js").read_bytes())
    assert len(found) == 1


def test_phrases_stand_at_the_place_that_they_name(tiny: MakeTiny) -> None:
    phrases = """phrases:
  - to: hello
    says: [good morning vietnam]
  - to: term-barrier
    says: hurdle
"""
    terms = "terms:\n  - id: barrier\n    preferred: barrier\n    definition: A hurdle.\n    source: handbook\n"
    made = tiny(
        {
            **BASE,
            "mkdocs.yml": SEARCHED,
            "content/start.md": page("begin", "## Hello {#hello}\n\nA barrier.\n"),
            "content/terms.yml": terms,
            "content/phrases.yml": phrases,
        }
    )
    built = made.run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    index = index_of(made.root / "site")
    said = [place[1] for place, words in zip(index["places"], index["says"].split(" "), strict=True) if words]
    assert said == ["hello", "term-barrier"]


def test_without_the_setting_there_is_no_search_and_no_index(tiny: MakeTiny) -> None:
    made = tiny({**BASE, "mkdocs.yml": f"{THEME}plugins: [handbook]\n"})
    assert made.run("build").returncode == 0
    assert not (made.root / "site/search").exists()
    assert 'id="find"' not in (made.root / "site/index.html").read_text(encoding="utf-8")


def test_nothing_of_materials_search_is_left_where_ours_answers(built_site: Path) -> None:
    assert not (built_site / "search/search_index.json").exists()
    assert not list((built_site / "assets").rglob("search.*.min.js"))
    assert not list((built_site / "assets").rglob("lunr*"))


def test_lists_of_everything_are_found_by_their_name_and_not_by_what_they_list(built_site: Path) -> None:
    index = index_of(built_site)
    pages = [address for address, *_ in index["pages"]]
    places = [pages[page] for page, *_ in index["places"]]
    assert [places.count(address) for address in ("concept-map/", "references/", "a-to-z/", "outcomes/")] == [1] * 4


def test_words_of_danger_come_with_the_tool_in_english_alone(tiny: MakeTiny) -> None:
    english = tiny({}).load()
    assert [alarm.name for alarm in english.urgent.alarms] == ["crisis", "abuse", "harmed"]
    assert english.flaws == ()
    polish = tiny({"mkdocs.yml": f"{SETTINGS}theme: {{name: material, language: pl}}\n"}).load()
    assert polish.urgent.alarms == ()


def test_a_handbooks_own_words_of_danger_take_the_place_of_those(tiny: MakeTiny) -> None:
    own = "urgent:\n  - name: kryzys\n    tells: Nie jesteś sam.\n    says: [samobójstwo]\n"
    urgent = tiny({"content/urgent.yml": own}).load().urgent
    assert [(alarm.name, alarm.says[0].words) for alarm in urgent.alarms] == [("kryzys", "samobójstwo")]
