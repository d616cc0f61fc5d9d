"""All other mentions: the places where an entity's names stand untagged, in a list to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from reader.annotations.model import Entity, Mention
from reader.annotations.names import display_name, entities_named
from reader.app.asking.choice import Question
from reader.app.commands.link import ask_entity, ask_type, entity_choices
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.modes.reviewing import Asked, Hits, Review, Scope, hits_of
from reader.app.wording.tr import tr
from reader.text.occurrences import occurrences
from reader.text.paragraphs import paragraph_at
from reader.text.spans import Span

LONGEST_NAME_CP = 120  # a longer selection, or one of several lines, is a place to look in and not a name


@command("mentions", "All other mentions ...", "a", menu="Tag")
def _mentions(desk: Desk) -> None:
    mention, selected = desk.current_mention(), desk.selected()
    if mention is not None:
        review_mention(desk, mention)
    elif selected is not None and (len(selected) > LONGEST_NAME_CP or "\n" in selected.of(desk.text)):
        _in_selection(desk, selected)
    else:
        suggestion = desk.suggestion
        span = suggestion.span if suggestion is not None else desk.target()
        name = display_name(span.of(desk.text)) if span is not None else ""
        if not name:
            desk.ui.tell(tr("There is no word here to look for."))
            return
        same = entities_named(desk.session.annotations, suggestion.type, name) if suggestion is not None else []
        if len(same) == 1:
            review(desk, same[0].name, (same[0].name, *same[0].aliases, name), same[0])
        else:
            review(desk, name, (name,))


def review_mention(desk: Desk, mention: Mention) -> None:
    """The other places of the mention's entity: its name, its aliases and the mention's own words."""
    entity = desk.session.annotations.entities.get(mention.entity or "")
    words = display_name(mention.spans[0].of(desk.text)) if mention.spans else ""
    if entity is None:
        review(desk, words, (words,))
    else:
        review(desk, entity.name, (entity.name, *entity.aliases, words), entity)


def _in_selection(desk: Desk, selected: Span) -> None:
    entities = entity_choices(desk)
    if not entities:
        desk.ui.tell(tr("There is no entity yet whose mentions could be looked for in the selection."))
        return

    def look(entity_id: str, _typed: str) -> None:
        entity = desk.session.annotations.entities.get(entity_id)
        if entity is not None:
            review(desk, entity.name, (entity.name, *entity.aliases), entity, selected)

    desk.ui.pick(Question(tr("Mentions in the selection of"), entities, look))


def review(
    desk: Desk, name: str, names: Sequence[str], entity: Entity | None = None, selected: Span | None = None
) -> None:
    """Look for `names`, and list what is found; one sentence when there is nothing."""
    session = desk.session
    here = min(desk.page.selection())
    within: dict[Scope, Callable[[], Span | None]] = {  # paragraphs of a long article are looked for on the thread
        Scope.ARTICLE: lambda: None,
        Scope.FROM_HERE: lambda: Span(here, len(desk.text)),
        Scope.PARAGRAPH: lambda: paragraph_at(session.article, here),
    }
    if selected is not None:
        within[Scope.SELECTION] = lambda: selected
    names = [each for each in names if each.strip()]

    def search(asked: Asked) -> Hits:
        language = session.article.likely_language if asked.rules.endings else ""
        spans = occurrences(desk.text, names, asked.rules, language, within[asked.scope]())
        return hits_of(session.annotations, session.tagset, desk.text, spans, entity)

    asked = Asked(Scope.SELECTION if selected is not None else Scope.ARTICLE)

    def show(hits: Hits) -> None:
        if not hits:
            if selected is not None:
                desk.ui.tell(tr("“{name}” stands nowhere else in the selection.", name=name))
            else:
                desk.ui.tell(tr("“{name}” stands nowhere else in this article.", name=name))
            return
        shown = Review(
            desk, name, hits, name=name, entity=entity, asked=asked, search=search, scopes=tuple(within),
            ask_type=partial(ask_type, desk, name), ask_entity=partial(ask_entity, desk, name),
        )  # fmt: skip
        desk.enter(shown)
        desk.ui.show_review(shown)

    desk.ui.look_up(lambda: search(asked), show)
