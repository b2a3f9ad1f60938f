"""The whole handbook as a book: PDF and EPUB 3."""
