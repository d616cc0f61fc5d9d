"""Numbers on a page are cut where nobody sees it, and nowhere else."""

from __future__ import annotations

from reader.export.pdf.shorter import shortened


def test_places_and_spaces_are_cut() -> None:
    assert shortened(b"q 1 0 0 -1 374.24994 106.529785 cm") == b"q 1 0 0 -1 374.24 106.52 cm"
    assert shortened(b"[(\\000\\003)-137.01962(\\000\\n)]TJ") == b"[(\\000\\003)-137.0(\\000\\n)]TJ"


def test_colours_scales_and_words_stay() -> None:
    for same in (
        b"0.12156863 0.11372549 scn",
        b"0.00123 0 0 0.00123 0 0 cm",
        b"/f12.3456 11 Tf",
        b"1.5 w",
        b"(a12.3456b)Tj",
    ):
        assert shortened(same) == same
