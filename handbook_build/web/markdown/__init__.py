"""The handbook as Markdown, for programs that read for people: each page by itself, a list of them, and all in one."""
