"""The person that the program knows, for every command."""

from tripod.cli.failed import Failed
from tripod.storage.places import profile_path
from tripod.training.profile import Profile, ProfileError, read_profile


def person() -> Profile:
    """The profile that was kept; raises Failed where there is one that cannot be used."""
    try:
        return read_profile(profile_path())
    except ProfileError as error:
        raise Failed(str(error)) from error
