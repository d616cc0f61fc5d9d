"""`Preview`: a page of the PDF over the reading page, as the choices beside it make it. Typesets nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from reader.app.exporting.page_strip import PageStrip
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.wording.tr import later, tr

AROUND, LEAST = 24, 320  # px at 100 %: around the page; a page that would be narrower is cut off below instead
WAIT_MS = 150  # what changes within is typeset once
WORKS = later("Typesetting the first page ...")
WORKS_ON_ALL = later("Typesetting all pages ...")
STRIP = 40  # px at 100 %, below the page: buttons that walk through pages
LEAST_STRIPS = 5  # a lower preview has no room for them: keys and wheel walk on
WHEEL_STEP = 120  # of Qt's eighths of a degree: one notch


class Preview(QWidget):
    """Covers its parent, and shows a picture or words that say why there is none."""

    wanted = Signal(int)  # a picture this wide, in pixels of the screen
    turned = Signal(int)  # to a page so many further

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self._look = look
        self._image: QImage | None = None
        self._words = ""
        self._wheeled = 0
        self.strip = PageStrip(look, self)
        self.strip.turned.connect(self.turned.emit)
        self._ratio = 2**0.5  # height of the paper by its width
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(lambda: self.wanted.emit(round(self._place().width() * self.devicePixelRatioF())))
        parent.installEventFilter(self)
        self.hide()

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self.strip.set_look(look)
        self._place_strip()
        self.ask()

    def open(self, ratio: float) -> None:
        """Cover the page, and ask for a picture of paper that is `ratio` times as high as wide."""
        self.setGeometry(self._parent().rect())
        self._image = None
        self.show_page(0, 0)
        self.show_working(0)
        self.show()
        self.raise_()
        self.set_ratio(ratio)

    def set_ratio(self, ratio: float) -> None:
        """Paper of this shape; what was chosen is another now."""
        self._ratio = ratio
        self.ask()

    def ask(self) -> None:
        """Ask for a picture, soon."""
        if not self.isHidden():
            self._soon.start()
            self.update()

    def show_working(self, page: int) -> None:
        """Say that a picture of this page (from 0) is on its way; the last one stays meanwhile."""
        self._say(tr(WORKS_ON_ALL) if page else tr(WORKS))

    def show_page(self, page: int, count: int) -> None:
        """Say which page (from 0) it is, and of how many; 0 where that is not known yet."""
        self.strip.show_page(page, count)

    def show_image(self, image: QImage) -> None:
        """Show this picture."""
        self._image = image
        self._say("")

    def show_words(self, words: str) -> None:
        """Show why there is no picture."""
        self._image = None
        self._say(words)

    def _say(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words or tr("{page} of the PDF", page=self.strip.words))
        self.update()

    @property
    def image(self) -> QImage | None:
        """What is shown."""
        return self._image

    @property
    def words(self) -> str:
        """What is said: that it works, or why there is no picture."""
        return self._words

    def _parent(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent

    def _place(self) -> QRect:
        """Where the paper lies: whole and in the middle, or from the top where it would be too small to be judged."""
        around = self._look.px(AROUND)
        wide, high = (
            max(1, self.width() - 2 * around),
            max(1, self.height() - 2 * around - self._look.px(STRIP) + around // 2),
        )
        width = max(min(wide, round(high / self._ratio)), min(wide, self._look.px(LEAST)))
        height = round(width * self._ratio)
        return QRect((self.width() - width) // 2, around + max(0, (high - height) // 2), width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, paper, and words where there are any."""
        painter, look, place = QPainter(self), self._look, self._place()
        painter.fillRect(self.rect(), look.colour("chrome"))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
        else:
            painter.fillRect(place, look.colour("field"))
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        self._paint_ground_of_strip(painter)
        if self._words:
            self._paint_words(painter, place)

    def _paint_ground_of_strip(self, painter: QPainter) -> None:
        """A page that goes on below does not show under the buttons."""
        if self.strip.isHidden():
            return
        painter.fillRect(self.strip.geometry(), self._look.colour("chrome"))

    def _paint_words(self, painter: QPainter, place: QRect) -> None:
        """In the paper while that is empty, else in the ground above it."""
        look = self._look
        painter.setPen(look.colour("soft"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        if self._image is None:
            painter.setFont(look.text(TEXT_PX))
            inside = place.intersected(self.rect()).adjusted(look.px(24), 0, -look.px(24), 0)
            painter.drawText(QRectF(inside), flags | Qt.AlignmentFlag.AlignVCenter, self._words)
        else:
            painter.setFont(look.text(SMALL_PX))
            above = QRectF(0, 0, self.width(), look.px(AROUND))
            painter.drawText(above, flags | Qt.AlignmentFlag.AlignVCenter, self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size wants a picture of its own."""
        super().resizeEvent(event)
        self._place_strip()
        self.ask()

    def _place_strip(self) -> None:
        height = self._look.px(STRIP)
        self.strip.setVisible(self.height() >= height * LEAST_STRIPS)
        self.strip.setGeometry(0, self.height() - height, self.width(), height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A notch is a page."""
        self._wheeled += event.angleDelta().y()
        notches = int(self._wheeled / WHEEL_STEP)
        self._wheeled -= notches * WHEEL_STEP
        if notches:
            self.turned.emit(-notches)
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the parent whatever its size."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._parent().rect())
        return False
