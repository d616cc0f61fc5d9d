"""What commands may ask of what is around the page, one file a subject. A window answers all of it."""

from __future__ import annotations

from typing import Protocol

from reader.app.ui.asking import Asking
from reader.app.ui.configuring import Configuring
from reader.app.ui.finding import Finding
from reader.app.ui.here import HereMenu
from reader.app.ui.panes import Panes
from reader.app.ui.reviewing import Reviewing
from reader.app.ui.windowing import Windowing

__all__ = ["Ui"]


class Ui(Asking, Configuring, Finding, HereMenu, Panes, Reviewing, Windowing, Protocol):
    """All of it."""
