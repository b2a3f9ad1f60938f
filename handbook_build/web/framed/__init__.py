"""Small pages in the frame of the theme: permanent addresses, frozen words, ways of citing, codes of sheets.

There may be many thousands of them, so no site engine renders them one by one: `web/frames.py` fills a
frame that was rendered once.
"""
