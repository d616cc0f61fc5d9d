"""Tells how safe the annotations in one window are, and lets it close only when nothing is lost by it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shiboken6 import isValid

from reader.app.article.opening import Reading
from reader.app.window.message import Answer, Message
from reader.app.wording.tr import later, told, tr, trn
from reader.session import SaveState, SaveStatus

if TYPE_CHECKING:
    from reader.annotations.collection import Applied
    from reader.app.article.conflicted import Conflicted
    from reader.app.article.on_disk import OnDisk
    from reader.app.workbench.workbench import Workbench
    from reader.errors import UserError
    from reader.session import Session
    from reader.sidecar.backups.backups import Backup


class Keeper:
    """Keeps what one workbench works on."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._said = ""
        self._message: Message | None = None
        self._removed: Message | None = None
        self._was_broken = self._was_left = False
        self.on_disk: OnDisk | None = None
        self._conflicted: Conflicted | None = None
        self._close_anyway = False
        self._question: Message | None = None

    def begin(self) -> None:
        """Another article: nothing has been said about it yet, but what its status says at once."""
        self._said, self._message, self._question = "", None, None
        self._close_anyway = self._was_left = False
        self._conflicted = None
        self._look_no_more()
        self._was_broken = self._bench.session.broken
        self._say(self._bench.session.status)
        self.say_recovered()

    def say_recovered(self) -> None:
        """What came from the journal of a window that did not end as it should, or could not save."""
        count = self._bench.session.recovered
        if count:
            self._bench.messages.add(
                trn(
                    "{count} change that was not saved last time is back.",
                    "{count} changes that were not saved last time are back.",
                    count,
                )
            )

    def say_removed(self, by_others: Applied) -> None:
        """What another program took away: perhaps it was an old version that came over the new one."""
        count = sum(annotation is None for _, annotation in by_others.change.annotations)
        if count:
            one = later("{count} annotation was removed by another program. It is kept as an earlier version.")
            other = later("{count} annotations were removed by another program. They are kept as an earlier version.")
            key = next(iter(self._bench.keymap.keys_of("article.version")), "")
            back = Answer(key, tr("restore a version"), lambda: self._bench.run("article.version"))
            self._bench.messages.remove(self._removed)
            self._removed = self._bench.messages.add(trn(one, other, count), back)

    def say_conflicts(self) -> None:
        """What was changed on two sides, from now on; once the annotations are there."""
        if self._conflicted is None and not self._bench.session.loading:
            from reader.app.article.conflicted import Conflicted

            self._conflicted = Conflicted(self._bench)

    def show(self, status: SaveStatus) -> None:
        """In the status line, and what there is to say in the bar."""
        bench = self._bench
        bench.window.status.set_state(status.state)
        bench.looks_otherwise()
        if status.state is SaveState.SAVING:
            return  # how that went will be said
        if status.state is SaveState.SAVED:
            if self._question is not None:
                self._keep_open()
            if self.on_disk is not None:
                self.on_disk.try_again()
        self._say(status)
        if bench.session.broken != self._was_broken:
            self._was_broken = bench.session.broken
            bench.follow.hints()

    def _say(self, status: SaveStatus) -> None:
        """Once, as long as it holds; then away with it."""
        bench = self._bench
        if status.message != self._said:
            bench.messages.remove(self._message)
            self._said, self._message = status.message, None
            if status.message:
                is_error = status.state is not SaveState.SAVED
                self._message = bench.messages.add(_words(status), *self._ways_out(), error=is_error)

    def _ways_out(self) -> tuple[Answer, ...]:
        if not self._bench.session.broken:
            return ()
        keys = self._bench.keymap.keys_of("article.set-aside")
        aside = Answer(keys[0] if keys else "", tr("set aside"), self._set_aside_told)
        if self._bench.session.read_only is None:  # what the window holds is newer than any backup
            return (aside,)
        key = next(iter(self._bench.keymap.keys_of("article.version")), "")
        return Answer(key, tr("restore a version"), lambda: self._bench.run("article.version")), aside

    def _set_aside_told(self) -> None:
        self._bench.quietly(self.set_aside)

    def set_aside(self) -> None:
        """Rename the broken file. What the window holds goes into a new one; else the article is opened again."""
        bench, session = self._bench, self._bench.session
        if not session.broken:
            bench.say(tr("Only an annotations file that cannot be read is set aside."))
            return
        if session.read_only is None:
            session.set_aside(datetime.now())
            return
        path, stands = session.article.path, None

        def find_path() -> Path:
            nonlocal stands
            stands = session.set_aside(datetime.now())
            return path

        bench.messages.clear()
        reading = Reading(find_path, bench.folders)
        reading.when_done(lambda done: bench.post(lambda: self._go_on(done, stands)))

    def _go_on(self, reading: Reading, stands: Backup | None) -> None:
        """Open what stands there after a broken file was set aside, and tell what that is."""
        bench = self._bench
        bench.open(reading)
        if reading.ready is None:
            return
        if stands is None:
            bench.messages.add(
                tr("No earlier version of these annotations is kept; the broken file is, as it was."), first=True
            )
            return
        from reader.app.wording.versions import short_labels

        sentence = trn(
            "The version that stood until {time} stands again, with {count} annotation.",
            "The version that stood until {time} stands again, with {count} annotations.",
            stands.annotations,
            time=short_labels([stands])[0],
        )
        key = next(iter(bench.keymap.keys_of("article.version")), "")
        bench.messages.add(
            sentence, Answer(key, tr("restore another"), lambda: bench.run("article.version")), first=True
        )

    def left(self) -> None:
        """The window lost the focus: what is unsaved need not wait for a rest."""
        self._was_left = True
        if self._bench.has_article:
            self._bench.session.hurry()
            self._bench.remembering.keep()

    def entered(self) -> None:
        """The window has the focus again: others may have written meanwhile."""
        if self._was_left:
            self._bench.hooks.settings.look()
        if self._was_left and self._bench.has_article:
            self.watch()

    def watch(self) -> None:
        """Look what happens to the article's files, now and from now on; not before the first frame is there."""
        if self.on_disk is None:
            from reader.app.article.on_disk import OnDisk

            self.on_disk = OnDisk(self._bench)
        self.on_disk.look()
        self._bench.surface.look_around()

    def _look_no_more(self) -> None:
        if self.on_disk is not None:
            self.on_disk.stop()
            self.on_disk = None

    def may_close(self) -> bool:
        """Save everything; False, with the question in the bar, when that fails."""
        bench = self._bench
        if not bench.has_article:
            return True
        bench.stop_export()
        if bench.window.is_made("panel"):
            bench.window.panel.card.keep_typed()
        bench.surface.keep_typed()
        status = bench.session.save()
        if status.state in (SaveState.NOT_SAVED, SaveState.SAFE) and not self._close_anyway:
            self._close_anyway = True
            sys.stderr.write(f"{status.message}\n")
            keep = Answer("Esc", tr("keep open"), self._keep_open)
            later = status.state is SaveState.SAFE
            close = Answer("Ctrl+W", tr("close and save later") if later else tr("close without saving"), self._close)
            self._question = bench.messages.add(_words(status), *self._ways_out(), close, keep, error=True, first=True)
            return False
        bench.remembering.keep()
        self._look_no_more()
        self.close(bench.session)
        return True

    def close(self, session: Session) -> None:
        """All is saved: end it. That no backup of it could be kept is said where there is still somebody to hear it."""
        bench = self._bench

        def said(problem: UserError) -> None:
            sentence = told(problem)
            sys.stderr.write(f"{sentence}\n")
            bench.post(lambda: self._say_if_shown(sentence))

        session.close(said)

    def _say_if_shown(self, sentence: str) -> None:
        if isValid(self._bench.window):
            self._bench.messages.add(sentence, error=True)

    def _close(self) -> None:
        self._bench.window.close()

    def _keep_open(self) -> None:
        self._close_anyway = False
        question, self._question = self._question, None
        self._bench.messages.remove(question)


def _words(status: SaveStatus) -> str:
    """What it says, in the user's language."""
    return " ".join(map(told, status.said))
