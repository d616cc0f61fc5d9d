"""The reading face: its own family of four, with licence, in Qt and in typst, with the features that reading needs."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from reader.resources import READING_FACE, READING_FACE_FOLDER, resource, resource_path

STYLES = {"Regular": "Regular", "It": "Italic", "Bold": "Bold", "BoldIt": "Bold Italic"}


@pytest.mark.parametrize(("file", "style"), STYLES.items())
def test_the_four_link_as_one_family(file: str, style: str) -> None:
    font = TTFont(resource_path(f"{READING_FACE_FOLDER}/SourceSerif4SmText-{file}.ttf"))
    assert font["name"].getDebugName(1) == READING_FACE
    assert font["name"].getDebugName(2) == style
    assert font["OS/2"].usWeightClass == (700 if "Bold" in style else 400)
    assert bool(font["OS/2"].fsSelection & 1) == ("Italic" in style)
    assert font["OS/2"].fsType == 0, "embedding in a PDF must be allowed"
    features = {r.FeatureTag for t in ("GSUB", "GPOS") for r in font[t].table.FeatureList.FeatureRecord}
    assert {"kern", "liga", "tnum", "lnum", "mark", "mkmk", "locl", "ccmp"} <= features
    assert {ord(c) for c in "aßøőŞжЇΩ€“”‘’–—…№"} <= set(font.getBestCmap())


def test_the_licence_goes_with_them() -> None:
    text = resource(f"{READING_FACE_FOLDER}/LICENSE.md").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Reserved Font Name ‘Source’" in text, "why the files must stay as they came"


def test_qt_finds_each_style() -> None:
    code = f"""
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont
app = QGuiApplication(["fonts", "-platform", "offscreen"])
for path in {[str(resource_path(f"{READING_FACE_FOLDER}/SourceSerif4SmText-{s}.ttf")) for s in STYLES]!r}:
    assert QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(path)) == [{READING_FACE!r}]
for weight in QFont.Weight.Normal, QFont.Weight.Bold:
    for italic in False, True:
        font = QFont({READING_FACE!r})
        font.setWeight(weight)
        font.setItalic(italic)
        print(QRawFont.fromFont(font).familyName(), "|", QRawFont.fromFont(font).styleName())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{READING_FACE} | {s}" for s in ("Regular", "Italic", "Bold", "Bold Italic")]


def test_typst_finds_each_style() -> None:
    import pikepdf
    import typst

    source = f'#set text(font: "{READING_FACE}", fallback: false)\nfine *fine* _fine_ *_fine_*'
    folder = str(resource_path(READING_FACE_FOLDER))
    pdf = typst.compile(source.encode(), font_paths=[folder], ignore_system_fonts=True)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = document.pages[0].resources.Font
        names = {str(fonts[key].BaseFont).partition("+")[2] for key in fonts}
    assert names == {f"SourceSerif4SmText-{s}" for s in STYLES}
