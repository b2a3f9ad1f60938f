"""Citations in running text and lists of references, made by pandoc's citeproc from CSL-JSON."""
