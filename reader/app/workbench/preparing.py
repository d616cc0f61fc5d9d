"""Imports and makes, on a thread of its own, what a window will need right after its first frame.

On the GUI thread all this would be stalls of up to 100 ms, in which no key is answered.
"""

from __future__ import annotations

# A view's viewport is wrapped by PySide only after it has made the classes of all widgets: 18 ms, once.
_WIDGETS = (
    *("QCalendarWidget", "QCheckBox", "QColorDialog", "QColumnView", "QComboBox", "QCommandLinkButton", "QDateEdit"),
    *("QDial", "QDialogButtonBox", "QDockWidget", "QDoubleSpinBox", "QErrorMessage", "QFileDialog", "QFocusFrame"),
    *("QFontComboBox", "QFontDialog", "QGraphicsView", "QGroupBox", "QHeaderView", "QInputDialog", "QKeySequenceEdit"),
    *("QLCDNumber", "QListWidget", "QMdiArea", "QMdiSubWindow", "QMenu", "QMenuBar", "QMessageBox", "QPlainTextEdit"),
    *("QProgressBar", "QProgressDialog", "QRadioButton", "QRhiWidget", "QRubberBand", "QSizeGrip", "QSlider"),
    *("QSpinBox", "QSplashScreen", "QSplitter", "QStatusBar", "QTabBar", "QTabWidget", "QTableWidget", "QTextBrowser"),
    *("QTimeEdit", "QToolBar", "QToolBox", "QToolButton", "QTreeWidget", "QUndoView", "QWizard", "QWizardPage"),
)


def import_what_keys_need() -> None:
    """Everything that the first key on the page imports."""
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
    from PySide6 import QtCore, QtSvg, QtWidgets

    import reader.app.start.signals

    # isort: split
    import reader.app.page.beside
    import reader.app.panels.panel
    import reader.app.start.garbage
    import reader.app.window.menus
    import reader.app.workbench.pointed  # noqa: F401

    QtSvg.QSvgRenderer, QtCore.QXmlStreamReader  # noqa: B018 - the second comes with the first one's methods
    for name in _WIDGETS:
        getattr(QtWidgets, name, None)
