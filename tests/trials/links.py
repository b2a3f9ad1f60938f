"""Links: every address of every file of a site leads somewhere, whoever made the site, and what is broken is found.

Sites are built by the command. Then files are damaged, and the check that a build makes before it publishes must name
each fault.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook_build.verifying.folder import SiteFolder
from handbook_build.verifying.looking import Facts, look_over
from handbook_build.verifying.site import Looked
from tests.invented import EXTENSIONS, invented
from tests.tiny import handbook
from tests.trials import Figure

PROJECT = Path(__file__).parents[2]
HANDBOOKS = PROJECT / "tests" / "handbooks"
PUBLIC = "site_url: https://a.example/book/\n"


@dataclass(frozen=True)
class Fault:
    """What is done to a site, and the check that must find it in which file."""

    kind: str
    check: str
    address: str
    damage: Callable[[Path], None]


def _put(address: str, pattern: str, instead: str) -> Callable[[Path], None]:
    def damage(site: Path) -> None:
        path = site / address
        text, count = re.subn(pattern, instead, path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
        assert count, f"{address} holds no `{pattern}`, so nothing was tried"
        path.write_text(text, encoding="utf-8")

    return damage


def _gone(address: str) -> Callable[[Path], None]:
    return lambda site: (site / address).unlink()


def _alone(site: Path) -> None:
    (site / "alone").mkdir()
    shutil.copy(site / "page-1" / "index.html", site / "alone" / "index.html")


PAGE = "page-1/index.html"
# Of a site with the pages page-0, page-1 and so on.
FAULTS = (
    Fault("a page that is gone", "dead-link", "index.html", _gone("page-2/index.html")),
    Fault("a permanent address that is gone", "dead-link", "cite/page-2/index.html", _gone("s/page-2/index.html")),
    Fault("the page of ways to cite is gone", "dead-link", "page-2/index.html", _gone("cite/page-2/index.html")),
    Fault("a style sheet that is gone", "dead-link", PAGE, _put(PAGE, r"handbook\.css", "handbok.css")),
    Fault("a script that is gone", "dead-link", PAGE, _put(PAGE, r"handbook\.js", "handbok.js")),
    Fault("a place that is gone", "dead-link", PAGE, _put(PAGE, r'id="page-1-3"', 'id="page-1-drei"')),
    Fault("a picture that is gone", "dead-link", PAGE, _put(PAGE, r"</main>", '<img src="../no.svg" alt=""></main>')),
    Fault(
        "a refresh to nowhere",
        "dead-link",
        "s/page-1/index.html",
        _put("s/page-1/index.html", r"0; url=[^\"]*", "0; url=../no/"),
    ),
    Fault("a link above the site", "dead-link", PAGE, _put(PAGE, r"</main>", '<a href="../../x/">x</a></main>')),
    Fault(
        "a link in a Markdown copy", "dead-link", "page-1/index.md", _put("page-1/index.md", r"\Z", "\n\n[x](../no/)\n")
    ),
    Fault("an entry of llms.txt", "dead-link", "llms.txt", _put("llms.txt", r"page-1/index\.md", "page-x/index.md")),
    Fault(
        "a rule for nginx",
        "dead-link",
        "redirects.nginx.conf",
        _put("redirects.nginx.conf", r'"/page-1/"', '"/page-x/"'),
    ),
    Fault("a rule for Netlify", "dead-link", "_redirects", _put("_redirects", r" /page-1/ ", " /page-x/ ")),
    Fault("the copy to keep", "dead-link", "offline/copy.json", _put("offline/copy.json", r"copy-\w+", "copy-no")),
    Fault("the page of what is not found", "dead-link", "404.html", _put("404.html", r'href="/', 'href="/no/')),
    Fault("an id that stands twice", "repeated-id", PAGE, _put(PAGE, r"</main>", '<p id="page-1-3"></p></main>')),
    Fault("a page that nothing leads to", "page-out-of-reach", "alone/index.html", _alone),
    Fault("a page without a title", "page-without-heading", PAGE, _put(PAGE, r"<title>.*?</title>", "")),
    Fault("a page with two headings", "page-without-heading", PAGE, _put(PAGE, r"</main>", "<h1>x</h1></main>")),
    Fault("a page without a heading", "page-without-heading", PAGE, _put(PAGE, r"<h1.*?</h1>", "")),
    Fault(
        "pages in another order",
        "navigation-order",
        PAGE,
        _put(PAGE, r"</main>", '<nav><a href="../page-2/">x</a><a href="../page-0/">x</a></nav></main>'),
    ),
    Fault("a page of the navigation that is gone", "navigation-order", "page-2/index.html", _gone("page-2/index.html")),
)


def figures(long: bool) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for at, (extended, engine) in enumerate(((False, "our templates"), (True, "MkDocs"))):
            place = root / f"invented-{at}"
            _write(place, invented(400 if long else 12, extended=extended))
            yield _built(place, f"an invented site by {engine}")
        yield _faults(root / "invented-0" / "site", root / "damaged")
        for name in sorted(path.name for path in HANDBOOKS.iterdir()) if long else ("three-editions",):
            shutil.copytree(HANDBOOKS / name, root / name, ignore=shutil.ignore_patterns("site", ".handbook"))
            yield _built(root / name, f"tests/handbooks/{name}")
        if long:
            yield from _own(root)


def _own(root: Path) -> Iterator[Figure]:
    """Our own handbook without a public address, with one below a path, and by MkDocs."""
    for name, more in (("own", ""), ("own-published", PUBLIC), ("own-mkdocs", EXTENSIONS)):
        place = root / name
        place.mkdir()
        for part in ("content", "overrides"):
            shutil.copytree(PROJECT / part, place / part)
        settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
        (place / "mkdocs.yml").write_text(settings + more, encoding="utf-8")
        yield _built(
            place, {"own": "our site", "own-published": "our site below a path"}.get(name, "our site by MkDocs")
        )


def _write(root: Path, files: dict[str, str | bytes]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def _built(root: Path, what: str) -> Figure:
    built = handbook("build", "--quiet", "--format", "concise", "--root", str(root))
    if built.returncode:
        told = [line for line in built.stdout.splitlines() if "error" in line] or [built.stderr[-200:]]
        return Figure(f"links of {what}", f"exit {built.returncode}: {told[0]}", "none broken", False)
    looked = Looked(SiteFolder(root / "site"))
    links = sum(held.targets.count("\n") + 1 for held in looked.held.values() if held.targets)
    return Figure(
        f"links of {what}", f"{links:,} in {len(looked.held):,} files, none broken", "none broken", links > 100
    )


def _faults(site: Path, place: Path) -> Figure:
    order = Facts(navigation=("index.html", *(f"page-{at}/index.html" for at in range(3))))
    missed = [] if not look_over(site, order) else ["something was found before anything was broken"]
    for fault in FAULTS:
        shutil.copytree(site, place)
        fault.damage(place)
        told = look_over(place, order)
        if not any((one.name, one.location.path) == (fault.check, fault.address) for one in told):
            missed.append(fault.kind)
        shutil.rmtree(place)
    found = f"{len(FAULTS) - len(missed)} of {len(FAULTS)}" + (f"; not: {', '.join(missed)}" if missed else "")
    return Figure("kinds of fault that are caught", found, "all", not missed)
