"""Where the sidecar of an article stands: beside it, or in the user's data folder when it cannot."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from pathlib import Path
from typing import NamedTuple

from reader.digests import sha256_hex
from reader.errors import worded
from reader.sidecar.disk import files
from reader.sidecar.disk.durable import read_with_signature, remove_durably, write_durably

SUFFIX = ".annotations.json"
KEPT_NAME = "annotations.json"  # of a sidecar in the data folder
NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR}


def beside(article: Path) -> Path:
    """`article.md.annotations.json` in the folder of the article, whose links are resolved already."""
    return article.with_name(article.name + SUFFIX)


class ReadOnlyFileError(PermissionError):
    """The file itself may not be written, whatever its folder allows."""


LENT_ALONE = worded("a sandbox shows Postil this file and not its folder")


class LentAloneError(PermissionError):
    """Nothing can stand beside this article (see `lent`), whatever the system says of its folder."""

    def __init__(self, article: Path) -> None:
        super().__init__(errno.EROFS, "only the article was lent", str(article))


class ArticleGoneError(FileNotFoundError):
    """Neither the article nor its annotations stand there any more: both were moved, or deleted."""


class Fallback(NamedTuple):
    """A place in the user's data folder. `based_on` is the hash of the file beside the article it continues.

    `base_sha256` is that of the copy of it that is kept along, for when that file is another one by now.
    """

    folder: Path
    based_on: str = ""
    base_sha256: str = ""

    @property
    def sidecar(self) -> Path:
        """The sidecar itself."""
        return self.folder / KEPT_NAME

    @property
    def base(self) -> Path:
        """The copy of what stood beside the article."""
        return self.folder / "base.json"

    def note(self, article: Path, sha256: str) -> None:
        """Write down which article this is for, and all that this says. Raises OSError."""
        # bytes that are no UTF-8 are escaped, so that the very path is found again
        from reader.sidecar.places.lent import host_path

        facts = {"article": str(article), "sha256": sha256, "basedOn": self.based_on, "base": self.base_sha256}
        if (host := host_path(article)) not in ("", str(article)):
            facts["host"] = host
        write_durably(self.folder / "place.json", json.dumps(facts).encode("ascii"))

    def clear(self) -> None:
        """Take it away, once what it held stands beside the article; what cannot be taken away is met again."""
        with contextlib.suppress(OSError):
            for name in (KEPT_NAME, "base.json", "place.json"):
                remove_durably(self.folder / name)
            files.disk.rmdir(self.folder)


def fallback_for(article: Path, sha256: str, data: Path) -> Fallback:
    """The place for this article: by its path, else by its content when the article it was made for is gone.

    In a document portal one file has several paths: it is known by where it stands outside, and by name and content.
    """
    shelf = data / "sidecars"
    own = shelf / sha256_hex(os.fsencode(article))[:16]
    if _recorded(own) == str(article):
        return _as_noted(own, read_facts(own / "place.json"))
    found = _noted_for(article, sha256, _places(shelf))
    if found is not None:
        return found
    free, number = own, 1
    while _recorded(free):  # taken along by an article that stood here once and moved on
        number += 1
        free = own.with_name(f"{own.name}-{number}")
    return Fallback(free)


def _noted_for(article: Path, sha256: str, places: list[Path]) -> Fallback | None:
    """Of the places that are not called by the article's path the one that is for it."""
    if not places:
        return None
    from reader.sidecar.places.lent import host_path, is_same_document

    found, host = None, host_path(article)
    for place in places:
        facts = read_facts(place)
        recorded = facts.get("article", "")
        # a place taken over from a moved article keeps its folder, and tells by now where the article is
        if recorded == str(article) or (host and host in (recorded, facts.get("host"))):
            return _as_noted(place.parent, facts)
        same = bool(recorded) and facts.get("sha256") == sha256
        if found is None and same and (is_gone(recorded) or is_same_document(recorded, article)):
            found = _as_noted(place.parent, facts)
    return found


def _as_noted(folder: Path, facts: dict[str, str]) -> Fallback:
    return Fallback(folder, facts.get("basedOn", ""), facts.get("base", ""))


def kept_below(folder: Path, data: Path) -> list[tuple[Path, str]]:
    """The articles in a folder, and below it, whose annotations are kept in `data`; each with its content's hash."""
    found = []
    for place in _places(data / "sidecars"):
        facts = read_facts(place)
        article = Path(facts.get("article", ""))
        is_kept = os.path.lexists(place.with_name(KEPT_NAME))
        if is_kept and article.is_relative_to(folder):
            found.append((article, facts.get("sha256", "")))
    return found


def kept_in(data: Path) -> list[tuple[Path, Path]]:
    """All articles whose annotations are kept in `data`, each with the sidecar there."""
    found = []
    for place in _places(data / "sidecars"):
        recorded, sidecar = read_facts(place).get("article", ""), place.with_name(KEPT_NAME)
        if recorded and os.path.lexists(sidecar):
            found.append((Path(recorded), sidecar))
    return found


def _recorded(place: Path) -> str:
    """For which article a place is kept; empty when nobody knows, or nothing is kept there."""
    if not os.path.exists(place / KEPT_NAME):  # noqa: PTH110  Path.exists raises where it may not look
        return ""
    return read_facts(place / "place.json").get("article", "")


def _places(shelf: Path) -> list[Path]:
    try:
        return sorted(shelf.glob("*/place.json"))
    except OSError:
        return []


def is_gone(path: str) -> bool:
    """Whether there is surely no such file: not when nobody may look, but when a folder stands there."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116  as it was written down, without a detour
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False


def read_facts(path: Path) -> dict[str, str]:
    """What a note of ours says; empty when it cannot be read."""
    try:
        found = read_with_signature(path)
        value = json.loads(found[0].decode("utf-8")) if found is not None else None
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in value.items() if isinstance(v, str) and "\0" not in v} if isinstance(value, dict) else {}


def why_not(error: OSError) -> str:
    """The reason a file could not be written, in words."""
    if isinstance(error, ReadOnlyFileError):
        return worded("its annotations file is read-only")
    if isinstance(error, LentAloneError):
        return LENT_ALONE
    if isinstance(error, ArticleGoneError):
        return worded("the article is gone from there")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return worded("folder is read-only")
    if error.errno == errno.ENAMETOOLONG:
        return worded("its name would be too long")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return worded("its folder is gone")
    return (error.strerror or str(error)).lower()
