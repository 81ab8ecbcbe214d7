"""Writes an HTML page as PDF without a window."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tripod.views.calibrate.export import write_pdf
from tripod.views.kit.theme import load_fonts


def write_certificate(html: str, path: Path) -> None:
    """One page of A4.

    Raises:
        OSError: the place cannot be written.
    """
    app = QApplication.instance() or QApplication(["tripod"])
    load_fonts()
    write_pdf(html, path)
    del app
