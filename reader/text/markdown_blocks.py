"""Tokens become drafts of blocks, in the order in which they are read. Offsets in the reading text come later.

What has nothing to show makes no draft (an empty paragraph, heading, list item or fence), except a table cell.
Footnotes come last, by number; then those that nothing refers to, so that no words are lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.text.blocks import BlockKind, Cell, Style
from reader.text.markdown_inline import Piece, pieces_of

if TYPE_CHECKING:
    from markdown_it.token import Token

    from reader.text.markdown_parser import Environment

_BULLETS = "•◦▪"
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_CELLS = {"th_open", "td_open"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft's content stands: its first line in the source, and how it stands in its lines."""

    content: str
    line: int
    shape: str = "lines"  # lines | heading | cell: content ends its lines, follows number signs, stands between bars


@dataclass(slots=True)
class Draft:
    """A block without offsets. `pieces` refer to `origin.content`."""

    kind: BlockKind
    pieces: list[Piece]
    origin: Origin
    level: int = 0
    quote_depth: int = 0
    list_depth: int = 0
    marker: str = ""
    cell: Cell | None = None
    rule_before: bool = False
    footnote: bool = False


@dataclass
class _Place:
    """Where in the article's structure the next block stands."""

    quote_depth: int = 0
    lists: list[str] = field(default_factory=list)  # "" for bullets, else the mark behind the number
    markers: list[str] = field(default_factory=list)
    rule: bool = False
    footnote: bool = False


class Drafter:
    """Walks the tokens of one article."""

    def __init__(self, environment: Environment) -> None:
        self.drafts: list[Draft] = []
        self._notes: dict[int, dict[str, object]] = environment.get("footnotes", {}).get("list", {})
        self._inner_notes: dict[int, tuple[Origin, int]] = {}  # id of an inline footnote: where its words stand
        self._tables = -1

    def draft(self, tokens: Sequence[Token]) -> list[Draft]:
        """All drafts, footnotes last."""
        body, definitions = _apart(tokens)
        self._walk(body, _Place())
        written: dict[int, list[Draft]] = {}
        for number, note in self._notes.items():
            if "tokens" not in note and definitions.get(str(note["label"])):
                inside = definitions[str(note["label"])].pop(0)
                written[number] = self._note(inside, str(number + 1))
        never_named = [self._note(each, label) for label, inside in definitions.items() for each in inside]
        # An inline note stands in what was walked by now, or in one with a smaller number.
        for number, note in self._notes.items():
            if "tokens" in note:
                self._inline_note(number, _Place(markers=[str(number + 1)], footnote=True))
            self.drafts += written.get(number, ())
        for drafts in never_named:
            self.drafts += drafts
        return self.drafts

    def _note(self, tokens: Sequence[Token], marker: str) -> list[Draft]:
        """The drafts of a footnote's definition, apart from the others."""
        before, self.drafts = self.drafts, []
        self._walk(tokens, _Place(markers=[marker], footnote=True))
        drafts, self.drafts = self.drafts, before
        return drafts

    def _inline_note(self, note: int, place: _Place) -> None:
        if note not in self._inner_notes:
            return  # its mark stands nowhere
        origin, base = self._inner_notes[note]
        children = self._notes[note]["tokens"]
        assert isinstance(children, list)
        self._add(place, Draft(BlockKind.PARAGRAPH, pieces_of(children, base), origin))

    def _walk(self, tokens: Sequence[Token], place: _Place) -> None:
        kind, level, cell, aligned = BlockKind.PARAGRAPH, 0, None, "left"
        row = column = columns = 0
        for index, token in enumerate(tokens):
            match token.type:
                case "blockquote_open":
                    place.quote_depth += 1
                case "blockquote_close":
                    place.quote_depth -= 1
                case "bullet_list_open":
                    place.lists.append("")
                case "ordered_list_open":
                    place.lists.append(token.markup)
                case "bullet_list_close" | "ordered_list_close":
                    place.lists.pop()
                case "list_item_open":
                    ordered, depth = place.lists[-1], len(place.lists)
                    bullet = _BULLETS[(depth - 1) % len(_BULLETS)]
                    place.markers.append(f"{token.info}{ordered}" if ordered else bullet)
                    _take_task(tokens, index, place)
                case "list_item_close":
                    place.markers.clear()
                case "hr":
                    place.rule = True
                case "heading_open":
                    kind, level = BlockKind.HEADING, int(token.tag[1:])
                case "heading_close":
                    kind, level = BlockKind.PARAGRAPH, 0
                case "table_open":
                    self._tables += 1
                    row = -1
                    columns = sum(1 for _ in _first_row(tokens, index))
                case "tr_open":
                    row, column = row + 1, 0
                case "th_open" | "td_open":
                    aligned = str(token.attrs.get("style", "text-align:left")).removeprefix("text-align:")
                    kind, cell = BlockKind.CELL, Cell(self._tables, row, column, columns, aligned)
                    column += 1
                case "th_close" | "td_close":
                    kind, cell = BlockKind.PARAGRAPH, None
                case "inline":
                    self._inline(
                        token,
                        tokens[index - 1],
                        place,
                        Draft(kind, [], _origin(token, kind, tokens[index - 1]), level, cell=cell),
                    )
                case "fence" | "code_block":
                    self._code(token, place)

    def _inline(self, token: Token, opener: Token, place: _Place, draft: Draft) -> None:
        draft.pieces = pieces_of(token.children or [], skipped=int(opener.meta.get("skip", 0)))
        self._add(place, draft)

    def _code(self, token: Token, place: _Place) -> None:
        text = token.content.removesuffix("\n")
        line = (token.map or [0])[0] + (token.type == "fence")
        pieces = [Piece(text, Style.PLAIN, 0, len(text))] if text else []
        self._add(place, Draft(BlockKind.CODE, pieces, Origin(token.content, line)))

    def _add(self, place: _Place, draft: Draft) -> None:
        for piece in draft.pieces:
            if piece.note is not None and "tokens" in self._notes[piece.note]:
                self._inner_notes[piece.note] = (draft.origin, piece.start + 2)
        shows = any(
            piece.text.strip() or piece.note is not None or Style.IMAGE in piece.style for piece in draft.pieces
        )
        if not shows and draft.cell is None:
            return
        draft.quote_depth, draft.list_depth = place.quote_depth, len(place.lists)
        draft.marker = " ".join(place.markers)
        draft.rule_before, draft.footnote = place.rule, place.footnote
        place.markers.clear()
        place.rule = False
        self.drafts.append(draft)


