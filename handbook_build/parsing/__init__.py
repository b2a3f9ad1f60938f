"""From a Source to a Document, exact about positions. Nothing here raises on what an author wrote."""
