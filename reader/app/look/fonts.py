"""Gives out the faces the program is set in: the user's or ours for the article, the system's for everything else."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from reader.resources import SHIPPED_FACE, resource_path

READING_FOLDER = "fonts/source-serif-4"
READING_STYLES = {  # by bold, italic
    (False, False): "Regular", (False, True): "It", (True, False): "Bold", (True, True): "BoldIt",
}  # fmt: skip
# What the reading face lacks. Qt asks fontconfig for any script that is not here either.
OTHER_SCRIPTS = ("Noto Serif", "Noto Serif Hebrew", "Noto Naskh Arabic", "Noto Serif CJK SC")
SYSTEM_SERIF, SYSTEM_SANS = "system serif", "system sans"
SAMPLE = "The harbour master said on Thursday that a third of the quay was lost, and nobody asked him again how."


@cache
def _shipped_families(bold: bool = False, italic: bool = False) -> tuple[str, ...]:
    """The families in the shipped file of a style, which is loaded once, when it is first needed: 2 ms each."""
    name = f"{READING_FOLDER}/SourceSerif4SmText-{READING_STYLES[bold, italic]}.ttf"
    number = QFontDatabase.addApplicationFont(str(resource_path(name)))
    return tuple(QFontDatabase.applicationFontFamilies(number)) if number >= 0 else ()


@lru_cache(maxsize=8)
def reading_families(face: str = SHIPPED_FACE) -> tuple[str, ...]:
    """Families of the article's text, best first. Needs a QGuiApplication."""
    first = (*_own(face), *_shipped_families())
    return (*dict.fromkeys(first), *OTHER_SCRIPTS)


def _own(face: str) -> tuple[str, ...]:
    if face == SHIPPED_FACE:
        return ()
    if face in (SYSTEM_SERIF, SYSTEM_SANS):
        asked = QFont()
        asked.setStyleHint(QFont.StyleHint.Serif if face == SYSTEM_SERIF else QFont.StyleHint.SansSerif)
        return (asked.defaultFamily(),)
    return (face,) if has_face(face) else ()


def has_face(face: str) -> bool:
    """Whether the article can be set in this face."""
    return face in (SHIPPED_FACE, SYSTEM_SERIF, SYSTEM_SANS) or QFontDatabase.hasFamily(face)


def all_faces() -> tuple[str, ...]:
    """Every face there is, ours and the system's two first, then families by name."""
    own = (SHIPPED_FACE, SYSTEM_SERIF, SYSTEM_SANS)
    shipped = _shipped_families()
    others = (family for family in QFontDatabase.families() if not QFontDatabase.isPrivateFamily(family))
    return (*own, *(family for family in others if family not in own and family not in shipped))


@lru_cache(maxsize=8)
def breadth_of(face: str) -> float:
    """How broad a line of words is in this face, in breadths of the shipped one: a line holds as many characters."""
    if face == SHIPPED_FACE:
        return 1.0
    from PySide6.QtGui import QFontMetricsF

    ours, theirs = (QFontMetricsF(reading_font(100, face=name)) for name in (SHIPPED_FACE, face))
    return theirs.horizontalAdvance(SAMPLE) / ours.horizontalAdvance(SAMPLE)


def reading_font(size_px: float, *, bold: bool = False, italic: bool = False, face: str = SHIPPED_FACE) -> QFont:
    """The article's face at `size_px`, without hinting of advances so that every zoom has the same line breaks."""
    _shipped_families(bold, italic)
    font = QFont()
    font.setFamilies(list(reading_families(face)))
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
