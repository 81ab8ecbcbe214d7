"""The settings of this window: chosen, kept at once, and told to whoever shows or obeys them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tripod.live.commands import Refused
from tripod.storage.lock import BRIEFLY_S
from tripod.storage.settings import Settings, SettingsError, changed, keep_settings, read_settings


class SettingsControl:
    """Lives on the window's thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.why_usual = ""
        """One sentence on why the kept ones are not in use, "" if they are."""
        self.listeners: list[Callable[[Settings], None]] = []
        try:
            self.now = read_settings(path)
        except SettingsError as error:
            self.now, self.why_usual = Settings(), str(error)

    def change(self, **chosen: object) -> None:
        """These fields of `Settings` hold from now on, and are kept.

        Raises:
            Refused: they cannot be kept; they hold all the same until the window is closed.
            TypeError: there is no such field.
        """
        after = replace(self.now, **chosen)
        names = changed(self.now, after)
        if not names:
            return
        self.now = after
        for hear in self.listeners:
            hear(after)
        try:
            keep_settings(self.path, after, names, BRIEFLY_S)
        except SettingsError as error:
            raise Refused(str(error)) from error
