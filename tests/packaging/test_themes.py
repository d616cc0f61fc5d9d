"""The themes' colours, measured: WCAG 2.2 relative luminance and contrast ratio."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from reader.app.look import theme as ours
from reader.app.look.theme_check import first_problem, shortfalls
from reader.resources import resource

THEMES = ("light", "sepia", "dark", "contrast")


def theme(name: str) -> dict[str, Any]:
    return tomllib.loads(resource(f"themes/{name}.toml").read_text("utf-8"))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_values() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # WCAG's own textbook case
    for pair in (("#1F1D1A", "#FDFCF9"), ("#449ED0", "#000000"), ("#5A5A5A", "#F4ECD9")):
        assert ours.contrast(*pair) == pytest.approx(contrast(*pair), abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_everything_can_be_read(name: str) -> None:
    assert shortfalls(theme(name)) == []
    assert first_problem(theme(name)) is None


def test_the_measure_can_fail() -> None:
    data = theme("light")
    data["colours"]["soft"] = "#999999"
    data["types"]["PER"]["line"] = "#7FB8DA"
    found = [what for _, what in shortfalls(data)]
    assert any(what.startswith("soft on page has a contrast of 2.") for what in found)
    assert any(what.startswith("the line of PER on panel") for what in found)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_every_colour_and_every_type_of_the_default_tag_set(name: str) -> None:
    data, light = theme(name), theme("light")
    assert (data["schema"], data["name"]) == ("theme/1", name)
    assert data["label"]
    assert data["dark"] == (luminance(data["colours"]["page"]) < 0.2)
    assert data["colours"].keys() == light["colours"].keys()
    assert all(re.fullmatch(r"#[0-9A-F]{6}", c) for c in data["colours"].values())
    tagset = tomllib.loads(resource("tagsets/default.toml").read_text("utf-8"))
    assert data["types"].keys() == {e["id"] for e in tagset["entity"]} | {"CLAIM", "HIGHLIGHT", "UNKNOWN"}
    for look in data["types"].values():
        assert look["fill"] or look["line"]
        assert not (data["outlines"] and look["fill"])
        assert all(re.fullmatch(r"#[0-9A-F]{6}", c) for c in look.values() if c)


@pytest.mark.parametrize("name", THEMES)
def test_types_of_one_hue_share_colours_and_no_hue_serves_three(name: str) -> None:
    tagset = tomllib.loads(resource("tagsets/default.toml").read_text("utf-8"))
    types = theme(name)["types"]
    by_hue: dict[str, list[str]] = {}
    for entity in tagset["entity"]:
        by_hue.setdefault(entity["fill"], []).append(entity["id"])
    assert all(len(ids) <= 2 for ids in by_hue.values())
    assert all(types[ids[0]] == types[ids[-1]] for ids in by_hue.values())
    assert len({types[ids[0]]["line"] for ids in by_hue.values()}) == len(by_hue)
