"""A small handbook through three editions: its parts are reworded, moved, renamed, split, merged, withdrawn."""

from __future__ import annotations

from tests.tiny import BASE, Tiny, handout, page

SETTINGS = """# allow public-address: tests are published nowhere
site_name: Tiny book
plugins:
  - search
  - handbook: {licence: CC BY 4.0}
"""
WORKS = """[{"id": "rogers-1957", "type": "book", "author": [{"family": "Rogers", "given": "Carl"}],
"issued": {"date-parts": [[1957]]}, "title": "On change", "publisher": "A house",
"custom": {"verification": "seen"}}]"""
WRITTEN = "authors: [The editors]\nreviewed: 2026-03-01\nnext-review: 2027-03-01\n"
BREAKS = """A planned break can feel like being left.

## Telling in time {#telling}

Most counsellors tell you four weeks before a break [@rogers-1957, p. 96]. Ask when the next one is.

/// client
You could say: I noticed the date.
///

- Note the last session.
- Note the first one after it.

## Breaks in short {#short}

Long holidays need a plan.

## When you are ill {#ill}

Ring as soon as you can.
"""
LATER = """A planned break can feel like being left.

## Telling in time {#telling}

Most counsellors tell you about six weeks before a break [@rogers-1957, p. 96]. Ask when the next one is.

/// client
You could say: I noticed the date.
///

- Note the last session.
- Note the first one after it.

## Holidays {#holidays}

Long holidays need a plan.

## Other planned breaks {#planned}

Some people write the date down.
"""
ENDINGS = "Ending is work.\n\n## The last session {#last}\n\nPlan it together.\n"
LATER_ENDINGS = """Ending is work.

## The last session {#last-session}

Plan it together.

## When you are ill {#ill}

Ring as soon as you can.
"""
GONE = "This advice was wrong.\n\n## Old advice {#old-advice}\n\nNever mind the date.\n"
ERRATA = """errata:
  - {id: telling, editions: ["2026.1"], date: 2026-05-02, wrong: four weeks, right: six weeks, note: A slip of the pen.}
"""
CHANGES = """changes:
  - {id: breaks, became: moved, reason: Time has a folder of its own.}
  - {id: short, became: split, into: [holidays, planned], reason: The two kinds ask for <different> plans & dates.}
  - {id: gone, became: withdrawn, reason: A new review found no ground for this.}
  - {id: old-advice, became: merged, into: [telling], reason: It said the same twice.}
  - {id: ill, became: moved, reason: It is about endings too.}
  - {id: endings, became: renamed, into: [good-endings], reason: A clearer name.}
  - {id: last, became: renamed, into: [last-session], reason: A longer name.}
"""


def first_edition(made: Tiny) -> None:
    made.write(
        {
            **BASE,
            "mkdocs.yml": SETTINGS,
            "content/references.json": WORKS,
            "content/frame/breaks.md": page("breaks", BREAKS, more=f"{WRITTEN}outline: D2.1\n"),
            "content/frame/endings.md": page("endings", ENDINGS, more=WRITTEN),
            "content/frame/gone.md": page("gone", GONE, more=WRITTEN),
            "content/handouts/H01.md": handout("H01", "telling", "## To remember\n\nWrite the date."),
        }
    )
    release(made, "2026.1", "2026-03-01")


def second_edition(made: Tiny) -> None:
    words = BREAKS.replace("four weeks", "six weeks")
    made.write({"content/frame/breaks.md": page("breaks", words, more=f"{WRITTEN}outline: D2.1\n")})
    made.write({"content/editions/errata.yml": ERRATA})
    release(made, "2026.2", "2026-07-01")


def third_edition(made: Tiny) -> None:
    (made.root / "content/frame/gone.md").unlink()
    (made.root / "content/frame/breaks.md").unlink()
    made.write(
        {
            "content/time/breaks.md": page("breaks", LATER, more=f"{WRITTEN}outline: D2.1\n"),
            "content/frame/endings.md": page("good-endings", LATER_ENDINGS, "Good endings", WRITTEN),
            "content/editions/changes.yml": CHANGES,
        }
    )
    release(made, "2026.3", "2026-11-01")


def draft(made: Tiny) -> None:
    """Words that no edition has yet."""
    words = LATER_ENDINGS.replace("Plan it together.", "Plan it together, and early.")
    made.write({"content/frame/endings.md": page("good-endings", words, "Good endings", WRITTEN)})


def release(made: Tiny, name: str, day: str) -> None:
    done = made.run("release", name, "--yes", "--date", day)
    assert done.returncode == 0, done.stdout + done.stderr


def whole_story(made: Tiny) -> Tiny:
    first_edition(made)
    second_edition(made)
    third_edition(made)
    draft(made)
    return made
