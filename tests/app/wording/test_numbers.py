"""Counts are written with the mark that parts thousands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.app.wording.numbers import ENGLISH, Counted, number_words, use_mark
from reader.app.wording.tr import tr, trn


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use_mark(ENGLISH)


def test_counts_in_sentences_have_their_thousands_apart() -> None:
    assert trn("{count} mention", "{count} mentions", 5999) == "5,999 mentions"
    assert tr("mention {number} of {all}", number=1, all=6000) == "mention 1 of 6,000"
    assert tr("{number:,} of {all:,}", number=1234567, all=10) == "1,234,567 of 10"


def test_the_mark_is_the_system_s() -> None:
    use_mark(".")
    assert (number_words(1234567), tr("{count:,}", count=1234)) == ("1.234.567", "1.234")
    use_mark("\u202f")
    assert number_words(1000) == "1\u202f000"
    use_mark("")  # the system has none
    assert number_words(1000) == "1,000"


def test_what_is_no_count_stays_as_it_is() -> None:
    assert tr("line {line}, column {column}", line=1812, column=3) == "line 1812, column 3"
    assert tr("{done}", done=True) == "True"
    assert f"{Counted(1234):05d}|{Counted(7):>3}" == "01234|  7"
    assert Counted(1234) + 1 == 1235
