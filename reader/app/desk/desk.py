"""`Desk`: what a command works on - the session, the page with its selection, and ways to ask. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.annotations.collection import Applied, Change
from reader.annotations.model import Annotation, Claim, Mention
from reader.app.desk.hidden import hidden_as
from reader.app.modes.mode import Mode
from reader.app.ui import Ui
from reader.app.wording.tr import told
from reader.errors import UserError
from reader.session import Session
from reader.settings import Settings
from reader.text.spans import Span
from reader.text.words import next_word, previous_word, word_at

if TYPE_CHECKING:
    from reader.app.desk.suggested import Suggested
    from reader.suggest.suggestion import Suggestion


class Page(Protocol):
    """Where the caret is and what lies around it on the laid-out page. All positions are code points."""

    def selection(self) -> tuple[int, int]:
        """Anchor and caret; equal when nothing is selected."""

    def select(self, anchor: int, caret: int) -> None:
        """Select from anchor to caret and bring the caret into view."""

    def line_step(self, position: int, lines: int, goal_x: float | None) -> tuple[int, float]:
        """The position `lines` lines further down (negative: up) nearest to `goal_x`, and that x."""

    def line_ends(self, position: int) -> tuple[int, int]:
        """Start and end of the laid-out line at `position`."""

    def page_lines(self) -> int:
        """How many lines a page step moves."""

    def is_rtl_at(self, position: int) -> bool:
        """Whether reading goes from right to left there."""

    def set_hidden_types(self, hidden: frozenset[str]) -> None:
        """Draw nothing of these types; claims and highlights have ids of their own, see `app.hidden`."""

    def set_suggestions(self, source: Callable[[Span], Sequence[Suggestion]], current: Span | None) -> None:
        """Show what `source` suggests for what shows now, and for what is scrolled to; `current` stands out."""

    def preview(self, annotation: Annotation | None, span: Span | None) -> None:
        """Show an annotation as it would be, `span` being its fragment that changes; None: all as it is again."""

    def visible_span(self) -> Span:
        """The words of the lines that show whole."""

    def set_labels(self, labels: Sequence[tuple[Span, str]], typed: int = 0) -> None:
        """Show letters where these spans begin, the first `typed` of each as typed already; none: take them away."""


class LastTag(NamedTuple):
    """What was tagged last: the id of a type, or as `app.hidden` calls claims and highlights.

    `entity` is the id of the one that was chosen from a list, empty when nobody was asked.
    """

    what: str
    entity: str = ""


@dataclass
class Find:
    """What is being looked for and how, and where it was found; `is_cut` when there are more hits than these."""

    query: str = ""
    hits: tuple[Span, ...] = ()
    current: int | None = None
    match_case: bool = False
    whole_words: bool = False
    is_cut: bool = False


@dataclass
class Desk:
    """One article on the desk.

    `current` is the annotation that keys act on, `claim_at_hand` the claim that was current last, `fresh_claim`
    the one just made; `goal_x` is the column of Up and Down, `growth` the selections before it grew. A `mode`
    has the page's keys for a while; those `modes_below` come back when it ends. What is `hidden` is not on the
    page, so that no key acts on it there.
    """

    session: Session
    page: Page
    ui: Ui
    current: str | None = None
    goal_x: float | None = None
    find: Find = field(default_factory=Find)
    growth: list[tuple[int, int]] = field(default_factory=list)
    fresh_claim: str | None = None
    claim_at_hand: str | None = None
    last_tag: LastTag | None = None
    mode: Mode | None = None
    hidden: frozenset[str] = frozenset()
    modes_below: list[Mode] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    current_changed: Callable[[], None] = lambda: None

    @property
    def text(self) -> str:
        """The reading text."""
        return self.session.article.text

    @property
    def caret(self) -> int:
        """Where the caret is."""
        return self.page.selection()[1]

    @cached_property
    def suggestions(self) -> Suggested:
        """What is suggested."""
        from reader.app.desk.suggested import Suggested

        def allowed(type_id: str) -> bool:
            return type_id in self.session.tagset.by_id and type_id not in self.hidden

        return Suggested(self.session, allowed, lambda: self.settings.suggestions)

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion that keys act on: the one under a bare caret, as long as no annotation was made current."""
        if self.current is not None or self.selected() is not None:
            return None
        return self.suggestions.at(self.caret)

    def selected(self) -> Span | None:
        """What is selected, None when it is only a caret."""
        anchor, caret = self.page.selection()
        return Span(min(anchor, caret), max(anchor, caret)) if anchor != caret else None

    def target(self) -> Span | None:
        """What a tag would stand on: the selection without white space at its ends, else the word of the caret."""
        selected = self.selected()
        if selected is None:
            return self.word()
        words = selected.of(self.text)
        start = selected.start + len(words) - len(words.lstrip())
        end = selected.end - (len(words) - len(words.rstrip()))
        return Span(start, end) if start < end else None

    def word(self) -> Span | None:
        """The word a bare caret is on; behind a full stop or between two, the last one before it in its line."""
        text, caret = self.text, self.caret
        word = word_at(text, caret)
        if word is None:
            before, after = previous_word(text, caret), next_word(text, caret)
            if before is not None and "\n" not in text[before.end : caret]:
                return before
            if after is not None and "\n" not in text[caret : after.start]:
                return after
        return word

    def annotations_here(self) -> list[Annotation]:
        """What stands under a bare caret, innermost first; where nothing does, what stands on its word."""
        word, annotations = self.word(), self.session.annotations
        here = self._seen(annotations.at(self.caret))
        return here or (self._seen(annotations.at(word.start)) if word is not None else [])

    def _seen(self, annotations: list[Annotation]) -> list[Annotation]:
        return [a for a in annotations if hidden_as(a) not in self.hidden] if self.hidden else annotations

    def set_hidden(self, hidden: frozenset[str]) -> None:
        """Hide these types on the page and no others. What is hidden then is not current any more."""
        self.hidden = hidden
        self.page.set_hidden_types(hidden)
        self.suggestions.memory.types_changed()
        current = self.session.annotations.annotations.get(self.current or "")
        self.set_current(None if current is not None and hidden_as(current) in hidden else self.current)

    def place_caret(self, position: int) -> None:
        """Put a bare caret there; what is current follows from where it is."""
        self.growth.clear()
        self.page.select(position, position)
        self.set_current(None)

    def set_current(self, annotation_id: str | None) -> None:
        """Make this the annotation that keys act on (None: the innermost under the caret)."""
        self.current = annotation_id
        if isinstance(self.session.annotations.annotations.get(annotation_id or ""), Claim):
            self.claim_at_hand = annotation_id
        self.current_changed()

    def current_annotation(self) -> Annotation | None:
        """What keys act on: the one made current, else the one of exactly the selection, else the innermost here."""
        annotations = self.session.annotations
        if self.current is not None and self.current in annotations.annotations:
            return annotations.annotations[self.current]
        selected = self.selected()
        if selected is not None:
            exact = self._seen([a for s, a in annotations.overlapping(selected) if s == selected])
            return exact[0] if exact else None
        return next(iter(self.annotations_here()), None)

    def current_mention(self) -> Mention | None:
        """The mention that a type letter would retag."""
        annotation = self.current_annotation()
        if isinstance(annotation, Mention):
            return annotation
        if self.selected() is None and self.current is None:
            return next((a for a in self.annotations_here() if isinstance(a, Mention)), None)
        return None

    def current_claim(self) -> Claim | None:
        """The claim that claim keys act on."""
        annotation = self.current_annotation()
        if isinstance(annotation, Claim):
            return annotation
        return next((a for a in self.annotations_here() if isinstance(a, Claim)), None)

    def apply(self, change: Change, ready: Applied | None = None) -> Applied | None:
        """Make a change; what stands in its way is said, not raised. For `ready` see `Session.apply`."""
        try:
            applied = self.session.apply(change, ready)
        except UserError as problem:
            self.ui.tell(told(problem))
            return None
        self.suggestions.done_anew()
        if self.hidden and applied is not None:
            self._show_new(applied)
        return applied

    def _show_new(self, applied: Applied) -> None:
        """Nobody makes something and does not see it: a type of which there is a new one is hidden no longer."""
        before = applied.before.annotations
        made = {hidden_as(a) for key, a in applied.change.annotations if a is not None and _is_new(before.get(key), a)}
        if made & self.hidden:
            self.set_hidden(self.hidden - made)

    def enter(self, mode: Mode, *, over: bool = False) -> None:
        """Give the page's keys to `mode`. One that has them ends first, or with `over` has them again afterwards."""
        if over and self.mode is not None:
            self.modes_below.append(self.mode)
        else:
            while self.leave_mode():
                pass
        self.mode = mode

    def leave_mode(self) -> bool:
        """End the mode there is; whether there was one."""
        mode, self.mode = self.mode, None
        if mode is None:
            return False
        self.mode = self.modes_below.pop() if self.modes_below else None
        mode.ended()
        return True


def _is_new(before: Annotation | None, after: Annotation) -> bool:
    return before is None or hidden_as(before) != hidden_as(after)
