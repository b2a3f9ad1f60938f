"""`handbook fix`: what it mends, what it leaves to a person, and what it never touches."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handbook_build import cli
from handbook_build.authoring.edits import write
from handbook_build.authoring.fixing import mend
from handbook_build.blocks import block_specs
from handbook_build.faults import MachineFault
from handbook_build.terminology.linking import WORDED_OPTIONS
from handbook_build.terminology.rewording import takes_an
from tests.tiny import TODAY, MakeTiny, Tiny, handout, page

CLEAN, FINDINGS, WRONG_USE, FAULT = 0, 1, 2, 3
PAGE = "content/page.md"
TERMS = """terms:
  - id: working-alliance
    preferred: working alliance
    deprecated:
      - form: treatment alliance
        reason: a dated name
        replace: true
      - form: alliance instrument
        reason: too grand
        replace: true
    definition: A bond between two people who agree on what they do.
    source: handbook
  - id: rupture
    preferred: rupture
    deprecated:
      - form: split personality
        reason: names a person by a mistake
        replace: false
    definition: A strain between two people who work together.
    source: handbook
  - id: counsellor
    preferred: counsellor
    admitted: [counselling guide]
    american: [counselor, counseling guide]
    definition: Somebody trained to listen and to help.
    source: handbook
"""
WORK = '[{"id": "a-2001", "type": "book", "title": "The Treatment Alliance", "author": [{"family": "A"}]}]'


def handbook_with(tiny: MakeTiny, body: str, **files: str) -> Tiny:
    return tiny({"content/terms.yml": TERMS, PAGE: page("page", body), **files})


def fixed(made: Tiny) -> int:
    return cli.main(["fix", "--root", str(made.root)])


def body_of(made: Tiny) -> str:
    return (made.root / PAGE).read_text(encoding="utf-8").partition("---\n\n")[2].rstrip("\n")


# The words, before and after.
MENDED = {
    "a form to avoid": ("A treatment alliance.", "A working alliance."),
    "at the start of a sentence": ("Treatment alliance is a name.", "Working alliance is a name."),
    "in capitals": ("THE TREATMENT ALLIANCE HELPS.", "THE WORKING ALLIANCE HELPS."),
    "with a capital for each word": ("The Treatment Alliance", "The Working Alliance"),
    "a plural": ("Two treatment alliances.", "Two working alliances."),
    "a possessive": ("The treatment alliance's end.", "The working alliance's end."),
    "a curly possessive": ("The treatment alliance’s end.", "The working alliance’s end."),
    "an article that turns": ("An alliance instrument.", "A working alliance."),
    "an article before emphasis": ("It is an *alliance instrument*.", "It is a *working alliance*."),
    "an article before a link": ("See an [alliance instrument](#start).", "See a [working alliance](#start)."),
    "over a line break": ("A treatment\nalliance helps.", "A working\nalliance helps."),
    "over a line break in a list": ("- a treatment\n  alliance helps", "- a working\n  alliance helps"),
    "in a table": (
        "| a | b |\n|---|---|\n| treatment alliance | x |",
        "| a | b |\n|---|---|\n| working alliance | x |",
    ),
    "in a heading": ("## A treatment alliance {#one}", "## A working alliance {#one}"),
    "in the title of a block": (
        "/// example | The treatment alliance\nText.\n///",
        "/// example | The working alliance\nText.\n///",
    ),
    "for a picture": ("![A treatment alliance](x.svg)", "![A working alliance](x.svg)"),
    "American spelling": ("A counselor's counselors.", "A counsellor's counsellors."),
    "American spelling of another form": ("A counseling guide.", "A counselling guide."),
    "joined by a hyphen": ("The working-alliance is theirs.", "The working alliance is theirs."),
    "joined, with a capital and a possessive": ("Working-alliance’s end.", "Working alliance’s end."),
    "at the very end": ("It is a treatment alliance", "It is a working alliance"),
}
LEFT = {
    "a quotation": "> A treatment alliance and a counselor.",
    "a quotation in a line": "She said <q>a treatment alliance</q>.",
    "in quotation marks": 'She called it "a treatment *alliance* or treatment alliance" then.',
    "in single quotation marks": "She called it 'a treatment alliance' then.",
    "code": "Write `treatment alliance`.\n\n```\ntreatment alliance\n```",
    "the address of a link": "See [it](https://example.org/treatment%20alliance 'x').",
    "the title of a work": "In *The Treatment Alliance* it is told.",
    "an address that is written out": "See https://example.org/counselor?a, www.counselor.org and a@counselor.org.",
    "a mail address": "Write to counselor@example.org.",
    "the name of a file": "It is in notes/counselor.md.",
    "quotation marks of other languages": "«A counselor», „a counselor“, »a counselor«, ”a counselor”, 「counselor」.",
    "a quotation with a sign before each mark": '\\"A counselor\\" he said.',
    "a hyphen before a noun": "The working-alliance scores.",
    "a hyphen in quotation marks": 'She wrote "the working-alliance is theirs".',
    "a phrase that asks for a new sentence": "A split personality.",
    "part of a longer word": "A pre-treatment-alliance time.",
    "a comment": "<!-- treatment alliance -->",
}


@pytest.mark.parametrize("case", MENDED)
def test_what_is_mended(case: str, tiny: MakeTiny) -> None:
    before, after = MENDED[case]
    made = handbook_with(tiny, before, **{"content/x.svg": "<svg/>"})
    fixed(made)
    assert body_of(made) == after


@pytest.mark.parametrize("case", LEFT)
def test_what_is_left_alone(case: str, tiny: MakeTiny) -> None:
    made = handbook_with(tiny, LEFT[case], **{"content/references.json": WORK})
    fixed(made)
    assert body_of(made) == LEFT[case]


def test_titles_summaries_options_and_handouts_are_mended(tiny: MakeTiny) -> None:
    head = "title: 'Treatment alliance: what it is'\nsummary: >\n  An alliance instrument,\n  said a counselor.\n"
    text = page("page").replace("title: Page\nsummary: What this page says.\n", head)
    say = "/// say\n    who: client\n    why: it mends a treatment alliance\nWords.\n///\n\nA treatment alliance."
    made = tiny(
        {
            "content/terms.yml": TERMS,
            PAGE: text,
            "content/other.md": page("other", say),
            "content/handouts/H01.md": handout("H01", "page", "## The treatment alliance"),
        }
    )
    fixed(made)
    assert "title: 'Working alliance: what it is'\nsummary: >\n  A working alliance,\n  said a counsellor.\n" in (
        made.root / PAGE
    ).read_text(encoding="utf-8")
    other = (made.root / "content/other.md").read_text(encoding="utf-8")
    assert "    who: client\n    why: it mends a working alliance\n" in other
    assert "## The working alliance" in (made.root / "content/handouts/H01.md").read_text(encoding="utf-8")


def test_definitions_and_notes_are_mended_where_the_place_is_certain(tiny: MakeTiny) -> None:
    definition = "definition: A strain between two people who work together."
    notes = (
        "definition: >\n      A strain in the\n      treatment alliance, as a counselor says.\n"
        "    scope-note: 'Not every working-alliance is strained. Some say \"treatment alliance\".'"
    )
    made = tiny({"content/terms.yml": TERMS.replace(definition, notes), PAGE: page("page", "A rupture.")})
    fixed(made)
    text = (made.root / "content/terms.yml").read_text(encoding="utf-8")
    assert "in the\n      working alliance, as a counsellor says.\n" in text
    assert "'Not every working alliance is strained. Some say \"treatment alliance\".'" in text


def test_a_title_gets_quotation_marks_where_the_new_words_need_them(tiny: MakeTiny) -> None:
    terms = TERMS.replace("preferred: working alliance", "preferred: 'alliance: the work'")
    made = tiny({"content/terms.yml": terms, PAGE: page("page", title="The treatment alliance")})
    fixed(made)
    assert "title: 'The alliance: the work'\n" in (made.root / PAGE).read_text(encoding="utf-8")


RELATED = """terms:
  - id: trust
    preferred: trust
    definition: Leaning on somebody.
    source: handbook
    related: [bond, rupture, hope, tie]
  - id: bond
    preferred: bond
    definition: >
      A tie between
      two people.
    source: handbook
    link: asked
  - id: rupture
    preferred: rupture
    definition: A strain.
    source: handbook
    related:
      - hope    # what helps
  - id: hope
    preferred: hope
    definition: Seeing a way.
    source: handbook
    related: rupture
  - {id: tie, preferred: tie, definition: A string., source: handbook, related: [hope]}
