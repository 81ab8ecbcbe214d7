"""Draws Qt's own controls as the rest of the window: rest, hover, focus, pressed and disabled, in the theme's colours.

Only what people see is drawn here; how a control is laid out, and what a click in it does, stays Fusion's.
"""

from typing import Protocol, cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QToolTip,
    QWidget,
)

from tripod.views.kit.theme import BODY, BUTTON_RADIUS, Theme, font, palette

_Control, _Primitive, _State = QStyle.ComplexControl, QStyle.PrimitiveElement, QStyle.StateFlag
_Metric, _Part, _Element = QStyle.PixelMetric, QStyle.SubControl, QStyle.ControlElement

BOX, HANDLE, BAR = 18, 16, 12
"""Sides of a check box, of a slider's handle, and width of a scroll bar, in pixels."""
_METRICS = {
    _Metric.PM_IndicatorWidth: BOX,
    _Metric.PM_IndicatorHeight: BOX,
    _Metric.PM_ExclusiveIndicatorWidth: BOX,
    _Metric.PM_ExclusiveIndicatorHeight: BOX,
    _Metric.PM_CheckBoxLabelSpacing: 10,
    _Metric.PM_SliderLength: HANDLE,
    _Metric.PM_SliderControlThickness: HANDLE,
    _Metric.PM_SliderThickness: HANDLE + 6,
    _Metric.PM_ScrollBarExtent: BAR,
    _Metric.PM_ScrollBarSliderMin: 32,
    _Metric.PM_ToolTipLabelFrameWidth: 8,
}
_BOX_RADIUS, _GROOVE, _PAD = 5.0, 4.0, 6
HIGH = 32
"""Of a field to choose or to write in."""
_EDITS = (_Control.CC_ComboBox, _Part.SC_ComboBoxEditField), (_Control.CC_SpinBox, _Part.SC_SpinBoxEditField)


class _Any(Protocol):
    """What Qt's stubs do not say of an option."""

    rect: QRect
    state: QStyle.StateFlag


class _Range(Protocol):
    """The same of a slider and of a scroll bar."""

    rect: QRect
    minimum: int
    maximum: int
    pageStep: int
    sliderPosition: int
    upsideDown: bool
    orientation: Qt.Orientation


class _Done(Protocol):
    """And of a progress bar."""

    minimum: int
    maximum: int
    progress: int


class Looks:
    """The colours of one control in one state."""

    def __init__(self, theme: Theme, option: QStyleOption) -> None:
        state = cast("_Any", option).state
        self.enabled = bool(state & _State.State_Enabled)
        self.hover = self.enabled and bool(state & _State.State_MouseOver)
        self.focus = self.enabled and bool(state & _State.State_HasFocus)
        self.pressed = self.enabled and bool(state & _State.State_Sunken)
        self.on = bool(state & _State.State_On)
        self.partly = bool(state & _State.State_NoChange)
        self.border = theme.accent if self.focus else theme.muted if self.hover else theme.outline
        self.wide = 2.0 if self.focus else 1.0
        self.ground = theme.track if self.pressed else theme.background
        self.ink = theme.text if self.enabled else theme.outline


