"""All that is looked for in a finished site, whoever asks: a build before it publishes, or somebody with a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from handbook_build.cache import NOTHING_KEPT, Cache
from handbook_build.checks import find_check
from handbook_build.diagnostics import Diagnostic, Finding, Severity
from handbook_build.linking.addresses import page_address
from handbook_build.locations import Location
from handbook_build.model.handbook import Handbook
from handbook_build.verifying.folder import SiteFolder
from handbook_build.verifying.links import Fault, id_faults, link_faults
from handbook_build.verifying.navigation import name_faults, order_faults, reach_faults
from handbook_build.verifying.site import HOME, Files, Looked

# So many faults of one kind are told one by one; a slip in a template is in every page.
MOST = 50

# So a body asks for the small drawing beside a label, which our own templates bring.
DRAWN = "the link `#mark-"


@dataclass(frozen=True)
class Facts:
    """What is known of a handbook beside its site: the public address, the files of the pages of the navigation in
    their order, for the files of pages where they were written, whether all templates are ours, and which files an
    author brought as they are.
    """

    base: str = ""
    navigation: tuple[str, ...] = ()
    sources: Mapping[str, Location] = field(default_factory=dict)
    ours: bool = True
    brought: frozenset[str] = frozenset()


NOTHING_KNOWN = Facts()
# Where templates are not ours, who wrote them may leave out a heading, a list or a way: that is told, and published.
OF_TEMPLATES = frozenset(("navigation-order", "page-out-of-reach", "page-without-heading", "repeated-id"))


def facts_of(handbook: Handbook, *, ours: bool = True) -> Facts:
    """The same of a handbook that was loaded, whose templates are `ours`."""
    # Lists of what the build makes have an order of their own.
    named = (entry.target for entry in handbook.settings.navigation_pages() if entry.target in handbook.by_path)
    return Facts(
        handbook.settings.address,
        tuple(dict.fromkeys(f"{unquote(page_address(path))}{HOME}" for path in named)),
        {f"{unquote(page_address(document.path))}{HOME}": document.top for document in handbook.documents},
        ours,
        handbook.assets,
    )


def look_over(site: Files | Path, facts: Facts = NOTHING_KNOWN, cache: Cache = NOTHING_KEPT) -> list[Diagnostic]:
    """What is wrong with the links, ids and navigation of a site, in order of place. Raises MachineFault when it cannot
    be read.
    """
    looked = Looked(SiteFolder(site) if isinstance(site, Path) else site, facts.base, cache)
    found = chain(
        link_faults(looked),
        id_faults(looked),
        name_faults(looked, facts.navigation),
        reach_faults(looked),
        order_faults(looked, facts.navigation),
    )
    # A file that is taken along as it is need be no page.
    of_pages = (one for one in found if one.check not in OF_TEMPLATES or one.address not in facts.brought)
    told = (_diagnostic(fault, facts) for fault in _no_more_than(of_pages))
    return sorted(told, key=lambda one: one.sort_key)


def _no_more_than(faults: Iterator[Fault]) -> Iterator[Fault]:
    """The first of each kind, and of the others how many there are."""
    seen: dict[str, list[Fault]] = {}
    for fault in faults:
        of_kind = seen.setdefault(fault.check, [])
        of_kind.append(fault)
        if len(of_kind) <= MOST:
            yield fault
    for kind, all_of_it in seen.items():
        if len(all_of_it) > MOST:
            last = all_of_it[MOST]
            yield Fault(kind, last.address, f"{last.message}; and {len(all_of_it) - MOST - 1} more like it", last.hint)


def _diagnostic(fault: Fault, facts: Facts) -> Diagnostic:
    check = find_check(fault.check)
    assert check is not None
    source = facts.sources.get(fault.address)
    message = f"{fault.message} (in {fault.address})" if source else fault.message
    told = check.diagnostic(Finding(source or Location(fault.address), message, fault.hint))
    mild = fault.check in OF_TEMPLATES or DRAWN in fault.message
    return replace(told, severity=Severity.WARNING) if mild and not facts.ours else told
