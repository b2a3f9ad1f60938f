"""The JSON Schemas of what authors write, so that an editor can be given their public addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from handbook_build.exports.names import web_address
from handbook_build.linking.addresses import public_address
from handbook_build.model.handbook import Handbook
from handbook_build.schemas import FORMATS, as_json, file_name


def _export(name: str, address: str, handbook: Handbook) -> str:
    return as_json(name, web_address(public_address(handbook, address)) or "")


# By address on the site, as in `exports.EXPORTS`.
SCHEMAS: dict[str, Callable[[Handbook], str]] = {
    address: partial(_export, name, address) for name in FORMATS for address in [f"data/schemas/{file_name(name)}"]
}
