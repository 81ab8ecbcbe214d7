"""Tab goes round within a panel that lies over a page: what is below it can neither be seen nor meant."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def tab_within(panel: QWidget, forward: bool, *, itself: bool = False) -> bool:
    """Give the focus to the next (or the one before) of the panel's own controls, `itself` among them, for its keys
    scroll it; False where it has none."""
    stops, one = [panel] * itself, panel.nextInFocusChain()
    while one is not None and one is not panel:
        if panel.isAncestorOf(one) and one.isVisible() and one.isEnabled() and _by_tab(one):
            stops.append(one)
        one = one.nextInFocusChain()
    if not stops:
        return False
    now = QApplication.focusWidget()
    at = stops.index(now) if now in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _by_tab(widget: QWidget) -> bool:
    # A field that stands for another one, as the line of a combo box, is reached by it.
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
