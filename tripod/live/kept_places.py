"""What is kept where, and how much disk it takes."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tripod.storage.places import calibrations_folder, own_drills, people_folder, sessions_folder
from tripod.storage.used import Used, used


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
    return tuple(Kept(place, folder, used(folder)) for place, folder in folders.items())
