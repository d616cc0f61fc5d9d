"""When a window gets the focus back: takes in what happened to its files meanwhile. Watches nothing by itself."""

from __future__ import annotations

import hashlib
import threading
import time
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.app.window.message import Answer
from reader.app.wording.tr import later, tr
from reader.sidecar.durable import Signature, read_with_signature, signature_of
from reader.text.article import Article

if TYPE_CHECKING:
    from reader.app.window.message import Message
    from reader.app.workbench.workbench import Workbench


class Fate(StrEnum):
    """What became of an article's file, and the sentence for it; the time and what can be done are added."""

    SAME = ""
    CHANGED = later("The article changed on disk")
    GONE = later("The article is gone from its folder; annotations are still kept.")


class ArticleFile:
    """The file of an article that is open."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._signature: Signature | None = None
        self._fate = Fate.SAME

    @property
    def changed_s(self) -> float:
        """When the file was written last, in seconds since 1970; 0 when that cannot be told."""
        try:
            return self._article.path.stat().st_mtime
        except OSError:
            return 0.0

    def fate(self) -> Fate:
        """Compare it with what was opened: read only when its size or date is another; not for a GUI thread."""
        try:
            signature = signature_of(self._article.path)
            if signature is None:
                self._fate = Fate.GONE
            elif signature != self._signature:
                found = read_with_signature(self._article.path)
                data = found[0] if found is not None else b""
                same = hashlib.sha256(data).hexdigest() == self._article.sha256
                self._fate = Fate.SAME if same else Fate.CHANGED
            self._signature = signature
        except OSError:  # it can't be told: said before it stays said
            self._signature = None
        return self._fate


class Returning:
    """Looks after the files of the article in one window, each time it is asked to, on a thread of its own."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._session = bench.session
        self._file = ArticleFile(bench.session.article)
        self._said = Fate.SAME
        self._message: Message | None = None
        self._looking = False
        self._missing: Message | None = None  # that the annotations file is gone
        bench.session.subscribe_status(lambda _: self._say_missing(is_missing=self._session.vanished))

    def look(self) -> None:
        """Take in what others wrote into the sidecar; say what became of the article. Returns at once."""
        self._session.refresh()
        self._bench.surface.look_around()
        if not self._looking:
            self._looking = True
            threading.Thread(target=self._run, name="postil-look", daemon=True).start()

    def _run(self) -> None:
        fate, changed = self._file.fate(), self._file.changed_s
        is_missing = fate is not Fate.GONE and self._session.has_vanished()
        self._bench.post(lambda: self._say(fate, changed))
        self._bench.post(lambda: self._say_missing(is_missing=is_missing))

    def _say(self, fate: Fate, changed: float) -> None:
        self._looking = False
        bench = self._bench
        if fate is self._said or bench.session is not self._session:
            return
        bench.messages.remove(self._message)
        self._said, self._message = fate, None
        if fate is Fate.CHANGED:
            key = next(iter(bench.keymap.keys_of("article.reload")), "")
            at = time.strftime("%H:%M", time.localtime(changed)) if changed else ""
            what = tr("{what} at {time}.", what=tr(fate.value), time=at) if at else f"{tr(fate.value)}."
            shows = (
                tr("{key} shows it as it is now.", key=key) if key else tr("Reading it again shows it as it is now.")
            )
            sentence = f"{what} {shows}"
            self._message = bench.messages.add(
                sentence, Answer(key, tr("show it"), lambda: bench.run("article.reload"))
            )
        elif fate.value:
            self._message = bench.messages.add(tr(fate.value))

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
