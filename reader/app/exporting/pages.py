"""Has pages typeset on a thread, one at a time: what is wanted anew ends what is under way.

Knows no window; of Qt only pictures, which are read on the thread too.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QImage

from reader.app.start.crash import why_failed
from reader.app.wording.tr import told, tr
from reader.errors import UserError
from reader.export.job import Cancelled, ExportJob

MOST_KEPT = 12  # pictures, some 5 MB each
Shown = QImage | str
Make = Callable[[Callable[[], bool]], ExportJob]


class Wanted(NamedTuple):
    """A picture of `page` (from 0) of what `job(cancelled)` makes, `width_px` wide; `job` is called on the thread.

    `first` is equal for equal first pages, `whole` for equal documents.
    """

    job: Make
    width_px: int
    page: int
    first: Hashable
    whole: Hashable

    @property
    def key(self) -> Hashable:
        """Equal for equal pictures."""
        return (self.page, self.width_px, self.whole if self.page else self.first)


class Seen(NamedTuple):
    """What came of it: a picture, or words that say why there is none; the page, and how many there are if known."""

    shown: Shown
    page: int = 0
    pages: int = 0


class Pages:
    """Makes pictures. `post` brings what came of it to the thread that owns this; `state` keeps reports of faults.

    The first page is typeset alone, which takes no longer for a long article; another one with the whole document,
    which is kept as long as nothing else is chosen.
    """

    def __init__(self, post: Callable[[Callable[[], None]], None], state: Path, show: Callable[[Seen], None]) -> None:
        self._post, self._state, self._show = post, state, show
        self._kept: OrderedDict[Hashable, Seen] = OrderedDict()
        self._whole: tuple[Hashable, bytes, int] | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._next: Wanted | None = None

    def want(self, wanted: Wanted) -> bool:
        """Have this shown, at once if it was made before; else False, and later."""
        self.stop()
        if (kept := self._kept.get(wanted.key)) is not None:
            self._kept.move_to_end(wanted.key)
            self._show(kept)
            return True
        self._next = wanted
        self._begin()
        return False

    def stop(self) -> None:
        """Nothing is wanted any more; nothing is shown from now on."""
        self._next = None
        self._stop.set()

    def forget(self) -> None:
        """What was made before is not so any more."""
        self.stop()
        self._kept.clear()
        self._whole = None

    @property
    def busy(self) -> bool:
        """Whether something is being made."""
        return self._thread is not None

    def _begin(self) -> None:
        if self._thread is not None or self._next is None:
            return
        wanted, self._next = self._next, None
        stop = self._stop = threading.Event()

        def end(found: Seen | None) -> None:
            self._thread = None
            if found is not None and not stop.is_set():
                if isinstance(found.shown, QImage):
                    self._keep(wanted._replace(page=found.page).key, found)
                self._show(found)
            self._begin()

        def run() -> None:
            found = self._made(wanted, stop.is_set)
            self._post(lambda: end(found))

        self._thread = threading.Thread(target=run, name="postil-pages", daemon=True)
        self._thread.start()

    def _keep(self, key: Hashable, seen: Seen) -> None:
        self._kept[key] = seen
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _made(self, wanted: Wanted, stopped: Callable[[], bool]) -> Seen | None:
        try:
            return self._picture(wanted, stopped)
        except Cancelled:
            return None
        except UserError as problem:
            return Seen(told(problem), wanted.page)
        except BaseException as fault:  # what a library raises, be it no Exception: this thread has no other end
            return Seen(tr("There is no preview: {reason}.", reason=why_failed(self._state, fault)), wanted.page)

    def _picture(self, wanted: Wanted, stopped: Callable[[], bool]) -> Seen:
        from reader.export.pdf.preview import all_pages, first_page, picture_of

        whole = self._whole
        known = whole is not None and whole[0] == wanted.whole
        if not wanted.page:
            image = QImage.fromData(first_page(wanted.job(stopped), wanted.width_px))
            return Seen(image, 0, whole[2] if whole is not None and known else 0)
        if whole is None or not known:
            whole = self._whole = (wanted.whole, *all_pages(wanted.job(stopped)))
        page = min(wanted.page, whole[2] - 1)
        return Seen(QImage.fromData(picture_of(whole[1], page, wanted.width_px, stopped)), page, whole[2])
