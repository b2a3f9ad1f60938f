"""Data files: bombs, nesting and values of the wrong kind, in each file that a handbook may have."""

from __future__ import annotations

import json

from tests.tiny import page
from tests.trials.bad_inputs import Bad, file

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 10)
)
YAML = (
    "terms",
    "claims",
    "help",
    "phrases",
    "coverage",
    "false-claims",
    "jargon",
    "urgent",
    "editions/changes",
    "editions/errata",
)
DEEP = "[" * 50_000
EDITION = "content/editions/2026.1.json"
WORKS = "content/references.json"


def _front(lines: str) -> str:
    return f"---\nid: bad\n{lines}\n---\n\nWords.\n"


def _page(name: str, lines: str, **more: bool) -> Bad:
    return file(name, "content/bad.md", _front(lines), **more)


CASES: tuple[Bad, ...] = (
    *(
        file(f"a bomb in {name}.yml", f"content/{name}.yml", LAUGHS, quick=name == "terms", build=name == "terms")
        for name in YAML
    ),
    *(file(f"{name}.yml, nested 50,000 deep", f"content/{name}.yml", "a: " + DEEP) for name in YAML),
    *(file(f"{name}.yml that is a list of numbers", f"content/{name}.yml", "- 1\n- 2\n") for name in YAML),
    file("a bomb in mkdocs.yml", "mkdocs.yml", "site_name: A\n" + LAUGHS + "plugins: [1, {handbook: 3}]\n"),
    file("mkdocs.yml, nested 50,000 deep", "mkdocs.yml", "site_name: A\na: " + DEEP, quick=True, build=True),
    file("mkdocs.yml that is a list", "mkdocs.yml", "- 1\n"),
    file(
        "mkdocs.yml with a program", "mkdocs.yml", "site_name: !!python/object/apply:os.system [echo x]\nplugins: 3\n"
    ),
    file(
        "mkdocs.yml of 400 KB",
        "mkdocs.yml",
        lambda: "site_name: A\nsite_name: B\n" + "".join(f"k{at}: v\n" for at in range(40_000)),
    ),
    file("mkdocs.yml with one key 30,000 times", "mkdocs.yml", lambda: "site_name: A\n" * 30_000),
    file(
        "mkdocs.yml with extensions that are no words",
        "mkdocs.yml",
        "site_name: A\nmarkdown_extensions: [1, [2], {a: {b: c}}]\n",
        warned=True,
    ),
    file(
        "mkdocs.yml with options that an extension cannot use",
        "mkdocs.yml",
        "site_name: A\nmarkdown_extensions: [{footnotes: {GONE: 1}}]\n",
    ),
    _page("front matter, nested 50,000 deep", "title: " + DEEP, quick=True, build=True),
    _page("front matter, nested 50,000 deep in braces", "title: " + "{a: " * 50_000),
    _page("front matter, nested 5,000 deep by lines", "\n".join(" " * at + "a:" for at in range(1200))),
    _page("a bomb in front matter", LAUGHS),
    _page("front matter with a program", "title: !!python/object/apply:os.system [echo x]"),
    _page("front matter that is a list", "- a"),
    _page("front matter with a key twice", "title: A\ntitle: B"),
    _page("front matter with a list for a key", "? [a, b]\n: c"),
    _page(
        "front matter of wrong kinds",
        "title: [1, {a: b}]\nsummary: {}\nkind: [concept]\naudience: {client: 1}\nrelated: 3",
    ),
    _page("a date of 10^30", "title: A\nreviewed: 1000000000000000000000000000000-01-01"),
    _page("a title of 900,000 letters", "title: " + "a" * 900_000),
    _page("50,000 keys in front matter", "\n".join(f"k{at}: v" for at in range(50_000))),
    _page("50,000 times the same key", "title: a\n" * 50_000),
    file("front matter never closed", "content/bad.md", "---\nid: bad\ntitle: x\n"),
    file("no front matter", "content/bad.md", "Warning: call 112\n"),
    file("a hostile id", "content/bad.md", page("bad").replace("id: bad", "id: ../../etc/passwd")),
    file("an id of signs", "content/bad.md", page("bad").replace("id: bad", 'id: "<script>\\n\'\\"{}"')),
    file("an id of another page", "content/bad.md", page("start"), at=""),
    file("an id of a section of another page", "content/bad.md", page("bad", "## One {#start}\n\nA."), at=""),
    file(
        "terms.yml with a word that matches everything", "content/terms.yml", "terms:\n  - id: a\n    preferred: ''\n"
    ),
    file(
        "terms.yml with a form of 100,000 letters",
        "content/terms.yml",
        "terms:\n  - id: a\n    preferred: " + "ab " * 33_000 + "\n",
    ),
    file(
        "terms.yml with hostile phrases",
        "content/terms.yml",
        "terms:\n  - id: a\n    preferred: alpha\n    other-senses: ['" + "a/b " * 40 + "']\n",
    ),
    file(
        "5,000 entries of one form",
        "content/terms.yml",
        "terms:\n" + "".join(f"  - id: t{at}\n    preferred: same\n" for at in range(5000)),
    ),
    file(
        "terms that are each other's broader term",
        "content/terms.yml",
        "terms:\n"
        + "".join(f"  - id: t{at}\n    preferred: w{at}\n    broader: [t{(at + 1) % 3000}]\n" for at in range(3000)),
    ),
    file(
        "false claims with hostile wordings",
        "content/false-claims.yml",
        "claims:\n  - id: a\n    says: b\n    better: c\n    wordings: ['" + "... (a) b* " * 500 + "', '{gone} a']\n",
    ),
    file(
        "claims of wrong kinds",
        "content/claims.yml",
        "claims:\n  - id: [1]\n    statement: {a: b}\n    figures: [1, {effect: []}]\n",
    ),
    file("an empty edition", EDITION, ""),
    file("an edition that is a list", EDITION, "[]"),
    file("an edition, nested 100,000 deep", EDITION, lambda: "[" * 100_000),
    file("an edition, nested 50,000 deep in braces", EDITION, lambda: '{"a":' * 50_000),
    file(
        "an edition of wrong kinds", EDITION, json.dumps({"edition": 1, "date": [], "pages": 3, "parts": {"a": None}})
    ),
    file("an edition with NaN", EDITION, '{"edition": NaN, "parts": [Infinity, -Infinity]}'),
    file("an edition with a number of 5,000 digits", EDITION, '{"edition": ' + "9" * 5000 + "}"),
    file("a picture in the folder of editions", "content/editions/a.png", b"\x89PNG"),
    file("works, nested 100,000 deep", WORKS, "[" * 100_000, quick=True, build=True),
    file("works, nested 100,000 deep in braces", WORKS, "[" + '{"a":' * 100_000),
    file("practice.toml, nested 50,000 deep", "practice.toml", "a = " + "[" * 50_000, quick=True, build=True),
    file("practice.toml, with a key of 50,000 dots", "practice.toml", ".".join(["a"] * 50_000) + " = 1"),
    file("practice.toml with a key twice", "practice.toml", 'name = "A"\nname = "B"\n'),
    file("practice.toml of wrong kinds", "practice.toml", "name = 3\nphone = [1, {a = 2}]\nlogo = 1979-05-27\n"),
    file("practice.toml with a number of 5,000 digits", "practice.toml", "name = " + "9" * 5000),
    file(
        "practice.toml with 10,000 tables",
        "practice.toml",
        lambda: "".join(f"[a{at}]\nb = 1\n" for at in range(10_000)),
    ),
    file(
        "practice.toml, dotted 200 deep, 100 times",
        "practice.toml",
        lambda: "".join(f"{'.'.join(['a'] * 200)}.k{at} = 1\n" for at in range(100)),
    ),
)
