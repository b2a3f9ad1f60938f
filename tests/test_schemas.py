"""The JSON Schemas for editors: where they are, and that they agree with `handbook check`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from handbook_build.exports import EXPORTS
from handbook_build.model.source import Source
from handbook_build.parsing.practice import parse_practice
from handbook_build.schemas import FORMATS, as_json, files
from tests.cases.case_files import read_cases
from tests.editors import OF_SHAPE, READERS, editor_says, reader_says
from tests.tiny import BASE, MakeTiny, handbook, page

PROJECT = Path(__file__).parent.parent

# Files


HEAD = re.compile(r"---\n(?P<yaml>.*?)^---$", re.DOTALL | re.MULTILINE)


def format_of(path: str) -> str | None:
    """The name of the schema for a file of a handbook, by its path there."""
    if path.endswith(".md"):
        return "handout" if "content/handouts/" in path and not path.endswith("index.md") else "page"
    return next((name for name, one in FORMATS.items() if path.split("/")[-1] == one.file), None)


def described(path: str, text: str) -> Iterator[tuple[str, str]]:
    """The schema for a file and the text that it describes: the whole, or the front matter of a page."""
    name = format_of(path)
    if name and path.endswith(".md"):
        head = HEAD.match(text)
        yield from [(name, head["yaml"])] if head else []
    elif name:
        yield name, text


OURS = [
    path
    for folder in (PROJECT / "content", PROJECT / "tests" / "handbooks")
    for path in sorted(folder.rglob("*"))
    if path.suffix in (".md", ".yml") and ".handbook" not in path.parts
] + [PROJECT / "mkdocs.yml"]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_an_editor_has_nothing_to_say_about_our_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert [problem for name, part in described(path.as_posix(), text) for problem in editor_says(name, part)] == []


def test_the_example_of_a_practice_is_right_for_both() -> None:
    text = (PROJECT / "practice.example.toml").read_text(encoding="utf-8")
    assert editor_says("practice", text) == reader_says("practice", text) == []
    practice, _ = parse_practice(Source("practice.toml", text))
    assert practice is not None
    assert (practice.address[0], practice.country) == ("14 Rowan Street", "GB")
    assert practice.crisis_line is not None
    assert practice.crisis_line.number == "01632 960999"


def test_an_editor_finds_fault_with_the_files_of_the_cases_that_the_reader_finds_fault_with() -> None:
    """Every file that a case of `tests/cases/checks` shows in full."""
    compared = 0
    for case in read_cases("checks", ("findings", "report")):
        for fence in case.files:
            for name, text in described(fence.options.get("title", ""), fence.text):
                flaws = READERS[name](Source(FORMATS[name].file, text))
                if {"bytes", "symlink"} & fence.options.keys() or any(flaw.kind not in OF_SHAPE for flaw in flaws):
                    continue
                compared += 1
                assert bool(editor_says(name, text)) == bool(reader_says(name, text)), f"{case}: {name}"
    assert compared > 100


# Values, each in the smallest record that has it


TERM = "terms: [{id: bond, preferred: bond, definition: Liking and trust., %s}]"
CLAIM = "claims: [{id: a, statement: It helps., strength: linked, source: handbook, %s}]"
PAGE = "id: a\ntitle: A\nsummary: It helps.\nkind: concept\naudience: client\n%s"
SHEET = "id: H1\ntitle: A\nsummary: It helps.\nsection: a\naudience: client\n%s"
SERVICE = "checked: 2026-11-22\nservices: [{country: A, code: NO, service: A, kind: health, source: a, %s}]"
RIGHT = [
    ("terms", "terms: []"),
    ("terms", TERM % "scope-note: true, admitted: 1.10, american: [2018]"),
    ("terms", TERM % "admitted: [tie, {form: link, link: asked}]"),
    ("terms", TERM % "deprecated: {form: glue, reason: a picture, replace: 'false'}"),
    ("terms", TERM % "differs: [{from: goals, how: One is felt.}]"),
    ("terms", TERM % "broader: []"),
    ("claims", CLAIM % "figures: [{studies: 82, interval: [.1, '.2'], share: 19.7%}]"),
    ("page", PAGE % "outline: 1.10"),
    ("page", PAGE % "reviewed: 2026-11-22"),
    ("handout", SHEET % "max-pages: 2"),
    ("handout", SHEET % "max-pages: '2'"),
    ("help", SERVICE % "checked: 2026-11-22, number: 999"),
    ("help", SERVICE % "checked: 2026-11-22, contact: at the desk"),
    ("mkdocs", "site_name: A\nplugins: [search, handbook]"),
    ("mkdocs", "site_name: A\nplugins: [handbook:]"),
    ("mkdocs", "site_name: A\ntheme: {name: material}\nplugins: [handbook: {page-words: 6 to 8, edition: 2026.1}]"),
]
WRONG = [
    ("terms", ""),
    ("terms", "- bond"),
    ("terms", "terms: bond"),
    ("terms", "term: []\nterms: []"),
    ("terms", "terms: [{id: null, preferred: bond, definition: Liking and trust.}]"),
    ("terms", "terms: [{id: bond, definition: Liking and trust.}]"),
    ("terms", TERM % "scope-note: ~"),
    ("terms", TERM % "scope-note: Null"),
    ("terms", TERM % "scope-note: ''"),
    ("terms", TERM % "scope-note: [a]"),
    ("terms", TERM % "related: [~]"),
    ("terms", TERM % "admitted: [null]"),
    ("terms", TERM % "admitted: [{form: link, reason: none}]"),
    ("terms", TERM % "deprecated: glue"),
    ("terms", TERM % "deprecated: [{form: glue}]"),
    ("terms", TERM % "differs: {from: goals, how: One is felt.}"),
    ("terms", TERM % "differs: [{from: two words, how: One is felt.}]"),
    ("terms", TERM % "link: sometimes"),
    ("claims", CLAIM % "figures: [{studies: many}]"),
    ("claims", CLAIM % "figures: [{studies: true}]"),
    ("claims", CLAIM % "figures: [{interval: [.1, .2, .3]}]"),
    ("claims", CLAIM % "figures: [{efect: r = .1}]"),
    ("false-claims", "false-claims: []\nwords: [a]"),
    ("coverage", "coverage: [{group: A, items: [{id: a, title: [b]}]}]"),
    ("page", PAGE.replace("client", "[]") % ""),
    ("terms", TERM % "audience: []"),
    ("page", PAGE % "reviewed: 2026-02-30"),
    ("page", PAGE % "reviewed: 2026-W05-1"),
    ("page", PAGE % "reviewed: 22 November"),
    ("handout", SHEET % "max-pages: 41"),
    ("handout", SHEET % "kind: concept"),
    ("help", ""),
    ("help", "checked: 2026-11-22\nservices: none"),
    ("help", SERVICE % "checked: 2026-11-22"),
    ("help", SERVICE % "checked: yesterday, number: 999"),
    ("help", SERVICE % "checked: 2026-11-22, number: 999 or 112"),
    ("mkdocs", "site_name: A\nplugins: [handbook: {contact: 'javascript:alert(1)'}]"),
    ("mkdocs", "site_name: A\nplugins: [handbook: {editon: 2}]"),
    ("mkdocs", "site_name: A\nplugins: [handbook: yes please]"),
    ("mkdocs", "site_url: https://example.org"),
]


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_right_for_both(name: str, text: str) -> None:
    assert (editor_says(name, text), reader_says(name, text)) == ([], [])


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_wrong_for_both(name: str, text: str) -> None:
    assert editor_says(name, text)
    assert reader_says(name, text)


# Where they are


@pytest.mark.parametrize("name", FORMATS)
def test_a_schema_is_valid_and_says_what_each_key_is(name: str) -> None:
    schema = json.loads(as_json(name))
    Draft202012Validator.check_schema(schema)
    assert [key for key, about in keys(schema) if not about.get("description")] == []


def keys(schema: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Every key that a schema knows, at any depth, but those that only lead to another."""
    if isinstance(schema, dict):
        for key, about in schema.get("properties", {}).items():
            if key != "handbook":
                yield key, about
        for below in schema.values():
            yield from keys(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from keys(below)


def test_a_schema_tells_what_holds_for_a_key_that_is_left_out() -> None:
    assert json.loads(as_json("terms"))["properties"]["terms"]["items"]["properties"]["link"]["default"] == "first"
    assert json.loads(as_json("handout"))["properties"]["max-pages"]["default"] == 1


def test_the_schemas_of_the_repository_are_those_of_the_code() -> None:
    folder = PROJECT / "schemas"
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert found == files(), "renew them with: handbook schema --write schemas"


COMMENT = re.compile(r"# yaml-language-server: \$schema=(\S+)|#:schema (\S+)")


@pytest.mark.parametrize(
    "path",
    [*sorted((PROJECT / "content").glob("*.yml")), PROJECT / "practice.example.toml"],
    ids=lambda path: path.name,
)
def test_a_data_file_begins_with_the_line_that_leads_an_editor_to_its_schema(path: Path) -> None:
    match = COMMENT.fullmatch(path.read_text(encoding="utf-8").split("\n")[0])
    assert match
    schema = (path.parent / (match[1] or match[2])).resolve()
    assert json.loads(schema.read_text(encoding="utf-8"))["title"] == path.name.replace(".example", "")
    assert schema.is_relative_to(PROJECT)


LINE = "# yaml-language-server: $schema=../schemas/page.schema.json\n"


def test_the_line_for_editors_is_no_key_and_no_waiver(tiny: MakeTiny) -> None:
    made = tiny(
        {
            "content/index.md": page("start").replace("---\n", f"---\n{LINE}", 1),
            "content/jargon.yml": f"{LINE}jargon: []",
        }
    )
    assert made.findings() == []
    assert made.load().documents[0].waivers == ()


def test_the_line_for_editors_moves_no_finding(tiny: MakeTiny) -> None:
    wrong = page("start").replace("summary:", "sumary:").replace("---\n", f"---\n{LINE}", 1)
    made = tiny({"content/index.md": wrong, "content/jargon.yml": f"{LINE}jargons: []\n"})
    assert made.findings() == [
        ("index.md:3:1", "missing-key"),
        ("index.md:5:1", "unknown-key"),
        ("jargon.yml:2:1", "unknown-key"),
        ("jargon.yml:2:1", "missing-key"),
    ]


def test_schemas_are_published_under_their_public_address(tiny: MakeTiny) -> None:
    text = EXPORTS["data/schemas/terms.schema.json"]
    assert text(tiny({}).load()) == as_json("terms")
    settings = "site_name: A\nsite_url: https://handbook.clinic.internal/en/\n"
    schema = json.loads(text(tiny({"mkdocs.yml": settings}).load()))
    assert schema["$id"] == "https://handbook.clinic.internal/en/data/schemas/terms.schema.json"
    assert {f"data/schemas/{name}.schema.json" for name in FORMATS} <= EXPORTS.keys()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://handbook.clinic.internal/über uns", "https://handbook.clinic.internal/%C3%BCber%20uns/data/schemas/"),
        ("handbook.clinic.internal", None),
        ("", None),
    ],
)
def test_the_address_of_a_schema_is_one_that_an_editor_can_follow(
    address: str, public: str | None, tiny: MakeTiny
) -> None:
    made = tiny({"mkdocs.yml": f"site_name: A\nsite_url: '{address}'\n"})
    schema = json.loads(EXPORTS["data/schemas/terms.schema.json"](made.load()))
    assert schema.get("$id") == (public and f"{public}terms.schema.json")


