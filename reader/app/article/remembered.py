"""What is remembered of each article in the user's state folder: the reading place, zoom, panel, hidden types.

A small file an article, named by its path and by its content, so that a renamed article finds its own and two windows
never write into one. Nothing of it matters enough to say a word when it is broken. Knows no Qt; not for a GUI thread.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from reader.digests import sha256_hex
from reader.text.article import Article

FOLDER = "articles"
MOST = 500
AROUND_CP = 40  # on each side of a place: by these words it is found when the text has changed


class Remembered(NamedTuple):
    """How an article was left. Places are code points; each with the words before and behind it."""

    caret: int = 0
    caret_words: tuple[str, str] = ("", "")
    top: int = 0
    top_words: tuple[str, str] = ("", "")
    zoom: int = 100
    panel: bool = True
    hidden: tuple[str, ...] = ()

    def with_places(self, text: str, caret: int, top: int) -> Remembered:
        """The same at these places of `text`."""
        return self._replace(
            caret=caret, caret_words=words_at(text, caret), top=top, top_words=words_at(text, top)
        )  # fmt: skip


def words_at(text: str, position: int) -> tuple[str, str]:
    """The words before and behind a place."""
    return text[max(position - AROUND_CP, 0) : position], text[position : position + AROUND_CP]


def found_again(text: str, position: int, words: tuple[str, str]) -> int:
    """Where the words that stood around `position` stand in `text` now: the nearest place; 0 when they are gone."""
    before, behind = words
    if 0 <= position <= len(text) and words_at(text, position) == words:
        return position
    for share in (1.0, 0.5, 0.25):
        size = round(AROUND_CP * share)
        left, right = before[max(len(before) - size, 0) :], behind[:size]
        for known, offset in ((left + right, len(left)), (right, 0), (left, len(left))):
            if len(known.strip()) >= 8 and (at := _nearest(text, known, position - offset)) is not None:
                return at + offset
    return 0


def _nearest(text: str, known: str, to: int) -> int | None:
    after, before = text.find(known, max(to, 0)), text.rfind(known, 0, max(to, 0) + len(known))
    found = [at for at in (after, before) if at >= 0]
    return min(found, key=lambda at: abs(at - to)) if found else None


def recall(state: Path, article: Article) -> Remembered | None:
    """What is remembered of `article`, its places found again in the text as it is now."""
    folder, (by_path, by_content) = state / FOLDER, _names(article)
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return None
    mine = [n for n in names if n.startswith(by_path)] or [n for n in names if n.endswith(by_content)]
    known = _read(folder / max(mine, key=lambda name: _age(folder / name))) if mine else None
    if known is None:
        return None
    text = article.text
    caret, top = (found_again(text, *each) for each in ((known.caret, known.caret_words), (known.top, known.top_words)))
    return known.with_places(text, caret, top)


def _names(article: Article) -> tuple[str, str]:
    path = sha256_hex(os.fsencode(article.path))[:16]
    return f"{path}-", f"-{article.sha256[:16]}.json"


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(path: Path) -> Remembered | None:
    try:
        data = json.loads(path.read_bytes())
        pairs = [tuple(map(str, data[name]))[:2] for name in ("caret_words", "top_words")]
        caret, top, zoom = (int(data[name]) for name in ("caret", "top", "zoom"))
        hidden = tuple(map(str, data["hidden"]))
        (a, b), (c, d) = pairs
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Remembered(caret, (a, b), top, (c, d), min(max(zoom, 50), 300), bool(data["panel"]), hidden)


def remember(state: Path, article: Article, value: Remembered) -> None:
    """Keep it. What cannot be written is not kept, without a word."""
    from reader.sidecar.disk import files
    from reader.sidecar.disk.durable import make_folder, write_durably

    folder, (by_path, by_content) = state / FOLDER, _names(article)
    name = f"{by_path[:-1]}{by_content}"
    with contextlib.suppress(OSError):
        make_folder(folder)
        write_durably(folder / name, json.dumps(value._asdict(), ensure_ascii=True).encode())
        others = [path.name for path in folder.iterdir() if path.name != name and path.suffix != ".tmp"]
        for each in others:
            if each.startswith(by_path):  # of the article as it was before it changed
                files.disk.unlink(folder / each)
        for each in sorted(others, key=lambda other: -_age(folder / other))[MOST - 1 :]:
            with contextlib.suppress(FileNotFoundError):
                files.disk.unlink(folder / each)
