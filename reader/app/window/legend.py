"""How marks on the page look and what that means, for the end of the key sheet: drawn as the page draws them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.annotations.tagset import EntityType
from reader.annotations.tagset_file import default_tagset
from reader.app.look.fonts import reading_font
from reader.app.look.look import Look
from reader.app.look.page_style import TEXT
from reader.app.page.layers import Layer
from reader.app.page.lines import Strip
from reader.app.page.margin import paint_bars
from reader.app.page.marks import MarkMaker, MarkPainter
from reader.app.page.measures import COLUMN, Measures, measure
from reader.app.page.scene import ClaimMark, Mark
from reader.app.page.suggested import SuggestionPainter
from reader.app.window.key_groups import Group, SheetRow
from reader.app.wording.tr import later, tr
from reader.text.spans import Span

LEFT, HEIGHT, BASELINE = 14, 30, 17  # px at 100 %
_ROWS = (
    ("mention", later("Tagged, in the look of its type")),
    ("mention?", later("Uncertain: its words have changed")),
    ("claim", later("A claim, with its bar in the margin")),
    ("claim?", later("A claim on words that have changed")),
    ("highlight", later("Highlighted")),
    ("suggestion", later("Suggested")),
)


def legend() -> Group:
    """What each look means."""
    return Group(tr("On the page"), tuple(SheetRow(tr(words), (), sample=name) for name, words in _ROWS))


class Sample(QWidget):
    """A word with one kind of mark."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._name = look, name
        self.setFixedHeight(look.px(HEIGHT))

    def sizeHint(self) -> QSize:
        """As wide as its place."""
        return QSize(self._look.px(80), self._look.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark, then the word."""
        look, kind = self._look, default_tagset().types[0]
        measures = measure(COLUMN, look.zoom)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, baseline = reading_font(measures.px(TEXT), face=measures.face), float(look.px(BASELINE))
        words, left = tr("words"), float(look.px(LEFT))
        end = left + QFontMetricsF(font).horizontalAdvance(words)
        self._paint(painter, measures, Strip(left, end, baseline, 0, self.height()), kind)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        painter.drawText(QPointF(left, baseline), words)
        painter.end()

    def _paint(self, painter: QPainter, measures: Measures, strip: Strip, kind: EntityType) -> None:
        theme, unsure = self._look.theme, self._name.endswith("?")
        marker = MarkPainter(painter, theme, measures)
        if self._name.startswith("claim"):
            bar = (strip.baseline - measures.px(14), strip.baseline + measures.px(7))
            claim = ClaimMark("", 1, "", 0, (strip,), (bar,), unsure)
            marker.claim_lines([claim])
            paint_bars(painter, theme, measures, claim, float(self._look.px(3)))
        elif self._name == "suggestion":
            SuggestionPainter(painter, theme, measures.scale).one(strip, kind, current=False)
        else:
            layer = Layer(Span(0, 1), "")
            is_mention = self._name != "highlight"
            colours = theme.of_type(kind) if is_mention else theme.highlight
            mark = Mark(layer, (strip,), colours, kind.underline if is_mention else "", "", unsure)
            prepared = MarkMaker(theme, measures).prepare([mark])
            marker.grounds(prepared, QRectF(self.rect()))
            marker.lines(prepared)
