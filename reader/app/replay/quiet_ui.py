"""A surface without a window: what only moves or shows something does nothing. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from reader.app.asking.choice import Choice
    from reader.app.modes.reviewing import Review

from reader.annotations.tagset import EntityType

Found = TypeVar("Found")


class QuietUi:
    """The requests of `Ui` that need no answer where there is nothing to see."""

    def finish_looking(self) -> None:
        """It is found at once."""

    def show_match(self) -> None:
        """There is no view to move."""

    def claim_go_to(self, row: str) -> None:
        """There are no rows to see."""

    def about(self) -> Sequence[tuple[str, str]]:
        """There is no program with folders."""
        return ()

    def copy(self, words: str) -> None:
        """There is no clipboard."""

    def open_address(self, address: str) -> None:
        """There is no browser."""

    def pane_step(self, by: int) -> None:
        """There are no rows."""

    def pane_take(self) -> None:
        """There are no rows."""

    def pane_turn(self, by: int) -> None:
        """There are no tabs."""

    def to_page(self) -> None:
        """The page has the keys."""

    def row_annotation(self) -> str:
        """There are no rows."""
        return ""

    def row_entity(self) -> str:
        """There are no rows."""
        return ""

    def sort_list(self) -> None:
        """There is no list."""

    def open_menu(self) -> None:
        """There is no screen to open it on."""

    def show_review(self, review: Review) -> None:
        """There is no list; the review itself says what is in it."""

    def close_review(self) -> None:
        """There is no list."""

    def look_up(
        self,
        work: Callable[[], Found],
        then: Callable[[Found], None],
        words: str = "",  # noqa: ARG002
        *,
        is_long: bool | None = None,  # noqa: ARG002
    ) -> None:
        """At once: nobody waits."""
        then(work())

    def begin_filter(self) -> None:
        """There is no list."""

    def filter_type(self, type_id: str) -> None:
        """There is no list."""

    def filter_state(self, state: str) -> None:
        """There is no list."""

    def list_states(self, states: Sequence[str]) -> None:
        """There is no list."""

    def keep_type(self, new: EntityType) -> None:
        """A tag set is made longer only where people can see it."""

    def open_outline(self) -> None:
        """There is no panel."""

    def open_entity(self, entity_id: str, row_id: str = "") -> None:
        """There is no panel."""

    def card_entity(self) -> str:
        """There is no card."""
        return ""

    def card_row(self) -> str:
        """There is no card."""
        return ""

    def chosen_mentions(self) -> frozenset[str]:
        """There is no card."""
        return frozenset()

    def choose_mention(self, mention_id: str) -> None:
        """There is no card."""

    def edit_fact(self, row_id: str, label: str, text: str, then: Callable[[str], None]) -> None:
        """There is no card."""

    def reread(self, encoding: str | None = None) -> None:
        """An article is read once; a chosen encoding is remembered for the next time."""

    def print_article(self) -> None:
        """`postil export` makes the file to print."""

    def restore_version(self) -> None:
        """`postil restore` does that."""

    def merge_copies(self) -> None:
        """`postil merge --copies` does that."""

    def has_copies(self) -> bool:
        """Nobody looks for them."""
        return False

    def take_over(self) -> None:
        """There is nothing to offer it."""

    def has_twin(self) -> bool:
        """Nobody looks for it."""
        return False

    def set_aside(self) -> None:
        """A broken file is not opened without a window."""

    def open_recent(self) -> None:
        """There is one article."""

    def has_left_open(self) -> bool:
        """What ended without a window left none."""
        return False

    def open_left(self) -> None:
        """There is one article."""

    def forget_recent(self) -> None:
        """Nothing is noted without a window."""

    def show_keys(self) -> None:
        """`postil keys` lists them."""

    def open_article(self) -> None:
        """One article is open, and stays."""

    def open_sample(self) -> None:
        """One article is open, and stays."""

    def close_article(self) -> None:
        """Saved when the run ends."""

    def quit(self) -> None:
        """The run ends with the script."""

    def zoom(self, step: int) -> None:
        """There is nothing to see."""

    def toggle_full_screen(self) -> None:
        """There is nothing to see."""

    def export_step(self, by: int) -> None:
        """There are no rows."""

    def export_turn(self, by: int) -> None:
        """Exported is with the defaults."""

    def export_page_turn(self, by: int) -> None:
        """There is no preview."""

    def export_reset(self) -> None:
        """Exported is with the defaults."""

    def ask_export_target(self) -> None:
        """Whoever runs it says where to."""

    def import_pdf(self) -> None:
        """`postil import` does that."""

    def has_export(self) -> bool:
        """What a run exports is its result."""
        return False

    def open_export(self) -> None:
        """There is nothing to see."""

    def show_export(self) -> None:
        """There is nothing to see."""

    def is_full_screen(self) -> bool:
        """There is nothing to see."""
        return False

    def next_pane(self) -> None:
        """There is one pane."""

    def toggle_panel(self) -> None:
        """There is no panel."""

    def is_panel_shown(self) -> bool:
        """There is no panel."""
        return False

    def names_for(self, name: str) -> Sequence[Choice]:  # noqa: ARG002 - as in a window
        """There is nothing to see, and so nothing to choose."""
        return ()

    def open_settings_folder(self) -> None:
        """There is no file manager."""

    def toggle_settings(self) -> None:
        """There is nothing to see."""

    def tab_count(self) -> int:
        """There is one article."""
        return 1

    def frame_count(self) -> int:
        """There is no window."""
        return 0

    def step_tab(self, by: int) -> None:
        """There is one article."""

    def show_tab(self, nth: int) -> None:
        """There is one article."""

    def list_tabs(self) -> None:
        """There is one article."""

    def move_tab(self, by: int) -> None:
        """There is one article."""

    def move_tab_out(self) -> None:
        """There is no window."""

    def merge_windows(self) -> None:
        """There is no window."""

    def close_other_tabs(self) -> None:
        """There is one article."""

    def close_all_tabs(self) -> None:
        """There is no window."""

    def has_closed(self) -> bool:
        """Nothing is closed here."""
        return False

    def reopen_closed(self) -> None:
        """Nothing is closed here."""

    def new_window(self) -> None:
        """There is no screen to open it on."""

    def show_article_folder(self) -> None:
        """There is no file manager."""
