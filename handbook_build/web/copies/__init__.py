"""Copies of the finished site that readers take away: one that a browser keeps, and a folder of files.

Both are made from the pages as they were written, so nothing is rendered twice. `making.py` is the way in.
"""
