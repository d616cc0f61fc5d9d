"""Where the sidecar of an article stands: beside it, or in the user's data folder when it cannot."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from reader.sidecar.durable import write_durably

SUFFIX = ".annotations.json"
NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR}


def beside(article: Path) -> Path:
    """`article.md.annotations.json` in the folder of the article, whose links are resolved already."""
    return article.with_name(article.name + SUFFIX)


@dataclass(frozen=True, slots=True)
class Fallback:
    """A place in the user's data folder. `based_on` is the hash of the file beside the article it continues."""

    folder: Path
    based_on: str = ""

    @property
    def sidecar(self) -> Path:
        """The sidecar itself."""
        return self.folder / "annotations.json"

    def note(self, article: Path, sha256: str, based_on: str) -> None:
        """Write down which article this is for. Raises OSError."""
        facts = {"article": os.fsencode(article).decode("utf-8", "replace"), "sha256": sha256, "basedOn": based_on}
        write_durably(self.folder / "place.json", json.dumps(facts, ensure_ascii=False).encode("utf-8"))

    def clear(self) -> None:
        """Take it away, once what it held stands beside the article."""
        for name in ("annotations.json", "place.json"):
            with contextlib.suppress(FileNotFoundError):
                (self.folder / name).unlink()
        with contextlib.suppress(OSError):
            self.folder.rmdir()


def fallback_for(article: Path, sha256: str, data: Path) -> Fallback:
    """The place for this article: by its path, else by its content when the article it was made for is gone."""
    shelf = data / "sidecars"
    own = shelf / hashlib.sha256(os.fsencode(article)).hexdigest()[:16]
    if not (own / "annotations.json").exists() and shelf.is_dir():
        for place in sorted(shelf.glob("*/place.json")):
            facts = _facts(place)
            if facts.get("sha256") == sha256 and facts.get("article") and not Path(facts["article"]).exists():
                return Fallback(place.parent, facts.get("basedOn", ""))
    return Fallback(own, _facts(own / "place.json").get("basedOn", ""))


def _facts(path: Path) -> dict[str, str]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, dict) else {}


def why_not(error: OSError) -> str:
    """The reason a file could not be written, in words."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "folder is read-only"
    if error.errno == errno.ENAMETOOLONG:
        return "its name would be too long"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "its folder is gone"
    return (error.strerror or str(error)).lower()
