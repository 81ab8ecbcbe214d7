"""No text is cut, lies over another or leaves its box on any page that needs no drill: the widget tree is walked."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QWidget,
)

from tripod.sentences import use_language
from tripod.views.kit.widgets import KeyButton

PICTURES = Path(__file__).parents[1] / "pictures" / "pages.py"
PANELS = {"PersonChooser", "KeysPanel", "AboutPanel", "Details", "ExportPanel"}
"""They lie over a page."""
SIZES = [(1024, 600), (1280, 800)]


@pytest.fixture(scope="module")
def pages() -> Any:
    spec = importlib.util.spec_from_file_location("tripod_pages", PICTURES)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules["tripod_pages"] = made
    spec.loader.exec_module(made)
    return made


def needs(widget: QWidget) -> int:
    """Width of a control's text with all that is round it."""
    metrics = widget.fontMetrics()
    if isinstance(widget, QCheckBox):
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        shown = widget.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, widget)
        return shown.left() + metrics.horizontalAdvance(widget.text())
    if isinstance(widget, QComboBox) and widget.minimumContentsLength() == 0:
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        return metrics.horizontalAdvance(widget.currentText()) + widget.width() - field.width()
    return 0


def in_scrolled(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and isinstance(parent.parentWidget(), QAbstractScrollArea)


def cut(root: QWidget) -> Iterator[str]:
    """What is cut or leaves its parent below `root`; what is scrolled may be higher than its area, never wider."""
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        if not widget.isVisible() or parent is None:
            continue
        text = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
        name = f"{type(widget).__name__} {text!r}"
        if in_scrolled(widget):
            if isinstance(parent.parentWidget(), QScrollArea) and widget.width() > parent.width():
                yield f"{name} is {widget.width()} px wide in {parent.width()}"
            continue
        if not parent.rect().contains(widget.geometry()):
            yield f"{name} leaves {type(parent).__name__}: {widget.geometry()} of {parent.rect()}"
        if isinstance(widget, QLabel) and text:
            if widget.wordWrap() and widget.heightForWidth(widget.width()) > widget.height() + 1:
                yield f"{name} needs {widget.heightForWidth(widget.width())} px of height and has {widget.height()}"
            if not widget.wordWrap() and widget.sizeHint().width() > widget.width() + 1:
                yield f"{name} needs {widget.sizeHint().width()} px and has {widget.width()}"
        if isinstance(widget, KeyButton) and widget.width() < widget.minimumSizeHint().width():
            yield f"{name} needs {widget.minimumSizeHint().width()} px and has {widget.width()}"
        if needs(widget) > widget.width() + 1:
            yield f"{name} needs {needs(widget)} px and has {widget.width()}"


def over(root: QWidget) -> Iterator[str]:
    """Widgets of one parent that lie over each other, but for panels that shall."""
    shown = [w for w in root.findChildren(QWidget) if w.isVisible() and not in_scrolled(w)]
    for a in shown:
        for b in shown:
            if a.parentWidget() is b.parentWidget() and id(a) < id(b) and a.geometry().intersects(b.geometry()):
                panels = {type(w).__name__ for w in (a, b)} & {
                    "PersonChooser",
                    "KeysPanel",
                    "AboutPanel",
                    "Details",
                    "ExportPanel",
                }
                if not panels:
                    yield f"{type(a).__name__} lies over {type(b).__name__}: {a.geometry()}, {b.geometry()}"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_nothing_is_cut_on_any_page(
    qapp: QApplication, pages: Any, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    use_language(language)
    led, wrong = pages.Led(tmp_path, size, True), []
    try:
        for name in pages.quick_pages(led):
            assert (led.window.width(), led.window.height()) == size
            body = led.window.centralWidget()
            wrong += [f"{name}: {said}" for said in (*cut(body), *over(body))]
    finally:
        led.close()
    assert "\n".join(wrong) == ""


def test_what_is_cut_would_be_found(qapp: QApplication, pages: Any, tmp_path: Path) -> None:
    led = pages.Led(tmp_path, SIZES[1], True)
    try:
        led.window.settings.toggle()
        led.shown()
        page = led.window.settings.page
        page.look.draw_between.setFixedWidth(90)
        page.person.unit.setFixedWidth(60)
        page.look.later.setText("much " * 90)
        page.look.later.show()
        page.look.later.setFixedHeight(12)
        page.back.setFixedWidth(20)
        page.about.setParent(page)
        page.about.show()
        page.about.setGeometry(page.sound.mapTo(page, page.sound.rect().topLeft()).x(), 60, 400, 400)
        led.shown()
        found = " ".join((*cut(page), *over(page)))
    finally:
        led.close()
    assert "QCheckBox" in found
    assert "Choice '' needs" in found
    assert "of height and has 12" in found
    assert "'Back' needs" in found
    assert "lies over" in found
