"""How this copy of the site was made: by what, which checks ran, what they found, what was allowed and why.

It says what happened in this very build and nothing else; what the tests of the tool hold, it calls so. Hashes stand in
`build.json` alone, which is written when all files are there.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook_build.citing.bibliography import Bibliography
from handbook_build.editions.standing import standing_of_book
from handbook_build.linking.addresses import page_address, relative
from handbook_build.model.edition import edition_label
from handbook_build.model.handbook import ACCESSIBILITY, GENERATED, PRIVACY, THIS_COPY, Handbook
from handbook_build.model.nodes import Element, Node, Nodes, Text, element
from handbook_build.model.passport import PASSPORT, Account, Ran
from handbook_build.web.body import Renderer
from handbook_build.web.generated.page import GeneratedPage

SUMMARY = "What made this copy, what was checked in it, what was found, and how you can see that nothing was changed."
NO_ACCOUNT = (
    "This copy says nothing of how it was made: it is a preview, or was made in another way than the one in which this "
    "handbook is published."
)
WHO = "This is {title}{edition}. A program, handbook {version}, made these files from what its authors wrote."
HOLDS = "In it are {amounts}."
SAME = (
    "The same words and the same versions of these programs make the same files, whoever makes them, where and when. "
    "Only a check of a page that has become overdue shows from that day on. So anybody can make this copy again and "
    "compare. It was tried on Linux alone."
)
RESTS = "How the files come out depends on these too, in the versions that were used: {names}."
RAN = (
    "{count} checks ran over the words, links, works, claims, numbers and sheets before anything was published. With "
    "one error nothing is published, so there was none."
)
LOOKED = (
    "Then the finished files were looked over: whether each word that the authors wrote is there, whether each link "
    "leads somewhere, and whether a page, style or drawing asks another host for anything. What came of that is in the "
    "list named below."
)
NOTHING_FOUND = "They found nothing to mend, but for what is allowed below."
NOTHING_AT_ALL = "They found nothing to mend, and nothing had to be allowed."
FOUND = "They found this, which does not keep a copy from being published and is still to be mended:"
ALLOWED = "Some findings are right as they are. Whoever wrote there has said why:"
JUDGED = (
    "A program can check that a source is named. It cannot tell whether a sentence is true, wise or kind. Who reviewed "
    "a page, and when, stands at its end."
)
NOT_HERE = (
    "Whether people can use the pages is not tested when a copy is made. It is tested with the program that makes "
    "them, in a browser, and {link} says what was tested there, what was looked at by people, and what was not tried."
)
OF_SHEETS = (
    "Printed sheets are made as PDF/UA, the standard for PDFs that can be read aloud. What makes them stops when it "
    "sees something that breaks the standard. No second program looked at the sheets of this copy."
)
POLICY = (
    "Each page tells your browser to load nothing from another host, and to run no script that stands in the text. "
    "{link} says what is kept and sent."
)
LISTED = (
    "{link} lists every file of this site with its fingerprint (SHA-256), and all that stands on this page, for "
    "programs."
)
VERIFYING = (
    "If you have a copy of these files, the program compares each of them with the list, and tells what was changed, "
    "is missing or was added:"
)
COMMAND = "handbook verify FOLDER"
SECOND = (
    "Whoever changes a file could change the list as well. So compare the fingerprint of the list itself, which the "
    "command shows, with that of a copy from somebody you trust, or of one that you made yourself."
)
AMOUNTS = {
    "writtenPages": ("page", "pages"),
    "sections": ("section", "sections"),
    "handouts": ("handout", "handouts"),
    "terms": ("word in the glossary", "words in the glossary"),
    "works": ("work in the references", "works in the references"),
}
# So many findings of checks are told one by one.
MOST = 40


def page(
    handbook: Handbook, bibliography: Bibliography, account: Account | None, *, ours: bool = True
) -> GeneratedPage:
    """`ours` tells whether what pages claim of our templates is true of these."""
    body: Nodes
    if account is None:
        body = (element("div", element("p", NO_ACCOUNT), class_="sec flow"),)
    else:
        renderer = Renderer(handbook, bibliography, THIS_COPY)
        body = (
            element("div", *_who(handbook, account), class_="sec flow"),
            _section("What was checked", "checked", *_checked(account)),
            *_allowed(account),
            *_use(handbook, renderer, ours),
            _section("See that nothing was changed", "verify", *_verifying()),
        )
    return GeneratedPage(THIS_COPY, GENERATED[THIS_COPY], SUMMARY, body)


def _section(title: str, name: str, *content: Node) -> Element:
    return element("section", element("h2", title, id=name), *content, class_="sec flow")


def _who(handbook: Handbook, account: Account) -> Iterator[Node]:
    name = standing_of_book(handbook).name
    label = edition_label(name)
    edition = f", {label[:1].lower()}{label[1:]}" if name else ""
    yield element("p", WHO.format(title=handbook.settings.title, edition=edition, version=account.version))
    amounts = [f"{count:,} {AMOUNTS[what][count != 1]}" for what, count in account.counts.items() if what in AMOUNTS]
    yield element("p", HOLDS.format(amounts=f"{', '.join(amounts[:-1])} and {amounts[-1]}"))
    yield element("p", SAME)
    names = ", ".join(f"{name} {version}" for name, version in account.rests_on.items())
    yield element("p", RESTS.format(names=names), class_="small muted")


def _checked(account: Account) -> Iterator[Node]:
    yield element("p", RAN.format(count=len(account.checks)))
    found = [one for one in account.checks if one.found]
    if found:
        yield element("p", FOUND)
        yield element("ul", *(element("li", *_finding(one)) for one in found))
    else:
        yield element("p", NOTHING_FOUND if any(one.allowed for one in account.checks) else NOTHING_AT_ALL)
    yield element("p", LOOKED)
    yield element("p", JUDGED)


def _finding(one: Ran) -> Iterator[Node]:
    often = "once" if one.found == 1 else f"{one.found:,} times"
    first = "" if one.found == 1 else "; the first"
    yield element("code", one.name)
    yield Text(f" ({one.code}), {often}{first}: ")
    yield from _coded(f"{one.first}.")


def _allowed(account: Account) -> Iterator[Element]:
    """What is allowed, and why; nothing where nothing is."""
    every = [(one, each) for one in account.checks for each in one.allowed]
    if not every:
        return
    told = (
        element("li", element("p", *_coded(f"{each.message}.")), element("p", *_why(one, each.reason, each.place)))
        for one, each in every[:MOST]
    )
    more = (element("p", f"And {len(every) - MOST:,} more, in the list named below."),) if len(every) > MOST else ()
    yield _section("What is allowed, and why", "allowed", element("p", ALLOWED), element("ul", *told), *more)


def _why(one: Ran, reason: str, place: str) -> Iterator[Node]:
    yield Text("Allowed: ")
    yield from _coded(reason)
    yield Text(" (")
    yield element("code", one.name)
    yield Text(", in ")
    yield element("code", place)
    yield Text(")")


def _use(handbook: Handbook, renderer: Renderer, ours: bool) -> Iterator[Element]:
    """Of who can use it and what it sends, as far as that is true of the templates."""
    if ours and ACCESSIBILITY in handbook.generated:
        words = _linked(NOT_HERE, renderer, ACCESSIBILITY, "the page on accessibility")
        sheets = (element("p", OF_SHEETS),) if handbook.handouts else ()
        yield _section("Who can use it", "use", element("p", *words), *sheets)
    if ours and PRIVACY in handbook.generated:
        words = _linked(POLICY, renderer, PRIVACY, "The page on privacy")
        yield _section("What it loads and sends", "loads", element("p", *words))


def _linked(sentence: str, renderer: Renderer, path: str, words: str) -> Nodes:
    before, _, after = sentence.partition("{link}")
    return Text(before), element("a", words, href=renderer.to(page_address(path))), Text(after)


def _verifying() -> Iterator[Node]:
    before, _, after = LISTED.partition("{link}")
    link = element("a", PASSPORT, href=relative(PASSPORT, page_address(THIS_COPY)))
    yield element("p", Text(before), link, Text(after))
    yield element("p", VERIFYING)
    yield element("p", element("code", COMMAND))
    yield element("p", SECOND)


def _coded(words: str) -> Iterator[Node]:
    """Words with what stands between two grave accents as code."""
    for at, part in enumerate(words.split("`")):
        yield element("code", part) if at % 2 else Text(part)
