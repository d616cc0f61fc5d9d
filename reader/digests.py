"""SHA-256 by what is compiled into Python itself. hashlib brings OpenSSL along: 3 ms of the start, and 5 MB to read.

Large data is OpenSSL's all the same, which is several times as fast where the processor helps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_LARGE_BYTES = 500_000
_own: Callable[[bytes], Any] | None
try:
    from _sha2 import sha256 as _own  # type: ignore[import-not-found,no-redef,unused-ignore]  # Python 3.12 and later
except ImportError:
    try:
        from _sha256 import sha256 as _own  # type: ignore[import-not-found,no-redef,unused-ignore]
    except ImportError:  # a Python that was built without it
        _own = None


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of `data`, in 64 hexadecimal digits."""
    if _own is None or len(data) > _LARGE_BYTES:
        import hashlib

        return hashlib.sha256(data).hexdigest()
    digest: str = _own(data).hexdigest()
    return digest
