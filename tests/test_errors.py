"""The sentence that a user reads."""

from __future__ import annotations

from reader.errors import UserError


def test_three_parts_make_one_line_with_single_full_stops():
    problem = UserError("../x cannot be opened.", "it is\na folder", "Give a file.")
    assert str(problem) == "../x cannot be opened: it is a folder. Give a file."


def test_parts_may_be_missing():
    assert str(UserError("It failed")) == "It failed."
    assert str(UserError("It failed", remedy="Try again")) == "It failed. Try again."
