"""Opening, closing, exporting, importing."""

from __future__ import annotations

from functools import partial

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import tr


@command("article.open", "Open an article ...", "Ctrl+O", context="global", menu="Article")
def _open(desk: Desk) -> None:
    desk.ui.open_article()


@command("article.import", "Import from a PDF ...", context="global", menu="Article", needs_article=True)
def _import(desk: Desk) -> None:
    desk.ui.import_pdf()


@command(
    "article.reload", "Show the article as it is on disk", "F5", context="global", menu="Article", needs_article=True
)
def _reload(desk: Desk) -> None:
    desk.ui.reread()


@command("article.print", "Print the annotated article", "Ctrl+P", context="global", menu="Article", needs_article=True)
def _print(desk: Desk) -> None:
    desk.ui.print_article()


@command("article.sample", "Open the sample article", context="global", menu="Help")
def _sample(desk: Desk) -> None:
    desk.ui.open_sample()


def _is_broken(desk: Desk) -> bool:
    return desk.session.broken


@command(
    "article.set-aside",
    "Set the broken annotations file aside",
    "Ctrl+Shift+S",
    context="global",
    menu="Article",
    when=_is_broken,
    needs_article=True,
)
def _set_aside(desk: Desk) -> None:
    desk.ui.set_aside()


@command(
    "article.write",
    "Write the annotations file again that is gone",
    "Ctrl+S",
    context="global",
    menu="Article",
    when=lambda desk: desk.session.vanished,
    needs_article=True,
)
def _write(desk: Desk) -> None:
    desk.session.keep_choices()
    desk.session.hurry()


@command("settings", "Settings", "Ctrl+,", context="global", menu="Article")
def _settings(desk: Desk) -> None:
    desk.ui.toggle_settings()


@command("settings.name", "Name on new annotations ...", context="global", menu="Article")
def _name(desk: Desk) -> None:
    """Asked for here and nowhere else: no login is taken silently."""
    desk.ui.ask_note(
        tr("The name that new annotations carry"),
        desk.session.stamp.creator,
        partial(desk.ui.change_setting, "creator"),
    )


@command("article.close", "Close the article", "Ctrl+W", context="global", menu="Article")
def _close(desk: Desk) -> None:
    desk.ui.close_article()


@command("quit", "Quit", "Ctrl+Q", context="global", menu="Article")
def _quit(desk: Desk) -> None:
    desk.ui.quit()
