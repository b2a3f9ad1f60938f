"""The folder in which a site is made: what has the same bytes stays, and everything else is as if it were new."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook_build.faults import MachineFault
from handbook_build.staging import CONTENTS, SPARE, WORKSHOP, Listing, Stage, keep_as_spare, staging

Site = dict[str, bytes]
FIRST: Site = {"index.html": b"one", "a/index.html": b"two", "a/b/index.html": b"three", "notes": b"four"}


def made(root: Path, site: Site, name: str = "site") -> Path:
    """The folder of a site, made as a build makes it."""
    with staging(root) as stage:
        for address, data in site.items():
            stage.write(address, data)
        stage.finish()
        stage.folder.rename(root / name)
    return root / name


def with_spare(root: Path, site: Site) -> None:
    """Has the site lie there as the one that was replaced."""
    folder = made(root, site, "old")
    keep_as_spare(root, folder, Listing.of(folder, {address: _name(data) for address, data in site.items()}))


def _name(data: bytes) -> str:
    from handbook_build.staging import name_of

    return name_of(data)


def held(folder: Path) -> Site:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


SITES: dict[str, Site] = {
    "the same": FIRST,
    "a page of other words": {**FIRST, "a/index.html": b"changed"},
    "a page more": {**FIRST, "c/d/index.html": b"new"},
    "a page gone": {name: data for name, data in FIRST.items() if name != "a/b/index.html"},
    "a file where a folder was": {"index.html": b"one", "a": b"a file", "notes": b"four"},
    "a folder where a file was": {**FIRST, "notes/index.html": b"a page"} | {},
    "nothing in common": {"z.html": b"z"},
}
SITES["a folder where a file was"].pop("notes")


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_a_site_made_in_a_spare_is_the_same_as_one_made_anew(site: Site, tmp_path: Path) -> None:
    with_spare(tmp_path, FIRST)
    found = made(tmp_path, site)
    assert held(found) == site
    assert folders(found) == {str(Path(address).parent) for address in site if "/" in address} | (
        {"a"} if "a/b/index.html" in site else set()
    ) | ({"c"} if "c/d/index.html" in site else set())


def test_what_has_the_same_bytes_is_not_written(tmp_path: Path) -> None:
    with_spare(tmp_path, FIRST)
    with staging(tmp_path) as stage:
        for address, data in {**FIRST, "index.html": b"changed"}.items():
            stage.write(address, data)
        assert len(stage.fresh) == 1


def test_a_file_that_is_written_twice_has_the_last_words(tmp_path: Path) -> None:
    """As the page about copies, which is written again when their sizes are known."""
    with_spare(tmp_path, FIRST)
    with staging(tmp_path) as stage:
        stage.write("index.html", b"for now")
        assert stage.read("index.html") == b"for now"
        stage.write("index.html", b"one")
        assert stage.read("index.html") == b"one"


def spoil_words(spare: Path) -> None:
    (spare / "index.html").write_bytes(b"eno")


def spoil_length(spare: Path) -> None:
    with (spare / "a/index.html").open("ab") as file:
        file.write(b"!")


def spoil_more(spare: Path) -> None:
    (spare / "a/stray.html").write_bytes(b"stray")


def spoil_less(spare: Path) -> None:
    (spare / "notes").unlink()


def spoil_link(spare: Path) -> None:
    (spare / "notes").unlink()
    (spare / "notes").symlink_to("index.html")


@pytest.mark.parametrize("spoil", [spoil_words, spoil_length, spoil_more, spoil_less, spoil_link])
def test_a_spare_that_is_not_as_it_was_left_is_thrown_away(spoil, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_spare(tmp_path, FIRST)
    spoil(tmp_path / WORKSHOP / SPARE)
    with staging(tmp_path) as stage:
        assert stage.there == {}
        assert held(stage.folder) == {}
    assert held(made(tmp_path, FIRST)) == FIRST


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1, 2]", '[{"index.html": ["a"]}, {}]', "no JSON"])
def test_an_account_of_a_spare_that_cannot_be_read_is_no_account(text: str, tmp_path: Path) -> None:
    with_spare(tmp_path, FIRST)
    (tmp_path / WORKSHOP / CONTENTS).write_text(text)
    assert held(made(tmp_path, FIRST)) == FIRST


def test_of_two_builds_at_once_one_has_the_spare(tmp_path: Path) -> None:
    with_spare(tmp_path, FIRST)
    with staging(tmp_path) as one, staging(tmp_path) as other:
        assert sorted((len(one.there), len(other.there))) == [0, len(FIRST)]
        assert one.folder != other.folder


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / WORKSHOP).write_text("a file, where the folder is to be")
    with pytest.raises(MachineFault, match="nothing can be written below"), staging(tmp_path):
        pass


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    (tmp_path / "a").write_bytes(b"in the way")
    with pytest.raises(MachineFault, match=r"index\.html could not be written"):
        stage.write("a/index.html", b"words")
    with pytest.raises(MachineFault, match=r"gone\.html could not be read"):
        stage.read("gone.html")


def empty(file: Path) -> None:
    """As the loss of power leaves a file that was not on the disk yet."""
    file.write_bytes(b"")


@pytest.mark.parametrize("spoil", [empty, Path.unlink])
def test_a_file_that_is_not_as_it_was_written_is_noticed_before_it_is_published(spoil, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_spare(tmp_path, FIRST)
    for address in ("index.html", "notes"):
        with staging(tmp_path) as stage:
            for name, data in {**FIRST, "index.html": b"changed"}.items():
                stage.write(name, data)
            assert stage.listing().files.keys() == FIRST.keys()
            spoil(stage.folder / address)
            with pytest.raises(MachineFault, match=address):
                stage.listing()


@pytest.mark.parametrize("spoil", [empty, Path.unlink])
def test_a_file_of_a_published_site_is_kept_only_with_its_own_bytes(spoil, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    site = made(tmp_path, FIRST)
    spoil(site / "a/index.html")
    with staging(tmp_path, site) as stage:
        assert stage.keep("index.html", _name(b"one"))
        assert not stage.keep("a/index.html", _name(b"two"))
