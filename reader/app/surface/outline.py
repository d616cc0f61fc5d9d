"""The outline of headings in the panel."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reader.app.surface.part import Part


class OutliningPart(Part):
    """The outline of headings in the panel."""

    def open_outline(self) -> None:
        """Instead of the lists; the panel is shown for it."""
        bench, panel = self._bench, self._window.panel
        self._window.show_panel()
        panel.outline.show_article(bench.session.article, bench.desk.caret)
        panel.show_part(panel.outline)
        panel.outline.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bench.follow.hints()

    def take_heading(self, row_id: str) -> None:
        """The caret goes to its words; the outline stays where there is room for it."""
        start = self._window.panel.outline.start_of(row_id)
        if start is None:
            return
        self._bench.quietly(lambda: self._bench.desk.place_caret(start))
        if self._window.is_narrow:
            self._window.hide_panel()
        self._window.focus_page()
        self._bench.follow.hints()
