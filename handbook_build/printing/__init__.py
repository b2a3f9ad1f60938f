"""Sheets in every form, from one tree: PDF, PDF to fill in, Word, plain text."""
