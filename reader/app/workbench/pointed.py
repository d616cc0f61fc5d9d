"""`Pointed`: what the mouse does on the page, taken to the desk. The page tells; nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench


class Pointed:
    """The acts of the mouse on one workbench's page."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        page = bench.window.page
        page.selection_changed.connect(lambda _anchor, _caret: self._selected())
        page.selected.connect(self._give)
        page.margin_clicked.connect(self._go_to)
        page.taken.connect(self._make_current)
        page.end_dragged.connect(self._set_ends)
        page.menu_wanted.connect(self._open_menu)
        bench.window.menu_wanted.connect(lambda point: bench.surface.open_menu_at(point) if bench.has_article else None)
        page.margin_changed.connect(lambda: bench.follow.place())
        page.note_taken.connect(self._go_to)
        page.command_asked.connect(bench.run)
        page.note_opened.connect(self._change_note)

    def _selected(self) -> None:
        bench = self._bench
        if bench.busy or not bench.has_article:
            return
        bench.dispatcher.cancel()
        bench.follow.say("")
        bench.desk.goal_x = None
        bench.desk.growth.clear()
        bench.desk.set_current(None)

    def _give(self) -> None:
        """A type that is held goes on what was selected."""
        from reader.app.modes.held_type import Held
        from reader.app.modes.jump import Jump
        from reader.app.modes.moving_end import MovingEnd

        mode = self._bench.desk.mode if self._bench.has_article else None
        if isinstance(mode, Held | MovingEnd | Jump):
            self._bench.quietly(mode.give)

    def _make_current(self, annotation_id: str) -> None:
        desk = self._bench.desk
        self._bench.quietly(lambda: desk.set_current(annotation_id))

    def _open_menu(self, point: QPoint, position: int) -> None:
        """Right of what is selected or under the mouse; what was selected elsewhere is so no longer."""
        bench = self._bench
        if not bench.has_article:
            return
        if position >= 0:
            bench.quietly(lambda: self._turn_to(position))
        bench.surface.open_menu_at(point)

    def _turn_to(self, position: int) -> None:
        desk = self._bench.desk
        selected = desk.selected()
        if selected is None or not selected.start <= position < selected.end:
            desk.place_caret(position)
            here = desk.annotations_here() if desk.suggestions.at(position) is None else []
            desk.set_current(here[0].id if here else None)

    def _set_ends(self, annotation_id: str, fragment: int, start: int, end: int) -> None:
        from reader.annotations.ends import set_ends

        desk, session = self._bench.desk, self._bench.session
        annotation = session.annotations.annotations.get(annotation_id)
        if annotation is None:
            return
        change = set_ends(session.annotations, desk.text, annotation, fragment, Span(start, end), session.stamp)

        def put() -> None:
            if change and desk.apply(change) is not None:
                desk.set_current(annotation_id)

        self._bench.quietly(put)

    def _go_to(self, annotation_id: str) -> None:
        annotation = self._bench.session.annotations.annotations.get(annotation_id)
        if annotation is not None:
            self._bench.go_to(annotation)

    def _change_note(self, annotation_id: str) -> None:
        self._go_to(annotation_id)
        self._bench.run("note")
