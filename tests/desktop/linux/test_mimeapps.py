"""Only the line that is meant changes in a list of the user's; everything else stays, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.desktop.linux.mimeapps import ADDED, DEFAULTS, line_in, values_in, with_first, with_line, without

LIST = """# mine
[Added Associations]
text/plain=a.desktop;

[Default Applications]
# the editor
text/plain = vim.desktop;gedit.desktop;
image/png=gimp.desktop

[Other]
text/plain=x
"""


def test_a_line_is_exchanged_in_its_group_alone() -> None:
    after = with_line(LIST, DEFAULTS, "text/plain", "postil.desktop;vim.desktop;")
    assert after == LIST.replace(" vim.desktop;gedit.desktop;", "postil.desktop;vim.desktop;")


def test_a_new_line_stands_at_the_end_of_its_group() -> None:
    after = with_line(LIST, DEFAULTS, "text/markdown", "postil.desktop;")
    assert after == LIST.replace("gimp.desktop\n", "gimp.desktop\ntext/markdown=postil.desktop;\n")
    assert with_line(after, DEFAULTS, "text/markdown", None) == LIST


@pytest.mark.parametrize("text", ["", "[Added Associations]\nx/y=z\n", "[Added Associations]\nx/y=z", "# only mine\n"])
def test_a_group_is_made_where_there_is_none(text: str) -> None:
    after = with_line(text, DEFAULTS, "text/plain", "p.desktop;")
    assert after.startswith(text)
    assert values_in(after, DEFAULTS, "text/plain") == ("p.desktop",)


def test_a_list_of_nothing_but_us_becomes_empty() -> None:
    assert with_line(with_line("", DEFAULTS, "a/b", "p.desktop;"), DEFAULTS, "a/b", None) == ""


def test_line_ends_of_another_system_stay() -> None:
    text = "[Default Applications]\r\ntext/plain=a\r\nx/y=z\r\n"
    assert with_line(text, DEFAULTS, "text/plain", "b") == text.replace("=a", "=b")


def test_a_comment_is_no_line() -> None:
    text = "[Default Applications]\n#text/plain=a\n"
    assert line_in(text, DEFAULTS, "text/plain") is None
    assert line_in(LIST, ADDED, "text/plain") == "a.desktop;"


def test_who_had_the_default_comes_next() -> None:
    assert with_first("vim.desktop", "p.desktop") == "p.desktop;vim.desktop;"
    assert with_first("vim.desktop;p.desktop;", "p.desktop") == "p.desktop;vim.desktop;"
    assert with_first(None, "p.desktop") == "p.desktop;"
    assert without("p.desktop;vim.desktop;", "p.desktop") == "vim.desktop;"
    assert without("p.desktop", "p.desktop") is None


LINES = st.sampled_from(
    [
        "",
        "# note",
        "[Default Applications]",
        "[Added Associations]",
        "text/plain=a;b",
        "x/y=z",
        "  text/plain = c ",
        "?",
    ]
)


@given(st.lists(LINES), st.booleans())
def test_any_list_keeps_its_other_lines(lines: list[str], ends: bool) -> None:
    text = "\n".join(lines) + ("\n" if ends and lines else "")
    after = with_line(text, DEFAULTS, "new/type", "p.desktop;")
    assert line_in(after, DEFAULTS, "new/type") == "p.desktop;"
    left = after.splitlines()
    left.remove("new/type=p.desktop;")
    assert [line for line in left if line][: len([line for line in lines if line])] == [line for line in lines if line]
