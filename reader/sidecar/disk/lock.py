"""Keeps two of us from writing one sidecar at one moment. Other programs are met by a look before the rename."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from reader.digests import sha256_hex
from reader.errors import UserError, worded
from reader.sidecar.disk import files
from reader.sidecar.disk.durable import let_go, make_folder

PATIENCE_S = 20.0
STEP_S = 0.01


@contextlib.contextmanager
def lock_for(target: Path, state: Path) -> Iterator[None]:
    """Hold the lock of `target` (a path with its links resolved) while the block runs.

    The lock is a file in `state`, so that no litter stands beside the user's articles; it goes when the process
    does. Raises UserError when somebody holds it for longer than PATIENCE_S.
    """
    name = sha256_hex(os.fsencode(target))[:32]
    folder = state / "locks"
    try:
        make_folder(folder)
        descriptor = files.disk.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        # without a writable state folder there is no lock; the look before the rename still guards the file
        yield
        return
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not try_to_hold(descriptor):
            if time.monotonic() > deadline:
                raise UserError(
                    worded("{name} cannot be saved", name=target.name),
                    "another program has been writing it for too long",
                )
            time.sleep(STEP_S)
        yield
    finally:
        let_go(descriptor)


def try_to_hold(descriptor: int) -> bool:
    """Lock an open file for as long as it stays open; False when somebody else holds it.

    True as well where the file system has no locks. The lock ends with the process, however it ends.
    """
    try:
        return files.disk.take(descriptor)
    except OSError:
        return True  # as without a state folder
