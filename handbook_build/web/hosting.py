"""Headers as rules for the host of the site: `_headers`, and a part of an nginx configuration.

Pages say their policy themselves, and work where none of this is sent. A host that sends it as well protects the
other files too, keeps the site out of frames, and lets assets be kept for good.

`_headers` is read by Netlify and by Cloudflare Pages, which documents at most 100 rules of lines with at most
2,000 characters. Where two rules say one header, both hosts put the values in a row: so each header stands in one
rule. Both ask anew for a page by themselves, which is why `_headers` says nothing of pages in `Cache-Control`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote, urlsplit

from handbook_build.model.handbook import Handbook
from handbook_build.web.policy import header_policy

STATIC_HOST, NGINX = "_headers", "headers.nginx.conf"
LONGEST = 2_000
# What a page could ask a browser for, and ours never do. What they do, copying and handing on a link, browsers allow
# a site itself. They name what they do not know in their console, so this holds what Chromium knows on every system.
REFUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture"),
    *("encrypted-media", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection"),
    *("keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment"),
    *("picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock"),
    *("serial", "storage-access", "sync-xhr", "usb", "window-management", "xr-spatial-tracking"),
)
CACHED = "public, max-age=31536000, immutable"
ASKED_ANEW = "no-cache"
NO_POLICY = "The pages come from templates of your own, so no Content-Security-Policy is said here: add yours."
TRANSPORT = (
    "Strict-Transport-Security is not said here: it binds a whole name to https for as long as it says, and only",
    "who runs the host can know whether every part of it will keep to that.",
)


def headers(handbook: Handbook, *, ours: bool) -> Mapping[str, str]:
    """What is sent with every file. `ours` tells whether pages come from the templates of this package, to which the
    policy fits.
    """
    policy = {"Content-Security-Policy": header_policy(handbook)} if ours else {}
    return {
        **policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        # For browsers that do not know frame-ancestors.
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in REFUSED),
    }


def host_files(handbook: Handbook, assets: str, *, ours: bool) -> Iterator[tuple[str, bytes]]:
    """Both files, by their address on the site.

    `assets` is the address of a folder whose name changes with any of its files, or nothing: `assets/3f2a9c/`.
    """
    sent = headers(handbook, ours=ours)
    yield STATIC_HOST, static_host(_base(handbook), sent, assets).encode()
    yield NGINX, nginx(_base(handbook), sent, assets).encode()


def static_host(base: str, sent: Mapping[str, str], assets: str) -> str:
    """`_headers`, as Netlify and Cloudflare Pages read it; `base` is the path of the site, between slashes."""
    head = ["Headers, for Netlify and Cloudflare Pages. This file lies at the root of the host.", *_notes(sent)]
    lines = [f"# {note}" for note in head]
    lines += [f"{base}*", *(f"  {name}: {value}" for name, value in sent.items())]
    if assets:
        lines += [f"{base}{quote(assets)}*", f"  Cache-Control: {CACHED}"]
    return "\n".join(lines) + "\n"


def nginx(base: str, sent: Mapping[str, str], assets: str) -> str:
    """Directives for a `server` block. Errors have the headers too."""
    head = (
        "Headers: `include` this file in the server block of the site, and once more in each location that has an",
        "`add_header` of its own, since nginx leaves out those of the server there.",
        *_notes(sent),
    )
    lines = [f"# {note}" for note in head]
    lines += [f"add_header {name} {_quoted(value)} always;" for name, value in sent.items()]
    lines.append(f'set $handbook_cache "{ASKED_ANEW}";')
    if assets:
        folder = re.escape(f"{unquote(base)}{assets}")
        lines.append(f'if ($uri ~ {_quoted(f"^{folder}")}) {{ set $handbook_cache "{CACHED}"; }}')
    # Without `always`: what is not there is not to be kept.
    lines.append("add_header Cache-Control $handbook_cache;")
    return "\n".join(lines) + "\n"


def _notes(sent: Mapping[str, str]) -> tuple[str, ...]:
    return (*TRANSPORT, *(() if "Content-Security-Policy" in sent else (NO_POLICY,)))


def _base(handbook: Handbook) -> str:
    """The path of the public address, between slashes."""
    path = urlsplit(handbook.settings.address).path.strip("/")
    return f"/{quote(unquote(path))}/" if path else "/"


def _quoted(text: str) -> str:
    """A text as nginx reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
