"""The digest is SHA-256 whoever makes it, and small data does without OpenSSL."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from reader import digests
from reader.digests import sha256_hex


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 15_000, digests._LARGE_BYTES, digests._LARGE_BYTES + 1])
def test_it_is_what_hashlib_says(size: int) -> None:
    data = bytes(n * 7 % 251 for n in range(min(size, 4096))) * (size // 4096 + 1)
    assert sha256_hex(data[:size]) == hashlib.sha256(data[:size]).hexdigest()


def test_a_python_without_it_takes_hashlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "_own", None)
    assert sha256_hex(b"abc").startswith("ba7816bf8f01cfea")


def test_small_data_loads_no_openssl() -> None:
    code = (
        "import sys; from reader.digests import sha256_hex; sha256_hex(b'a' * 1000); "
        "before = '_hashlib' in sys.modules; "
        "sha256_hex(b'a' * 1_000_000); print(before, '_hashlib' in sys.modules)"
    )
    root = Path(digests.__file__).parents[1]
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60, check=True
    )
    assert said.stdout.split() == ["False", "True"]
