"""Words of a BibTeX file as plain text."""

from __future__ import annotations

import logging
import re
from functools import cache, lru_cache

from handbook_build.interchange.incoming import one_line

# What CSL-JSON can keep of a LaTeX text's looks.
_LOOKS = {"emph": "i", "textit": "i", "textbf": "b", "textsuperscript": "sup", "textsubscript": "sub", "textsc": "sc"}
_LOOK = re.compile(rf"\\({'|'.join(_LOOKS)})\s*\{{([^{{}}]*)\}}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
# So others write the tags of a title: {\textless}i{\textgreater}.
_ANGLE = re.compile(r"\\text(less|greater)(?:\{\}|(?![A-Za-z])\s*)")
_RARE = re.compile(r"\\textbrace(left|right)(?:\{\}|\s|$)")


# The parts of a handbook share most of their words: its title, its edition, its authors.
@lru_cache(maxsize=1024)
def from_latex(words: str) -> tuple[str, tuple[str, ...]]:
    """The text that LaTeX would set, and the commands in it that are not known and were left out."""
    if not re.search(r"[\\$~{}`'-]", words):
        return one_line(words), ()
    if "\\" not in words and "$" not in words:
        plain = re.sub(r"[{}]", "", words).replace("~", " ").replace("---", "—").replace("--", "–")
        return one_line(plain.replace("``", "“").replace("''", "”")), ()
    marked = _RARE.sub(lambda one: "\\{" if one[1] == "left" else "\\}", words)
    marked = _ANGLE.sub(lambda one: "<" if one[1] == "less" else ">", marked)
    marked = _LOOK.sub(lambda one: f"<{_LOOKS[one[1]]}>{one[2]}</{_LOOKS[one[1]]}>", marked)
    # A bare percent sign begins a comment in LaTeX; in a title it is one that somebody forgot to escape.
    marked = re.sub(r"(?<!\\)%", r"\\%", marked)
    unknown = tuple(dict.fromkeys(name for name in _COMMAND.findall(marked) if not _is_known(name)))
    try:
        return one_line(_decoder().latex_to_text(marked).replace("\xa0", " ")), unknown
    except Exception:  # What a stranger's LaTeX does to a reader of LaTeX is no reason to stop.
        return one_line(re.sub(r"[{}\\]", "", marked)), unknown


@cache
def _decoder():  # type: ignore[no-untyped-def]
    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    return LatexNodes2Text(math_mode="text", strict_latex_spaces=False)


@cache
def _is_known(name: str) -> bool:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db().get_macro_spec(name) is not None
