"""Renders the icons of program and annotations in the sizes that desktops ask for, from resources/icons.

    python packaging/make_icons.py

Needs `rsvg-convert`. Small sizes have drawings of their own, whose edges lie on pixels.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from reader.desktop.file_types import ANNOTATIONS, APP_ID
from reader.desktop.linux.mime_xml import icon_name

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
DRAWINGS = {
    f"apps/{APP_ID}": ("postil.svg", "sources/postil-22.svg", "sources/postil-16.svg"),
    f"mimetypes/{icon_name(ANNOTATIONS.mime)}": (
        "sources/document.svg", "sources/document-22.svg", "sources/document-16.svg",
    ),
}  # fmt: skip
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def main() -> None:
    theme = ICONS / "hicolor"
    shutil.rmtree(theme, ignore_errors=True)
    for name, drawings in DRAWINGS.items():
        for size in SIZES:
            path = theme / f"{size}x{size}" / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            render(*drawings, size=size, to=path)
        place(ICONS / drawings[0], theme / "scalable" / f"{name}.svg")
    place(ICONS / "sources" / "postil-symbolic.svg", theme / "symbolic" / "apps" / f"{APP_ID}-symbolic.svg")
    shutil.copyfile(theme / "256x256" / "apps" / f"{APP_ID}.png", ICONS / "postil.png")


def render(large: str, middle: str, small: str, *, size: int, to: Path) -> None:
    """One size as PNG; 24 pixels are the drawing for 22 with a pixel around it."""
    drawing = (ICONS / (small if size < 22 else middle if size < 32 else large)).read_text("utf-8")
    if size == 24:
        drawing = drawing.replace('viewBox="0 0 22 22" width="22" height="22"', 'viewBox="-1 -1 24 24"')
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as source:
        source.write(drawing)
        source.flush()
        subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), source.name, "-o", str(to)], check=True)


def place(drawing: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(drawing, to)


if __name__ == "__main__":
    main()
