"""How many examples: few and the same each time by default, many and new ones with `--hypothesis-profile=search`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "fixed", max_examples=150, deadline=None, derandomize=True, suppress_health_check=SLOW_IS_FINE
)
settings.register_profile("search", max_examples=3000, deadline=None, suppress_health_check=SLOW_IS_FINE)
settings.load_profile("fixed")
