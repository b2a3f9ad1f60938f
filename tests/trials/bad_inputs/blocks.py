"""Blocks with options that they cannot have."""

from __future__ import annotations

from tests.trials.bad_inputs import Bad, markdown


def _block(name: str, options: str, head: str = "say | Words", **more: bool) -> Bad:
    return markdown(name, f"/// {head}\n{options}\n\nWords.\n\n///\n", **more)


CASES: tuple[Bad, ...] = (
    _block("a list for a key", "    ? [a, b]\n    : c", quick=True, build=True),
    _block("a mapping for a key", "    ? {a: b}\n    : c"),
    _block("a number for a key", "    1: 2"),
    _block("nothing for a key", "    : 2"),
    _block("a truth value for a key", "    true: 2"),
    _block("a date for a key", "    2026-01-01: 2", "caution | Now"),
    _block("a null for a key, in a block that is mangled", "    ~: 2", "  say | Words"),
    markdown(
        "a list for a key in a block in a quotation", "> /// say | Words\n>     ? [a]\n>     : b\n>\n> Words.\n> ///\n"
    ),
    markdown("a number for a key in a block in a list", "- /// say | Words\n      1: 2\n\n  Words.\n  ///\n"),
    markdown(
        "a number for a key in a block in a block",
        "//// say | Words\n\n/// say | Words\n    1: 2\n\nWords.\n///\n////\n",
    ),
    _block("a bomb in options", "    a: &a [x]\n    b: [*a, *a]"),
    _block("options nested 5,000 deep", "    who: " + "[" * 5000),
    _block("options with a program", "    who: !!python/object/apply:os.system [echo x]"),
    _block("options of wrong kinds", "    who: {a: [1]}\n    why: [[], {}]"),
    _block("attributes of wrong kinds", "    attrs: [1, 2]"),
    _block("attributes with a number for a key", "    attrs: {1: 2}"),
    _block("5,000 options", "\n".join(f"    k{at}: v" for at in range(5000))),
    _block("a block that is not there", "", "no-such-block"),
    _block("a block whose name is a path", "", "../../etc/passwd"),
    _block("a passage from nowhere", "    from: gone", "passage"),
    markdown("a title of 100,000 letters", "/// say | " + "a " * 50_000 + "\n\nWords. [x](#none)\n\n///\n"),
    markdown("a claim that is not there, 3,000 times", "[Words]{claim=gone}\n\n" * 3000),
    markdown("hostile attributes", "[Words]{onclick=alert(1) style=x data-block=say claim=gone}"),
    markdown("HTML that looks like one of ours", '<div data-block="gone"><p data-title="">x</p></div>\n\n[x](#none)\n'),
    markdown("HTML that looks like a block of ours", '<div data-block="say"></div>\n\n[x](#none)\n'),
    markdown("raw HTML of a program", "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n"),
)
