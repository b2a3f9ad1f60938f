"""`mkdocs.yml` as the core reads it: text only, so nothing in it is run."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches

import yaml

from handbook_build.diagnostics import Finding
from handbook_build.locations import Location
from handbook_build.model.document import Flaw
from handbook_build.model.settings import (
    AUTO,
    CITATION_STYLES,
    DEFAULT_EXIT,
    DEFAULT_STYLE,
    ENGINES,
    HANDBOOK_PAGES,
    ORDINARY_PAGES,
    ZENSICAL,
    NavEntry,
    Settings,
)
from handbook_build.model.source import Source
from handbook_build.parsing.engines import left_out_by_zensical
from handbook_build.parsing.fields import (
    Field,
    Record,
    Schema,
    Wrong,
    is_empty,
    kind,
    matching,
    one_of,
    read_record,
    schema_of,
    text,
)
from handbook_build.parsing.harmless import is_elsewhere
from handbook_build.parsing.markdown import ADDABLE, DIALECT, Extensions, canonical_name, problem_of
from handbook_build.parsing.typography import typographic
from handbook_build.parsing.yaml import ListValue, MapValue, Scalar, Value, read_yaml

PLUGIN = "handbook"
# Settings that run files beside mkdocs.yml, or read files above it.
LEFT_OUT = ("hooks", "INHERIT")
# Files that every page would load.
LOADED = ("extra_css", "extra_javascript")


_BOUNDS = r"^([0-9]{1,6})\s*(?:-|–|to)\s*([0-9]{1,6})$"


@kind({"type": "string", "pattern": _BOUNDS})
def _bounds(value: Value) -> object:
    """Two whole numbers, the lower first: 600-1800."""
    written = text(value)
    if isinstance(written, Wrong):
        return written
    match = re.fullmatch(_BOUNDS, str(written))
    if match is None or int(match[1]) > int(match[2]):
        return Wrong(f"is `{written}`", "write the lower number, a hyphen and the higher: 600-1800")
    return int(match[1]), int(match[2])


_STYLE_FILE = r"^(?!(.*/)?\.\.?/)[^/\\:][^\\:]*\.csl$"
_STYLE_NAMES = "|".join(map(re.escape, CITATION_STYLES))


@kind({"type": "string", "pattern": rf"^(?:{_STYLE_NAMES})$|{_STYLE_FILE}"})
def _style(value: Value) -> object:
    """The name of a citation style, or the path of one below the handbook's folder."""
    written = text(value)
    if isinstance(written, Wrong) or written in CITATION_STYLES or re.search(_STYLE_FILE, str(written)):
        return written
    if "/" in str(written) or str(written).lower().endswith(".csl"):
        hint = "write its path from the handbook's folder, with forward slashes: styles/ours.csl"
        return Wrong(f"is `{written}`, which is no citation style below the handbook's folder", hint)
    near = get_close_matches(str(written).lower(), CITATION_STYLES, 1)
    choices = "choose from: " + ", ".join(CITATION_STYLES) + "; or name a .csl file of your own"
    return Wrong(f"is `{written}`, which is no citation style", f"did you mean `{near[0]}`?" if near else choices)


_SECURE = r"^https://[^\s/]+(?:/\S*)?$"


@kind({"type": "string", "pattern": _SECURE})
def _secure_address(value: Value) -> object:
    """A full address of the web that nobody on the way can read: https alone."""
    written = text(value)
    if isinstance(written, Wrong) or re.search(_SECURE, str(written)):
        return written
    return Wrong(f"is `{written}`", "write a full address that begins with https://")


# Who follows a link is to arrive somewhere, and to run nothing.
_contact = matching(
    r"^(?:https?://|[mM][aA][iI][lL][tT][oO]:|[^:]*$)",
    "which readers cannot follow",
    "write a mail address, or a full address that begins with https://",
    ("string", "boolean", "number"),
)
_web = matching(
    r"^(?:https?://|[^:]*$)",
    "which readers cannot follow",
    "write a full address that begins with https://",
    ("string", "boolean", "number"),
)


