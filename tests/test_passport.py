"""What a site says of itself in `build.json` and on its page, and what `handbook verify` makes of that."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from jsonschema import Draft202012Validator
from lxml import html

from handbook_build.accounting import OF_MKDOCS, PACKAGES
from handbook_build.checks import all_checks
from handbook_build.model.passport import Damaged, Older, is_address, read_passport
from handbook_build.preview import Preview
from handbook_build.schemas import as_json
from handbook_build.verifying.counting import counted
from handbook_build.web.theme import shipped_theme
from tests.tiny import BASE, TODAY, MakeTiny, Tiny, handbook, handout, page

HANDBOOKS = Path(__file__).parent / "handbooks"
TERMS = """\
terms:
  - {id: unused, preferred: unused word, definition: A thing., source: handbook}
  # allow unused-term: trainers ask for it
  - {id: allowed, preferred: allowed word, definition: Another thing., source: handbook}
"""
FILES = {
    **BASE,
    "mkdocs.yml": "# allow public-address: a `test`, not published\nsite_name: Tiny\ntheme: {name: material}\n"
    "plugins: [search, handbook]\n",
    "content/other.md": page("other", "## A part {#a-part}\n\nWords."),
    "content/handouts/H1.md": handout("H1", "a-part"),
    "content/terms.yml": TERMS,
}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(made: Tiny, *options: str) -> Path:
    result = made.run("build", "--quiet", *options)
    assert result.returncode == 0, result.stdout + result.stderr
    return made.root / "site"


def said(site: Path) -> dict[str, Any]:
    passport: dict[str, Any] = json.loads((site / "build.json").read_bytes())
    return passport


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A handbook with a warning and findings that are allowed, built with all that can be made of it but the book."""
    made = Tiny(tmp_path_factory.mktemp("whole") / "handbook")
    made.write(FILES)
    built(made, "--folder", "--precompress")
    return made


@pytest.fixture
def copy(whole: Tiny, tmp_path: Path) -> Path:
    """A copy of its site, with nothing of the handbook around it."""
    shutil.copytree(whole.root / "site", tmp_path / "copy")
    return tmp_path / "copy"


# The file


def test_it_has_the_hash_of_every_file_but_its_own(whole: Tiny) -> None:
    files = tree(whole.root / "site")
    files.pop("build.json")
    passport = said(whole.root / "site")
    assert passport["files"] == {name: sha256(data) for name, data in sorted(files.items())}
    assert list(passport["files"]) == sorted(files), "in order"
    assert {"index.html.gz", "book/tiny.zip", "handouts/H1/H1.a4.pdf"} <= files.keys()


def test_it_is_as_its_schema_says(whole: Tiny) -> None:
    schema = json.loads(as_json("build"))
    Draft202012Validator(schema).validate(said(whole.root / "site"))
    assert (whole.root / "site" / said(whole.root / "site")["$schema"]).is_file()


def test_it_names_each_check_that_ran_and_what_was_allowed(whole: Tiny) -> None:
    checks = {one["name"]: one for one in said(whole.root / "site")["checks"]}
    assert list(checks) == [check.name for check in all_checks() if not check.asked]
    assert checks["unused-term"]["findings"] == 1
    (waived,) = checks["unused-term"]["waived"]
    assert (waived["place"], waived["reason"]) == ("content/terms.yml:4:10", "trainers ask for it")
    assert checks["public-address"]["waived"][0]["reason"] == "a `test`, not published"


def test_it_says_nothing_of_the_machine_the_day_or_who_built_it(whole: Tiny) -> None:
    text = (whole.root / "site/build.json").read_text(encoding="utf-8")
    assert [
        word for word in (str(whole.root), sys.version.split()[0], "2026-11-23", os.uname().nodename) if word in text
    ] == []


def test_it_names_what_the_bytes_rest_on(whole: Tiny) -> None:
    rests_on = said(whole.root / "site")["restsOn"]
    assert {*PACKAGES, "pandoc", "zlib"} - rests_on.keys() == set()
    assert all(rests_on.values())
    assert not set(OF_MKDOCS) & rests_on.keys(), "MkDocs had no part in it"


