"""The list of places to choose from: in the panel's column, its places marked on the page."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt

from reader.app.keyboard.keymap import Result
from reader.app.modes.reviewing import Review
from reader.app.surface.part import Part
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from reader.app.panels.review import ReviewPanel
    from reader.app.workbench.workbench import Workbench

AT_ONCE_CP = 100_000  # a name is looked for in as much within 1 ms, a thousand hits are gone through in 10
LOOKING = "looking"  # why keys are held
Found = TypeVar("Found")


class ReviewingPart(Part):
    """The list of places to choose from."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._review: Review | None = None
        self._scrolled = 0  # where the page stood before the list was opened
        self._awaited: object | None = None  # what is being looked for on a thread

    def show_review(self, review: Review) -> None:
        """The list beside the page, the current place in view."""
        self._bench.say("")
        window, is_new = self._window, not self._window.is_made("review")
        panel = window.review
        if is_new:
            self._connect(panel)
        is_opened = not panel.isVisible()
        self._review = review
        panel.show_review(review, self._bench.session.article.text, self._paragraph)
        if is_opened:
            self._scrolled = window.page.verticalScrollBar().value()
            if window.is_made("find_bar"):
                window.find_bar.setEnabled(False)  # what is listed stays what was found
            panel.show()
            window.arrange()
            panel.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        window.page.set_hits(review.spans, review.at if review.hits else None)
        if review.current is not None:
            span = review.current.span
            self._bench.desk.current = None  # what is tagged on these very words, if anything
            self._bench.select_quietly(span.start, span.end)
        self._bench.follow.place()
        self._bench.follow.hints()

    def _connect(self, panel: ReviewPanel) -> None:
        def doing(act: Callable[[Review], None]) -> None:
            review = self._review
            if review is not None and self._bench.desk.mode is review:
                self._bench.quietly(lambda: act(review))

        panel.went_to.connect(lambda number: doing(lambda review: review.go_to(number)))
        panel.toggled.connect(lambda number: doing(lambda review: review.toggle(number)))
        panel.all_wanted.connect(lambda: doing(Review.toggle_all))
        panel.scope_wanted.connect(lambda scope: doing(lambda review: review.look_in(scope)))
        panel.case_wanted.connect(lambda: doing(Review.turn_case))
        panel.endings_wanted.connect(lambda: doing(Review.turn_endings))
        panel.taken.connect(lambda: doing(Review.take))
        panel.left.connect(lambda: doing(lambda _review: self._bench.surface.back()))

    def _paragraph(self, position: int) -> int:
        places = self._bench.follow.places
        return max(1, bisect_right(places.paragraphs, position)) if places is not None else 0

    def close_review(self) -> None:
        """Panel and page stand as they did before."""
        self._review = None
        if self._window.is_made("review"):
            self._window.review.hide()
            if self._window.is_made("find_bar"):
                self._window.find_bar.setEnabled(True)
            self._window.arrange()
            self._window.page.verticalScrollBar().setValue(self._scrolled)  # one reads on where one was
            self._window.focus_page()
            self._bench.follow.word()

    def look_up(
        self, work: Callable[[], Found], then: Callable[[Found], None], words: str = "", *, is_long: bool | None = None
    ) -> None:
        """What is short is done at once. Else the window stays live and says what is done; keys wait."""
        bench = self._bench
        if not (len(bench.session.article.text) > AT_ONCE_CP if is_long is None else is_long):
            then(work())
            return
        bench.say(words or tr("Looking ..."))
        bench.held.hold(LOOKING)
        self._awaited = mine = object()

        def found(result: Found) -> None:
            if self._awaited is mine:
                self._awaited = None
                bench.say("")
                bench.quietly(lambda: then(result))
                if self._awaited is None:
                    bench.held.let_go(self._window, LOOKING)

        def look() -> None:
            result = work()
            bench.post(lambda: found(result))

        threading.Thread(target=look, name="postil-look", daemon=True).start()

    def _out_of_looking(self) -> bool:
        """Nothing comes of what is being looked for, nor of the keys pressed meanwhile."""
        was_awaited, self._awaited = self._awaited is not None, None
        if was_awaited:
            self._bench.held.forget(LOOKING)
            self._bench.say("")
        return was_awaited

    def means(self, names: Sequence[str]) -> str:
        """By the live keymap."""
        found = (self._bench.keymap.look_up((name,), "page") for name in names)
        return next((each.command_id for each in found if each.result is Result.MATCHED), "")