# The options of the plugin, in mkdocs.yml under `plugins: - handbook:`.
OPTIONS = (
    Field("edition", text, "the edition, as sheets and citations name it: 2026.1"),
    Field("status", text, "how far the text has been reviewed, in a sentence that stands at the end of each page"),
    Field("contact", _contact, "where readers report a mistake: a mail address or the address of a form"),
    Field("licence", text, "the licence of the words: CC BY 4.0"),
    Field("licence-url", _web, "the address of the licence"),
    Field("page-words", _bounds, "how short and long a page may be, in words: 600-1800"),
    Field("client-page-words", _bounds, "the same for a page that is written for clients alone: 500-1200"),
    Field(
        "citation-style",
        _style,
        "how citations look: the name of a style that comes with the tool, or the path of a .csl file of your own",
        default=DEFAULT_STYLE,
    ),
    Field(
        "exit-url",
        _secure_address,
        "where `Leave this page` leads: the https address of a plain page of another site",
        default=DEFAULT_EXIT,
    ),
    Field(
        "pages",
        one_of(HANDBOOK_PAGES, ORDINARY_PAGES),
        f"whose pages these are: {HANDBOOK_PAGES} (when left out), or {ORDINARY_PAGES}: those of an ordinary MkDocs "
        "site, in which terms are linked and works are cited, and nothing else is changed",
        default=HANDBOOK_PAGES,
    ),
    Field(
        "engine",
        one_of(*ENGINES),
        "what makes the pages: our own templates, or MkDocs where needed (auto)",
        default=AUTO,
    ),
)

# The settings of mkdocs.yml that the handbook itself asks for; the others are MkDocs' and the theme's.
SETTINGS_SCHEMA: Schema = {
    "type": "object",
    "properties": {
        "site_name": {"description": "the name of the handbook", **text.schema},
        "plugins": {
            "description": "the site's plugins; the options of `handbook` are the handbook's own",
            "items": {"properties": {PLUGIN: {"anyOf": [schema_of(OPTIONS), {"type": "null"}]}}},
        },
    },
    "required": ["site_name"],
}


def parse_settings(source: Source, address: str = "", engine: str = "") -> tuple[Settings, list[Flaw]]:
    """The settings; `address`, when given, stands in for `site_url`, and `engine` for the option of that name."""
    value, flaws = read_yaml(source, tags=True)
    if not isinstance(value, MapValue):
        if not flaws:
            finding = Finding(source.location(0), "mkdocs.yml holds no settings", "write at least `site_name: ...`")
            flaws.append(Flaw("yaml-syntax", finding))
        return Settings("", source.location(0), address=address), flaws
    if not _text(value.find("site_name")):
        hint = "write `site_name: The name of the handbook`"
        flaws.append(Flaw("missing-key", Finding(source.location(0), "mkdocs.yml needs the key `site_name`", hint)))
    options = _plugin_options(source, value)
    flaws += options.flaws
    if options.text("pages") == ORDINARY_PAGES:
        # All else is for MkDocs.
        return _of_ordinary_site(value, options), flaws
    flaws += [*_left_out(source, value), *_from_elsewhere(source, value)]
    engine = engine or options.text("engine") or AUTO
    flaws += left_out_by_zensical(source, value) if engine == ZENSICAL else []
    site_url = value.find("site_url")
    navigation = value.find("nav")
    extensions, refused = _extensions(source, value.find("markdown_extensions"))
    flaws += refused
    theme = value.find("theme")
    language = theme.find("language") if isinstance(theme, MapValue) else None
    return (
        Settings(
            title=_text(value.find("site_name")),
            location=source.location(0),
            content=_text(value.find("docs_dir")),
            output=_text(value.find("site_dir")) or "site",
            # A blank in an address would end it in feeds, in plain text and for a telephone that reads a sheet.
            address="%20".join((address or _text(site_url)).split()),
            address_location=_place(source, site_url),
            status=typographic(options.text("status")),
            contact=options.text("contact"),
            contact_location=options.locations.get("contact"),
            edition=options.text("edition"),
            licence=options.text("licence"),
            licence_url=options.text("licence-url"),
            language=language_of(_text(language)),
            navigation=_navigation(source, navigation) if isinstance(navigation, ListValue) else None,
            page_words=_pair(options, "page-words"),
            client_page_words=_pair(options, "client-page-words"),
            citation_style=options.text("citation-style") or DEFAULT_STYLE,
            citation_style_location=options.locations.get("citation-style"),
            exit_address=options.text("exit-url") or DEFAULT_EXIT,
            extensions=extensions,
            theme=_text(theme.find("custom_dir")) if isinstance(theme, MapValue) else "",
            theme_location=_place(source, theme.find("custom_dir") if isinstance(theme, MapValue) else None),
            engine=engine,
        ),
        flaws,
    )


