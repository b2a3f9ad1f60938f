"""One press for all tests, since it reads its typefaces once."""

from __future__ import annotations

import pytest

from handbook_build.printing.engine import Press


@pytest.fixture(scope="session")
def press() -> Press:
    return Press()