def test_it_counts_what_there_is(whole: Tiny) -> None:
    counts = said(whole.root / "site")["counts"]
    site = whole.root / "site"
    pages = [path for path in site.rglob("*.html") if path.relative_to(site).parts[0] not in ("s", "e", "c", "cite")]
    assert (counts["writtenPages"], counts["sections"], counts["handouts"], counts["terms"]) == (2, 2, 1, 2)
    assert counts["pages"] == len(pages)
    words = (" ".join(html.parse(str(one)).xpath("//main//text()[not(parent::script)]")) for one in pages)
    assert counts["words"] > 0.9 * len(" ".join(words).split())


def test_no_page_asks_another_host_for_anything(whole: Tiny) -> None:
    privacy = said(whole.root / "site")["privacy"]
    assert privacy["loadedFromElsewhere"] == {}
    assert privacy["policy"].startswith("default-src 'none'")
    assert privacy["filesLookedAt"] > 20


@pytest.mark.parametrize(
    ("address", "text", "found"),
    [
        ("a.html", '<img src="https://x.example/a.png">', ("https://x.example/a.png",)),
        ("a.html", "<SCRIPT defer src=//x.example/a.js></script>", ("//x.example/a.js",)),
        ("a.html", '<link rel="stylesheet" href="http://x.example/a.css">', ("http://x.example/a.css",)),
        ("a.html", '<link href="https://x.example/a.js" rel="preload">', ("https://x.example/a.js",)),
        ("a.css", "@import '//x.example/a.css'; a { color: red }", ("//x.example/a.css",)),
        ("a.svg", '<image href="https://x.example/a.png"/>', ("https://x.example/a.png",)),
        ("a.html", '<a href="https://x.example/">x</a> <img src="../a.png">', ()),
        ("a.html", '<link rel="canonical" href="https://x.example/">', ()),
        ("a.txt", '<img src="https://x.example/a.png">', ()),
    ],
)
def test_what_is_loaded_from_elsewhere_is_seen(address: str, text: str, found: tuple[str, ...]) -> None:
    assert counted(address, text.encode()).elsewhere == found


@pytest.mark.parametrize("damage", [None, b"", b"[]", b'{"x": 1}'], ids=["kept", "empty", "a list", "another form"])
def test_no_cache_changes_a_byte_of_it(damage: bytes | None, tiny: MakeTiny, tmp_path: Path) -> None:
    made = tiny(FILES)
    built(made)
    for path in (made.root / ".handbook/cache/counted").iterdir():
        if damage is not None:
            path.write_bytes(sha256(damage).encode() + damage)
    change = {"content/other.md": page("other", "## A part {#a-part}\n\nOther words.")}
    made.write(change)
    fresh = Tiny(tmp_path / "fresh")
    fresh.write({**FILES, **change})
    assert tree(built(made)) == tree(built(fresh))


def test_of_other_templates_it_claims_nothing(tiny: MakeTiny) -> None:
    ours = (shipped_theme() / "main.html").read_text(encoding="utf-8")
    made = tiny(
        {
            **FILES,
            "mkdocs.yml": FILES["mkdocs.yml"].replace("material}", "material, custom_dir: own}"),
            "own/main.html": ours.replace("</body>", "<img src='https://x.example/a.png' alt=''></body>"),
        }
    )
    passport = said(site := built(made, "--trust"))
    assert (passport["engine"], passport["accessibility"]["standard"]) == ("mkdocs", "")
    assert passport["privacy"]["policy"] == ""
    assert passport["privacy"]["loadedFromElsewhere"]["index.html"] == ["https://x.example/a.png"]
    assert set(OF_MKDOCS) <= passport["restsOn"].keys()
    assert "accessibility" not in (site / "this-copy/index.html").read_text()


def test_a_preview_writes_none(whole: Tiny, tmp_path: Path) -> None:
    preview = Preview(whole.root, TODAY, tmp_path)
    preview.complete(preview.refresh())
    assert preview.file("build.json") is None
    assert b"says nothing of how it was made" in (preview.file("this-copy/index.html") or b"")


# The page


def test_the_page_tells_what_was_found_and_allowed_and_why(whole: Tiny) -> None:
    main = html.fromstring(whole.site("this-copy")).find(".//main")
    words = " ".join(main.text_content().split())
    assert "2 pages, 2 sections, 1 handout, 2 words in the glossary" in words
    assert "unused-term (HB203), once: " in words
    assert "Allowed: trainers ask for it (unused-term, in content/terms.yml:4:10)" in words
    assert [one.text for one in main.iter("code") if one.text == "test"], "as code"
    assert "../build.json" in [link.get("href") for link in main.iter("a")]
    assert said(whole.root / "site")["files"]["index.html"][:12] not in words


