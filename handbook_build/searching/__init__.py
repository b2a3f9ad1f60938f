"""Search: what the reader's browser needs in order to find a place by whatever somebody types."""
