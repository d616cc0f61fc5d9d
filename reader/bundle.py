"""Says whether this Postil is a stand-alone folder, and how parts of it are run, there and elsewhere.

Such a folder has no Python that could be given a program: one of two executables stands for
it, `postil`, or `postil-gui`, which has no console on Windows.
"""

from __future__ import annotations

import sys
from pathlib import Path

# What the stand-alone folder's executables take for "run this part of yourself"; `packaging/pyinstaller/start.py` does.
PART_SWITCH = "--part-of-postil"
PARTS = {"compile": "reader.export.pdf.compile", "draw": "reader.export.pdf.draw"}


def is_bundled() -> bool:
    """Whether this process was started out of a stand-alone folder."""
    return bool(getattr(sys, "frozen", False))


def bundled_program(executable: str = sys.executable) -> str:
    """The stand-alone folder's executable for a terminal, whichever of the two was started."""
    started = Path(executable)
    beside = started.with_name(f"postil{started.suffix}")
    return str(beside if beside.is_file() else started)


def part_command(program: Path) -> list[str]:
    """The words that run a module of ours, named by its file, as a process of its own."""
    if is_bundled():
        return [bundled_program(), PART_SWITCH, program.stem]
    return [sys.executable, "-P", str(program)]
