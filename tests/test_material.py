"""What we rest on in Material, byte for byte: an upgrade that changes it is looked at before it is taken."""

from __future__ import annotations

import hashlib
from pathlib import Path

import material
import pytest

TEMPLATES = Path(material.__file__).parent / "templates"
HEAD = "overrides/partials/handbook/head.html"
PAGE = "overrides/partials/handbook/page.html"

# Its file, its SHA-256 in mkdocs-material 9.8.1, and what of ours plays its part.
PINNED = {
    "main.html": ("9948b55a7bc979c35825df99baba9e6971fca4eb298dea3cdde61e990a2de5e0", "overrides/main.html"),
    "404.html": ("80c93494b5432b1bcdf292caeb67a0653c45b37372f49e08ad4a70ca695a7495", "overrides/404.html"),
    "base.html": ("8536d352b0093623df9e0032894f321cbe264b15a9b48cdd962583772455dadb", f"overrides/main.html, {HEAD}"),
    "partials/header.html": (
        "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f",
        "overrides/partials/handbook/header.html",
    ),
    "partials/footer.html": (
        "50c2a75f013b7b03fb97f381860c77df8fd5d13d68f90d3281754b68f69ec894",
        "overrides/partials/handbook/footer.html and pager.html",
    ),
    "partials/search.html": (
        "bfd556535abcddb99396ab2a7e3acc2ebcd3f36756007d3969396caa4126be30",
        "overrides/partials/handbook/search.html",
    ),
    "partials/toc.html": (
        "fde48f583563364b0e0e6865a5ab1e7060ec1826161f69f5cbee653e621b0f84",
        "overrides/partials/handbook/toc.html",
    ),
    "partials/nav.html": (
        "af33f6e032f632eb055c365eb5f1a975bf8456152fa768e69a1aad6d470b843f",
        "overrides/partials/handbook/side.html and side-parts.html",
    ),
    "partials/content.html": ("ce33929c85af129f6e2f3b0aed47159e9c4a519482d1938bae15f5ff4a3cfae5", PAGE),
    "partials/source-file.html": (
        "ce5277decac9a8cf3cd44eaa490f010ae985d81ebf68b84239c02da6946718d0",
        "overrides/partials/handbook/stamp.html",
    ),
    "partials/feedback.html": (
        "d47879b262c1d49f66f3572974457844bc5c74542790803a39f121d7655f39cb",
        "overrides/partials/handbook/stamp.html",
    ),
    "assets/javascripts/workers/search.a7633da7.min.js": (
        "da1b3df5e5f00cc73083c9e21ff0ec28bde85cd247057bdd05b7a167e5903bd4",
        "overrides/assets/javascripts/search.js, which speaks its messages (0 set up, 1 ready, 2 query, 3 result)",
    ),
}


@pytest.mark.parametrize("name", PINNED)
def test_what_we_replace_or_rely_on_in_material_is_what_we_looked_at(name: str) -> None:
    digest, ours = PINNED[name]
    path = TEMPLATES / name
    advice = (
        f"Material's {name} is not the one that we looked at. Compare it with the one of mkdocs-material 9.8.1, see "
        f"whether {ours} should follow, and then write its new hash here."
    )
    assert path.is_file(), advice
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, advice


def test_no_template_of_ours_takes_anything_else_from_material() -> None:
    """Ours include and extend ours alone, so nothing but the above can drift under them."""
    ours = Path(__file__).parent.parent / "overrides"
    for path in ours.rglob("*.html"):
        for line in path.read_text(encoding="utf-8").splitlines():
            for word in ("include", "extends", "import", "from"):
                for part in line.split(f"{{% {word} ")[1:]:
                    target = part.split('"')[1]
                    assert (ours / target).is_file(), f"{path.name} takes {target} from the theme below"
