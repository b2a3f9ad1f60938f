"""`handbook serve`: a preview on the author's own machine that follows each save."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any, NoReturn, Protocol

from handbook_build.building import summarise
from handbook_build.checks import Report
from handbook_build.environment import require_handbook
from handbook_build.faults import MachineFault, NoHandbook, WrongUse
from handbook_build.preview import Preview, State
from handbook_build.reporters import REPORTERS
from handbook_build.trusting import would_run
from handbook_build.web.theme import shipped_theme

# How long nobody must have asked for anything before what takes long is made, in seconds.
REST = 0.4
RELOADER = "livereload.js"
FOUND, MISSING, ELSEWHERE = "200 OK", "404 Not Found", "302 Found"
# The policy of our pages refuses a script that stands in a page, such as MkDocs puts there.
_RELOADS = """
const epoch = Number(document.currentScript.dataset.epoch);
const ask = () => fetch(`/livereload/${epoch}/${epoch}`).then(
  (answer) => answer.ok ? answer.text().then((now) => Number(now) > epoch ? location.reload() : ask()) : wait(), wait);
const wait = () => setTimeout(ask, 3000);
ask();
"""


def serve(root: Path, environment: Mapping[str, str], host: str, port: int, *, trusted: bool = True) -> None:
    """Serves the handbook, and reads it again when a file changes.

    A handbook with errors is shown all the same, with its findings in the terminal. One that is not `trusted` is shown
    as it was as long as it asks for something that would run.
    Raises NoHandbook when there is none, WrongUse when the address is taken, MachineFault when there is no room for the
    preview.
    """
    require_handbook(root)
    address = f"http://{host}:{port}/"
    try:
        aside = TemporaryDirectory(prefix="handbook-serve-", ignore_cleanup_errors=True)
    except OSError as error:
        raise MachineFault(f"there is no room for the preview: {error.strerror}") from error
    with aside:
        preview = Preview(root, {**environment, "HANDBOOK_SITE_URL": address}, Path(aside.name))
        crew = _Crew(preview, trusted)
        crew.server = server = server_of(crew, host, port)
        for place in (root / "content", root / "overrides", shipped_theme()):
            if place.exists():
                server.watch(str(place))
        # mkdocs.yml, and practice.toml, which may be put there later.
        server.watch(str(root), recursive=False)
        # Whoever ends us otherwise than by Ctrl+C shall find nothing left behind either.
        signal.signal(signal.SIGTERM, lambda number, frame: _end())
        sys.stderr.write(f"Serving {address} (Ctrl+C ends it)\n")
        try:
            server.serve()
        except OSError as error:
            raise WrongUse(f"{address} cannot be used: {error.strerror}; give another with --port") from error
        except KeyboardInterrupt:
            sys.stderr.write("\n")
        finally:
            crew.end()
            server.shutdown()


def _end() -> NoReturn:
    raise KeyboardInterrupt


@dataclass
class _Crew:
    """Who does what when: reading at each save, and what takes long when nobody waits for a page."""

    preview: Preview
    trusted: bool = True
    asked: float = 0.0
    server: Any = None
    _saved: Event = field(default_factory=Event)
    _ended: bool = False

    def __post_init__(self) -> None:
        Thread(target=self._complete, daemon=True).start()

    def read(self) -> None:
        """Follows a save. What cannot be read is told, and the preview stays as it was."""
        self._told(self._read_one)
        self._saved.set()

    def _read_one(self) -> None:
        if not self.trusted and would_run(self.preview.root)[0].failed:
            raise WrongUse("mkdocs.yml now asks for what would run, so nothing is read without --trust")
        self.preview.refresh()

    def file(self, address: str) -> bytes | None:
        self.asked = time.monotonic()
        found = self._told(lambda: self.preview.file(address))
        self.asked = time.monotonic()
        return found if isinstance(found, bytes) else None

    def end(self) -> None:
        self._ended = True
        self._saved.set()

    def _complete(self) -> None:
        while self._saved.wait() and not self._ended:
            self._saved.clear()
            while time.monotonic() - self.asked < REST:
                time.sleep(REST / 4)
            if not self._saved.is_set():
                self._told(self._complete_one)

    def _complete_one(self) -> None:
        began, state = time.perf_counter(), self.preview.state
        if state is None:
            return
        if self.preview.complete(state) and self.server is not None:
            self.server.reload()
        if not self._saved.is_set() and self.preview.state is not None:
            _tell(self.preview.state, began)

    def _told(self, work: Any) -> Any:
        """What the work gives; a fault is said in the terminal."""
        try:
            return work()
        except (MachineFault, WrongUse, NoHandbook) as fault:
            sys.stderr.write(f"handbook: {fault}\n")
            return None


def _tell(state: State, began: float) -> None:
    """The findings, but that the address of the preview is none to publish."""
    shown = [one for one in state.job.report.diagnostics if one.name != "public-address"]
    sys.stderr.write(REPORTERS["full"](Report(tuple(shown)), state.handbook.sources))
    sys.stderr.write(f"{summarise(state.job, began)}\n")


class Reader(Protocol):
    """What a server of previews asks for."""

    def read(self) -> None:
        """Reads what was saved."""

    def file(self, address: str) -> bytes | None:
        """What stands at an address (`trust/index.html`); None when nothing does."""


def server_of(reader: Reader, host: str, port: int) -> Any:
    """MkDocs' server of previews, which notices what is saved and tells browsers; the reader has the files.

    It reads for the first time when it is watching, so that what is saved meanwhile is read too. Who asks for a page
    waits until all that was saved by then is read.
    """
    from mkdocs.livereload import LiveReloadServer

    class Server(LiveReloadServer):
        def __init__(self) -> None:
            super().__init__(builder=reader.read, host=host, port=port, root="")
            self._want_rebuild = True
            self._wanted_epoch += 1

        def _serve_request(self, environ: Mapping[str, str], start_response: Any) -> Iterable[bytes] | None:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            if path.startswith("/livereload/"):
                told: Iterable[bytes] | None = super()._serve_request(environ, start_response)
                return told
            with self._epoch_cond:
                self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
                epoch = self._visible_epoch
            address = path.lstrip("/")
            if address == RELOADER:
                return _answer(start_response, address, _RELOADS.encode())
            if not address or address.endswith("/"):
                address = f"{address}index.html"
            data = reader.file(address)
            if data is None and reader.file(f"{address}/index.html") is not None:
                start_response(ELSEWHERE, [("Location", f"{path}/")])
                return []
            status = FOUND if data is not None else MISSING
            data = reader.file("404.html") or b"" if data is None else data
            if address.endswith(".html") or status == MISSING:
                script = f'<script src="/{RELOADER}" data-epoch="{epoch}"></script></body>'
                data = script.encode().join(data.rsplit(b"</body>", 1))
            return _answer(start_response, address, data, status)

        def reload(self) -> None:
            """Has browsers ask again; while a save is being read they do so when it is."""
            with self._rebuild_cond, self._epoch_cond:
                if self._want_rebuild or self._wanted_epoch != self._visible_epoch:
                    return
                self._wanted_epoch = self._visible_epoch = max(round(time.monotonic() * 1000), self._visible_epoch + 1)
                self._epoch_cond.notify_all()

    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    return Server()


def _answer(start_response: Any, address: str, data: bytes, status: str = FOUND) -> Iterable[bytes]:
    kind = "text/html" if status == MISSING else guess_type(address)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    headers = [("Content-Type", kind + charset), ("Content-Length", str(len(data))), ("Cache-Control", "no-store")]
    start_response(status, headers)
    return [data]
