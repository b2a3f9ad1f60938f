"""`handbook serve`."""

from __future__ import annotations

import argparse
import os

from handbook_build.commands import CLEAN, Commands, console, is_trusted, root


def add(commands: Commands) -> None:
    serve = commands.add("serve", "preview the site and follow every save", run)
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=_port, default=8000, help="the port (default: 8000)")


def _port(text: str) -> int:
    port = int(text) if text.isdigit() else -1
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port; give a number from 1 to 65535")
    return port


def run(options: argparse.Namespace) -> int:
    console.refuse_untrusted(options, "full")
    from handbook_build.serving import serve

    serve(root(options), os.environ, options.host, options.port, trusted=is_trusted(options))
    return CLEAN
