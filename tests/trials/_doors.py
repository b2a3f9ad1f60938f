"""Every door by which a handbook could name a file outside of its folder."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO
from pathlib import Path

from handbook_build import cli
from handbook_build.preview import Preview
from tests.tiny import TODAY, Tiny, page
from tests.trials import Figure
from tests.trials._reading import files_of

CANARY = b"CANARY-5f0c1b"
BESIDE = "# allow public-address: tests are published nowhere\n"
WAIVER = "<!-- allow unsafe-html, unsafe-link, loaded-from-elsewhere, broken-link: this is tried -->"


def doors_tried(where: Path, long: bool) -> Iterator[Figure]:
    """Every door by which a file from outside could be named; its bytes are looked for in all that is made."""
    outside = where / "outside"
    (outside / "folder").mkdir(parents=True)
    secret = page("secret", CANARY.decode()).encode()
    for name in ("secret.md", "secret.txt", "secret.css", "secret.json", "folder/secret.md", "folder/secret.txt"):
        (outside / name).write_bytes(secret)
    (outside / "secret.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><text>%s</text></svg>' % CANARY)
    leaks = []
    doors = dict(list(_every_door(outside).items())[:: 1 if long else 3])
    for number, (name, (files, links)) in enumerate(doors.items()):
        made = Tiny(where / f"door{number}")
        made.write({"mkdocs.yml": _settings(""), "content/index.md": page("start"), **files})
        for link, aim in links.items():
            (made.root / link).parent.mkdir(parents=True, exist_ok=True)
            (made.root / link).unlink(missing_ok=True)
            (made.root / link).symlink_to(aim)
        code, said = _built(made, long)
        if code not in (0, 1, 2) or "Traceback" in said:
            leaks.append(f"{name}: exit code {code}")
        if CANARY.decode() in said or any(CANARY in data for _, data in files_of(made.root)):
            leaks.append(name)
        leaks += [f"{name} in a preview" for data in _previewed(made, where / f"aside{number}") if CANARY in data]
    what = f"{len(doors)} doors to a file outside: found in any output"
    yield Figure(what, ", ".join(leaks) or "none", "none", not leaks)


def _built(made: Tiny, alone: bool) -> tuple[int, str]:
    """What a build answers, in a process of its own or, which takes a fifth of the time, in this one."""
    if alone:
        built = made.run("build", "--folder", "--trust")
        return built.returncode, built.stdout + built.stderr
    said = io.TextIOWrapper(BytesIO(), encoding="utf-8")
    with redirect_stdout(said), redirect_stderr(said):
        code = cli.main(["build", "--folder", "--trust", "--root", str(made.root)])
        said.flush()
    gc.unfreeze()
    gc.enable()
    return code, said.buffer.getvalue().decode()


def _settings(more: str) -> str:
    return f"{BESIDE}site_name: Tiny\ntheme: {{name: material}}\n{more}"


def _every_door(outside: Path) -> Mapping[str, tuple[Mapping[str, str], Mapping[str, Path]]]:
    """Files and links of a handbook, by the door that they try."""
    up, secret = "../../outside/secret", outside / "secret"
    pages = {
        "snippet": f'--8<-- "{secret}.md"\n\n--8<-- "{up}.md"',
        "picture": f"![a]({up}.svg)\n\n![a]({secret}.svg)\n\n![a](file://{secret}.svg)",
        "picture in other letters": "![a](..%2f..%2foutside%2fsecret.svg)",
        "include": f"{{% include '{secret}.md' %}}\n\n{{! {secret}.md !}}\n\n[[include {secret}.md]]",
        "link": f"[a]({up}.txt)\n\n[b](file://{secret}.txt)",
        "object": f'<object data="{up}.svg"></object>\n\n<link rel="import" href="{up}.md">',
    }
    settings = {
        "docs_dir": f"docs_dir: {outside}\n",
        "docs_dir upwards": "docs_dir: ../outside\n",
        "citation style": "plugins:\n  - handbook:\n      citation-style: ../../outside/secret.csl\n",
        "INHERIT": f"INHERIT: {secret}.txt\n",
        "tags": f"extra: {{a: !ENV HOME, b: !relative {secret}.txt, c: !!python/name:os.system x}}\n",
        "snippets": "markdown_extensions:\n"
        f"  - pymdownx.snippets: {{base_path: {outside}, auto_append: [secret.md]}}\n",
        "style sheets": f"extra_css: ['{up}.css', '{secret}.css']\nextra_javascript: ['{up}.css']\n",
        "templates of pages": f"extra_templates: ['{up}.txt', '{secret}.txt']\n",
    }
    themes = {"custom_dir": str(outside), "custom_dir upwards": "../outside", "custom_dir by a link": "theirs"}
    links = {
        "page": {"content/secret.md": secret.with_suffix(".md")},
        "text": {"content/secret.txt": secret.with_suffix(".txt")},
        "picture by a link": {"content/secret.svg": secret.with_suffix(".svg")},
        "folder": {"content/folder": outside / "folder"},
        "folder of folders": {"content/a/b": outside},
        "link to a link": {"content/two.txt": Path("one.txt"), "content/one.txt": secret.with_suffix(".txt")},
        "folder of that name": {"docs": outside, "content/docs": outside},
        "terms": {"content/terms.yml": secret.with_suffix(".txt")},
        "works": {"content/references.json": secret.with_suffix(".json")},
        "editions": {"content/editions": outside / "folder"},
        "one edition": {"content/editions/2026.1.json": secret.with_suffix(".json")},
        "settings": {"mkdocs.yml": secret.with_suffix(".txt")},
        "practice": {"practice.toml": secret.with_suffix(".txt")},
        "citation": {"CITATION.cff": secret.with_suffix(".txt")},
        "place of /proc": {"content/proc": Path("/proc/self/cwd/../outside")},
        "theme": {"own/secret.css": secret.with_suffix(".css")},
    }
    doors: dict[str, tuple[Mapping[str, str], Mapping[str, Path]]] = {}
    for name, body in pages.items():
        doors[name] = ({"content/secrets.md": page("secrets", f"{WAIVER}\n\n{body}")}, {})
    for name, more in settings.items():
        doors[name] = ({"mkdocs.yml": _settings(more)}, {})
    for name, folder in themes.items():
        doors[name] = (
            {"mkdocs.yml": f"{BESIDE}site_name: Tiny\ntheme: {{name: material, custom_dir: {folder}}}\n"},
            {"theirs": outside} if folder == "theirs" else {},
        )
    own = f"{BESIDE}site_name: Tiny\ntheme: {{name: material, custom_dir: own}}\n"
    for name, held in links.items():
        doors[name] = ({"mkdocs.yml": own} if name == "theme" else {}, held)
    logo = {"practice.toml": 'name = "A"\nlogo = "../outside/secret.svg"\n'}
    doors["logo"] = (logo, {})
    by_link = {"practice.toml": 'name = "A"\nlogo = "logo.svg"\n'}
    doors["logo by a link"] = (by_link, {"logo.svg": secret.with_suffix(".svg")})
    doors["drawing of a part"] = ({"content/part.md": page("part", more=f"drawing: {up}.svg\n")}, {})
    return doors


def _previewed(made: Tiny, aside: Path) -> Iterator[bytes]:
    """What a preview hands out, which is shown whatever the findings are."""
    aside.mkdir()
    try:
        state = Preview(made.root, TODAY, aside).refresh()
    except Exception as refused:
        yield str(refused).encode()
        return
    for address in ("index.html", "secrets/index.html", *(state.engine.files if state.engine else ())):
        try:
            yield state.file(address) or b""
        except Exception as refused:
            yield str(refused).encode()
