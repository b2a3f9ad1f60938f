"""What a page may load and run: the content security policy, said once for the pages and for their hosts.

Nothing comes from another host, and no script, style or handler that stands in a page itself is used. A
script of another kind, such as JSON-LD in the head, is data: browsers run it in no case, so no policy is asked.

The page says it in a `meta` element, which holds on every host and from a folder, and hosts that can send headers
say it once more. A drawing that a browser opens by itself, outside of any page, then loses the style that stands in it;
in a page it keeps it. The policy of CSP Level 3 (W3C) and of Trusted Types (W3C) is followed.
"""

from __future__ import annotations

from collections.abc import Mapping

from handbook_build.model.handbook import Handbook
from handbook_build.model.nodes import Element, element

# What pages need, and nothing else: what is not named here falls back to `default-src`.
_LOADED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    # Citing and the copy for offline ask for files of the site.
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# Text becomes a page or the address of a script only through the one way that `handbook.js` lays, named `default`.
_TRUSTED = {"require-trusted-types-for": "'script'", "trusted-types": "default"}
# Browsers take this one from a header alone.
_FRAMED = {"frame-ancestors": "'none'"}
# Elements that play sound or films, which most handbooks have none of.
PLAYED = frozenset(("audio", "video"))


def page_policy(handbook: Handbook) -> str:
    """The policy as the pages of a handbook say it themselves."""
    return _said({**_loaded(handbook), **_TRUSTED})


def header_policy(handbook: Handbook) -> str:
    """The policy as the host of a handbook says it.

    It is sent with every file, the worker of Material's search too, which templates of a handbook's own may load and
    which knows no trusted types: so those are left to the pages.
    """
    return _said({**_loaded(handbook), **_FRAMED})


def policy_element(handbook: Handbook) -> Element:
    """The policy for the head of a page, where it stands before everything that loads."""
    return element("meta", http_equiv="Content-Security-Policy", content=page_policy(handbook))


def _loaded(handbook: Handbook) -> Mapping[str, str]:
    plays = any(node.tag in PLAYED for document in handbook.documents for node in document.elements)
    return {**_LOADED, "media-src": "'self'"} if plays else _LOADED


def _said(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
