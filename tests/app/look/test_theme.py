"""Themes: their files, and colours for types that they do not name."""

from __future__ import annotations

import pytest

from reader.annotations.tagset import EntityType, unknown_type
from reader.annotations.tagset_file import default_tagset
from reader.app.look.theme import THEMES, contrast, load_theme, mixed, readable


@pytest.mark.parametrize("name", THEMES)
def test_words_can_be_read_on_every_ground(name: str) -> None:
    theme = load_theme(name)
    for ground in (theme.page, theme.chrome, theme.panel, theme.field, theme.select):
        assert contrast(theme.ink, ground) >= 7
    for ground in (theme.page, theme.chrome, theme.panel, theme.field):
        assert contrast(theme.soft, ground) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_a_users_own_type_is_made_to_be_seen(name: str) -> None:
    theme = load_theme(name)
    pale = EntityType("SHIP", "s", "Ship", "#FFFF99", "#FFFF99", "#222200", "solid")
    colours = theme.of_type(pale)
    assert contrast(colours.line, theme.page) >= 4.5
    assert bool(colours.fill) != theme.outlines


def test_the_themes_colours_are_what_the_tag_set_gives() -> None:
    theme = load_theme("light")
    for kind in default_tagset().types:
        assert mixed(kind.fill, theme.page, 0.25) == theme.of_type(kind).fill


def test_an_unknown_type_is_grey() -> None:
    theme = load_theme("dark")
    assert theme.of_type(unknown_type("x:y")) == theme.types["UNKNOWN"]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast(readable("#FFFF00", ("#FFFFFF",), dark=False), "#FFFFFF") >= 4.5


def test_a_theme_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="pink"):
        load_theme("pink")
