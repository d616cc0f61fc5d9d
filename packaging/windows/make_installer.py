"""Make the installer for Windows of a stand-alone folder. Needs `makensis` 3.08 or later, which runs on Linux as well.

    python packaging/windows/make_installer.py dist/postil [Postil-VERSION-setup.exe]

The folder is what `packaging/make_standalone.sh` makes on Windows. Every file of it is named in the uninstaller, so
that nothing else is ever taken away.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

PAPER = "#f3efe7"
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import make_registry  # noqa: E402
from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402

from reader import __version__  # noqa: E402
from reader.desktop.file_types import APP_ID, SUMMARY  # noqa: E402
from reader.desktop.macos.info_plist import numbers  # noqa: E402


def files_nsh(folder: Path) -> str:
    """Two macros of NSIS: every file and folder put there, and exactly these taken away, the deepest folders first."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    folders = sorted({parent for path in files for parent in path.relative_to(folder).parents if parent.name})
    lines = ["!macro PostilFiles"]
    place = None
    for path in files:
        within = path.relative_to(folder).parent
        if within != place:
            place = within
            lines.append(f"  SetOutPath {_inside(within)}")
        lines.append(f'  File "{path}"')  # read when it is compiled: no `$` of a name means anything
    lines += ["!macroend", "", "!macro PostilRemoveFiles"]
    lines += [f"  Delete {_inside(path.relative_to(folder))}" for path in files]
    lines += [f"  RMDir {_inside(each)}" for each in sorted(folders, key=lambda each: -len(each.parts))]
    return "\n".join([*lines, "!macroend", ""])


def _inside(path: Path) -> str:
    names = "\\".join(part.replace("$", "$$") for part in path.parts)
    return '"$INSTDIR' + (f"\\{names}" if names else "") + '"'


def picture() -> QImage:
    """What stands beside the last page: the icon on paper, twice as large as it is shown on a plain screen."""
    made = QImage(328, 628, QImage.Format.Format_RGB888)
    made.fill(QColor(PAPER))
    icon = QImage(str(ROOT / "resources/icons/postil.png")).scaledToWidth(
        160, Qt.TransformationMode.SmoothTransformation
    )
    painter = QPainter(made)
    painter.drawImage(QPoint((made.width() - icon.width()) // 2, 150), icon)
    painter.end()
    return made


def make(folder: Path, out: Path, version: str = __version__, more: Sequence[str] = ()) -> None:
    """Compile the installer; what `makensis` warns of is an error. Raises CalledProcessError."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024
    four = [*numbers(version).split("."), "0", "0", "0"][:4]
    with TemporaryDirectory() as work:
        Path(work, "registry.nsh").write_text(make_registry.nsh(make_registry.installed()), encoding="utf-8-sig")
        Path(work, "files.nsh").write_text(files_nsh(folder.resolve()), encoding="utf-8-sig")
        if not picture().save(str(Path(work, "side.bmp"))):
            raise OSError(f"{work}: side.bmp cannot be written")
        defines = {
            "VERSION": version, "VERSION_NUMBERS": ".".join(four), "SIZE_KB": str(size), "MADE": work,
            "OUT": str(out.resolve()), "ROOT": str(ROOT), "APP_ID": APP_ID, "SUMMARY": SUMMARY,
        }  # fmt: skip
        command = [
            "makensis",
            "-V2",
            "-WX",
            "-INPUTCHARSET",
            "UTF8",
            *(f"-D{name}={text}" for name, text in defines.items()),
        ]
        subprocess.run([*command, *more, str(Path(__file__).with_name("postil.nsi"))], check=True)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    make(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) == 3 else f"Postil-{__version__}-setup.exe"))
