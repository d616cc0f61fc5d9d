"""`Wanted`: which annotations a list is narrowed to - by words, type and state - and how that is said. Knows no Qt."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from reader.annotations.collection import AnnotationSet
from reader.annotations.conflicts import is_in_conflict
from reader.annotations.model import Annotation, Claim, Mention
from reader.annotations.tagset import TagSet
from reader.app.desk.hidden import hidden_as, label_of
from reader.app.wording.tr import later, tr

# id, key, what a menu says, what a sentence says
STATES = (
    ("exact", "e", later("On its own words"), later("exact")),
    ("moved", "m", later("Moved with its words"), later("moved")),
    ("fuzzy", "f", later("Unsure"), later("unsure")),
    ("orphan", "o", later("Orphan"), later("orphans")),
    ("note", "n", later("With a note"), later("with a note")),
    ("no-note", "b", later("Without a note"), later("without a note")),
    ("verdict", "v", later("Claims with a verdict"), later("with a verdict")),
    ("no-verdict", "w", later("Claims without a verdict"), later("without a verdict")),
    ("conflict", "c", later("In conflict"), later("in conflict")),
)
_ANCHORS = frozenset(("exact", "moved", "fuzzy", "orphan"))
_OPPOSITES = {"note": "no-note", "no-note": "note", "verdict": "no-verdict", "no-verdict": "verdict"}


class Wanted(NamedTuple):
    """A filter. Types and places are alternatives among themselves; all else has to hold together.

    `types` are ids as `app.hidden` has them, `states` those of STATES.
    """

    text: str = ""
    types: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text.split() or self.types or self.states)

    def with_type(self, type_id: str) -> Wanted:
        """That type too, or no longer."""
        return self._replace(types=self.types ^ {type_id})

    def with_state(self, state: str) -> Wanted:
        """That state too, or no longer; it takes the place of its opposite."""
        return self._replace(states=(self.states - {_OPPOSITES.get(state, "")}) ^ {state})

    def narrows(self, other: Wanted) -> bool:
        """Whether nothing can be wanted here that was not wanted there: more letters at the end of the same text."""
        same = (self.types, self.states) == (other.types, other.states)
        return same and self.text.startswith(other.text)

    def words(self, tagset: TagSet) -> str:
        """The filter in words: "Person, Claims · moved · with a note · “kim”"."""
        order = [*tagset.by_id]
        types = sorted(self.types, key=lambda t: (order.index(t) if t in order else len(order), t))
        anchors = [tr(words) for each, _, _, words in STATES if each in self.states & _ANCHORS]
        rest = [tr(words) for each, _, _, words in STATES if each in self.states - _ANCHORS]
        parts = [", ".join(label_of(tagset, t) for t in types), f" {tr('or')} ".join(anchors), *rest]
        return " · ".join(
            part for part in (*parts, f"“{' '.join(self.text.split())}”" if self.text.split() else "") if part
        )

    def test(self, annotations: AnnotationSet, text: str) -> Test:
        """A test that is made once for many annotations."""
        return Test(self, annotations, text)


class Test:
    """Whether annotations are wanted."""

    def __init__(self, wanted: Wanted, annotations: AnnotationSet, text: str) -> None:
        self._types, self._states = wanted.types, wanted.states
        self._anchors = wanted.states & _ANCHORS
        self._parts = fold(wanted.text).split()
        self._annotations, self._text = annotations, text

    def fits(self, annotation: Annotation) -> bool:
        """All that is asked for."""
        if self._types and hidden_as(annotation) not in self._types:
            return False
        if self._states and not self._in_state(annotation):
            return False
        return not self._parts or self._says(annotation)

    def _in_state(self, annotation: Annotation) -> bool:
        if self._anchors and annotation.anchor.value not in self._anchors:
            return False
        states = self._states
        if "conflict" in states and not is_in_conflict(self._annotations, annotation):
            return False
        if ("note" in states and not annotation.note) or ("no-note" in states and annotation.note):
            return False
        if "verdict" in states or "no-verdict" in states:
            return isinstance(annotation, Claim) and bool(annotation.verdict) == ("verdict" in states)
        return True

    def _says(self, annotation: Annotation) -> bool:
        """Every word that was typed stands in its words, its note, or the names that belong to it."""
        said = [span.of(self._text) for span in annotation.spans] or [quote.exact for quote in annotation.lost]
        said.append(annotation.note)
        if isinstance(annotation, Mention):
            entity = self._annotations.entities.get(annotation.entity or "")
            said += [entity.name, *entity.aliases] if entity is not None else []
        elif isinstance(annotation, Claim):
            said += [annotation.normalized, *(a.name for a in annotation.attribution)]
        folded = fold("\n".join(said))
        return all(part in folded for part in self._parts)


def fold(words: str) -> str:
    """Case and the ways to write an accent make no difference; white space is one space."""
    if words.isascii():
        return words.lower()
    return unicodedata.normalize("NFKC", words).casefold()
