"""Markdown that is nested deeply, or that costs its reader more than its length."""

from __future__ import annotations

from tests.trials.bad_inputs import Bad, markdown


def _blocks(depth: int) -> str:
    opened = "\n".join(f"{'/' * (3 + depth - at)} caution | Now" for at in range(depth))
    return opened + "\n\nwords\n\n" + "\n".join("/" * (4 + at) for at in range(depth))


def _indented(sign: str, depth: int) -> str:
    return "\n".join(f"{'    ' * at}{sign} item" for at in range(depth))


def _elements(name: str, depth: int) -> str:
    return f"<{name}>" * depth + "words" + f"</{name}>" * depth


CASES: tuple[Bad, ...] = (
    markdown("500 list signs on a line", "- " * 500 + "x", quick=True, build=True),
    markdown("5,000 list signs on a line", "- " * 5000 + "x"),
    markdown("500 numbers of a list on a line", "1. " * 500 + "x"),
    markdown("250 nested lists", lambda: _indented("-", 250)),
    markdown("600 nested lists", lambda: _indented("*", 600)),
    markdown("250 nested numbered lists", lambda: _indented("1.", 250)),
    markdown("nested definitions", lambda: "\n".join(f"{'    ' * at}term\n{'    ' * at}:   what" for at in range(250))),
    markdown("50,000 quotation signs on a line", ">" * 50_000 + " x"),
    markdown("2,000 quotation signs with spaces", "> " * 2000 + "x"),
    markdown("a quotation one level deeper on each line", lambda: "\n".join(">" * at + " x" for at in range(1, 700))),
    markdown("a quotation in a list in a quotation", "> - " * 400 + "x"),
    markdown("300 nested blocks", lambda: _blocks(300), quick=True, build=True),
    markdown("2,000 nested blocks", lambda: _blocks(2000)),
    markdown("2,000 opening brackets", "[" * 2000),
    markdown("50,000 opening brackets", "[" * 50_000),
    markdown("900,000 opening brackets", lambda: "[" * 900_000),
    markdown("2,000 brackets, closed", "[" * 2000 + "x" + "]" * 2000),
    markdown("500 citations never closed", "[@a" * 500),
    markdown("20,000 citations never closed", "[@a" * 20_000),
    markdown("2,000 links in links", "[a](" * 2000),
    markdown("2,000 pictures in pictures", "![" * 2000),
    markdown("2,000 sections of CDATA", "<![CDATA[" * 2000),
    markdown("20,000 sections of CDATA", "<![CDATA[" * 20_000),
    markdown("spans in spans", "[" * 300 + "x" + "]{.a}" * 300),
    markdown("300 nested divs", lambda: _elements("div", 300)),
    markdown("5,000 nested divs", lambda: _elements("div", 5000), build=True),
    markdown("100,000 nested divs", lambda: _elements("div", 80_000)),
    markdown("5,000 nested spans", lambda: _elements("span", 5000)),
    markdown("5,000 nested b", lambda: _elements("b", 5000)),
    markdown("3,000 nested tables", lambda: _elements("table><tr><td", 1) + _elements("table", 3000)),
    markdown("20,000 elements never closed", "<div>" * 20_000),
    markdown("20,000 elements never opened", "</div>" * 20_000),
    markdown("5,000 blocks never closed", "/// caution | Now\n" * 5000),
    markdown("5,000 ends of blocks", "///\n\n" * 5000),
    markdown("a fence never closed, 5,000 times", "```a\n\n~~~b\n\n" * 2500),
    markdown("nested emphasis", lambda: "*a **b " * 3000),
    markdown("nested emphasis, closed", lambda: "*a _b " * 800 + "x" + "_ *" * 800),
)
