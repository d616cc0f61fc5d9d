"""Which picture an article may show: local, inside the article's own folder, of a known kind. Fetches nothing."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

MAX_BYTES = 32 * 1024 * 1024
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|[\\/]{2}")


def picture_kind(data: bytes) -> str:
    """The suffix that fits the first bytes, empty when it is no picture that can be set."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png"
    if data.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return ".gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return ".svg" if head.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in data[:4096] else ""


def local_picture(href: str, folder: Path) -> bytes | None:
    """The bytes of the picture that `href` means in an article of `folder`, or None when it is not to be shown.

    Addresses with a scheme, absolute paths and whatever leads out of the folder (links followed) are refused.
    """
    if not href or _SCHEME.match(href):
        return None
    name = unquote(href.split("#")[0].split("?")[0])
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root) or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        data = path.read_bytes()
    except (OSError, ValueError, RuntimeError):
        return None
    return data if picture_kind(data) else None
