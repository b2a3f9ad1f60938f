"""Editions: the words of each part, frozen and numbered; what became of them; codes of sheets."""
