"""Saves a picture of the window."""

from pathlib import Path

from PySide6.QtWidgets import QWidget


def save_screenshot(window: QWidget, folder: Path) -> tuple[Path, bool]:
    """Save it in `folder` under the next free name: the file's path, and whether it could be written."""
    number = 1
    while (path := folder / f"tripod-{number:03d}.png").exists():
        number += 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return path, window.grab().save(str(path))
    except OSError:
        return path, False
