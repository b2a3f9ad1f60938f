"""Inputs that nobody would write, made by a program that watches which lines of ours each of them reaches.

`python -m tests.fuzzing TARGET --seconds 600` runs one; `python -m tests.trials fuzzing` runs all of them. It needs
atheris, which there is for Linux on x86-64 and Python below 3.14.

| here | what it is |
|---|---|
| `targets/` | what is tried, one file each: what must hold of any text |
| `seeds/` | texts to begin with, one folder for each target |
| `found/` | texts that once broke something, each named for what was wrong; `test_found.py` tries them in every run |
"""
