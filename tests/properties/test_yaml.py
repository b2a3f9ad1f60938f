"""The YAML reader: the same values as PyYAML, each in its place, nothing twice, and never an exception."""

from __future__ import annotations

import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value, read_yaml

keys = st.from_regex(r"[a-zé信👋][a-z0-9-]{0,8}", fullmatch=True).filter(
    lambda key: key not in ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
)
plain_words = st.from_regex(r"[A-Za-zé信][A-Za-z0-9é信👋 ,.'-]{0,20}[a-z]", fullmatch=True)


def read(text: str) -> tuple[Value | None, list[Flaw]]:
    return read_yaml(Source("content/terms.yml", text))


def as_python(value: Value | None) -> object:
    """Plain dictionaries, lists and texts."""
    if isinstance(value, MapValue):
        return {key.text: as_python(below) for key, below in value.entries}
    if isinstance(value, ListValue):
        return [as_python(below) for below in value.items]
    return value.text if isinstance(value, Scalar) else None


# Control characters can stand in YAML as escapes; no page can show them.
CONTROL = "".join(
    map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x202D, 0x202E, 0xFEFF, 0xFFFE, 0xFFFF])
)
visible = st.characters(exclude_characters=CONTROL, exclude_categories=["Cs"])


@given(
    st.dictionaries(st.text(visible, min_size=1), st.text(visible), min_size=1, max_size=6),
    st.sampled_from((None, '"', "'", "|", ">")),
)
def test_mappings_of_texts_are_read_as_pyyaml_wrote_them(mapping: dict[str, str], style: str | None) -> None:
    written = yaml.safe_dump(mapping, default_style=style, allow_unicode=True, sort_keys=False)
    # What PyYAML writes with a tag (`!!str`) is for programs, and is refused.
    assume("!" not in written)
    assume(yaml.safe_load(written) == mapping)
    value, flaws = read(written)
    assert not flaws
    assert as_python(value) == mapping


@given(plain_words, st.sampled_from(CONTROL), plain_words)
def test_a_control_character_as_an_escape_is_reported_and_made_visible(before: str, hidden: str, after: str) -> None:
    value, flaws = read(f'key: "{before}\\u{ord(hidden):04x}{after}"\n')
    assert [flaw.kind for flaw in flaws] == ["control-character"]
    assert as_python(value) == {"key": f"{before}\ufffd{after}"}


@given(st.dictionaries(keys, plain_words, min_size=1, max_size=3), st.sampled_from(("---", "...\n---", "...\nmore")))
def test_what_follows_the_first_document_is_reported_and_the_first_kept(mapping: dict[str, str], end: str) -> None:
    lines = "".join(f"{key}: {words}\n" for key, words in mapping.items())
    value, flaws = read(f"{lines}{end}\nlost: words\n")
    assert [flaw.kind for flaw in flaws] == ["yaml-syntax"]
    assert as_python(value) == mapping


@given(st.dictionaries(keys, plain_words, min_size=1, max_size=6))
def test_mappings_by_hand_are_read_as_pyyaml_reads_them(mapping: dict[str, str]) -> None:
    written = "".join(f"{key}: {words}\n" for key, words in mapping.items())
    value, flaws = read(written)
    assert not flaws
    assert as_python(value) == mapping == yaml.load(written, Loader=yaml.BaseLoader)


@given(
    st.one_of(
        st.text(), st.text(alphabet="ab:-[]{}'\"|>&*!%#?,~ \n\t\ufeff\x85\u2028👋1"), st.text(alphabet="a: -\n[]{}\"'")
    )
)
@example("\x00")
@example("a: !!python/object/apply:os.system [id]")
@example("? [a]\n: b")
@example("%YAML 3.0\n---\na")
@example("[" * 3000)
@example("- " * 3000)
@example("a: &a [*a, *a]")
def test_any_text_is_read_without_an_exception(text: str) -> None:
    for tags in (False, True):
        value, flaws = read_yaml(Source("content/terms.yml", text), tags=tags)
        assert value is not None or flaws or not text.strip() or is_empty(text)


def is_empty(text: str) -> bool:
    """Whether PyYAML finds no value in it either: comments, directives, document marks."""
    return not list(yaml.parse(text, Loader=yaml.CSafeLoader))[1:-1]


@given(st.text(alphabet="ab:-[]{}'\"|>#?, \n1", max_size=40))
def test_what_pyyaml_reads_is_read_the_same(text: str) -> None:
    try:
        theirs = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, TypeError, ValueError):
        return
    value, flaws = read(text)
    assume(not flaws)
    assert as_python(value) == (theirs if value is not None else None)


@given(st.dictionaries(keys, plain_words, min_size=1, max_size=5), st.data())
def test_a_repeated_key_is_always_reported_and_the_first_value_kept(
    mapping: dict[str, str], data: st.DataObject
) -> None:
    again = data.draw(st.sampled_from(sorted(mapping)))
    lines = [f"{key}: {words}" for key, words in mapping.items()]
    first = list(mapping).index(again)
    at = data.draw(st.integers(first + 1, len(lines)))
    lines.insert(at, f"{again}: another value")
    value, flaws = read("\n".join(lines))
    assert [(flaw.kind, flaw.finding.location.range.start.line) for flaw in flaws] == [("duplicate-key", at + 1)]
    assert as_python(value) == mapping


@given(st.dictionaries(keys, plain_words, min_size=1, max_size=5), st.text(alphabet="aé👋\n", max_size=10))
def test_keys_and_values_stand_where_they_say(mapping: dict[str, str], before: str) -> None:
    written = "".join(f"{key}: {words}\n" for key, words in mapping.items())
    source = Source("page.md", before + written)
    value, _ = read_yaml(source, len(before))
    assert isinstance(value, MapValue)
    for key, below in value.entries:
        assert isinstance(below, Scalar)
        assert source.text[key.start : key.end] == key.text
        assert source.text[below.start : below.end] == below.text
