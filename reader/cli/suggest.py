"""`postil suggest`: what could be tagged in an article, and tagging it."""

from __future__ import annotations

import click

from reader.annotations import acts
from reader.annotations.collection import Change
from reader.cli.articles import changing, open_session
from reader.cli.results import say, say_json
from reader.library.folder import entities_beside
from reader.session import Session
from reader.suggest.engine import suggestions
from reader.suggest.suggestion import Suggestion
from reader.visible import in_a_line


@click.command()
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")
@click.option("--accept", is_flag=True, help="Tag all of them.")
def suggest(article: str, as_json: bool, accept: bool) -> None:
    """List what could be tagged, with the layer that says so."""
    if accept:
        with changing(article) as session:
            found = _found(session)
            _accept(session, found)
    else:
        session = open_session(article)
        found = _found(session)
    text = session.article.text
    if as_json:
        rows = [
            {"type": s.type, "start": s.span.start, "end": s.span.end, "text": s.span.of(text), "layer": s.layer,
             "score": s.score} for s in found
        ]  # fmt: skip
        say_json(rows)
        return
    for each in found:
        say(f"{each.type}  {in_a_line(each.span.of(text))}  ({each.layer})")


def _found(session: Session) -> list[Suggestion]:
    known = [(entity.type, entity.name) for entity in entities_beside(session.article.path)]
    types = [entity_type.id for entity_type in session.tagset.types]
    return suggestions(session.article, session.annotations, types, known)


def _accept(session: Session, found: list[Suggestion]) -> None:
    """Tag them one after the other; where two entities bear the name, the words are left for a person to decide."""
    state = session.annotations
    steps: list[Change] = []
    for each in found:
        try:
            step = acts.tag(state, session.article.text, [each.span], each.type, session.stamp)
        except acts.AmbiguousEntityError:
            continue
        state = state.apply(step).after
        steps.append(step)
    annotations = tuple(pair for step in steps for pair in step.annotations)
    entities = tuple({pair[0]: pair for step in steps for pair in step.entities}.values())
    session.apply(Change("Accept suggestions", annotations, entities))
