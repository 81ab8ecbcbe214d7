"""Who is at a window: chosen, made, renamed and deleted, with a board open or none."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from tripod.drills.format.loader import library
from tripod.live.commands import Refused
from tripod.storage.person_code import CodeError
from tripod.storage.places import profile_path
from tripod.storage.settings import own_drills
from tripod.training.overview import Overview, overviews
from tripod.training.people import PeopleError, add, delete, last_used, rename, use, what_goes
from tripod.training.profile import NOBODY, Profile, ProfileError, changed, keep_in_profile, read_profile

T = TypeVar("T")


class Standing(Protocol):
    """Who stands on a board that is open (`PersonControl`)."""

    @property
    def code(self) -> str: ...

    @property
    def stays(self) -> str: ...

    def step_in(self, code: str) -> None: ...


class PersonChoice:
    """Remembers who was chosen while no board is open; with one, who stands there is who is meant."""

    def __init__(self, code: str, today: Callable[[], str] = str) -> None:
        """`today`: the date, ISO 8601."""
        self.code = code
        """Who the next board is opened for."""
        self._today = today

    def profile(self) -> Profile:
        """What is known of who is here, as their file has it; the usual where that is damaged."""
        try:
            return read_profile(profile_path(self.code))
        except ProfileError:
            return NOBODY

    def keep_profile(self, profile: Profile) -> None:
        """Keep it for who is here.

        Raises:
            Refused: it cannot be kept, or the file that is there is damaged.
        """
        path = profile_path(self.code)
        try:
            keep_in_profile(path, profile, changed(self.profile(), profile))
        except ProfileError as error:
            raise Refused(str(error)) from error

    def everybody(self) -> list[Overview]:
        """All people, with what a coach wants to know of each."""
        return overviews(library(own_drills())[0], self._today())

    def choose(self, code: str, board: Standing | None) -> None:
        """This person is here from now on.

        Raises:
            Refused: something is under way that belongs to another, or the profile cannot be used.
        """
        if board is not None:
            board.step_in(code)
        self.code = code
        use(code)

    def add(self, text: str, board: Standing | None) -> str:
        """Make a person, who is here from now on; returns the code.

        Raises:
            Refused: as `choose`, or nobody can be called so.
        """
        _refuse_while_busy(board)
        code = _asked(lambda: add(text))
        self.choose(code, board)
        return code

    def rename(self, code: str, to: str, board: Standing | None) -> str:
        """Call somebody otherwise; returns the new code.

        Raises:
            Refused: as `choose`, or nobody can be called so.
        """
        here = self.is_here(code, board)
        if here:
            _refuse_while_busy(board)
        new = _asked(lambda: rename(code, to))
        if here:
            self.choose(new, board)
        return new

    def delete(self, code: str, board: Standing | None) -> None:
        """Take away all that is kept of somebody; whoever is left is here then.

        Raises:
            Refused: as `choose`, or not all of it could be taken away.
        """
        here = self.is_here(code, board)
        if here:
            _refuse_while_busy(board)
        _asked(lambda: delete(code))
        if here:
            self.choose(last_used(), board)

    def is_here(self, code: str, board: Standing | None) -> bool:
        """Whether this is who stands there."""
        return code == (board.code if board is not None else self.code)

    def what_goes(self, code: str) -> str:
        """One sentence on what is taken away with somebody."""
        return what_goes(code)


def _refuse_while_busy(board: Standing | None) -> None:
    if board is not None and board.stays:
        raise Refused(board.stays)


def _asked(what: Callable[[], T]) -> T:
    try:
        return what()
    except (PeopleError, CodeError) as error:
        raise Refused(str(error)) from error
