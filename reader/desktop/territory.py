"""Where the user lives, as far as the system's settings say: what paper there is in shops and printers depends on it.

Asks no network and no program. POSIX: `LC_ALL`, `LC_PAPER`, `LANG`; macOS: the region chosen in its settings, which a
terminal's `LANG` need not follow; Windows: the home location.
"""

from __future__ import annotations

import os
import plistlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path

_PLACE = re.compile(r"[-_]([A-Za-z]{2})(?=$|[.@_-])")
_GLOBAL = Path("Library", "Preferences", ".GlobalPreferences.plist")


def territory(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform, home: Path | None = None
) -> str:
    """The territory by its two letters (ISO 3166-1, "US"); empty when nothing says which."""
    if platform == "win32":
        return _of_windows()
    if platform == "darwin" and (found := _of_macos(home or Path.home())):
        return found
    name = next((value for each in ("LC_ALL", "LC_PAPER", "LANG") if (value := environment.get(each))), "")
    return _place_in(name)


def _place_in(locale: str) -> str:
    found = _PLACE.search(locale)
    return found[1].upper() if found else ""


def _of_macos(home: Path) -> str:
    try:
        locale = plistlib.loads((home / _GLOBAL).read_bytes()).get("AppleLocale", "")
    except (OSError, ValueError, AttributeError, plistlib.InvalidFileException):
        return ""
    if not isinstance(locale, str):
        return ""
    region = re.search(r"@(?:.*;)?rg=([A-Za-z]{2})", locale)  # another region than the language's own
    return region[1].upper() if region else _place_in(locale)


def _of_windows() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    room = ctypes.create_unicode_buffer(85)  # LOCALE_NAME_MAX_LENGTH
    for name in ("GetUserDefaultGeoName", "GetUserDefaultLocaleName"):  # the first one is there from Windows 10 on
        ask = getattr(ctypes.windll.kernel32, name, None)
        if ask is not None and ask(room, len(room)):
            return room.value.upper() if len(room.value) == 2 else _place_in(room.value)
    return ""
