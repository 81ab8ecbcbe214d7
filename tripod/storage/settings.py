"""Keeps what was chosen of the window and of this machine: its screen, its sound device, its folders.

What belongs to one person (weight, units, how the coach speaks to them) is kept in their profile instead, and goes with
them to another machine.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from tripod.sentences import reason, sentence
from tripod.storage.bounded_read import FileError, NoFile
from tripod.storage.lock import PATIENCE_S, locked
from tripod.storage.places import settings_path, usual_own_drills
from tripod.storage.schemas.settings import SETTINGS, Palette, SettingsFile, Theme
from tripod.storage.versioned import as_file, read, write


class SettingsError(ValueError):
    """The settings' file cannot be used: one plain sentence."""


@dataclass(frozen=True)
class Settings:
    """All of them; as they are until somebody chooses."""

    theme: Theme = "system"
    text_percent: int = 100
    """Of the usual size, 100 to 200; all of the window grows alike."""
    palette: Palette = "blue"
    """Colours of the map."""
    map_held: Mapping[str, float] = field(default_factory=dict[str, float])
    """Board's name -> load at a point at which the colours end, in newtons or as the board's index, where that stays
    the same whoever stands there."""
    between: bool = False
    """Draw between the points, too, where nothing is measured."""
    language: str = ""
    """In which the window is written; "" for the system's."""
    sound_device: str = ""
    """By its name; "" for the one that the system uses."""
    own_drills: str = ""
    """The folder; "" for the usual one."""
    tour_answered: bool = False
    """Whether the tour was offered and taken, or not taken: it is offered once."""


def read_settings(path: Path) -> Settings:
    """The settings in a file; the usual ones where there is none.

    Raises:
        SettingsError: there is one, and it cannot be used.
    """
    try:
        file = read(SETTINGS, path)
    except NoFile:
        return Settings()
    except FileError as error:
        raise SettingsError(sentence("settings.damaged_move_away", why=error, path=path)) from error
    return Settings(**{f.name: getattr(file, f.name) for f in fields(Settings)})


def changed(before: Settings, after: Settings) -> list[str]:
    """Names of the fields in which they differ."""
    return [f.name for f in fields(Settings) if getattr(before, f.name) != getattr(after, f.name)]


def keep_settings(path: Path, settings: Settings, names: Collection[str], wait_s: float = PATIENCE_S) -> None:
    """Keep the named fields; the others stay as another program may have written them meanwhile.

    Raises:
        SettingsError: they cannot be kept, another program writes all the time, or the file there is damaged.
    """
    try:
        with locked(path, wait_s):
            kept = read_settings(path)
            now = replace(kept, **{name: getattr(settings, name) for name in names})
            write(as_file(now, SettingsFile), path)
    except OSError as error:
        raise SettingsError(sentence("settings.cannot_be_kept", path=path, why=reason(error))) from error


def own_drills() -> Path:
    """Folder of the user's own drills: the chosen one; where none was, or the settings are damaged, the usual one."""
    try:
        chosen = read_settings(settings_path()).own_drills
    except SettingsError:
        chosen = ""
    return Path(chosen) if chosen else usual_own_drills()
