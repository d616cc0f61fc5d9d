"""Makes inputs from seeds and from each other for as long as there is time; what fails is kept as a file.

`POSTIL_FUZZ_SECONDS=300 python -m pytest tests/fuzz` is ten minutes for the two targets; without, they have 15 s each.
A file in `crashes/` is tried in each run from then on: commit it with what mends it.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

SECONDS = float(os.environ.get("POSTIL_FUZZ_SECONDS", "15"))
CRASHES = Path(__file__).with_name("crashes")
MOST_SECONDS = 2.0  # of processor time for one input
LONGEST = 200_000
KEPT = 400


def mutated(data: bytes, other: bytes, words: Sequence[bytes], choose: random.Random) -> bytes:
    """The bytes with one to eight things done to them; `other` is another input, `words` what the format is made of."""
    made = bytearray(data)
    for _ in range(choose.choice((1, 1, 1, 2, 3, 5, 8))):
        at = choose.randrange(len(made) + 1)
        length = choose.choice((1, 1, 2, 4, 16, 64, 500))
        match choose.randrange(9):
            case 0 if made:
                made[min(at, len(made) - 1)] ^= 1 << choose.randrange(8)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length] * choose.choice((1, 2, 50))
            case 3 | 4:
                made[at:at] = choose.choice(words)
            case 5:
                made[at : at + choose.randrange(12)] = choose.choice(words)
            case 6:
                start = choose.randrange(len(other) + 1)
                made[at : at + choose.choice((0, length))] = other[start : start + length]
            case 7:
                del made[at:]
            case 8:
                made[at:at] = choose.choice(words) * choose.choice((2, 20, 300))
    return bytes(made[:LONGEST])


Change = Callable[[bytes, bytes, Sequence[bytes], random.Random], bytes]


def fuzz(
    name: str,
    target: Callable[[bytes], object],
    seeds: Sequence[bytes],
    words: Sequence[bytes],
    seed: int,
    changes: Sequence[Change] = (mutated,),
    most: float = MOST_SECONDS,
    share: float = 1.0,
) -> int:
    """Try inputs until the time is up, first the crashes of earlier runs; how many were tried.

    What `target` answers is what an input was good for: one with a new answer is built upon. `share`: of the time.
    """
    choose = random.Random(seed)
    pool, seen = [*seeds], set[object]()
    for known in sorted(CRASHES.glob(f"{name}-*")):
        _try(name, target, known.read_bytes(), most, keep=False)
    for data in seeds:
        seen.add(_try(name, target, data, most, keep=True))
    tried, end = len(seeds), time.monotonic() + SECONDS * share
    while time.monotonic() < end:
        data = choose.choice(changes)(choose.choice(pool), choose.choice(pool), words, choose)
        answer = _try(name, target, data, most, keep=True)
        tried += 1
        if answer not in seen:
            seen.add(answer)
            pool.append(data)
            if len(pool) > KEPT + len(seeds):
                del pool[choose.randrange(len(seeds), len(pool))]
    return tried


def _try(name: str, target: Callable[[bytes], object], data: bytes, most: float, *, keep: bool) -> object:
    begun = time.process_time()
    try:
        answer = target(data)
        seconds = time.process_time() - begun
        assert seconds < most, f"it took {seconds:.1f} s"
    except BaseException as error:
        if keep:
            import hashlib

            place = CRASHES / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
            place.write_bytes(data)
            error.add_note(f"the input is kept in {place}")
        raise
    return answer
