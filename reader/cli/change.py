"""`postil edit` and `postil remove`: changing what is there, by id."""

from __future__ import annotations

import click

from reader.annotations import acts
from reader.annotations.fields import set_fields
from reader.cli.articles import annotation_of, changing
from reader.cli.text_type import TEXT
from reader.errors import UsageError, UserError, worded


@click.command(short_help="Set facts of an annotation.")
@click.argument("article")
@click.argument("annotation_id", metavar="ID")
@click.argument("assignments", metavar="FIELD=VALUE ...", nargs=-1, required=True, type=TEXT)
def edit(article: str, annotation_id: str, assignments: tuple[str, ...]) -> None:
    """Set facts of an annotation, by the names that `show --json` uses. An empty value takes a fact away."""
    values = {}
    for each in assignments:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise UsageError(worded("{written!r} is not FIELD=VALUE", written=each))
        values[name] = value
    with changing(article) as session:
        annotation = annotation_of(session, annotation_id)
        try:
            change = set_fields(
                session.annotations, session.article.text, annotation, values, session.tagset, session.stamp
            )
        except acts.AmbiguousEntityError as question:
            what = worded("{count} entities are called {name!r}", count=len(question.candidates), name=question.name)
            raise UserError(what, remedy="Set entity to the id of the one you mean first") from None
        session.apply(change)


@click.command()
@click.argument("article")
@click.argument("ids", metavar="ID ...", nargs=-1, required=True)
def remove(article: str, ids: tuple[str, ...]) -> None:
    """Remove annotations. Relations to a removed claim go with it."""
    with changing(article) as session:
        found = [annotation_of(session, written).id for written in ids]
        session.apply(acts.remove(session.annotations, found))
