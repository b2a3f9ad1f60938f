"""`python -m handbook_build` is `handbook`."""

from handbook_build.cli import run

run()
