"""Decides which edits make the document of one version of an article into that of another, or that none should. No Qt.

Measured at 1 MB: an edit costs 7 ms at the start of a laid-out document, where all lines below it move, and 0.3 ms near
its end; filling the document anew and laying it out to its middle, 280 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reader.app.page.differing import Hunk
from reader.text.article import Article
from reader.text.blocks import Block, Style

NEAR_CP = 20_000  # hunks nearer to each other are one edit: laying out what stands between them takes 3 ms
LAID_CP_MS, MOVED_CP_MS, FILLED_CP_MS = 7_000, 140_000, 25_000  # characters a millisecond, see above
CHEAP_MS = 30.0

Edits = tuple[tuple[Hunk, ...], ...]


def edits(hunks: Sequence[Hunk], old: Article, new: Article) -> Edits | None:
    """Hunks by edits, each wide enough for a document; None where it has to be filled anew, or that is better."""
    wider = _apart(_wider(hunk, old, new) for hunk in hunks)
    if not old.blocks or not new.blocks or any(not _can_stand(hunk, old, new) for hunk in wider):
        return None
    found = tuple(_groups(wider, old))
    takes_ms = sum(_takes_ms(group, old, new) for group in found)
    return found if takes_ms <= max(CHEAP_MS, len(new.text) / FILLED_CP_MS) else None


def _wider(hunk: Hunk, old: Article, new: Article) -> Hunk:
    """With a neighbour where one side of it is empty, since a document has no place for no block."""
    if hunk.old_from < hunk.old_to and hunk.new_from < hunk.new_to:
        return hunk
    if hunk.old_from and hunk.new_from:
        return hunk._replace(old_from=hunk.old_from - 1, new_from=hunk.new_from - 1)
    if hunk.old_to < len(old.blocks) and hunk.new_to < len(new.blocks):
        return hunk._replace(old_to=hunk.old_to + 1, new_to=hunk.new_to + 1)
    return hunk


def _apart(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Those that touch become one."""
    found: list[Hunk] = []
    for hunk in hunks:
        if found and hunk.old_from <= found[-1].old_to:
            hunk = Hunk(found[-1].old_from, hunk.old_to, found.pop().new_from, hunk.new_to)
        found.append(hunk)
    return found


def _can_stand(hunk: Hunk, old: Article, new: Article) -> bool:
    """Tables and pictures are more than blocks, and what stands beside a table depends on it."""
    if hunk.old_from == hunk.old_to or hunk.new_from == hunk.new_to:
        return False
    near = [
        *old.blocks[max(hunk.old_from - 1, 0) : hunk.old_to + 1],
        *new.blocks[max(hunk.new_from - 1, 0) : hunk.new_to + 1],
    ]
    return not any(block.cell is not None or _has_picture(block) for block in near)


def _has_picture(block: Block) -> bool:
    return any(run.href and Style.IMAGE in run.style for run in block.runs)


def _groups(hunks: Sequence[Hunk], old: Article) -> Iterator[tuple[Hunk, ...]]:
    group: list[Hunk] = []
    for hunk in hunks:
        if group and old.blocks[hunk.old_from].start - old.blocks[group[-1].old_to - 1].end > NEAR_CP:
            yield tuple(group)
            group = []
        group.append(hunk)
    if group:
        yield tuple(group)


def _takes_ms(group: Sequence[Hunk], old: Article, new: Article) -> float:
    first, last = group[0], group[-1]
    ranges = (
        (old.blocks[first.old_from].start, old.blocks[last.old_to - 1].end),
        (new.blocks[first.new_from].start, new.blocks[last.new_to - 1].end),
    )
    laid, moved = max(end - start for start, end in ranges), len(new.text) - ranges[1][1]
    return laid / LAID_CP_MS + moved / MOVED_CP_MS
