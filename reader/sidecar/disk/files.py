"""The one way to the file system: every call by which Postil changes a file is an operation of `disk`.

They are the system's own, with nothing between; a test puts a `Disk` of its own in the place of `disk` and has any of
them fail, be cut short or be recorded. `durable` says in which order they make a file that survives.
"""

from __future__ import annotations

import os
import sys


class Disk:
    """What may be asked of a file system. Each operation raises OSError as the call of `os` of its name does."""

    open = staticmethod(os.open)
    close = staticmethod(os.close)
    read = staticmethod(os.read)
    write = staticmethod(os.write)
    ftruncate = staticmethod(os.ftruncate)
    fstat = staticmethod(os.fstat)
    stat = staticmethod(os.stat)
    lstat = staticmethod(os.lstat)
    listdir = staticmethod(os.listdir)
    mkdir = staticmethod(os.mkdir)
    rmdir = staticmethod(os.rmdir)
    link = staticmethod(os.link)
    rename = staticmethod(os.rename)
    replace = staticmethod(os.replace)
    unlink = staticmethod(os.unlink)
    utime = staticmethod(os.utime)

    if sys.platform != "win32":
        fchmod = staticmethod(os.fchmod)
        fchown = staticmethod(os.fchown)

    if sys.platform == "darwin":

        def fsync(self, descriptor: int) -> None:
            """Through the disk's own cache too, where the system's `fsync` stops before it."""
            try:
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            except OSError:  # not every file system has it
                os.fsync(descriptor)
    else:
        fsync = staticmethod(os.fsync)

    def take(self, descriptor: int) -> bool:
        """Lock an open file until it is closed; at once False when somebody else holds it.

        Raises OSError (of another kind than BlockingIOError) where there are no locks.
        """
        return _take(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


disk = Disk()
"""In use now, by everybody: call it as `files.disk.open`, never under a name of one's own."""
