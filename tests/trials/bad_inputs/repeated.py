"""Markdown in which one sign is repeated until its reader is slow; each ends in a link that leads nowhere."""

from __future__ import annotations

from tests.trials.bad_inputs import Bad, markdown

FOOTNOTES = "".join(f"[^{at}]: see [^{at}] and [^{at + 1}]\n\n" for at in range(500))

CASES: tuple[Bad, ...] = (
    *(
        markdown(
            f"{sign!r}, {number:,} times{after and f', then {after!r}'}", lambda s=sign, n=number, a=after: s * n + a
        )
        for sign, number, after in (
            ("*", 50_000, ""),
            ("*a", 5000, ""),
            ("**a", 5000, ""),
            ("***a", 3000, ""),
            ("_", 50_000, ""),
            ("_a", 5000, ""),
            ("*a_b", 3000, ""),
            ("~", 50_000, ""),
            ("^", 50_000, ""),
            ("=", 50_000, ""),
            ("`", 50_000, ""),
            ("`a", 5000, ""),
            ("\\", 50_000, ""),
            ("\\*", 20_000, ""),
            ("&", 50_000, ""),
            ("&amp;", 20_000, ""),
            ("&#x110000;", 5000, ""),
            ("&#" + "9" * 5000 + ";", 1, ""),
            ("<", 50_000, ""),
            ("<a ", 5000, ""),
            ("<!--", 5000, ""),
            ("<?", 10_000, ""),
            ("<a href='", 3000, ""),
            ("<https://", 5000, ""),
            ("</", 20_000, ""),
            ("{", 50_000, ""),
            ("{#a}", 10_000, ""),
            ("{.a", 10_000, ""),
            ("x{: ", 10_000, ""),
            ("](", 20_000, ""),
            ("]", 50_000, ""),
            ("(", 50_000, ""),
            ("[a](<", 3000, ""),
            ("[a](b '", 3000, ""),
            ("[a][", 5000, ""),
            ("[a]: b\n", 20_000, ""),
            ("[a]: <b\n", 5000, ""),
            ("@", 50_000, ""),
            ("@a [", 5000, ""),
            ("[@a; ", 3000, "@b]"),
            ("[@a, p. ", 3000, "]"),
            ("|", 20_000, ""),
            ("| a ", 5000, "|\n" + "|---" * 5000 + "|\n"),
            ("#", 50_000, ""),
            ("# ", 20_000, "x"),
            ("## \n", 10_000, ""),
            ("## a {#a}\n\n", 3000, ""),
            ("-", 50_000, ""),
            ("- \n", 20_000, ""),
            ("* * ", 20_000, ""),
            ("\t", 100_000, "x"),
            (" ", 400_000, "x"),
            ("a\n: b\n\n", 5000, ""),
            ("'", 50_000, ""),
            ('"a ', 20_000, ""),
            (".", 100_000, ""),
            ("$", 50_000, ""),
            ("http://", 10_000, ""),
            ("a@b.", 10_000, ""),
            ("1", 400_000, ""),
            ("1.", 50_000, ""),
            ("28% of ", 10_000, ""),
            ("a-", 100_000, ""),
            ("\u0301", 100_000, ""),
            ("信", 200_000, ""),
        )
    ),
    markdown("a table of 5,000 rows", "| a | b |\n|---|---|\n" + "| [x](#none) | y |\n" * 5000),
    markdown(
        "a table of 2,000 columns and 50 rows", lambda: "|a" * 2000 + "\n" + "|-" * 2000 + ("\n" + "|b" * 2000) * 50
    ),
    markdown("footnotes that name themselves", FOOTNOTES + "[x](#none)"),
    markdown(
        "a short link for each of 5,000 words",
        lambda: (
            "".join(f"[w{at}] " for at in range(5000)) + "\n\n" + "".join(f"[w{at}]: #none\n" for at in range(5000))
        ),
    ),
    markdown("a list of 20,000 items", "- item\n" * 20_000),
    markdown("20,000 paragraphs", "word\n\n" * 20_000),
    markdown("a paragraph of 60,000 lines", "word\n" * 60_000),
    markdown("10,000 links that lead nowhere", "[x](#none) " * 10_000),
    markdown("a label of 200,000 letters", "[" + "a" * 200_000 + "](#none)"),
    markdown("an id of 200,000 letters", "## a {#" + "a" * 200_000 + "}\n\n"),
)
