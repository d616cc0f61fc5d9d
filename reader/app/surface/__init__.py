"""What commands may ask of the window (`reader.app.ui`), done with its parts."""

from __future__ import annotations

from collections.abc import Callable

from reader.app.surface.asking import AskingPart
from reader.app.surface.configuring import ConfiguringPart
from reader.app.surface.entity_card import EntityCardPart
from reader.app.surface.export_choices import ExportChoicesPart
from reader.app.surface.finding import FindingPart
from reader.app.surface.here import HerePart
from reader.app.surface.importing import ImportingPart
from reader.app.surface.keeping import KeepingPart
from reader.app.surface.listing import ListingPart
from reader.app.surface.opening import OpeningPart
from reader.app.surface.panes import PanesPart
from reader.app.surface.recents import RecentsPart
from reader.app.surface.rereading import RereadingPart
from reader.app.surface.reviewing import ReviewingPart
from reader.app.surface.tabs import TabsPart
from reader.app.surface.type_making import TypeMakingPart
from reader.app.surface.windowing import WindowingPart

__all__ = ["Surface"]


class Surface(
    FindingPart,
    ListingPart,
    PanesPart,
    ReviewingPart,
    EntityCardPart,
    AskingPart,
    ConfiguringPart,
    HerePart,
    KeepingPart,
    OpeningPart,
    RecentsPart,
    TabsPart,
    TypeMakingPart,
    RereadingPart,
    WindowingPart,
    ExportChoicesPart,
    ImportingPart,
):
    """The surface of one window."""

    def back(self) -> None:
        """One step out: of what lies over the page, of the panel, of a message, of the selection."""
        window, bench = self._window, self._bench
        ways_out = (
            self._out_of_looking, self._out_of_sheet, self._out_of_question, self._out_of_settings,
            self._out_of_export, self._out_of_mode, self._out_of_find, self._out_of_filter, self._out_of_panel,
        )  # fmt: skip
        if any(out() for out in ways_out) or bench.messages.answer("Esc"):
            pass
        elif window.is_narrow and window.panel_shown:
            self._leave_panel()
        elif not window.page_has_focus:
            window.focus_page()
        elif not self._out_of_card():
            bench.let_go()
        bench.follow.hints()

    def _out_of_card(self) -> bool:
        """From the page, while nothing is selected there: what stands instead of the lists."""
        window = self._window
        anchor, caret = self._bench.desk.page.selection()
        if anchor != caret or not window.panel_shown or window.panel.shows(window.panel.lists):
            return False
        if not self._bench.has_article:
            return False
        window.panel.show_lists()
        return True

    def let_go(self) -> None:
        """Out of everything that belongs to the article that was open: modes, questions, the find bar, the filter."""
        self._out_of_export()
        self._leave(self._out_of_looking, self._out_of_question, self._out_of_mode, self._out_of_find)
        self.forget_filter()

    def make_way(self) -> None:
        """Out of everything that lies over the page, stands in the panel's column or has the page's keys."""
        self._leave(
            self._out_of_looking, self._out_of_sheet, self._out_of_question, self._out_of_settings, self._out_of_mode,
            self._out_of_find,
        )  # fmt: skip

    def _leave(self, *ways_out: Callable[[], bool]) -> None:
        for out in ways_out:
            while out():
                pass

    def _out_of_mode(self) -> bool:
        return self._bench.desk.leave_mode()
