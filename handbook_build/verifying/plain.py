"""Words as they are compared: letters and digits, without marks of emphasis and signs that nobody sees."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

WORD = re.compile(r"[^\W_]+")
# What stands in the place of something that is not shown: within a word, or between two.
JOINED, BREAK = "\x00", "\x01"
# Soft hyphens, joiners, marks of direction, selectors of a variation.
HIDDEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_MARKS = re.compile(r"[*_~^=`\[\]\\]")

_MAIN = re.compile(r"<main\b.*?</main\s*>", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"<body\b.*?</body\s*>", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<h1\b.*?</h1\s*>", re.DOTALL | re.IGNORECASE)
_UNREAD = re.compile(r"<!--.*?-->|<(script|style|svg|template|nav|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ALTERNATIVE = re.compile(r"<(?:\w+:)?img\b[^<>]*?\balt=\"([^\"]*)\"[^<>]*>", re.IGNORECASE)
_TIP = re.compile(r"\btitle=\"([^\"]*)\"", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_PARAGRAPH_END = re.compile(r"</w:p>|<w:(?:br|tab|cr)\b[^<>]*>")
_PICTURE = re.compile(r"<wp:docPr\b[^<>]*?\bdescr=\"([^\"]*)\"[^<>]*>")


def without_marks(text: str) -> str:
    """A text without what stands in words and is no part of them."""
    return _MARKS.sub("", HIDDEN.sub("", text))


def words(text: str) -> list[str]:
    return WORD.findall(without_marks(text))


def of_html(html: str) -> tuple[str, str]:
    """What a page says, and what it says to pointers alone."""
    main = _MAIN.search(html) or _BODY.search(html)
    shown = _UNREAD.sub(" ", main[0] if main else html)
    tips = " ".join(_TIP.findall(shown))
    # Two spans side by side are two places, which a style sheet sets apart.
    shown = _ALTERNATIVE.sub(r"\1", shown).replace("</span><span", "</span> <span")
    return unescape(_TAG.sub(" ", _INLINE.sub("", shown))), unescape(tips)


def of_word(data: bytes) -> str:
    """What a Word document says."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            xml = archive.read("word/document.xml").decode()
    except (BadZipFile, KeyError, UnicodeDecodeError):
        return ""
    xml = _PICTURE.sub(r" \1 ", _PARAGRAPH_END.sub(" ", xml))
    return unescape(_TAG.sub("", xml))


def first_heading(html: str) -> str:
    found = _HEADING.search(html)
    return found[0] if found else ""


def of_book(data: bytes) -> dict[str, str]:
    """The HTML of each file of an EPUB, by its name."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")}
    except (BadZipFile, UnicodeDecodeError):
        return {}
