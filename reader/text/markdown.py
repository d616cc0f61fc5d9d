"""A Markdown source becomes the page a reader sees. Where each character of it came from, `source_map` knows."""

from __future__ import annotations

from collections.abc import Mapping

from reader.frozen import dataclass
from reader.text.blocks import Block, BlockKind, Run, Style
from reader.text.front_matter import FrontMatter, read_front_matter
from reader.text.markdown_blocks import Draft, Drafter
from reader.text.markdown_parser import parse


@dataclass(frozen=True)
class Page:
    """Reading text, its blocks, and what the file says of itself.

    `title` is the front matter's, else the first heading of level 1, else empty; `language` a BCP 47 tag or empty.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str
    language: str
    meta: Mapping[str, str]


def read_markdown(source: str) -> Page:
    """The page of a Markdown source with `\\n` line ends. Whatever the source, there is a page; nothing is raised."""
    front = read_front_matter(source)
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for draft in drafts_of(source, front):
        text = "".join(piece.text for piece in draft.pieces)
        parts.append(text)
        blocks.append(_block(draft, position, position + len(text)))
        position += len(text) + 1
    whole = "\n".join(parts)
    headings = (block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1)
    heading = next(headings, None)
    title = front.values.get("title") or (whole[heading.start : heading.end] if heading else "")
    language = front.values.get("lang") or front.values.get("language") or ""
    return Page(whole, tuple(blocks), " ".join(title.split()), language, front.values)


def drafts_of(source: str, front: FrontMatter) -> list[Draft]:
    """The blocks of `source` without offsets; lines are counted from its start, front matter included."""
    body = source
    if front.lines:
        body = "\n" * front.lines + "\n".join(source.split("\n")[front.lines :])
    tokens, environment = parse(body)
    return Drafter(environment).draft(tokens)


def _block(draft: Draft, start: int, end: int) -> Block:
    return Block(
        start=start,
        end=end,
        kind=draft.kind,
        runs=_runs(draft, start),
        level=draft.level,
        quote_depth=draft.quote_depth,
        list_depth=draft.list_depth,
        marker=draft.marker,
        cell=draft.cell,
        rule_before=draft.rule_before,
        footnote=draft.footnote,
    )


def _runs(draft: Draft, position: int) -> tuple[Run, ...]:
    runs: list[Run] = []
    for piece in draft.pieces:
        end = position + len(piece.text)
        mark = "" if piece.note is None else str(piece.note + 1)
        last = runs[-1] if runs else None
        if last and (last.end, last.style, last.href, last.mark, mark) == (position, piece.style, piece.href, "", ""):
            runs[-1] = Run(last.start, end, piece.style, piece.href)
        elif piece.style is not Style.PLAIN and (piece.text or mark or Style.IMAGE in piece.style):
            runs.append(Run(position, end, piece.style, piece.href, mark))
        position = end
    return tuple(runs)
