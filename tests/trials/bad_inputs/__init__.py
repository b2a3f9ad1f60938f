"""Bad input, case by case: what is put into a handbook, and the file that its finding must name.

Each module here is a table, `CASES`. A case is put into the handbook of `HANDBOOK`, whose page `good.md` has one slip
of its own: it must be reported beside whatever is wrong with the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests.tiny import page

Content = str | bytes
END = "\n\n[x](#none)\n"

HANDBOOK: Mapping[str, Content] = {
    "mkdocs.yml": "# allow public-address: tests are published nowhere\nsite_name: Tried\n",
    "content/index.md": page("start", "Read [the good page](good.md)."),
    "content/good.md": page("good", "A slip: [a section that is not there](#gone)."),
}
SLIP = "content/good.md", "broken-section-link"


@dataclass(frozen=True)
class Bad:
    """`put` writes it below a root. Its finding stands in the file `at`, where that is known; `code` is the exit code:
    2 where there is no handbook to be read at all. `quick` ones stand for the others in the short form, `build` ones
    are built too, `plain` ones need a user without the rights of root, and of `warned` ones the finding is a warning.
    `finding` is its name, where it must be that one; `program` is another module than ours that is run, and `meanwhile`
    is done again and again while it runs.
    """

    name: str
    put: Callable[[Path], object]
    at: str = ""
    code: int = 1
    quick: bool = False
    build: bool = False
    plain: bool = False
    warned: bool = False
    finding: str = ""
    program: str = "handbook_build"
    meanwhile: Callable[[Path], object] | None = None


def file(name: str, path: str, content: Content | Callable[[], Content], *, at: str | None = None, **more: bool) -> Bad:
    """A case that is one file; what is large is made when it is needed."""

    def put(root: Path) -> None:
        data = content() if callable(content) else content
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))

    return Bad(name, put, path if at is None else at, **more)


def markdown(name: str, body: str | Callable[[], str], **more: bool) -> Bad:
    """A case that is the body of a page, with a link that leads nowhere at its end."""
    return file(name, "content/bad.md", lambda: page("bad", (body() if callable(body) else body) + END), **more)


def cases() -> list[Bad]:
    """All of them, in order of their tables."""
    names = sorted(found.name for found in iter_modules(__path__))
    return [case for name in names for case in import_module(f"{__name__}.{name}").CASES]
