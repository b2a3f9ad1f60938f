"""The handbook's public address, or the contact for reports, is not set or is an example.

Printed sheets and citations carry the address for years, and readers need somewhere to report a
mistake; until both are set, they would carry dead ones. Set `site_url` in `mkdocs.yml` (or the
environment variable HANDBOOK_SITE_URL), and `contact` under the plugin `handbook`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB113", "public-address", Severity.WARNING
NEEDS = ("mkdocs.yml",)
OF_PAGES = True

# Names that are reserved for examples and tests (RFC 2606), or lead to the author's own machine.
EXAMPLES = ("example", "test", "invalid", "localhost", "example.com", "example.org", "example.net")
LOCAL = ("localhost", "127.0.0.1", "0.0.0.0", "::1")


def check(handbook: Handbook) -> Iterator[Finding]:
    settings = handbook.settings
    dead = [
        (name, place)
        for name, value, place in (
            ("public address (site_url)", settings.address, settings.address_location),
            ("contact for reports", settings.contact, settings.contact_location),
        )
        if not is_real(value)
    ]
    if dead:
        names = " and the ".join(name for name, _ in dead)
        state = "are unset or examples" if len(dead) > 1 else "is unset or an example"
        yield Finding(
            dead[0][1] or settings.location,
            f"the {names} {state}: printed sheets and citations would carry a dead address",
            "set `site_url` (or HANDBOOK_SITE_URL), and `contact` under the plugin `handbook`, before you publish",
        )


def is_real(address: str) -> bool:
    """Whether a web or mail address could be one that a reader reaches."""
    try:
        name = (
            address.rpartition("@")[2] if "@" in address and "//" not in address else urlsplit(address).hostname or ""
        )
    except ValueError:
        return False
    example = any(name == one or name.endswith(f".{one}") for one in EXAMPLES)
    return "." in name and name not in LOCAL and not example
