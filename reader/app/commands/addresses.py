"""Opening the links of an article: never before it was seen where they go."""

from __future__ import annotations

from bisect import bisect_right

from reader.app.article.addresses import Found, addresses_in
from reader.app.asking.choice import Choice, Question
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import tr, trn
from reader.text.spans import Span


def found_here(desk: Desk) -> list[Found]:
    """The links in what is selected; else the one under the caret; else those of its paragraph."""
    article = desk.session.article
    selected = desk.selected()
    start, end = (selected.start, selected.end) if selected is not None else (desk.caret, desk.caret + 1)
    blocks = article.blocks
    first = max(bisect_right(blocks, start, key=lambda block: block.start) - 1, 0)
    near = []
    for block in blocks[first:]:
        if block.start >= end:
            break
        near += addresses_in(article.text, block, Span(start, end))
    inside = [each for each in near if each.start < end and start < each.end]
    return inside or near


def has_link(desk: Desk) -> bool:
    """Whether there is one."""
    return bool(found_here(desk))


@command("address.open", "Open a link that stands here ...", "Ctrl+Enter", menu="View", when=has_link)
def _open(desk: Desk) -> None:
    """The addresses in full, to be chosen from: nothing opens that has not been seen."""
    found = {each.address: each for each in reversed(found_here(desk))}
    if not found:
        desk.ui.tell(tr("There is no link to a web page or a mail address here."))
        return
    choices = [Choice(each.address, each.address, each.detail) for each in reversed(found.values())]
    title = trn("Open this link?", "Open one of {count} links", len(choices))
    desk.ui.pick(Question(title, choices, lambda address, _typed: desk.ui.open_address(address)))
