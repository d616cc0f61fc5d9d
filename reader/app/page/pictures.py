"""Decides which pictures of an article may be shown, and how large. Opens files inside the article's folder only."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

LARGEST_PIXELS = 40_000_000  # decoded it takes four bytes each
LARGEST_BYTES = 64_000_000
HIGHEST = 1.6  # times the column's width
FORMATS = frozenset({"png", "jpeg", "jpg", "gif", "bmp", "webp"})  # not SVG: it can name further files


def picture_path(folder: Path, href: str) -> Path | None:
    """The file that `href` names, if it lies inside `folder` with all links followed; never anything remote."""
    if not href or "\0" in href or "://" in href or href.startswith(("/", "\\", "data:", "file:")):
        return None
    try:
        root = folder.resolve()
        for name in (unquote(href.split("#")[0].split("?")[0]), href):  # the second: a name that holds such signs
            path = (root / name).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path if path.stat().st_size <= LARGEST_BYTES else None
    except (OSError, ValueError, RuntimeError):
        return None
    return None


def picture_size(folder: Path, href: str, column: int, scale: float) -> tuple[float, float] | None:
    """Width and height to show it at: its own size at this zoom, never wider than the column. None: not shown.

    A very high one is made smaller, so that it can be seen as one.
    """
    path = picture_path(folder, href)
    if path is None:
        return None
    reader = _reader(path)
    size = _size(reader)
    if size is None:
        return None
    if _is_turned(reader):
        size = size.transposed()
    width = min(size.width() * scale, column, HIGHEST * column * size.width() / size.height())
    return width, width * size.height() / size.width()


def load_picture(folder: Path, href: str, width: int) -> QImage | None:
    """The picture decoded at `width` pixels or less; None when it may not be shown or cannot be read."""
    path = picture_path(folder, href)
    if path is None:
        return None
    reader = _reader(path)
    size = _size(reader)
    if size is None:
        return None
    shown = size.transposed() if _is_turned(reader) else size
    if shown.width() > width > 0:
        scaled = QSize(width, max(round(shown.height() * width / shown.width()), 1))
        reader.setScaledSize(scaled.transposed() if _is_turned(reader) else scaled)  # it is turned afterwards
    image = reader.read()
    return None if image.isNull() else image


def _reader(path: Path) -> QImageReader:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    return reader


def _size(reader: QImageReader) -> QSize | None:
    size = reader.size()
    sane = size.isValid() and 0 < size.width() * size.height() <= LARGEST_PIXELS
    return size if sane and reader.format().toStdString() in FORMATS else None


def _is_turned(reader: QImageReader) -> bool:
    """Whether a camera was held upright: width and height in the file are those of the other side."""
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
