"""The list of articles that were opened last: one small file in the user's state folder, which several processes share.

Each change is made to what stands in the file then, under a lock, so that nobody's article is lost and one that was
taken off stays off. Knows no Qt; not for a GUI thread.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from reader.errors import UserError, worded

FILE_NAME = "recent.json"
MOST = 50
MOST_BYTES = 4_000_000  # 50 paths of 4,096 bytes, each escaped sixfold, are 1.2 MB


class Recent(NamedTuple):
    """An article that was opened: its path with links resolved, and when that was, in seconds since 1970."""

    path: Path
    opened_s: float


class Recents(NamedTuple):
    """What the list holds, the latest first; and what is wrong with the file when it cannot be read."""

    articles: tuple[Recent, ...] = ()
    problem: UserError | None = None


def read_recent(state: Path) -> Recents:
    """The list. A file that cannot be read counts as empty."""
    path = state / FILE_NAME
    try:
        if not path.is_file():
            return Recents()
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ValueError
        return Recents(_tidy(_from_json(each) for each in json.loads(data)["articles"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Recents(
            problem=UserError(
                worded("The list of recent articles cannot be read"),
                worded("{path} is damaged", path=path),
                "It begins anew with the next article",
            )
        )


def note_opened(state: Path, path: Path, now_s: float) -> None:
    """Put an article first. What cannot be written is not noted, without a word."""
    _change(state, lambda found: (Recent(path, now_s), *(each for each in found if each.path != path)))


def take_off(state: Path, path: Path) -> None:
    """Take one article off the list."""
    _change(state, lambda found: tuple(each for each in found if each.path != path))


def replace_path(state: Path, old: Path, new: Path) -> None:
    """An article was moved: its new path stands where the old one stood."""
    _change(
        state,
        lambda found: tuple(
            each._replace(path=new) if each.path == old else each for each in found if each.path != new or old == new
        ),
    )


def forget_all(state: Path) -> None:
    """Take all of them off."""
    _change(state, lambda _: ())


def _change(state: Path, change: Callable[[tuple[Recent, ...]], tuple[Recent, ...]]) -> None:
    from reader.sidecar.disk.durable import make_folder, remove_durably, write_durably
    from reader.sidecar.disk.lock import lock_for

    path = state / FILE_NAME
    with contextlib.suppress(OSError, UserError), lock_for(path, state):
        found = read_recent(state)
        wanted = _tidy(change(found.articles))
        if not wanted:
            remove_durably(path)
        elif wanted != found.articles:
            make_folder(state, 0o700)
            rows = [{"path": str(each.path), "opened": each.opened_s} for each in wanted]
            # bytes that are no UTF-8 are escaped, so that the very path is found again
            write_durably(path, json.dumps({"articles": rows}, indent=1).encode("ascii"), mode=0o600)


def _from_json(value: Any) -> Recent:
    path, opened_s = value["path"], float(value["opened"])
    if not isinstance(path, str) or "\0" in path or not os.path.isabs(path) or not abs(opened_s) < 1e11:  # noqa: PTH117
        raise ValueError
    os.fsencode(path)  # a surrogate that stands for no byte
    return Recent(Path(path), opened_s)


def _tidy(articles: Any) -> tuple[Recent, ...]:
    """Each once, the latest first, and not too many."""
    latest: dict[Path, Recent] = {}
    for each in articles:
        known = latest.get(each.path)
        if known is None or known.opened_s < each.opened_s:
            latest[each.path] = each
    return tuple(sorted(latest.values(), key=lambda each: -each.opened_s)[:MOST])
