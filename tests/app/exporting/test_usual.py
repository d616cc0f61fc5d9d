"""Paper as it is sold where the user lives, and what was chosen wins."""

from __future__ import annotations

from reader.app.exporting.chosen import designed, read, rows, turned, written
from reader.app.exporting.usual import usual_in
from reader.export.pdf.options import PdfOptions


def test_letter_is_usual_in_some_countries_and_a4_in_all_others():
    assert [usual_in(place).paper for place in ("US", "CA", "MX", "PH", "CL", "CO", "VE")] == ["letter"] * 7
    assert [usual_in(place).paper for place in ("DE", "BR", "AR", "JP", "")] == ["a4"] * 5


def test_what_was_chosen_wins_and_the_usual_is_not_written_down():
    america, europe = usual_in("US"), usual_in("DE")
    assert read("", america)[0].options.paper == "letter" and written(read("", america)[0]) == ""
    chosen = turned(read("", america)[0], "paper", -3)
    assert chosen.options.paper == "a4" and written(chosen) == "paper=a4"
    assert read("paper=a4", america)[0].options.paper == "a4"
    assert read("paper=letter", europe)[0].options.paper == "letter"
    assert designed(chosen, "paper").options == america
    row = next(row for row in rows(read("", america)[0], ()) if row.name == "paper")
    assert row.words == "US Letter" and row.as_designed


def test_an_export_itself_knows_no_country():
    assert PdfOptions().paper == "a4"
