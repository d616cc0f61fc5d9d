"""Binds one article to one window: keys to commands, commands to the session, its changes to page and panel."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from reader.annotations.acts import AmbiguousEntityError
from reader.annotations.model import Annotation
from reader.app.author import keep_creator
from reader.app.commands.annotate import go_to
from reader.app.commands.registry import Command
from reader.app.desk import Desk
from reader.app.export import Exporter
from reader.app.follow import Follower
from reader.app.keys import Dispatcher, Pending, Press, names_of
from reader.app.message import Answer, Message
from reader.app.messages import Messages
from reader.app.opening import Reading, Ready
from reader.app.post import Post
from reader.app.surface import Surface
from reader.app.theme import load_theme
from reader.app.window import EMPTY, Window
from reader.errors import UserError
from reader.folders import Folders
from reader.session import SaveState, SaveStatus, Session

if TYPE_CHECKING:
    from reader.app.panels.panel import Panel


FINISH_MS = 150


@dataclass(frozen=True, slots=True)
class Hooks:
    """What one window may ask of the application."""

    open_path: Callable[[Path], None]
    open_sample: Callable[[], None]
    refused: Callable[[UserError], None]
    quit: Callable[[], None]
    system_theme: Callable[[], str]


class Workbench(QObject):
    """One window at work. Without an article only the commands that need none do anything."""

    def __init__(self, window: Window, nothing: Ready, folders: Folders, hooks: Hooks) -> None:
        super().__init__(window)
        self.window, self.hooks = window, hooks
        self._folders = folders
        self._post = Post(self)
        self._busy = self._stale = self._close_anyway = self._unfinished = False
        self._status_message = ""
        self.messages = Messages(lambda: window.bar, window.focus_page)
        self._theme = "system"
        self._exporter = Exporter(self.messages, self._post.post)
        self._question: Message | None = None
        self.follow = Follower(self)
        self._surface = Surface(self)
        self.has_article = False
        self._take_up(nothing)
        window.on_key = self.key
        window.may_close = self.may_close
        window.left.connect(self._left)
        window.page.selection_changed.connect(lambda _anchor, _caret: self._selected_by_mouse())
        window.page.margin_clicked.connect(self._claim_clicked)
        window.page.zoom_wanted.connect(self.zoom)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    def _take_up(self, ready: Ready) -> None:
        self.session = Session(ready.opened, post=self._post.post)
        self._status_message = ""
        self.commands, self.keymap = ready.commands, ready.keymap
        self.follow.places = None
        self._by_id = {c.id: c for c in ready.commands}
        self.titles = {c.id: c.title for c in ready.commands}
        self.dispatcher = Dispatcher(self.keymap, self.run, self._pending_changed)
        self.desk = Desk(self.session, self.window.page, self._surface)
        self.desk.current_changed = self.current_changed
        self._menus_stale = True

    # -- opening -----------------------------------------------------------------------------------

    def open(self, reading: Reading) -> None:
        """Show what was read, or why it could not be."""
        ready = reading.ready
        if ready is None:
            if reading.problem is not None:
                self._refuse(reading.problem)
            return
        if self.has_article:
            self.session.close()
        self.has_article = True
        self._take_up(ready)
        session, window = self.session, self.window
        session.subscribe(self.follow.changed)
        session.subscribe_status(self._show_status)
        window.setWindowTitle(f"{session.article.name} — Postil")
        window.setWindowFilePath(str(session.article.path))
        window.page.set_tagset(session.tagset)
        window.page.show_article(session.article)
        window.page.set_annotations(session.annotations)
        window.show_page()
        self.follow.say("")
        self.messages.clear()
        for notice in session.notices:
            self.messages.add(str(notice))
        self._say_status(session.status)
        window.page.select(0, 0, reveal=False)
        self.follow.place()
        if window.isVisible():
            self.finish_soon()

    def _refuse(self, problem: UserError) -> None:
        self.hooks.refused(problem)
        self.messages.add(str(problem), error=True)
        if not self.has_article:
            self.window.show_empty(EMPTY)

    def finish_soon(self) -> None:
        """What the first frame does not need is made after it; a window that is not painted gets it all the same."""
        self._unfinished = True
        self.window.page.first_frame_painted.connect(self._finish_once, Qt.ConnectionType.SingleShotConnection)
        QTimer.singleShot(FINISH_MS, self._finish_once)

    def _finish_once(self) -> None:
        if self._unfinished and isValid(self.window):
            self.finish()

    def finish(self) -> None:
        """Menus, panel and the sign of the save state, now."""
        self._unfinished = False
        self.fill_menus()
        if not self.has_article:
            return
        self.follow.count_places(self._post.post)
        panel = self._panel()
        self.window.status.set_state(self.session.status.state)
        panel.set_keys(self.keymap.keys_of("view.pane.next"))
        panel.show_said(self.follow.said())
        panel.refresh()
        if self.session.broken:
            panel.explain("Nothing is shown while the file can't be read, and nothing will be written over it.")
        elif not panel.shows_card:
            panel.show_lists()
        self.current_changed()

    def _panel(self) -> Panel:
        """The panel; the first time it is asked for, its signals are connected."""
        is_new = not self.window.is_made("panel")
        panel = self.window.panel
        if is_new:
            panel.entity_taken.connect(self._surface.take_entity)
            panel.annotation_taken.connect(self._surface.take_annotation)
            panel.sort_wanted.connect(self._surface.sort_entities)
            panel.card.field_clicked.connect(lambda name: self._surface.open_card(panel.card.claim_id, name))
        return panel

    def fill_menus(self) -> None:
        """Bring the menus up to date; costs a few milliseconds, so not before the first frame."""
        if self._menus_stale:
            from reader.app.menus import fill_menus

            self._menus_stale = False
            fill_menus(self.window.menuBar(), self.commands, self.keymap, self.run, self.can_run)

    def can_run(self, command: Command) -> bool:
        """Whether a command does something now."""
        if not self.has_article and (command.context != "global" or command.id in _NEED_ARTICLE):
            return command.id == "keys"
        return command.when(self.desk)

    def ask_for_article(self) -> None:
        """The system's dialog; what is chosen opens in a window of its own unless this one is empty."""
        from PySide6.QtWidgets import QFileDialog

        folder = self.session.article.path.parent if self.has_article else Path.home()
        dialog = QFileDialog(self.window, "Open an article", str(folder))
        dialog.setNameFilters(["Articles (*.txt *.md *.markdown *.mkd)", "All files (*)"])
        dialog.fileSelected.connect(lambda name: self.hooks.open_path(Path(name)))
        dialog.open()

    def open_sample(self) -> None:
        """A writable copy of the sample."""
        self.hooks.open_sample()

    # -- keys --------------------------------------------------------------------------------------

    def context(self) -> str:
        """Where the focus is, as the keymap calls it."""
        window = self.window
        if window.page_has_focus:
            return "page"
        if window.is_open("find_bar") and window.find_bar.field.hasFocus():
            return "find"
        if not window.is_open("panel"):
            return "global"
        if window.panel.focused_list() is not None:
            return "list"
        return "claim-card" if window.panel.card.hasFocus() else "global"

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False when it means nothing."""
        names, context = names_of(Press.of(event)), self.context()
        if not self.has_article and context == "page" and names == ("Enter",):
            self.hooks.open_sample()
            return True
        return self.dispatcher.press(names, context)

    def run(self, command_id: str) -> None:
        """Give a command."""
        command = self._by_id[command_id]
        self.follow.say("")
        if not self.can_run(command) and not self.has_article:
            self.say("There is no article here yet.")
            return
        self.quietly(lambda: command.run(self.desk))

    def quietly(self, work: Callable[[], None]) -> None:
        """Do `work`, during which the page's own signals are not the user's; what a user can cause is told."""
        was_busy, self._busy = self._busy, True
        try:
            work()
        except UserError as problem:
            self.say(str(problem))
        except AmbiguousEntityError as question:
            self.say(f"{len(question.candidates)} entities are called {question.name}.")
        finally:
            self._busy = was_busy
            if self._stale:
                self.current_changed()
            elif not was_busy:
                self.follow.place()
                self.follow.hints()

    def _pending_changed(self, pending: Pending) -> None:
        self.follow.place()
        self.follow.hints()
        if pending.keys and self.context() == "claim-card":
            fields = {c: c.split(".")[1] for _, c in pending.follows if c.startswith("card.")}
            for name in list(fields.values())[:1]:
                self.window.panel.card.go_to(name)

    def say(self, message: str) -> None:
        """In the status line, until the next command."""
        self.follow.say(message)

    def current_changed(self) -> None:
        """Show what is current: at once, or when the command that is being run has ended."""
        self._stale = True
        if not self._busy:
            self._stale = False
            self.follow.current()

    # -- the page's own acts -----------------------------------------------------------------------

    def _selected_by_mouse(self) -> None:
        if self._busy or not self.has_article:
            return
        self.dispatcher.cancel()
        self.follow.say("")
        self.desk.goal_x = None
        self.desk.growth.clear()
        self.desk.set_current(None)

    def _claim_clicked(self, claim_id: str) -> None:
        claim = self.session.annotations.annotations.get(claim_id)
        if claim is not None:
            self.go_to(claim)

    def go_to(self, annotation: Annotation) -> None:
        """The caret on its words, and it is current."""
        self.quietly(lambda: go_to(self.desk, annotation))

    def select_quietly(self, anchor: int, caret: int) -> None:
        """Select without its being the user's own selection by mouse."""
        self.quietly(lambda: self.desk.page.select(anchor, caret))
        self.current_changed()

    def let_go(self) -> None:
        """On the page: what is selected, or was made current, is so no longer."""
        anchor, caret = self.desk.page.selection()
        self.quietly(lambda: self.desk.place_caret(min(anchor, caret)))

    def _focus_changed(self) -> None:
        if isValid(self.window) and self.window.isVisible():  # a window that ends still loses its focus
            self.dispatcher.cancel()
            self.follow.hints()

    # -- messages ----------------------------------------------------------------------------------

    def _show_status(self, status: SaveStatus) -> None:
        self.window.status.set_state(status.state)
        self._say_status(status)

    def _say_status(self, status: SaveStatus) -> None:
        if status.message and status.message != self._status_message:
            answers: tuple[Answer, ...] = ()
            if self.session.broken:
                keys = self.keymap.keys_of("article.set-aside")
                answers = (Answer(keys[0] if keys else "", "set aside", self.set_aside),)
            self.messages.add(status.message, *answers, error=status.state is not SaveState.SAVED)
        self._status_message = status.message

    # -- things that take time ---------------------------------------------------------------------

    def set_aside(self) -> None:
        """Rename the broken file, then open the article again."""
        session, path = self.session, self.session.article.path
        if not session.broken:
            self.say("Only an annotations file that cannot be read is set aside.")
            return

        def find_path() -> Path:
            session.store.set_aside(datetime.now())
            return path

        self.messages.clear()
        self.begin(Reading(find_path, self._folders))

    def keep_name(self, name: str) -> None:
        """The name that new annotations carry: at once, and in the settings."""
        self.session.set_creator(name)

        def run() -> None:
            try:
                keep_creator(self._folders.config, name)
            except UserError as problem:
                sentence = str(problem)
                self._post.post(lambda: self.say(sentence))

        threading.Thread(target=run, name="postil-settings").start()

    def begin(self, reading: Reading) -> None:
        """Open what is being read when it is ready."""
        reading.when_done(lambda done: self._post.post(lambda: self.open(done)))

    def export(self) -> None:
        """Write the annotated PDF."""
        if self.has_article:
            self.session.hurry()
            self._exporter.start(self.session, "pdf", "annotated PDF")

    # -- look --------------------------------------------------------------------------------------

    def zoom(self, step: int) -> None:
        """Larger or smaller, as from the wheel."""
        self._surface.zoom(step)

    def set_zoom(self, percent: int) -> None:
        """Scale the whole window."""
        self.window.set_look(replace(self.window.look, zoom=percent))

    def set_theme(self, name: str) -> None:
        """Use this theme; "system" follows the desktop."""
        self._theme = name
        wanted = self.hooks.system_theme() if name == "system" else name
        if wanted != self.window.look.theme.name:
            self.window.set_look(replace(self.window.look, theme=load_theme(wanted)))

    def follow_system(self) -> None:
        """The desktop changed its colours."""
        if self._theme == "system":
            self.set_theme("system")

    # -- closing -----------------------------------------------------------------------------------

    def _left(self) -> None:
        if self.has_article:
            self.session.hurry()

    def may_close(self) -> bool:
        """Save everything; False, with the question in the bar, when that fails."""
        if not self.has_article:
            return True
        self._exporter.stop()
        status = self.session.save()
        if status.state is SaveState.NOT_SAVED and not self._close_anyway:
            self._close_anyway = True
            sys.stderr.write(f"{status.message}\n")
            keep = Answer("Esc", "keep open", self._keep_open)
            close = Answer("Ctrl+W", "close without saving", self._close)
            self._question = self.messages.add(status.message, close, keep, error=True, first=True)
            return False
        self.session.close()
        return True

    def _close(self) -> None:
        self.window.close()

    def _keep_open(self) -> None:
        self._close_anyway = False
        self.messages.remove(self._question)


_NEED_ARTICLE = {"article.export", "article.set-aside"}
