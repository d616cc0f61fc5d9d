"""Numbers and strings on a page are written shorter where nobody sees it, and nowhere else."""

from __future__ import annotations

import re

import pikepdf
from hypothesis import given
from hypothesis import strategies as st

from reader.export.pdf.shorter import plain_strings, shortened


def nested(inner: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    return st.lists(inner, min_size=2).map(b"".join) | inner.map(lambda each: b"(" + each + b")")


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


@given(st.lists(st.binary(), min_size=1))
def test_strings_are_the_same_bytes(strings: list[bytes]) -> None:
    written = b" ".join(b"(" + b"".join(b"\\%03o" % byte for byte in each) + b")Tj" for each in strings)
    named = b"[(\\n\\r\\t\\b\\f\\(\\)\\\\)]TJ "
    assert shown(plain_strings(named + written)) == shown(named + written) == [b"\n\r\t\b\f()\\", *strings]
    assert len(plain_strings(written)) <= len(written)


@given(st.recursive(st.sampled_from([b"", b"a", b"\\(", b"\\\\", b"\\051"]), nested))
def test_pairs_of_parentheses_are_escaped(string: bytes) -> None:
    written = b"[(" + string + b")3(\\000)]TJ"
    made = plain_strings(written)
    assert shown(made) == shown(written)
    assert not re.search(rb"(?<!\\)(?:\\\\)*[()]", made[2 : made.rindex(b")3(")])


def shown(drawing: bytes) -> list[bytes]:
    with pikepdf.new() as pdf:
        found = [step.operands[0] for step in pikepdf.parse_content_stream(pdf.make_stream(drawing))]
        return [bytes(each if isinstance(each, pikepdf.String) else each[0]) for each in found]
