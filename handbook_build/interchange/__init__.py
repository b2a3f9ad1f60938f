"""Works as other programs write them: CSL-JSON, BibTeX and RIS, out and in."""
