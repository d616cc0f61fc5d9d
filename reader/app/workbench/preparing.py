"""Makes and imports what a window will need right after its first frame, which would be stalls of up to 100 ms.

Modules are imported on a thread of their own. PySide makes a class when its name is asked for, and two threads that ask
for the same one end the process: so the names that those modules take are asked for before, on the GUI thread.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from importlib import import_module

# What is imported below takes these from PySide; a test finds out which.
_NEEDED = {
    "QtCore": (
        "QLocale",
        "QAbstractItemModel",
        "QAbstractListModel",
        "QModelIndex",
        "QPersistentModelIndex",
        "QSocketNotifier",
    ),
    "QtGui": ("QAction", "QStandardItemModel"),
    "QtSvg": ("QSvgRenderer",),
}
# A view's viewport is wrapped by PySide only after it has made the classes of all widgets: 18 ms, once.
_WIDGETS = (
    *("QAbstractItemView", "QAbstractButton", "QAbstractItemDelegate", "QAbstractSpinBox", "QDialog", "QDateTimeEdit"),
    *("QCalendarWidget", "QCheckBox", "QColorDialog", "QColumnView", "QComboBox", "QCommandLinkButton", "QDateEdit"),
    *("QDial", "QDialogButtonBox", "QDockWidget", "QDoubleSpinBox", "QErrorMessage", "QFileDialog", "QFocusFrame"),
    *("QFontComboBox", "QFontDialog", "QGraphicsView", "QGroupBox", "QHeaderView", "QInputDialog", "QKeySequenceEdit"),
    *("QLCDNumber", "QLineEdit", "QListView", "QListWidget", "QMdiArea", "QMdiSubWindow", "QMenu", "QMenuBar"),
    *("QMessageBox", "QPlainTextEdit", "QProgressBar", "QProgressDialog", "QPushButton", "QRadioButton", "QRhiWidget"),
    *("QRubberBand", "QSizeGrip", "QSlider", "QSpinBox", "QSplashScreen", "QSplitter", "QStatusBar", "QStyleOption"),
    *("QStyleOptionViewItem", "QStyledItemDelegate", "QTabBar", "QTabWidget", "QTableView", "QTableWidget"),
    *("QTextBrowser", "QTimeEdit", "QToolBar", "QToolBox", "QToolButton", "QTreeView", "QTreeWidget", "QUndoView"),
    *("QWizard", "QWizardPage"),
)
_importing = threading.Lock()  # of two windows that are opened at once


def make_classes() -> Iterator[None]:
    """Have PySide make the classes, one after the other: for the GUI thread."""
    for module, names in {**_NEEDED, "QtWidgets": _WIDGETS}.items():
        found = import_module(f"PySide6.{module}")
        for name in names:
            getattr(found, name, None)
            yield


def import_what_keys_need() -> None:
    """Everything that the first key on the page imports."""
    with _importing:
        _import_what_keys_need()


def _import_what_keys_need() -> None:
    import reader.app.desk.suggested
    import reader.app.keyboard.pressing
    import reader.app.page.suggested
    import reader.app.surface
    import reader.app.workbench.follow
    import reader.app.workbench.suggesting
    import reader.app.workbench.tools  # noqa: F401
    from reader.text.words import word_at

    word_at("a", 0)  # has the patterns of words compiled: 20 ms


def import_what_follows() -> None:
    """Everything that finishing a window and what waits behind it import."""
    with _importing:
        import reader.app.start.signals

        # isort: split
        import reader.app.page.beside
        import reader.app.panels.panel
        import reader.app.start.garbage
        import reader.app.window.menus
        import reader.app.workbench.pointed  # noqa: F401
