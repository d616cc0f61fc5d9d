"""Prints Debian's change log out of Postil's: the versions that came out, and the one that is built.

SOURCE_DATE_EPOCH=... python make_changelog.py
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PACKAGING), str(PACKAGING.parent)]

from make_desktop_files import CHANGELOG, releases  # noqa: E402

from reader import __version__  # noqa: E402

REVISION = 1  # of the package, for one version of Postil


def changelog(text: str, version: str, now: datetime, maintainer: str) -> str:
    """Debian's change log; `now` is the date of a version that is not out yet."""
    entries = [
        (each.version, datetime.fromisoformat(each.date).replace(tzinfo=UTC), each.news) for each in releases(text)
    ]
    if version not in [number for number, _, _ in entries]:
        entries.insert(0, (version, now, ("Built from what is to be this version.",)))
    return "\n".join(_entry(*entry, maintainer) for entry in entries)


def maintainer() -> str:
    control = Path(__file__).with_name("control").read_text("utf-8")
    return re.search(r"^Maintainer: (.+)$", control, re.MULTILINE)[1]


def _entry(version: str, date: datetime, news: tuple[str, ...], who: str) -> str:
    points = news or ("See /usr/share/doc/postil/changelog.gz.",)
    lines = [textwrap.fill(point, 76, initial_indent="  * ", subsequent_indent="    ") for point in points]
    head = f"postil ({version}-{REVISION}) unstable; urgency=medium"
    return "\n".join([head, "", *lines, "", f" -- {who}  {format_datetime(date)}", ""])


if __name__ == "__main__":
    stamp = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    made = changelog(CHANGELOG.read_text("utf-8"), __version__, datetime.fromtimestamp(stamp, UTC), maintainer())
    sys.stdout.write(made)