"""


def test_the_other_half_of_a_relation_is_added_in_the_way_the_entry_is_written(tiny: MakeTiny) -> None:
    made = tiny({"content/terms.yml": RELATED, PAGE: page("page", "Trust, a bond, a rupture, hope, a tie.")})
    assert fixed(made) == CLEAN
    text = (made.root / "content/terms.yml").read_text(encoding="utf-8")
    assert "    source: handbook\n    related: [trust]\n    link: asked\n" in text
    assert "      - hope    # what helps\n      - trust\n" in text
    assert "    related: [rupture, trust, tie]\n" in text
    assert "related: [hope, trust]}\n" in text
    assert made.findings() == []


def test_two_entries_that_contradict_each_other_are_left_to_a_person(tiny: MakeTiny) -> None:
    terms = RELATED.replace("related: [bond, rupture, hope, tie]", "broader: [bond]").replace(
        "    link: asked", "    broader: [trust]"
    )
    made = tiny({"content/terms.yml": terms, PAGE: page("page", "Trust, a bond, a rupture, hope, a tie.")})
    fixed(made)
    assert "narrower" not in (made.root / "content/terms.yml").read_text(encoding="utf-8")


def test_a_finding_that_is_allowed_is_not_mended(tiny: MakeTiny) -> None:
    body = "<!-- allow deprecated-form: a name of its time -->\nThe treatment alliance.\n\nA treatment alliance."
    made = handbook_with(tiny, body)
    fixed(made)
    assert body_of(made) == body.replace("A treatment", "A working")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_every_other_byte_stays(line_end: str, mark: bytes, tiny: MakeTiny) -> None:
    text = page("page", "Trailing spaces  \n\n\tTabs and é 👋.\n\nThe treatment\nalliance.\n\n\nEnd").rstrip("\n")
    made = handbook_with(tiny, "")
    made.write({PAGE: mark + text.replace("\n", line_end).encode()})
    fixed(made)
    expected = text.replace("treatment\nalliance", "working\nalliance").replace("\n", line_end)
    assert (made.root / PAGE).read_bytes() == mark + expected.encode()


@pytest.mark.skipif(os.name == "nt", reason="needs Unix permissions")
def test_permissions_and_links_stay(tiny: MakeTiny) -> None:
    made = handbook_with(tiny, "A treatment alliance.")
    (made.root / PAGE).rename(made.root / "real.md")
    (made.root / "real.md").chmod(0o640)
    (made.root / PAGE).symlink_to(Path("..", "real.md"))
    fixed(made)
    assert (made.root / PAGE).is_symlink()
    assert (made.root / "real.md").stat().st_mode & 0o777 == 0o640
    assert body_of(made) == "A working alliance."
    assert sorted(path.name for path in made.root.iterdir()) == ["content", "mkdocs.yml", "real.md"]


class Stopped(KeyboardInterrupt):
    """Somebody stops the program."""


@pytest.mark.parametrize("stop", [Stopped(), OSError(28, "No space left on device", "b.md")], ids=["person", "disk"])
def test_all_files_are_as_they_were_when_writing_stops(
    stop: BaseException, tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = handbook_with(tiny, "A treatment alliance.", **{"content/b.md": page("b", "A counselor.")})
    before = {path: path.read_bytes() for path in made.root.rglob("*") if path.is_file()}
    done: list[Path] = []
    replace = Path.replace

    def stopping(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == 2:
            raise stop
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stopping)
    with pytest.raises(type(stop) if isinstance(stop, Stopped) else MachineFault):
        write(made.root, mend(made.root, TODAY).changes)
    assert len(set(done)) == 2
    assert {path: path.read_bytes() for path in made.root.rglob("*") if path.is_file()} == before


def test_diff_only_shows(tiny: MakeTiny) -> None:
    made = handbook_with(tiny, "A treatment alliance.")
    before = (made.root / PAGE).read_bytes()
    result = made.run("fix", "--diff")
    assert "-A treatment alliance.\n+A working alliance.\n" in result.stdout
    assert "Nothing was written." in result.stderr
    assert (made.root / PAGE).read_bytes() == before


def test_it_says_what_it_mended_and_what_is_left(tiny: MakeTiny) -> None:
    made = handbook_with(tiny, 'A treatment alliance. A split personality. "A treatment alliance."')
    result = made.run("fix")
    assert result.returncode == FINDINGS
    assert result.stdout == (
        "content/page.md:9:3: HB204 deprecated-form: `treatment alliance` is a form to avoid: a dated name\n"
    )
    assert "Mended 1 finding in 1 file.\n" in result.stderr
    assert "    content/page.md:9:45 treatment alliance\n" in result.stderr
    assert "  deprecated-form    2  error\n" in result.stderr


def test_a_second_run_finds_nothing_more_to_mend(tiny: MakeTiny) -> None:
    made = handbook_with(tiny, "A treatment alliance of a counselor.")
    fixed(made)
    result = made.run("fix")
    assert (result.stdout, result.stderr.splitlines()[0]) == (
        "",
        "Nothing was mended: no finding here is one that a program can mend.",
    )


def test_a_handbook_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert cli.main(["fix", "--root", str(tmp_path)]) == WRONG_USE


def test_options_that_are_words_are_known_where_terms_are_found() -> None:
    texts = {
        (spec.name, option.name) for spec in block_specs().values() for option in spec.options if option.kind == "text"
    }
    assert texts == WORDED_OPTIONS


ARTICLES = {
    "an": "alliance hour honest umbrella unhappy unimportant SRS NHS 8 eleven understanding",
    "a": "working university one-off European WAI UPR user uniform history once ewe 7 house",
}


@pytest.mark.parametrize(
    ("article", "word"), [(one, word) for one, words in ARTICLES.items() for word in words.split()]
)
def test_the_article_goes_by_the_sound(article: str, word: str) -> None:
    assert takes_an(word) is (article == "an")


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_what_cannot_be_read_stays_a_finding(tiny: MakeTiny, tmp_path: Path) -> None:
    made = handbook_with(tiny, "A treatment alliance.")
    (tmp_path / "elsewhere.md").write_text("Elsewhere.", encoding="utf-8")
    (made.root / "content/elsewhere.md").symlink_to(tmp_path / "elsewhere.md")
    os.mkfifo(made.root / "content/pipe.md")
    assert fixed(made) == FINDINGS
    assert body_of(made) == "A working alliance."
    assert {name for _, name in made.findings()} >= {"unreadable-file"}
