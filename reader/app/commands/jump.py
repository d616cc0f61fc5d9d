"""Jump hints: every word that shows gets a label, and typing it goes there."""

from __future__ import annotations

from collections.abc import Callable

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.modes.held_type import Held
from reader.app.modes.jump import Jump
from reader.app.wording.tr import tr
from reader.text.spans import Span
from reader.text.words import word_at, words_in


def targets(desk: Desk) -> list[Span]:
    """The words that show. Of words that stand together without a space, every second one: labels need room."""
    found: list[Span] = []
    for word in words_in(desk.text, desk.page.visible_span()):
        if not found or found[-1].end < word.start:
            found.append(word)
    return found


def begin(desk: Desk, words: str, then: Callable[[Desk, Span], None]) -> None:
    """Label the words that show; `then` gets the one that is typed. With Shift, the selection reaches to it."""
    shown = targets(desk)
    if not shown:
        desk.ui.tell(tr("There are no words to jump to here."))
        return

    def chosen(n: int, go: Callable[[Desk, Span], None]) -> None:
        go(desk, shown[n])
        if isinstance(desk.mode, Held):
            desk.mode.give()

    over = isinstance(desk.mode, Held)  # a held type: what is jumped to gets it
    desk.enter(Jump(desk, shown, words, lambda n: chosen(n, then), lambda n: chosen(n, reach)), over=over)


def take(desk: Desk, word: Span) -> None:
    """Select a word."""
    desk.growth.clear()
    desk.goal_x = None
    desk.page.select(word.start, word.end)
    desk.set_current(None)


def reach(desk: Desk, word: Span) -> None:
    """Extend the selection, or the word of the caret, so that it ends with `word` or begins with it."""
    here = desk.selected() or word_at(desk.text, desk.caret) or Span(desk.caret, desk.caret)
    desk.growth.clear()
    desk.goal_x = None
    if word.start < here.start:
        desk.page.select(here.end, word.start)
    else:
        desk.page.select(here.start, word.end)
    desk.set_current(None)


@command("jump", "Select a word by the letters on it", "h", menu="Edit")
def _jump(desk: Desk) -> None:
    begin(desk, tr("Type the letters on a word; with Shift to select as far as it."), take)


@command("jump.extend", "Select as far as a word by the letters on it", "Shift+H", menu="Edit")
def _jump_extend(desk: Desk) -> None:
    begin(desk, tr("Type the letters on the word to select as far as."), reach)
