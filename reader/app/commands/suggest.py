"""Suggestions: going to them, accepting, rejecting, and whether they show."""

from __future__ import annotations

from reader.annotations import acts
from reader.annotations.collection import Change
from reader.annotations.model import Annotation, Entity
from reader.annotations.names import display_name, entities_named, name_key
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk, LastTag
from reader.app.wording.tr import later, tr, trn
from reader.suggest.suggestion import Suggestion
from reader.text.paragraphs import paragraph_at
from reader.text.spans import Span
from reader.text.words import previous_word

MOST_AT_ONCE = 500  # suggestions: a paragraph with more is no paragraph that anybody wrote
NOWHERE = later("Nothing is suggested here: Tab goes to the next suggestion.")


def go_to(desk: Desk, suggestion: Suggestion) -> None:
    """Put the caret on a suggestion, which makes it the current one."""
    desk.goal_x = None
    desk.place_caret(suggestion.span.start)


def _step(desk: Desk, forward: bool) -> None:
    here, selected, found = desk.suggestion, desk.selected(), desk.suggestions
    at = here.span.start if here is not None else selected.start if selected is not None else desk.caret
    beyond = found.after(at) if forward else found.before(at)
    again = beyond or (found.after(-1) if forward else found.before(len(desk.text)))
    if again is None:
        desk.ui.tell(_why_none(desk))
        return
    go_to(desk, again)
    if beyond is None:
        turned = tr("Once more at the start.") if forward else tr("Once more at the end.")
        desk.ui.tell(f"{turned} {found.in_words(again)}")


def _why_none(desk: Desk) -> str:
    if not desk.suggestions.shown:
        return tr("Suggestions are hidden: F8 shows them.")
    if desk.session.annotations.entities:
        return tr("Nothing more is suggested: no tagged name stands untagged.")
    return tr("Nothing is suggested yet: tag a name, and where it stands again is suggested.")


@command("suggestion.next", "Next suggestion", "Tab", menu="Tag")
def _next(desk: Desk) -> None:
    _step(desk, forward=True)


@command("suggestion.previous", "Previous suggestion", "Shift+Tab", menu="Tag")
def _previous(desk: Desk) -> None:
    _step(desk, forward=False)


@command("suggestion.accept", "Accept the suggestion", menu="Tag", when=lambda desk: desk.suggestion is not None)
def _accept(desk: Desk) -> None:
    accept(desk)


def accept(desk: Desk, type_id: str = "", chosen: Entity | None = None) -> None:
    """Tag the current suggestion as what it says, or as `type_id`, and go on to the next one."""
    suggestion = desk.suggestion
    if suggestion is None:
        desk.ui.tell(tr(NOWHERE))
        return
    type_id = type_id or suggestion.type
    label = tr("Tag {label}", label=desk.session.tagset.type(type_id).label)
    span, session = suggestion.span, desk.session
    known = _candidates(desk, suggestion) if type_id == suggestion.type and chosen is None else []
    if len(known) > 1:
        name = display_name(span.of(desk.text))
        desk.ui.choose_entity(name, known, lambda each: accept(desk, type_id, each))
        return
    entity = chosen or next(iter(known), None)
    try:
        change = acts.tag(session.annotations, desk.text, [span], type_id, session.stamp, entity=entity, label=label)
    except acts.AmbiguousEntityError as question:
        desk.ui.choose_entity(question.name, question.candidates, lambda each: accept(desk, type_id, each))
        return
    desk.last_tag = LastTag(type_id, chosen.id if chosen is not None else "")
    if desk.apply(change) is not None:
        _go_on(desk, span, next((key for key, made in change.annotations if made is not None), None))


def _candidates(desk: Desk, suggestion: Suggestion) -> list[Entity]:
    """The entities of that type that bear these words as a name, or that they stood for so far."""
    annotations = desk.session.annotations
    found = {e.id: e for e in entities_named(annotations, suggestion.type, suggestion.span.of(desk.text))}
    for key in sorted(desk.suggestions.memory.entities(suggestion)):
        entity = annotations.entities.get(key)
        if entity is not None and entity.type == suggestion.type:
            found[key] = entity
    return list(found.values())


