"""`Ctrl+E`: the choices in the panel's column, the first page beside them, Enter writes. By keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.errors import UserError
from reader.settings import read_settings


@pytest.fixture
def window(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    window.press("Ctrl+E")
    return window


def page(window):
    return window.window.export_page


def preview(window):
    return page(window).preview


def go_to(window, name: str) -> None:
    while page(window).current != name:
        before = page(window).current
        window.press("Down")
        assert page(window).current != before, f"there is no row {name}"


def typeset(window) -> None:
    window.until(lambda: preview(window).image is not None and not preview(window).words)


def target(window) -> Path:
    return window.sidecar.with_name("story.txt.pdf")


def sheet_of(path: Path) -> list[float]:
    with pikepdf.open(path) as pdf:
        return [float(n) for n in pdf.pages[0].mediabox[2:]]


def test_it_opens_beside_the_first_page_and_esc_leads_back(window):
    shown = page(window)
    assert shown.isVisible() and shown.hasFocus() and shown.current == "paper" and window.bench.context() == "export"
    assert preview(window).isVisible() and preview(window).size() == window.window._pages.size()
    assert preview(window).words == preview(window).accessibleName() == "Typesetting the first page ..."
    assert preview(window).mapTo(window.window, preview(window).rect().topRight()).x() < shown.geometry().left()
    window.press("Esc")
    assert not shown.isVisible() and not preview(window).isVisible() and window.window.page_has_focus
    assert not target(window).exists()
    window.press("o")  # the page's keys are back
    assert "ORG" in [kind for kind, _ in window.mentions()]


def test_the_picture_is_the_page_that_is_written_with_its_highlights(window):
    typeset(window)
    first = preview(window).image
    assert first.height() / first.width() == pytest.approx(841.89 / 595.28, abs=0.01)
    fill = [QColor(first.pixel(x, y)) for x in range(0, first.width(), 2) for y in range(first.height() // 3)]
    assert any(c.blue() - c.red() > 30 for c in fill)  # a person's blue
    go_to(window, "mentions")
    window.press("Space")
    window.until(lambda: preview(window).image is not first and not preview(window).words)
    plain = preview(window).image
    assert not any(
        QColor(plain.pixel(x, y)).blue() - QColor(plain.pixel(x, y)).red() > 30
        for x in range(0, plain.width(), 2)
        for y in range(plain.height() // 3)
    )
    window.press("Space")
    window.until(lambda: preview(window).image == first)  # kept: nothing is typeset again


def test_paper_and_tone_are_seen(window):
    typeset(window)
    window.press("Left")
    typeset(window)
    window.until(lambda: preview(window).image.height() / preview(window).image.width() > 1.6)  # legal
    go_to(window, "tone")
    window.press("Right")
    window.until(lambda: QColor(preview(window).image.pixel(3, 3)).name() == "#f4ecd9")


def test_enter_writes_what_is_chosen_and_it_is_remembered(window, folders, postil, open_text):
    go_to(window, "appendix")
    window.press("Right")
    while page(window).current != "paper":
        window.press("Up")
    window.press("Right Right Right Enter")
    assert not page(window).isVisible() and window.window.page_has_focus
    window.until(lambda: str(target(window)) in window.window.bar.text)
    assert sheet_of(target(window)) == [612, 792]
    with pikepdf.open(target(window)) as pdf:
        assert len(pdf.pages) == 1
    postil.settings.wait()
    assert read_settings(folders.config).settings.pdf == "paper=letter appendix=no"
    other = open_text("Another article.", name="other.txt")
    other.press("Ctrl+E Ctrl+E")  # as last time
    written = other.sidecar.with_name("other.txt.pdf")
    other.until(lambda: str(written) in other.window.bar.text)
    assert sheet_of(written) == [612, 792]


def test_delete_gives_back_the_designed_value(window, postil):
    window.press("Right")
    assert postil.settings.now.pdf == "paper=a5" and page(window).row("paper")._reset.isVisible()
    window.press("Delete")
    assert postil.settings.now.pdf == "" and not page(window).row("paper")._reset.isVisible()


def test_it_is_used_by_mouse_as_well(window, postil):
    for button, expected in (("_more", "paper=a5"), ("_value", "paper=b5"), ("_less", "paper=a5"), ("_reset", "")):
        QTest.mouseClick(getattr(page(window).row("paper"), button), Qt.MouseButton.LeftButton)
        assert postil.settings.now.pdf == expected and page(window).hasFocus()
    QTest.mouseClick(page(window).row("type:PER"), Qt.MouseButton.LeftButton)
    assert page(window).current == "type:PER"
    QTest.mouseClick(page(window).buttons[-1], Qt.MouseButton.LeftButton)
    assert not page(window).isVisible()
    window.press("Ctrl+E")
    QTest.mouseClick(page(window).buttons[0], Qt.MouseButton.LeftButton)
    window.until(target(window).exists)


def test_a_type_can_be_left_out(window, postil):
    go_to(window, "type:PER")
    window.press("Right Enter")
    window.until(target(window).exists)
    with pikepdf.open(target(window)) as pdf:
        assert not any(a.Subtype == "/Highlight" for a in pdf.pages[0].get("/Annots", []))
    assert postil.settings.now.pdf == "without=PER"


def test_another_name_is_asked_for_and_kept_for_this_article(window, tmp_path):
    window.press("s")
    dialog = window.window.findChild(QFileDialog)
    assert dialog is not None and dialog.selectedFiles() == [str(target(window))]
    chosen = tmp_path / "Report & more.pdf"
    dialog.fileSelected.emit(str(chosen))
    dialog.close()
    window.window.activateWindow()
    window.until(lambda: window.window.isActiveWindow() and page(window).hasFocus())
    assert "Report & more.pdf" in page(window).row("file").accessibleName()
    window.press("Enter")
    window.until(lambda: str(chosen) in window.window.bar.text)
    assert not target(window).exists()
    window.press("Ctrl+E")
    assert "Report & more.pdf" in page(window).row("file").accessibleName()
    go_to(window, "file")
    window.press("Delete Enter")
    window.until(target(window).exists)


@pytest.mark.parametrize("which", ["article", "sidecar", "foreign", "folder", "gone"])
def test_what_stands_in_the_way_is_said_and_the_choices_stay(window, tmp_path, postil, which):
    window.press("Right")
    bad = {
        "article": window.bench.session.article.path,
        "sidecar": window.sidecar,
        "foreign": tmp_path / "theirs.pdf",
        "folder": tmp_path / "folder",
        "gone": tmp_path / "none" / "a.pdf",
    }[which]
    (tmp_path / "folder").mkdir()
    (tmp_path / "theirs.pdf").write_bytes(b"%PDF-1.7\nsomebody else's")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    window.bench.surface._take_target(bad)
    window.press("Enter")
    window.until(lambda: window.window.bar.message is not None and window.window.bar.message.error)
    assert window.window.bar.text.startswith(f"{bad} is not written: ") and window.window.bar.text.count("\n") == 0
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    assert postil.settings.now.pdf == "paper=a5"
    window.press("Ctrl+E")
    assert page(window).row("paper").accessibleName().startswith("Paper: A5.")


def test_a_word_that_means_nothing_any_more_is_told_once(open_text, postil):
    postil.settings.change("pdf", "paper=foolscap tone=sepia")
    window = open_text()
    window.press("Ctrl+E")
    assert "paper=foolscap in the settings is no choice for a PDF" in window.window.status.place
    assert page(window).row("paper").accessibleName().startswith("Paper: A4.")
    assert page(window).row("tone").accessibleName().startswith("Tone: Sepia.")
    window.press("Esc Ctrl+E")
    assert "foolscap" not in window.window.status.place


def test_what_is_typeset_ends_when_the_page_is_left_or_the_choice_is_another(window):
    surface = window.bench.surface
    window.until(lambda: surface._made_pages.busy)
    window.press("Esc")
    window.until(lambda: not surface._made_pages.busy)
    assert preview(window).image is None
    window.press("Ctrl+E")
    window.until(lambda: surface._made_pages.busy)
    window.press("Right")  # while the first is being typeset
    window.until(lambda: preview(window).image is not None)
    assert preview(window).image.height() / preview(window).image.width() == pytest.approx(595.28 / 419.53, abs=0.01)


def test_a_preview_that_cannot_be_made_says_why(window, monkeypatch):
    typeset(window)

    def fails(*_arguments: object) -> bytes:
        raise UserError("The PDF could not be made", "the typesetter was ended by signal 9")

    monkeypatch.setattr("reader.export.pdf.preview.write_pdf", fails)
    window.press("Right")
    window.until(lambda: "ended by signal 9" in preview(window).words)
    assert preview(window).image is None and preview(window).accessibleName() == preview(window).words


def test_screen_readers_hear_row_and_value(window, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(window.window.status, "announce", said.append)
    window.press("Down Right")
    heard = [words for words in said if words]
    assert heard == ["Tone: Paper. White paper or cream.", "Tone: Sepia. White paper or cream."]
    assert page(window).accessibleName() == "Annotated PDF. Tone: Sepia. White paper or cream."


@pytest.mark.parametrize(("size", "zoom"), [((1280, 900), 100), ((800, 600), 100), ((800, 600), 200)])
def test_rows_and_buttons_have_room_and_the_focus_is_seen(window, size, zoom):
    window.window.window().resize(*size)
    window.bench.set_zoom(zoom)
    go_to(window, "file")
    QApplication.processEvents()
    shown, row = page(window), page(window).row("file")
    assert shown._area.horizontalScrollBar().maximum() == 0
    box = QRect(row.mapTo(window.window, row.rect().topLeft()), row.size())
    area = QRect(shown._area.mapTo(window.window, shown._area.rect().topLeft()), shown._area.size())
    assert area.contains(box)
    image = window.window.grab().toImage()
    accent = QColor(window.window.look.theme.accent)
    edge = sum(image.pixelColor(x, box.top()) == accent for x in range(box.left() + 10, box.right() - 10))
    assert edge > box.width() / 2
    for button in shown.buttons:
        assert window.window.rect().contains(QRect(button.mapTo(window.window, button.rect().topLeft()), button.size()))
        assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("key", ["F6", "Ctrl+,", "F5"])
def test_going_elsewhere_puts_the_page_away(window, key):
    window.press(key)
    window.until(lambda: not page(window).isVisible())
    assert not preview(window).isVisible()


def test_one_is_written_at_a_time_and_that_is_said(window):
    window.press("Enter Ctrl+E Enter")
    assert window.window.status.place.startswith("The last one is still being written")
    assert page(window).isVisible()
    window.until(lambda: str(target(window)) in window.window.bar.text)
    target(window).unlink()
    window.press("Enter")
    window.until(target(window).exists)


# -- pages -----------------------------------------------------------------------------------------


def test_keys_walk_through_all_pages_and_stop_at_both_ends(window):
    typeset(window)
    first, strip = preview(window).image, preview(window).strip
    assert strip.words == "Page 1" and not strip.buttons[0].isEnabled() and strip.buttons[1].isEnabled()
    window.press("PgUp")
    assert preview(window).image is first and strip.words == "Page 1"
    window.press("PgDn")
    window.until(lambda: preview(window).words == "Typesetting all pages ...")
    assert preview(window).image is first and strip.words == "Page 2"  # the last picture stays meanwhile
    window.until(lambda: preview(window).image is not first and not preview(window).words)
    second = preview(window).image
    assert strip.words == "Page 2 of 2" and second.size() == first.size() and not strip.buttons[1].isEnabled()
    assert preview(window).accessibleName() == "Page 2 of 2 of the PDF" and page(window).hasFocus()
    window.press("PgDn")
    assert strip.words == "Page 2 of 2"
    window.press("PgUp")
    window.until(lambda: preview(window).image == first)
    assert strip.words == "Page 1 of 2"
    window.press("PgDn")
    window.until(lambda: preview(window).image == second)  # kept


def test_buttons_and_wheel_do_the_same(window):
    typeset(window)
    before, after = preview(window).strip.buttons
    QTest.mouseClick(after, Qt.MouseButton.LeftButton)
    window.until(lambda: preview(window).strip.words == "Page 2 of 2" and not preview(window).words)
    QTest.mouseClick(before, Qt.MouseButton.LeftButton)
    assert preview(window).strip.words == "Page 1 of 2" and page(window).hasFocus()
    for half in (-60, -60):  # one notch in two parts
        spot = QPointF(preview(window).rect().center())
        event = QWheelEvent(
            spot, spot, QPoint(), QPoint(0, half), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(preview(window), event)
    assert preview(window).strip.words == "Page 2 of 2"


def test_the_page_that_is_shown_is_there_in_what_is_chosen_then_or_the_last_one_is(window):
    typeset(window)
    window.press("PgDn")
    window.until(lambda: preview(window).strip.words == "Page 2 of 2" and not preview(window).words)
    go_to(window, "appendix")
    window.press("Space")  # without it there is one page
    window.until(lambda: preview(window).strip.words == "Page 1 of 1" and not preview(window).words)
    assert not any(button.isEnabled() for button in preview(window).strip.buttons)


def test_it_begins_at_the_first_page_each_time(window):
    typeset(window)
    window.press("PgDn")
    window.until(lambda: preview(window).strip.words == "Page 2 of 2")
    window.press("Esc Ctrl+E")
    assert preview(window).strip.words == "Page 1"
