"""Earlier versions of a sidecar in the user's state folder, kept before they are replaced. `thinning` says which stay.

One folder an article, named by its path; `place.json` in it tells the path and the content, so that a renamed article
finds its own. One gzip file a version (anybody can unpack it), whose name says all that a list has to say.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

from reader.annotations.collection import AnnotationSet
from reader.digests import sha256_hex
from reader.errors import UserError, worded
from reader.sidecar.backups.thinning import APART, KEPT, Why, is_due, to_drop
from reader.sidecar.disk import files
from reader.sidecar.disk.durable import (
    make_folder,
    read_with_signature,
    remove_durably,
    rename_durably,
    sync_folder,
    write_durably,
)
from reader.sidecar.places.places import is_gone, read_facts
from reader.text.article import Article

FOLDER, PLACE, END = "backups", "place.json", ".json.gz"
MOST_UNPACKED = 256 << 20
SWEPT_EVERY = timedelta(days=1)
R = TypeVar("R")
_GZIP = 31  # zlib's number for "with the head and the end of gzip"
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(
    r"(\d{8}T\d{12})-(\d{8}T\d{12})-([a-z]+)-(\d+)-(\d+)-([0-9a-f]{16})(?:-(\d{8}T\d{12}))?" + re.escape(END)
)


class Backup(NamedTuple):
    """A version that stood from `since` until `until` (UTC), with so many annotations in so many bytes.

    `order` is `until`, or a moment behind that of what was kept before it, where the clock was set back meanwhile.
    """

    path: Path
    since: datetime
    until: datetime
    why: Why
    annotations: int
    size: int
    digest: str  # the first 16 digits of the SHA-256 of its bytes
    stored: int
    order: datetime

    def is_of(self, data: bytes) -> bool:
        """Whether these bytes are the version."""
        return (self.size, self.digest) == (len(data), _digest(data))

    def read(self) -> bytes:
        """The sidecar of that time. Raises UserError when the backup is damaged or gone."""
        what = worded("The backup {name} cannot be read", name=self.path.name)
        try:
            unpacker = zlib.decompressobj(_GZIP)
            data = unpacker.decompress(self.path.read_bytes(), MOST_UNPACKED)
        except OSError as error:
            raise UserError(what, (error.strerror or "").lower()) from None
        except zlib.error:
            raise UserError(what, "it is damaged") from None
        if not self.is_of(data):
            raise UserError(what, "it is damaged")
        return data


class Backups:
    """The backups of one article. Everything here is for a thread that may wait for the disk."""

    def __init__(self, state: Path, article: Path, sha256: str) -> None:
        """`article` has its links resolved; `sha256` is that of its bytes."""
        self._shelf = state / FOLDER
        self._article = article
        self._sha256 = sha256
        self._latest: tuple[Path, AnnotationSet] | None = None  # what was kept last, and what it holds
        self.wants_next = False  # have the next version that is replaced kept, whatever the time

    @classmethod
    def of(cls, article: Article, state: Path) -> Backups:
        """Those of an article that was opened."""
        return cls(state, article.path, article.sha256)

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self._shelf / _folder_name(self._article)

    def all(self) -> list[Backup]:
        """Newest first: the article's own, and those of one with the same content that stands there no longer."""
        folders = [self.folder]
        for place in _places(self._shelf):
            facts = read_facts(place)
            recorded = facts.get("article", "")
            is_ours = facts.get("sha256") == self._sha256 and recorded and is_gone(recorded)
            if place.parent != self.folder and (recorded == str(self._article) or is_ours):
                folders.append(place.parent)
        return sorted((b for folder in folders for b in _in(folder)), key=lambda b: b.order, reverse=True)

    def before_replacing(
        self,
        sidecar: Path,
        old: AnnotationSet,
        new: AnnotationSet,
        now: datetime | None = None,
        *,
        why: Why = Why.CHANGE,
    ) -> None:
        """Keep the file at `sidecar`, which holds `old`, if `new` takes something away, or it is time. OSError.

        With another reason than a change (`why`) it is always kept.
        """
        now = now or datetime.now(UTC)
        replaced = (b for b in _in(self.folder) if b.why is not Why.LEFT)
        newest = max(replaced, key=lambda b: b.order, default=None)
        removed = taken_away(old, new)
        due = why is not Why.CHANGE or self.wants_next or is_due(newest.until if newest else None, now)
        if not due and not removed:
            return
        if not due and newest is not None and self._latest is not None and self._latest[0] == newest.path:
            held = self._latest[1]
            if all(held.annotations.get(k) == old.annotations.get(k) for k in removed.annotations) and all(
                held.entities.get(k) == old.entities.get(k) for k in removed.entities
            ):
                self._latest = (_kept_longer(newest, Why.REMOVAL).path, held)
                return
        found = read_with_signature(sidecar)
        if found is None:
            return
        since = datetime.fromtimestamp(found[1].modified_ns / 1e9, UTC)
        kept = self.keep(found[0], Why.REMOVAL if removed and why is Why.CHANGE else why, len(old), since, now)
        self._latest, self.wants_next = (kept.path, old), False

    def keep(self, data: bytes, why: Why, annotations: int, since: datetime, now: datetime | None = None) -> Backup:
        """Keep these bytes, which stood since `since`, durably; then thin out. Raises OSError when that fails.

        What was kept last is not kept twice: it is said to have stood until now.
        """
        now = now or datetime.now(UTC)
        newest = _newest(_in(self.folder))
        order = _order(now, newest)
        if newest is not None and newest.is_of(data):
            return _kept_longer(newest, why, now)
        make_folder(self.folder, 0o700)
        self._note()
        packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
        packed = packer.compress(data) + packer.flush()
        says = (why, annotations, len(data), _digest(data), len(packed))
        backup = _named(self.folder, min(since, now), now, *says, order)
        write_durably(backup.path, packed)
        self._thin(now)
        return backup

    def keep_left(self, sidecar: Path, annotations: int) -> None:
        """Keep the file at `sidecar` as it stands, in the place of what was kept so in the last minutes. OSError.

        Else what was written last is nowhere but in its file, and is lost with it. What is kept already is not again.
        """
        found = read_with_signature(sidecar)
        if found is None:
            return
        before = _in(self.folder)
        newest = _newest(before)
        if newest is not None and newest.is_of(found[0]):
            return
        written = datetime.fromtimestamp(found[1].modified_ns / 1e9, UTC)
        left = self.keep(found[0], Why.LEFT, annotations, written, written)
        _drop([b for b in before if b.why is Why.LEFT and abs(left.until - b.until) < APART])

    def follow(self, old: Path) -> None:
        """Take along what is kept for the path `old`, from which the article came here."""
        before = self._shelf / _folder_name(old)
        if before == self.folder or not before.is_dir():
            return
        with contextlib.suppress(OSError):
            make_folder(self.folder, 0o700)
            self._note()
            for backup in _in(before):
                files.disk.replace(backup.path, self.folder / backup.path.name)
            sync_folder(self.folder)
            remove_durably(before / PLACE)
            files.disk.rmdir(before)

    def _note(self) -> None:
        facts = {"article": str(self._article), "sha256": self._sha256}
        if read_facts(self.folder / PLACE) != facts:
            write_durably(self.folder / PLACE, json.dumps(facts).encode("ascii"))

    def _thin(self, now: datetime) -> None:
        _drop(to_drop(_in(self.folder), now))
        last = self._shelf / "swept"
        with contextlib.suppress(OSError):
            if not last.exists() or abs(now.timestamp() - last.stat().st_mtime) > SWEPT_EVERY.total_seconds():
                write_durably(last, b"")
                sweep(self._shelf, now)


