"""Where the user's calibrations and profile lie."""

from pathlib import Path

from platformdirs import user_data_path

from tripod.calibration.store import Store


def calibration_store() -> Store:
    """The user's calibrations."""
    return Store(user_data_path("tripod", appauthor=False) / "calibrations")


def diary_path() -> Path:
    """Where the user's diary of drills lies."""
    return user_data_path("tripod", appauthor=False) / "diary.json"


def own_drills() -> Path:
    """Where the user's own drills lie."""
    return user_data_path("tripod", appauthor=False) / "drills"


def profile_path() -> Path:
    """Where the user's profile lies."""
    return user_data_path("tripod", appauthor=False) / "profile.json"
