"""The handbook as data, for other programs: one form in each file beside this one."""

from __future__ import annotations

from collections.abc import Callable

from handbook_build.exports import (
    csl_json,
    reading_json,
    schema_jsonld,
    schemas_json,
    sections_json,
    skos_jsonld,
    skos_turtle,
    terms_csv,
    vocabulary,
)
from handbook_build.exports.names import TERMS, VOCABULARY
from handbook_build.model.handbook import Handbook

# By address on the site.
EXPORTS: dict[str, Callable[[Handbook], str]] = {
    "data/references.csl.json": csl_json.export,
    "data/reading.json": reading_json.export,
    "data/sections.json": sections_json.export,
    "data/terms.skos.jsonld": skos_jsonld.export,
    TERMS: skos_turtle.export,
    VOCABULARY: vocabulary.export,
    "data/terms.schema.jsonld": schema_jsonld.export,
    "data/terms.csv": terms_csv.export,
    **schemas_json.SCHEMAS,
}
