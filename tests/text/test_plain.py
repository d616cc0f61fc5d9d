"""A line is a block, and only a line feed ends a line."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.plain import plain_blocks


@given(st.text(alphabet="a \n\x0c\x85\u2028\r"))
def test_blocks_joined_by_line_ends_are_the_text(text: str) -> None:
    blocks = plain_blocks(text)
    assert "\n".join(text[block.start : block.end] for block in blocks) == text
    assert all("\n" not in text[block.start : block.end] for block in blocks)


def test_blank_lines_are_empty_blocks() -> None:
    assert [(block.start, block.end) for block in plain_blocks("ab\n\nc\n")] == [(0, 2), (3, 3), (4, 5), (6, 6)]
