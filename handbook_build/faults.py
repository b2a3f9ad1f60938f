"""What goes wrong on the machine, or in our own parts, and not in what an author wrote."""

from __future__ import annotations


class MachineFault(Exception):
    """A program or file that the build needs failed. The message says what, and what to do."""


class WrongUse(Exception):
    """The command was asked for something that cannot be. The message says what is possible."""


class NoHandbook(Exception):
    """There is no handbook in the folder; the message says what is missing."""
