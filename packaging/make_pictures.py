"""Draws the PNG files that ship from their SVG sources; run it after changing one of those.

QT_QPA_PLATFORM=offscreen .venv/bin/python packaging/make_pictures.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
FONT = ROOT / "resources/fonts/source-serif-4/SourceSerif4SmText-Regular.ttf"
# source, target, pixels per unit of the drawing
PICTURES = [
    ("packaging/pictures/harbour-ferry.svg", "resources/samples/harbour-ferry.png", 2),
]


def main() -> int:
    app = QGuiApplication(sys.argv)
    QFontDatabase.addApplicationFont(str(FONT))
    for source, target, scale in PICTURES:
        drawing = QSvgRenderer(str(ROOT / source))
        if not drawing.isValid():
            print(f"{source} cannot be read")
            return 1
        size = drawing.defaultSize() * scale
        image = QImage(QSize(size), QImage.Format.Format_ARGB32)
        image.fill(0)
        image.setDotsPerMeterX(round(scale * 96 / 0.0254))  # twice the pixels, not twice the size
        image.setDotsPerMeterY(image.dotsPerMeterX())
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter)
        painter.end()
        opaque = image.convertToFormat(QImage.Format.Format_RGB32) if target.startswith("resources/samples") else image
        opaque.save(str(ROOT / target))
        print(f"{target}: {size.width()} x {size.height()}, {(ROOT / target).stat().st_size:,} bytes")
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
