"""Read an article's file: bytes, encoding, text with plain line ends. It never writes and knows no format."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from reader.digests import sha256_hex
from reader.errors import UserError, worded
from reader.text import encodings
from reader.text.suffixes import what_is_opened

MAX_BYTES = 64 * 1024 * 1024
_ISO_2022_JP_SHIFTS = (b"\x1b$B", b"\x1b$@")


class UndecodableError(UserError):
    """The bytes do not say what they are in, or seem to be no text; who knows better may name the encoding."""


class Source(NamedTuple):
    """A decoded file: `text` with `\\n` line ends and no byte-order mark, nothing else changed.

    `encoding` is the Python name it was decoded with, `guessed` when neither a mark, nor valid UTF-8, nor
    the caller said so; `sha256` (hexadecimal) is that of the file's bytes.
    """

    text: str
    encoding: str
    guessed: bool
    sha256: str
    text_sha256: str = ""  # of the text in UTF-8, where that is known without working it out


def read_source(path: Path, encoding: str | None = None) -> Source:
    """Read and decode a file, in `encoding` if the user chose one.

    Raises `UserError` for what is missing, unreadable, no ordinary file, over `MAX_BYTES`, binary, or not in
    `encoding`. At most `MAX_BYTES` + 1 bytes are read, and it does not wait for a pipe.
    """
    return decode_source(read_bytes(path), path.name or str(path), encoding)


def decode_source(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Decode bytes that came from anywhere; errors call them `name`. Raises `UserError` as `read_source` does."""
    text, used, guessed = _decode(data, name, encoding)
    if "\0" in text:
        raise _not_text(name)
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    sha256 = sha256_hex(data)
    as_it_is = plain is text and used == "utf-8" and not guessed
    return Source(plain, used, guessed, sha256, sha256 if as_it_is else "")


def check_file(path: Path) -> None:
    """Raise `UserError` for what is missing, unreadable or no ordinary file. Nothing of it is read."""
    with _opened(path):
        pass


def read_bytes(path: Path) -> bytes:
    """All bytes of a file. Raises `UserError` as `check_file` does, and for one over `MAX_BYTES`."""
    name = path.name or str(path)
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise _too_large(name, size)
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    return data


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    name = path.name or str(path)
    try:
        _check_kind(path.stat(), name)
        # A pipe put in the file's place meanwhile must not hold us.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            _check_kind(os.fstat(descriptor), name)
            yield file
    except FileNotFoundError:
        raise UserError(
            worded("{name} cannot be opened", name=name),
            worded("there is no such file in {folder}", folder=path.absolute().parent),
        ) from None
    except PermissionError:
        raise UserError(worded("{name} cannot be opened", name=name), "you have no permission to read it") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UserError(worded("{name} cannot be opened", name=name), why[:1].lower() + why[1:]) from None


def _check_kind(status: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UserError(worded("{name} cannot be opened", name=name), "it is a folder", what_is_opened())
    if not stat.S_ISREG(status.st_mode):
        raise UserError(
            worded("{name} cannot be opened", name=name), "it is not an ordinary file but a pipe, a socket or a device"
        )


def _too_large(name: str, size: int) -> UserError:
    megabytes = -(-size * 10 // (1024 * 1024)) / 10
    return UserError(
        worded("{name} is too large to open", name=name),
        worded("it has {megabytes:g} MB, and 64 MB is the most Postil reads", megabytes=megabytes),
    )


def _not_text(name: str) -> UndecodableError:
    return UndecodableError(
        worded("{name} cannot be opened", name=name), "it is not a text file (it holds binary data)"
    )


def _decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str, bool]:
    """Text, encoding, and whether the encoding is a guess."""
    if encoding is not None:
        return _decode_as(data, name, encoding), encoding, False
    marked = encodings.declared(data)
    if marked is not None:
        return _decode_as(data, name, marked), marked, False
    if _is_binary(data):
        raise _not_text(name)
    if any(shift in data for shift in _ISO_2022_JP_SHIFTS):
        text = _try(data, "iso2022_jp")
        if text is not None:
            return text, "iso2022_jp", True
    text = _try(data, "utf-8")
    if text is not None and "\0" not in text:
        return text, "utf-8", False
    if encodings.is_damaged_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8", True
    for guess in encodings.guesses(data):
        text = _try(data, guess)
        if text is not None:
            return text, guess, True
    raise UndecodableError(
        worded("{name} cannot be opened", name=name),
        "it is not UTF-8 and its encoding cannot be guessed",
        "Name the encoding, or save it as UTF-8",
    )


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise UserError(
            worded("{name} cannot be opened", name=name),
            worded("it is not valid {encoding}{where}", encoding=encoding, where=where),
        ) from None
    except (LookupError, ValueError):  # ValueError: a zero character in the name
        raise UserError(
            worded("{name} cannot be opened", name=name),
            worded("there is no encoding called {encoding!r}", encoding=encoding),
        ) from None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _is_binary(data: bytes) -> bool:
    """Whether no text has such bytes: zeros that are not UTF-16's, or one control character in twenty."""
    if b"\0" in data:
        return encodings.wide(data) is None
    sample = data[: encodings.SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))))
    return controls * 20 > len(sample)
