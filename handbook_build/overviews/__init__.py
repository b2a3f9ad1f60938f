"""Overviews for editors, as text for a terminal or as JSON: what is covered, and how it reads."""
