"""Paths of the user's files and folders."""

from pathlib import Path

from platformdirs import user_cache_path, user_data_path


def user_data() -> Path:
    """The folder that holds them all."""
    return user_data_path("tripod", appauthor=False)


def calibrations_folder() -> Path:
    """Calibrations, in one folder for each board's id."""
    return user_data() / "calibrations"


def boards_folder() -> Path:
    """Files of the user's own boards."""
    return user_data() / "boards"


def sessions_folder() -> Path:
    """Recordings, unless the user named another place."""
    return user_data() / "sessions"


def own_drills() -> Path:
    """The user's own drills."""
    return user_data() / "drills"


def diary_path() -> Path:
    """The diary of drills."""
    return user_data() / "diary.json"


def profile_path() -> Path:
    """What is known of the person."""
    return user_data() / "profile.json"


def known_boards_path() -> Path:
    """Boards that have answered, and how the port of each is recognised."""
    return user_data() / "known_boards.json"


def stances_path() -> Path:
    """Where a person's feet stood on each plate when that was last measured."""
    return user_data() / "stances.json"


def spoken_words_folder() -> Path:
    """Own words of drills as sounds; what is deleted there is made again."""
    return user_cache_path("tripod", appauthor=False) / "spoken_words"
