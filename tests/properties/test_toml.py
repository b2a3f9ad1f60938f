"""The TOML reader: the same values as the standard library's, each in its place, and never an exception."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from handbook_build.model.document import Flaw
from handbook_build.model.source import Source
from handbook_build.parsing.toml import read_toml
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value

EVERYTHING = '''# A remark = "with signs" [and] {more}
title = "one \\"two\\" # three" # a remark
'odd key' = 'C:\\new' ; "Ärger\\u0020👋" = """
first line \\
   goes on, "quoted" and ""quoted"" \\""""""
raw = \'\'\'
it's 'raw' \\n\'\'\'\'
day = 1979-05-27 07:32:00Z
number = -1_000.5e3
yes = true
list = [ 1, "two", # a remark, with a comma ]
  [3, 'four',], { five = "5", six.seven = [] },
]
empty = {}
dotted . "key" . third = 1
dotted.other = 2

[table]
a = 1
  [table."b.c"]
  d = 2
[[tables]]
[[tables]]
e = 3
[tables.f]
g = 4
[[tables.h]]
i = 5
[[tables.h]]
'''.replace(" ; ", "\n")


def read(text: str) -> tuple[MapValue | None, list[Flaw]]:
    return read_toml(Source("practice.toml", text))


def as_python(value: Value) -> object:
    """Plain values; what stood without quotation marks is read by the standard library."""
    if isinstance(value, MapValue):
        return {key.text: as_python(below) for key, below in value.entries}
    if isinstance(value, ListValue):
        return [as_python(below) for below in value.items]
    return value.text if value.quoted else tomllib.loads(f"v = {value.text}")["v"]


def scalars(value: Value) -> Iterator[tuple[Scalar, bool]]:
    """Every key and single value, and whether it is a key."""
    if isinstance(value, MapValue):
        for key, below in value.entries:
            yield key, True
            yield from scalars(below)
    elif isinstance(value, ListValue):
        for below in value.items:
            yield from scalars(below)
    else:
        yield value, False


def meant(written: str, *, key: bool) -> object:
    """What a key or value means that stands alone, by the standard library."""
    return next(iter(tomllib.loads(f"{written} = 1"))) if key else tomllib.loads(f"v = {written}")["v"]


texts = st.text(alphabet="ab é👋#=[]{},.'\"\\\n", max_size=12)
bare_keys = st.from_regex(r"[A-Za-z0-9_-]{1,5}", fullmatch=True)
keys = st.lists(bare_keys | texts.map(json.dumps), min_size=1, max_size=3).map(" . ".join)
plain = st.sampled_from(("1", "-2.5e3", "0xff", "inf", "true", "2026-11-22", "2026-11-22 10:00:00", "07:32:00"))
quoted = texts.map(json.dumps) | texts.filter(lambda text: "'" not in text and "\n" not in text).map(
    lambda text: f"'{text}'"
)
long = texts.filter(lambda text: '"""' not in text and "\\" not in text and not text.endswith('"')).map(
    lambda text: f'"""{text}"""'
)
values = st.recursive(
    plain | quoted | long,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda some: f"[ {' , '.join(some)} ]")
        | st.lists(st.tuples(keys, inner), max_size=2).map(
            lambda some: f"{{ {', '.join(f'{key} = {value}' for key, value in some)} }}"
        )
    ),
    max_leaves=4,
)
lines = st.one_of(
    st.tuples(keys, values).map(" = ".join),
    keys.map(lambda key: f"[{key}]"),
    keys.map(lambda key: f"[[ {key} ]]"),
    st.just("# a remark = [1]"),
    st.just(""),
)


@given(st.lists(lines, max_size=8).map("\n".join))
@example(EVERYTHING)
def test_what_the_standard_library_reads_is_read_the_same_and_stands_where_it_says(text: str) -> None:
    try:
        theirs = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        value, flaws = read(text)
        assert value is None
        assert [flaw.kind for flaw in flaws] == ["toml-syntax"]
        return
    value, flaws = read(text)
    assert flaws == []
    assert value is not None
    # By their repr, since a number that is none equals nothing.
    assert repr(as_python(value)) == repr(theirs)
    for one, is_key in scalars(value):
        assert repr(meant(text[one.start : one.end], key=is_key)) == repr(
            as_python(Scalar(one.text, is_key or one.quoted, 0, 0))
        )


@given(st.text() | st.text(alphabet="ab1.=[]{}\"'#,- \n\\"))
@example("a = " + "[" * 5000)
@example("a = " + "[" * 5000 + "]" * 5000)
@example(".".join("a" * 5000) + " = 1")
@example("a = " + "9" * 5000)
@example("a = 2026-13-45")
@example("[[a]]\n[a]")
def test_any_text_is_read_without_an_exception(text: str) -> None:
    value, flaws = read(text)
    assert (value is None) == bool(flaws)
