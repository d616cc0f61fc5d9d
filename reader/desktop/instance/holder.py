"""Whether the process that holds the lock is at work: one that is slow on a busy machine is told from one that hangs.

Where the system does not say (only Linux does), nobody is.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

LONGEST_S = 60.0  # for all that waits for a process that is at work: 200 starts at once take two cores 30


class Holder:
    """The one that has locked the file and written its number into it, as it is watched from now on."""

    def __init__(self, lock: Path, patience_s: float) -> None:
        """`patience_s` is how long it may do nothing."""
        self._lock, self._patience_s = lock, patience_s
        now = time.monotonic()
        self._ask, self._until = now + patience_s, now + LONGEST_S
        self._spent = self._ticks()

    def has_worked(self) -> bool:
        """Whether it has used the processor since this was asked last, and is not watched for too long."""
        before, self._spent = self._spent, self._ticks()
        return self._spent not in (None, before) and time.monotonic() < self._until

    def hangs(self) -> bool:
        """Whether patience is over: it has done nothing all the while."""
        if time.monotonic() < self._ask:
            return False
        self._ask = time.monotonic() + self._patience_s
        return not self.has_worked()

    def _ticks(self) -> tuple[int, int] | None:
        """Its process, and the processor time that it has used; None where nobody knows."""
        try:
            pid = int(self._lock.read_bytes())
            if pid == os.getpid():  # a number of another sandbox
                return None
            fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b") ")[2].split()
            return pid, int(fields[11]) + int(fields[12])
        except (OSError, ValueError, IndexError):
            return None
