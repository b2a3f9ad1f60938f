"""What research says, with its limits. The grade says how much there is, never that one thing
causes another.

/// evidence
    grade: practice
We looked for studies and found practice wisdom only.
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Option, Place, Title, box
from handbook_build.model.nodes import Block, Nodes, Text, element

# From least to most; the place in this list is the number of filled dots.
GRADES = {
    "practice": "Practice wisdom",
    "few": "A few studies",
    "several": "Several studies",
    "reviews": "Reviews of many studies",
}


def web(block: Block, children: Nodes) -> Nodes:
    grade = block.text_option("grade", "practice")
    dots = element(
        "svg",
        element("use", href=f"#grade-{list(GRADES).index(grade) + 1}"),
        viewBox="0 0 88 20",
        aria_hidden="true",
        focusable="false",
    )
    words = GRADES[grade] + (f": {block.title}" if block.title else "")
    return box("evid box", (element("p", dots, Text(words), class_="grade"),), children)


SPEC = BlockSpec(
    "evidence",
    Place.BOTH,
    Title.OPTIONAL,
    web,
    options=(Option("grade", "choice", "how much research there is", True, tuple(GRADES)),),
)
