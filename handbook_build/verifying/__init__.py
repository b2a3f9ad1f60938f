"""What looks over a finished site: its links, its ids, its navigation, and whether every word arrived."""
