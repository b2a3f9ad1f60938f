"""What an author writes is what stands on paper, however much it looks like code."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from handbook_build.model.nodes import element
from handbook_build.printing.engine import Press, Unprintable
from handbook_build.printing.tree import print_tree

from .reading import sheet, text_of_pdf

# Each is a paragraph of its own that means something to Typst.
HOSTILE = (
    '#import "x": *',
    '#panic("no") #read("sheet.json")',
    "$x$ and $ x^2 $",
    "back\\slash \\u{41} \\#",
    "[a] ]b[ {c}",
    "@ref <label>",
    "// no comment",
    "/* none either */",
    "1. April",
    "= no heading",
    "*a* _b_ `c` ~ -- --- ...",
    'it\'s "quoted"',
    "<b>& &amp;</b>",
    "soft\u00adhyphen",
    "\U0001f600 \U0001f44d\U0001f3fd",
    "Tiếng Việt, Ελληνικά, Русский, Łódź",
    "a → b ✓ ½ ≥",
)


def test_nothing_that_an_author_writes_is_run(press: Press) -> None:
    made = sheet("", title=HOSTILE[0], summary=HOSTILE[2])
    made.body.extend(print_tree(tuple(element("p", words) for words in HOSTILE)))
    lines = text_of_pdf(press.print(made).pdf).split("\n")
    assert [words for words in (*HOSTILE[:1], HOSTILE[2], *HOSTILE) if words not in lines] == []


@pytest.mark.parametrize("words", ["السلام عليكم ورحمة الله", "پژوهش فارسی", "اردو ٹھیک", "שלום, זה טקסט (כן)"])
def test_each_letter_of_arabic_and_hebrew_stands_there_once(press: Press, words: str) -> None:
    """Their order is left to the reader of the PDF: poppler turns some of it round."""
    made = sheet(words)
    assert made.body[0]["dir"] == "rtl"
    line = next(line for line in text_of_pdf(press.print(made).pdf).split("\n") if Counter(line) & Counter(words[:3]))
    assert Counter(line.replace(" ", "")) == Counter(words.replace(" ", ""))


def test_a_character_without_a_drawing_is_named(press: Press) -> None:
    with pytest.raises(Unprintable) as refused:
        press.print(sheet("A word: 漢字."))
    assert refused.value.message == ("no font here has the character '漢' (U+6F22, CJK UNIFIED IDEOGRAPH-6F22), nor 字")
    assert refused.value.hint.startswith("write it in another way")


@pytest.mark.parametrize(
    ("markdown", "fields"),
    [
        ("/// scale\n    from: 漢\n    to: b\n///", {}),
        ("/// lines | 漢\n///", {}),
        ("", {"title": "漢"}),
        ("", {"words": (("漢", "a term"),)}),
    ],
    ids=["option", "label", "title", "term"],
)
def test_it_is_found_wherever_it_stands(press: Press, markdown: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Unprintable, match="U\\+6F22"):
        press.print(sheet(markdown, **fields))


def test_marks_that_are_not_seen_need_no_drawing(press: Press) -> None:
    press.print(sheet("left\u200eright joined\u2060up \ufeffold\ufeff \u2066apart\u2069 line\u2028end \u2764\ufe0f"))


def test_what_is_nested_without_end_keeps_its_words(press: Press) -> None:
    deep = element("em", "deep")
    for _ in range(200):
        deep = element("ul", element("li", element("blockquote", deep)))
    made = sheet("")
    made.body.extend(print_tree((deep,)))
    assert "deep" in text_of_pdf(press.print(made).pdf)
