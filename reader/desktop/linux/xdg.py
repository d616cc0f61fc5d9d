"""Where freedesktop.org has things: the folders of one user on one system, read once from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Xdg(NamedTuple):
    """The folders to look in, the user's own first, and the names of the desktop in use, lower case ("gnome")."""

    data: Path
    config: Path
    data_dirs: tuple[Path, ...]
    config_dirs: tuple[Path, ...]
    desktops: tuple[str, ...]

    @classmethod
    def of(cls, environ: Mapping[str, str], home: Path) -> Xdg:
        """What these variables say; a path that is not absolute is as good as none, by the specification."""
        data = _folders(environ.get("XDG_DATA_HOME", ""))[:1] or (home / ".local" / "share",)
        config = _folders(environ.get("XDG_CONFIG_HOME", ""))[:1] or (home / ".config",)
        data_dirs = _folders(environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share")
        config_dirs = _folders(environ.get("XDG_CONFIG_DIRS") or "/etc/xdg")
        names = environ.get("XDG_CURRENT_DESKTOP", "").split(":")
        desktops = tuple(name.lower() for name in names if name and "/" not in name)
        return cls(data[0], config[0], (data[0], *data_dirs), (config[0], *config_dirs), desktops)

    @property
    def lists(self) -> tuple[Path, ...]:
        """Each `mimeapps.list` there may be, the one that counts most first."""
        names = [*(f"{desktop}-mimeapps.list" for desktop in self.desktops), "mimeapps.list"]
        folders = [*self.config_dirs, *(folder / "applications" for folder in self.data_dirs)]
        return tuple(folder / name for folder in folders for name in names)

    def entry(self, desktop_id: str) -> Path | None:
        """The file of a desktop entry, or None; "a-b.desktop" may be "a/b.desktop"."""
        if not desktop_id or "/" in desktop_id or "\0" in desktop_id:
            return None
        names = [desktop_id]
        while "-" in names[-1]:
            names.append(names[-1].replace("-", "/", 1))
        for folder in self.data_dirs:
            for name in names:
                path = folder / "applications" / name
                if path.is_file():
                    return path
        return None


def _folders(written: str) -> tuple[Path, ...]:
    return tuple(Path(each) for each in written.split(":") if each.startswith("/"))
