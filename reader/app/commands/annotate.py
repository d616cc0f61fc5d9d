"""Tagging, retagging, highlighting, removing, notes, undo: what changes annotations from the page."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations import acts
from reader.annotations.collection import Applied, Change, reading_order
from reader.annotations.model import Annotation, Entity, Mention, Other, Relation, kind_of
from reader.annotations.tagset import EntityType
from reader.app.commands.large import worked_out
from reader.app.commands.meanwhile import Then, bring_back, set_aside, with_both
from reader.app.commands.registry import Command, command
from reader.app.commands.suggest import accept
from reader.app.desk.desk import Desk, LastTag
from reader.app.desk.hidden import HIGHLIGHTS, hidden_as
from reader.app.modes.reviewing import Review
from reader.app.wording.tr import later, tr
from reader.session import WorkedOut
from reader.text.spans import Span
from reader.text.words import previous_word

_KIND_WORDS = {"claim": later("claim"), "highlight": later("highlight"), "relation": later("relation")}


def tag_command(entity_type: EntityType) -> Command:
    """The command that tags with `entity_type`, or retags the mention that is current."""
    type_id = entity_type.id
    keys = (entity_type.key,) if entity_type.key else ()
    title = tr("Tag as {label}", label=entity_type.label)
    return Command(f"tag.{type_id}", title, lambda desk: tag_or_retag(desk, type_id), keys, menu="Tag")


def tag_or_retag(desk: Desk, type_id: str, entity: Entity | None = None) -> None:
    """Accept the current suggestion as this type, else retag the current mention, else tag the selection or word.

    With `entity`, which is of that type, it is a mention of this very one. While places are listed to choose from, tag
    the chosen ones.
    """
    if isinstance(desk.mode, Review):
        desk.mode.tag(type_id)
    elif desk.suggestion is not None:
        accept(desk, type_id, entity)
    else:
        _tag(desk, type_id, entity)


def _tag(desk: Desk, type_id: str, chosen: Entity | None) -> None:
    session = desk.session
    mention = desk.current_mention()
    label = session.tagset.type(type_id).label
    try:
        if mention is not None:
            change = acts.retag(
                session.annotations,
                desk.text,
                mention,
                type_id,
                session.stamp,
                entity=chosen,
                label=tr("Retag as {label}", label=label),
            )
            desk.apply(change)
            desk.set_current(mention.id)
            _remember(desk, type_id, chosen)
            return
        span = desk.target()
        if span is None:
            desk.ui.tell(tr("There is no word here to tag."))
            return
        change = acts.tag(
            session.annotations,
            desk.text,
            [span],
            type_id,
            session.stamp,
            entity=chosen,
            label=tr("Tag {label}", label=label),
        )
    except acts.AmbiguousEntityError as question:
        desk.ui.choose_entity(question.name, question.candidates, lambda entity: _tag(desk, type_id, entity))
        return
    made = next((key for key, annotation in change.annotations if annotation is not None), None)
    _remember(desk, type_id, chosen)
    if desk.apply(change) is not None:
        rest_on(desk, span, made)


def _remember(desk: Desk, type_id: str, chosen: Entity | None) -> None:
    desk.last_tag = LastTag(type_id, chosen.id if chosen is not None else "")


def rest_on(desk: Desk, span: Span, annotation_id: str | None) -> None:
    """A bare caret on the last word of `span`, so that the next step leaves it, with the new annotation current."""
    last = previous_word(desk.text, span.end)
    desk.place_caret(last.start if last is not None and last.start >= span.start else span.start)
    desk.set_current(annotation_id)


@command("highlight", "Plain highlight", "u", menu="Tag")
def highlight(desk: Desk) -> None:
    """Highlight the selection or the word, without a type."""
    span = desk.target()
    if span is None:
        desk.ui.tell(tr("There is no word here to highlight."))
        return
    desk.last_tag = LastTag(HIGHLIGHTS)
    change = acts.highlight(desk.session.annotations, [span], desk.session.stamp)
    made = next((key for key, _ in change.annotations), None)
    if desk.apply(change) is not None:
        rest_on(desk, span, made)


def has_current(desk: Desk) -> bool:
    """Whether there is an annotation for keys to act on."""
    return desk.current_annotation() is not None


@command("remove", "Remove the annotation", "Delete", menu="Edit", when=has_current)
def _remove(desk: Desk) -> None:
    annotation = desk.current_annotation()
    if annotation is None:
        desk.ui.tell(tr("There is no annotation here to remove: j goes to the next annotation."))
        return
    label = tr("Remove {what}", what=describe(desk, annotation))
    if desk.apply(acts.remove(desk.session.annotations, [annotation.id], label)) is not None:
        desk.set_current(None)
        desk.ui.tell(tr("Removed: {what}. Ctrl+Z brings it back.", what=describe(desk, annotation)))


def describe(desk: Desk, annotation: Annotation) -> str:
    """A mention's type or the word for its kind, as undo and messages name it."""
    if isinstance(annotation, Mention):
        return desk.session.tagset.type(annotation.type).label
    return tr(_KIND_WORDS.get(kind_of(annotation), later("other")))


@command("note", "Note", "t", menu="Tag", when=has_current)
def _note(desk: Desk) -> None:
    write_note(desk, desk.current_annotation())


