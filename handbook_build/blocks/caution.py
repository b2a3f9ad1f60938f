"""When to worry, and what to do then.

/// caution | When to get help sooner
If you cannot keep yourself safe, use [Get help now](#help-now).
///
"""

from __future__ import annotations

from handbook_build.blocks.spec import BlockSpec, Place, Title, box, label
from handbook_build.model.nodes import Block, Nodes, element


def web(block: Block, children: Nodes) -> Nodes:
    sign = element(
        "svg",
        element("use", href="#mark-caution"),
        class_="sign-caution",
        viewBox="0 0 32 32",
        aria_hidden="true",
        focusable="false",
    )
    return box("caut box", (sign, element("div", *label(block.title), *children)))


SPEC = BlockSpec("caution", Place.BOTH, Title.OPTIONAL, web, default_title="Take care")
