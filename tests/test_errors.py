"""The sentence that a user reads."""

from __future__ import annotations

from reader.errors import UserError, worded


def test_three_parts_make_one_line_with_single_full_stops():
    problem = UserError("../x cannot be opened.", "it is\na folder", "Give a file.")
    assert str(problem) == "../x cannot be opened: it is a folder. Give a file."


def test_parts_may_be_missing():
    assert str(UserError("It failed")) == "It failed."
    assert str(UserError("It failed", remedy="Try again")) == "It failed. Try again."


def test_words_know_the_template_they_were_made_of():
    made = worded("{name} has {count} parts", name="It", count=2)
    assert made == "It has 2 parts" and (made.template, made.values) == (
        "{name} has {count} parts", {"name": "It", "count": 2},
    )  # fmt: skip
    assert str(UserError(made, "so it is")) == "It has 2 parts: so it is."


def test_each_part_can_be_said_in_other_words():
    problem = UserError(worded("{name} is gone", name="It"), "nobody knows", "Wait")
    assert problem.in_words(str.upper) == "IT IS GONE: NOBODY KNOWS. WAIT."
    assert UserError("It is gone").in_words(lambda part: f"<{part}>") == "<It is gone>."