def write_note(desk: Desk, annotation: Annotation | None) -> None:
    """Let the user write the note of an annotation."""
    if annotation is None or isinstance(annotation, (Other, Relation)):
        desk.ui.tell(tr("There is no annotation here to write a note on."))
        return
    then = Then.of(desk, annotation)

    def keep(note: str) -> None:
        if note == then.annotation.note or set_aside(desk, note):
            return
        bring_back(desk, then)
        now = desk.session.annotations.annotations.get(then.annotation.id)
        if now is not None and now.note != note:
            noted = replace(now, note=note, modified=desk.session.stamp.now())
            desk.apply(with_both(desk, Change(tr("Note"), ((noted.id, noted),)), then, "note"))

    desk.ui.ask_note(tr("Note on {what}", what=_named(desk, annotation)), annotation.note, keep, draft_of=annotation.id)


def _named(desk: Desk, annotation: Annotation) -> str:
    """Its kind, and the words it stands on."""
    words = " ".join(" … ".join(span.of(desk.text) for span in annotation.spans).split())
    shown = words if len(words) <= MOST_NAMED else words[: MOST_NAMED - 2] + " …"
    return f"{describe(desk, annotation)} “{shown}”" if shown else describe(desk, annotation)


MOST_NAMED = 48  # characters of an annotation's words above its note
_BEHIND_ALL_SPANS = (True,)  # in reading order


def _step(desk: Desk, forward: bool) -> None:
    ordered = desk.session.annotations.in_reading_order
    count = ordered.rank(_BEHIND_ALL_SPANS)
    current, step = desk.current_annotation(), 1 if forward else -1
    if current is not None and current.spans and hidden_as(current) not in desk.hidden:
        place = ordered.rank(reading_order(current)) + step
    else:
        first_after = min(ordered.rank((False, desk.caret + (not forward))), count)
        place = first_after if forward else first_after - 1
    for _ in range(count):  # only past those that are hidden
        found = ordered[place % count]
        if hidden_as(found) not in desk.hidden:
            go_to(desk, found)
            if not 0 <= place < count:
                desk.ui.tell(tr("Once more at the start.") if forward else tr("Once more at the end."))
            return
        place += step
    desk.ui.tell(tr("All annotations are hidden on the page.") if count else tr("There are no annotations yet."))


def go_to(desk: Desk, annotation: Annotation) -> None:
    """Put the caret on an annotation and make it current; an orphan has no place to go to."""
    if annotation.spans:
        desk.goal_x = None
        desk.place_caret(annotation.start)
    desk.set_current(annotation.id)


@command("annotation.next", "Next annotation", "j", menu="View")
def _next(desk: Desk) -> None:
    _step(desk, forward=True)


@command("annotation.previous", "Previous annotation", "k", menu="View")
def _previous(desk: Desk) -> None:
    _step(desk, forward=False)


@command("annotation.stack", "Next annotation stacked here", ";", menu="View", when=has_current)
def _stack(desk: Desk) -> None:
    """Round and round, the innermost first."""
    here = desk.annotations_here()
    if not here:
        desk.ui.tell(tr("Nothing is annotated here: j goes to the next annotation."))
        return
    ids = [a.id for a in here]
    current = desk.current_annotation()
    place = ids.index(current.id) + 1 if current is not None and current.id in ids else 0
    chosen = here[place % len(ids)]
    desk.set_current(chosen.id)
    words = describe(desk, chosen)
    what = f"{words[:1].upper()}{words[1:]}"
    desk.ui.tell(tr("{number} of {all} here: {what}", number=place % len(ids) + 1, all=len(ids), what=what))


def _can_undo(desk: Desk) -> bool:
    return bool(desk.session.history.undo_label) or desk.suggestions.rejected_last


def _can_redo(desk: Desk) -> bool:
    return bool(desk.session.history.redo_label) or desk.suggestions.taken_back_last


@command("undo", "Undo", "Ctrl+Z", context="global", menu="Edit", when=_can_undo)
def _undo(desk: Desk) -> None:
    if desk.suggestions.rejected_last:
        desk.place_caret(desk.suggestions.take_back().start)
        desk.ui.tell(tr("Undone: {label}.", label=tr("Reject the suggestion")))
        return
    label = tr(desk.session.history.undo_label)

    def undo(ready: WorkedOut | None) -> None:
        applied = desk.session.undo(ready)
        done = tr("Undone: {label}.", label=label) if applied else tr("There is nothing to undo.")
        _after_history(desk, done, applied)

    worked_out(desk, desk.session.history.next_step(redo=False), undo, tr("Undoing: {label} ...", label=label))


@command("redo", "Redo", "Ctrl+Y", "Ctrl+Shift+Z", context="global", menu="Edit", when=_can_redo)
def _redo(desk: Desk) -> None:
    if desk.suggestions.taken_back_last:
        desk.place_caret(desk.suggestions.reject_again().start)
        desk.ui.tell(tr("Done again: {label}.", label=tr("Reject the suggestion")))
        return
    label = tr(desk.session.history.redo_label)

    def redo(ready: WorkedOut | None) -> None:
        applied = desk.session.redo(ready)
        done = tr("Done again: {label}.", label=label) if applied else tr("There is nothing to do again.")
        _after_history(desk, done, applied)

    worked_out(desk, desk.session.history.next_step(redo=True), redo, tr("Doing again: {label} ...", label=label))


def _after_history(desk: Desk, sentence: str, applied: Applied | None) -> None:
    """Where one annotation changed, the caret goes there, so that it is seen."""
    if applied is not None:
        annotations = desk.session.annotations.annotations
        changed = [key for key, _ in applied.change.annotations]
        here = Span(desk.caret, desk.caret)
        if len(changed) == 1 and applied.touched and not any(span.covers(here) for span in applied.touched):
            desk.goal_x = None
            desk.place_caret(applied.touched[0].start)
            desk.set_current(changed[0] if changed[0] in annotations else None)
        if desk.current not in annotations:
            desk.set_current(None)
    desk.ui.tell(sentence)
