"""Codes of types above marks, where outlines stand in for fills: each can be read."""

from __future__ import annotations

from itertools import combinations


def codes_of(window):
    window.bench.run("view.theme.contrast")
    window.window.grab()
    return window.window.page._canvas._prepared.codes


def test_codes_of_marks_that_begin_at_one_place_stand_side_by_side(open_text):
    window = open_text()
    window.select("Ada Lovelace wrote")
    window.press("e")
    window.select("Ada Lovelace")
    window.press("p")
    found = codes_of(window)
    assert [code for _, _, code in found] == ["EVENT", "PER"]
    for (one, _, _), (other, _, _) in combinations(found, 2):
        assert not one.intersects(other)


def test_a_code_stands_clear_of_the_outline_of_the_current_one(open_text):
    window = open_text()
    window.go_to("Turin")
    window.press("g")
    ((place, _, _),) = codes_of(window)
    page = window.window.page
    (strip,) = page._canvas.strips(page._emphasis.outlined, page._canvas._scene.span)
    assert place.bottom() + 1 <= strip.baseline - 15 - 2
