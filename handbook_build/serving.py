"""`handbook serve`: a preview on the author's own machine that follows each save."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from handbook_build.building import prepare, summarise, write_site
from handbook_build.checks import Report
from handbook_build.content import NoHandbook
from handbook_build.faults import MachineFault, WrongUse
from handbook_build.progress import Progress
from handbook_build.reporters import REPORTERS
from handbook_build.staging import Stage
from handbook_build.web.theme import shipped_theme


def serve(root: Path, environment: Mapping[str, str], host: str, port: int) -> None:
    """Builds into a folder of its own, serves it, and builds again when a file changes.

    A handbook with errors is shown all the same, with its findings in the terminal.
    Raises WrongUse when the address is taken, MachineFault when the first build fails.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.livereload import LiveReloadServer

    folder = Path(mkdtemp(prefix="handbook-serve-"))
    address = f"http://{host}:{port}/"
    local = {**environment, "HANDBOOK_SITE_URL": address}

    def build() -> None:
        began = time.perf_counter()
        progress = Progress()
        try:
            job = prepare(root, local, progress, every_form=True)
            fresh = Path(mkdtemp(prefix="handbook-serve-"))
            write_site(job, Stage(fresh), progress)
        except (MachineFault, WrongUse, NoHandbook) as fault:
            progress.end()
            sys.stderr.write(f"handbook: {fault}\n")
            return
        progress.end()
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
        shown = [one for one in job.report.diagnostics if one.name != "public-address"]
        sys.stderr.write(REPORTERS["full"](Report(tuple(shown)), job.handbook.sources))
        sys.stderr.write(f"{summarise(job, began)}\n")

    server = LiveReloadServer(builder=build, host=host, port=port, root=str(folder))
    logging.getLogger("mkdocs.livereload").setLevel(logging.WARNING)
    for place in (root / "content", root / "overrides", shipped_theme()):
        if place.exists():
            server.watch(str(place))
    # mkdocs.yml, and practice.toml, which may be put there later.
    server.watch(str(root), recursive=False)
    build()
    sys.stderr.write(f"Serving {address} (Ctrl+C ends it)\n")
    try:
        server.serve()
    except OSError as error:
        raise WrongUse(f"{address} cannot be used: {error.strerror}; give another with --port") from error
    except KeyboardInterrupt:
        sys.stderr.write("\n")
    finally:
        server.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
