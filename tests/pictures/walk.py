"""What is cut, lies over another, leaves its box, or is too faint to be read below a widget: its tree is walked."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QWidget,
)

from tripod.views.kit.widgets import KeyButton

PANELS = {
    "DrawerHandle",
    "Scrim",
    "CloseQuestion",
    "PersonChooser",
    "KeysPanel",
    "AboutPanel",
    "Details",
    "ExportPanel",
}
"""They lie over a page."""
AA = 4.5
"""Contrast that small text must have (WCAG 2.2, 1.4.3)."""


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
    beside: defaultdict[QWidget, list[tuple[QWidget, QRect]]] = defaultdict(list)
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not in_scrolled(widget):
            beside[widget.parentWidget()].append((widget, widget.geometry()))
    for siblings in beside.values():
        for (a, of_a), (b, of_b) in combinations(siblings, 2):
            if of_a.intersects(of_b) and not {type(w).__name__ for w in (a, b)} & PANELS:
                yield f"{type(a).__name__} lies over {type(b).__name__}: {of_a}, {of_b}"


def unnamed(root: QWidget) -> Iterator[str]:
    """What can be pressed, chosen, written into or reached by Tab, and of which a screen reader says nothing."""
    for widget in root.findChildren(QWidget):
        of_another = isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox, QAbstractScrollArea))
        acts = isinstance(widget, (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QAbstractSpinBox))
        if not widget.isVisible() or of_another or isinstance(widget, (QScrollBar, QLabel)):
            continue
        if not acts and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        said = QAccessible.queryAccessibleInterface(widget)
        if said is None or not said.text(QAccessible.Text.Name).strip():
            yield f"{type(widget).__name__} in {type(widget.parentWidget()).__name__} has no name"


def faint(root: QWidget) -> Iterator[str]:
    """Lines of text that do not stand out from what is really painted behind them."""
    picture = root.grab()
    for line in root.findChildren(QLabel):
        if not line.isVisible() or not line.text() or not line.visibleRegion().boundingRect().isValid():
            continue
        seen = line.visibleRegion().boundingRect()
        box = seen.translated(line.mapTo(root, seen.topLeft()) - seen.topLeft())
        if root.childAt(box.center()) is not line:
            # A panel lies over it.
            continue
        ink, ground = line.palette().color(QPalette.ColorRole.WindowText), _ground(picture, box)
        if ground is not None and line.isEnabled() and (found := contrast(ink, ground)) < AA:
            yield f"{line.text()!r} has contrast {found:.1f}: {ink.name()} on {ground.name()}"


def _ground(picture: QPixmap, box: QRect) -> QColor | None:
    dpr = picture.devicePixelRatio()
    image = picture.copy(
        round(box.x() * dpr), round(box.y() * dpr), round(box.width() * dpr), round(box.height() * dpr)
    ).toImage()
    if image.isNull():
        return None
    steps = max(image.width() // 40, 1), max(image.height() // 8, 1)
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(rgb.constBits(), np.uint32).reshape(rgb.height(), rgb.width())[:: steps[1], :: steps[0]]
    colours, times = np.unique(pixels, return_counts=True)
    return QColor(int(colours[times.argmax()]))


def contrast(a: QColor, b: QColor) -> float:
    """Of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
