"""The website: bodies of pages, pages made from data, and the site engine that dresses them."""
