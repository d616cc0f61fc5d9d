"""Writes a new entity type into the user's tag set and reads the tag set anew. For a thread of its own; knows no Qt."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from reader.annotations.tagset import EntityType, TagSet, TagSetError, tagset_from
from reader.annotations.tagset_file import FILE_NAME, tagset_path
from reader.annotations.tagset_new import with_type
from reader.app.commands import commands_for, reserved_keys
from reader.app.keyboard.keymap import KeyConflictError, Keymap, KeyNameError
from reader.app.wording.tr import later, tr
from reader.errors import UserError
from reader.folders import Folders
from reader.resources import resource
from reader.sidecar.disk.durable import (
    ChangedMeanwhileError,
    Signature,
    make_folder,
    read_with_signature,
    write_durably,
)
from reader.toml_text import line_of

WHAT = later("The type is not added")


class Kept(NamedTuple):
    """The tag set that holds now, and the file it stands in."""

    tagset: TagSet
    path: Path


def keep_type(article: Path, folders: Folders, new: EntityType) -> Kept:
    """Add `new` to the tag set file in use for `article`, else to a copy of the default in the config folder.

    Everything else in the file stays byte for byte. Raises UserError when the file is broken, which is then left
    alone, when the type does not go with it, or when it cannot be written.
    """
    path = tagset_path(article, folders.config, folders.home)
    before: Signature | None = None
    if path is None:
        path = folders.config / FILE_NAME
        toml = resource("tagsets/default.toml").read_text(encoding="utf-8")
    else:
        toml, before = _read(path)
    after = with_type(toml, new)
    tagset = _tagset_in(after, tr("The type is not added to {path}", path=path))
    try:
        make_folder(path.parent)
        write_durably(path, after.encode("utf-8"), expect=before)
    except ChangedMeanwhileError:
        raise UserError(
            tr(WHAT),
            tr("{path} was changed meanwhile", path=path),
            tr("Do it again to add it to what stands there now"),
        ) from None
    except OSError as error:
        raise UserError(
            tr("The type is not added to {path}", path=path), (error.strerror or str(error)).lower()
        ) from None
    return Kept(tagset, path)


def _read(path: Path) -> tuple[str, Signature | None]:
    """The text of a tag set that can be used, with its byte order mark if it has one."""
    what = tr("The type is not added: the tag set {path} is broken", path=path)
    remedy = tr("Mend it first; it was not changed")
    try:
        found = read_with_signature(path)
    except OSError as error:
        raise UserError(what, (error.strerror or str(error)).lower(), remedy) from None
    if found is None:
        raise UserError(tr(WHAT), tr("{path} was changed meanwhile", path=path))
    try:
        toml = found[0].decode("utf-8")
        tagset_from(tomllib.loads(toml.removeprefix("\ufeff").replace("\r\n", "\n")), reserved_keys())
    except UnicodeDecodeError:
        raise UserError(what, tr("it is not UTF-8"), remedy) from None
    except TagSetError as error:
        raise UserError(
            what, tr("line {number}: {reason}", number=line_of(toml, error.where), reason=error.reason), remedy
        ) from None
    except (ValueError, RecursionError) as error:
        raise UserError(what, str(error), remedy) from None
    return toml, found[1]


def _tagset_in(toml: str, what: str) -> TagSet:
    """The tag set in this text, and its keys go with those of the commands."""
    try:
        tagset = tagset_from(tomllib.loads(toml.removeprefix("\ufeff").replace("\r\n", "\n")), reserved_keys())
        Keymap.of(commands_for(tagset))
    except TagSetError as error:
        raise UserError(what, error.reason) from None
    except (KeyConflictError, KeyNameError) as error:
        raise UserError(what, str(error)) from None
    except ValueError:  # an inline array of types cannot be made longer by a table
        raise UserError(what, tr("its types are not written as [[entity]] tables")) from None
    return tagset
