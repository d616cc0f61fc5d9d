"""The reading view: an article as a page, with marks under its words. `ReadingView` is all that others need."""

from reader.app.page.view import ReadingView

__all__ = ["ReadingView"]
