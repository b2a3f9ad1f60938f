"""What an author wrote is looked for in what is made of it: what is not shown is not asked for, and nothing else."""

from __future__ import annotations

import pytest

from handbook_build.verifying import plain
from handbook_build.verifying.arrived import lost
from handbook_build.verifying.source_words import Reader
from tests.tiny import BASE, MakeTiny, page

HEAD = "---\nid: quiet\n---\n"


def read(text: str, *extensions: str) -> str:
    """The words that a reader is to find, with a stroke where others may stand between."""
    lines = Reader(HEAD + text, {}, extensions).lines()
    return " | ".join(" ".join(run.words) for line in lines for run in line.runs)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Warning: call 112 now", "Warning call 112 now"),
        ("un*believ*able __snake_case__ `co_de`", "unbelievable snakecase code"),
        ("[a link](#there){.no-term} and [more](<two words.md>)", "a link and more"),
        ('[a](x.md "a tip") b', "a b | a tip"),
        ("[a][ref]\n\n[ref]: https://a.example 'A title'", "a"),
        ("[Warning]: 112", "Warning 112"),
        ("## A heading {#a-heading}", "A heading"),
        ("a [word]{term=bond}s b", "a words b"),
        ("a {word} b", "a word b"),
        ("<!-- allow x: y -->\na <em class='b'>c</em>d<br>e", "a cd e"),
        ("![two words](picture.svg)", "two words"),
        ("caf&eacute; a&nbsp;b x&shy;y &amp; z", "café a b xy z"),
        ("`&amp; [a](b)`", "amp a b"),
        ("```py\n[a](b) &amp; {#c}\n```", "a b amp c"),
        ("/// say | A title\n    who: client\n    why: A reason.\nWords.\n///", "A title | A reason | Words"),
        ("/// scale | How\n    from: low end\n    to: high end\n    max: 5\n///", "How | low end | high end"),
        ("/// unknown | A title\nWords.\n///", "unknown | A title | Words"),
        ("| a | b c |\n| --- | --- |\n| d | e |", "a | b c | d | e"),
        ("1. one\n2. two", "one | two"),
        ("- [x] done", "done"),
        ("me@a.example and [@nobody-1990]", "mea example and nobody 1990"),
        ("<https://a.example/b>", "https a example b"),
        ("مرحبا *بالثقة* 信頼", "مرحبا بالثقة 信頼"),
    ],
)
def test_the_reader_takes_what_is_shown(text: str, words: str) -> None:
    assert read(text) == words.replace("mea example", "me a example")


def test_the_head_gives_what_readers_are_shown() -> None:
    shown = "title: 'The title' # a remark\nsummary: >\n  Two\n  lines.\nyou-will:\n  - see: this\n"
    lines = Reader(f"---\nid: a\n{shown}kind: help\n---\n").lines()
    assert [" ".join(run.words) for line in lines for run in line.runs] == ["The title", "Two", "lines", "see this"]


def test_a_note_is_asked_for_where_there_are_notes() -> None:
    assert read("a[^1] b\n\n[^1]: c", "footnotes") == "a | b | c"
    assert read("a[^1] b") == "a1 b"


def missing(text: str, said: str) -> list[str]:
    return [word for _, word in lost(list(Reader(HEAD + text).lines()), plain.words(said))]


LINES = "One two three four five.\n\nSix.\n\nSeven eight nine ten.\n"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("One two three four five. Six. Seven eight nine ten.", []),
        ("Before. One two, as said, three four five. (See) Six! Seven eight nine ten. After.", []),
        ("One two three four five. Seven eight nine ten.", ["Six"]),
        ("Six. One two three four five. Seven eight nine ten.", ["Six"]),
        ("One two four five. Six. Seven eight nine ten.", ["three"]),
        ("One two four three five. Six. Seven eight nine ten.", ["four"]),
        ("", ["One", "two", "three", "four", "five", "Six", "Seven", "eight", "nine", "ten"]),
    ],
)
def test_each_word_needs_one_of_its_own_in_its_order(said: str, words: list[str]) -> None:
    assert missing(LINES, said) == words


def test_a_word_that_stands_twice_must_arrive_twice() -> None:
    assert missing("Ring 112.\n\nTell them.\n\nRing 112.\n", "Ring 112. Tell them.") == ["Ring", "112"]


def test_words_that_stand_often_are_counted() -> None:
    assert missing("no\nno no no no\n", "no no no no no") == []
    assert missing("no\nno no no no\n", "no no no no") == ["no"]


def test_words_that_markdown_passes_over_are_not_published(tiny: MakeTiny) -> None:
    """Of two footnotes of one name on a page it shows the last."""
    settings = f"{BASE['mkdocs.yml']!s}markdown_extensions: [footnotes]\n"
    made = tiny({"mkdocs.yml": settings, "content/index.md": page("start", "Counsellors help.[^1]\n\n[^1]: Later.")})
    assert made.run("build", "--quiet").returncode == 0
    before = made.site()
    made.write({"content/index.md": page("start", "Counsellors help.[^1]\n\n[^1]: Ring 112.\n\n[^1]: Later.")})
    built = made.run("build", "--quiet", "--format", "concise")
    assert built.returncode == 1
    assert "content/index.md:11:7: error HB195 lost-words: `Ring 112` are missing in the web page" in built.stdout
    assert made.site() == before
