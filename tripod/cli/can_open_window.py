"""Tells whether a window can open on this machine: whether Qt loads and a display answers."""

import os
import socket
import sys
from importlib import import_module

from tripod.cli.failed import Failed
from tripod.sentences import sentence

QT_PACKAGES = (
    "libglib2.0-0 libegl1 libgl1 libfontconfig1 libfreetype6 libdbus-1-3 libxkbcommon0 libxcb-cursor0 "
    "libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xkb1 libx11-xcb1"
)


def display() -> bool:
    """Whether a display answers, or Qt was told to do without."""
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    runtime, wayland = os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY", "")
    if wayland and _listens(os.path.join(runtime, wayland)):
        return True
    host, _, number = os.environ.get("DISPLAY", "").rpartition(":")
    screen = number.partition(".")[0]
    # Qt aborts where nobody listens; a display of another machine is believed.
    return bool(screen) and (bool(host) or any(_listens(f"{at}/tmp/.X11-unix/X{screen}") for at in ("", "\0")))


def _listens(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(path)
        except OSError:
            return False
    return True


def qt_missing() -> str:
    """Why Qt cannot be loaded, "" if it can."""
    try:
        for module in ("PySide6.QtGui", "PySide6.QtWidgets"):
            import_module(module)
    except ImportError as error:
        return str(error).split(":")[0]
    return ""


def need_qt() -> None:
    """Return if Qt can be loaded.

    Raises:
        Failed: it cannot; the sentence holds the command that installs what is missing.
    """
    missing = qt_missing()
    if missing:
        raise Failed(sentence("display.qt_cannot_be_loaded", missing=missing, packages=QT_PACKAGES))


def need_window() -> None:
    """Return if a window can open.

    Raises:
        Failed: Qt cannot be loaded, or there is no display.
    """
    need_qt()
    if not display():
        raise Failed(sentence("display.none_here"))
