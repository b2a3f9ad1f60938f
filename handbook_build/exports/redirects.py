"""Old and permanent addresses as rules for static hosts: `_redirects`, and a part of an nginx configuration.

The pages at these addresses lead on by themselves. A rule does it before a page is sent, and for programs
that read no pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from handbook_build.editions.archive import Archive, archive_of
from handbook_build.editions.now import parts_now
from handbook_build.model.handbook import Handbook

MOVED, FOUND = 301, 302
# Cloudflare takes 2,000 static rules of at most 1,000 characters, and is said to stop reading at 100 kB.
MOST_RULES, MOST_BYTES, LONGEST = 2_000, 95_000, 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """`address` and `to` are paths with a slash before them and per cent signs where they are needed."""

    address: str
    to: str
    status: int

    @property
    def line(self) -> str:
        return f"{self.address} {self.to} {self.status}"


def rules(handbook: Handbook) -> Iterator[Rule]:
    """The most important first: pages that moved, then permanent addresses of pages, handouts and sections.

    An id that was merged, split or withdrawn has no rule, since its page is the answer.
    """
    archive = archive_of(handbook, parts_now(handbook))
    base = _base(handbook)
    for place in archive.left:
        to = archive.address_of(place.page)
        yield Rule(f"{base}{place.address}", f"{base}{to}", FOUND if to.startswith("s/") else MOVED)
    for whole in (True, False):
        for name in archive.ids:
            to = archive.address_of(name)
            if to != f"s/{name}/" and _is_whole(archive, name) is whole:
                yield Rule(f"{base}s/{quote(name, safe='')}/", f"{base}{to}", FOUND)


def _is_whole(archive: Archive, name: str) -> bool:
    part = archive.now.get(name) or archive.ledger.last_seen[name][1]
    return part.kind != "section"


def _base(handbook: Handbook) -> str:
    """The path of the public address, between slashes."""
    path = urlsplit(handbook.settings.address).path.strip("/")
    return f"/{quote(unquote(path))}/" if path else "/"


def static_host(handbook: Handbook) -> str:
    """`_redirects`, as Netlify and Cloudflare read it."""
    every = list(rules(handbook))
    kept: list[str] = []
    size = 0
    for rule in every:
        size += len(rule.line) + 1
        if len(kept) == MOST_RULES or size > MOST_BYTES:
            break
        if len(rule.line) < LONGEST:
            kept.append(rule.line)
    left = len(every) - len(kept)
    head = ["# Old and permanent addresses, for Netlify and Cloudflare Pages. This file lies at the root of the host."]
    if left:
        head.append(f"# {left} more are left to the pages at those addresses: hosts take no more rules than these.")
    return "\n".join([*head, *kept]) + "\n"


def nginx(handbook: Handbook) -> str:
    """Locations to be included in a `server` block."""
    head = "# Old and permanent addresses: `include` this file in the server block of the site.\n"
    return head + "".join(
        f"location = {_quoted(unquote(rule.address))} {{ absolute_redirect off; "
        f"return {rule.status} {_quoted(rule.to)}; }}\n"
        for rule in rules(handbook)
    )


def _quoted(text: str) -> str:
    """A text as nginx reads it; a dollar sign would begin a variable in an answer, and is never left in one."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
