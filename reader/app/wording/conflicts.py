"""What another side states differently, in words. Knows no Qt."""

from __future__ import annotations

from reader.annotations.conflicts import conflicts_of
from reader.annotations.model import Annotation, Attribution, Evidence, Lost, Placed
from reader.app.commands.card import FIELDS
from reader.app.panels.rows import Said, cut, short_label
from reader.app.wording.tr import later, tr

_LABELS = {field.attribute: field.label for field in FIELDS} | {
    "attribution": later("Who said it"),
    "evidence": later("Evidence"),
    "type": later("Type"),
    "entity": later("Entity"),
    "fragments": later("Words"),
    "name": later("Name"),
    "wikidata": later("Wikidata"),
    "kind": later("Kind"),
    "to_id": later("Other end"),
}
_VOCABULARIES = {field.attribute: field.vocabulary for field in FIELDS if field.vocabulary}


def conflict_words(said: Said, annotation: Annotation) -> list[tuple[str, str]]:
    """The label of each fact in conflict, and the other side's value."""
    return [
        (_label(name), cut(_words(said, name, value))) for name, value in conflicts_of(said.annotations, annotation)
    ]


def theirs_words(said: Said, annotation: Annotation) -> str:
    """All of them in a line: 'Verdict “False”, Note “Only KCNA has it.”'."""
    return ", ".join(f"{label} “{words}”" for label, words in conflict_words(said, annotation))


def _label(name: str) -> str:
    return tr(_LABELS[name]) if name in _LABELS else name.removeprefix("record.")


def _words(said: Said, name: str, value: object) -> str:
    if isinstance(value, tuple):
        return " · ".join(filter(None, (_part(said, one) for one in value))) or tr("none")
    if value in (None, ""):
        return tr("none")
    if name == "type":
        return said.tagset.type(str(value)).label
    if name == "entity":
        entity = said.annotations.entities.get(str(value))
        return entity.name if entity is not None else str(value)
    vocabulary = _VOCABULARIES.get(name, "")
    if vocabulary in said.tagset.vocabularies:
        return short_label(said.tagset.label_of(vocabulary, str(value)))
    return str(value)


def _part(said: Said, part: object) -> str:
    if isinstance(part, Attribution):
        return part.name or part.role
    if isinstance(part, Evidence):
        return part.question or part.answer or part.quote or part.url
    if isinstance(part, Placed):
        return f"“{part.span.of(said.text)}”"
    return f"“{part.quote.exact}”" if isinstance(part, Lost) else str(part)
