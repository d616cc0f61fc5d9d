"""`Review`: places of the article in a list, of which some are chosen and tagged at once. Knows no Qt.

While it lasts it has the page's keys. Nothing is changed before the user takes what is chosen, and leaving it puts
the selection back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Self

from reader.annotations import bulk
from reader.annotations.collection import AnnotationSet, Applied
from reader.annotations.model import Entity, Mention
from reader.annotations.names import display_name, entities_named
from reader.annotations.tagset import TagSet
from reader.app.keyboard.hint import Hint
from reader.app.wording.tr import later, tr, trn
from reader.text.occurrences import Rules
from reader.text.spans import Span
from reader.visible import shown

if TYPE_CHECKING:
    from reader.app.desk.desk import Desk

BEFORE_CP, AFTER_CP = 26, 70  # of context in a row
PAGE_ROWS = 10
_KEYS_THAT_STAY = ("palette", "keys", "back", "quit", "view.zoom", "view.theme", "view.full-screen", "article.")


class Scope(Enum):
    """Where is looked; the value is the word for it."""

    ARTICLE = later("Article")
    FROM_HERE = later("From here")
    PARAGRAPH = later("Paragraph")
    SELECTION = later("Selection")


class Hit(NamedTuple):
    """A place, and what its words are tagged as already, in words; empty when they are not."""

    span: Span
    taken: str = ""


class Hits(tuple[Hit, ...]):
    """Places in their order, with what a list of them needs: worked out where they are found, which may be a thread.

    `free` are the numbers of those that are not tagged yet.
    """

    spans: tuple[Span, ...]
    free: frozenset[int]

    def __new__(cls, hits: Iterable[Hit] = ()) -> Self:
        """These places."""
        made = super().__new__(cls, hits)
        made.spans = tuple(hit.span for hit in made)
        made.free = frozenset(n for n, hit in enumerate(made) if not hit.taken)
        return made


class Asked(NamedTuple):
    """Where is looked and by which rules."""

    scope: Scope = Scope.ARTICLE
    rules: Rules = Rules()


Search = Callable[[Asked], Hits]


class Review:
    """One list. `title` says of what; `entity` is what the chosen ones become (None: a type's letter says it).

    `search` may be asked again with another scope or other rules, away from the GUI thread; None when the hits stand.
    `ask_type` asks for a type where no letter was pressed, `ask_entity` for an entity. `bare` is what `Enter` does with
    the current place when none is chosen, `left` is told at the end whether something was done. New entities are
    called `name`, or by the words of the first chosen place.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        hits: Hits,
        *,
        name: str = "",
        entity: Entity | None = None,
        asked: Asked = Asked(),  # noqa: B008 - a value
        search: Search | None = None,
        scopes: Sequence[Scope] = (),
        all_chosen: bool = True,
        ask_type: Callable[[Callable[[str], None]], None],
        ask_entity: Callable[[Callable[[Entity], None]], None],
        bare: Callable[[Span], None] | None = None,
        left: Callable[[bool], None] = lambda _taken: None,
    ) -> None:
        self._desk, self.title, self.name, self.entity = desk, title, name, entity
        self.asked, self._search, self.scopes = asked, search, tuple(scopes)
        self._all_chosen, self._ask_type, self._ask_entity, self._left = all_chosen, ask_type, ask_entity, left
        self._bare = bare
        self._selection, self._current = desk.page.selection(), desk.current
        self._taken = False
        self.hits = Hits()
        self.chosen: set[int] = set()
        self.at = 0
        self._take_up(hits)

    def _take_up(self, hits: Hits) -> None:
        self.hits = hits
        self.chosen = set(hits.free) if self._all_chosen else set()
        at = bisect_left(hits.spans, min(self._selection), key=lambda span: span.start)
        self.at = at if at < len(hits) else 0

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the places are."""
        return self.hits.spans

    @property
    def is_searched(self) -> bool:
        """Whether scope and rules can be chosen."""
        return self._search is not None

    @property
    def count_words(self) -> str:
        """How many are chosen."""
        if not self.hits:
            return tr("nothing found")
        return tr("{number:,} of {all:,} chosen", number=len(self.chosen), all=len(self.hits))

    @property
    def current(self) -> Hit | None:
        """The place that is shown on the page."""
        return self.hits[self.at] if self.hits else None

    # -- Mode --------------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """How many are chosen of how many."""
        return self.count_words

    def hints(self) -> Sequence[Hint]:
        """What can be done with the list."""
        tags = bool(self.chosen) or self._bare is None
        words = tr("go there") if not tags else tr("tag as ...") if self.entity is None else tr("tag")
        take = Hint(("Enter",), words)
        return [
            Hint(("Up", "Down"), tr("place")),
            Hint(("Space",), tr("choose")),
            Hint(("Shift+Space",), tr("all or none")),
            take,
        ]

    def press(self, names: Sequence[str]) -> bool:
        """Keys of the list; letters that tag on the page tag the chosen ones, others do nothing."""
        steps = {"Up": -1, "k": -1, "Down": 1, "j": 1, "PgUp": -PAGE_ROWS, "PgDn": PAGE_ROWS}
        last = len(self.hits)
        steps |= {"Home": -last, "Ctrl+Home": -last, "End": last, "Ctrl+End": last}
        for name in names:
            scope = int(name) - 1 if name.isascii() and name.isdecimal() else -1
            if name in steps:
                self.step(steps[name])
            elif name == "Space":
                self.toggle(self.at)
            elif name in ("Shift+Space", "Shift+A"):
                self.toggle_all()
            elif name == "Enter":
                self.take()
            elif name == "Alt+C":
                self.turn_case()
            elif name == "Alt+E":
                self.turn_endings()
            elif 0 <= scope < len(self.scopes):
                self.look_in(self.scopes[scope])
            else:
                continue
            return True
        return self._press_command(names)

    def _press_command(self, names: Sequence[str]) -> bool:
        command_id = self._desk.ui.means(names)
        if command_id.startswith("tag."):
            self.tag(command_id.removeprefix("tag."))
        elif command_id == "link":
            self.link()
        return not command_id.startswith(_KEYS_THAT_STAY)

    def ended(self) -> None:
        """What was selected before comes back, and the list goes."""
        self._desk.page.select(*self._selection)
        self._desk.set_current(self._current)
        self._desk.ui.close_review()
        self._left(self._taken)

    # -- choosing ----------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """To another place."""
        self.go_to(max(0, min(self.at + by, len(self.hits) - 1)))

    def go_to(self, number: int) -> None:
        """Show this place."""
        if 0 <= number < len(self.hits):
            self.at = number
            self._desk.ui.show_review(self)

    def toggle(self, number: int) -> None:
        """Choose it, or no longer."""
        if 0 <= number < len(self.hits):
            self.chosen ^= {number}
            self._desk.ui.show_review(self)

    def toggle_all(self) -> None:
        """All of them, or none where all are chosen. What is tagged otherwise is chosen one by one alone."""
        free = self.hits.free or range(len(self.hits))
        self.chosen = set() if self.chosen.issuperset(free) else set(free)
        self._desk.ui.show_review(self)

    # -- looking again -----------------------------------------------------------------------------

    def look_in(self, scope: Scope) -> None:
        """Look there instead."""
        self._look(self.asked._replace(scope=scope))

    def turn_case(self) -> None:
        """Let case count no longer, or again."""
        rules = self.asked.rules
        self._look(self.asked._replace(rules=rules._replace(ignore_case=not rules.ignore_case)))

    def turn_endings(self) -> None:
        """Take other endings of the same words in, or not any more."""
        rules = self.asked.rules
        self._look(self.asked._replace(rules=rules._replace(endings=not rules.endings)))

    def _look(self, asked: Asked) -> None:
        search = self._search
        if search is None or asked == self.asked:
            return
        self.asked = asked

        def show(hits: Hits) -> None:
            if self._desk.mode is self and self.asked == asked:
                self._take_up(hits)
                self._desk.ui.show_review(self)

        self._desk.ui.look_up(lambda: search(asked), show)

    # -- taking ------------------------------------------------------------------------------------

    def take(self) -> None:
        """Tag the chosen ones: as the entity they were looked for, else as a type that is asked for."""
        if not self.chosen and self._bare is not None and self.current is not None:
            span, bare = self.current.span, self._bare
            self._taken = True
            self._desk.leave_mode()
            bare(span)
        elif not self.chosen:
            self.tell_none()
        elif self.entity is not None:
            self.tag_with(self.entity)
        else:
            self._ask_type(self.tag)

    def tell_none(self) -> None:
        """Say how places are chosen."""
        self._desk.ui.tell(tr("Nothing is chosen: Space chooses a place, Shift+Space all of them."))

    def tag(self, type_id: str) -> None:
        """Tag the chosen ones as the entity of that type and of the name looked for, which is made if there is none."""
        annotations, stamp = self._desk.session.annotations, self._desk.session.stamp
        own = self.entity
        if own is not None and own.type == type_id:
            self.tag_with(own)
            return
        if not self.chosen:
            self.tell_none()
            return
        first = self.spans[min(self.chosen)]
        name = own.name if own is not None else self.name or display_name(first.of(self._desk.text))
        same = entities_named(annotations, type_id, name)
        if len(same) > 1:
            self._desk.ui.choose_entity(name, same, self.tag_with)
        else:
            self.tag_with(same[0] if same else Entity(stamp.new_id(), type_id, name))

    def link(self) -> None:
        """Tag the chosen ones as mentions of an entity that is asked for."""
        if self.chosen:
            self._ask_entity(self.tag_with)
        else:
            self.tell_none()

    def tag_with(self, entity: Entity) -> None:
        """Tag the chosen ones as mentions of `entity`, as one step, and leave."""
        if not self.chosen:
            self.tell_none()
            return
        desk, annotations = self._desk, self._desk.session.annotations
        chosen, all_spans = frozenset(self.chosen), self.spans

        def work() -> Applied:
            spans = [all_spans[n] for n in sorted(chosen)]
            change = bulk.tag_all(annotations, desk.text, spans, entity, desk.session.stamp)
            one, other = later("Tag {count} mention of {name}"), later("Tag {count} mentions of {name}")
            label = trn(one, other, len(change.annotations), name=entity.name)
            return annotations.apply(replace(change, label=label))

        def make(ready: Applied) -> None:
            if desk.mode is not self:
                return  # left while a long article was gone through
            if desk.session.annotations is not annotations:
                self.tag_with(entity)  # something else came in meanwhile
                return
            change, label = ready.change, ready.change.label
            applied = desk.apply(change, ready)
            if applied is None and change:
                return  # read-only, which was said
            self._taken = True
            desk.leave_mode()
            if applied:
                desk.ui.tell(tr("Done: {label}.", label=label))
            else:
                desk.ui.tell(tr("All of them are {name} already.", name=entity.name))

        one, other = later("Tagging {count:,} mention ..."), later("Tagging {count:,} mentions ...")
        desk.ui.look_up(work, make, trn(one, other, len(chosen)))


def hits_of(
    annotations: AnnotationSet, tagset: TagSet, text: str, spans: Sequence[Span], entity: Entity | None = None
) -> Hits:
    """`spans` with what stands on their words; those that belong to a mention of `entity` are left out."""
    found = []
    for span in spans:
        mentions = [a for _, a in annotations.overlapping(span) if isinstance(a, Mention)]
        if entity is not None and any(m.entity == entity.id for m in mentions):
            continue
        found.append(Hit(span, _taken(annotations, tagset, text, span, mentions)))
    return Hits(found)


def _taken(annotations: AnnotationSet, tagset: TagSet, text: str, span: Span, mentions: Sequence[Mention]) -> str:
    if not mentions:
        return ""
    mention = min(mentions, key=lambda m: (m.spans != (span,), len(m.spans[0]), m.id))
    label = tagset.type(mention.type).label
    entity = annotations.entities.get(mention.entity or "")
    name = entity.name if entity is not None else mention.spans[0].of(text)
    return f"{label}: {name}" if mention.spans == (span,) else tr("in {name} ({label})", name=name, label=label)


def context_of(text: str, span: Span) -> tuple[str, int, int]:
    """The words around `span` on its line, and where it begins and ends in them."""
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - BEFORE_CP)
    left = text[begin : span.start]
    if begin > 0 and text[begin - 1] != "\n" and " " in left:
        left = "… " + left.partition(" ")[2]
    right = text[span.end : span.end + AFTER_CP].partition("\n")[0]
    left, own, right = (shown(part.replace("\n", " ").replace("\t", " ")) for part in (left, span.of(text), right))
    return f"{left}{own}{right}", len(left), len(left) + len(own)
