"""Opening an article for a subcommand, saving it again, and finding annotations by id."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from reader.annotations.model import Annotation
from reader.app.commands import reserved_keys
from reader.app.wording.tr import told
from reader.cli.paths import path_of
from reader.cli.results import say
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.session import Opened, Session, read_article
from reader.sidecar.keeping.reading import NOT_CHANGED, BrokenSidecarError

LEAST_DIGITS = 6


def open_session(article: str) -> Session:
    """The session of an article. Raises UserError when it cannot be opened or its sidecar is broken.

    What is wrong with a tag set is said on stderr, and the default one is used.
    """
    opened = read_article(path_of(article), Folders.of_user(), reserved_keys)
    if opened.loaded.broken and opened.loaded.read_only is not None:
        raise with_way_back(opened, opened.loaded.read_only)
    for notice in opened.notices:
        say(told(notice), err=True)
    if opened.store.places.present() == opened.store.path:
        opened.store.places.note_seen()  # so that it is found again when the article is moved from here
    session = Session(opened)
    session.end_journal()
    if session.recovered:
        number = "1 change that was" if session.recovered == 1 else f"{session.recovered} changes that were"
        say(f"{number} not saved last time came back from the journal.", err=True)
    return session


def with_way_back(opened: Opened, problem: UserError) -> UserError:
    """What is wrong with a broken sidecar, and which command brings back its last version, if one is kept."""
    is_ours = isinstance(problem, BrokenSidecarError) and problem.remedy == NOT_CHANGED  # else it says what to do
    if not is_ours or not opened.store.backing_up.count():
        return problem
    way = worded(
        "It was not changed; {command} brings back the last version that is kept",
        command=f"postil restore {shlex.quote(str(opened.article.path))}",
    )
    return replace(problem, remedy=way)


def settled(article: str) -> str:
    """Have all annotations of an article in the sidecar where it stands now: what a crash or a move left behind, too.

    A sidecar that is broken, or not ours to change, stays as it is. Returns a sentence when they are still kept
    elsewhere. Raises UserError when the article cannot be opened, or nothing can be saved.
    """
    opened = read_article(path_of(article), Folders.of_user(), reserved_keys)
    if opened.loaded.read_only is not None:
        return opened.loaded.elsewhere
    session = Session(opened)
    session.end_journal()
    if session.store.places.is_left_behind or opened.loaded.elsewhere:
        session.keep_choices()
    status = session.close()
    if session.failure is not None:
        raise session.failure
    return status.message


@contextmanager
def changing(article: str) -> Iterator[Session]:
    """A session whose changes are in the sidecar when the block has ended. Raises UserError when they are not."""
    session = open_session(article)
    if session.read_only is not None:
        raise session.read_only
    try:
        yield session
        if session.store.places.is_left_behind:  # also what changes nothing is in the sidecar when it is done
            session.keep_choices()
    finally:
        status = session.close()
    if session.failure is not None:
        raise session.failure
    if status.said:
        say(" ".join(map(told, status.said)), err=True)


def annotation_of(session: Session, written: str) -> Annotation:
    """The annotation with this id, or with an id that begins with these six or more digits. Raises UserError."""
    known = session.annotations.annotations
    if written in known:
        return known[written]
    digits = re.sub(r"^urn:uuid:|-", "", written.casefold())
    if len(digits) < LEAST_DIGITS:
        raise UserError(
            worded("{written!r} is too short for an id", written=written),
            remedy=worded("Give {least} digits or more", least=LEAST_DIGITS),
        )
    found = [a for key, a in known.items() if re.sub(r"^urn:uuid:|-", "", key.casefold()).startswith(digits)]
    if len(found) != 1:
        what = (
            worded("{count} annotations have an id that begins with {written!r}", count=len(found), written=written)
            if found
            else ""
        )
        raise UserError(
            what or worded("There is no annotation {written!r} in {name}", written=written, name=session.article.name)
        )
    return found[0]
