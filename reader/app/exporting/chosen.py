"""What is chosen for a PDF in the window: the rows that show it, what a step makes of it, and how it is remembered.

Types are remembered by what is left out: another article has others, and a new one is never left out unasked.
Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from reader.annotations.collection import AnnotationSet
from reader.annotations.tagset import TagSet
from reader.app.wording.tr import later, tr
from reader.errors import UsageError, UserError, worded
from reader.export.pdf.included import types_of
from reader.export.pdf.options import AS_DESIGNED, CHOICES, Choice, PdfOptions, options_of, words_of

WITHOUT = "without"  # the word for types that are left out
ALL_INSIDE = later("The article and all its annotations, also those that are left out here.")
TYPE = "type:"  # begins the name of a type's row


class Chosen(NamedTuple):
    """All choices. `options` names no types; those `without` are left out. `usual` is what holds unless chosen."""

    options: PdfOptions = PdfOptions()
    without: frozenset[str] = frozenset()
    usual: PdfOptions = PdfOptions()

    def of(self, annotations: AnnotationSet, tagset: TagSet) -> PdfOptions:
        """The options for these annotations. Looks at each of them where a type is left out."""
        if not self.without:
            return self.options
        return replace(self.options, types=tuple(t for t in types_of(annotations, tagset) if t not in self.without))


class Row(NamedTuple):
    """One choice as it is shown. `below`: it belongs to the one above; `steps`: it has a next value."""

    name: str
    title: str
    says: str
    words: str
    as_designed: bool
    below: bool = False
    steps: bool = True


def rows(chosen: Chosen, types: Iterable[tuple[str, str]]) -> list[Row]:
    """The choices that mean something now; `types` are those of the article, by id and label."""
    found = []
    for choice in CHOICES:
        options = chosen.options
        if choice.kind == "types" or (choice.name in ("verdicts", "numbers") and not options.claims):
            continue
        if choice.name == "codes" and not options.mentions:
            continue
        value = getattr(chosen.options, choice.name)
        designed = value == getattr(chosen.usual, choice.name)
        says = tr(ALL_INSIDE) if choice.name == "files" and _is_less(chosen) else tr(choice.says)
        found.append(Row(choice.name, tr(choice.title), says, tr(_said(choice, value)), designed))
        if choice.name == "mentions" and value:
            for type_id, label in types:
                shown = type_id not in chosen.without
                found.append(Row(TYPE + type_id, label, "", tr("on") if shown else tr("off"), shown, below=True))
    return found


def _is_less(chosen: Chosen) -> bool:
    """Whether annotations, or what they say, are left out of what is seen."""
    seen = ("mentions", "claims", "highlights", "notes", "verdicts")
    return bool(chosen.without) or not all(getattr(chosen.options, name) for name in seen)


def _said(choice: Choice, value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return dict(choice.values)[str(value)]


def turned(chosen: Chosen, name: str, by: int) -> Chosen:
    """With the value of this row `by` steps further: a switch turned, the next of several."""
    if name.startswith(TYPE):
        return chosen._replace(without=chosen.without ^ {name.removeprefix(TYPE)})
    choice = next(each for each in CHOICES if each.name == name)
    value = getattr(chosen.options, name)
    if choice.kind == "switch":
        return _with(chosen, name, not value)
    keys = [key for key, _ in choice.values]
    return _with(chosen, name, keys[(keys.index(value) + by) % len(keys)])


def designed(chosen: Chosen, name: str) -> Chosen:
    """With the value that this row has unless told."""
    if name.startswith(TYPE):
        return chosen._replace(without=chosen.without - {name.removeprefix(TYPE)})
    return _with(chosen, name, getattr(chosen.usual, name))


def _with(chosen: Chosen, name: str, value: object) -> Chosen:
    values: dict[str, Any] = {name: value}
    return chosen._replace(options=replace(chosen.options, **values))


def written(chosen: Chosen) -> str:
    """The choices as one line of a settings file: "paper=letter notes=no without=DATE,ORG"; empty for all designed."""
    words = words_of(chosen.options, chosen.usual)
    if chosen.without:
        words[WITHOUT] = ",".join(sorted(chosen.without))
    return " ".join(f"{name}={value}" for name, value in words.items())


def read(line: str, usual: PdfOptions = AS_DESIGNED) -> tuple[Chosen, list[UserError]]:
    """The choices of such a line, others as `usual`; a word that means nothing (any more) is told and left out."""
    good: dict[str, str] = {}
    without: frozenset[str] = frozenset()
    problems: list[UserError] = []
    for word in line.split():
        name, equals, value = word.partition("=")
        if equals and name == WITHOUT:
            without = frozenset(part for part in value.split(",") if part)
            continue
        try:
            if not equals or name == "types":
                raise UsageError(word)
            options_of({name: value})
        except UsageError:
            problems.append(
                UserError(
                    worded(later("{word} in the settings is no choice for a PDF"), word=word),
                    remedy=later("The default holds"),
                )
            )
        else:
            good[name] = value
    return Chosen(options_of(good, usual=usual), without, usual), problems
