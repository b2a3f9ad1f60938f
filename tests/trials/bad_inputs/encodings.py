"""Files that are no UTF-8 text, or hold what no page can show."""

from __future__ import annotations

from tests.tiny import page
from tests.trials.bad_inputs import Bad, file, markdown

PAGE = "content/bad.md"
TEXT = page("bad", "Ärger über Œuvres.")

CASES: tuple[Bad, ...] = (
    file("UTF-16 with a mark", PAGE, TEXT.encode("utf-16"), quick=True, build=True),
    file("UTF-16 without a mark", PAGE, TEXT.encode("utf-16-le")),
    file("UTF-16, the other way round", PAGE, TEXT.encode("utf-16-be")),
    file("UTF-32", PAGE, TEXT.encode("utf-32")),
    file("Latin-1", PAGE, TEXT.encode("latin-1", "replace")),
    file("Windows-1252", PAGE, TEXT.encode("cp1252")),
    file("UTF-8 that is cut off", PAGE, page("bad", "Ä").encode().rstrip()[:-1]),
    file("a byte order mark in the middle", PAGE, page("bad", "One\ufefftwo.")),
    file("overlong UTF-8", PAGE, page("bad").encode() + b"\xc0\xaf\xe0\x80\xaf"),
    file("half of a pair as UTF-8", PAGE, page("bad", "a\ud800b")),
    file("beyond the last character", PAGE, page("bad").encode() + b"\xf4\x90\x80\x80"),
    file("a continuation byte alone", PAGE, b"\x80" + TEXT.encode()),
    file("a picture under the name of a page", PAGE, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
    file("a program under the name of a page", PAGE, b"\x7fELF" + bytes(2000)),
    file("random bytes", PAGE, bytes(number * 7919 % 256 for number in range(50_000))),
    file("NUL", PAGE, page("bad", "a\0b")),
    file("a page of nothing but NUL", PAGE, bytes(100_000)),
    file("escape sequences of a terminal", PAGE, page("bad", "\x1b[31mred\x1b]0;title\x07")),
    file("every control character", PAGE, page("bad", "".join(map(chr, range(1, 32))))),
    file("a million control characters", PAGE, lambda: page("bad", "\x01 " * 450_000)),
    file("the codes of C1", PAGE, page("bad", "a\x85b\x9bc")),
    file("bidi marks that hide words", PAGE, page("bad", "call \u202e321 611\u202c now")),
    file("no character", PAGE, page("bad", "a\ufffe\uffffb")),
    file("NUL in the termbase", "content/terms.yml", b"terms:\n  - id: a\0b\n"),
    file("UTF-16 in the termbase", "content/terms.yml", "terms: []\n".encode("utf-16")),
    file("UTF-16 in the works", "content/references.json", "[]".encode("utf-16")),
    file("Latin-1 in the numbers", "content/help.yml", "services:\n  - name: Ärzte\n".encode("latin-1")),
    file("Latin-1 in the practice", "practice.toml", 'name = "Ärzte"\n'.encode("latin-1")),
    file("a page of 20 MB", PAGE, lambda: page("bad", "Words and words. " * 1_200_000), quick=True, build=True),
    file("a page of 900 KB", PAGE, lambda: page("bad", "Words and words [x](#none).\n\n" * 31_000)),
    file("a line of 5 MB", PAGE, lambda: page("bad", "word " * 1_000_000)),
    file("a word of 5 MB", PAGE, lambda: page("bad", "w" * 5_000_000)),
    file("a million empty lines", PAGE, lambda: page("bad", "\n" * 4_000_000)),
    file("a termbase of 20 MB", "content/terms.yml", lambda: "terms:\n" + "  - id: a\n" * 2_000_000),
    markdown("marks that Markdown keeps for itself", "\x02klzzwxh:0001\x03 \x02amp\x03 " * 50),
    markdown("private characters by the thousand", "\U000f0000\U000f0001 [none](#none) " * 5000),
)
