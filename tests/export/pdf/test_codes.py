"""Letters under mentions: told apart without colour, never found among the words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reader.annotations.model import Mention, Placed
from reader.annotations.tagset import EntityType
from reader.annotations.tagset_file import default_tagset
from reader.export.pdf import codes
from reader.export.pdf.codes import STEP_PT, codes_of, letter_of, placed, strokes
from reader.export.pdf.geometry import Box
from reader.export.pdf.options import PdfOptions
from reader.export.pdf.write import write_pdf
from reader.text.spans import Span

Make = Callable[..., Any]
TAGS = default_tagset()
TEXT = "Kim met Moscow in July.\n\nShoigu saw the Coast Watch."


def of_types(*types: str) -> list[Mention]:
    return [Mention(id=str(n), type=kind, fragments=(Placed(Span(n, n + 1)),)) for n, kind in enumerate(types)]


def test_letters_stand_where_two_types_have_one_pattern() -> None:
    assert codes_of(of_types("PER", "ORG", "DATE"), TAGS, "auto").letters == {}  # solid, dash, dot
    assert codes_of(of_types("PER", "GPE", "DATE"), TAGS, "auto").letters == {"PER": "P", "GPE": "G", "DATE": "D"}
    assert codes_of(of_types("PER"), TAGS, "yes").letters == {"PER": "P"}
    assert codes_of(of_types("PER", "GPE"), TAGS, "no").letters == {}


def test_every_type_that_ships_has_a_letter_of_its_own_and_unknown_ones_that_of_their_id() -> None:
    letters = [letter_of(each) for each in TAGS.types]
    assert all(letters) and len(set(letters)) == len(letters)
    assert letter_of(TAGS.type("vessel")) == "V" and letter_of(TAGS.type("ЖЖ")) == ""
    assert letter_of(EntityType("x", "ж", "X", "#000000", "#000000", "#000000", "dot")) == "X"


def test_strokes_stay_in_their_grid_and_no_two_letters_are_alike() -> None:
    shapes = {letter: strokes(letter) for letter in codes._STROKES}
    assert len(shapes) == 36
    assert all(len(part) > 1 and all(x <= 4 and y <= 6 for x, y in part) for each in shapes.values() for part in each)
    assert len({str(each) for each in shapes.values()}) >= 35  # O and 0


def test_letters_of_mentions_that_begin_together_stand_side_by_side() -> None:
    inner, outer, other = Box(100, 98, 130, 109, 100), Box(100, 98, 160, 109, 100), Box(200, 98, 260, 109, 100)
    found = placed([("outer", outer, 1), ("inner", inner, 0), ("other", other, 0)], rtl=False)
    assert found["outer"].x - found["inner"].x == pytest.approx(STEP_PT)
    assert found["inner"].room == found["outer"].room == 2 * STEP_PT and found["other"].room == STEP_PT
    backwards = placed([("inner", inner, 0)], rtl=True)
    assert backwards["inner"].x == inner.right and backwards["inner"].y == found["inner"].y


@pytest.mark.parametrize("standard", ["none", "ua-1", "a-3a"])
def test_they_are_seen_in_grey_and_are_no_text(make_job: Make, mention: Make, letters: Make, standard: str) -> None:
    marks = [
        mention(TEXT, "Moscow", "m1", "GPE"),
        mention(TEXT, "Shoigu", "m2"),
        mention(TEXT, "Coast Watch", "m3", "OBJ"),
    ]

    def page(wanted: str) -> tuple[pypdfium2.PdfPage, bytes]:
        data = write_pdf(make_job(TEXT, marks, options=PdfOptions(codes=wanted, standard=standard)))
        return pypdfium2.PdfDocument(data)[0], data

    (plain, _), (lettered, data) = page("no"), page("auto")
    assert plain.get_textpage().get_text_bounded() == lettered.get_textpage().get_text_bounded()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawn = (
            pdf.pages[0].Contents.read_bytes()
            if isinstance(pdf.pages[0].Contents, pikepdf.Stream)
            else b"".join(part.read_bytes() for part in pdf.pages[0].Contents)
        )
        assert sorted(re.findall(rb"/T([A-Z]) Do", drawn)) == [b"B", b"G", b"P"]
        assert all(str(name) in pdf.pages[0].Resources.XObject for name in ("/TB", "/TG", "/TP"))
    # the three lines are solid: by them alone the types look alike; where they begin they differ now
    pictures = [each.render(scale=8, grayscale=True).to_pil() for each in (plain, lettered)]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        starts = [
            [float(x) for x in entry.Rect][:2] for entry in pdf.pages[0].Annots if str(entry.Subtype) == "/Highlight"
        ]
        height = float(pdf.pages[0].mediabox[3])
    corners = []
    for picture in pictures:
        cut = [picture.crop([round(8 * v) for v in (x, height - y - 1.2, x + 3.2, height - y + 2)]) for x, y in starts]
        corners.append([each.tobytes() for each in cut])
    assert all(a != b for a, b in zip(*corners, strict=True))
    assert len(set(corners[1])) == 3
