"""Gives out the faces the program is set in: the reading face that ships with it, the system's for everything else."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from reader.resources import resource_path

READING_FOLDER = "fonts/source-serif-4"
READING_FILES = tuple(f"SourceSerif4SmText-{style}.ttf" for style in ("Regular", "It", "Bold", "BoldIt"))
# What the reading face lacks. Qt asks fontconfig for any script that is not here either.
OTHER_SCRIPTS = ("Noto Serif", "Noto Serif Hebrew", "Noto Naskh Arabic", "Noto Serif CJK SC")


@lru_cache(maxsize=1)
def reading_families() -> tuple[str, ...]:
    """Families of the article's text, best first. Needs a QGuiApplication; loads the shipped face once."""
    found: list[str] = []
    for name in READING_FILES:
        number = QFontDatabase.addApplicationFont(str(resource_path(f"{READING_FOLDER}/{name}")))
        found += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return (*dict.fromkeys(found), *OTHER_SCRIPTS)


def reading_font(size_px: float, *, bold: bool = False, italic: bool = False) -> QFont:
    """The reading face at `size_px`, without hinting of advances so that every zoom has the same line breaks."""
    font = QFont()
    font.setFamilies(list(reading_families()))
    font.setPixelSize(round(size_px))
    font.setBold(bold)
    font.setItalic(italic)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def code_font(size_px: float) -> QFont:
    """The system's face of fixed width at `size_px`."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(round(size_px))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def ui_font(size_px: float, *, bold: bool = False) -> QFont:
    """The system's face for controls at `size_px`."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(round(size_px))
    font.setBold(bold)
    return font
