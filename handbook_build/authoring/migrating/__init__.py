"""From a plain MkDocs site to a handbook: pages, a glossary (`abbr` or ezglossary) and citations (mkdocs-bibtex).

What can be carried over is; what cannot stays in the text as it was, and is told with its place.
"""
