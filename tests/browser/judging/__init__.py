"""Judges from outside: axe-core, the Nu validator and Lighthouse look at built pages."""
