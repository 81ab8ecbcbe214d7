"""A field to choose one of several values in."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QComboBox

T = TypeVar("T")


class Choice(QComboBox, Generic[T]):
    """One of several values, each with its name.

    The values stay here: what Qt keeps as an item's data may come back as another type, a StrEnum as a mere str.
    """

    def __init__(self, *named: tuple[str, T]) -> None:
        super().__init__()
        self._values: tuple[T, ...] = ()
        self.offer(named)

    def offer(self, named: Sequence[tuple[str, T]]) -> None:
        """Offer these, and no others."""
        self._values = tuple(value for _, value in named)
        self.clear()
        self.addItems([name for name, _ in named])

    @property
    def chosen(self) -> T:
        """The value that is chosen."""
        return self._values[self.currentIndex()]

    def choose(self, value: T) -> None:
        """Choose one of those that are offered; another one is left out."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))