def test_an_author_may_write_the_page_in_other_words(tiny: MakeTiny) -> None:
    made = tiny({"content/this-copy.md": page("this-copy", "By hand.")})
    built(made)
    assert "By hand." in made.site("this-copy")
    assert "checks ran" not in made.site("this-copy")


# Verifying


def verified(*arguments: str, cwd: Path | None = None) -> tuple[int, list[tuple[str, str]], str]:
    """The exit code, (code, address) of each finding, and what people are told."""
    result = handbook("verify", *arguments, "--format", "json", cwd=cwd)
    assert "fault of ours" not in result.stderr, result.stderr
    found = json.loads(result.stdout)["diagnostics"] if result.stdout else []
    return result.returncode, [(one["code"], one["path"]) for one in found], result.stderr


def test_a_site_as_it_was_made_has_no_finding(whole: Tiny, copy: Path) -> None:
    for arguments in (["--root", str(whole.root)], [str(copy)]):
        code, found, told = verified(*arguments, cwd=copy.parent)
        assert (code, found) == (0, [])
        assert f"all {len(tree(copy)) - 1} files are as they were made" in told
        assert sha256((copy / "build.json").read_bytes()) in told


def test_the_folder_that_is_unpacked_can_be_verified_too(copy: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(copy / "book/tiny.zip").extractall(tmp_path / "unpacked")
    (folder,) = (tmp_path / "unpacked").iterdir()
    assert verified(str(folder))[:2] == (0, [])
    (folder / "README.txt").write_text("other")
    assert verified(str(folder))[:2] == (1, [("HB440", "README.txt")])


def test_what_hosts_add_is_told_and_is_no_error(copy: Path) -> None:
    (copy / "CNAME").write_text("handbook.example")
    (copy / ".well-known").mkdir()
    (copy / ".well-known/security.txt").write_text("x")
    assert verified(str(copy))[:2] == (0, [("HB442", ".well-known/"), ("HB442", "CNAME")])


def test_what_is_no_file_is_never_read(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    for name in ("index.html", "404.html"):
        (copy / name).unlink()
    (copy / "index.html").symlink_to(tmp_path / "secret")
    os.mkfifo(copy / "404.html")
    (copy / "more").symlink_to("/")
    code, found, _ = verified(str(copy))
    assert (code, found) == (1, [("HB440", "404.html"), ("HB440", "index.html"), ("HB442", "more")])


def resealed(site: Path, name: str, data: bytes) -> None:
    """Puts a file into a site together with a passport that lists it: whoever changes one may change both."""
    (site / name).write_bytes(data)
    passport = said(site)
    passport["files"][name] = sha256(data)
    (site / "build.json").write_text(json.dumps(passport))


@pytest.mark.parametrize("ending", [".gz", ".br"])
def test_a_form_that_opens_to_something_else_is_found(ending: str, copy: Path) -> None:
    """However large it becomes."""
    form = zlib.compressobj(9, wbits=31)
    huge = b"".join(form.compress(bytes(1 << 20)) for _ in range(300)) + form.flush()
    resealed(copy, f"index.html{ending}", huge if ending == ".gz" else brotli.compress(bytes(200 << 20), quality=5))
    assert verified(str(copy))[:2] == (1, [("HB443", f"index.html{ending}")])


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "a\\..\\x"])
def test_a_zip_that_would_leave_its_folder_is_found(name: str, copy: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, "x")
    resealed(copy, "book/tiny.zip", held.getvalue())
    assert verified(str(copy))[:2] == (1, [("HB443", "book/tiny.zip")])


def test_a_zip_with_another_file_in_it_is_found(copy: Path) -> None:
    held, before = io.BytesIO(), zipfile.ZipFile(copy / "book/tiny.zip")
    with zipfile.ZipFile(held, "w") as archive:
        for entry in before.infolist():
            archive.writestr(entry, b"other" if entry.filename.endswith("/index.html") else before.read(entry))
    resealed(copy, "book/tiny.zip", held.getvalue())
    assert verified(str(copy))[:2] == (1, [("HB443", "book/tiny.zip")])


