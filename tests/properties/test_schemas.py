"""An editor accepts a record exactly when the reader does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from handbook_build.schemas import FORMATS, as_json
from tests.editors import EditorsYaml, editor_says, reader_says

# What the reader says when two services call one country by different names.
TWO_NAMES = re.compile(r"`\S+` is .+ here and .+ above$")
# What the reader says of a source, which is a citation and not only a text.
NO_KEY = re.compile(r"`source` holds `.*`, which is no key of a work$", re.DOTALL)
# A build writes the other.
READ = [name for name in FORMATS if name != "build"]


class Plain(str):
    """Words that stand in a file without quotation marks."""

    __slots__ = ()


# Single values: each is right somewhere and wrong elsewhere.
SINGLES = [
    *map(Plain, ("", "~", "null", "NULL", "true", "false", "0", "2", "40", "41", "-1", "1.10", ".278", "NO", "yes")),
    *map(Plain, ("word", "two words", "a-b", "a--b", "a-", "7a", "2026-11-22", "2026-13-01", "2026-W05-1", "2026-1-1")),
    *map(Plain, ("r = .278", "about one in five", "6-8", "6 to 8", "6–8", "desk@example.org", "content/a.svg", "GB")),
    *("", "2026-11-22", "2026-02-30", "null", "true", "word", "#2f6f73", "#2f6f7", "en-GB", "en_GB", "gb", "a@b"),
    *("https://example.org", "ftp://example.org", "../a.svg", "a/../b.svg", "/a.svg", "a.svg/", "c:\\a.svg", "a.png"),
    *("apa", "vancouver", "styles/own.csl", "../own.csl", "own.csl/"),
]  # fmt: skip


@cache
def rightly(schema: str) -> list[str]:
    """The single values that a schema accepts, those of its list first."""
    listed = [Plain(json.dumps(one).strip('"')) for one in json.loads(schema).get("enum", ())]
    of = Draft202012Validator(json.loads(schema), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return listed or [one for one in SINGLES if of.is_valid(yaml.load(as_yaml(one), EditorsYaml))]


def right_values(schema: dict[str, Any]) -> st.SearchStrategy[object]:
    """Values that a schema accepts, mostly."""
    if schema.get("type") == "array":
        least, most = schema.get("minItems", 0), schema.get("maxItems", 3)
        return st.lists(right_values(schema["items"]), min_size=least, max_size=most)
    if schema.get("type") == "object" and "properties" not in schema:
        return st.dictionaries(st.sampled_from(["one", "two"]), right_values(schema["additionalProperties"]))
    if schema.get("type") == "object":
        fields = {key: right_values(below) for key, below in schema["properties"].items()}
        needed = {*schema.get("required", ()), *schema.get("anyOf", [{}])[0].get("required", ())}
        return st.fixed_dictionaries(
            {key: of for key, of in fields.items() if key in needed},
            optional={key: of for key, of in fields.items() if key not in needed},
        )
    if "anyOf" in schema:
        return st.one_of([right_values(one) for one in schema["anyOf"] if one != {"type": "null"}])
    return st.sampled_from(rightly(json.dumps(schema)))


def places(value: object) -> Iterator[tuple[object, object]]:
    """Every (list or mapping, index or key) in a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in list(inside):
        yield value, key
        yield from places(below)


@st.composite
def records(draw: st.DrawFn, name: str) -> object:
    """A record that is right, but for up to two things."""
    schema = json.loads(as_json(name))
    if name == "mkdocs":
        schema = schema["properties"]["plugins"]["items"]["properties"]["handbook"]["anyOf"][0]
    value = deepcopy(draw(right_values(schema)))
    for _ in range(draw(st.integers(0, 2))):
        found = list(places(value))
        if not found:
            return value
        inside, key = draw(st.sampled_from(found))
        match draw(st.sampled_from(("another", "another", "listed", "mapped", "gone", "more"))):
            case "another":
                inside[key] = draw(st.sampled_from(SINGLES))
            case "listed":
                inside[key] = [inside[key]]
            case "mapped":
                inside[key] = {draw(st.sampled_from(("form", "id", "other"))): inside[key]}
            case "gone":
                del inside[key]
            case "more" if isinstance(inside, dict):
                inside["another-key"] = Plain("word")
    return value


def as_yaml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {as_yaml(below)}' for key, below in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(as_yaml(below) or '~' for below in value)}]"
    return str(value) if isinstance(value, Plain) else json.dumps(value, ensure_ascii=False)


def as_toml(value: object) -> str:
    """The value in TOML, which has no way to write nothing."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {as_toml(below)}' for key, below in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    single = yaml.load(value, EditorsYaml) if isinstance(value, Plain) else value
    return json.dumps("" if single is None else single, ensure_ascii=False)


def written(name: str, value: object) -> str:
    """A record as it would stand in its file."""
    if name == "practice":
        return "".join(f"{key} = {as_toml(below)}\n" for key, below in value.items())
    if name == "mkdocs":
        return f"site_name: A handbook\nplugins: [search, handbook: {as_yaml(value)}]\n"
    return f"{as_yaml(value)}\n"


@pytest.mark.parametrize("name", READ)
# A third of the usual number, since there are ten schemas.
@settings(max_examples=settings.default.max_examples // 3)
@given(data=st.data())
def test_an_editor_accepts_a_record_exactly_when_the_reader_does(name: str, data: st.DataObject) -> None:
    """The exceptions stand at the head of `parsing/fields.py`; no record here has one of them."""
    text = written(name, data.draw(records(name)))
    editor, reader = editor_says(name, text), reader_says(name, text)
    assume(not reader or not all(TWO_NAMES.search(one) or NO_KEY.search(one) for one in reader))
    assert bool(editor) == bool(reader), (editor, reader)


@pytest.mark.parametrize("name", READ)
def test_some_of_the_records_are_right_and_some_are_wrong(name: str) -> None:
    """Or the test above would show little."""
    # Finding one is enough; the smallest is not asked for.
    quick = settings(max_examples=100, derandomize=True, database=None, phases=[Phase.generate])
    for wanted in (True, False):
        find(
            records(name),
            lambda record, wanted=wanted: bool(reader_says(name, written(name, record))) == wanted,
            settings=quick,
        )
