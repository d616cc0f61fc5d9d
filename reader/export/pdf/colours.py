"""How each kind of annotation is drawn on paper: fill, line and pattern, from the tag set. Values only."""

from __future__ import annotations

from reader.annotations.model import Annotation, Claim, Mention
from reader.annotations.tagset import EntityType, TagSet
from reader.frozen import dataclass

ALPHA = 0.25  # of an entity's fill, as the default tag set was measured
CLAIM_ALPHA = 0.30
HIGHLIGHT_ALPHA = 0.55
THICKNESS = 0.9  # pt, of an entity's line; patterns below are in pt too
DASHES: dict[str, tuple[float, ...]] = {"dash": (3.4, 1.7), "dot": (1.0, 1.3), "dashdot": (3.4, 1.5, 1.0, 1.5)}


@dataclass(frozen=True, slots=True)
class Look:
    """Colours are `#rrggbb`; `pattern` is one of the tag set's underlines or "none"; `dash` and `thickness` in pt."""

    fill: str
    line: str
    alpha: float
    pattern: str
    dash: tuple[float, ...] = ()
    thickness: float = THICKNESS


UNSURE = Look("#5A5A5A", "#5A5A5A", 0, "none")  # of what stands for all that is uncertain


def look_of(annotation: Annotation, tagset: TagSet) -> Look:
    """How to draw it. A type that the tag set does not know is grey with a wave."""
    if isinstance(annotation, Mention):
        return type_look(tagset.type(annotation.type))
    if isinstance(annotation, Claim):
        return Look(tagset.claim_fill, tagset.claim_line, CLAIM_ALPHA, "solid", (), 0.5)
    return Look(tagset.claim_fill, tagset.claim_line, HIGHLIGHT_ALPHA, "none")


def type_look(entity_type: EntityType) -> Look:
    """How mentions of this type are drawn."""
    pattern = entity_type.underline
    return Look(entity_type.fill, entity_type.line, ALPHA, pattern, DASHES.get(pattern, ()))


def rgb(colour: str) -> tuple[float, float, float]:
    """`#rrggbb` as three numbers from 0 to 1, rounded so that they are short in a file."""
    red, green, blue = (round(int(colour[i : i + 2], 16) / 255, 3) for i in (1, 3, 5))
    return red, green, blue
