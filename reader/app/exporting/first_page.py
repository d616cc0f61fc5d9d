"""Has the first page typeset on a thread, one at a time: what is wanted anew ends what is under way.

Knows no window; of Qt only pictures, which are read on the thread too.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path

from PySide6.QtGui import QImage

from reader.app.start.crash import why_failed
from reader.app.wording.tr import told, tr
from reader.errors import UserError
from reader.export.job import Cancelled, ExportJob

MOST_KEPT = 12  # pictures, some 5 MB each
Shown = QImage | str


class FirstPage:
    """Makes pictures. `post` brings what came of it to the thread that owns this; `state` keeps reports of faults."""

    def __init__(self, post: Callable[[Callable[[], None]], None], state: Path, show: Callable[[Shown], None]) -> None:
        self._post, self._state, self._show = post, state, show
        self._kept: OrderedDict[Hashable, QImage] = OrderedDict()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._next: tuple[Callable[[Callable[[], bool]], ExportJob], int, Hashable] | None = None

    def want(self, job: Callable[[Callable[[], bool]], ExportJob], width_px: int, key: Hashable) -> bool:
        """Have the first page of `job(cancelled)` shown, at once if it was made before; else False, and later.

        `job` is called on the thread. `key` is equal for equal pictures.
        """
        self.stop()
        if key in self._kept:
            self._kept.move_to_end(key)
            self._show(self._kept[key])
            return True
        self._next = (job, width_px, key)
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

    @property
    def busy(self) -> bool:
        """Whether something is being made."""
        return self._thread is not None

    def _begin(self) -> None:
        if self._thread is not None or self._next is None:
            return
        (job, width_px, key), self._next = self._next, None
        stop = self._stop = threading.Event()

        def end(found: Shown | None) -> None:
            self._thread = None
            if found is not None and not stop.is_set():
                if isinstance(found, QImage):
                    self._keep(key, found)
                self._show(found)
            self._begin()

        def run() -> None:
            found = self._made(job, width_px, stop.is_set)
            self._post(lambda: end(found))

        self._thread = threading.Thread(target=run, name="postil-first-page", daemon=True)
        self._thread.start()

    def _keep(self, key: Hashable, image: QImage) -> None:
        self._kept[key] = image
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _made(
        self, job: Callable[[Callable[[], bool]], ExportJob], width_px: int, stopped: Callable[[], bool]
    ) -> Shown | None:
        from reader.export.pdf.preview import first_page

        try:
            image = QImage.fromData(first_page(job(stopped), width_px))
        except Cancelled:
            return None
        except UserError as problem:
            return told(problem)
        except BaseException as fault:  # what a library raises, be it no Exception: this thread has no other end
            return tr("There is no preview: {reason}.", reason=why_failed(self._state, fault))
        return image