# The command


def test_the_command_lists_the_schemas_and_prints_one(tmp_path: Path) -> None:
    """In any folder: it asks for no handbook."""
    listed = handbook("schema", cwd=tmp_path)
    assert [line.split()[0] for line in listed.stdout.splitlines()] == list(FORMATS)
    printed = handbook("schema", "practice", cwd=tmp_path)
    assert (printed.returncode, printed.stdout) == (0, as_json("practice"))


def test_the_command_gives_another_organisation_a_folder_of_schemas(tiny: MakeTiny) -> None:
    made = tiny({"schemas/our-own.json": "{}"})
    result = made.run("schema", "--write", "schemas")
    assert result.stdout.splitlines() == [f"schemas/{name}" for name in files()]
    found = {path.name: path.read_text(encoding="utf-8") for path in (made.root / "schemas").iterdir()}
    assert found == {**files(), "our-own.json": "{}"}
    assert made.run("check").returncode == 0


def test_one_schema_is_written_alone(tiny: MakeTiny) -> None:
    made = tiny({})
    assert made.run("schema", "terms", "--write", "for editors").stdout == "for editors/terms.schema.json\n"
    assert [path.name for path in (made.root / "for editors").iterdir()] == ["terms.schema.json"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["term"], 2, "there is no schema `term`; did you mean `terms`?"),
        (["references"], 2, "there is no schema `references`; `handbook schema` lists them"),
        (["term", "--write", "schemas"], 2, "there is no schema `term`"),
        (["--write", "mkdocs.yml"], 3, "page.schema.json could not be written"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], code: int, words: str, tiny: MakeTiny) -> None:
    made = tiny({})
    result = made.run("schema", *arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert words in result.stderr
    assert not (made.root / "schemas").exists()
    assert (made.root / "mkdocs.yml").read_text(encoding="utf-8") == BASE["mkdocs.yml"]
