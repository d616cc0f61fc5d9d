"""The characters that inline tokens show, each with its style and its place in the token's content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.frozen import dataclass
from reader.text.blocks import Style

if TYPE_CHECKING:
    from markdown_it.token import Token

_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG, "s": Style.STRIKE}
_FOLLOWED = re.compile(r"(https?|mailto):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the reading text in one style, from `[start, end)` of the inline content.

    With as many characters on both sides each stands for its own, else each stands for the whole
    stretch. A `note` is the id of a footnote whose mark is drawn here; such a piece has no characters.
    """

    text: str
    style: Style
    start: int
    end: int
    href: str = ""
    note: int | None = None


def followed(href: str) -> str:
    """The address if it may be opened (http, https, mailto), else nothing: other schemes can start programs."""
    return href if _FOLLOWED.match(href) else ""


def pieces_of(children: Sequence[Token], base: int = 0, skipped: int = 0) -> list[Piece]:
    """Pieces of an inline token's children, in order.

    `base` is added to all offsets; the first `skipped` characters of the content are in no token.
    """
    pieces: list[Piece] = []
    style, links = Style.PLAIN, [""]
    cursor = base + skipped
    for token in children:
        kind, start = token.type, cursor
        end = base + int(token.meta["end"]) if "end" in token.meta else cursor + _width(token)
        match kind:
            case "text" | "text_special":
                # The words of an autolink: behind its bracket, like any text.
                pieces.append(Piece(token.content, style, start, end, links[-1]))
            case "code_inline":
                first = base + int(token.meta["start"]) + len(token.markup)
                padding = (end - len(token.markup) - first - len(token.content)) // 2
                first += padding
                pieces.append(Piece(token.content, style | Style.CODE, first, first + len(token.content), links[-1]))
            case "softbreak":
                pieces.append(Piece(" ", style, start, end, links[-1]))
            case "hardbreak":
                pieces.append(Piece("\n", style, start, end, links[-1]))
            case "image":
                inner = base + int(token.meta["start"]) + 2
                pieces += _image(token, style, inner)
            case "footnote_ref":
                pieces.append(Piece("", style | Style.NOTE_REF, start, end, note=int(token.meta["id"])))
            case "link_open":
                links.append(followed(str(token.attrs.get("href", ""))))
                style |= Style.LINK if links[-1] else Style.PLAIN
            case "link_close":
                links.pop()
                style &= ~Style.LINK
            case _ if kind.endswith("_open"):
                style |= _STYLES[token.tag]
            case _ if kind.endswith("_close"):
                style &= ~_STYLES[token.tag]
        cursor = end
    return pieces


def _width(token: Token) -> int:
    return len(token.content) if token.type == "text" else len(token.markup)


def _image(token: Token, style: Style, inner: int) -> list[Piece]:
    """The alt text, all in the image's own style; marks of footnotes in it stay what they are."""
    source = str(token.attrs.get("src", ""))
    style |= Style.IMAGE
    inside = pieces_of(token.children or [], inner)
    pieces = [
        Piece(piece.text.replace("\n", " "), style, piece.start, piece.end, source) if piece.note is None else piece
        for piece in inside
        if piece.text or piece.note is not None
    ]
    return pieces if any(piece.text for piece in pieces) else [Piece("", style, inner, inner, source), *pieces]
