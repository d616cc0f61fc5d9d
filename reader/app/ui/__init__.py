"""What commands may ask of what is around the page, one file a subject. A window answers all of it."""

from __future__ import annotations

from typing import Protocol

from reader.app.ui.asking import Asking
from reader.app.ui.configuring import Configuring
from reader.app.ui.entity_card import EntityCards
from reader.app.ui.exporting import Exporting
from reader.app.ui.finding import Finding
from reader.app.ui.here import HereMenu
from reader.app.ui.importing import Importing
from reader.app.ui.keeping import Keeping
from reader.app.ui.listing import Listing
from reader.app.ui.outline import Outlining
from reader.app.ui.panes import Panes
from reader.app.ui.recents import Recents
from reader.app.ui.rereading import Rereading
from reader.app.ui.reviewing import Reviewing
from reader.app.ui.tabs import Tabs
from reader.app.ui.type_making import TypeMaking
from reader.app.ui.windowing import Windowing
from reader.app.wording.tr import later

__all__ = [later("Ui")]


class Ui(
    Asking,
    Configuring,
    EntityCards,
    Exporting,
    Finding,
    HereMenu,
    Importing,
    Keeping,
    Listing,
    Outlining,
    Panes,
    Recents,
    Reviewing,
    Tabs,
    TypeMaking,
    Rereading,
    Windowing,
    Protocol,
):
    """All of it."""
