"""The settings of this window: chosen, kept at once, and told to whoever shows or obeys them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tripod.live.commands import Refused
from tripod.sound.output import Nowhere, Output, Render
from tripod.storage.lock import BRIEFLY_S
from tripod.storage.settings import Settings, SettingsError, changed, keep_settings, read_settings


class SettingsControl:
    """Lives on the window's thread."""

    def __init__(
        self,
        path: Path,
        open_sound: Callable[[Render, str], Output] = lambda _render, _device: Nowhere(),
        devices: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """`open_sound` opens the sound device of a name, "" for the system's; `devices`: the names to choose from."""
        self.path, self.devices, self._open_sound = path, devices, open_sound
        self.why_usual = ""
        """One sentence on why the kept ones are not in use, "" if they are."""
        self.listeners: list[Callable[[Settings], None]] = []
        try:
            self.now = read_settings(path)
        except SettingsError as error:
            self.now, self.why_usual = Settings(), str(error)

    def open_sound(self, render: Render) -> Output:
        """The sound device that is chosen when this is asked."""
        return self._open_sound(render, self.now.sound_device)

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
        try:
            keep_settings(self.path, after, names, BRIEFLY_S)
        except SettingsError as error:
            raise Refused(str(error)) from error
        finally:
            for hear in self.listeners:
                hear(after)
