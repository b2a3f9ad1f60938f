"""What Zensical is given, and how it is started: files, an extension that puts finished words in place, a program."""