def _of_ordinary_site(value: MapValue, options: Record) -> Settings:
    theme = value.find("theme")
    language = theme.find("language") if isinstance(theme, MapValue) else None
    return Settings(
        title=_text(value.find("site_name")),
        location=options.locations["pages"],
        content=_text(value.find("docs_dir")) or "docs",
        language=language_of(_text(language)),
        citation_style=options.text("citation-style") or DEFAULT_STYLE,
        citation_style_location=options.locations.get("citation-style"),
        ordinary=True,
    )


def _pair(options: Record, key: str) -> tuple[int, int] | None:
    value = options.values.get(key)
    return value if isinstance(value, tuple) else None


def own_theme(source: Source) -> str:
    """The folder of the handbook's own templates and of what belongs to them; empty when it has none."""
    value, _ = read_yaml(source, tags=True)
    theme = value.find("theme") if isinstance(value, MapValue) else None
    return _text(theme.find("custom_dir")) if isinstance(theme, MapValue) else ""


def plain_settings(source: Source) -> dict[str, object]:
    """mkdocs.yml for the site engine, as plain values: nothing in it can run or bring in more.

    Raises ValueError when the file holds no settings.
    """
    value = _settings(source)
    wanted = [entry for entry in value.entries if entry[0].text not in (*LEFT_OUT, "markdown_extensions")]
    return {key.text: _plain(_of_this_host(item) if key.text in LOADED else item) for key, item in wanted}


def whole_settings(source: Source) -> dict[str, object]:
    """All of mkdocs.yml as plain values, for who reads what a site asks for and runs none of it.

    Raises ValueError when the file holds no settings.
    """
    return {key.text: _plain(item) for key, item in _settings(source).entries}


def _settings(source: Source) -> MapValue:
    value, _ = read_yaml(source, tags=True)
    if not isinstance(value, MapValue):
        raise ValueError("mkdocs.yml holds no settings")
    return value


def _plain(value: Value) -> object:
    if isinstance(value, MapValue):
        return {key.text: _plain(item) for key, item in value.entries}
    if isinstance(value, ListValue):
        return [_plain(item) for item in value.items]
    return value.text if value.quoted else yaml.safe_load(value.text)


def _left_out(source: Source, settings: MapValue) -> list[Flaw]:
    """What mkdocs.yml asks for and is not given: programs of its own, and settings of other folders."""
    return [
        Flaw(
            "setting-not-used",
            Finding(
                source.location(key.start, key.end),
                f"`{key.text}` in mkdocs.yml is left out: a build runs no program and reads no folder but its own",
                "take it out; what it did can be a plugin that is installed",
            ),
        )
        for key, _ in settings.entries
        if key.text in LEFT_OUT
    ]


def _address(item: Value) -> str:
    """Of a file that pages load: a path, or a mapping with one."""
    return _text(item.find("path") if isinstance(item, MapValue) else item)


def _is_elsewhere(item: Value) -> bool:
    return is_elsewhere(_address(item))


def _of_this_host(listed: Value) -> Value:
    """A list of files without those of other hosts."""
    if not isinstance(listed, ListValue):
        return listed
    return replace(listed, items=tuple(item for item in listed.items if not _is_elsewhere(item)))


