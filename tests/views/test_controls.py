"""Contrast of both themes, and Qt's own controls in every state: each state looks different, and can be seen."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollBar,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QVBoxLayout,
    QWidget,
)

from tripod.views.kit import theme as themes
from tripod.views.kit.segments import Segments
from tripod.views.kit.style import HouseStyle, apply

THEMES = [themes.DARK, themes.LIGHT]
TEXT, MARK = 4.5, 3.0
"""Least contrast of text, and of what must be seen without reading (WCAG 2.2: 1.4.3 and 1.4.11)."""


def luminance(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself():
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777"), QColor("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_text_can_be_read_and_marks_can_be_seen(theme):
    for ground in ("background", "panel", "sole"):
        for ink in ("text", "muted", "warn", "accent"):
            assert contrast(getattr(theme, ink), getattr(theme, ground)) >= TEXT, (ink, ground)
        for ink in ("outline", "line", "cop"):
            assert contrast(getattr(theme, ink), getattr(theme, ground)) >= MARK, (ink, ground)
    assert contrast(theme.text, theme.accent_soft) >= TEXT
    assert contrast(theme.accent, theme.accent_soft) >= MARK, "the border of what is on"
    assert contrast(theme.background, theme.accent) >= TEXT, "a tick, and what is chosen in a list"
    assert contrast(theme.text, theme.track) >= TEXT, "a button under the mouse"
    assert contrast(theme.line, theme.casing) >= MARK
    assert contrast(theme.cop, theme.casing) >= MARK


@pytest.fixture(params=THEMES, ids=lambda t: t.name)
def theme(request, qapp):
    apply(qapp, request.param)
    yield request.param
    apply(qapp, themes.DARK)


def picture(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def best_contrast(image: np.ndarray, ground: QColor) -> float:
    """Of all colours in the picture the one that stands out most."""
    colours = np.unique(image.reshape(-1, 3), axis=0)
    return max(contrast(QColor(*map(int, c)), ground) for c in colours)


def combo():
    made = QComboBox()
    made.addItems(["kilograms", "newtons"])
    return made


def slider():
    made = QSlider(Qt.Orientation.Horizontal)
    made.setValue(40)
    return made


MAKERS = {
    "check": lambda: QCheckBox(""),
    "radio": lambda: QRadioButton(""),
    "combo": combo,
    "slider": slider,
    "line": QLineEdit,
    "spin": QSpinBox,
}


@pytest.mark.parametrize("name", MAKERS)
def test_every_state_looks_different_and_can_be_seen(qtbot, theme, name):
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    control, other = MAKERS[name](), QCheckBox("other")
    column.addWidget(control)
    column.addWidget(other)
    box.resize(240, 100)
    box.show()
    box.activateWindow()
    QApplication.processEvents()
    other.setFocus()
    looks = {"rest": picture(control)}
    assert best_contrast(looks["rest"], theme.background) >= MARK
    control.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(control, (QLineEdit, QSpinBox)):
        control.clearFocus()
        control.setFocus(Qt.FocusReason.MouseFocusReason)
    looks["focus"] = picture(control)
    other.setFocus()
    control.setEnabled(False)
    looks["disabled"] = picture(control)
    control.setEnabled(True)
    if isinstance(control, (QCheckBox, QRadioButton)):
        control.setChecked(True)
        looks["on"] = picture(control)
        assert best_contrast(looks["on"], theme.background) >= MARK
    names = list(looks)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            assert (looks[a] != looks[b]).any(), (a, b)


STATES = {
    "rest": QStyle.StateFlag.State_None,
    "hover": QStyle.StateFlag.State_MouseOver,
    "focus": QStyle.StateFlag.State_HasFocus,
    "pressed": QStyle.StateFlag.State_Sunken,
    "on": QStyle.StateFlag.State_On,
    "partly": QStyle.StateFlag.State_NoChange,
    "on and hover": QStyle.StateFlag.State_On | QStyle.StateFlag.State_MouseOver,
    "on and focus": QStyle.StateFlag.State_On | QStyle.StateFlag.State_HasFocus,
}
DRAWN = {
    "check": (QStyle.PrimitiveElement.PE_IndicatorCheckBox, QStyleOptionButton, 18),
    "radio": (QStyle.PrimitiveElement.PE_IndicatorRadioButton, QStyleOptionButton, 18),
    "combo": (QStyle.ComplexControl.CC_ComboBox, QStyleOptionComboBox, 120),
    "spin": (QStyle.ComplexControl.CC_SpinBox, QStyleOptionSpinBox, 120),
    "slider": (QStyle.ComplexControl.CC_Slider, QStyleOptionSlider, 120),
    "scroll bar": (QStyle.ComplexControl.CC_ScrollBar, QStyleOptionSlider, 120),
}


@pytest.mark.parametrize("ground", ["background", "panel"])
@pytest.mark.parametrize("name", DRAWN)
def test_each_control_stands_out_in_each_state_from_each_ground(qapp, theme, name, ground):
    element, kind, wide = DRAWN[name]
    seen = {}
    for state, flag in STATES.items():
        option = kind()
        option.rect = QRect(0, 0, wide, 12 if name == "scroll bar" else 32 if wide > 18 else 18)
        option.state = QStyle.StateFlag.State_Enabled | flag
        if isinstance(option, QStyleOptionSlider):
            option.minimum, option.maximum, option.pageStep, option.sliderPosition = 0, 100, 20, 40
            option.orientation = Qt.Orientation.Horizontal
            option.subControls = QStyle.SubControl.SC_All
        image = QImage(option.rect.size(), QImage.Format.Format_RGB888)
        image.fill(getattr(theme, ground))
        with QPainter(image) as painter:
            if isinstance(element, QStyle.ComplexControl):
                qapp.style().drawComplexControl(element, option, painter, None)
            else:
                qapp.style().drawPrimitive(element, option, painter, None)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        seen[state] = rows[:, : 3 * wide].reshape(image.height(), wide, 3).copy()
        assert best_contrast(seen[state], getattr(theme, ground)) >= MARK, state
    for state in ("hover", "focus"):
        assert (seen[state] != seen["rest"]).any() or name == "scroll bar", state


def test_what_lies_under_the_mouse_and_is_pressed_looks_so(qtbot, theme):
    bar = QScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(bar)
    bar.setRange(0, 300)
    bar.setPageStep(100)
    bar.resize(12, 200)
    bar.show()
    rest = picture(bar)
    assert best_contrast(rest, theme.background) >= MARK
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, 10))
    pressed = picture(bar)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, 10))
    assert (rest != pressed).any()


def test_a_scroll_bar_is_dragged_and_its_handle_is_where_it_says(qtbot, theme):
    bar = QScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(bar)
    bar.setRange(0, 300)
    bar.setPageStep(100)
    bar.resize(12, 200)
    bar.show()
    # The handle is a quarter of the way: 50 of 200 pixels.
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, 10))
    QTest.mouseMove(bar, QPoint(6, 85))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, 85))
    assert bar.value() == pytest.approx(150, abs=4)
    rows = np.nonzero((picture(bar)[:, 6] != picture(bar)[2, 6]).any(axis=1))[0]
    assert (rows.min(), rows.max()) == pytest.approx((78, 122), abs=3)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, 195))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, 195))
    assert bar.value() == pytest.approx(250, abs=4), "a page on"


def test_one_style_for_all_and_the_theme_changes_under_it(qapp):
    apply(qapp, themes.LIGHT)
    style = qapp.style()
    apply(qapp, themes.DARK)
    assert isinstance(style, HouseStyle)
    assert style.theme is themes.DARK
    assert qapp.style().theme is themes.DARK


def test_segments_are_chosen_by_mouse_and_by_arrows(qtbot):
    row = Segments([("a", "Left"), ("b", "Right"), ("c", "Dot")], themes.DARK)
    qtbot.addWidget(row)
    row.show()
    said = []
    row.chosen.connect(said.append)
    qtbot.mouseClick(row.buttons["b"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(row.buttons["b"], Qt.Key.Key_Right)
    qtbot.keyClick(row.buttons["c"], Qt.Key.Key_Right)
    row.offer(["a", "c"])
    qtbot.keyClick(row.buttons["c"], Qt.Key.Key_Left)
    assert said == ["b", "c", "a"]
    assert [row.buttons[k].isChecked() for k in "abc"] == [True, False, False]
    row.set_key("c")
    assert said == ["b", "c", "a"], "set is not chosen"
