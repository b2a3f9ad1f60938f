"""Builds a psychoeducation handbook: a cross-linked website and printable handouts from structured Markdown."""

__version__ = "0.1.0"