def _from_elsewhere(source: Source, settings: MapValue) -> list[Flaw]:
    """Style sheets and scripts of other hosts, which no page loads."""
    lists = [(key.text, listed) for key, listed in settings.entries if key.text in LOADED]
    return [
        Flaw(
            "setting-not-used",
            Finding(
                source.location(item.start, max(item.end, item.start + 1)),
                f"`{_address(item)[:80]}` in `{name}` is left out: pages load nothing from another host",
                "put a copy of the file into the content folder and name its path, if its licence allows that",
            ),
        )
        for name, listed in lists
        if isinstance(listed, ListValue)
        for item in listed.items
        if _is_elsewhere(item)
    ]


def _text(value: Value | None) -> str:
    return value.text.strip() if isinstance(value, Scalar) and value.text not in ("~", "null") else ""


def _place(source: Source, value: Value | None) -> Location | None:
    return None if value is None else source.location(value.start, max(value.end, value.start + 1))


def language_of(theme: str) -> str:
    """Material knows `en`, not `en-GB`; a handbook in English is British unless it says otherwise."""
    return "en-GB" if theme in ("", "en") else theme


def _plugin_options(source: Source, settings: MapValue) -> Record:
    plugins = settings.find("plugins")
    entries = plugins.items if isinstance(plugins, ListValue) else ()
    for entry in entries:
        options = entry.find(PLUGIN) if isinstance(entry, MapValue) else None
        if isinstance(options, MapValue):
            return read_record(source, options, OPTIONS, "the handbook plugin")
        if options is not None and not (isinstance(options, Scalar) and is_empty(options)):
            message, hint = f"`{PLUGIN}` is no mapping", "write its options below it, one a line"
            place = source.location(options.start, max(options.end, options.start + 1))
            return Record(flaws=[Flaw("wrong-value", Finding(place, message, hint))])
    return Record()


def _navigation(source: Source, entries: ListValue) -> tuple[NavEntry, ...]:
    found: list[NavEntry] = []
    for entry in entries.items:
        location = source.location(entry.start, max(entry.end, entry.start + 1))
        if isinstance(entry, Scalar):
            found.append(NavEntry("", entry.text, location))
        elif isinstance(entry, MapValue):
            for title, below in entry.entries:
                if isinstance(below, ListValue):
                    found.append(NavEntry(title.text, "", location, _navigation(source, below)))
                else:
                    place = source.location(below.start, max(below.end, below.start + 1))
                    found.append(NavEntry(title.text, _text(below), place))
    return tuple(found)


def _extensions(source: Source, value: Value | None) -> tuple[Extensions, list[Flaw]]:
    """The extensions that a handbook adds to the dialect, and a flaw for each that it cannot."""
    added: list[tuple[str, dict[str, object]]] = []
    flaws: list[Flaw] = []
    known = {name for name, _ in DIALECT} | {"markdown.extensions.toc"}
    for entry in value.items if isinstance(value, ListValue) else ():
        options: Value | None = None
        name = _text(entry)
        if isinstance(entry, MapValue) and entry.entries:
            (key, options), *_ = entry.entries
            name = key.text
        name = canonical_name(name)
        if name in ADDABLE:
            wanted = _plain_options(options)
            if wanted and options and (problem := problem_of(name, wanted)):
                place = source.location(options.start, max(options.end, options.start + 1))
                message = f"the options of `{name}` cannot be used: {problem}"
                flaws.append(Flaw("wrong-value", Finding(place, message, "look them up in its documentation")))
                wanted = {}
            added.append((name, wanted))
        elif name not in known:
            message = f"the Markdown extension `{name}` is not run: it is no part of the handbook's Markdown"
            hint = "take it out, or use one of: " + ", ".join(sorted(ADDABLE))
            flaws.append(Flaw("unknown-extension", Finding(source.location(entry.start, entry.end), message, hint)))
    return tuple(added), flaws


def _plain_options(value: Value | None) -> dict[str, object]:
    words = {"true": True, "false": False}
    entries = value.entries if isinstance(value, MapValue) else ()
    return {key.text: words.get(item.text, item.text) for key, item in entries if isinstance(item, Scalar)}
