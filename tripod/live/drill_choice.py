"""Which drills there are, and the day of the plan that comes now."""

from collections.abc import Callable
from pathlib import Path

from tripod.balance.setup import Setup
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import DrillError, DrillProblem, find, library
from tripod.live.commands import Refused
from tripod.sentences import sentence
from tripod.training.day_now import TODAY, DayNow, day_now
from tripod.training.diary import Diary
from tripod.training.profile import Profile


class DrillChoice:
    """Finds a drill by its name; what the day's is depends on the diary."""

    def __init__(
        self, own_drills: Path, diary: Callable[[], Diary], wall: Callable[[], str], *, replayed: bool
    ) -> None:
        """`diary`: reads that of who trains, or raises Refused. `wall`: date and time in ISO 8601."""
        self._own, self._diary, self._wall, self._replayed = own_drills, diary, wall, replayed
        self.day: DayNow | None = None
        """The day of the plan that was last begun."""

    def library(self) -> tuple[dict[str, Drill], list[DrillProblem]]:
        """All drills by name, and what is wrong with files of the user's."""
        return library(self._own)

    def choose(self, name: str, setup: Setup, profile: Profile) -> Drill:
        """A drill by its name; `today` is the day of the plan that comes now.

        Raises:
            Refused: there is none of that name, or nobody stands there today.
        """
        drills, wrong = self.library()
        if name == TODAY:
            if self._replayed:
                raise Refused(sentence("refused.today_is_no_recording"))
            self.day = day_now(self._diary(), drills, setup, profile, self._wall())
            return self.day.drill
        try:
            return find(name, drills)
        except DrillError as error:
            # A file of that name that is no drill is what they look for.
            unread = [problem.said for problem in wrong if problem.drill == name]
            raise Refused(" ".join(unread) or str(error)) from error

    def day_said(self, setup: Setup | None, profile: Profile) -> list[str]:
        """The day of the plan that comes now, and why each of its drills, in words; nothing where nobody can tell."""
        if setup is None:
            return []
        try:
            return day_now(self._diary(), self.library()[0], setup, profile, self._wall()).lines()
        except Refused:
            return []
