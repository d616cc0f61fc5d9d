"""What a file may be read as: the current encoding first, each with the first line that shows a difference."""

from __future__ import annotations

import pytest

from reader.text.encoding_choice import candidates

RUSSIAN = "Plain first line.\nСергей Шойгу прибыл в Пхеньян.\nВрачи, почта и продукты.\n"


def test_the_current_one_first_each_with_the_first_odd_line() -> None:
    found = candidates(RUSSIAN.encode("cp1251"), "cp1252")
    assert (found[0].encoding, found[0].preview[:6]) == ("cp1252", "Ñåðãåé")
    assert (found[1].encoding, found[1].preview) == ("cp1251", "Сергей Шойгу прибыл в Пхеньян.")
    assert {"koi8-r", "iso8859-5", "cp866"} <= {each.encoding for each in found}
    assert "utf-8" not in {each.encoding for each in found}  # it cannot be


def test_what_cannot_be_a_text_is_left_out() -> None:
    found = {each.encoding for each in candidates("Müller".encode(), "utf-8")}
    assert not found & {"utf-16", "utf-16-le", "utf-16-be", "utf-32"}
    assert "cp1252" in found


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_ones(encoding: str) -> None:
    found = candidates("Привет, мир\nи все".encode(encoding), encoding)
    assert (found[0].encoding, found[0].preview) == (encoding, "Привет, мир")


def test_a_broken_file_and_a_plain_one() -> None:
    found = candidates("Añ".encode() + b"\xff b", "utf-8")
    assert found[0].preview == "Añ\ufffd b"
    assert candidates(b"plain", "utf-8")[0].preview == "plain"
    assert candidates(b"", "utf-8")[0].preview == ""


def test_a_long_line_is_shown_from_the_odd_place_on() -> None:
    found = candidates(("word " * 100 + "Größe und mehr " + "word " * 100).encode("cp1252"), "cp1252")
    assert "Größe und mehr" in found[0].preview and len(found[0].preview) <= 61
