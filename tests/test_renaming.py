"""`handbook rename-term`: what changes, what stays, what is refused, and the way back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handbook_build import cli
from handbook_build.terminology.rewording import in_capitals
from tests.conftest import PROJECT
from tests.tiny import BASE, MakeTiny, Tiny, handbook, handout, page

CLEAN, FINDINGS, WRONG_USE, FAULT = 0, 1, 2, 3
PAGE, TERMS_FILE = "content/page.md", "content/terms.yml"
TERMS = """# The words of a small handbook.
terms:
  - id: working-alliance   # the first
    preferred: working alliance
    admitted: [alliance]
    definition: A bond between two people who agree on what they do.
    source: handbook
    related: [rupture]

  - id: rupture
    preferred: rupture
    definition: "A strain in a working alliance: small or large."
    scope-note: 'It differs from an ending. A rupture''s mending is a "rupture" mended.'
    differs:
      - {from: working-alliance, how: A rupture is a strain in a working alliance.}
    source: handbook
    related: [working-alliance]

  - id: rupture-repair
    preferred: rupture repair
    definition: Mending a rupture.
    source: handbook
"""


def renamed(made: Tiny, *arguments: str) -> int:
    return cli.main(["rename-term", *arguments, "--yes", "--root", str(made.root)])


def with_page(tiny: MakeTiny, body: str, **files: str) -> Tiny:
    return tiny({TERMS_FILE: TERMS, PAGE: page("page", body), **files})


def text_of(made: Tiny, name: str = PAGE) -> str:
    return (made.root / name).read_text(encoding="utf-8")


def body_of(made: Tiny) -> str:
    return text_of(made).partition("---\n\n")[2].rstrip("\n")


def files_of(made: Tiny) -> Mapping[str, bytes]:
    return {str(path.relative_to(made.root)): path.read_bytes() for path in made.root.rglob("*") if path.is_file()}


# What changes: the words before and after `rename-term rupture "alliance break"`

FOOTNOTES = f"{BASE['mkdocs.yml']!s}markdown_extensions: [footnotes]\n"
CHANGED = {
    "a word": ("The rupture hurts.", "The alliance break hurts."),
    "the other number": ("Two ruptures hurt.", "Two alliance breaks hurt."),
    "a possessive": ("The rupture’s end.", "The alliance break’s end."),
    "a possessive plural": ("The ruptures' end.", "The alliance breaks' end."),
    "at the start of a sentence": ("Hm. Rupture hurts.", "Hm. Alliance break hurts."),
    "in capitals": ("NO RUPTURE HERE.", "NO ALLIANCE BREAK HERE."),
    "its article": ("A rupture, a *rupture* and a [rupture](#start).",
                    "An alliance break, an *alliance break* and an [alliance break](#start)."),
    "an article on the line before": ("It was a\nrupture.", "It was an\nalliance break."),
    "in emphasis and a link": ("A **rupture** is [a rupture](#term-rupture).",
                               "An **alliance break** is [an alliance break](#term-alliance-break)."),
    "asked for as a term": ("[Ruptures]{.term} and [a strain]{term=rupture}.",
                            "[Alliance breaks]{.term} and [a strain]{term=alliance-break}."),
    "marked as a definition": ("[A rupture is a strain.]{defines=rupture}",
                               "[An alliance break is a strain.]{defines=alliance-break}"),
    "in a heading, whose id stays": ("## Rupture {#rupture-signs}", "## Alliance break {#rupture-signs}"),
    "in a list": ("- one rupture\n- two", "- one alliance break\n- two"),
    "in a table": ("| a | b |\n|---|---|\n| rupture | x |", "| a | b |\n|---|---|\n| alliance break | x |"),
    "at the very end": ("It is a rupture", "It is an alliance break"),
    "in the title and option of a block": (
        "/// say | After a rupture\n    who: client\n    why: it names a rupture\nWords.\n///",
        "/// say | After an alliance break\n    who: client\n    why: it names an alliance break\nWords.\n///",
    ),
    "for a picture": ("![Drawing of a rupture](rupture.svg)", "![Drawing of an alliance break](rupture.svg)"),
    "in a footnote of another extension": ("It hurts.[^rupture]\n\n[^rupture]: A rupture.",
                                           "It hurts.[^rupture]\n\n[^rupture]: An alliance break."),
    "in words that ask for another term": ("[The alliance after a rupture]{term=working-alliance}.",
                                           "[The alliance after an alliance break]{term=working-alliance}."),
}  # fmt: skip
STAYS = {
    "a quotation": "> A rupture hurts.",
    "a quotation in a line": "She said <q>a rupture</q>.",
    "quotation marks": 'She said: "A rupture, a *rupture*."',
    "code": "Write `rupture`.\n\n```\nrupture\n```",
    "a comment": "<!-- rupture -->",
    "an address": "See [it](https://example.org/rupture) and <https://example.org/rupture>.",
    "an address that is written out": "See https://example.org/a/rupture?b, www.rupture.org and me@rupture.org.",
    "the name of a file": "It is in notes/rupture.md and rupture.org.",
    "the glossary of somebody else": "See [it](https://example.org/#term-rupture).",
    "quotation marks of other languages": "«Rupture», „a rupture“, »a rupture«, ”a rupture”, 「rupture」.",
    "a longer form": "A rupture repair.",
    "a part of a longer word": "A non-rupture, a rupture-free hour, rupturing.",
    "the title of a work": "In *Rupture and Repair* it is told.",
    "another block's id": "/// question\n    answer-in: rupture\nWhat?\n///\n\n## Words {#rupture}",
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_changes(case: str, tiny: MakeTiny) -> None:
    before, after = CHANGED[case]
    settings_ = {
        "mkdocs.yml": f"{BASE['mkdocs.yml']!s}markdown_extensions: [footnotes]\n",
        "content/rupture.svg": "<svg/>",
    }
    made = with_page(tiny, before, **settings_)
    assert renamed(made, "rupture", "alliance break") == CLEAN
    assert body_of(made) == after


@pytest.mark.parametrize("case", STAYS)
def test_what_stays(case: str, tiny: MakeTiny) -> None:
    works = '[{"id": "a-2001", "type": "book", "title": "Rupture and Repair: A Guide", "author": [{"family": "A"}]}]'
    made = with_page(tiny, STAYS[case], **{"content/references.json": works})
    assert renamed(made, "rupture", "alliance break") == CLEAN
    assert body_of(made) == STAYS[case]


LINES = {
    "as many words": ("a working\nalliance is", "helping partnership", "a helping\npartnership is"),
    "in a list": ("- a working\n  alliance", "helping partnership", "- a helping\n  partnership"),
    "one word more": ("a working\nalliance is", "good working partnership", "a good\nworking partnership is"),
    "one word": ("the working\nalliance, too", "partnership", "the \npartnership, too"),
}


@pytest.mark.parametrize("case", LINES)
def test_a_line_break_inside_a_form_stays_near(case: str, tiny: MakeTiny) -> None:
    before, new, after = LINES[case]
    made = with_page(tiny, before)
    renamed(made, "working alliance", new)
    assert body_of(made) == after


CAPITALS = [
    ("rupture", "rupture", "Session Rating Scale", "Session Rating Scale"),
    ("Session Rating Scale", "Session Rating Scale", "feedback form", "feedback form"),
    ("session rating scale", "Session Rating Scale", "Feedback Form", "feedback form"),
    ("Working Alliance", "working alliance", "helping bond", "Helping Bond"),
    ("Limits of Confidentiality", "limits of confidentiality", "edges of the room", "Edges of the Room"),
    ("Self-Disclosure", "self-disclosure", "re-parenting", "Re-Parenting"),
    ("Working alliance", "working alliance", "SRS", "SRS"),
]


@pytest.mark.parametrize(("written", "old", "new", "expected"), CAPITALS)
def test_capitals_are_kept(written: str, old: str, new: str, expected: str) -> None:
    assert in_capitals(written, old, new, opens=False) == expected
    assert in_capitals(expected, new, old, opens=False) == written or len(old.split()) != len(new.split())


DATA = {
    "mkdocs.yml": f"{BASE['mkdocs.yml']!s}nav:\n  - Rupture: page.md\n  - 'After a rupture':\n      - index.md\n",
    "content/claims.yml": "claims:\n  - id: rupture-common\n    statement: A rupture is common.\n    strength: linked\n"
    "    source: handbook\n    figures:\n      - {studies: 3, note: about each rupture}\n",
    "content/false-claims.yml": "false-claims:\n  - id: a-rupture\n    says: A rupture is the end.\n"
    "    better: A rupture can be mended.\n    wordings:\n      - a rupture is ... end\n",
    "content/coverage.yml": "coverage:\n  - group: After a rupture\n    items:\n      - id: A1\n"
    "        title: Rupture\n        sections: [page]\n  - group: Words\n    kind: terms\n    items:\n"
    "      - id: rupture\n",
    "content/jargon.yml": "jargon: [rupture]\n",
}


def test_titles_and_data_files_change_with_the_pages(tiny: MakeTiny) -> None:
    made = with_page(
        tiny, "A rupture.", **DATA, **{"content/handouts/H01.md": handout("H01", "page", "## After a rupture")}
    )
    assert renamed(made, "rupture", "alliance break") == CLEAN
    assert "  - Alliance break: page.md\n  - 'After an alliance break':\n" in text_of(made, "mkdocs.yml")
    claims = text_of(made, "content/claims.yml")
    assert "id: rupture-common\n    statement: An alliance break is common.\n" in claims
    assert "note: about each alliance break}" in claims
    false = text_of(made, "content/false-claims.yml")
    assert "says: An alliance break is the end.\n    better: An alliance break can be mended.\n" in false
    assert "- a rupture is ... end" in false
    plan = text_of(made, "content/coverage.yml")
    assert "group: After an alliance break" in plan
    assert "title: Alliance break\n        sections: [page]" in plan
    assert "      - id: alliance-break\n" in plan
    assert text_of(made, "content/jargon.yml") == "jargon: [rupture]\n"
    assert "## After an alliance break" in text_of(made, "content/handouts/H01.md")


def test_search_phrases_stay_what_people_type_and_lead_to_the_new_id(tiny: MakeTiny) -> None:
    phrases = (
        "phrases:\n  - to: term-rupture\n    says: [what is a rupture]\n  - to: page\n    says: rupture\n"
        "  - {to: 'term-rupture', says: [two ruptures]}\n"
    )
    made = with_page(tiny, "A rupture.", **{"content/phrases.yml": phrases})
    assert renamed(made, "rupture", "alliance break") == CLEAN
    assert text_of(made, "content/phrases.yml") == phrases.replace("term-rupture", "term-alliance-break")


def test_the_termbase_changes_only_where_it_must(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture in a working alliance, and rupture repair.")
    assert renamed(made, "rupture", "alliance break") == CLEAN
    expected = (
        TERMS.replace("  - id: rupture\n    preferred: rupture\n",
                      "  - id: alliance-break\n    formerly: [rupture]\n    preferred: alliance break\n"
                      "    admitted: [rupture]\n")
        .replace("related: [rupture]", "related: [alliance-break]")
        .replace("A rupture''s mending", "An alliance break''s mending")
        .replace("how: A rupture is", "how: An alliance break is")
        .replace("Mending a rupture.", "Mending an alliance break.")
    )  # fmt: skip
    assert text_of(made, TERMS_FILE) == expected
    assert made.load().entry["alliance-break"].formerly == ("rupture",)


def test_the_old_form_is_kept_as_one_to_avoid(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture in a working alliance, and rupture repair.")
    how = ("--keep", "deprecated", "--reason", "sounds: like a pipe")
    assert renamed(made, "rupture", "alliance break", *how) == CLEAN
    assert (
        "    preferred: alliance break\n    deprecated:\n      - form: rupture\n        reason: 'sounds: like a pipe'\n"
        "        replace: true\n    definition:"
    ) in text_of(made, TERMS_FILE)
    assert "deprecated-form" not in {name for _, name in made.findings()}


def test_a_form_that_was_admitted_changes_places_with_the_old_one(tiny: MakeTiny) -> None:
    made = with_page(tiny, "The working alliance, and a rupture repair of a rupture. An alliance.")
    assert renamed(made, "working alliance", "alliance") == CLEAN
    assert "    preferred: alliance\n    admitted: [working alliance]\n" in text_of(made, TERMS_FILE)
    assert body_of(made) == "The alliance, and a rupture repair of a rupture. An alliance."


def test_words_that_yaml_would_misread_are_quoted_as_long_as_they_are_there(tiny: MakeTiny) -> None:
    terms = 'terms:\n  - id: rupture\n    preferred: rupture\n    definition: A strain.\n    scope-note: "A rupture?"\n'
    made = tiny({TERMS_FILE: terms, PAGE: page("page", "A rupture.", title="Rupture now")})
    before = files_of(made)
    assert renamed(made, "rupture", "break: the strain", "--forget") == CLEAN
    assert "    preferred: 'break: the strain'\n" in text_of(made, TERMS_FILE)
    assert '    scope-note: "A break: the strain?"\n' in text_of(made, TERMS_FILE)
    assert "title: 'Break: the strain now'\n" in text_of(made)
    renamed(made, "break: the strain", "rupture", "--forget")
    assert files_of(made) == before


def test_no_is_a_word_that_yaml_would_misread(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture.")
    renamed(made, "rupture", "No")
    assert "    preferred: 'No'\n" in text_of(made, TERMS_FILE)
    assert made.load().entry["no"].preferred == "No"


def test_an_irregular_plural_is_listed_and_goes_again(tiny: MakeTiny) -> None:
    made = with_page(tiny, "One rupture, two ruptures.")
    before = files_of(made)
    assert renamed(made, "rupture", "bad foot", "--plural", "bad feet", "--forget") == CLEAN
    assert body_of(made) == "One bad foot, two bad feet."
    assert '    preferred: bad foot\n    irregular: ["bad feet"]\n' in text_of(made, TERMS_FILE)
    assert renamed(made, "bad foot", "rupture", "--forget") == CLEAN
    assert files_of(made) == before


def test_a_listed_plural_becomes_that_of_the_new_form_in_its_place(tiny: MakeTiny) -> None:
    terms = TERMS.replace("    preferred: rupture\n", "    preferred: rupture\n    irregular: [ruptures]\n")
    made = tiny({TERMS_FILE: terms, PAGE: page("page", "Ruptures.")})
    before = files_of(made)
    renamed(made, "rupture", "meta-analysis", "--forget")
    assert "    irregular: [meta-analyses]\n" in text_of(made, TERMS_FILE)
    assert body_of(made) == "Meta-analyses."
    renamed(made, "meta-analysis", "rupture", "--forget")
    assert files_of(made) == before


def test_an_id_that_was_not_made_from_the_form_stays(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture.")
    made.write({TERMS_FILE: TERMS.replace("- id: rupture\n", "- id: strain\n").replace("[rupture]", "[strain]")})
    assert renamed(made, "strain", "alliance break") == CLEAN
    assert "  - id: strain\n    preferred: alliance break\n" in text_of(made, TERMS_FILE)


def test_an_entry_on_one_line_can_be_renamed(tiny: MakeTiny) -> None:
    line = "terms:\n  - {id: rupture, preferred: rupture, definition: A strain., source: handbook}\n"
    made = tiny({TERMS_FILE: line, PAGE: page("page", "A rupture.")})
    assert renamed(made, "rupture", "break", "--plural", "breaken") == CLEAN
    assert text_of(made, TERMS_FILE) == (
        "terms:\n  - {id: break, formerly: [rupture], preferred: break, admitted: [rupture], "
        'irregular: ["breaken"], definition: A strain., source: handbook}\n'
    )
    renamed(made, "break", "rupture", "--forget")
    assert text_of(made, TERMS_FILE) == line


# What is refused

REFUSED = {
    "a sign that nobody sees": (["rupture", "te\u200bar"], "it holds a sign that nobody sees (U+200B)"),
    "an unknown term": (["ruptur", "break"], "there is no term `ruptur`; did you mean `rupture`?"),
    "nothing like it": (["zzz", "break"], "there is no term `zzz`; OLD is the preferred form or the id of an entry"),
    "another form": (["alliance", "tie"], "`alliance` is another form of `working alliance`"),
    "the same form": (["rupture", "rupture"], "the term is called `rupture` already"),
    "its other number": (["rupture", "ruptures"], "`ruptures` is `rupture` in the other number"),
    "another entry's form": (["rupture", "alliance"], "`alliance` belongs to the entry `working-alliance`"),
    "another entry's plural": (["rupture", "alliances"], "`alliances` belongs to the entry `working-alliance`"),
    "an id that is taken": (
        ["rupture", "working, alliance"],
        "the id `working-alliance` belongs to `working alliance`",
    ),
    "no letters": (["rupture", "123"], "`123` is no usable form: it needs letters"),
    "nothing": (["rupture", " "], "is no usable form: it needs letters"),
    "markup": (["rupture", "*break*"], "`*` would mean something else in the text"),
    "quotation marks": (["rupture", 'a "break"'], "would mean something else in the text"),
    "a list": (["rupture", "1. break"], "would mean something else in the text"),
    "two lines": (["rupture", "a\u2028b\x07"], "is no usable form"),
    "no reason": (["rupture", "break", "--keep", "deprecated"], "a form to avoid needs a reason"),
    "a reason for nothing": (["rupture", "break", "--reason", "x"], "a reason belongs to a form to avoid"),
    "a plural that is none": (["rupture", "break", "--plural", "break"], "is the same form in both numbers"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(case: str, tiny: MakeTiny, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, words = REFUSED[case]
    made = with_page(tiny, "A rupture.")
    before = files_of(made)
    assert renamed(made, *arguments) == WRONG_USE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err
    assert files_of(made) == before


def test_a_handbook_that_cannot_be_read_is_not_changed(tiny: MakeTiny, capsys: pytest.CaptureFixture[str]) -> None:
    made = with_page(tiny, "A rupture.", **{"content/claims.yml": "claims: [\n"})
    assert renamed(made, "rupture", "break") == WRONG_USE
    assert (
        "a file cannot be read as it is, so nothing can be renamed: content/claims.yml:2:1" in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    "arguments",
    [[], ["rupture"], ["rupture", "break", "--keep", "x"], ["rupture", "b", "--forget", "--keep", "admitted"]],
)
def test_missing_or_wrong_arguments_are_wrong_use(arguments: list[str], tmp_path: Path) -> None:
    result = handbook("rename-term", *arguments, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (WRONG_USE, "")
    assert "usage: handbook rename-term" in result.stderr


def test_ids_keep_their_quotation_marks(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture.")
    made.write({TERMS_FILE: TERMS.replace("related: [rupture]", "related: [\"rupture\", 'rupture-repair']")})
    before = files_of(made)
    assert renamed(made, "rupture", "lesion", "--forget") == CLEAN
    assert "related: [\"lesion\", 'rupture-repair']" in text_of(made, TERMS_FILE)
    assert renamed(made, "lesion", "rupture", "--forget") == CLEAN
    assert files_of(made) == before


IDS = {
    "разрыв": "rupture",
    "破裂": "rupture",
    "भरोसा": "rupture",
    "e\u0301te\u0301": "ete",
    "été": "ete",
    "Überraschung": "uberraschung",
}


@pytest.mark.parametrize("form", IDS)
def test_a_form_in_other_letters_can_be_preferred(form: str, tiny: MakeTiny) -> None:
    made = with_page(tiny, "Two people, a rupture.")
    before = files_of(made)
    assert renamed(made, "rupture", form, "--forget") == CLEAN
    assert made.load().entry[IDS[form]].preferred == form
    assert renamed(made, form, "rupture", "--forget") == CLEAN
    assert files_of(made) == before


LISTED = {
    "in a line": "      - {form: tear, reason: a rupture is no tear}\n",
    "in a text of several lines": "      - form: tear\n        reason: >-\n          a rupture\n          is no tear\n",
}


@pytest.mark.parametrize("case", LISTED)
@pytest.mark.parametrize("how", [["--forget"], [], ["--keep", "deprecated", "--reason", "it is dated"]])
def test_a_form_to_avoid_becomes_the_preferred_one(case: str, how: list[str], tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture.")
    made.write(
        {TERMS_FILE: TERMS.replace("preferred: rupture\n", f"preferred: rupture\n    deprecated:\n{LISTED[case]}")}
    )
    assert renamed(made, "rupture", "tear", *how) == CLEAN
    entry = made.load().entry["tear"]
    assert "tear" not in {term.form for term in entry.terms[1:]}
    assert {term.reason for term in entry.terms if term.form == "rupture"} == (
        set() if how == ["--forget"] else {"it is dated"} if how else {""}
    )


# What it says


def test_the_words_after_a_renaming_say_how_to_go_back(tiny: MakeTiny) -> None:
    terms = TERMS.replace("preferred: rupture\n", "preferred: rupture\n    irregular: [ruptura]\n")
    made = tiny({TERMS_FILE: terms, PAGE: page("page", "A rupture, two ruptura.")})
    result = made.run("rename-term", "rupture", "lesion")
    assert "In the other number it becomes `lesions`; if that is wrong, say --plural.\n" in result.stderr
    assert "Whoever goes back has to say --plural 'ruptura'.\n" in result.stderr


def test_other_senses_of_the_old_form_are_listed(tiny: MakeTiny) -> None:
    terms = TERMS.replace("preferred: rupture\n", "preferred: rupture\n    other-senses:\n      - rupture of a pipe\n")
    made = tiny({TERMS_FILE: terms, PAGE: page("page", "A rupture, and the rupture of a pipe.")})
    result = made.run("rename-term", "rupture", "lesion", "--yes")
    assert "used in other senses too (1):\n    content/terms.yml:10:9 rupture of a pipe\n" in result.stderr
    assert body_of(made) == "A lesion, and the rupture of a pipe."


def test_a_file_that_only_the_way_back_would_change_is_told_of(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture.", **{"content/other.md": page("other", "A tear.")})
    result = made.run("rename-term", "rupture", "tear")
    assert "    content/other.md:9:1\n" in result.stderr


def test_without_yes_and_a_terminal_the_change_is_shown_and_not_written(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture.")
    before = files_of(made)
    result = made.run("rename-term", "rupture", "alliance break")
    assert result.returncode == CLEAN
    assert "--- a/content/page.md\n+++ b/content/page.md\n" in result.stdout
    assert "-A rupture.\n+An alliance break.\n" in result.stdout
    assert "`rupture` becomes `alliance break`: " in result.stderr
    assert result.stderr.endswith("Nothing was written. To write it, add --yes.\n")
    assert files_of(made) == before


@pytest.mark.skipif(os.name == "nt", reason="needs a Unix terminal")
@pytest.mark.parametrize(("answer", "written"), [(b"y\n", True), (b"n\n", False), (b"\n", False)])
def test_on_a_terminal_it_asks(answer: bytes, written: bool, tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture.")
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "handbook_build", "rename-term", "rupture", "tear", "--root", str(made.root)]
    with subprocess.Popen(command, stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL) as process:
        os.write(ours, answer)
        assert process.wait(timeout=60) == CLEAN
    os.close(theirs)
    os.close(ours)
    assert body_of(made) == ("A tear." if written else "A rupture.")


def test_what_stays_is_listed_with_the_reason(tiny: MakeTiny, capsys: pytest.CaptureFixture[str]) -> None:
    body = '## One {#rupture-signs}\n\n"A rupture." `rupture` *rup*ture, working alliance. See *working* alliance.'
    made = with_page(tiny, body, **{"content/a.svg": "<svg><text>the rupture</text></svg>"})
    renamed(made, "rupture", "tear")
    said = capsys.readouterr().err
    assert "in a quotation (2):\n" in said
    assert "    content/page.md:11:4 rupture\n" in said
    assert "in code and comments (1):\n    content/page.md:11:15 rupture\n" in said
    assert "that the termbase lists (1):\n    content/terms.yml:20:16 rupture repair\n" in said
    assert "in a drawing (1):\n    content/a.svg:1:1 rupture\n" in said
    assert "by which people cite it (1):\n    content/page.md:9:10 rupture-signs\n" in said
    renamed(made, "working alliance", "tie")
    said = capsys.readouterr().err
    assert "with markup inside, or as the label of a link (1):\n    content/page.md:11:58 working* alliance\n" in said


def test_a_form_that_is_in_use_is_told_of_before_it_is_written(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture is a tear.")
    result = made.run("rename-term", "rupture", "tear")
    assert "would not restore these lines, since `tear` is in use already:\n    content/page.md:9:1" in result.stderr


def test_findings_that_are_new_are_told_of(tiny: MakeTiny) -> None:
    made = with_page(tiny, "A rupture in a working alliance, and a rupture repair.")
    result = made.run("rename-term", "rupture", "strain")
    assert "HB202" in result.stderr or "circular-definition" in result.stderr


# The way back

ENTRIES = (
    "  - id: rupture\n    preferred: rupture\n    definition: A strain.\n    source: handbook\n",
    '  - id: rupture\n    preferred: "rupture"\n    admitted: []\n    american: []\n    irregular: []\n'
    "    definition: >\n      A rupture\n      hurts.\n    source: handbook\n",
    '  - preferred: "rupture"   # the word\n    id: rupture\n    admitted: rip, tear\n    irregular: ruptures\n'
    "    definition: A strain.\n    source: handbook",
    "  - id: rupture\n    preferred: rupture\n    admitted:\n      - rip  # short\n      - form: tear\n"
    "        link: asked\n    irregular:\n      - ruptures\n      - tears\n    definition: |\n      A strain.\n"
    "    source: handbook\n\n",
    "  - {id: rupture, preferred: rupture, admitted: [ ], deprecated: [{form: rip, reason: x}],\n"
    "     definition: A strain.}\n",
    "  - id: strain\n    formerly: [rip]\n    preferred: rupture\n    deprecated:\n      - form: tear\n"
    "        reason: x\n    definition: A strain.\n",
)
# What may stand round a use; no words of the new form are among them.
FORMS = (
    "rupture Rupture ruptures Ruptures RUPTURE RUPTURES rupture's rupture’s ruptures' rupture. rupture, a an the A and"
)
MARKED = (
    "*rupture*", "**ruptures**", "[rupture](#term-rupture)", "[it]{term=rupture}", "[ruptures]{.term}", "(rupture)",
    "[A rupture.]{defines=rupture}", '"a rupture"', "`rupture`", "<q>rupture</q>", "rupture-free", "‘rupture’",
    "rupture\n", "\n", "\n\n", "\n\n> ", "\n\n- ", "\n\n## ", "\n\n| rupture | a |\n|---|---|\n| a | b |\n\n",
)  # fmt: skip
BODIES = st.lists(st.sampled_from((*FORMS.split(), *MARKED)), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=BODIES,
    entry=st.sampled_from(ENTRIES),
    new=st.sampled_from(("lacuna", "inner gap", "open-ended gap of gaps", "gap: wide")),
    how=st.sampled_from((["--forget"], [], ["--keep", "deprecated", "--reason", "a: b"])),
    end=st.sampled_from(("\n", "\r\n")),
    bom=st.booleans(),
)
@example(body="A rupture.", entry=ENTRIES[3], new="inner gap", how=["--forget"], end="\r\n", bom=True)
@example(body="A rupture.", entry=ENTRIES[1], new="gap: wide", how=[], end="\n", bom=False)
def test_there_and_back_gives_the_same_bytes(
    body: str, entry: str, new: str, how: list[str], end: str, bom: bool, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "book", ignore_errors=True)
    made = Tiny(tmp_path / "book")
    terms = f"# Words\nterms:\n{entry}".replace("\n", end).encode()
    text = page("page", body, title="Rupture and so on").replace("\n", end).encode()
    mark = b"\xef\xbb\xbf" if bom else b""
    made.write({**BASE, TERMS_FILE: mark + terms, PAGE: mark + text})
    before = files_of(made)
    assert renamed(made, "rupture", new, *how) == CLEAN
    assert b"preferred: rupture" not in files_of(made)[TERMS_FILE]
    assert renamed(made, new, "rupture", "--forget") == CLEAN
    assert files_of(made) == before


def test_line_ends_of_several_kinds_stay_where_they_are(tiny: MakeTiny) -> None:
    made = with_page(tiny, "")
    body = "A working\nalliance.\r\nA working\r\nalliance.\rA working\ralliance.\n"
    made.write({PAGE: page("page", body)})
    before = files_of(made)
    assert renamed(made, "working alliance", "helping bond", "--forget") == CLEAN
    assert before[PAGE].replace(b"working", b"helping").replace(b"alliance", b"bond") == files_of(made)[PAGE]
    assert renamed(made, "helping bond", "working alliance", "--forget") == CLEAN
    assert files_of(made) == before


OWN = [
    ("working alliance", "helping partnership", []),
    ("meta-analysis", "pooled overview", []),
    ("limits of confidentiality", "edges of privacy", []),
    ("client", "companion of ours", ["--plural", "companions of ours"]),
]
# What a longer or other form may well bring about; a person sees to it.
LONGER = {"page-length", "long-definition", "circular-definition"}


@pytest.mark.parametrize(("old", "new", "more"), OWN, ids=[old for old, _, _ in OWN])
def test_there_and_back_in_our_own_handbook(old: str, new: str, more: list[str], tmp_path: Path) -> None:
    made = Tiny(tmp_path / "own")
    shutil.copytree(PROJECT / "content", made.root / "content")
    shutil.copy(PROJECT / "mkdocs.yml", made.root)
    before, found = files_of(made), {name for _, name in made.findings()}
    assert renamed(made, old, new, "--forget", *more) == CLEAN
    assert {name for _, name in made.findings()} - found <= LONGER
    assert renamed(made, new, old, "--forget") == CLEAN
    assert {name for name, data in files_of(made).items() if data != before[name]} == set()
