"""Where Postil keeps what is not an article: one value that is passed in, so that tests need no patching."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Folders(NamedTuple):
    """The user's folders for Postil. They may not exist yet; `home` bounds the search for a tag set."""

    config: Path
    data: Path
    state: Path
    cache: Path
    home: Path

    @classmethod
    def of_user(cls) -> Folders:
        """The places that this system's conventions give the user who runs Postil."""
        import platformdirs

        dirs = platformdirs.PlatformDirs("postil", appauthor=False)
        return cls(dirs.user_config_path, dirs.user_data_path, dirs.user_state_path, dirs.user_cache_path, Path.home())

    @classmethod
    def under(cls, root: Path) -> Folders:
        """All of them below one folder: for tests and for carrying Postil about."""
        return cls(root / "config", root / "data", root / "state", root / "cache", root)
