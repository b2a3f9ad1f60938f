"""`python -m handbook_build` is `handbook`."""

# ruff: noqa: PTH100, PTH109, PTH120
# `pathlib` might be such a module; these two are loaded before any of ours.
import os
import sys

# Python looks for modules in the folder it was started in, and whatever lies in a handbook could bear the name of one.
# So that folder is taken off the path, unless it is the one that this package lies in.
_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:] = [place for place in sys.path if place not in ("", os.getcwd()) or os.getcwd() == _HERE]

from handbook_build.cli import run  # noqa: E402

run()
