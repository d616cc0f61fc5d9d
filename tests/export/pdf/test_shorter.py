"""Numbers, shows and strings on a page are written shorter where nobody sees it, and nowhere else."""

from __future__ import annotations

import pikepdf
from hypothesis import given
from hypothesis import strategies as st

from reader.export.pdf.shorter import joined_shows, plain_strings, shortened

SHOW = b"q 1 0 0 -1 %s cm/c0 cs 0.1 0.2 0.3 scn\nBT 0 Tr/f0 11 Tf 1 0 0 -1 0 0 Tm[(\\000%s)]TJ\nET\nQ\n"


def test_places_and_spaces_are_cut() -> None:
    assert shortened(b"q 1 0 0 -1 374.24994 106.529785 cm") == b"q 1 0 0 -1 374.24 106.52 cm"
    assert shortened(b"[(\\000\\003)-137.01962(\\000\\n)]TJ") == b"[(\\000\\003)-137(\\000\\n)]TJ"
    assert shortened(b"[(\\000\\003)24.8(\\000\\n)]TJ") == b"[(\\000\\003)25(\\000\\n)]TJ"


def test_colours_scales_and_words_stay() -> None:
    for same in (
        b"0.12156863 0.11372549 scn",
        b"0.00123 0 0 0.00123 0 0 cm",
        b"/f12.3456 11 Tf",
        b"1.5 w",
        b"(a12.3456b)Tj",
    ):
        assert shortened(same) == same


def test_neighbours_of_one_look_say_how_far_on_they_are() -> None:
    drawing = SHOW % (b"126 750.28", b"a") + SHOW % (b"169.5 750.28", b"b") + SHOW % (b"126 735.1", b"c")
    assert joined_shows(drawing) == SHOW.replace(b"]TJ\nET\nQ\n", b"") % (b"126 750.28", b"a") + (
        b"]TJ 43.5 0 Td[(\\000b)]TJ -43.5 -15.18 Td[(\\000c)]TJ\nET\nQ\n"
    )


def test_another_look_and_what_moved_by_itself_stay_alone() -> None:
    one, two = SHOW % (b"126 750.28", b"a"), SHOW % (b"169.5 750.28", b"b")
    moved = b"]TJ/Span<</ActualText<FEFF00A0>>>BDC 0 Tr/f0 11 Tf 1 0 0 -1 121.62 0 Tm(\\000a)Tj\nEMC"
    for drawing in (
        one.replace(b"0.3 scn", b"0.4 scn") + two,
        one.replace(b"11 Tf", b"12 Tf") + two,
        one + b"q 1 0 0 1 0 0 cm 0 0 m 5 5 l S\nQ\n" + two,
        one.replace(b"]TJ", moved) + two,
    ):
        assert joined_shows(drawing) == drawing


@given(st.lists(st.binary(), min_size=1))
def test_strings_are_the_same_bytes(strings: list[bytes]) -> None:
    written = b" ".join(b"(" + b"".join(b"\\%03o" % byte for byte in each) + b")Tj" for each in strings)
    named = b"[(\\n\\r\\t\\b\\f\\(\\)\\\\)]TJ "
    assert shown(plain_strings(named + written)) == shown(named + written) == [b"\n\r\t\b\f()\\", *strings]
    assert len(plain_strings(written)) <= len(written)


def shown(drawing: bytes) -> list[bytes]:
    with pikepdf.new() as pdf:
        found = [step.operands[0] for step in pikepdf.parse_content_stream(pdf.make_stream(drawing))]
        return [bytes(each if isinstance(each, pikepdf.String) else each[0]) for each in found]
