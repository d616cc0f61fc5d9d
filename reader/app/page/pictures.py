"""Decides which pictures of an article may be shown, and how large. Opens files inside the article's folder only."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QImageReader

LARGEST_PIXELS = 40_000_000  # decoded it takes four bytes each
LARGEST_BYTES = 64_000_000
FORMATS = frozenset({"png", "jpeg", "jpg", "gif", "bmp", "webp"})  # not SVG: it can name further files


def picture_path(folder: Path, href: str) -> Path | None:
    """The file that `href` names, if it lies inside `folder` with all links followed; never anything remote."""
    if not href or "\0" in href or "://" in href or href.startswith(("/", "\\", "data:", "file:")):
        return None
    try:
        root = folder.resolve()
        path = (root / unquote(href.split("#")[0].split("?")[0])).resolve()
        inside = path.is_relative_to(root) and path.is_file() and path.stat().st_size <= LARGEST_BYTES
    except (OSError, ValueError, RuntimeError):
        return None
    return path if inside else None


def picture_size(folder: Path, href: str, column: int, scale: float) -> tuple[float, float] | None:
    """Width and height to show it at: its own size at this zoom, never wider than the column. None: not shown."""
    path = picture_path(folder, href)
    if path is None:
        return None
    size = _size(_reader(path))
    if size is None:
        return None
    width = min(size.width() * scale, column)
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
    if size.width() > width > 0:
        reader.setScaledSize(QSize(width, max(round(size.height() * width / size.width()), 1)))
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
