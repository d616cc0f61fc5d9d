"""`postil restore`: earlier versions of an article's annotations, from the backups in the user's state folder."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from reader.app.wording.versions import SECONDS, WHY, labels
from reader.cli.articles import settled
from reader.cli.paths import path_of
from reader.cli.results import say, say_json, say_path
from reader.errors import UsageError, UserError, worded
from reader.folders import Folders
from reader.sidecar.backups.backups import Backup, Backups
from reader.sidecar.backups.restoring import Restored, earlier_versions, hold, is_present, restore, standing_at
from reader.text.open import resolve
from reader.text.source import read_bytes


@click.command(name="restore", short_help="Bring back an earlier version of the annotations.")
@click.argument("article")
@click.option("--list", "as_list", is_flag=True, help="Show which versions are kept, newest first.")
@click.option("--at", metavar="TIME", help="The version that stood then: 2026-05-31 14:05, 14:05, or a time of --list.")
@click.option("--json", "as_json", is_flag=True, help="With --list: as JSON, for scripts.")
def restore_version(article: str, as_list: bool, at: str | None, as_json: bool) -> None:
    """Bring back an earlier version of an article's annotations: without --at, the last one.

    What stands there now is kept as well: restore once more to have it back. Prints where the annotations stand.
    """
    if as_list and at is not None:
        raise UsageError("--list and --at exclude each other")
    if as_json and not as_list:
        raise UsageError("--json goes with --list")
    folders, path = Folders.of_user(), resolve(path_of(article))
    if not as_list:
        settled(article)
    sha256 = hashlib.sha256(read_bytes(path)).hexdigest()
    backups = Backups(folders.state, path, sha256)
    kept = earlier_versions(backups, path, sha256, folders.data)
    if as_list:
        _print(kept, path.name, as_json=as_json)
        return
    chosen = _chosen(kept, at, path, sha256, folders)
    if chosen is None or is_present(chosen, path, sha256, folders.data):
        hold(path, sha256, folders.data)
        say(f"The annotations of {path.name} are as they were then; nothing was changed.", err=True)
        return
    restored = restore(backups, chosen, path, sha256, folders)
    say_path(restored.path)
    say(_told(chosen, restored), err=True)


def _chosen(kept: list[Backup], at: str | None, path: Path, sha256: str, folders: Folders) -> Backup | None:
    """The version that is meant; None when it is the one that stands there. Raises UserError, UsageError."""
    others = [b for b in kept if not is_present(b, path, sha256, folders.data)]
    if at is None:
        if not others:
            raise UserError(worded("No other version of the annotations of {name} is kept", name=path.name))
        return others[0]
    labelled = [b for b, label in zip(kept, labels(kept), strict=True) if at.strip() in (label, label.split(".")[0])]
    if labelled:
        return labelled[0]
    time = time_of(at, datetime.now().astimezone())
    if not kept:
        raise UserError(worded("No other version of the annotations of {name} is kept", name=path.name))
    if time > kept[0].until and _has_stood_since(path, sha256, folders, kept[0].until, time):
        return None
    chosen = standing_at(kept, time)
    if chosen is None:
        what = worded(
            "No version of the annotations of {name} is kept from before {time}",
            name=path.name,
            time=f"{time:{SECONDS}}",
        )
        raise UserError(what, worded("the oldest stood until {time}", time=labels(kept)[-1]))
    return chosen


def _has_stood_since(path: Path, sha256: str, folders: Folders, last: datetime, time: datetime) -> bool:
    """Whether what stands there now was written before `time`, after the last version that is kept."""
    from reader.sidecar.disk.durable import signature_of
    from reader.sidecar.places.places import beside, fallback_for

    for place in (fallback_for(path, sha256, folders.data).sidecar, beside(path)):
        signature = signature_of(place)
        if signature is not None:
            return last - timedelta(seconds=1) <= datetime.fromtimestamp(signature.modified_ns / 1e9, UTC) <= time
    return False


def time_of(written: str, now: datetime) -> datetime:
    """The time that is meant; without a zone, that of this computer. A day means its end. Raises UsageError."""
    text = written.strip()
    try:
        if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?", text):
            clock = datetime.fromisoformat(f"{now:%Y-%m-%d} {text.zfill(5) if len(text) < 5 else text}").astimezone()
            return clock if clock <= now else clock - timedelta(days=1)
        if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text):
            return datetime.fromisoformat(text).astimezone() + timedelta(days=1) - timedelta(microseconds=1)
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise UsageError(
            worded("{written!r} is no time", written=written), remedy="Write it as 2026-05-31 14:05, or as 14:05"
        ) from None


def _print(kept: list[Backup], name: str, *, as_json: bool) -> None:
    rows = list(zip(kept, labels(kept), strict=True))
    if as_json:
        facts = [
            {"at": label, "since": _iso(b.since), "until": _iso(b.until), "annotations": b.annotations,
             "bytes": b.size, "why": str(b.why)}
            for b, label in rows
        ]  # fmt: skip
        say_json(facts)
        return
    if not rows:
        say(f"No earlier version of the annotations of {name} is kept.", err=True)
    width = max((len(label) for _, label in rows), default=0)
    for backup, label in rows:
        say(f"{label:<{width}}  {_count(backup):>18}  {_size(backup.size):>9}  {WHY[backup.why]}")


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _count(backup: Backup) -> str:
    return f"{backup.annotations:,} annotation{'' if backup.annotations == 1 else 's'}"


def _size(size: int) -> str:
    return (
        f"{size:,} B" if size < 10_000 else f"{size / 1000:,.0f} kB" if size < 10_000_000 else f"{size / 1e6:,.0f} MB"
    )


def _told(backup: Backup, restored: Restored) -> str:
    aside = f"; the broken file is called {restored.aside.name} now" if restored.aside else ""
    when = f"{backup.until.astimezone():{SECONDS}}"
    return f"Restored what stood until {when}, {_count(backup)}{aside}. Restore again to take that back."
