"""The board whose plan is a person's now: the one that they trained on last."""

from dataclasses import dataclass

from tripod.training.diary import Diary

ANY_BOARD = "pads"
"""Where nobody has trained on any yet."""


@dataclass(frozen=True)
class LastBoard:
    """Where somebody trained last."""

    name: str
    board_id: str
    """"" where nobody has trained yet."""
    simulated: bool
    """A virtual one: nobody has trained on any other."""


def last_board(diary: Diary) -> LastBoard:
    """A real one, wherever somebody has ever stood on one."""
    last = next((e for e in reversed(diary.entries) if not e.simulated), next(iter(diary.entries[-1:]), None))
    return LastBoard(last.board, last.board_id, last.simulated) if last is not None else LastBoard(ANY_BOARD, "", False)