def _go_on(desk: Desk, done: Span, annotation_id: str | None = None) -> None:
    """To the next suggestion; where there is none, stay on what was done last."""
    following = desk.suggestions.after(done.start)
    if following is not None:
        go_to(desk, following)
        return
    last = previous_word(desk.text, done.end)
    desk.goal_x = None
    desk.place_caret(last.start if last is not None and last.start >= done.start else done.start)
    desk.set_current(annotation_id)
    before = desk.suggestions.before(done.start)
    desk.ui.tell(tr("No suggestions are left.") if before is None else tr("No suggestions are left after this one."))


@command("suggestion.reject", "Reject the suggestion", "x", menu="Tag", when=lambda desk: desk.suggestion is not None)
def _reject(desk: Desk) -> None:
    suggestion = desk.suggestion
    if suggestion is None:
        desk.ui.tell(tr(NOWHERE))
        return
    desk.suggestions.reject(suggestion)
    _go_on(desk, suggestion.span)


@command("suggestion.accept.paragraph", "Accept all suggestions in this paragraph", "Shift+A", menu="Tag")
def _accept_paragraph(desk: Desk) -> None:
    """As one step; then the next suggestion is current, so that paragraph after paragraph is one key each."""
    here = paragraph_at(desk.session.article, desk.caret)
    found = desk.suggestions.within(here, MOST_AT_ONCE)
    change, unsure = _accepting(desk, found)
    if change:
        if desk.apply(change) is None:
            return
    elif not found:
        following = desk.suggestions.after(here.end) or desk.suggestions.after(-1)
        if following is not None:
            go_to(desk, following)
        if following is None:
            desk.ui.tell(tr("Nothing is suggested in this paragraph."))
        else:
            desk.ui.tell(tr("Nothing is suggested in this paragraph. This is the next one."))
        return
    if unsure:
        go_to(desk, unsure[0])
        told = later("{count} accepted; here more than one entity could be meant.")
        desk.ui.tell(trn(told, told, len(change.annotations)))
        return
    if len(found) == MOST_AT_ONCE:
        _go_on(desk, found[-1].span)
        desk.ui.tell(
            trn(
                "{count} accepted; this paragraph holds more.",
                "{count} accepted; this paragraph holds more.",
                MOST_AT_ONCE,
            )
        )
        return
    _go_on(desk, Span(max(here.end - 1, here.start), here.end) if len(here) else here)


def _accepting(desk: Desk, found: list[Suggestion]) -> tuple[Change, list[Suggestion]]:
    """One change that tags them all, and those of which nobody can say which entity is meant."""
    session = desk.session
    by_name: dict[tuple[str, str], list[Suggestion]] = {}
    for each in found:
        by_name.setdefault((each.type, name_key(each.span.of(desk.text))), []).append(each)
    annotations: list[tuple[str, Annotation | None]] = []
    entities: list[tuple[str, Entity | None]] = []
    unsure: list[Suggestion] = []
    for (type_id, _), same in by_name.items():
        spans, known = [each.span for each in same], _candidates(desk, same[0])
        if len(known) > 1:
            unsure += same
            continue
        entity = known[0] if known else None
        change = acts.tag(session.annotations, desk.text, spans, type_id, session.stamp, entity=entity)
        annotations += change.annotations
        entities += change.entities
    label = trn("Accept {count} suggestion", "Accept {count} suggestions", len(annotations))
    return Change(label, tuple(annotations), tuple(entities)), sorted(unsure, key=lambda each: each.span)


@command(
    "view.suggestions", "Show or hide suggestions", "F8", context="global", menu="View",
    is_on=lambda desk: desk.settings.suggestions, state=later("Suggestions"),
)  # fmt: skip
def _toggle(desk: Desk) -> None:
    shown = not desk.settings.suggestions
    desk.ui.change_setting("suggestions", shown)
    desk.set_current(desk.current)
    desk.ui.tell(tr("Suggestions are shown.") if shown else tr("Suggestions are hidden."))
