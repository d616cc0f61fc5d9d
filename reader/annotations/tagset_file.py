"""Finds and reads the tag set that holds for an article. A broken one is named and the default is used."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from reader.annotations.tagset import TagSet, TagSetError, tagset_from
from reader.errors import UserError
from reader.resources import resource
from reader.toml_text import read_toml

FILE_NAME = "tagset.toml"

_HEADER = re.compile(r"\s*(\[{1,2})\s*([\w\"'. -]+?)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


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


def read_tagset(path: Path, reserved: Mapping[str, str] | None = None) -> TagSet:
    """The tag set in `path`. Raises UserError that names file, line and reason."""
    what = f"The tag set {path} is not used"
    remedy = "The default tag set is used instead"
    text, data = read_toml(path, what, remedy)
    try:
        return tagset_from(data, reserved)
    except TagSetError as error:
        raise UserError(what, f"line {line_of(text, error.where)}: {error.reason}", remedy) from None


def _candidates(article: Path | None, config_dir: Path, home: Path) -> list[Path]:
    folders: list[Path] = []
    if article is not None:
        folders.append(article.parent)
        above = list(article.parent.parents)
        folders += above[: above.index(home) + 1] if home in above else []
    return [folder / FILE_NAME for folder in [*folders, config_dir]]


def line_of(toml: str, where: tuple[str | int, ...]) -> int:
    """The line (from 1) at which the value `where` ("entity", 3, "key") stands, or the table it is missing from.

    tomllib tells lines for syntax errors only. This finder knows tables, arrays of tables and `key =`
    lines, which is what a tag set is made of; where it is not sure it names the nearest table above.
    """
    table: tuple[str | int, ...] = ()
    last: dict[tuple[str, ...], int] = {}  # of each array of tables, the number of its latest table
    line, depth = 1, 0
    for n, text in enumerate(toml.split("\n"), start=1):
        if header := _HEADER.match(text):
            names = tuple(re.sub(r"[\"' ]", "", header[2]).split("."))
            if header[1] == "[[":
                last[names] = last.get(names, -1) + 1
            path = table = _numbered(names, last)
        elif key := _KEY.match(text):
            path = (*table, key[1])
        else:
            continue
        if len(path) > depth and path == where[: len(path)]:
            line, depth = n, len(path)
    return line


def _numbered(names: tuple[str, ...], last: Mapping[tuple[str, ...], int]) -> tuple[str | int, ...]:
    path: list[str | int] = []
    for end, name in enumerate(names, start=1):
        path.append(name)
        if names[:end] in last:
            path.append(last[names[:end]])
    return tuple(path)
