"""Nothing leaks: no file from outside, no word to the network, and nothing of a handbook runs.

`hostile.txt` has the shapes, one a line: `JS` stands for a program, `FAR` for the address of another host, `\\n` for
the end of a line. Each is allowed in place, so that it is published, and a browser without the policy of our pages
opens it; nobody may hear of it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook_build.preview import Preview
from tests.tiny import SETTINGS, TODAY, Tiny, handout, page
from tests.trials import Figure
from tests.trials._doors import doors_tried
from tests.trials._opened import browsed, listening
from tests.trials._reading import PROGRAM, files_of, hostile_in

PROJECT = Path(__file__).parent.parent.parent
HOSTILE = frozenset("unsafe-html unsafe-link loaded-from-elsewhere inline-style".split())
# With what else may be wrong with a shape.
BROKEN = ("empty-link", "broken-link", "broken-section-link", "image-without-alternative", "duplicate-id")
ALLOWED = (*sorted(HOSTILE), *BROKEN)
WAIVER = f"<!-- allow {', '.join(ALLOWED)}: this is tried -->"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
BESIDE = "# allow public-address: tests are published nowhere\n"


def figures(long: bool) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="handbook-leaks-") as folder:
        where = Path(folder)
        yield from _shapes(where, long)
        yield from _data(where)
        yield from doors_tried(where, long)
        yield _traps(where, long)
        yield from _network(where, long)


def shapes(far: str) -> list[str]:
    lines = Path(__file__).with_name("hostile.txt").read_text(encoding="utf-8").splitlines()
    return [one.replace("\\n", "\n").replace("JS", PROGRAM).replace("FAR", far) for one in lines]


# Shapes


def _shapes(where: Path, long: bool) -> Iterator[Figure]:
    with listening() as (far, heard):
        every = shapes(far)[:: 1 if long else 4]
        made = Tiny(where / "shapes")
        made.write({"mkdocs.yml": f"{SETTINGS}theme: {{name: material}}\nplugins: [search, handbook]\n"})
        made.write(
            {"content/index.md": page("start"), "content/about.md": page("about", "## It {#start-words}\n\nIt.")}
        )
        # With the names that two shapes take for one.
        hostile = (f'x.png"{gap}onerror="{PROGRAM}' for gap in ("", " "))
        made.write({f"content/{name}": PICTURE for name in ("x", "x.png", *hostile)})
        made.write({f"content/x{at:03}.md": _shaped(f"x{at:03}", one) for at, one in enumerate(every)})
        lines = "\n\n".join(f"{WAIVER}\n\n{one}" for one in every if re.match(r"<(?:img|a|b|p|svg|script)\b", one))
        made.write({"content/handouts/H01.md": handout("H01", "start-words", f"## Words\n\n{lines}")})
        unwaived = Tiny(where / "unwaived")
        shutil.copytree(made.root, unwaived.root)
        for path in (unwaived.root / "content").rglob("*.md"):
            path.write_text(path.read_text(encoding="utf-8").replace(WAIVER, ""), encoding="utf-8")
        found = json.loads(unwaived.run("check", "--format", "json").stdout)["diagnostics"]
        told = {one["path"] for one in found if one["name"] in HOSTILE and "/x" in one["path"]}
        what = f"{len(every)} hostile shapes: told (the others are plain words)"
        yield Figure(what, f"{len(told)}", "over 70 %", len(told) > 0.7 * len(every))
        spared = _published(made)
        built = made.run("build", "--quiet", "--folder", *(["--release"] if long else []))
        if built.returncode != 0:
            yield Figure("the same, allowed in place: published", built.stdout[-300:] + built.stderr, "yes", False)
            return
        site = made.root / "site"
        bad = [line for path, data in files_of(site) for line in hostile_in(path, data, far)]
        what = f"in every file of the site, {len(every) - len(spared)} shapes published: what runs or loads"
        yield Figure(what, ", ".join(bad[:3]) or "none", "none", not bad)
        yield from browsed(site, far, heard)


def _shaped(name: str, shape: str) -> str:
    allowed = shape.replace("\n\n[", f"\n\n{WAIVER}\n\n[").replace("\n\n<", f"\n\n{WAIVER}\n\n<")
    return page(name, f"Words before.\n\n{WAIVER}\n\n{allowed}\n\nWords after.")


def _published(made: Tiny) -> list[str]:
    """Takes away the pages that cannot be published for another reason: an id that is none, or words that would be lost
    with what is taken out.
    """
    gone: list[str] = []
    for command in ("check", "build"):
        report = json.loads(made.run(command, "--format", "json").stdout)["diagnostics"]
        wrong = sorted({str(one["path"]) for one in report if one["severity"] == "error"})
        for path in wrong:
            (made.root / path).unlink()
        gone += wrong
    return gone


# Data


def _data(where: Path) -> Iterator[Figure]:
    """Hostile words in everything that is no page: each stands there as words, or is refused."""
    with listening() as (far, heard):
        run = f"'\"><img src=x onerror={PROGRAM}><script>{PROGRAM}</script>"
        quoted = json.dumps(run)
        made = Tiny(where / "data")
        term = f"  - id: empathy\n    preferred: empathy\n    definition: {quoted}\n    scope-note: {quoted}\n"
        terms = f"terms:\n{term}    source: handbook\n"
        line = f"service: {quoted}\n    number: '112'\n    hours: {quoted}\n    cost: {quoted}\n    contact: {quoted}"
        work = {
            "id": "a-2001",
            "type": "webpage",
            "title": run,
            "URL": f"javascript:{PROGRAM}",
            "author": [{"family": run, "given": run}],
            "issued": {"date-parts": [[2001]]},
        }
        styles = [f"{far}/a.css", "\\\\127.0.0.1:1/b.css", "/\t/127.0.0.1:1/c.css", "java\tscript:x"]
        options = f"status: {quoted}\n      licence: {quoted}\n      edition: {quoted}\n      contact: {quoted}"
        made.write(
            {
                "mkdocs.yml": f"{BESIDE}site_name: {quoted}\nsite_description: {quoted}\ncopyright: {quoted}\n"
                f"theme: {{name: material}}\nextra_css: {json.dumps(styles)}\n"
                f"nav:\n  - {quoted}: index.md\n  - {quoted}: 'javascript:{PROGRAM}'\n  - page.md\n"
                f"plugins:\n  - search\n  - handbook:\n      {options}\n",
                "content/index.md": page("start"),
                "content/page.md": page("page", "Empathy [@a-2001].", title=quoted, more=f"authors: [{quoted}]\n"),
                "content/terms.yml": terms,
                "content/help.yml": f"helplines:\n  - country: GB\n    kind: emergency\n    {line}\n",
                "content/references.json": json.dumps([work]),
                "content/phrases.yml": f"phrases:\n  start: [{quoted}]\n",
                "practice.toml": f"name = '''{run.strip(chr(39))}'''\n",
            }
        )
        aside = where / "aside"
        aside.mkdir()
        preview = Preview(made.root, TODAY, aside)
        state = preview.refresh()
        # A preview is shown whatever the findings are, so nothing is spared by being refused.
        whole = state.whole
        files = [("index.html", whole.file("index.html"))] + [(one, whole.file(one)) for one in whole._pages]
        files += [(one, whole._everything.read(one)) for one in whole._everything.addresses()]
        bad = [told for name, data in files for told in hostile_in(name, data or b"", far)]
        what = f"hostile titles, terms, works, helplines, settings in {len(files)} files: what runs or loads"
        yield Figure(what, ", ".join(bad[:3]) or "none", "none", not bad)
        yield Figure("the same: what another host heard", ", ".join(heard) or "nothing", "nothing", not heard)


# Programs


def _settings(more: str) -> str:
    return f"{BESIDE}site_name: Tiny\n{more if 'theme' in more else 'theme: {name: material}' + chr(10) + more}"


def _traps(where: Path, long: bool) -> Figure:
    """Everything by which a handbook could have something run, in one that nobody has said to trust."""
    made, sign = Tiny(where / "traps"), where / "sprung"
    body = f"import pathlib; pathlib.Path({str(sign)!r}).write_text('x')\n"
    settings = {
        "hooks": "hooks: [trap.py]\n",
        "plugin": "plugins: [search, trap]\n",
        "tag": f"extra: {{a: !!python/object/apply:os.mkdir [{sign}]}}\n",
        "extension": "markdown_extensions: [trap, 'trap:Extension']\n",
        "template": "theme: {name: material, custom_dir: own}\n",
        "theme": "theme: {name: trap}\n",
        "page of a template": "extra_templates: [trap.html]\n",
    }
    jinja = "{{ cycler.__init__.__globals__.os.system('touch " + str(sign) + "') }}"
    modules = ("trap", "yaml", "jinja2", "lxml", "mkdocs", "sitecustomize", "conftest", "nh3")
    lying = {f"{name}.py": body for name in modules}
    commands = (["build"], ["check"], ["handout", "--all"], ["release", "1", "--dry-run"], ["reading"], ["coverage"])
    sprung = []
    for name, more in list(settings.items())[:: 1 if long else 2]:
        shutil.rmtree(made.root, ignore_errors=True)
        made.write({"mkdocs.yml": _settings(more), **lying})
        made.write({"content/index.md": page("start"), "own/main.html": jinja, "content/trap.html": jinja})
        made.write({"own/trap.pth": body, "trap.pth": body})
        for command in commands if name == "template" else commands[:1]:
            made.run(*command)
            sprung += [f"{name} by {command[0]}"] * sign.exists()
            if sign.is_dir():
                sign.rmdir()
            sign.unlink(missing_ok=True)
    what = f"{len(settings) if long else 4} programs in a foreign handbook: run"
    return Figure(what, ", ".join(sprung) or "none", "none", not sprung)


# The network

# Ends the process whenever anything of it asks for a name or a connection.
GUARD = """
import os, sys
def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.sendto"):
        os.write(2, f"NETWORK {event}\\n".encode())
        os._exit(97)
