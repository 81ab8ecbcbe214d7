"""Paths of the user's files and folders."""

from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from tripod.storage.person_code import FIRST, person_code

PROFILE, DIARY, STANCES, NOTES = "profile.json", "diary.json", "stances.json", "notes.json"
ELSEWHERE = "recordings_elsewhere.json"
"""Of each person, in their folder."""


def user_data() -> Path:
    """The folder that holds them all."""
    return user_data_path("tripod", appauthor=False)


def calibrations_folder() -> Path:
    """Calibrations, in one folder for each board's id."""
    return user_data() / "calibrations"


def boards_folder() -> Path:
    """Files of the user's own boards."""
    return user_data() / "boards"


def build_record_path(board_id: str) -> Path:
    """How the steps of building a board came out, by the id in its banner."""
    return user_data() / "builds" / f"{board_id}.json"


def sessions_folder() -> Path:
    """Recordings, unless the user named another place."""
    return user_data() / "sessions"


def usual_own_drills() -> Path:
    """The user's own drills, unless another folder was chosen."""
    return user_data() / "drills"


def people_folder() -> Path:
    """What is kept of people, in one folder for each."""
    return user_data() / "people"


def person_folder(code: str = FIRST) -> Path:
    """All that is kept of one person.

    Raises:
        CodeError: no person is called so.
    """
    return people_folder() / person_code(code)


def profile_path(code: str = FIRST) -> Path:
    """What is known of a person."""
    return person_folder(code) / PROFILE


def diary_path(code: str = FIRST) -> Path:
    """A person's diary of drills."""
    return person_folder(code) / DIARY


def stances_path(code: str = FIRST) -> Path:
    """Where a person's feet stood on each plate when that was last measured."""
    return person_folder(code) / STANCES


def notes_path(code: str = FIRST) -> Path:
    """What was noted of a person's tries and recordings."""
    return person_folder(code) / NOTES


def elsewhere_path(code: str = FIRST) -> Path:
    """Where a person's recordings are that somebody put elsewhere."""
    return person_folder(code) / ELSEWHERE


def history_index() -> Path:
    """What is known of all folders, to be looked up quickly; what is deleted there is made again."""
    return user_data() / "history.sqlite"


def last_person_path() -> Path:
    """Whose code was used last."""
    return user_data() / "last_person.json"


def settings_path() -> Path:
    """What was chosen of the window and of this machine."""
    return user_data() / "settings.json"


def known_boards_path() -> Path:
    """Boards that have answered, and how the port of each is recognised."""
    return user_data() / "known_boards.json"


def spoken_words_folder() -> Path:
    """Own words of drills as sounds; what is deleted there is made again."""
    return user_cache_path("tripod", appauthor=False) / "spoken_words"
