"""Addresses of pages and sections, and what leads to them."""
