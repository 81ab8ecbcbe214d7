"""What a drill of the diary is called, where people read it."""

from collections.abc import Mapping

from tripod.drills.format.drill import Drill
from tripod.sentences import sentence
from tripod.training.today import NAME as TODAY


def drill_title(name: str, drills: Mapping[str, Drill]) -> str:
    """The title of a drill; its name where it is no longer there. What a day keeps under its own name are its two test
    holds, and no score of the day."""
    if name == TODAY:
        return sentence("today.test_holds")
    return drills[name].title if name in drills else name
