"""A number of the practice is one of those set aside for films and books, which nobody ever answers.

It most often stands there because an example was copied: `practice.example.toml` has such numbers. The British and
North American ones are known. Write the number of the practice, or take the key out: the sheet then leaves a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook_build.diagnostics import Finding, Severity
from handbook_build.model.handbook import Handbook

CODE, NAME, SEVERITY = "HB622", "invented-number", Severity.WARNING

# As Ofcom and the North American Numbering Plan set them aside.
_BRITISH = re.compile(
    r"(?:0044|44)?0?(?:1632960\d{3}|7700900\d{3}|2079460\d{3}|8081570\d{3}|3069990\d{3}|9098790\d{3}|1914980\d{3}|"
    r"289649(?:6\d{3})|2920180\d{3}|1(?:13|14|15|16|17|18|21|31|41|51|61)4960\d{3})"
)
_NORTH_AMERICAN = re.compile(r"1?(?:[2-9]\d{2})?55501\d{2}")


def check(handbook: Handbook) -> Iterator[Finding]:
    practice = handbook.practice
    for key, number in practice.numbers if practice else ():
        digits = re.sub(r"\D", "", number)
        if practice and (_BRITISH.fullmatch(digits) or _NORTH_AMERICAN.fullmatch(digits)):
            message = f"{number} is set aside for films and books: nobody answers it"
            hint = "write the number itself, or take the key out: the sheet then leaves a line"
            yield Finding(practice.at(key), message, hint)
