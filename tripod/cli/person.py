"""The person that the program knows, for every command."""

import sys

from tripod.sentences import sentence
from tripod.storage.places import profile_path
from tripod.training.profile import Profile, ProfileError, read_profile


def person() -> Profile:
    """The profile that was kept. One that cannot be used is said, left as it is, and keeps no command from its work."""
    profile, why = known_person()
    if why:
        print(f"tripod: {why}", file=sys.stderr)
    return profile


def known_person() -> tuple[Profile, str]:
    """The profile that was kept; the usual one, and why, where there is one that cannot be used."""
    try:
        return read_profile(profile_path()), ""
    except ProfileError as error:
        return Profile(), sentence("person.nothing_is_known", why=error)
