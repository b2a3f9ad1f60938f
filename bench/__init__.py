"""Measurements of the build, printed as ratios to a plain `mkdocs build` in the same run."""
