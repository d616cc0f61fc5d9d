"""`postil show`: the annotations of an article as it is now, for people and for scripts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import click

from reader.annotations.conflicts import is_in_conflict
from reader.annotations.model import (
    Anchor,
    Annotation,
    Attribution,
    Claim,
    Evidence,
    Lost,
    Mention,
    Other,
    Placed,
    Relation,
    kind_of,
)
from reader.app.wording.tr import told
from reader.cli.articles import open_session
from reader.cli.results import say, say_json, say_text
from reader.session import Session
from reader.visible import in_a_line


@click.command(short_help="Show the annotations of an article.")
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for scripts.")
@click.option("--text", "as_text", is_flag=True, help="The reading text itself, in UTF-8.")
def show(article: str, as_json: bool, as_text: bool) -> None:
    """Show the annotations of an article, resolved against its words as they are now."""
    if as_json and as_text:
        raise click.UsageError("--json and --text exclude each other.")
    session = open_session(article)
    if as_text:
        say_text(session.article.text)
    elif as_json:
        say_json(described(session))
    else:
        _print(session)
        if session.elsewhere:
            say(told(session.elsewhere), err=True)


def described(session: Session) -> dict[str, Any]:
    """What `show --json` prints. Positions are code points of the reading text, `[start, end)`."""
    article, annotations = session.article, session.annotations
    path, sidecar = session.store.path, session.store.places.present()
    return {
        "article": {
            "path": _text(article.path),
            "format": article.format,
            "encoding": article.encoding,
            "language": article.likely_language or None,
            "sha256": article.sha256,
            "length": len(article.text),
            "title": article.title,
            "sidecar": _text(sidecar or path),
        },
        "entities": [
            {
                "id": entity.id,
                "type": entity.type,
                "name": entity.name,
                "aliases": list(entity.aliases),
                "wikidata": entity.wikidata or None,
                "mentions": [m.id for m in annotations.mentions_by_entity.get(entity.id, ())],
            }
            | ({"conflict": _conflict(entity.conflict, article.text)} if entity.conflict else {})
            for entity in annotations.entities.values()
        ],
        "annotations": [_annotation(a, article.text) for a in annotations.in_reading_order],
    }


def _annotation(annotation: Annotation, text: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": annotation.id,
        "kind": kind_of(annotation),
        "type": annotation.type if isinstance(annotation, (Mention, Relation)) else None,
        "entity": annotation.entity if isinstance(annotation, Mention) else None,
        "spans": [{"start": s.start, "end": s.end, "text": s.of(text)} for s in annotation.spans],
        "anchor": str(annotation.anchor),
        "note": annotation.note or None,
        "source": (annotation.source or None) if isinstance(annotation, Claim) else None,
        "verdict": (annotation.verdict or None) if isinstance(annotation, Claim) else None,
        "created": annotation.created or None,
        "modified": annotation.modified or None,
        "creator": annotation.creator or None,
    }
    if annotation.lost:
        quotes = [quote.exact for quote in annotation.lost]
        row["quote" if annotation.anchor is Anchor.ORPHAN else "lost"] = " … ".join(quotes)
    if isinstance(annotation, Mention):
        row |= {"mentionKind": annotation.kind, "metonym": annotation.metonym}
    elif isinstance(annotation, Claim):
        row |= _claim_facts(annotation, text)
    elif isinstance(annotation, Relation):
        row |= {"from": annotation.from_id, "to": annotation.to_id}
    elif isinstance(annotation, Other) and annotation.reason:
        row["reason"] = annotation.reason
    if annotation.conflict:
        row["conflict"] = _conflict(annotation.conflict, text)
    return row


_SHOWN = {  # facts in conflict, by the names they have in a row
    "claim_kind": "claimKind", "kind": "mentionKind",
    "source_reliability": "sourceReliability", "fragments": "spans", "to_id": "to",
}  # fmt: skip


def _conflict(pairs: Iterable[tuple[str, object]], text: str) -> dict[str, Any]:
    """What the other side states by the name of the fact; third values stand in a `conflict` inside."""
    found: dict[str, Any] = {}
    more = []
    for name, value in pairs:
        shown = _SHOWN.get(name, name)
        if shown in found:
            more.append((name, value))
        else:
            found[shown] = _stated(value, text)
    return found | ({"conflict": _conflict(more, text)} if more else {})


def _stated(value: object, text: str) -> Any:
    """A fact as the other side states it."""
    if isinstance(value, tuple):
        return [_stated(one, text) for one in value]
    if isinstance(value, Attribution):
        return _attribution(value, text)
    if isinstance(value, Evidence):
        return _evidence(value)
    if isinstance(value, Placed):
        return {"start": value.span.start, "end": value.span.end, "text": value.span.of(text)}
    return {"quote": value.quote.exact} if isinstance(value, Lost) else value


def _claim_facts(claim: Claim, text: str) -> dict[str, Any]:
    return {
        "voice": claim.voice or None,
        "claimKind": claim.claim_kind or None,
        "check": claim.check or None,
        "normalized": claim.normalized or None,
        "sourceReliability": claim.source_reliability or None,
        "credibility": claim.credibility or None,
        "likelihood": claim.likelihood or None,
        "attribution": [_attribution(a, text) for a in claim.attribution],
        "about": list(claim.about),
        "evidence": [_evidence(e) for e in claim.evidence],
    }


def _attribution(attribution: Attribution, text: str) -> dict[str, Any]:
    row: dict[str, Any] = {"role": attribution.role, "name": attribution.name, "entity": attribution.entity}
    for key, fragment in (("words", attribution.words), ("cue", attribution.cue)):
        if isinstance(fragment, Placed):
            span = fragment.span
            row[key] = {"start": span.start, "end": span.end, "text": span.of(text), "anchor": str(fragment.anchor)}
        elif fragment is not None:
            row[key] = {"quote": fragment.quote.exact, "anchor": str(Anchor.ORPHAN)}
    return row


def _evidence(evidence: Evidence) -> dict[str, str]:
    names = ("question", "answer", "url", "archived", "quote", "stance")
    return {name: getattr(evidence, name) for name in names if getattr(evidence, name)}


def _print(session: Session) -> None:
    text, annotations = session.article.text, session.annotations
    if not annotations.annotations:
        is_gone = session.store.places.present() is None and session.store.backing_up.count() > 0
        hint = " Earlier versions are kept: postil restore --list shows them." if is_gone else ""
        say(f"{session.article.name} has no annotations.{hint}", err=True)
    for annotation in annotations.in_reading_order:
        quotes = [span.of(text) for span in annotation.spans] or [quote.exact for quote in annotation.lost]
        words = " ".join(" … ".join(quotes).split())
        parts = [short_id(annotation.id), _what(annotation), words if len(words) <= 90 else words[:87] + "..."]
        if isinstance(annotation, Mention) and (entity := annotations.entities.get(annotation.entity or "")):
            parts.append("" if entity.name == words else f"= {entity.name}")
        if isinstance(annotation, Claim):
            parts += [f"by {annotation.source}" if annotation.source else "", annotation.verdict]
        if annotation.anchor is not Anchor.EXACT:
            parts.append(f"({annotation.anchor})")
        if is_in_conflict(annotations, annotation):
            parts.append("(in conflict)")
        say("  ".join(in_a_line(part) for part in [*parts, annotation.note] if part))


def _what(annotation: Annotation) -> str:
    return annotation.type if isinstance(annotation, (Mention, Relation)) else kind_of(annotation)


def short_id(annotation_id: str) -> str:
    """The end of an id that people can still tell apart: all of it but `urn:uuid:`."""
    return annotation_id.removeprefix("urn:uuid:")


def _text(path: os.PathLike[str]) -> str:
    """A path as JSON can hold it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
