"""Articles that were opened before."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk


@command("article.recent", "Open a recent article ...", "Ctrl+Shift+O", context="global", menu="Article/Open recent")
def _recent(desk: Desk) -> None:
    desk.ui.open_recent()


@command(
    "article.again", "Open again what was open before Postil ended unexpectedly", "Ctrl+Shift+R", context="global",
    menu="Article/Open recent", when=lambda desk: desk.ui.has_left_open(),
)  # fmt: skip
def _again(desk: Desk) -> None:
    desk.ui.open_left()


@command("article.recent.forget", "Forget recent articles", context="global", menu="Article/Open recent")
def _forget(desk: Desk) -> None:
    desk.ui.forget_recent()
