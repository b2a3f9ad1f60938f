"""Handbooks of freely invented pages: every construct that authors use, in several languages and scripts."""

from __future__ import annotations

import random
from collections.abc import Callable
from zlib import crc32

from tests.tiny import BASE, SETTINGS, handout, page

# What the typefaces of sheets have, and what only a page can show.
PRINTED = (
    "trust bond Ärger über naïve façade señor mañana žluťoučký kůň Œuvre straße don't well-being O’Neill AT&T 5–10 "
    "2018 3rd co-operate snake_case x2"
).split()
WORDS = [*PRINTED, *"Ελπίδα λόγος доверие встреча ثقة علاقة אמון קשר 信頼 関係 신뢰 विश्वास ไว้ใจ 👋 ❤️‍🩹".split()]
Say = Callable[[int], str]

# Each makes one passage of a page from `say(n)`, which gives n words.
PASSAGES: tuple[Callable[[Say], str], ...] = (
    lambda say: f"{say(9)},\n{say(7)}\n{say(1)}.",
    lambda say: f"{say(2)} *{say(2)}* **{say(1)}** ***{say(1)}*** _{say(2)}_ un*{say(1)}*able.",
    lambda say: (
        f'[{say(2)}](#start) {say(1)} [{say(1)}][ref] {say(1)} [{say(2)}](https://a.example/p_q?r=s "{say(2)}").'
    ),
    lambda say: (
        f"{say(1)} <https://a.example/there> {say(2)} &amp; {say(1)} &nbsp; {say(1)}&shy;{say(1)} &copy; \\*{say(1)}."
    ),
    lambda say: f"- {say(3)}\n- {say(2)}\n    - {say(3)}\n    - {say(1)}\n\n    {say(4)}\n- {say(2)}",
    lambda say: f"1. {say(3)}\n2. {say(2)}\n\n    > {say(4)}\n\n3. {say(1)}",
    lambda say: f"{say(2)}\n:   {say(5)}\n\n{say(1)}\n:   {say(2)}\n:   {say(3)}",
    lambda say: f"| {say(1)} | {say(2)} |\n| --- | :-: |\n| {say(2)} | {say(1)} |\n| **{say(1)}** | `{say(1)}` |",
    lambda say: f"> {say(6)}\n> {say(2)}\n>\n> {say(3)}",
    lambda say: f"```text\n{say(3)} [x](y) {{#z}}\n{say(2)} &amp; <b>\n```",
    lambda say: f"{say(1)}:\n\n    {say(3)}\n    {say(2)}",
    lambda say: f"{say(2)} `{say(2)}` ``{say(1)} ` {say(1)}`` {say(1)}.",
    lambda say: f'<!-- remark {say(3)} -->\n{say(3)} <em>{say(2)}</em><br>{say(2)} <abbr title="x">{say(1)}</abbr>.',
    lambda say: f"<div>\n<p>{say(4)}</p>\n</div>",
    lambda say: f"### {say(3)}\n\n{say(4)} \"{say(2)}\" '{say(1)}' {say(1)}... {say(1)} -- {say(2)}",
    lambda say: f"/// client\n{say(5)}\n\n- {say(2)}\n///",
    lambda say: f"/// counsellor\n{say(4)}\n///",
    lambda say: f"/// example\n{say(8)}\n///",
    lambda say: f"/// evidence\n    grade: few\n{say(5)}\n///",
    lambda say: f'/// say | {say(3)}\n    who: client\n    why: {say(4)}\n"{say(5)}"\n///',
    lambda say: f"/// caution | {say(3)}\n{say(4)}\n///",
    lambda say: f"//// compare\n/// side | {say(2)}\n{say(4)}\n///\n/// side | {say(2)}\n{say(3)}\n///\n////",
    lambda say: f"[{say(2)}]{{.no-term}} {say(2)} [{say(1)}]{{lang=cy}} [{say(2)}](#start){{.no-term}} {say(1)}",
    lambda say: f"{say(3)}  \n{say(2)}\\\n{say(2)}",
    lambda say: f"* * *\n\n{say(2)}",
)
PLACES_TO_WRITE: tuple[Callable[[Say], str], ...] = (
    lambda say: f"/// lines | {say(3)}\n    count: 2\n///",
    lambda say: f"/// ticks | {say(2)}\n- {say(3)}\n- {say(2)}:\n///",
    lambda say: f"/// scale | {say(4)}\n    from: {say(2)}\n    to: {say(2)}\n///",
    lambda say: f"/// box | {say(2)}\n    height: 2\n///",
    lambda say: f"/// boxes | {say(2)}\n- {say(1)}\n- {say(2)}\n///",
)
REFERENCES = '\n\n[ref]: https://a.example/ref "Some title"\n'
# With these a handbook is handed to MkDocs.
EXTENSIONS = "markdown_extensions: [footnotes, abbr, admonition, pymdownx.mark, pymdownx.tilde, pymdownx.tasklist]\n"


def _with_footnote(words: str, more: str, note: str) -> str:
    # A page has as many footnotes as it happens to have, each with a name of its own.
    name = f"n{crc32((words + more + note).encode())}"
    return f"{words}[^{name}] {more}.\n\n[^{name}]: {note}\n    {words}"


EXTENDED: tuple[Callable[[Say], str], ...] = (
    lambda say: _with_footnote(say(2), say(3), say(4)),
    lambda say: f'!!! note "{say(2)}"\n    {say(4)}',
    lambda say: f"=={say(2)}== ~~{say(1)}~~ {say(2)}",
    lambda say: f"- [ ] {say(2)}\n- [x] {say(3)}",
)


def invented(pages: int, seed: int = 1, *, extended: bool = False) -> dict[str, str | bytes]:
    """The files of a handbook of so many pages, and of as many sheets as a tenth of that."""
    chance = random.Random(seed)

    def say(number: int) -> str:
        return " ".join(chance.choices(WORDS, k=number))

    def say_in_print(number: int) -> str:
        return " ".join(chance.choices(PRINTED, k=number))

    def body(kinds: tuple[Callable[[Say], str], ...], number: int, name: str, say: Say) -> str:
        chosen = [chance.choice(kinds)(say) for _ in range(number)]
        parts = [f"## {say(2)} {{#{name}-{at}}}\n\n{passage}" for at, passage in enumerate(chosen)]
        return "\n\n".join(parts) + REFERENCES

    files = {**BASE, "mkdocs.yml": SETTINGS + (EXTENSIONS if extended else "")}
    for at in range(pages):
        name = f"page-{at}"
        kinds = (*PASSAGES, chance.choice(EXTENDED)) if extended else PASSAGES
        gives = f'you-will:\n  - find {say(2)}\n  - "see: {say(2)}"\n'
        files[f"content/{name}.md"] = page(name, body(kinds, 12, name, say), f"Page {at}", gives)
    for at in range(pages // 10):
        kinds = (*PASSAGES[:15], *PLACES_TO_WRITE)
        text = handout(f"H{at:02}", "start", body(kinds, 5, f"h{at}", say_in_print)).replace(
            "section:", "max-pages: 9\nsection:"
        )
        files[f"content/handouts/H{at:02}.md"] = text
    links = "\n".join(f"- [](#page-{at})" for at in range(pages))
    files["content/index.md"] = page("start", f"Counsellors help.\n\n{links}\n")
    return files