def test_editions_are_held_against_those_of_the_handbook(three_editions: Path, tmp_path: Path) -> None:
    root = tmp_path / "handbook"
    shutil.copytree(three_editions.parent, root, ignore=shutil.ignore_patterns(".handbook"))
    assert verified("--root", str(root))[:2] == (0, [])
    (root / "content/editions/2026.3.json").unlink()
    assert verified("--root", str(root))[:2] == (1, [("HB444", "build.json")])
    (root / "mkdocs.yml").write_text("site_name: Another handbook\n")
    assert verified(str(root / "site"), "--root", str(root))[:2] == (0, []), "it was made from another one"


def test_a_frozen_page_with_other_words_is_found_though_the_passport_was_changed_too(
    three_editions: Path, tmp_path: Path
) -> None:
    shutil.copytree(three_editions, tmp_path / "site")
    root = str(three_editions.parent)
    assert verified(str(tmp_path / "site"), "--root", root)[:2] == (0, [])
    name = "e/2026.1/s/first-hour/index.html"
    data = (tmp_path / "site" / name).read_bytes()
    changed = data.replace(b"You need not answer on the day.", b"You have to answer on the day.", 1)
    assert changed != data
    resealed(tmp_path / "site", name, changed)
    assert verified(str(tmp_path / "site"), "--root", root)[:2] == (1, [("HB444", name)])
    assert verified(str(tmp_path / "site"), cwd=tmp_path)[:2] == (0, []), "nobody can tell without the editions"


def test_links_that_lead_nowhere_are_found_though_the_passport_was_changed_too(copy: Path) -> None:
    data = (copy / "other/index.html").read_bytes()
    changed = data.replace(b'href="../privacy/"', b'href="../pirvacy/"', 1)
    assert changed != data
    resealed(copy, "other/index.html", changed)
    for ending in (".gz", ".br"):
        (copy / f"other/index.html{ending}").unlink(missing_ok=True)
    passport = said(copy)
    passport["files"] = {name: one for name, one in passport["files"].items() if (copy / name).exists()}
    passport["counts"] = {}
    (copy / "build.json").write_text(json.dumps(passport))
    assert verified(str(copy))[:2] == (1, [("HB430", "other/index.html")])


# Passports that are none

HASH = "0" * 64
DAMAGED: dict[str, str] = {
    "cut short": '{"generator": "handbook_build", "fi',
    "a list": "[]",
    "another tool's": '{"generator": "other", "files": {}}',
    "deeply nested": "[" * 200_000,
    "a path upwards": json.dumps({"generator": "handbook_build", "files": {"a/../../x": HASH}}),
    "a path from the root": json.dumps({"generator": "handbook_build", "files": {"/etc/passwd": HASH}}),
    "files as a list": '{"generator": "handbook_build", "files": ["index.html"]}',
    "a number for a hash": '{"generator": "handbook_build", "files": {"index.html": 1}}',
    "no hash": '{"generator": "handbook_build", "files": {"index.html": "x"}}',
    "a number as title": '{"generator": "handbook_build", "title": 1, "files": {}}',
    "words as counts": '{"generator": "handbook_build", "counts": {"pages": "many"}, "files": {}}',
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_passport_is_a_finding(text: str, copy: Path) -> None:
    with pytest.raises(Damaged):
        read_passport(text.encode())
    (copy / "build.json").write_text(text)
    assert verified(str(copy))[:2] == (1, [("HB444", "build.json")])


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "of an older version": (
        lambda site: (site / "build.json").write_text('{"generator": "handbook_build", "version": "0.1.0"}'),
        "version 0.1.0 made this site, and wrote down no list of its files",
    ),
    "none": (lambda site: (site / "build.json").unlink(), "it has no build.json"),
    "too large": (lambda site: os.truncate(site / "build.json", 1 << 40), "is larger than"),
    "no site": (shutil.rmtree, "there is no folder"),
}


@pytest.mark.parametrize(("change", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_verified_is_said(change: Callable[[Path], object], told: str, copy: Path) -> None:
    change(copy)
    code, found, message = verified(str(copy))
    assert (code, found) == (2, [])
    assert told in message


def test_an_older_passport_is_known_as_such() -> None:
    with pytest.raises(Older):
        read_passport(b'{"generator": "handbook_build", "version": "0.1.0", "title": "Tiny"}')


@pytest.mark.parametrize("address", ["a", "a/b.html", "ü", "...", "a\\b"])
def test_an_address_goes_down(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize("address", ["", "/", "/a", "a//b", "a/", ".", "..", "a/..", "../a", "a\0"])
def test_no_other_is_one(address: str) -> None:
    assert not is_address(address)
