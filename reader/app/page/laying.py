"""Lays out what does not show yet in steps of a few milliseconds, so that a key never waits for it.

Qt does so by itself, from a timer, but each of its steps is twice as long as the one before, up to 200,000
characters: 45 ms in a column as narrow as ours, and longer in a long document. Asking for the place of a block lays
out as far as that block and hardly further.
"""

from __future__ import annotations

from time import perf_counter, thread_time

from PySide6.QtCore import QAbstractEventDispatcher, QTimerEvent
from PySide6.QtGui import QTextBlock, QTextDocument

SLICE_S = 0.006  # of each 10 ms, which is how often Qt's timer fires
GENTLE_S = 0.0015  # while annotations are read: Qt is asked with Python's lock held, which their thread needs
MOST_S = 0.012  # where other programs have the processors: a slice of so long may hold less work
STRIDE = 2_000  # characters: half a millisecond


def take_step(document: QTextDocument, event: QTimerEvent, *, gently: bool = False) -> bool:
    """Do what Qt's layout would do at this event of its timer, in less time; False when it is to do it itself."""
    if not _repeats(document, event):
        return False
    lay_out_more(document, GENTLE_S if gently else SLICE_S)
    return True


def lay_out_more(document: QTextDocument, seconds: float) -> bool:
    """Lay out more of the document for so many seconds of a processor. Whether there is more to do."""
    layout, end, used = document.documentLayout(), perf_counter() + MOST_S, thread_time() + seconds
    block = first_not_laid_out(document)
    while block.isValid():
        layout.blockBoundingRect(block)
        if thread_time() >= used or perf_counter() >= end:
            return True
        following = document.findBlock(block.position() + STRIDE)
        block = following if following.isValid() and following != block else block.next()
    return False


def first_not_laid_out(document: QTextDocument) -> QTextBlock:
    """Where Qt will go on; an invalid block when all is laid out. It begins at the start and leaves nothing out."""
    low, high = 0, document.blockCount()
    while low < high:
        middle = (low + high) // 2
        if document.findBlockByNumber(middle).layout().lineCount() > 0:
            low = middle + 1
        else:
            high = middle
    return document.findBlockByNumber(low)


def _repeats(document: QTextDocument, event: QTimerEvent) -> bool:
    """Whether this timer goes on. The layout has another one, that fires once to tell of its new size."""
    dispatcher = QAbstractEventDispatcher.instance()
    timers = getattr(dispatcher, "registeredTimers", lambda _: ())(document.documentLayout())
    return any(timer.timerId == event.timerId() and timer.interval > 0 for timer in timers)
