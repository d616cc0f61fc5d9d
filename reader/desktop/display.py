"""Says whether a window can be shown here, before Qt is asked and ends the process. Doesn't load Qt itself."""

from __future__ import annotations

from collections.abc import Mapping

from reader.errors import UserError

_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether `environ` of a system (`sys.platform`) names a place for windows; only Linux and BSD need one named."""
    if platform in ("win32", "darwin", "cygwin"):
        return True
    return any(environ.get(name) for name in _NAMES)


def require_display(environ: Mapping[str, str], platform: str) -> None:
    """Raise UserError when there is no display to open a window on."""
    if not has_display(environ, platform):
        raise UserError(
            "The window cannot be opened",
            "there is no display (DISPLAY, WAYLAND_DISPLAY and QT_QPA_PLATFORM are not set)",
            "The other commands work without one: postil --help lists them",
        )
