"""What is kept where, and how much disk it takes."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tripod.record.disk_use import Kept as KeptRecording
from tripod.record.disk_use import recordings_used, to_go
from tripod.storage.folder_size import Used, used
from tripod.storage.places import calibrations_folder, people_folder, sessions_folder
from tripod.storage.settings import own_drills

ROOM_FOR_MORE = 0.9
"""So much of the limit stays after what would have to go: else the next drill would be over it again."""


class Place(StrEnum):
    """What lies in a folder; each has its name in the catalogue."""

    PEOPLE = "people"
    RECORDINGS = "recordings"
    CALIBRATIONS = "calibrations"
    OWN_DRILLS = "own_drills"


@dataclass(frozen=True)
class Kept:
    """One folder, as it was when it was looked at."""

    place: Place
    folder: Path
    used: Used


def kept_places() -> tuple[Kept, ...]:
    """All of them."""
    folders = {
        Place.PEOPLE: people_folder(),
        Place.RECORDINGS: sessions_folder(),
        Place.CALIBRATIONS: calibrations_folder(),
        Place.OWN_DRILLS: own_drills(),
    }
    looked = {Place.RECORDINGS: recordings_used}
    return tuple(Kept(place, folder, looked.get(place, used)(folder)) for place, folder in folders.items())


@dataclass(frozen=True)
class Room:
    """What is left for recordings."""

    used_gb: float
    """In 10^9 bytes, as `limit_gb`."""
    limit_gb: float
    to_go: tuple[KeptRecording, ...]
    """What would have to go, so that drills are recorded again: the oldest that nobody marked; () while there is
    room."""

    @property
    def full(self) -> bool:
        """No drill is recorded by itself any more."""
        return self.used_gb >= self.limit_gb


def room_for_recordings(limit_gb: float) -> Room:
    """Within this limit, in 10^9 bytes."""
    place = sessions_folder()
    used_gb = recordings_used(place).size / 1e9
    return Room(used_gb, limit_gb, tuple(to_go(place, ROOM_FOR_MORE * limit_gb * 1e9)) if used_gb >= limit_gb else ())
