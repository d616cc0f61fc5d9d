"""PDFs in which anything stands anywhere: what can be read of them is imported, or one sentence says why not."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from reader.annotations.model import Claim, Placed
from reader.errors import UserError
from reader.text.open import article_from_text
from reader.text.spans import Span
from tests.importers.pdf.viewers import Viewer, boxes

Make = Callable[..., Any]
ARTICLE = article_from_text("The harbour is closed and nobody knows why the dam is there.\n" * 5, "text", "a.txt")
KEYS = rb"/(Annots|QuadPoints|Rect|IRT|NM|Contents|EF|AF|UF|Names|Dests|M|Popup|Filter|Kids|Subtype|F|Type) "
VALUES = (
    b"null", b"[ ]", b"<< >>", b"(x)", b"/Name", b"-1", b"999999 0 R", b"[ [ [ 1 ] ] ]", b"true", b"1e400",
    b"[ null null ]",
)  # fmt: skip
COUNT = 250


@pytest.fixture(scope="module")
def plain(pdf_with: Make) -> bytes:
    """A PDF with our own and others' marks in it, without any compression."""
    claim = Claim(id="urn:uuid:00000000-0000-7000-8000-000000000001", fragments=(Placed(Span(4, 11)),), note="x")
    data = pdf_with(ARTICLE, [claim])
    viewer = Viewer(data)
    viewer.okular(boxes(data, "nobody", 2), "n")
    viewer.acrobat(boxes(data, "dam", 3), "m")
    out = io.BytesIO()
    viewer.pdf.save(
        out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
    )  # fmt: skip
    return out.getvalue()


def damaged(data: bytes, number: int) -> bytes:
    chance = random.Random(number)
    places = [found.end() for found in re.finditer(KEYS, data)]
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if chance.random() < 0.8:
            at, value = chance.choice(places), chance.choice(VALUES)
            made[at : at + len(value)] = value
        else:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def test_nothing_but_a_sentence_comes_of_damage(plain: bytes, take_in: Make) -> None:
    outcomes = {True: 0, False: 0}
    for number in range(COUNT):
        try:
            take_in(ARTICLE, damaged(plain, number))
        except UserError as problem:
            assert str(problem).endswith("."), number
            outcomes[False] += 1
        else:
            outcomes[True] += 1
    assert min(outcomes.values()) > COUNT / 100


def test_marks_that_answer_each_other_in_a_ring(pdf_with: Make, take_in: Make) -> None:
    viewer = Viewer(pdf_with(ARTICLE, sidecar=False))
    first, second = (
        viewer.add(0, {"/Subtype": pikepdf.Name.Text, "/Rect": [100, 600, 120, 620], "/Contents": words, "/NM": words})
        for words in ("one", "two")
    )
    first.IRT, second.IRT = second, first
    found = [a for _, a in take_in(ARTICLE, viewer.saved()).change.annotations]
    assert {a.note for a in found} == {"one", "two"}
