"""Writes what a package of the system has below /usr/share, by the writers that `postil desktop install` uses.

    python packaging/make_desktop_files.py FOLDER [--command postil] [--zsh vendor-completions]

Desktop entry, MIME type, AppStream description with the releases of CHANGELOG.md, icons, man page, completions. The
same checkout gives the same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from reader.cli.manual import read_manual
from reader.desktop.file_types import APP_ID
from reader.desktop.linux.entry import ENTRY_NAME, desktop_entry
from reader.desktop.linux.metainfo import Release, metainfo
from reader.desktop.linux.wanted import shared_files

CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
_RELEASE = re.compile(r"^## \[?(\d+\.\d+\.\d+[\w.]*)\]?\W+(\d{4}-\d\d-\d\d)\W*$")
_NEWS = 6
"""As many points of a release as a software centre shows without a scroll bar."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="what becomes /usr/share")
    parser.add_argument("--command", default="postil", help="what the entry runs: a name on PATH, or a plain path")
    parser.add_argument("--zsh", default="site-functions", help="where zsh looks: vendor-completions on Debian")
    options = parser.parse_args(arguments)
    for name, content in files_of(CHANGELOG.read_text("utf-8"), options.command, options.zsh):
        path = options.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(path)
    return 0


def files_of(changelog: str, command: str, zsh: str) -> Iterator[tuple[str, bytes]]:
    """All files: where below the folder, and the bytes."""
    yield f"applications/{ENTRY_NAME}", desktop_entry([command], command).encode()
    for name, content in shared_files(read_manual()):
        if name.startswith("metainfo/"):
            yield f"metainfo/{APP_ID}.metainfo.xml", metainfo(list(releases(changelog))).encode()
        else:
            yield name.replace("zsh/site-functions", f"zsh/{zsh}"), content


def releases(changelog: str) -> Iterator[Release]:
    """The versions that came out, newest first, as the change log has them: `## 0.2.0 (2026-12-01)`."""
    parts = re.split(r"^(?=## )", changelog, flags=re.MULTILINE)
    for part in parts:
        head, _, body = part.partition("\n")
        found = _RELEASE.match(head)
        if found:
            points = re.findall(r"^- (.*(?:\n  .*)*)", body, flags=re.MULTILINE)
            news = tuple(" ".join(point.split()).replace("`", "") for point in points[:_NEWS])
            yield Release(found[1], found[2], news)


if __name__ == "__main__":
    sys.exit(main())
