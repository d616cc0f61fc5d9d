"""Binds one article to one window: keys to commands, commands to the session, its changes to page and panel."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from reader.app import made
from reader.app.article.keeping import Keeper
from reader.app.article.opening import Reading, Ready, resolved
from reader.app.article.remembering import Remembering
from reader.app.preferences.settings_keeper import SettingsKeeper
from reader.app.window.messages import Messages
from reader.app.window.window import Window
from reader.app.wording.tr import later, told, tr, trn
from reader.app.workbench.appearance import Appearance
from reader.app.workbench.finishing import PREPARING, Finishing
from reader.app.workbench.post import Post
from reader.app.workbench.starting import show_start
from reader.errors import UserError
from reader.folders import Folders
from reader.session import Session
from reader.sidecar.keeping.common_ground import FROM_OTHERS
from reader.visible import shown

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from reader.annotations.collection import Applied
    from reader.annotations.model import Annotation
    from reader.app.article.recents import RecentArticles
    from reader.app.commands import Command
    from reader.app.desk.desk import Desk
    from reader.app.frame.frames import Frames
    from reader.app.keyboard.keymap import Keymap
    from reader.app.keyboard.keys import Dispatcher, Pending
    from reader.app.keyboard.pressing import Pressing
    from reader.app.keyboard.waiting import HeldKeys
    from reader.app.start.restoring import Restoring
    from reader.app.surface import Surface
    from reader.app.workbench.dropping import Dropping
    from reader.app.workbench.export import Exporter
    from reader.app.workbench.follow import Follower
    from reader.app.workbench.pointed import Pointed
    from reader.app.workbench.suggesting import Suggesting
    from reader.app.workbench.tools import Tools
    from reader.export.job import ExportJob


class Hooks(NamedTuple):
    """What one window may ask of the application."""

    open_paths: Callable[[Sequence[Path]], None]
    open_sample: Callable[[], None]
    refused: Callable[[Reading], None]
    quit: Callable[[], None]
    system_theme: Callable[[], str]
    settings: SettingsKeeper
    recents: RecentArticles
    open_changed: Callable[[], None]
    restoring: Callable[[], Restoring | None]
    frames: Frames


class Workbench(QObject):
    """One window at work. Without an article only the commands that need none do anything."""

    def __init__(self, window: Window, nothing: Ready, folders: Folders, hooks: Hooks) -> None:
        super().__init__(window)
        self.window, self.hooks, self.folders = window, hooks, folders
        self._post = Post(self)
        self.post = self._post.post
        self._busy = self._stale = False
        self.finishing = Finishing(self)
        self.messages = Messages(lambda: window.bar, window.focus_page, lambda: self.looks_otherwise())
        self.keeper = Keeper(self)
        self.appearance = Appearance(self)
        self.remembering = Remembering(self)
        self.has_article = False
        self.coming: Reading | None = None  # what is being opened
        self.was_shown = False
        self.news = ""  # what was said last while another tab was shown
        self.looks_otherwise: Callable[[], None] = lambda: None  # called when its tab may have to
        self._take_up(nothing)
        window.on_key = self._key
        window.may_close = self.keeper.may_close
        window.left.connect(self.keeper.left)
        window.entered.connect(self.keeper.entered)
        window.page.zoom_wanted.connect(self.zoom)
        window.page.works.connect(self._page_works)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    def _take_up(self, ready: Ready) -> None:
        self._ready = ready
        self.session = Session(ready.opened, post=self.post)
        if made(self, "follow"):
            self.follow.places = None
        self.__dict__.pop("tools", None)
        self.finishing.menus_stale = True

    def prepare_tools(self) -> None:
        """Import and read what the tools are made of; for another thread. What goes wrong comes again with `tools`."""
        ready = self._ready
        with contextlib.suppress(Exception):
            _ = ready.keys_with(self.hooks.settings.now.arrows)
        from reader.app.workbench.preparing import import_what_keys_need

        import_what_keys_need()

    # -- parts that the first frame does not need: each is made when it is first asked for -----------

    @cached_property
    def tools(self) -> Tools:
        """Commands, keys and desk of what is open."""
        from reader.app.workbench.tools import Tools

        warning = self._ready.keys.warning
        if warning is not None and self.has_article:
            self.messages.add(str(warning))
        return Tools(self, self._ready)

    @cached_property
    def follow(self) -> Follower:
        """Shows what the desk holds."""
        from reader.app.workbench.follow import Follower

        return Follower(self)

    @cached_property
    def suggesting(self) -> Suggesting:
        """Looks for names to suggest while nobody presses a key."""
        from reader.app.workbench.suggesting import Suggesting

        return Suggesting(self)

    @cached_property
    def pressing(self) -> Pressing:
        """What a key means where the focus is."""
        from reader.app.keyboard.pressing import Pressing

        return Pressing(self)

    @cached_property
    def held(self) -> HeldKeys:
        """Keys that wait for an answer."""
        from reader.app.keyboard.waiting import HeldKeys

        return HeldKeys()

    @cached_property
    def surface(self) -> Surface:
        """What commands may ask of the window."""
        from reader.app.surface import Surface

        return Surface(self)

    @cached_property
    def exporter(self) -> Exporter:
        """Exports the article."""
        from reader.app.workbench.export import Exporter

        return Exporter(self.messages, self.post, self.folders.state)

    @property
    def commands(self) -> tuple[Command, ...]:
        """All that can be asked for."""
        return self.tools.commands

    @property
    def keymap(self) -> Keymap:
        """The keys that hold now."""
        return self.tools.keymap

    @property
    def dispatcher(self) -> Dispatcher:
        """From keys to commands."""
        return self.tools.dispatcher

    @property
    def desk(self) -> Desk:
        """What commands work on."""
        return self.tools.desk

    # -- opening -----------------------------------------------------------------------------------

    @property
    def is_free(self) -> bool:
        """Whether nothing is open here, nor on its way."""
        return not self.has_article and self.coming is None

    @property
    def is_waiting(self) -> bool:
        """Whether something is on its way that will be open here."""
        return self.coming is not None

    def is_on(self, path: Path) -> bool:
        """Whether the article of this resolved path is open here, or will be in a moment."""
        coming = self.coming.path if self.coming is not None else None
        is_coming = coming is not None and (coming == path or resolved(coming) == path)
        return is_coming or (self.has_article and self.session.article.path == path)

    def open(self, reading: Reading) -> None:
        """Show what was read, or why it could not be."""
        ready, was_coming = reading.ready, reading is self.coming
        if was_coming:
            self.coming = None
        if ready is None:
            if reading.problem is not None:
                self.hooks.refused(reading)
                self.messages.add(told(reading.problem), error=True)
                show_start(self)
            return
        if self.has_article:
            self.remembering.keep()
            self.keeper.close(self.session)
        if made(self, "surface"):
            self.surface.let_go()
        self.has_article = True
        self._take_up(ready)
        self.remembering.begin(ready.remembered)
        self.finishing.reading = reading
        session, window = self.session, self.window
        session.subscribe(self._changed)
        session.subscribe_status(self.keeper.show)
        window.setWindowTitle(f"{shown(session.article.name)} — Postil")
        window.setWindowFilePath(str(session.article.path))
        window.page.set_tagset(session.tagset)
        window.page.show_article(session.article, reading.hunks)
        window.page.set_annotations(session.annotations)
        window.show_page()
        if made(self, "follow"):
            self.follow.say("")
        if not was_coming:  # else they are about what was said since it is on its way
            self.messages.clear()
        for notice in session.notices:
            self.messages.add(told(notice))
        self.keeper.begin()
        self.looks_otherwise()
        window.page.select(0, 0, reveal=False)
        if window.isVisible() or self.was_shown:
            self.remembering.arrive()
            self.finishing.soon()

    def _page_works(self) -> None:
        """Say so before it does, for nothing is painted meanwhile."""
        if self.window.isVisible():
            self.follow.say(tr(PAGE_WORKS))
            self.window.status.repaint()

    def _changed(self, applied: Applied) -> None:
        if "follow" in self.__dict__:
            self.follow.changed(applied)
        else:  # what else shows them is still to be made
            self.window.page.set_annotations(applied.after, applied.touched)
        if applied.change.label == FROM_OTHERS:
            self.keeper.say_removed(applied)

    def can_run(self, command: Command) -> bool:
        """Whether a command does something now."""
        if not self.has_article and (command.context != "global" or command.needs_article):
            return command.id == "keys"
        return command.when(self.desk)

    # -- keys --------------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; while that is still being imported, later."""
        if self.finishing.prepares:
            self.held.hold(PREPARING)
            return self.held.take(event)
        return self.pressing.key(event)

    def context(self) -> str:
        """Where the focus is, as the keymap calls it."""
        window = self.window
        if window.page_has_focus or window.review_has_focus:
            return "page"
        if window.is_open("find_bar") and window.find_bar.field.hasFocus():
            return "find"
        if window.is_open("export_page") and window.export_page.hasFocus():
            return "export"
        if not window.is_open("panel"):
            return "global"
        return window.panel.context() or "global"

    def run(self, command_id: str) -> None:
        """Give a command."""
        command = self.tools.by_id[command_id]
        self.follow.say("")
        if not self.can_run(command) and not self.has_article:
            self.say(tr("There is no article here yet."))
            return
        self.quietly(lambda: command.run(self.desk))

    def quietly(self, work: Callable[[], None]) -> None:
        """Do `work`, during which the page's own signals are not the user's; what a user can cause is told."""
        from reader.annotations.acts import AmbiguousEntityError

        was_busy, self._busy = self._busy, True
        try:
            work()
        except UserError as problem:
            self.say(told(problem))
        except AmbiguousEntityError as question:
            self.say(
                trn(
                    "{count} entity is called {name}.",
                    "{count} entities are called {name}.",
                    len(question.candidates),
                    name=question.name,
                )
            )
        finally:
            self._busy = was_busy
            if self._stale:
                self.current_changed()
            elif not was_busy:
                self.follow.place()
                self.follow.hints()

    def pending_changed(self, pending: Pending) -> None:
        """Keys of a sequence were pressed, or it has ended."""
        self.follow.place()
        self.follow.hints()
        if pending.keys and self.context() == "claim-card":
            fields = {c: c.split(".")[1] for _, c in pending.follows if c.startswith("card.")}
            for name in list(fields.values())[:1]:
                self.window.panel.card.go_to(name)

    def key_missed(self, keys: tuple[str, ...]) -> None:
        """A key that cannot follow those pressed before it."""
        self.say(tr("{key} does nothing after {keys}, which is let go.", key=keys[-1], keys=" ".join(keys[:-1])))

    def say(self, message: str) -> None:
        """In the status line, until the next command."""
        self.follow.say(message)
        if self.was_shown and self.window.isHidden():
            self.news = message
            self.looks_otherwise()

    def current_changed(self) -> None:
        """Show what is current: at once, or when the command that is being run has ended."""
        self._stale = True
        if not self._busy:
            self._stale = False
            self.follow.current()

    # -- the page's own acts -----------------------------------------------------------------------

    @cached_property
    def dropping(self) -> Dropping:
        """What is dropped on the window."""
        from reader.app.workbench.dropping import Dropping

        return Dropping(self)

    @cached_property
    def pointed(self) -> Pointed:
        """What the mouse does on the page."""
        from reader.app.workbench.pointed import Pointed

        return Pointed(self)

    @property
    def busy(self) -> bool:
        """Whether a command is being run, so that what the page tells is not the user's own doing."""
        return self._busy

    def go_to(self, annotation: Annotation) -> None:
        """The caret on its words, and it is current."""
        from reader.app.commands.annotate import go_to

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
        if self.finishing.waits:  # its first frame comes before its hints
            return
        if isValid(self.window) and self.window.isVisible():  # a window that ends still loses its focus
            self.dispatcher.cancel()
            self.follow.hints()

    # -- things that take time ---------------------------------------------------------------------

    def read(self, find_path: Callable[[], Path]) -> None:
        """Read the article that `find_path` finds, on the reading thread, and open it."""
        self.begin(Reading(find_path, self.folders))

    def begin(self, reading: Reading) -> None:
        """Open what is being read when it is ready."""
        self.messages.clear()
        self.coming = reading
        reading.when_done(lambda done: self.post(lambda: self.open(done)))

    def export_by(self, put: Callable[[ExportJob], str], words: tuple[str, str], title: str) -> None:
        """Have `put` make something of the article on the exporting thread, see `Exporter.make`."""
        self.session.hurry()
        self.exporter.make(self.session, put, words, title)

    def stop_export(self) -> None:
        """Have an export that is under way end without a file, and an import without a change."""
        if made(self, "exporter"):
            self.exporter.stop()
        self.surface.stop_import()

    def keys_changed(self) -> None:
        """Arrow keys step by something else now: keys, menus and hints are made anew."""
        if made(self, "tools"):
            from reader.app.article.opening import keys_for

            self.tools.take_keys(keys_for(self.session.tagset, self.folders.config, self.hooks.settings.now.arrows))
            self.finishing.renew_menus()
            self.follow.hints()

    # -- look --------------------------------------------------------------------------------------

    def zoom(self, step: int) -> None:
        """Larger or smaller, as from the wheel."""
        self.surface.zoom(step)

    def set_zoom(self, percent: int) -> None:
        """Scale the whole window."""
        self.appearance.set_zoom(percent)


PAGE_WORKS = later("Laying out the article as far as there ...")
