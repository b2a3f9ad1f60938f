"""The nouns of a handbook, all frozen: they know no file, no engine and no page layout."""
