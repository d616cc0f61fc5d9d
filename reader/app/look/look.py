"""`Look`: theme and scale as one value, and the style sheet and palette made from it. The page draws itself."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette

from reader.app.look.fonts import reading_font, ui_font
from reader.app.look.page_style import DESIGNED, PageStyle
from reader.app.look.theme import Theme

MENU_HEIGHT = 30
TEXT_PX = 13
SMALL_PX = 12
CAP_PX = 11
QUOTE_PX = 14


class Look(NamedTuple):
    """How all is drawn. `zoom` is in percent; sizes are those of the design at 100. `style` is the page's own."""

    theme: Theme
    zoom: int = 100
    style: PageStyle = DESIGNED

    def px(self, size: float) -> int:
        """A measure of the design at this zoom; a hairline stays one pixel at least."""
        return max(1, round(size * self.zoom / 100))

    def colour(self, token: str) -> QColor:
        """The theme's colour of that name."""
        return QColor(str(getattr(self.theme, token)))

    def text(self, size: float = TEXT_PX, *, bold: bool = False) -> QFont:
        """The face of controls."""
        return ui_font(self.px(size), bold=bold)

    def quote(self, *, italic: bool = False) -> QFont:
        """The reading face, for words of the article in panels."""
        return reading_font(self.px(QUOTE_PX), italic=italic, face=self.style.face)

    def palette(self) -> QPalette:
        """Colours for widgets that draw themselves."""
        palette = QPalette()
        role = QPalette.ColorRole
        for where, token in (
            (role.Window, "chrome"), (role.WindowText, "ink"), (role.Base, "field"), (role.AlternateBase, "panel"),
            (role.Text, "ink"), (role.Button, "chrome"), (role.ButtonText, "ink"), (role.Highlight, "select"),
            (role.HighlightedText, "ink"), (role.PlaceholderText, "soft"), (role.ToolTipBase, "bar"),
            (role.ToolTipText, "barink"), (role.Link, "accent"), (role.Mid, "rule"), (role.Dark, "edge"),
        ):  # fmt: skip
            palette.setColor(where, self.colour(token))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.colour("soft"))
        return palette

    def _beside_menu_titles(self) -> int:
        """What is above and below a title of the menu bar. One that is a pixel too high hides all of them in Qt."""
        high = QFontMetrics(self.text()).height()
        return max(0, (self.px(MENU_HEIGHT) - 1 - high) // 2)

    def sheet(self) -> str:
        """The window's style sheet."""
        t, px = self.theme, self.px
        return f"""
        QMainWindow, QMenuBar, #status {{ background: {t.chrome}; color: {t.ink}; }}
        QMenuBar {{ border-bottom: 1px solid {t.rule}; font-size: {px(TEXT_PX)}px; padding: 0 {px(8)}px; }}
        QMenuBar::item {{ background: transparent; color: {t.ink};
            padding: {self._beside_menu_titles()}px {px(10)}px; }}
        QMenuBar::item:selected {{ background: {t.select}; color: {t.ink}; }}
        QMenu {{ background: {t.field}; color: {t.ink}; border: 1px solid {t.edge}; font-size: {px(TEXT_PX)}px;
                 padding: {px(4)}px 0; }}
        QMenu::item {{ padding: {px(5)}px {px(24)}px {px(5)}px {px(16)}px; }}
        QMenu::icon {{ padding-left: {px(12)}px; }}
        QMenu::indicator {{ width: {px(14)}px; height: {px(14)}px; left: {px(8)}px; }}
        QMenu::item:selected {{ background: {t.select}; color: {t.ink}; }}
        QMenu::item:disabled {{ color: {t.soft}; }}
        QMenu::separator {{ height: 1px; background: {t.rule}; margin: {px(4)}px 0; }}
        #page {{ background: {t.page}; color: {t.ink}; border: 0;
            selection-background-color: transparent; selection-color: {t.ink}; }}
        #status {{ border-top: 1px solid {t.rule}; }}
        #panel, #panel QWidget {{ background: {t.panel}; color: {t.ink}; }}
        #settings, #settings QWidget {{ background: {t.panel}; color: {t.ink}; }}
        #settings {{ border-left: 1px solid {t.rule}; }}
        #settings QLineEdit {{ background: {t.field}; }}
        #settings QLabel[title="true"] {{ font-weight: bold; }}
        #settings QLabel[soft="true"] {{ color: {t.soft}; }}
        #panel {{ border-left: 1px solid {t.rule}; }}
        #panel[below="true"], #settings[below="true"] {{ border-left: 0; border-top: 1px solid {t.rule}; }}
        #bar {{ background: {t.bar}; border-bottom: 1px solid {t.rule}; }}
        #bar QLabel {{ color: {t.barink}; background: transparent; font-size: {px(TEXT_PX)}px; }}
        #bar[error="true"] {{ background: {t.err}; }}
        #bar[error="true"] QLabel {{ color: {t.errink}; }}
        #find, #note {{ background: {t.chrome}; border-top: 1px solid {t.rule}; }}
        #sheet {{ background: {t.panel}; }}
        #sheet QLabel[title="true"] {{ font-weight: bold; }}
        QLabel {{ color: {t.ink}; font-size: {px(TEXT_PX)}px; }}
        QLabel[soft="true"], #panel QLabel[soft="true"] {{ color: {t.soft}; }}
        QLineEdit, QPlainTextEdit {{ background: {t.field}; color: {t.ink}; border: 1px solid {t.edge};
            border-radius: {px(3)}px; padding: {px(3)}px {px(7)}px; font-size: {px(TEXT_PX)}px;
            selection-background-color: {t.select}; selection-color: {t.ink}; placeholder-text-color: {t.soft}; }}
        #panel QLineEdit, #panel QPlainTextEdit {{ background: {t.field}; }}
        QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {t.accent}; padding: {px(3) - 1}px {px(7) - 1}px; }}
        QPushButton {{ background: transparent; color: {t.ink}; border: 1px solid {t.edge};
            border-radius: {px(4)}px; padding: {px(4)}px {px(10)}px; font-size: {px(TEXT_PX)}px; }}
        QPushButton:focus {{ border: 2px solid {t.accent}; padding: {px(4) - 1}px {px(10) - 1}px; }}
        QPushButton:hover {{ background: {t.select}; }}
        QPushButton:disabled {{ color: {t.soft}; border-color: {t.rule}; background: transparent; }}
        QPushButton[choice="true"] {{ background: transparent; border: 0; border-radius: 0;
            border-bottom: 2px solid transparent; padding: {px(2)}px 0; color: {t.soft}; font-size: {px(SMALL_PX)}px; }}
        QPushButton[chosen="true"] {{ color: {t.ink}; border-bottom: 2px solid {t.ink}; }}
        QListView, QScrollArea {{ border: 0; background: {t.panel}; outline: 0; }}
        QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
        QScrollBar::handle:vertical {{ background: {t.thumb}; border-radius: {px(3)}px; min-height: {px(24)}px;
            margin: {px(2)}px {px(2)}px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QProgressBar {{ border: 1px solid {t.edge}; border-radius: {px(3)}px; background: {t.field}; }}
        QProgressBar::chunk {{ background: {t.accent}; }}
        """
