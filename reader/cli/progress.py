"""Progress on a terminal, for work over a second; nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def shown_progress(title: str) -> Iterator[Callable[[float, str], None]]:
    """A function to call with how much is done, 0 to 1, and a word for what is being done."""
    if not sys.stderr.isatty():
        yield lambda _done, _word: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda done, word: progress.update(task, completed=done, description=f"{title}: {word}")
