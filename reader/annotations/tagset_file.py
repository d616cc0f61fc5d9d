"""Finds and reads the tag set that holds for an article. A broken one is named and the default is used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.annotations.tagset import TagSet, TagSetError, tagset_from
from reader.errors import UserError
from reader.resources import resource

FILE_NAME = "tagset.toml"


@dataclass(frozen=True, slots=True)
class FoundTagSet:
    """The tag set to use, the file it came from (None: the default) and what to tell the user, if anything."""

    tagset: TagSet
    path: Path | None = None
    warning: UserError | None = None


def default_tagset() -> TagSet:
    """The tag set that ships with Postil."""
    return tagset_from(tomllib.loads(resource("tagsets/default.toml").read_text(encoding="utf-8")))


def find_tagset(
    article: Path | None, config_dir: Path, home: Path, reserved: Mapping[str, str] | None = None
) -> FoundTagSet:
    """The tag set for `article`: beside it or in a folder above (up to `home`), then in `config_dir`, then ours.

    Outside `home` only the article's own folder is looked at, so that a stranger's folder high up has no say.
    """
    for path in _candidates(article, config_dir, home):
        if path.is_file():
            try:
                return FoundTagSet(read_tagset(path, reserved), path)
            except UserError as problem:
                return FoundTagSet(default_tagset(), None, problem)
    return FoundTagSet(default_tagset())


def read_tagset(path: Path, reserved: Mapping[str, str] | None = None) -> TagSet:
    """The tag set in `path`. Raises UserError that names file, line and reason."""
    what = f"The tag set {path} is not used"
    remedy = "The default tag set is used instead"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UserError(what, str(reason), remedy) from None
    try:
        return tagset_from(tomllib.loads(text), reserved)
    except tomllib.TOMLDecodeError as error:
        raise UserError(what, str(error), remedy) from None
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
    wanted = list(where)
    line, names = 1, [str(p) for p in wanted if not isinstance(p, int)]
    number = next((p for p in wanted if isinstance(p, int)), None)
    seen = -1
    inside = number is None and len(names) == 1
    for n, text in enumerate(toml.split("\n"), start=1):
        header = re.match(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}", text)
        if header and "=" not in text.split("]")[0]:
            table = re.sub(r"[\"' ]", "", header.group(1))
            if number is not None:
                seen += table == names[0]
                inside = table == names[0] and seen == number
            else:
                inside = names[: table.count(".") + 1] == table.split(".")
            line = n if inside else line
            continue
        key = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", text)
        if inside and key and key.group(1) == names[-1]:
            return n
    return line
