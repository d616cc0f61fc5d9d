"""The messages of one window: one is shown, the others wait. `Esc` hides a message that has no other use for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.app.window.message import Answer, Message
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from reader.app.window.bar import MessageBar


class Messages:
    """Feeds the bar, which is made when it is first needed.

    `hidden` is called when the user hid a message, `changed` when another one is shown, or none.
    """

    def __init__(
        self, bar: Callable[[], MessageBar], hidden: Callable[[], None], changed: Callable[[], None] = lambda: None
    ) -> None:
        self._bar = bar
        self._shown: Message | None = None
        self._hidden, self._changed = hidden, changed
        self._waiting: list[Message] = []

    def add(
        self,
        text: str,
        *answers: Answer,
        error: bool = False,
        progress: float | None = None,
        first: bool = False,
    ) -> Message:
        """Show it after those that wait already, or before them."""
        message = Message(text, error=error, progress=progress)
        if not any(answer.key == "Esc" for answer in answers):
            answers = (*answers, Answer("Esc", tr("hide"), self._hide_shown))
        message = message._replace(answers=answers)
        self._waiting.insert(0 if first else len(self._waiting), message)
        self._show()
        return message

    def change(self, message: Message, text: str, *, progress: float | None) -> None:
        """Another text and progress for a message that is there; its place and answers stay."""
        for place, each in enumerate(self._waiting):
            if each.answers is message.answers:
                self._waiting[place] = each._replace(text=text, progress=progress)
        self._show()

    def remove(self, message: Message | None) -> None:
        """Away with it, changed or not."""
        if message is not None:
            self._waiting = [each for each in self._waiting if each.answers is not message.answers]
            self._show()

    def clear(self) -> None:
        """Away with all."""
        self._waiting = []
        self._show()

    @property
    def shown(self) -> Message | None:
        """The message that can be seen."""
        return self._shown

    def answer(self, key: str) -> bool:
        """Answer the message that is shown by a key; False when it has no such answer."""
        for each in self._shown.answers if self._shown else ():
            if each.key == key:
                each.do()
                return True
        return False

    def _hide_shown(self) -> None:
        self._waiting = self._waiting[1:]
        self._show()
        self._hidden()

    def _show(self) -> None:
        wanted = self._waiting[0] if self._waiting else None
        if wanted is not self._shown:
            self._shown = wanted
            self._bar().show_message(wanted)
            self._changed()
