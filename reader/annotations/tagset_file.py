"""Finds and reads the tag set that holds for an article. A broken one is named and the default is used."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from reader.annotations.tagset import TagSet, TagSetError, tagset_from
from reader.errors import UserError, worded
from reader.resources import resource
from reader.toml_text import line_of, read_toml

FILE_NAME = "tagset.toml"


class FoundTagSet(NamedTuple):
    """The tag set to use, the file it came from (None: the default) and what to tell the user, if anything."""

    tagset: TagSet
    path: Path | None = None
    warning: UserError | None = None


def default_tagset() -> TagSet:
    """The tag set that ships with Postil."""
    return tagset_from(tomllib.loads(resource("tagsets/default.toml").read_text(encoding="utf-8")))


def find_tagset(
    article: Path | None, config_dir: Path, home: Path, reserved: Callable[[], Mapping[str, str]] | None = None
) -> FoundTagSet:
    """The tag set for `article`: beside it or in a folder above (up to `home`), then in `config_dir`, then ours.

    `reserved` gives the keys that a tag set may not take, see `tagset_from`; ours is known to take none of them.
    Outside `home` only the article's own folder is looked at, so that a stranger's folder high up has no say.
    """
    for path in _candidates(article, config_dir, home):
        if os.path.isfile(path):  # noqa: PTH113  Path.is_file raises where a folder may not be looked into
            try:
                return FoundTagSet(read_tagset(path, reserved() if reserved else None), path)
            except UserError as problem:
                return FoundTagSet(default_tagset(), None, problem)
    return FoundTagSet(default_tagset())


def tagset_path(article: Path | None, config_dir: Path, home: Path) -> Path | None:
    """The tag set file that `find_tagset` would read, be it broken or not; None when the default is used."""
    found = _candidates(article, config_dir, home)
    return next((path for path in found if os.path.isfile(path)), None)  # noqa: PTH113  see `find_tagset`


def read_tagset(path: Path, reserved: Mapping[str, str] | None = None) -> TagSet:
    """The tag set in `path`. Raises UserError that names file, line and reason."""
    what = worded("The tag set {path} is not used", path=path)
    remedy = "The default tag set is used instead"
    text, data = read_toml(path, what, remedy)
    try:
        return tagset_from(data, reserved)
    except TagSetError as error:
        raise UserError(
            what, worded("line {line}: {reason}", line=line_of(text, error.where), reason=error.reason), remedy
        ) from None


def _candidates(article: Path | None, config_dir: Path, home: Path) -> list[Path]:
    folders: list[Path] = []
    if article is not None:
        folders.append(article.parent)
        above = list(article.parent.parents)
        folders += above[: above.index(home) + 1] if home in above else []
    return [folder / FILE_NAME for folder in [*folders, config_dir]]
