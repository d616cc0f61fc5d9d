"""Several articles at once: from tab to tab, and windows."""

from __future__ import annotations

from functools import partial

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import tr

MENU = "Article/Tabs and windows"
NTH = 9


def _has_several(desk: Desk) -> bool:
    return desk.ui.tab_count() > 1


def _are_several_windows(desk: Desk) -> bool:
    return desk.ui.frame_count() > 1


def _step(desk: Desk, *, by: int) -> None:
    if _has_several(desk):
        desk.ui.step_tab(by)
    else:
        desk.ui.tell(tr("Only one article is open in this window."))


command("tabs.next", "Next tab", "Ctrl+PgDn", "Ctrl+Tab", context="global", menu=MENU, when=_has_several)(
    partial(_step, by=1)
)
command("tabs.previous", "Previous tab", "Ctrl+PgUp", "Ctrl+Shift+Tab", context="global", menu=MENU, when=_has_several)(
    partial(_step, by=-1)
)


def _show(desk: Desk, *, nth: int) -> None:
    count = desk.ui.tab_count()
    if nth <= count:
        desk.ui.show_tab(nth)
    else:
        desk.ui.tell(tr("There is no tab {nth} in this window.", nth=nth))


def _is_there(desk: Desk, *, nth: int) -> bool:
    return 1 < desk.ui.tab_count() >= nth


for _nth in range(1, NTH + 1):
    command(
        f"tabs.show.{_nth}", f"Show tab {_nth}", f"Alt+{_nth}", context="global", when=partial(_is_there, nth=_nth)
    )(partial(_show, nth=_nth))


@command("tabs.list", "All open articles ...", "Ctrl+Shift+A", context="global", menu=MENU)
def _list(desk: Desk) -> None:
    desk.ui.list_tabs()


@command("tabs.forward", "Move the tab forward", "Ctrl+Shift+PgDn", context="global", menu=MENU, when=_has_several)
def _forward(desk: Desk) -> None:
    desk.ui.move_tab(1)


@command("tabs.back", "Move the tab back", "Ctrl+Shift+PgUp", context="global", menu=MENU, when=_has_several)
def _back(desk: Desk) -> None:
    desk.ui.move_tab(-1)


@command("tabs.out", "Move the tab to a window of its own", context="global", menu=MENU, when=_has_several)
def _out(desk: Desk) -> None:
    desk.ui.move_tab_out()


@command("tabs.merge", "Bring all windows together in this one", context="global", menu=MENU, when=_are_several_windows)
def _merge(desk: Desk) -> None:
    desk.ui.merge_windows()


@command("tabs.close-others", "Close the other tabs", context="global", menu=MENU, when=_has_several)
def _close_others(desk: Desk) -> None:
    desk.ui.close_other_tabs()


@command("tabs.close-all", "Close the window with all its tabs", "Ctrl+Shift+W", context="global", menu=MENU)
def _close_all(desk: Desk) -> None:
    desk.ui.close_all_tabs()


@command(
    "tabs.reopen", "Open again what was closed last", "Ctrl+Shift+T", context="global", menu=MENU,
    when=lambda desk: desk.ui.has_closed(),
)  # fmt: skip
def _reopen(desk: Desk) -> None:
    if desk.ui.has_closed():
        desk.ui.reopen_closed()
    else:
        desk.ui.tell(tr("Nothing was closed yet."))


@command("window.new", "New window", "Ctrl+Shift+N", context="global", menu=MENU)
def _new_window(desk: Desk) -> None:
    desk.ui.new_window()


@command("article.copy-path", "Copy the article's path", context="global", menu="Article", needs_article=True)
def _copy_path(desk: Desk) -> None:
    desk.ui.copy(str(desk.session.article.path))
    desk.ui.tell(tr("Copied: {path}", path=desk.session.article.path))


@command("article.folder", "Show the article in its folder", context="global", menu="Article", needs_article=True)
def _folder(desk: Desk) -> None:
    desk.ui.show_article_folder()
