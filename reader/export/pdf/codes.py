"""Letters that tell types apart without colour: a small one under each mention, where its line begins.

They are strokes and no text, so that nobody finds or copies them among the article's words. Pure, but for the forms
that a document shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.model import Annotation, Mention
from reader.annotations.tagset import EntityType, TagSet
from reader.export.pdf.drawing import LINE_INSET_PT, line_below, number, place
from reader.export.pdf.geometry import Box

if TYPE_CHECKING:
    import pikepdf

# Points of strokes, x and y from 0 to 4 and 6; a bar lifts the pen.
_STROKES = dict(
    line.split()
    for line in (
        "A 002640|1232",
        "B 00063645443303|3342413000",
        "C 4536160501103041",
        "D 00062644422000",
        "E 40000646|0333",
        "F 000646|0333",
        "G 45361605011030414323",
        "H 0006|4046|0343",
        "I 2026|1030|1636",
        "J 4641301001",
        "K 0006|460340",
        "L 060040",
        "M 0006234640",
        "N 00064046",
        "O 100105163645413010",
        "P 00063645443303",
        "Q 100105163645413010|2240",
        "R 00063645443303|2340",
        "S 453616050413334241301001",
        "T 2026|0646",
        "U 060110304146",
        "V 062046",
        "W 0610233046",
        "X 0046|0640",
        "Y 062346|2320",
        "Z 06460040",
        "0 100105163645413010",
        "1 152620",
        "2 05163645440040",
        "3 0516364544334241301001|1333",
        "4 30360242",
        "5 460604344341301001",
        "6 453616050110304142331302",
        "7 064610",
        "8 13040516364544331302011030414233",
        "9 011030414536160504133344",
    )
)
_UNIT_PT = 0.55  # of the grid, for a letter of 3.3 pt
_PEN = 0.5  # of the stroke, in points
STEP_PT = 3.5  # from one letter to the next, or to the line
_BEFORE_PT = STEP_PT - 0.2  # where a letter begins, before the line that goes on behind it
_BELOW_PT = 2.0  # its foot, below the line


class Codes(NamedTuple):
    """The letter of each type that has one; empty where none are drawn."""

    letters: Mapping[str, str] = {}

    def of(self, annotation: Annotation) -> str:
        """The letter under an annotation; empty where there is none."""
        return self.letters.get(annotation.type, "") if isinstance(annotation, Mention) else ""


def codes_of(annotations: Iterable[Annotation], tagset: TagSet, wanted: str) -> Codes:
    """`wanted` is "yes", "no", or "auto": where two of the types that are shown have lines of one pattern."""
    used = {each.type for each in annotations if isinstance(each, Mention) and each.spans}
    types = [tagset.type(type_id) for type_id in sorted(used)]
    alike = len({each.underline for each in types}) < len(types)
    if wanted == "no" or (wanted == "auto" and not alike):
        return Codes()
    return Codes({each.id: letter for each in types if (letter := letter_of(each))})


def letter_of(entity_type: EntityType) -> str:
    """The type's key, else what its id begins with, where there are strokes for it."""
    candidates = (each[:1].upper() for each in (entity_type.key if len(entity_type.key) == 1 else "", entity_type.id))
    return next((each for each in candidates if each in _STROKES), "")


def strokes(letter: str) -> list[list[tuple[int, int]]]:
    """Of each stroke its points, from 0 to 4 to the right and from 0 to 6 upwards."""
    return [
        [(int(part[n]), int(part[n + 1])) for n in range(0, len(part), 2)]
        for part in _STROKES.get(letter, "").split("|")
        if part
    ]


class Placed(NamedTuple):
    """Where the line goes on behind a letter, and how much of it is left out for letters."""

    x: float
    y: float
    room: float


def placed(firsts: Sequence[tuple[str, Box, int]], *, rtl: bool) -> dict[str, Placed]:
    """The letters of a page: of each mention its id, its first box and how deep others stand in it.

    Letters of mentions that begin together stand side by side, the inner one's first.
    """
    found: dict[str, Placed] = {}
    groups: dict[tuple[int, int], list[tuple[str, Box, int]]] = {}
    for each in firsts:
        edge = each[1].right if rtl else each[1].left
        groups.setdefault((round(edge / STEP_PT), round(each[1].base)), []).append(each)
    for group in groups.values():
        group.sort(key=lambda each: each[2])
        for n, (key, box, level) in enumerate(group):
            x = box.right - n * STEP_PT if rtl else box.left + (n + 1) * STEP_PT + LINE_INSET_PT
            found[key] = Placed(x, box.base - line_below(level), STEP_PT * len(group))
    return found


def drawn(letters: Mapping[str, Sequence[Placed]], colours: Mapping[str, str]) -> str:
    """The letters of a page as operators: of each letter its places, and the operator that sets its colour.

    A place is written as the line's is, so that a packed file has it once: 5 bytes a letter.
    """
    return "".join(
        f"q {colours[letter]}\n"
        + "".join(f"q 1 0 0 1 {place(each.x)} {place(each.y)} cm/{name_of(letter)} Do Q\n" for each in places)
        + "Q\n"
        for letter, places in letters.items()
    )


def name_of(letter: str) -> str:
    """The name of the letter's form in a page's resources."""
    return f"T{letter}"


def form_of(pdf: pikepdf.Pdf, letter: str) -> pikepdf.Object:
    """The letter as a drawing in the colour that is set; its place is where the line goes on behind it."""
    import pikepdf

    paths = []
    for points in strokes(letter):
        written = [f"{number(x * _UNIT_PT - _BEFORE_PT)} {number(y * _UNIT_PT - _BELOW_PT)}" for x, y in points]
        paths.append(f"{written[0]} m " + " ".join(f"{point} l" for point in written[1:]))
    form = pikepdf.Stream(pdf, f"1 J 1 j {_PEN} w {' '.join(paths)} S".encode("ascii"))
    form.Subtype = pikepdf.Name.Form
    form.BBox = pikepdf.Object.parse(b"[-4 -3 1 3]")
    form.Resources = pikepdf.Dictionary()
    return pdf.make_indirect(form)
