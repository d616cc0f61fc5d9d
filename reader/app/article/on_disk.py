"""Looks after the files of the article in one window: what others do to them is shown as it happens."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from reader.app.article.article_file import ArticleFile, Fate, Look
from reader.app.article.watching import Watching
from reader.app.window.message import Answer
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from pathlib import Path

    from reader.app.window.message import Message
    from reader.app.workbench.workbench import Workbench

FREE_MS = 300  # how often it is looked whether the user has finished what an article read again would take away


class OnDisk:
    """What happens to article and sidecar is looked at on a thread: when they are written, and when one comes back."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._session = bench.session
        self._file = ArticleFile(bench.session.article, state=bench.folders.state, home=bench.folders.home)
        self._said = Look(Fate.SAME)
        self._message: Message | None = None
        self._missing: Message | None = None  # that the annotations file is gone
        bench.session.subscribe_status(lambda _: self._say_missing(is_missing=self._session.vanished))
        self._looking = self._wanted = False
        self._refused = ""  # the hash of what could not be taken in: it is not tried again until something happens
        article = bench.session.article.path
        self._watching = Watching((article, bench.session.store.path), self.look, bench)
        self._free = QTimer(bench, interval=FREE_MS, singleShot=True)
        self._free.timeout.connect(self._follow)

    def stop(self) -> None:
        """Another article is shown."""
        self._file.let_go()
        if isValid(self._watching):
            self._watching.stop()
            self._free.stop()

    def look(self) -> None:
        """Take in what others wrote into the sidecar; see what became of the article. Returns at once."""
        self._watching.renew()
        self._session.refresh()
        if self._looking:
            self._wanted = True
        else:
            self._looking = True
            threading.Thread(target=self._run, name="postil-look", daemon=True).start()

    @property
    def moved_to(self) -> Path | None:
        """Where the article's file is now, if it was renamed; None when it is in its place, or nobody knows."""
        return self._said.moved_to

    def try_again(self) -> None:
        """What could not be read again may be by now: annotations can be saved again."""
        if self._refused:
            self._refused = ""
            self.look()

    def _run(self) -> None:
        look = self._file.look()
        is_missing = look.fate not in (Fate.GONE, Fate.TRASHED) and self._session.has_vanished()
        self._bench.post(lambda: self._seen(look))
        self._bench.post(lambda: self._say_missing(is_missing=is_missing))

    def _seen(self, look: Look) -> None:
        self._looking = False
        bench = self._bench
        if bench.session is not self._session or not isValid(bench.window) or not isValid(self._watching):
            return  # what was watched is watched no longer
        if self._wanted or not look.at_rest:
            self._wanted = False
            self._watching.soon()
        if not look.at_rest or look == self._said:
            return
        self._said = look
        self._unsay()
        if look.fate is Fate.CHANGED or look.moved_whole:
            self._follow()
        elif look.moved_to is not None:
            self._offer_the_same(look)
        elif look.fate in (Fate.GONE, Fate.TRASHED):
            self._message = bench.messages.add(tr(look.fate.value))

    def _say_missing(self, *, is_missing: bool) -> None:
        """That somebody took the annotations file away, as long as it is so."""
        bench, session = self._bench, self._session
        if bench.session is not session or is_missing is (self._missing is not None):
            return
        bench.messages.remove(self._missing)
        self._missing = None
        if is_missing:
            sentence = tr(
                "{name} is gone from its folder. What is shown here is kept as an earlier version.",
                name=session.store.path.name,
            )
            key = next(iter(bench.keymap.keys_of("article.write")), "")
            answer = Answer(key, tr("write it again"), lambda: bench.run("article.write"))
            self._missing = bench.messages.add(sentence, answer)

    def _unsay(self) -> None:
        self._bench.messages.remove(self._message)
        self._message = None

    def _follow(self) -> None:
        """Show the article as it is now, and where it is, as soon as that takes nothing from the user's hands."""
        bench, look = self._bench, self._said
        if bench.session is not self._session or look.sha256 == self._refused != "":
            return
        if look.fate is not Fate.CHANGED and not look.moved_whole:
            return
        if not bench.surface.rereader.is_free():
            if self._message is None:
                self._message = bench.messages.add(self._waits_for_the_user())
            self._free.start()
            return
        self._unsay()
        if look.moved_whole:
            bench.surface.rereader.begin(path=look.moved_to, busy=self._free.start, unasked=True)
            return
        bench.surface.rereader.begin(changed_s=look.changed_s, failed=lambda: self._failed(look), busy=self._free.start)

    def _failed(self, look: Look) -> None:
        self._refused = look.sha256

    def _waits_for_the_user(self) -> str:
        from reader.app.article.rereading import changed_at, moved_words

        if self._said.moved_to is not None:
            what = moved_words(self._session.article.path, self._said.moved_to)
            return tr("{what}. The window follows it when what you are doing is done.", what=what)
        return tr(
            "{what}. It is shown as it is now when what you are doing is done.", what=changed_at(self._said.changed_s)
        )

    def _offer_the_same(self, look: Look) -> None:
        bench, path = self._bench, look.moved_to
        assert path is not None  # asked for before
        from reader.app.article.rereading import moved_words

        what = moved_words(self._session.article.path, path)
        sentence = tr("{what}; annotations are still kept.", what=what)
        key = next(iter(bench.keymap.keys_of("article.reload")), "")

        def go_on() -> None:
            self._unsay()
            bench.surface.rereader.begin(path=path)

        self._message = bench.messages.add(sentence, Answer(key, tr("go on there"), go_on))
