"""`PageDocument`: a QTextDocument that never opens anything but pictures inside the article's folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimerEvent
from PySide6.QtGui import QPaintEvent, QTextDocument

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl


FULL_WIDTH = 1 << 14  # px: as wide as any screen


class PageDocument(QTextDocument):
    """A document without undo whose pictures have names that we give; any other resource is refused."""

    def __init__(self, folder: Path, ratio: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._ratio = ratio
        self.gives_way = False  # what does not show is laid out slowly, because a thread of ours has much to do
        self._pictures: dict[str, tuple[str, int]] = {}
        self.has_fixed_columns = False  # of a table, which are as wide as the column allowed
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)

    def lay_out_in_steps(self) -> None:
        """Have what does not show laid out in small steps. To be called when a view has it: it makes the layout."""
        self.documentLayout().installEventFilter(self)

    @property
    def depends_on_column(self) -> bool:
        """Whether something in it was measured by the column: a picture, a table. It is made anew for another one."""
        return bool(self._pictures) or self.has_fixed_columns

    @property
    def has_pictures(self) -> bool:
        """Whether pictures stand in it."""
        return bool(self._pictures)

    def event_for(self, event: QPaintEvent) -> QPaintEvent:
        """What Qt is to paint: it leaves cells of a mirrored table out where it paints only beside their columns."""
        if not self.has_fixed_columns:
            return event
        from PySide6.QtCore import QRect

        rect = event.rect()
        return QPaintEvent(QRect(0, rect.top(), FULL_WIDTH, rect.height()))

    def add_picture(self, href: str, width: int) -> str:
        """The name under which the picture at `href` can be put in, `width` pixels wide."""
        name = f"picture:{len(self._pictures)}"
        self._pictures[name] = (href, width)
        return name

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The picture of this name; an empty one for all else, so that Qt looks nowhere itself."""
        # these bring 60 names along, which an article without pictures spares
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QImage

        from reader.app.page.pictures import load_picture

        known = self._pictures.get(name.toString() if isinstance(name, QUrl) else name)
        if kind != QTextDocument.ResourceType.ImageResource.value or known is None:
            return QImage()
        href, width = known
        return load_picture(self._folder, href, round(width * self._ratio)) or QImage()

    def eventFilter(self, _layout: QObject, event: QEvent) -> bool:
        """Does what the timer of its layout would do, see `laying`."""
        if not isinstance(event, QTimerEvent):
            return False
        from reader.app.page.laying import take_step  # there is time now: the first frame is painted

        return take_step(self, event, gently=self.gives_way)