def sweep(shelf: Path, now: datetime) -> None:
    """Thin out what is kept for all articles; nothing stays of one that is gone for longer than backups are kept."""
    for place in _places(shelf):
        backups = _in(place.parent)
        _drop(to_drop(backups, now))
        newest = max((b.until for b in backups), default=None)
        if (newest is None or now - newest > KEPT) and is_gone(read_facts(place).get("article", "")):
            _drop(backups)
            with contextlib.suppress(OSError):
                files.disk.unlink(place)
                files.disk.rmdir(place.parent)


class Removed(NamedTuple):
    """The ids of what a new version has no longer, or only with less in it."""

    annotations: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.annotations or self.entities)


def taken_away(old: AnnotationSet, new: AnnotationSet) -> Removed:
    """What is in `old` and not in `new`: a whole record, or the text or the last parts of one of its fields."""
    return Removed(_lessened(old.annotations, new.annotations), _lessened(old.entities, new.entities))


def _lessened(old: Mapping[str, R], new: Mapping[str, R]) -> tuple[str, ...]:
    by_id = dict(new.items())
    return tuple(key for key, value in old.items() if (now := by_id.get(key)) is not value and _has_less(value, now))


def _has_less(old: object, new: object) -> bool:
    if new is None or type(new) is not type(old):
        return True
    for name in _field_names(type(old)):
        before, now = getattr(old, name), getattr(new, name)
        if before and (not now or (isinstance(before, tuple) and len(now) < len(before))):
            return True
    return False


