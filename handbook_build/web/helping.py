"""Help now, as pages offer it: by country, and on paper."""

from __future__ import annotations

from handbook_build.drawing import country_id, number_link
from handbook_build.handouts import help_line
from handbook_build.linking.addresses import page_address, public_address, typed_address
from handbook_build.model.handbook import Handbook
from handbook_build.model.help import SERVICE_KINDS, Helpline
from handbook_build.model.nodes import Nodes, Text, element

# The block that lists the services of each country under a heading of its own.
LISTING = "helplines"
# The two that are named where there is room for a line: a danger now, and somebody to talk to.
NAMED = ("emergency", "listening")


def help_countries(handbook: Handbook) -> list[dict[str, object]]:
    """The countries in the order of `help.yml`: `id`, that of the heading on the page of help; `name`; and `numbers`,
    the first service of each kind named, as `service`, `number` and `url` (`tel:999`). Those that only urgent words
    bring up have their `kind`, the others none.

    Nothing where the page of help does not list them: there is then no heading to lead to.
    """
    helping = handbook.help_page
    if helping is None or LISTING not in {block.name for block in helping.blocks}:
        return []
    asked = {kind for alarm in handbook.urgent.alarms for kind in alarm.services}
    urgent = [kind for kind in SERVICE_KINDS if kind in asked and kind not in NAMED]
    return [
        {
            "id": country_id(code),
            "name": name,
            "numbers": [
                {**_number(line), "kind": "" if kind in NAMED else kind}
                for kind in (*NAMED, *urgent)
                if (line := handbook.help.first(kind, code))
            ],
        }
        for code, name in handbook.help.countries
    ]


def _number(line: Helpline) -> dict[str, str]:
    return {"service": line.service, "number": line.number, "url": number_link(line).get("href")}


def paper_help(handbook: Handbook) -> Nodes:
    """Whom to ring, at the end of a page that was printed; only where there is more, where no number is known.

    Nothing where the handbook has neither. The numbers are those of the practice's country, or of the first.
    """
    practice = handbook.practice
    numbers = help_line(handbook, practice.country if practice else "")
    if numbers or handbook.help_page is None:
        return numbers
    place = typed_address(public_address(handbook, page_address(handbook.help_page.path)))
    return (element("p", Text(f"If you need help now: {place}")),)
