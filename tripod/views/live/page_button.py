"""A button of the header that leads to a page, and shows whether that page is the present one."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from tripod.views.kit.theme import Theme
from tripod.views.kit.widgets import TabButton


class PageButton(TabButton):
    """What it looks like is up to its kinds."""

    def __init__(self, text: str, name: str, hint: str, theme: Theme, parent: QWidget | None = None) -> None:
        """`name` and `hint` for screen readers."""
        super().__init__(text, parent)
        self.theme = theme
        self.present = False
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_present(self, present: bool) -> None:
        """Mark it as the present page."""
        self.present = present
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
