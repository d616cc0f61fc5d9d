"""Runs the typesetter in a process of its own, so that its memory, its crashes and its hangs stay there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reader.bundle import part_command
from reader.errors import UserError, worded
from reader.export.job import Cancelled

PROGRAM, DRAWER = (Path(__file__).with_name(name) for name in ("compile.py", "draw.py"))
_POLL_S = 0.05


class Remarks(NamedTuple):
    """What the typesetter says, the characters without a glyph, and the names of pictures that it cannot read."""

    said: list[str]
    missing: str
    bad: list[str]


def typeset(
    template: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    fonts: Sequence[Path],
    faces: Mapping[str, Sequence[Sequence[str]]],
    cancelled: Callable[[], bool],
    timeout_s: float,
    standard: str = "none",
    program: Path = PROGRAM,
) -> tuple[bytes, Remarks]:
    """The PDF that `template` makes of `data`, and what there is to remark about it.

    The child sees a private folder with `pictures` and nothing else. `standard` is "none", "a-3a" or "ua-1".
    Raises UserError when it fails, dies or takes longer than `timeout_s`, Cancelled when `cancelled` says so; it is
    dead by then in each case.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="postil-") as folder:
            for name, picture in pictures.items():
                (Path(folder) / name).write_bytes(picture)
            request = {
                "template": template,
                "data": data,
                "root": folder,
                "fonts": [str(path) for path in fonts],
                "faces": dict(faces),
                "standard": standard,
            }
            out, err, status = _run(program, json.dumps(request).encode(), folder, cancelled, timeout_s)
    except OSError as error:
        reason = error.strerror or str(error)
        raise _failed(worded("the folder for temporary files cannot be used, {reason}", reason=reason)) from None
    if status != 0:
        raise _failed(_ended(status, err))
    head, _, pdf = out.partition(b"\n")
    try:
        answer = json.loads(head)
    except ValueError:
        raise _failed("the typesetter gave no answer") from None
    if answer["error"] or not pdf.startswith(b"%PDF-"):
        raise _failed(worded("the typesetter says: {words}", words=answer["error"] or "nothing"))
    return pdf, Remarks(list(answer["warnings"]), answer["missing"], list(answer["bad"]))


def draw_page(pdf: bytes, ppi: float, cancelled: Callable[[], bool], timeout_s: float = 60.0) -> bytes:
    """A PNG of the only page of `pdf` with that many dots an inch. Raises as `typeset` does."""
    try:
        with tempfile.TemporaryDirectory(prefix="postil-") as folder:
            (Path(folder) / "page.pdf").write_bytes(pdf)
            out, err, status = _run(DRAWER, repr(ppi).encode(), folder, cancelled, timeout_s)
    except OSError as error:
        reason = error.strerror or str(error)
        raise _failed(worded("the folder for temporary files cannot be used, {reason}", reason=reason)) from None
    if status != 0:
        raise _failed(_ended(status, err))
    return out


def _failed(why: str) -> UserError:
    return UserError("The PDF could not be made", why, "Nothing was written")


def _ended(status: int, err: bytes) -> str:
    """Why it ended so. Without memory the system kills it (9), or it ends itself (6)."""
    if status in (-9, -6):
        return worded("the typesetter was ended by signal {number}, perhaps because memory ran out", number=-status)
    if status < 0:
        return worded("the typesetter was ended by signal {number}", number=-status)
    said = err.decode("utf-8", "replace").strip().splitlines()[-1:] or ["?"]
    return worded("the typesetter failed: {words}", words=said[0])


def _run(
    program: Path, request: bytes, folder: str, cancelled: Callable[[], bool], timeout_s: float
) -> tuple[bytes, bytes, int]:
    """What the program wrote on stdout and stderr, and its status.

    All goes through nameless files: a pipe holds 64 KiB, and `communicate` of Python 3.11 does not go on
    writing after its first timeout, so that a child that was slow to start waited for ever.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    end = time.monotonic() + timeout_s
    try:
        with (
            tempfile.TemporaryFile() as question,
            tempfile.TemporaryFile() as answer,
            tempfile.TemporaryFile() as said,
        ):
            question.write(request)
            question.seek(0)
            with subprocess.Popen(
                part_command(program),
                stdin=question,
                stdout=answer,
                stderr=said,
                cwd=folder,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would flash a console
            ) as process:
                try:
                    _wait(process, cancelled, end, timeout_s)
                finally:
                    if process.poll() is None:
                        process.kill()
            answer.seek(0)
            said.seek(0)
            return answer.read(), said.read(), process.returncode
    except OSError as error:
        raise _failed(worded("the typesetter could not be started, {reason}", reason=error.strerror)) from None


def _wait(process: subprocess.Popen[bytes], cancelled: Callable[[], bool], end: float, timeout_s: float) -> None:
    while not cancelled():
        try:
            process.wait(_POLL_S)
            return
        except subprocess.TimeoutExpired:
            if time.monotonic() > end:
                raise _failed(
                    worded("the typesetter took more than {seconds:.0f} seconds", seconds=timeout_s)
                ) from None
    raise Cancelled
