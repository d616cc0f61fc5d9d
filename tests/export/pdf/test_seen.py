"""Seen with the eyes of Poppler, pdfium and pdf.js: the colour of a highlight is on its words and nowhere else."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageDraw

from reader.export.pdf.options import PdfOptions

Make = Callable[..., Any]
DPI = 144
SCALE = DPI / 72


@pytest.fixture(scope="module", params=["paper", "sepia"])
def paper(request: pytest.FixtureRequest, varied: dict[str, Any], make_paper: Make) -> Any:
    """The varied article on paper of either tone."""
    return make_paper(**varied, options=PdfOptions(tone=request.param))


def bare(data: bytes) -> bytes:
    """The same pages without annotations."""
    pdf = pikepdf.open(io.BytesIO(data))
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj.Annots
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def boxes(paper: Any, n: int) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each quad of a page, in pixels."""
    height = float(paper.pikepdf.pages[n].mediabox[3])
    return [
        (min(q[::2]) * SCALE, (height - max(q[1::2])) * SCALE, max(q[::2]) * SCALE, (height - min(q[1::2])) * SCALE)
        for mark in paper.marks
        if mark.page == n
        for q in mark.quads
    ]


def share(mask: Image.Image) -> float:
    """How much of a mask is set."""
    return mask.histogram()[255] / (mask.width * mask.height)


def test_colour_is_on_the_words_and_nowhere_else(paper: Any, render: Make) -> None:
    with_them, without = render(paper.data, DPI), render(bare(paper.data), DPI)
    assert len(with_them) == len(without) == len(paper.pikepdf.pages) > 2
    seen = 0
    for n, (page, plain) in enumerate(zip(with_them, without, strict=True)):
        ground = plain.getpixel((2, 2))
        changed = ImageChops.difference(page, plain).convert("L").point(lambda v: 255 if v > 4 else 0)
        elsewhere = changed.copy()
        draw = ImageDraw.Draw(elsewhere)
        for left, top, right, bottom in boxes(paper, n):
            draw.rectangle((left - 1.5, top - 1.5, right + 1.5, bottom + 1.5), fill=0)
            inner = (int(left + 2), int(top + 2), max(int(left + 3), int(right - 1)), int(bottom - 1))
            light = ImageChops.difference(plain, Image.new("RGB", plain.size, ground)).convert("L").crop(inner)
            paper_there = light.point(lambda v: 255 if v < 8 else 0)
            inked = light.point(lambda v: 255 if v > 100 else 0)
            untouched = ImageChops.multiply(paper_there, ImageChops.invert(changed.crop(inner)))
            assert share(untouched) < 0.01, (n, left, top)
            assert share(inked) > 0.02, (n, left, top)  # there are words in it
            seen += 1
        assert elsewhere.getbbox() is None, n
    assert seen >= 20


def test_lines_stay_without_annotations_on_any_ground(paper: Any, render: Make) -> None:
    page = render(bare(paper.data), DPI)[0]
    mark = next(m for m in paper.marks if m.name == "m4")  # in code, on a ground of its own
    height = float(paper.pikepdf.pages[mark.page].mediabox[3])
    quad = mark.quads[0]
    left, right, bottom = min(quad[::2]) * SCALE, max(quad[::2]) * SCALE, (height - min(quad[1::2])) * SCALE
    line = page.crop((int(left + 2), int(bottom - 4), int(right - 2), int(bottom + 4)))
    red, _, blue = line.split()
    assert ImageChops.subtract(blue, red).getextrema()[1] > 80  # the line of a person is blue
