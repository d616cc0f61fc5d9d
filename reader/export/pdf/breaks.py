"""Where the lines of a block may end besides where the typesetter sees it: runs as data in, runs as data out. Pure.

Words longer than a line (addresses, code, names of files) may be broken behind their signs, and at last anywhere.
Words of Korean stay whole, as they do on a page that was set by hand.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

Piece = str | list[Any]  # words alone, or words, mark and style
_SIGNS = re.compile(r"(?<=[/\\_.\-=&?%:;,@#~+|)\]}>])(?=[^\s/\\_.\-=&?%:;,@#~+|])")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_CLUSTER = re.compile(r".[\u0300-\u036f\u200d\ufe0f]*", re.DOTALL)
_CLUSTERS = re.compile(rf"(?:{_CLUSTER.pattern}){{1,5}}", re.DOTALL)  # of what goes on for lines
_LETTERS_CP = 28  # longer words of letters are rare in any language
_LONG_CP = 300
_SPACES = re.compile(r"(\s+)")
_WHOLE_CP = 16  # the longest word of Korean that is kept whole


def with_breaks(pieces: list[Piece], room: int, code: bool) -> list[Piece]:
    """The same runs; where a word of over `room` letters may be broken, its words are a list of words and lists.

    The inner lists are such words in parts: a line may end between them, without a hyphen, and nowhere else.
    A run that may not be broken at all is one of a dictionary's `w`. `code`: letters are never hyphenated.
    """
    found = [_parted(piece, room, code) for piece in pieces]
    return _whole(found) if any(_HANGUL.search(_words(piece)) for piece in pieces) else found


def address_parts(address: str) -> list[str]:
    """An address in parts between which a line may end."""
    return _SIGNS.split(address)


def _words(piece: Piece) -> str:
    words = piece if isinstance(piece, str) else piece[0]
    return (
        words if isinstance(words, str) else "".join(part if isinstance(part, str) else "".join(part) for part in words)
    )


@cache
def _longer_than(room: int) -> re.Pattern[str]:
    return re.compile(rf"\S{{{room + 1}}}")


def _parted(piece: Piece, room: int, code: bool) -> Piece:
    words = _words(piece)
    if len(words) <= room or not _longer_than(room).search(words):
        return piece
    parts: list[Any] = [""]
    plain = code or (not isinstance(piece, str) and "c" in piece[2])
    for stretch in _SPACES.split(words):
        found = _stretch_parts(stretch, room, plain)
        if len(found) > 1:
            parts += [found, ""]
        else:
            parts[-1] += stretch
    parts = [part for part in parts if part]
    if len(parts) == 1 and isinstance(parts[0], str):
        return piece
    return [parts, 0, ""] if isinstance(piece, str) else [parts, *piece[1:]]


def _stretch_parts(stretch: str, room: int, plain: bool) -> list[str]:
    """A word of over `room` letters in parts; hyphenation takes care of letters, within reason."""
    if len(stretch) <= room or not stretch.isascii():
        return [stretch]
    found = []
    for part in _SIGNS.split(stretch):
        if len(part) > (room if plain else max(_LETTERS_CP, 2 * room)) or (
            len(part) > room and not part.strip("-_.").isalpha()
        ):
            found += (_CLUSTER if len(part) < _LONG_CP else _CLUSTERS).findall(part)
        else:
            found.append(part)
    return found


def _whole(pieces: list[Piece]) -> list[Piece]:
    """Runs cut at spaces, those of one word together in a dictionary."""
    found: list[Any] = []
    word: list[Piece] = []

    def close() -> None:
        letters = "".join(map(_words, word))
        if len(letters) > 1 and len(letters) <= _WHOLE_CP and _HANGUL.search(letters):
            found.append({"w": list(word)})
        else:
            found.extend(word)
        word.clear()

    for piece in pieces:
        if isinstance(piece, list) and (piece[2] == "n" or not isinstance(piece[0], str)):
            word.append(piece)
            continue
        mark, style = (0, "") if isinstance(piece, str) else piece[1:]
        for n, part in enumerate(_SPACES.split(_words(piece))):
            if not part:
                continue
            cut: Piece = [part, mark, style] if mark or style else part
            if n % 2:
                close()
                found.append(cut)
            else:
                word.append(cut)
    close()
    return found
