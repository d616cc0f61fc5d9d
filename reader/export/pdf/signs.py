"""Signs of verdicts beside the claim numbers: the drawings of the window, in the ink of the paper. Reads resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reader.annotations.model import Claim
from reader.export.pdf.measure import Column
from reader.resources import resource

_OTHER = (  # a verdict of the user's own vocabulary
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="2.5" fill="#000"/></svg>'
)
_LEAST_LEFT_PT = 70.0  # a narrower margin has no room for them


def signs_of(claims: Iterable[Claim], column: Column) -> dict[int, str]:
    """The name of each claim's sign, by number; none for claims without a verdict, and none in a narrow margin."""
    if column.margin < _LEAST_LEFT_PT:
        return {}
    return {n: _name(claim.verdict) for n, claim in enumerate(claims, start=1) if claim.verdict}


def drawings(names: Iterable[str], ink: str) -> Mapping[str, bytes]:
    """The SVG files with these names."""
    found = {}
    for name in sorted(set(names)):
        file = resource(f"icons/{name.removeprefix('sign-')}")
        drawing = file.read_text(encoding="utf-8") if file.is_file() else _OTHER
        found[name] = drawing.replace("#000", ink).encode()
    return found


def _name(verdict: str) -> str:
    known = verdict.replace("_", "").isalnum() and verdict.isascii() and resource(f"icons/{verdict}.svg").is_file()
    return f"sign-{verdict}.svg" if known else "sign-other.svg"
