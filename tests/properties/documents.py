"""Random Markdown documents, put together from the constructs that authors use.

A document is written with `CITED` where a citation may stand, so that one document can be read with
a citation there, and with a sign there that means nothing in Markdown.
"""

from __future__ import annotations

from hypothesis import strategies as st

# A private-use character of the basic plane, which is neither a mark of ours nor anything in Markdown.
CITED = "\ue000"

# The words that readers see. Addresses, ids, labels and remarks are made of others.
WORDS = (
    "trust", "Bond", "a", "I", "goals", "counsellor's", "don't", "well-being", "naïve", "Ärger", "2018", "3rd", "x2",
    "snake_case", "信頼", "関係と目標", "ثقة", "👋", "❤️‍🩹", "e.g.", "AT&T", "5–10", "O’Neill", "ﬁne",
)  # fmt: skip
SIGNS = (
    "&amp;",
    "&nbsp;",
    "&copy;",
    "&#8212;",
    r"\*",
    r"\_",
    r"\[",
    "!",
    "?",
    ",",
    ":",
    "/",
    "|",
    "#",
    "*",
    "`",
    "'",
)
LABELS = ("ref", "two", "deux")
DEFINITIONS = '[ref]: https://example.org/p "Some title"\n[two]: #there\n[DEUX]: other.md\n'
IDS = st.from_regex(r"q[a-z]{1,6}(-q[a-z]{1,6}){0,2}", fullmatch=True)
ADDRESSES = st.sampled_from(
    ("#there", "other.md", "https://example.org/p_q_r?q=v&w=x", "mailto:p.q@example.org", "<p q.md>")
)

words = st.sampled_from(WORDS)
plain = st.lists(words, min_size=1, max_size=4).map(" ".join)


def _inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One construct inside a line, round words or round another construct."""
    return st.one_of(
        st.tuples(st.sampled_from(("*", "**", "***", "_", "__")), inner).map(lambda p: f"{p[0]}{p[1]}{p[0]}"),
        st.tuples(inner, ADDRESSES).map(lambda p: f"[{p[0]}]({p[1]})"),
        st.tuples(plain, ADDRESSES, plain).map(lambda p: f'[{p[0]}]({p[1]} "{p[2]}")'),
        st.tuples(inner, st.sampled_from(LABELS)).map(lambda p: f"[{p[0]}][{p[1]}]"),
        st.sampled_from(LABELS).map(lambda label: f"[{label}]"),
        st.sampled_from(LABELS).map(lambda label: f"[{label}][]"),
        plain.map(lambda words: f"![{words}](picture.svg)"),
        st.tuples(inner, st.sampled_from((".term", ".no-term", "term=bond", "#here"))).map(
            lambda p: f"[{p[0]}]{{{p[1]}}}"
        ),
        plain.map(lambda words: f"`{words}`"),
        plain.map(lambda words: f"`` {words} ` {words} ``"),
        st.sampled_from(("<br>", "<https://example.org/p_q>", "<!-- some remark -->", '<span class="big p">')),
        inner.map(lambda words: f'<em title="so called">{words}</em>'),
        inner.map(lambda words: f'"{words}"'),
        inner.map(lambda words: f"'{words}'"),
        st.sampled_from(SIGNS),
        st.just(CITED),
    )


inlines = st.recursive(plain, _inline, max_leaves=4)
lines = st.lists(inlines, min_size=1, max_size=5).map(" ".join)
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)


def _indented(text: str, by: str) -> str:
    return "\n".join(f"{by}{line}" if line else line for line in text.split("\n"))


def _table(rows: list[tuple[str, str]]) -> str:
    return "\n".join(f"| {one} | {two} |" for one, two in (rows[0], ("---", ":--"), *rows[1:]))


cells = inlines.map(lambda cell: cell.replace("|", "/"))
items = st.tuples(st.sampled_from(("-", "*", "1.", "2.", "- [ ]", "- [x]")), lines).map(" ".join)


def _container(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A passage that holds other passages: a quotation or an item."""
    some = st.lists(inner, min_size=1, max_size=2).map("\n\n".join)
    return st.one_of(
        some.map(lambda text: _indented(text, "> ")),
        st.tuples(st.sampled_from(("- ", "1. ")), some).map(lambda p: p[0] + _indented(p[1], "    ").lstrip(" ")),
    )


def _block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A block of ours round other passages. It stands at the edge of the page, never in an item."""
    some = st.lists(inner, min_size=1, max_size=2).map("\n\n".join)
    heads = st.sampled_from(("client", "example", "caution | Take care", "trainer | Ärger & co", "discuss"))
    # An empty line after the head, since indented lines right below it would be options.
    return st.tuples(heads, some).map(lambda p: f"//// {p[0]}\n\n{p[1]}\n\n////")


leaves = st.one_of(
    paragraphs,
    st.tuples(st.sampled_from(("##", "###")), lines, IDS).map(lambda p: f"{p[0]} {p[1]} {{#{p[2]}}}"),
    st.tuples(plain, st.sampled_from(("===", "---"))).map("\n".join),
    st.lists(items, min_size=1, max_size=4).map("\n".join),
    st.lists(st.tuples(cells, cells), min_size=2, max_size=4).map(_table),
    st.tuples(plain, lines).map(lambda p: f"{p[0]}\n:   {p[1]}"),
    st.tuples(st.sampled_from(("```", "~~~")), plain).map(lambda p: f"{p[0]} text\n{p[1]}\n{p[0]}"),
    plain.map(lambda words: f"    {words}"),
    plain.map(lambda words: f'<div class="note">\n<p>{words}</p>\n</div>'),
    st.just("<!-- some remark\nin two lines -->"),
    st.just("---"),
)
contained = st.recursive(leaves, _container, max_leaves=3)
passages = st.one_of(contained, _block(contained))


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document of up to five passages, with or without its link definitions."""
    body = "\n\n".join(draw(st.lists(passages, min_size=1, max_size=5)))
    return f"{body}\n\n{DEFINITIONS}" if draw(st.booleans()) else f"{body}\n"


# Texts that nobody would write, of the characters that mean something in Markdown. No tabs: a mark
# moves the next tab stop, and with it the width of a space that no reader sees.
noise = st.text(alphabet="ab1 '\"*_`~[](){}<>!#|:;=+-/\\&\n\xa0é信👋" + CITED, max_size=60)