def _field_names(kind: type) -> list[str]:
    return [name for name in getattr(kind, "__dataclass_fields__", ()) if name != "origin"]


def _folder_name(article: Path) -> str:
    return sha256_hex(os.fsencode(article))[:16]


def _digest(data: bytes) -> str:
    return sha256_hex(data)[:16]


def _newest(backups: list[Backup]) -> Backup | None:
    return max(backups, key=lambda b: b.order, default=None)


def _order(until: datetime, last: Backup | None) -> datetime:
    """For what is kept behind `last`."""
    return until if last is None else max(until, last.order + timedelta(microseconds=1))


def _named(
    folder: Path, since: datetime, until: datetime, why: Why, annotations: int, size: int, digest: str, stored: int,
    order: datetime,
) -> Backup:  # fmt: skip
    stamps = "-".join(map(_stamp, (since, until)))
    behind = f"-{_stamp(order)}" if order != until else ""
    path = folder / f"{stamps}-{why}-{annotations}-{size}-{digest}{behind}{END}"
    return Backup(path, since, until, why, annotations, size, digest, stored, order)


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).strftime(_STAMP)


def _kept_longer(backup: Backup, why: Why, until: datetime | None = None) -> Backup:
    """The same under a name that says a better reason to stay, or a later time. Raises OSError."""
    why = backup.why if why is Why.CHANGE and backup.why is not Why.LEFT else why
    until = until or backup.until
    better = _named(backup.path.parent, backup.since, until, why, *backup[4:-1], max(until, backup.order))
    if better.path != backup.path:
        rename_durably(backup.path, better.path)
    return better


def _in(folder: Path) -> list[Backup]:
    """What is kept in one folder; whatever else lies there is passed over."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            says = _NAME.fullmatch(entry.name)
            if says is None:
                continue
            with contextlib.suppress(ValueError, OSError):
                since, until = (_time(says[n]) for n in (1, 2))
                stored = entry.stat(follow_symlinks=False).st_size
                why, numbers = Why(says[3]), (int(says[4]), int(says[5]))
                order = _time(says[7]) if says[7] else until
                found.append(Backup(Path(entry.path), since, until, why, *numbers, says[6], stored, order))
    return found


def _time(stamp: str) -> datetime:
    return datetime.fromisoformat(f"{stamp[:15]}.{stamp[15:]}+00:00")  # strptime would import a module for it


def _places(shelf: Path) -> list[Path]:
    try:
        return sorted(shelf.glob(f"*/{PLACE}"))
    except OSError:
        return []


def _drop(backups: list[Backup]) -> None:
    for backup in backups:
        with contextlib.suppress(OSError):
            files.disk.unlink(backup.path)
