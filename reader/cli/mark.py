"""`postil tag`, `postil claim` and `postil highlight`: annotations on quoted words."""

from __future__ import annotations

from collections.abc import Callable

import click

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.fields import require
from reader.annotations.model import Annotation, Highlight, Mention
from reader.cli.articles import changing
from reader.cli.results import say
from reader.cli.text_type import TEXT
from reader.errors import UsageError, UserError, worded
from reader.text.quotes import find_quote
from reader.text.spans import Span

ARTICLE = click.argument("article")
QUOTE = click.option("--quote", required=True, type=TEXT, metavar="TEXT", help="The words, as they are read.")
NTH = click.option("--nth", type=click.IntRange(min=0), metavar="N", help="The N-th place of the quote, from 1.")
ALL = click.option("--all", "every", is_flag=True, help="Every place of the quote.")


@click.command()
@ARTICLE
@click.option("--type", "type_id", required=True, metavar="TYPE", help="The id of an entity type, such as PER.")
@QUOTE
@NTH
@ALL
@click.option("--entity", type=TEXT, metavar="NAME", help="The entity's name, where it is not the quote.")
def tag(article: str, type_id: str, quote: str, nth: int | None, every: bool, entity: str | None) -> None:
    """Tag words as an entity. Prints the id of each mention that carries the tag."""
    with changing(article) as session:
        require(type_id, [t.id for t in session.tagset.types], "entity type")
        spans = places(session.article.text, quote, nth, every)
        label = f"Tag {session.tagset.type(type_id).label}"
        before, text = session.annotations, session.article.text
        try:
            change = acts.tag(before, text, spans, type_id, session.stamp, entity=entity or None, label=label)
            session.apply(change)
        except acts.AmbiguousEntityError as question:
            what = worded(
                "{count} entities of type {type_id} are called {name!r}",
                count=len(question.candidates),
                type_id=type_id,
                name=question.name,
            )
            raise UserError(what, remedy="Say which one with --entity, or link the mention in the window") from None
        ids = _on(session.annotations, spans, lambda a: isinstance(a, Mention) and a.type == type_id)
    _print(ids)


@click.command()
@ARTICLE
@QUOTE
@NTH
@ALL
@click.option("--note", type=TEXT, default="", metavar="TEXT", help="A note on the highlight.")
def highlight(article: str, quote: str, nth: int | None, every: bool, note: str) -> None:
    """Highlight words without a type. Prints the id of each highlight."""
    with changing(article) as session:
        spans = places(session.article.text, quote, nth, every)
        session.apply(acts.highlight(session.annotations, spans, session.stamp, note=note))
        ids = _on(session.annotations, spans, lambda a: isinstance(a, Highlight) and (not note or a.note == note))
    _print(ids)


@click.command()
@ARTICLE
@click.option(
    "--quote",
    "quotes",
    required=True,
    multiple=True,
    type=TEXT,
    metavar="TEXT",
    help="The words; again for a fragment.",
)
@click.option(
    "--nth", "nths", type=click.IntRange(min=0), multiple=True, metavar="N",
    help="The N-th place of the quote in the same position; 0: there is one only.",
)  # fmt: skip
@click.option("--source", type=TEXT, default="", metavar="NAME", help="Who said it.")
@click.option("--verdict", default="", metavar="VERDICT", help="The id of a verdict, such as false.")
@click.option("--note", type=TEXT, default="", metavar="TEXT", help="A note on the claim.")
def claim(article: str, quotes: tuple[str, ...], nths: tuple[int, ...], source: str, verdict: str, note: str) -> None:
    """Make a claim of quoted words. Prints its id."""
    if len(nths) > len(quotes):
        raise UsageError(worded("There are {nths} --nth for {quotes} --quote", nths=len(nths), quotes=len(quotes)))
    with changing(article) as session:
        if verdict:
            require(verdict, [v.id for v in session.tagset.verdicts], "verdict")
        text = session.article.text
        spans = [places(text, q, n, False)[0] for q, n in zip(quotes, [*nths, *[0] * len(quotes)], strict=False)]
        for number, span in enumerate(spans):
            if any(span.overlaps(other) for other in spans[:number]):
                raise UserError(
                    worded(
                        "The fragment {quote!r} stands on words of another fragment of this claim",
                        quote=quotes[number],
                    )
                )
        change = acts.claim(session.annotations, spans, session.stamp, source=source, verdict=verdict, note=note)
        session.apply(change)
        facts = (tuple(spans), source, verdict, note)
        ids = [c.id for c in session.annotations.claims if (c.spans, c.source, c.verdict, c.note) == facts]
    _print(ids)


def places(text: str, quote: str, nth: int | None, every: bool) -> list[Span]:
    """The places of `quote` that are meant: all, the nth, or the only one. Raises UserError, UsageError."""
    if every and nth:
        raise UsageError("--nth and --all exclude each other")
    found = find_quote(text, quote)
    short = quote if len(quote) <= 60 else quote[:57] + "..."
    if not found:
        raise UserError(worded("The quote {quote!r} does not stand in the article", quote=short))
    if every:
        return found
    if nth:
        if nth > len(found):
            raise UserError(
                worded(
                    "The quote {quote!r} stands in the article {times}, not {nth} times",
                    quote=short,
                    times=_times(len(found)),
                    nth=nth,
                )
            )
        return [found[nth - 1]]
    if len(found) > 1:
        raise UserError(
            worded("The quote {quote!r} stands in the article {times}", quote=short, times=_times(len(found))),
            remedy="Say which with --nth",
        )
    return found


def _times(count: int) -> str:
    return worded("once") if count == 1 else worded("{count} times", count=count)


def _on(annotations: AnnotationSet, spans: list[Span], wanted: Callable[[Annotation], bool]) -> list[str]:
    """The ids of the annotations that are wanted on exactly these spans."""
    found = ((span, pair) for span in spans for pair in annotations.overlapping(span))
    return [annotation.id for span, (own, annotation) in found if own == span and wanted(annotation)]


def _print(ids: list[str]) -> None:
    """Results are printed when they are saved, not before."""
    for annotation_id in ids:
        say(annotation_id)
