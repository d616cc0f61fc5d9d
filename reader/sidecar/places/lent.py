"""Tells articles that were lent alone: a sandbox was given this one file, and not the folder that it lies in.

A document portal (Flatpak, Snap) shows `doc/ID/article.md`. Whatever else is written there fails, or is thrown away,
while the call succeeds. A folder that was lent stands below `doc/ID/` with all that is in it, and is like any other.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_PORTALS = re.compile(r"/run/(?:user/\d+|flatpak)/doc/(?:by-app/[^/]+/)?[^/]+/[^/]+")
_BELOW = re.compile(r"(?:by-app/[^/]+/)?[^/]+/[^/]+")
_SANDBOX = Path("/.flatpak-info")
_MOUNTS = Path("/proc/self/mountinfo")
_HOST_PATH = "user.document-portal.host-path"  # xdg-desktop-portal since 1.19.1


def is_lent_alone(article: Path, sandbox: Path = _SANDBOX) -> bool:
    """Whether nothing that is put beside this file (links resolved) would stay there. Reads no article."""
    return is_of_portal(str(article)) or (sandbox.exists() and _is_mounted_alone(article))


def is_of_portal(path: str) -> bool:
    """Whether a path is that of one file in a document portal; the file may be gone."""
    if "/doc/" not in path:
        return False
    if _PORTALS.fullmatch(path):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    root = os.path.realpath(os.path.join(runtime, "doc"))  # noqa: PTH118  asked at each start
    return bool(runtime) and path.startswith(f"{root}/") and bool(_BELOW.fullmatch(path, len(root) + 1))


def host_path(article: Path) -> str:
    """Where the article stands for programs outside of the sandbox; "" when nobody says.

    The portal gives a file another ID after a restart, or for another way to open it, but this stays.
    """
    if not is_of_portal(str(article)):
        return str(article)
    try:
        return os.fsdecode(os.getxattr(article, _HOST_PATH).rstrip(b"\0"))
    except (OSError, AttributeError):  # no such attribute there; no such call on this system
        return ""


def is_same_document(recorded: str, article: Path) -> bool:
    """Whether two paths of the same content, one of which at least is a portal's, seem to be of the same file.

    A copy in another folder that has the same name counts as the same where the portal does not tell them apart.
    """
    if not (is_of_portal(recorded) or is_of_portal(str(article))) or Path(recorded).name != article.name:
        return False
    one, other = host_path(Path(recorded)), host_path(article)
    return not one or not other or one == other


def _is_mounted_alone(article: Path) -> bool:
    """Whether the file itself, and no folder above it, was brought into the sandbox (`--filesystem=FILE`)."""
    try:
        lines = _MOUNTS.read_bytes().splitlines()
    except OSError:
        return False
    return any(_unescaped(line.split(b" ")[4]) == os.fsencode(article) for line in lines if line.count(b" ") > 4)


def _unescaped(path: bytes) -> bytes:
    return re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), path)
