"""What comes before all else when a window is wanted. Imports are most of the way to its first frame."""

from __future__ import annotations

import gc


def prepare() -> None:
    """Have the modules of the window imported fast. To be called before any of them is imported."""
    gc.disable()  # what is imported is never garbage, and Python would look through all of it fifty times
