"""`Tab`: an article in a frame. Its window is made when it is first shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.app.article.opening import Reading
    from reader.app.workbench.workbench import Workbench
    from reader.errors import UserError


class Tab:
    """One of a group. `bench` None: nothing was shown of it yet; `reading` is under way then, if it was begun."""

    def __init__(self, path: Path | None = None, reading: Reading | None = None) -> None:
        self._path, self.reading = path, reading
        self.bench: Workbench | None = None
        self.problem: UserError | None = None  # why an article that was not shown yet cannot be

    @property
    def path(self) -> Path | None:
        """The article's; None for an empty one, or while nobody knows."""
        if self.bench is not None and self.bench.has_article:
            return self.bench.session.article.path
        if self.bench is not None and self.bench.coming is not None:
            return self.bench.coming.path
        return self._path

    def is_on(self, path: Path) -> bool:
        """Whether the article of this resolved path is open here, or will be."""
        return self.bench.is_on(path) if self.bench is not None else self._path == path
