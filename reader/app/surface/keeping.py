"""Earlier versions of the annotations, conflict copies of them, and those of a copy of the article."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.app.asking.choice import Choice, Question
from reader.app.surface.part import Part
from reader.app.window.message import Answer, Message
from reader.app.wording.tr import tr, trn
from reader.app.wording.versions import WHY, short_labels
from reader.errors import UserError
from reader.sidecar.places.places import KEPT_NAME

if TYPE_CHECKING:
    from reader.annotations.collection import AnnotationSet
    from reader.app.workbench.workbench import Workbench
    from reader.session import Session
    from reader.sidecar.backups.backups import Backup, Backups
    from reader.sidecar.merging.absorb import Absorbed

Found = TypeVar("Found")


class _Around(NamedTuple):
    """What lies around the annotations of an article: conflict copies, and the sidecar of a copy of the article."""

    copies: tuple[Path, ...] = ()
    twin: Path | None = None
    is_left: bool = False  # the twin's article is gone: this is what became of it, perhaps
    versions: int = 0  # kept of annotations whose file is gone


class KeepingPart(Part):
    """Earlier versions of the annotations, conflict copies of them, and those of a copy of the article."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._around = _Around()
        self._of: Session | None = None
        self._offered: Message | None = None

    # -- looking around ----------------------------------------------------------------------------

    def look_around(self) -> None:
        """Look for copies on another thread, and offer in the bar what can be done with them. Returns at once."""
        session = self._bench.session
        if session.loading:
            return
        is_bare = not len(session.annotations) and session.read_only is None
        state = self._bench.folders.state

        def look() -> _Around:
            from reader.sidecar.places.copies import conflict_copies
            from reader.sidecar.places.moved import twins

            article = session.article
            copies = tuple(conflict_copies(article.path)) if not session.broken else ()
            found = sorted(twins(article, state), key=lambda t: t.article_is_gone) if is_bare else []
            twin, is_left = (found[0].sidecar, found[0].article_is_gone) if found else (None, False)
            if os.path.exists(session.store.path):  # noqa: PTH110  Path.exists raises where a name is too long
                session.store.places.note_seen()
            if not is_bare or twin is not None or session.store.places.present() is not None:
                return _Around(copies, twin, is_left)
            from reader.sidecar.keeping.twin import left_by_edited

            left = left_by_edited(article, session.store)
            return _Around(copies, left, left is not None, 0 if left else session.store.backing_up.count())

        self._in_background(look, lambda found: self._came(session, found), quietly=True)

    def _came(self, session: Session, found: _Around) -> None:
        bench = self._bench
        if session is not bench.session or (session is self._of and found == self._around):
            return
        self._of, self._around = session, found
        bench.messages.remove(self._offered)
        self._offered = None
        if found.copies:
            sentence = trn(
                "A sync tool left {count} conflict copy of the annotations of this article.",
                "A sync tool left {count} conflict copies of the annotations of this article.",
                len(found.copies),
            )
            self._offered = bench.messages.add(sentence, self._offer("article.copies", tr("merge")))
        elif found.twin is not None:
            name = _named(found.twin, session.article.path)
            sentence = tr("This article is a copy of {name}, which has annotations.", name=name)
            if found.twin.name == KEPT_NAME:
                sentence = tr("Annotations of an earlier {name} fit this article.", name=name)
            elif found.is_left:
                sentence = tr("{name} is gone, but its annotations fit this article.", name=name)
            self._offered = bench.messages.add(sentence, self._offer("article.twin", tr("take them over")))
        elif found.versions:
            sentence = tr("This article had annotations, whose file is gone; earlier versions are kept.")
            self._offered = bench.messages.add(sentence, self._offer("article.version", tr("restore a version")))

    def _offer(self, command_id: str, words: str) -> Answer:
        bench = self._bench
        key = next(iter(bench.keymap.keys_of(command_id)), "")
        return Answer(key, words, lambda: bench.run(command_id))

    def _forget_offer(self) -> None:
        self._bench.messages.remove(self._offered)
        self._around, self._offered = _Around(), None

    # -- conflict copies ---------------------------------------------------------------------------

    def has_copies(self) -> bool:
        """As was seen last."""
        return self._of is self._bench.session and bool(self._around.copies)

    def merge_copies(self) -> None:
        """In the background: all is saved first, and what comes in by it is taken in as others' changes are."""
        session, copies = self._bench.session, self._around.copies
        backups, state = self._backups(), self._bench.folders.state
        self._forget_offer()

        def merge() -> Absorbed:
            from reader.sidecar.merging.absorb import absorb_all

            session.flush()
            return absorb_all(copies, session.article.path, backups, state)

        self._in_background(merge, lambda found: self._merged(session, found))

    def _merged(self, session: Session, absorbed: Absorbed) -> None:
        bench = self._bench
        session.refresh()
        said = trn("{count} conflict copy merged.", "{count} conflict copies merged.", absorbed.merged)
        if absorbed.conflicts:  # how many stay undecided, and how they are decided, the bar says
            said += " " + tr("Where both differ, yours stands and theirs is kept with it.")
        bench.say(said)
        for problem in absorbed.problems:
            bench.messages.add(str(problem), error=True)

    # -- a copy of the article ---------------------------------------------------------------------

    def has_twin(self) -> bool:
        """As was seen last, while this article has no annotations of its own."""
        session = self._bench.session
        return self._of is session and self._around.twin is not None and not len(session.annotations)

    def take_over(self) -> None:
        """What is taken over is one change, which undo takes back."""
        session, twin = self._bench.session, self._around.twin
        if twin is None:
            return
        name = _named(twin, session.article.path)
        self._forget_offer()

        def read() -> AnnotationSet:
            from reader.sidecar.keeping.twin import annotations_of_twin

            return annotations_of_twin(twin, session.article, session.store)

        label = tr("Take over the annotations of {name}", name=name)
        self._in_background(read, lambda found: self._make(session, found, label))

    # -- earlier versions --------------------------------------------------------------------------

    def restore_version(self) -> None:
        """Those that are kept, the newest first."""
        session, backups, data = self._bench.session, self._backups(), self._bench.folders.data
        article = session.article

        def find() -> list[Backup]:
            from reader.sidecar.backups.restoring import earlier_versions

            return earlier_versions(backups, article.path, article.sha256, data)

        self._in_background(find, lambda found: self._choose(session, found))

    def _choose(self, session: Session, kept: list[Backup]) -> None:
        if not kept:
            self._bench.say(tr("No earlier version of these annotations is kept yet."))
            return
        choices = [
            Choice(
                backup.path.name,
                label,
                ", ".join((trn("{count} annotation", "{count} annotations", backup.annotations), tr(WHY[backup.why]))),
            )
            for backup, label in zip(kept, short_labels(kept), strict=True)
        ]
        by_name = {backup.path.name: (backup, choice.words) for backup, choice in zip(kept, choices, strict=True)}
        title = tr("Which version shall stand again?")
        self._bench.surface.pick(Question(title, choices, lambda name, _typed: self._restore(session, *by_name[name])))

    def _restore(self, session: Session, backup: Backup, label: str) -> None:
        if session.broken:
            self._restore_file(session, backup)
            return

        def read() -> AnnotationSet:
            return session.store.reader.read_version(backup.read(), label)

        self._in_background(read, lambda found: self._make(session, found, tr("Restore {time}", time=label)))

    def _restore_file(self, session: Session, backup: Backup) -> None:
        """In the place of a broken one, which gets a dated name; then the article is opened again."""
        bench, article, backups = self._bench, session.article, self._backups()

        def find_path() -> Path:
            from reader.sidecar.backups.restoring import restore

            restore(backups, backup, article.path, article.sha256, bench.folders)
            return article.path

        bench.messages.clear()
        bench.read(find_path)

    # -- how all of it is done ---------------------------------------------------------------------

    def _make(self, session: Session, wanted: AnnotationSet, label: str) -> None:
        """Have `wanted` stand, by one change."""
        from reader.sidecar.merging.difference import difference

        bench = self._bench
        if session is not bench.session:
            return
        change = difference(session.annotations, wanted, label)
        if not change:
            bench.say(tr("The annotations are as they were then."))
            return
        bench.desk.apply(change)
        if self._around.versions:
            self._forget_offer()
        key = next(iter(bench.keymap.keys_of("undo")), "")
        count = trn("{count} annotation", "{count} annotations", len(wanted))
        bench.say(tr("Now there: {count}. {key} takes that back.", count=count, key=key))

    def _backups(self) -> Backups:
        from reader.sidecar.backups.backups import Backups

        return Backups.of(self._bench.session.article, self._bench.folders.state)

    def _in_background(
        self, work: Callable[[], Found], then: Callable[[Found], None], *, quietly: bool = False
    ) -> None:
        """`work` on another thread, `then` on this one; what a user can understand of a failure is said."""
        bench = self._bench

        def run() -> None:
            try:
                found = work()
            except UserError as problem:
                said = str(problem)
                bench.post(lambda: bench.say(said))
            else:
                bench.post(lambda: then(found) if quietly else bench.quietly(lambda: then(found)))

        threading.Thread(target=run, name="postil-keep", daemon=True).start()


def _named(twin: Path, article: Path) -> str:
    """The article that `twin` is the sidecar of: its name, with its folder where this one is called the same."""
    if twin.name == KEPT_NAME:
        return article.name  # nothing else is known of a file that a sandbox was lent
    name = twin.name.removesuffix(".annotations.json")
    return name if name != article.name else f"{twin.parent.name}/{name}"