def _apart(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, list[list[Token]]]]:
    """The tokens outside footnotes, and those of each footnote by label, a footnote within another for itself."""
    body: list[Token] = []
    definitions: dict[str, list[list[Token]]] = {}
    inside: list[list[Token]] = [body]
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside.append([])
            definitions.setdefault(str(token.meta["label"]), []).append(inside[-1])
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            inside[-1].append(token)
    return body, definitions


def _first_row(tokens: Sequence[Token], index: int) -> Iterator[Token]:
    for token in tokens[index:]:
        if token.type == "tr_close":
            return
        if token.type in _CELLS:
            yield token


def _take_task(tokens: Sequence[Token], item: int, place: _Place) -> None:
    """Make the check box that a list item begins with its marker; it is drawn, not text."""
    following = tokens[item + 1 : item + 3]
    if len(following) < 2 or following[0].type != "paragraph_open" or not following[1].children:
        return
    first = following[1].children[0]
    found = _TASK.match(first.content) if first.type == "text" else None
    if found:
        box = "☐" if found[1] == " " else "☑"
        place.markers[-1] = box if not place.lists[-1] else f"{place.markers[-1]} {box}"
        first.content = first.content[found.end() :]
        following[0].meta = {"skip": found.end()}


def _origin(token: Token, kind: BlockKind, opener: Token) -> Origin:
    line = (token.map or [0])[0]
    if kind is BlockKind.CELL:
        return Origin(token.content, line, "cell")
    return Origin(token.content, line, "heading" if opener.markup.startswith("#") else "lines")
