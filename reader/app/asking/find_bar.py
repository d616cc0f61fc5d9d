"""The find bar: takes the words to look for and says how often they are there. Looking is the command's affair."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reader.app.asking.fields import KeyHandler, LineField
from reader.app.desk.desk import Find
from reader.app.look.look import Look
from reader.app.look.toggle import Toggle
from reader.app.window.status import Elided
from reader.app.wording.tr import later, tr

HEIGHT = 44
WIDE = 720  # px at 100 % that the keys beside the words need
NARROW = 480  # px at 100 % below which words are short
TOGGLES = (later("Match case"), later("Whole words"), later("List"))
SHORT = (later("Case"), later("Words"), later("List"))


class FindBar(QWidget):
    """`typed` tells every change of the words to look for, the others what was clicked."""

    typed = Signal(str)
    case_wanted = Signal()
    words_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        label = self._label = QLabel(tr("Find"), self)
        self.field = LineField(tr("Find in the article"), key_handler, self)
        label.setBuddy(self.field)
        self.count = Elided(self)
        self.count.setProperty("soft", True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(label)
        self._row.addWidget(self.field, 2)
        self._row.addWidget(self.count, 1)
        self.case, self.words, self.all = (Toggle(tr(words), self) for words in TOGGLES)
        self._keys: Sequence[str] = ("", "", "")
        for button, wanted in (
            (self.case, self.case_wanted), (self.words, self.words_wanted), (self.all, self.list_wanted)
        ):  # fmt: skip
            self._row.addWidget(button)
            button.clicked.connect(lambda _=False, wanted=wanted: wanted.emit())
        self.field.textEdited.connect(self.typed)
        self.hide()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self.setFixedHeight(look.px(HEIGHT))
        self._wide, self._narrow = look.px(WIDE), look.px(NARROW)
        self._row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self._row.setSpacing(look.px(10))
        self.field.setMinimumWidth(look.px(110))
        self.field.setMaximumWidth(look.px(260))
        self.count.setMinimumWidth(look.px(70))
        self._say_keys()

    def set_keys(self, keys: Sequence[str]) -> None:
        """The live keys of case, whole words and list; an empty one is not said."""
        self._keys = keys
        self._say_keys()

    def _say_keys(self) -> None:
        """Beside the words where there is room."""
        is_narrow = self.width() < self._narrow
        self._label.setVisible(not is_narrow)
        names = SHORT if is_narrow else TOGGLES
        for toggle, title, short, key in zip(
            (self.case, self.words, self.all), TOGGLES, names, self._keys, strict=True
        ):
            name, words = tr(short), tr(title)
            toggle.set_on(f"{name}  {key}" if key and self.width() >= self._wide else name, on=toggle.is_on)
            toggle.setToolTip(f"{words} ({key})" if key else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keys beside the words need room."""
        super().resizeEvent(event)
        self._say_keys()

    def open(self, query: str) -> None:
        """Show the bar, `query` selected so that typing replaces it."""
        self.field.setText(query)
        self.field.selectAll()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_found(self, find: Find, *, is_looking: bool = False) -> None:
        """Say how many matches there are and which one is current, and which options are set."""
        self.case.set_on(self.case.text(), on=find.match_case)
        self.words.set_on(self.words.text(), on=find.whole_words)
        if is_looking:
            words = tr("Looking ...")
        elif not find.query:
            words = ""
        elif not find.hits:
            words = tr("Not in this article")
        else:
            words = tr("{number:,} of {all:,}", number=(find.current or 0) + 1, all=len(find.hits))
            words = tr("{part} and more", part=words) if find.is_cut else words
        self.count.setText(words)
        self.count.setAccessibleName(words)
