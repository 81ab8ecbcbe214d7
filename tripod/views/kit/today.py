"""The date on this machine."""

from PySide6.QtCore import QDate


def today() -> str:
    """ISO 8601."""
    return QDate.currentDate().toString("yyyy-MM-dd")
