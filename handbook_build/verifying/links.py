"""Links that lead nowhere, and ids that stand twice on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from handbook_build.verifying.site import AT, NOWHERE, Looked

DEAD_LINK, REPEATED_ID = "dead-link", "repeated-id"


@dataclass(frozen=True)
class Fault:
    """Something wrong in a finished site: the name of the check that tells of it, and the file where it is."""

    check: str
    address: str
    message: str
    hint: str


def link_faults(site: Looked) -> Iterator[Fault]:
    """Each link of each file that leads to no file of the site, or to no place in one."""
    whole: set[str] = set()
    for address, held in site.held.items():
        if not held.targets:
            continue
        dead = {one for one in held.targets.split("\n") if one not in whole and not _leads(site, one, whole)}
        if dead:
            for link, target in site.links_of(address):
                if target in dead:
                    yield _dead(site, address, link, target)


def _leads(site: Looked, target: str, whole: set[str]) -> bool:
    """Whether there is such a place; one that was looked for is not looked for again."""
    place, _, name = target.partition(AT)
    found = place in site.site.files
    if found and name and place.endswith(".html"):
        ids = site.held[place].ids
        found = f"\n{name}\n" in f"\n{ids}\n"
    if found:
        whole.add(target)
    return found


def _dead(site: Looked, address: str, link: str, target: str) -> Fault:
    place, _, name = target.partition(AT)
    if target.startswith(NOWHERE):
        return Fault(DEAD_LINK, address, f"the link `{link}` leads out of the site", "lead it to a page of the site")
    if place in site.site.files:
        near = get_close_matches(name, site.held[place].ids.split("\n"), 1)
        hint = f"did you mean `#{near[0]}`?" if near else "lead it to a heading that has this id, or to the page alone"
        return Fault(DEAD_LINK, address, f"the link `{link}` leads to no place of {place}", hint)
    folder, _, name = place.removesuffix("/index.html").rpartition("/")
    akin = [one for one in site.site.files if one.startswith(f"{folder}/") or one.endswith(f"/{name}")]
    near = get_close_matches(place, akin, 1)
    hint = f"the nearest file is {near[0]}" if near else "take it out, or put the file there"
    return Fault(DEAD_LINK, address, f"the link `{link}` leads to {place}, which is not there", hint)


def id_faults(site: Looked) -> Iterator[Fault]:
    """Each id that stands twice in one file."""
    for address, held in site.held.items():
        for name in held.twice.split("\n") if held.twice else ():
            message = f"the id `{name}` stands twice on the page, and a link to it finds the first alone"
            yield Fault(REPEATED_ID, address, message, "give one of them another id, where the author or template does")
