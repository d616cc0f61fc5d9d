"""Annotations of another time or place: earlier versions, conflict copies, those of a copy of the article."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk


@command(
    "article.version", "Restore an earlier version of the annotations ...", "Ctrl+Shift+B", context="global",
    menu="Article", needs_article=True,
)  # fmt: skip
def _version(desk: Desk) -> None:
    desk.ui.restore_version()


def _has_copies(desk: Desk) -> bool:
    return desk.ui.has_copies()


@command(
    "article.copies", "Merge the conflict copies of the annotations", "Ctrl+Shift+M", context="global",
    menu="Article", when=_has_copies, needs_article=True,
)  # fmt: skip
def _copies(desk: Desk) -> None:
    desk.ui.merge_copies()


def _has_twin(desk: Desk) -> bool:
    return desk.ui.has_twin()


@command(
    "article.twin", "Take over the annotations of the same article elsewhere", "Ctrl+Shift+K", context="global",
    menu="Article", when=_has_twin, needs_article=True,
)  # fmt: skip
def _twin(desk: Desk) -> None:
    desk.ui.take_over()
