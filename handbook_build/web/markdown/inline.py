"""What stands in a line of words, as CommonMark.

Every sign that Markdown would take for its own is escaped here and nowhere else. Emphasis that CommonMark could not
read where it stands, such as in the middle of a word before a quotation mark, is left out: words go before looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category
from urllib.parse import quote

from handbook_build.model.nodes import Element, Node, Text, text_of

MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
# What is there for the eye or the hand alone, and says nothing in a file.
UNSAID = frozenset("svg button script style textarea input select template".split())
# A break that an author made, until the line is finished.
BREAK = "\0"
# Elements whose words are apart from those beside them, where no blank says so.
APART = frozenset(("dd", "div", "dt", "label", "li", "p", "summary", "td"))
BLANKS = re.compile(r"[ \t\r\n]+")
# Signs with a meaning anywhere in a line; `<` and `&` where a tag or a character's name could begin.
ANYWHERE = re.compile(r"[\\`*\[\]~|]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
# All of these, for a quick look: most words have none.
SIGNS = re.compile(r"[\\`*\[\]~|<&_]")
# An address that is its own link between pointed brackets.
WHOLE = re.compile(r"https?://[!#-;=?-Z\]_a-z~]+")
# Signs with a meaning at the beginning of a line. A number loses it by the sign behind it.
FIRST = re.compile(r"[#>+=-]|\d+(?=[.)](?:\s|$))")


@dataclass(frozen=True)
class Line:
    """Writes lines. `led` gives the address for a link, or nothing where it leads nowhere in a file; `pictured` that of
    a picture.
    """

    led: Callable[[str], str]
    pictured: Callable[[str], str]

    def written(self, nodes: Iterable[Node]) -> str:
        """The nodes as one line, but for breaks that an author made."""
        words = BLANKS.sub(" ", self._all(nodes)).strip(f" {BREAK}")
        if BREAK not in words:
            return _first(words.strip())
        # After a break, a line begins anew.
        return "\\\n".join(_first(part.strip()) for part in words.split(BREAK))

    def words(self, *parts: Node | str) -> str:
        """The same of nodes and plain words in a row."""
        return self.written(Text(part) if isinstance(part, str) else part for part in parts)

    def _all(self, nodes: Iterable[Node], marks: frozenset[str] = frozenset()) -> str:
        parts = [(_mark(node), self._one(node, marks)) for node in nodes]
        made = ""
        for at, (mark, words) in enumerate(parts):
            if not mark or mark in marks:
                made += words
            else:
                after = next((one for _, one in parts[at + 1 :] if one), "")
                made += _stressed(mark, words, made, after)
        return made

    def _one(self, node: Node, marks: frozenset[str]) -> str:
        if isinstance(node, Text):
            return escaped(node.text)
        if not isinstance(node, Element) or is_unsaid(node):
            return ""
        if node.tag == "br":
            return BREAK
        if node.tag == "img":
            alt = self._all((Text(node.get("alt")),))
            return f"![{alt}]({target(self.pictured(node.get('src')))})" if alt else ""
        if node.tag == "code":
            return _code(text_of(node.children))
        if node.tag == "sup":
            words = self._all(node.children, marks)
            return f"^{words}" if words else ""
        words = self._all(node.children, marks | {_mark(node)})
        if node.tag == "a":
            return self._link(node, words)
        return f" {words} " if node.tag in APART or "who" in node.classes else words

    def _link(self, node: Element, words: str) -> str:
        address = self.led(node.get("href"))
        before, words, behind = _trimmed(words)
        if address and address == text_of(node.children).strip() and WHOLE.fullmatch(address):
            return f"{before}<{address}>{behind}"
        return f"{before}[{words}]({target(address)}){behind}" if address and words else f"{before}{words}{behind}"


def _mark(node: Node) -> str:
    """The marks around the words of an element; the grade of a statement is set apart from it."""
    if not isinstance(node, Element):
        return ""
    return "*" if node.tag == "span" and "grade" in node.classes else MARKS.get(node.tag, "")


def escaped(words: str) -> str:
    """Words in which Markdown finds nothing of its own, but perhaps at the beginning of a line."""
    words = words.replace(BREAK, "")
    return ANYWHERE.sub(r"\\\g<0>", words) if SIGNS.search(words) else words


def is_unsaid(node: Element) -> bool:
    """Whether an element says nothing in a file."""
    return node.tag in UNSAID or "hidden" in [name for name, _ in node.attributes]


def _first(line: str) -> str:
    found = FIRST.match(line)
    if not found:
        return line
    at = found.end() if found[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _stressed(mark: str, words: str, before: str, after: str) -> str:
    """Words between marks where CommonMark reads them as such, else without."""
    lead, words, behind = _trimmed(words)
    if not words:
        return lead + behind
    opens = _flanks((before + lead)[-1:], words[0])
    closes = _flanks((behind + after)[:1], words[-1])
    clash = (before + lead).endswith("*") or (behind + after).startswith("*")
    return f"{lead}{mark}{words}{mark}{behind}" if opens and closes and not clash else f"{lead}{words}{behind}"


def _flanks(outside: str, inside: str) -> bool:
    """Whether a mark between these two characters opens or closes, by CommonMark's rule of flanking."""
    return not _is_sign(inside) or not outside or outside.isspace() or _is_sign(outside)


def _is_sign(character: str) -> bool:
    return category(character)[0] in "PS"


def _trimmed(words: str) -> tuple[str, str, str]:
    """Words without the blanks around them, and those."""
    inner = words.strip()
    at = words.find(inner) if inner else len(words)
    return words[:at], inner, words[at + len(inner) :]


def _code(words: str) -> str:
    words = BLANKS.sub(" ", words)
    longest = max(map(len, re.findall("`+", words)), default=0)
    room = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{'`' * (longest + 1)}{room}{words}{room}{'`' * (longest + 1)}" if words.strip() else ""


@lru_cache(maxsize=20_000)
def target(address: str) -> str:
    """An address that ends where its bracket does."""
    return quote(address, safe="%/?#@!$&'*+,;=:~")
