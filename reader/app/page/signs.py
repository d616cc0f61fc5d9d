"""Verdict signs as pictures in the ink colour; the drawings are SVG files that ship with the program."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from reader.resources import resource

_OTHER = (  # a verdict of the user's own vocabulary
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="2.5" fill="#000"/></svg>'
)


@lru_cache(maxsize=256)
def sign(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    """The sign `name` ("true", "misleading" ...), `size` pixels square, at a device pixel ratio; a dot for others."""
    from PySide6.QtSvg import QSvgRenderer  # a page without verdicts does not pay for it

    file = resource(f"icons/{name}.svg")
    drawing = file.read_text(encoding="utf-8") if name.replace("_", "").isalnum() and file.is_file() else _OTHER
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer = QSvgRenderer(QByteArray(drawing.replace("#000", colour).encode()))
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made
