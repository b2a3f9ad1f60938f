"""The book as an e-book, EPUB 3."""
