"""The tool as a guest in an ordinary MkDocs site: terms lead to a glossary and works are cited in pages that are none
of its own, and all else of the site stays as it is.
"""
