"""The only writer of content: it starts files, mends what a program can mend, and renames terms."""
