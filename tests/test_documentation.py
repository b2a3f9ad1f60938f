"""Every check, block, option and command is documented where it is made, and named where people look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook_build import cli
from handbook_build.blocks import block_documentation, block_specs
from handbook_build.blocks.spec import Place
from handbook_build.checks import Check, all_checks
from handbook_build.cli import COMMANDS
from handbook_build.explaining import explain
from handbook_build.exports import EXPORTS
from handbook_build.parsing.front_matter import HANDOUT_FIELDS, PAGE_FIELDS
from handbook_build.parsing.settings import OPTIONS
from handbook_build.parsing.terms import ENTRY_FIELDS
from handbook_build.reporters import REPORTERS
from tests.tiny import MakeTiny, handout, page

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.name)
def test_a_check_says_what_is_and_what_to_do(check: Check) -> None:
    what_is, _, what_to_do = check.documentation.partition("\n\n")
    assert what_is.endswith("."), "the first paragraph says what was found"
    assert what_to_do.strip(), "the next says why it matters or what to do"


def test_codes_and_names_are_stable_words_of_one_form() -> None:
    codes = [check.code for check in all_checks()]
    names = [check.name for check in all_checks()]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    assert [code for code in codes if not re.fullmatch(r"HB[1-8]\d\d", code)] == []
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []
    assert not set(names) & set(block_specs()), "`explain NAME` could mean either"


def test_explain_knows_every_code_name_and_block() -> None:
    for check in all_checks():
        answer = explain(check.code)
        assert check.documentation in answer
        assert explain(check.name) == explain(check.code.lower()) == answer
    for name, documentation in block_documentation().items():
        assert documentation in explain(name)


def test_explain_lists_every_check_and_block() -> None:
    assert [line.split()[0] for line in explain(None).splitlines()] == [check.code for check in all_checks()]
    assert {line.split()[0] for line in explain("blocks").splitlines()} == set(block_specs())


def test_explain_tells_every_option_of_a_block() -> None:
    for name, spec in block_specs().items():
        for option in spec.options:
            assert f"  {option.name}: {option.doc}" in explain(name)


# A block's documentation ends with its example, which begins with slashes.
EXAMPLES = {
    name: f"{before}{words}"
    for name, documentation in block_documentation().items()
    for _, before, words in [documentation.partition("///")]
}


@pytest.mark.parametrize("name", block_specs())
def test_a_block_stands_in_an_example(name: str) -> None:
    """In its own, in that of the block around it, or in that of a block of the same file."""
    spec = block_specs()[name]
    shown = re.findall(r"^/{3,} (\w+)", EXAMPLES[spec.inside or name], re.MULTILINE)
    alike = {other for other, words in block_documentation().items() if words == block_documentation()[name]}
    assert alike & set(shown)


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if example.strip()])
def test_the_example_of_a_block_has_no_finding(name: str, tiny: MakeTiny) -> None:
    example = EXAMPLES[name]
    named = dict.fromkeys(re.findall(r"(?:#|answer-in: |section: |part: )([a-z][\w-]+)", example))
    sections = "\n\n".join(f"## Section {number} {{#{one}}}\n\nText." for number, one in enumerate(named))
    files = {"content/elsewhere.md": page("elsewhere", sections)}
    if block_specs()[name].place is Place.HANDOUT:
        files["content/handouts/H01.md"] = handout("H01", "start", example)
    else:
        files["content/page.md"] = page("page", example)
    assert tiny(files).findings() == []


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert tuple(cli.COMMANDS) == COMMANDS
    with pytest.raises(SystemExit) as end:
        cli.main(["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if not re.search(rf"^    {name}\s+\S", shown, re.MULTILINE)] == []


FAMILY = [["references", name] for name in ("check", "add", "resolve")]


@pytest.mark.parametrize(
    "arguments",
    [*([name] for name in COMMANDS), ["new", "page"], ["new", "handout"], ["new", "term"], *FAMILY],
    ids=" ".join,
)
def test_every_command_and_option_has_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([*arguments, "--help"])
    assert end.value.code == 0
    # An option without help ends its line with its name or its choices.
    shown = capsys.readouterr().out.partition("options:")[2]
    assert re.findall(r"^  (?:-\w, )?(--[\w-]+)(?: \S+)?\n(?!  {6})", shown, re.MULTILINE) == []


def test_the_readme_names_every_command_format_and_setting() -> None:
    assert [name for name in COMMANDS if f"`handbook {name}" not in README] == []
    assert [name for name in ("page", "handout", "term") if f"new {name}`" not in README] == []
    assert [name for name in REPORTERS if f"`{name}`" not in README and f"--format {name}`" not in README] == []
    assert [option.name for option in OPTIONS if not re.search(rf"^ +{option.name}:", README, re.MULTILINE)] == []


def test_contributing_names_every_block() -> None:
    assert [name for name in block_specs() if f"`{name}`" not in CONTRIBUTING] == []


def test_contributing_names_every_key() -> None:
    keys = {field.name for field in (*PAGE_FIELDS, *HANDOUT_FIELDS, *ENTRY_FIELDS)}
    assert {key for key in keys if not re.search(rf"^ *(- )?{key}:|`{key}`", CONTRIBUTING, re.MULTILINE)} == set()


def test_every_key_and_option_says_what_it_is() -> None:
    fields = (*PAGE_FIELDS, *HANDOUT_FIELDS, *ENTRY_FIELDS, *OPTIONS)
    assert [field.name for field in fields if len(field.doc.split()) < 2] == []
    assert [
        option.name for spec in block_specs().values() for option in spec.options if len(option.doc.split()) < 2
    ] == []


def test_every_export_has_a_place_among_the_data() -> None:
    assert [address for address in EXPORTS if not re.fullmatch(r"data/(schemas/)?[a-z.-]+\.\w+", address)] == []
