"""What Windows and macOS want of a program that runs, before its first window and when that has been shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from reader.app.start.application import Postil


def prepared(platform: str) -> type[QApplication]:
    """Do what has to be done before the first window, and say which kind of application to make."""
    if platform == "win32":
        from reader.desktop.windows.process import identify

        identify()
    if platform == "darwin":
        from reader.app.start.file_open import OpeningApplication

        return OpeningApplication
    return QApplication


def after_windows(application: QApplication, postil: Postil, platform: str) -> None:
    """To be called when the first window has been shown: files that wait are opened, taskbar and Dock get a menu."""
    if platform == "darwin":
        from reader.app.start.file_open import OpeningApplication

        if isinstance(application, OpeningApplication):
            application.open_with(postil.open_paths)
        _put_dock_menu(application, postil)
    elif platform == "win32":
        from reader.desktop.windows.jump_list import put_tasks_aside, tasks_for
        from reader.desktop.windows.registration import this_program

        program = this_program()
        put_tasks_aside(tasks_for(program.command, program.icon, tr("New window")))


def _put_dock_menu(application: QApplication, postil: Postil) -> None:
    from PySide6.QtWidgets import QMenu

    menu = QMenu()
    menu.addAction(tr("New window")).triggered.connect(lambda: postil.open_paths((), new_window=True))
    put = getattr(menu, "setAsDockMenu", None)  # only Qt on macOS knows it
    if put is not None:
        put()
    application.aboutToQuit.connect(lambda: menu.deleteLater())  # until then it is held here
