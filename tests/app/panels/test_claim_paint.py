"""How the texts of a claim's card are laid out."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont

from reader.app.panels.claim_paint import laid


@pytest.mark.parametrize("how", [{"bold": 4}, {"most_lines": 1}])
def test_half_a_character_out_of_a_sidecar_stops_no_card(qapp, how):
    words = "Half a \ud83d stands here. " * 20
    layout, height = laid(words, QFont(), 120, **how)
    assert layout.lineCount() >= 1 and height > 0


def test_what_goes_on_ends_in_dots_and_breaks_no_character(qapp):
    layout, _ = laid("😀" * 200, QFont(), 100, most_lines=2)
    assert layout.lineCount() == 2 and layout.text().endswith("…")
    assert layout.text().rstrip("… ").strip("😀") == ""
