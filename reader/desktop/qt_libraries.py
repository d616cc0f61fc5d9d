"""Why Qt cannot be loaded, or cannot open a window: which libraries of the system it lacks, and what brings them.

Looks only when it is known that it fails; doesn't load Qt itself.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from reader.errors import UserError, worded

WHAT = "The window cannot be opened"
# The file that Qt loads, and the packages that have it on Debian and Ubuntu, Fedora, and Arch. `packaging/setup.sh`
# has the first and the last of them too.
PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libbrotlidec.so.1": ("libbrotli1", "libbrotli", "brotli"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs", "krb5"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++", "gcc-libs"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}
_SYSTEMS = (
    ({"debian", "ubuntu"}, "sudo apt install"),
    ({"fedora", "rhel", "centos"}, "sudo dnf install"),
    ({"arch"}, "sudo pacman -S"),
)
_NAMES = ("Debian and Ubuntu", "Fedora", "Arch")
_LIBRARY = re.compile(r"(lib[\w.+-]+\.so[\w.]*): (?:cannot open shared object file|file too short|invalid ELF header)")


def can_load(name: str) -> bool:
    """Whether the system's loader finds this library, with all that it needs."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def why_not_imported(fault: ImportError, loads: Callable[[str], bool] = can_load) -> UserError | None:
    """What an import of Qt that failed is told as; None when something else is wrong, which is a bug of ours."""
    found = _LIBRARY.search(str(fault))
    if found is not None:
        return lacking([found[1], *(name for name in PACKAGES if name != found[1] and not loads(name))])
    if (fault.name or "").split(".")[0] in ("PySide6", "shiboken6"):
        return UserError(
            WHAT, "PySide6, the part of Postil that shows windows, is not installed", "Install Postil anew"
        )
    return None


def why_no_platform(
    said: str, environ: Mapping[str, str], plugins: Path, loads: Callable[[str], bool] = can_load
) -> UserError:
    """What Qt's last words `said`, when it had no platform to show windows on, are told as.

    `plugins` is the folder of its platforms' plugins; `loads` is asked for their files, and for libraries.
    """
    wanted = environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if wanted and "Could not find the Qt platform plugin" in said:
        return UserError(WHAT, worded("QT_QPA_PLATFORM names {name}, which Qt does not have", name=wanted))
    for name in [wanted] if wanted else ["xcb", "wayland"]:
        plugin = plugins / f"libq{name}.so"
        if plugin.exists() and not loads(str(plugin)):
            missing = [each for each in PACKAGES if not loads(each)]
            if missing:
                return lacking(missing)
    display = environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY") or ""
    return UserError(WHAT, worded("the display {name} does not answer", name=display))


def lacking(files: Iterable[str], release: str | None = None) -> UserError:
    """The sentence for libraries that are not there. `release` is the text of /etc/os-release (None: this system's)."""
    names = list(dict.fromkeys(files))
    packages = [
        list(dict.fromkeys(PACKAGES[name][column] for name in names if name in PACKAGES)) for column in range(3)
    ]
    system = _system(_os_release() if release is None else release)
    why = worded("Qt lacks libraries of the system ({names})", names=", ".join(names))
    if not packages[0]:
        return UserError(WHAT, why)
    if system is not None:
        command = f"{_SYSTEMS[system][1]} {' '.join(packages[system])}"
        return UserError(WHAT, why, worded("What brings them: {command}", command=command))
    each = "; ".join(f"{name}: {' '.join(found)}" for name, found in zip(_NAMES, packages, strict=True))
    return UserError(WHAT, why, worded("Packages that bring them: {packages}", packages=each))


def _os_release() -> str:
    for path in (Path("/etc/os-release"), Path("/usr/lib/os-release")):
        try:
            return path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
    return ""


def _system(release: str) -> int | None:
    words = set()
    for line in release.splitlines():
        name, _, value = line.partition("=")
        if name in ("ID", "ID_LIKE"):
            words |= set(value.strip("\"'").split())
    return next((n for n, (ids, _) in enumerate(_SYSTEMS) if ids & words), None)
