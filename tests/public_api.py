"""What the version number promises, as data: `python -m tests.public_api` compares it, `--renew` writes it anew.

Each thing that others rely on is one line of `public_api.json`: a name, and what must not change of it. What is only
added is no break, unless it is required of what people have already.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from handbook_build import __version__, api, cli, commands
from handbook_build.blocks import block_specs
from handbook_build.checks import all_checks
from handbook_build.exports import EXPORTS, FOR_HOSTS, OF_EDITIONS
from handbook_build.reporters import REPORTERS
from handbook_build.schemas import FORMATS
from tests.tiny import BASE, Tiny, handbook, handout, page, set_the_day

FILE = Path(__file__).with_name("public_api.json")
PROJECT = FILE.parent.parent
UPGRADING = PROJECT / "UPGRADING.md"
RENEW = "python -m tests.public_api --renew"
Surface = dict[str, str]
REQUIRED = "required"


def surface() -> Surface:
    """Everything that is public, by its name."""
    everything = (*_python(), *_command_line(), *_written_by_authors(), *_told_to_programs())
    return dict(sorted(everything))


def problems(before: Mapping[str, str], now: Mapping[str, str], versions: tuple[str, str], notes: str) -> list[str]:
    """What has to be done before the two agree; `versions` are those of the file and of the program."""
    wrong = [f"this breaks `{name}`, which is gone" for name in before.keys() - now.keys()]
    wrong += [
        f"this breaks `{name}`: it was {before[name]} and is {now[name]}"
        for name in before.keys() & now.keys()
        if before[name] != now[name]
    ]
    added = sorted(now.keys() - before.keys())
    asked = [name for name in added if REQUIRED in now[name].split() and _holder(name) in before]
    wrong += [f"this breaks `{name}`, which is asked for anew" for name in asked]
    old, new = versions
    if wrong and not (_promise(new) > _promise(old) and f"## {new}" in notes):
        number = "the major version" if _promise(old)[0] else "the version's second number, which counts before 1.0"
        return [f"{one}: raise {number} and write it in UPGRADING.md under `## <version>`" for one in sorted(wrong)]
    if wrong or added or old != new:
        return [f"{one}; then run `{RENEW}`" for one in sorted(wrong)] + [
            f"`{name}` is new, or the version is: write it down by `{RENEW}`" for name in added or [new]
        ]
    return []


def _holder(name: str) -> str:
    """The command, block, file or key that a thing is part of."""
    if name.startswith(("command:", "block:")):
        return name.rpartition(" ")[0]
    return name.rpartition(".")[0].removesuffix(".*").removesuffix("[]")


def _promise(version: str) -> tuple[int, int]:
    """The part of a version that is raised when something breaks."""
    major, minor = (int(part) for part in version.split(".")[:2])
    return (major, 0 if major else minor)


def _python() -> Iterator[tuple[str, str]]:
    for name in api.__all__:
        thing = getattr(api, name)
        if inspect.isfunction(thing):
            yield f"python: {name}", str(inspect.signature(thing))
        else:
            yield f"python: {name}", "a class" if inspect.isclass(thing) else f"a {type(thing).__name__}"
    for noun, attributes in api.ATTRIBUTES.items():
        for name in attributes:
            yield f"python: {noun.__name__}.{name}", _kind(noun, name)
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for group, named in {"scripts": project["scripts"], **project["entry-points"]}.items():
        yield from ((f"entry point: {group} {name}", target) for name, target in named.items())
    yield "python", project["requires-python"]


def _kind(noun: type, name: str) -> str:
    """The type of an attribute, as it is written."""
    if issubclass(noun, Enum):
        return str(noun[name].value)
    annotations = inspect.get_annotations(noun)
    if name in annotations:
        return str(annotations[name])
    found = inspect.getattr_static(noun, name)
    made = getattr(found, "fget", None) or getattr(found, "func", None)
    return str(inspect.get_annotations(made)["return"])


def _command_line() -> Iterator[tuple[str, str]]:
    yield from _options(cli._parser(), "handbook")
    for name in ("CLEAN", "FINDINGS", "WRONG_USE", "FAULT"):
        yield f"exit code: {name.lower().replace('_', ' ')}", str(getattr(commands, name))
    for name in ("HANDBOOK_SITE_URL", "HANDBOOK_DEBUG", "SOURCE_DATE_EPOCH"):
        yield f"environment: {name}", "read"
    yield from ((f"reporter: {name}", "text") for name in REPORTERS)


def _options(parser: argparse.ArgumentParser, command: str) -> Iterator[tuple[str, str]]:
    yield f"command: {command}", "runs"
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from _options(below, f"{command} {name}")
        elif action.option_strings:
            takes = "nothing" if action.nargs == 0 else f"a value{' or several' if action.nargs in ('*', '+') else ''}"
            needed = f", {REQUIRED}" if action.required else ""
            yield from ((f"command: {command} {option}", f"takes {takes}{needed}") for option in action.option_strings)
        else:
            yield f"command: {command} {action.dest.upper()}", f"argument, {action.nargs or REQUIRED}"
        if not isinstance(action, argparse._SubParsersAction):
            where = action.option_strings[-1] if action.option_strings else action.dest.upper()
            yield from ((f"command: {command} {where} {choice}", "choice") for choice in action.choices or ())


def _written_by_authors() -> Iterator[tuple[str, str]]:
    for name, one in FORMATS.items():
        yield f"{one.file}:", name
        yield from _schema(one.schema, f"{one.file}:")
    for name, spec in block_specs().items():
        yield f"block: {name}", f"in {spec.place.value}"
        for option in spec.options:
            yield f"block: {name} {option.name}", f"{option.kind}{f', {REQUIRED}' if option.required else ''}"
            yield from ((f"block: {name} {option.name} = {choice}", "choice") for choice in option.choices)


def _schema(schema: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """Each key of a format with its type, and each of the values that it may have where these are listed."""
    for choice in schema.get("enum", ()):
        yield f"{place} = {choice}", "choice"
    for below in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _schema(below, place)
    if isinstance(schema.get("items"), Mapping):
        yield from _schema(schema["items"], f"{place}[]")
    if isinstance(schema.get("additionalProperties"), Mapping):
        yield from _schema(schema["additionalProperties"], f"{place}.*")
    for key, below in schema.get("properties", {}).items():
        kind = json.dumps(below.get("type", "any"))
        yield f"{place}.{key}", f"{kind}{f', {REQUIRED}' if key in schema.get('required', ()) else ''}"
        yield from _schema(below, f"{place}.{key}")


def _told_to_programs() -> Iterator[tuple[str, str]]:
    yield from ((f"check: {check.code}", f"{check.name}, {check.severity.value}") for check in all_checks())
    yield from ((f"file of the site: {name}", "written") for name in (*EXPORTS, *FOR_HOSTS, *OF_EDITIONS))
    with tempfile.TemporaryDirectory() as folder:
        made = Tiny(Path(folder))
        files = {"content/page.md": page("page", "## One {#one}\n\nNo [link](#nowhere).", more="reviewed: soon\n")}
        made.write({**BASE, "content/handouts/H01.md": handout("H01", "start")})
        assert made.run("build", "--quiet").returncode == 0
        for name in ("build.json", "data/sections.json", "data/reading.json"):
            data = json.loads((made.root / "site" / name).read_text(encoding="utf-8"))
            yield from _shape(data, f"json: {name}")
        made.write(files)
        told = handbook("check", "--quiet", "--format", "json", "--root", str(made.root))
        yield from _shape(json.loads(told.stdout), "json: check --format json")


def _shape(value: object, place: str) -> Iterator[tuple[str, str]]:
    """The keys of a value with what stands there; of a list the entries are one, as are those by address or id."""
    if isinstance(value, dict):
        by_name = any(not key.replace("_", "").replace("-", "").isalpha() for key in value)
        for key, below in value.items():
            yield from _shape(below, f"{place} .{'*' if by_name else key}")
    elif isinstance(value, list):
        for below in value:
            yield from _shape(below, f"{place} []")
    else:
        yield place, type(value).__name__


def read() -> dict[str, Any]:
    """What is written down."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def main(arguments: list[str]) -> int:
    set_the_day()
    now, written = surface(), read()
    found = problems(written["public"], now, (written["version"], __version__), UPGRADING.read_text(encoding="utf-8"))
    left = [one for one in found if RENEW not in one]
    if "--renew" in arguments and not left:
        text = json.dumps({"version": __version__, "public": now}, indent=1, ensure_ascii=False)
        FILE.write_text(f"{text}\n", encoding="utf-8")
        return 0
    sys.stdout.writelines(f"{one}\n" for one in (left or found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