sys.addaudithook(guard)
"""


def _network(where: Path, long: bool) -> Iterator[Figure]:
    source = PROJECT if long else PROJECT / "tests/handbooks/clinic"
    guard = where / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD)
    built = _every_command(source, where / "open", [], guard, long)
    yield Figure("check, build, handout (and release) with a guard on every socket", built[0], "exit codes 0", built[1])
    cut = ["unshare", "-rn"]
    if shutil.which("unshare") is None or subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        yield Figure("the same in an empty network namespace", "not tried: this system has none", "tried", True)
        return
    alone = _every_command(source, where / "cut", cut, None, long)
    yield Figure("the same in an empty network namespace", alone[0], "exit codes 0", alone[1])
    one, other = (dict(_made(where / name)) for name in ("open", "cut"))
    same = one.keys() == other.keys() and not [name for name in one if one[name] != other[name]]
    differing = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    yield Figure(f"its {len(one)} files", ", ".join(differing[:3]) or "the same bytes", "the same bytes", same)


def _every_command(source: Path, root: Path, before: list[str], guard: Path | None, long: bool) -> tuple[str, bool]:
    """Runs every command that must do without a network; their exit codes, and whether all is well."""
    root.mkdir()
    for name in ("content", "overrides", "practice.toml", "mkdocs.yml"):
        path = source / name
        if path.is_dir():
            shutil.copytree(path, root / name)
        elif path.exists():
            shutil.copy(path, root / name)
    # So that there is something to release.
    with (root / "content/index.md").open("a", encoding="utf-8") as page:
        page.write("\nOne sentence more.\n")
    modules = [str(PROJECT), *([str(guard)] if guard else [])]
    told = {"PYTHONPATH": os.pathsep.join(modules), "HANDBOOK_SITE_URL": "https://a.example/"}
    environment = {**os.environ, **TODAY, **told}
    codes = []
    out = str(root / "sheets")
    for command in (
        ["check"],
        ["build", "--release", "--folder", "--precompress"],
        ["handout", "--all", "--all-forms", "--out", out],
        ["release", "2999.1", "--dry-run"],
    )[: 4 if long else 3]:
        whole = [*before, sys.executable, "-m", "handbook_build", *command, "--root", str(root)]
        done = subprocess.run(whole, capture_output=True, text=True, timeout=900, check=False, env=environment)
        codes.append(done.returncode)
        if "NETWORK" in done.stderr:
            return f"{command[0]}: {done.stderr[-100:]}", False
    return f"exit codes {', '.join(map(str, codes))}", not any(codes)


def _made(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name.startswith(("site/", "sheets/")):
            yield name, path.read_bytes()
