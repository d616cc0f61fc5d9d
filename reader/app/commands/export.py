"""The annotated PDF: what is chosen for it, writing it, and the file when it is there."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk

CONTEXT = "export"


@command(
    "article.export", "Export the annotated PDF ...", "Ctrl+E", context="global", menu="Article", needs_article=True
)
def _ask(desk: Desk) -> None:
    """Where it is asked already, the same key writes: twice is "as last time"."""
    desk.ui.ask_export()


@command(
    "article.export.open", "Open the exported PDF", "Ctrl+Shift+E", context="global", menu="Article",
    when=lambda desk: desk.ui.has_export(), needs_article=True,
)  # fmt: skip
def _open_export(desk: Desk) -> None:
    desk.ui.open_export()


@command(
    "article.export.folder", "Show the exported PDF in its folder", "Ctrl+Shift+D", context="global", menu="Article",
    when=lambda desk: desk.ui.has_export(), needs_article=True,
)  # fmt: skip
def _show_export(desk: Desk) -> None:
    desk.ui.show_export()


@command("export.write", "Write the PDF", "Enter", context=CONTEXT)
def _write(desk: Desk) -> None:
    desk.ui.write_export()


@command("export.next", "Next choice", "Down", "Tab", "j", context=CONTEXT)
def _next(desk: Desk) -> None:
    desk.ui.export_step(1)


@command("export.previous", "Previous choice", "Up", "Shift+Tab", "k", context=CONTEXT)
def _previous(desk: Desk) -> None:
    desk.ui.export_step(-1)


@command("export.more", "Its next value", "Right", "Space", context=CONTEXT)
def _more(desk: Desk) -> None:
    desk.ui.export_turn(1)


@command("export.less", "Its previous value", "Left", context=CONTEXT)
def _less(desk: Desk) -> None:
    desk.ui.export_turn(-1)


@command("export.page.next", "Next page of the preview", "PgDn", context=CONTEXT)
def _next_page(desk: Desk) -> None:
    desk.ui.export_page_turn(1)


@command("export.page.previous", "Previous page of the preview", "PgUp", context=CONTEXT)
def _previous_page(desk: Desk) -> None:
    desk.ui.export_page_turn(-1)


@command("export.reset", "Its value as designed", "Delete", context=CONTEXT)
def _reset(desk: Desk) -> None:
    desk.ui.export_reset()


@command("export.target", "Another name or folder ...", "s", context=CONTEXT)
def _target(desk: Desk) -> None:
    desk.ui.ask_export_target()