class HouseStyle(QProxyStyle):
    """One for the application; the theme changes under it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self.theme = theme

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        own = _METRICS.get(metric)
        return own if own is not None else super().pixelMetric(metric, option, widget)

    def subControlRect(
        self, cc: QStyle.ComplexControl, opt: QStyleOptionComplex, sc: QStyle.SubControl, widget: QWidget | None = None
    ) -> QRect:
        if cc is _Control.CC_ScrollBar and isinstance(opt, QStyleOptionSlider):
            return self._bar_rect(opt, sc)
        inside = super().subControlRect(cc, opt, sc, widget)  # pyright: ignore[reportArgumentType]
        if (cc, sc) in _EDITS:
            inside.adjust(_PAD, 0, 0, 0)
        return inside

    def sizeFromContents(
        self, type: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        wanted = super().sizeFromContents(type, option, size, widget)  # pyright: ignore[reportArgumentType]
        if type in (QStyle.ContentsType.CT_ComboBox, QStyle.ContentsType.CT_SpinBox):
            return QSize(wanted.width() + _PAD + 4, max(wanted.height(), HIGH))
        return wanted

    def _bar_rect(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
        """A scroll bar without arrows: all of it is the way of its handle."""
        seen = cast("_Range", option)
        whole, least, most, page = seen.rect, seen.minimum, seen.maximum, seen.pageStep
        lying = seen.orientation == Qt.Orientation.Horizontal
        long = whole.width() if lying else whole.height()
        span = most - least + page
        handle = min(max(long * page // max(span, 1), _METRICS[_Metric.PM_ScrollBarSliderMin]), long)
        at = self.sliderPositionFromValue(least, most, seen.sliderPosition, long - handle, seen.upsideDown)
        start, size = {
            _Part.SC_ScrollBarSlider: (at, handle),
            _Part.SC_ScrollBarSubPage: (0, at),
            _Part.SC_ScrollBarAddPage: (at + handle, long - at - handle),
            _Part.SC_ScrollBarGroove: (0, long),
        }.get(part, (0, 0))
        if lying:
            return QRect(whole.left() + start, whole.top(), size, whole.height() if size else 0)
        return QRect(whole.left(), whole.top() + start, whole.width() if size else 0, size)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        looks = Looks(self.theme, option)
        match control:
            case _Control.CC_Slider if isinstance(option, QStyleOptionSlider):
                self._slider(painter, option, looks, widget)
            case _Control.CC_ScrollBar:
                self._scroll_bar(painter, option, looks, widget)
            case _Control.CC_ComboBox:
                self._field(painter, _rect(option), looks, looks.ground)
                arrow = self.subControlRect(control, option, _Part.SC_ComboBoxArrow, widget)
                _chevron(painter, QPointF(QRectF(arrow).center()), looks.ink, up=False)
            case _Control.CC_SpinBox:
                self._field(painter, _rect(option), looks, looks.ground)
                for part, up in ((_Part.SC_SpinBoxUp, True), (_Part.SC_SpinBoxDown, False)):
                    arrow = self.subControlRect(control, option, part, widget)
                    _chevron(painter, QPointF(QRectF(arrow).center()), looks.ink, up=up, wide=3.0)
            case _:
                painter.restore()
                super().drawComplexControl(control, option, painter, widget)
                return
        painter.restore()

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match element:
            case _Primitive.PE_IndicatorCheckBox:
                self._check(painter, _rect(option), Looks(theme, option))
            case _Primitive.PE_IndicatorRadioButton:
                self._radio(painter, _rect(option), Looks(theme, option))
            case _Primitive.PE_PanelLineEdit:
                # Inside of a spin box or a combo box the field around it is drawn already.
                if widget is None or not isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox)):
                    looks = Looks(theme, option)
                    self._field(painter, _rect(option), looks, looks.ground)
            case _Primitive.PE_FrameFocusRect:
                painter.setPen(QPen(theme.accent, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(_rect(option).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
            case _Primitive.PE_PanelTipLabel | _Primitive.PE_FrameMenu | _Primitive.PE_PanelMenu:
                # A menu's frame must leave what is inside of it.
                filled = element is not _Primitive.PE_FrameMenu
                painter.setPen(QPen(theme.outline, 1))
                painter.setBrush(theme.panel if filled else Qt.BrushStyle.NoBrush)
                painter.drawRect(_rect(option).adjusted(0.5, 0.5, -0.5, -0.5))
            case _:
                painter.restore()
                super().drawPrimitive(element, option, painter, widget)
                return
        painter.restore()

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element is not _Element.CE_ProgressBar or not isinstance(option, QStyleOptionProgressBar):
            super().drawControl(element, option, painter, widget)
            return
        self._progress(painter, option)

    def _progress(self, painter: QPainter, option: QStyleOptionProgressBar) -> None:
        """How far it is; where nobody knows, the middle third."""
        seen, rect = cast("_Done", option), _rect(option)
        span, radius = seen.maximum - seen.minimum, min(rect.height(), 8.0) / 2
        track = QRectF(rect.left(), rect.center().y() - radius, rect.width(), 2 * radius)
        part = (seen.progress - seen.minimum) / span if span > 0 else 1 / 3
        left = track.left() if span > 0 else track.left() + track.width() / 3
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.track)
        painter.drawRoundedRect(track, radius, radius)
        if part > 0:
            painter.setBrush(self.theme.accent)
            painter.drawRoundedRect(
                QRectF(left, track.top(), max(part * track.width(), 2 * radius), 2 * radius), radius, radius
            )
        painter.restore()

    def _field(self, painter: QPainter, rect: QRectF, looks: Looks, ground: QColor) -> None:
        half = looks.wide / 2
        painter.setPen(QPen(looks.border if looks.enabled else self.theme.edge, looks.wide))
        painter.setBrush(self.theme.track if looks.pressed else ground)
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), BUTTON_RADIUS, BUTTON_RADIUS)

    def _check(self, painter: QPainter, rect: QRectF, looks: Looks) -> None:
        theme, filled = self.theme, looks.on or looks.partly
        self._box(painter, looks, filled)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _BOX_RADIUS, _BOX_RADIUS)
        if filled:
            painter.setPen(QPen(theme.background, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            at, r = rect.center(), rect.width() / 2
            tick = ((-0.45, 0.02), (-0.12, 0.34), (0.46, -0.34)) if looks.on else ((-0.4, 0.0), (0.4, 0.0))
            painter.drawPolyline([at + QPointF(x * r, y * r) for x, y in tick])

    def _radio(self, painter: QPainter, rect: QRectF, looks: Looks) -> None:
        self._box(painter, looks, looks.on)
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        if looks.on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.background)
            painter.drawEllipse(rect.center(), 3.5, 3.5)

    def _box(self, painter: QPainter, looks: Looks, filled: bool) -> None:
        """Pen and brush of a box to tick."""
        theme = self.theme
        on = theme.accent if looks.enabled else theme.outline
        painter.setBrush(on if filled else looks.ground)
        rest = looks.border if looks.enabled else theme.edge
        painter.setPen(QPen(theme.text if filled and looks.focus else on if filled else rest, 1.5))

    def _slider(self, painter: QPainter, option: QStyleOptionSlider, looks: Looks, widget: QWidget | None) -> None:
        theme = self.theme
        handle = QRectF(self.subControlRect(_Control.CC_Slider, option, _Part.SC_SliderHandle, widget))
        rect, at = _rect(option), handle.center()
        lying = cast("_Range", option).orientation == Qt.Orientation.Horizontal
        if lying:
            groove = QRectF(rect.left() + 2, at.y() - _GROOVE / 2, rect.width() - 4, _GROOVE)
            done = QRectF(groove.left(), groove.top(), at.x() - groove.left(), _GROOVE)
        else:
            groove = QRectF(at.x() - _GROOVE / 2, rect.top() + 2, _GROOVE, rect.height() - 4)
            done = QRectF(groove.left(), at.y(), _GROOVE, groove.bottom() - at.y())
        painter.setPen(Qt.PenStyle.NoPen)
        for part, ink in ((groove, theme.outline), (done, theme.accent if looks.enabled else theme.outline)):
            painter.setBrush(ink)
            painter.drawRoundedRect(part, _GROOVE / 2, _GROOVE / 2)
        radius = HANDLE / 2 - (1.0 if looks.hover or looks.focus or looks.pressed else 2.0)
        painter.setBrush(theme.line if looks.enabled else theme.outline)
        painter.setPen(QPen(theme.accent, 2.5) if looks.focus or looks.pressed else QPen(theme.casing, 1.5))
        painter.drawEllipse(at, radius, radius)

    def _scroll_bar(self, painter: QPainter, option: QStyleOptionComplex, looks: Looks, widget: QWidget | None) -> None:
        theme = self.theme
        handle = QRectF(self.subControlRect(_Control.CC_ScrollBar, option, _Part.SC_ScrollBarSlider, widget))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text if looks.pressed else theme.muted if looks.hover else theme.outline)
        inset = 2.0 if looks.hover or looks.pressed else 3.0
        box = handle.adjusted(inset, inset, -inset, -inset)
        radius = min(box.width(), box.height()) / 2
        painter.drawRoundedRect(box, radius, radius)


def _rect(option: QStyleOption) -> QRectF:
    return QRectF(cast("_Any", option).rect)


def _chevron(painter: QPainter, at: QPointF, ink: QColor, *, up: bool, wide: float = 4.0) -> None:
    way = -1 if up else 1
    line = QPainterPath(at + QPointF(-wide, -way * wide / 2))
    line.lineTo(at + QPointF(0, way * wide / 2))
    line.lineTo(at + QPointF(wide, -way * wide / 2))
    painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(line)


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application the theme. On Fusion, because native styles follow no palette of ours."""
    style = app.style()
    if isinstance(style, HouseStyle):
        style.theme = theme
    else:
        app.setStyle(HouseStyle(theme))
    app.setPalette(palette(theme))
    QToolTip.setPalette(palette(theme))
    app.setFont(font(BODY))
    scheme = Qt.ColorScheme.Dark if theme.dark else Qt.ColorScheme.Light
    app.styleHints().setColorScheme(scheme)


def apply_here(theme: Theme) -> None:
    """The same to the application that there is."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply(app, theme)
