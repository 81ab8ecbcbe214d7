"""The ready check before a session: the board was empty and read nothing, then somebody stands on it as they should."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, nan

from tripod.balance.weight_doubt import AgainstWeight, Weighed, against_weight
from tripod.boards import FEET, POINTS, Board, plain_point
from tripod.drills.not_scored import NotScored
from tripod.drills.seen.look import Look, Three
from tripod.drills.seen.quiet_stance import Quiet
from tripod.sentences import sentence
from tripod.storage.schemas.drill_result import PointOfFootFile, ReadyFile

EMPTY_S, STIRS_S = 0.3, 3.0
"""So long nobody stands there, and the reading holds still, before the empty board is believed; one that never holds
still is read after the second time."""
STILL = 4.0
"""The total holds still when it changes by less than this many times what a steady cell may."""
ZERO_SIGMAS = 4.0
"""An empty board that reads more than so many standard deviations of its zeros is not zeroed."""
LEAST_SHARE = 0.05
"""A point that carries less than this in quiet stance does not stand on its mark."""
UNLIKE = 0.15
"""A point whose share is further than this from the person's baseline may stand beside its mark: coached holds of one
person differ by 0.05, and an untrained stance differs less from them than a foot 10 mm beside does on pads."""


class WeightCheck(StrEnum):
    """Whether what the board reads was held against what the person weighs. Each but the first has its sentence in the
    catalogue, in the table `weight_not_checked`."""

    CHECKED = "checked"
    NEVER_ENTERED = "never_entered"
    NOT_WEIGHED = "not_weighed"
    """The board earns no newtons."""
    NOT_DONE = "not_done"
    """Nobody stood still."""


@dataclass(frozen=True)
class Ready:
    """What the check found. nan where it could not be told."""

    empty_n: float
    """What the empty board read."""
    weighed: AgainstWeight
    """What the board reads beside what the person said they weigh."""
    off_marks: tuple[tuple[str, str], ...]
    """Foot and point that carry next to nothing."""
    zero_wrong: bool
    unit: str
    """Of what the board reads."""
    reason: NotScored | None = None
    """Why nothing was found out."""
    unlike: tuple[tuple[str, str, float], ...] = ()
    """Foot, point, and how much more of its foot it carries than in the person's baseline, where that is far."""
    weight: WeightCheck = WeightCheck.NOT_DONE

    @property
    def weight_wrong(self) -> bool:
        return self.weighed.wrong

    @property
    def weight_off(self) -> float:
        """How much more, relatively, the board reads than the person weighs; nan where it earns no newtons."""
        return self.weighed.off

    @property
    def fine(self) -> bool:
        return not (self.reason or self.zero_wrong or self.weight_wrong or self.off_marks or self.unlike)

    def not_checked(self) -> str:
        """A sentence on what was not looked at, "" where all was: it is no problem, and no clean bill either."""
        if self.weight in (WeightCheck.CHECKED, WeightCheck.NOT_DONE):
            return ""
        return sentence(f"weight_not_checked.{self.weight.value}")

    def problems(self) -> tuple[str, ...]:
        """A sentence on each thing that is not as it should be, with its cure."""
        said = [sentence("ready_check.not_done", why=self.reason)] if self.reason else []
        if self.zero_wrong:
            said.append(sentence("ready_check.empty_board_reads", load=self.empty_n, unit=self.unit))
        if self.weight_wrong:
            percent = 100 * abs(self.weight_off)
            said.append(
                sentence("ready_check.reads_more_than_weight", percent=percent)
                if self.weight_off > 0
                else sentence("ready_check.reads_less_than_weight", percent=percent)
            )
        if self.off_marks:
            names = [plain_point(point, foot) for foot, point in self.off_marks]
            said.append(
                sentence("ready_check.point_off_its_mark", point=names[0])
                if len(names) == 1
                else sentence("ready_check.points_off_their_marks", points=sentence("ready_check.and_the").join(names))
            )
        elif self.unlike:
            foot, point, more = max(self.unlike, key=lambda of: abs(of[2]))
            name, by = plain_point(point, foot), 100 * abs(more)
            said.append(
                sentence("ready_check.more_than_in_baseline", point=name, by=by)
                if more > 0
                else sentence("ready_check.less_than_in_baseline", point=name, by=by)
            )
        return tuple(said)


class EmptyBoard:
    """Waits until nobody stands there and the reading holds still, and keeps what the board reads then."""

    def __init__(self, board: Board) -> None:
        self._least_n, self._still_n = board.limits.min_foot_n, STILL * board.limits.steady_n
        self._recent: deque[tuple[float, float]] = deque()
        self._empty_since_s = self._first_s = nan
        self.occupied_s = 0.0
        """For how long it has been waited for since the first look, somebody standing there at the last one."""

    def __call__(self, moment: Look) -> bool:
        """Take the next look; whether the empty board has been seen."""
        self._first_s = self._first_s if isfinite(self._first_s) else moment.t_s
        if not all(abs(load) < self._least_n or not isfinite(load) for load in moment.load):
            self._recent.clear()
            self._empty_since_s = nan
            self.occupied_s = moment.t_s - self._first_s
            return False
        self._empty_since_s = self._empty_since_s if isfinite(self._empty_since_s) else moment.t_s
        if isfinite(moment.total):
            self._recent.append((moment.t_s, moment.total))
        while self._recent and self._recent[0][0] < moment.t_s - EMPTY_S:
            self._recent.popleft()
        waited_s = moment.t_s - self._empty_since_s
        totals = [total for _, total in self._recent]
        # What is still running off a foot that just left is no reading of an empty board.
        still = bool(totals) and max(totals) - min(totals) <= self._still_n
        return bool(totals) and waited_s >= EMPTY_S and (still or waited_s >= STIRS_S)

    @property
    def reads_n(self) -> float:
        """Mean of the last moment."""
        return sum(total for _, total in self._recent) / len(self._recent) if self._recent else nan


def unit_of(board: Board) -> str:
    """Of a load that the board reads."""
    return sentence("ready_check.newtons") if board.claims.newtons else sentence("ready_check.of_the_index")


def judge(
    board: Board,
    quiet: Quiet,
    empty_n: float,
    weight_kg: float,
    usual: Mapping[str, Three] | None = None,
    stance_pm: Mapping[str, Three] | None = None,
) -> Ready:
    """The check, once somebody stands still on the board; `usual` are the shares of the person's baseline by foot,
    `stance_pm` by how much each share may be off because it is not known exactly where the foot stands."""
    zero = ZERO_SIGMAS * max(board.errors.zero_n, board.errors.noise_n) * len(board.cells) ** 0.5
    # Here all of it is asked for, as long as there is time; live page and report only say what is off.
    weighed = against_weight(board, quiet.total, 0.0, weight_kg, toes_lifted=True)
    off = {foot: (stance_pm or {}).get(foot, (0.0, 0.0, 0.0)) for foot in quiet.share}
    light = tuple(
        (foot, point)
        for foot, share in quiet.share.items()
        for point, part, pm in zip(POINTS, share, off[foot], strict=True)
        if part + pm < LEAST_SHARE
    )
    usual = usual or {}
    unlike = tuple(
        (foot, point, part - usual[foot][k])
        for foot in FEET
        if foot in quiet.share and foot in usual
        for k, (point, part) in enumerate(zip(POINTS, quiet.share[foot], strict=True))
        if abs(part - usual[foot][k]) > UNLIKE + off[foot][k]
    )
    return Ready(
        empty_n,
        weighed,
        tuple(sorted(light, key=lambda at: (FEET.index(at[0]), POINTS.index(at[1])))),
        abs(empty_n) > zero,
        unit_of(board),
        unlike=unlike,
        weight=_weight_check(board, weighed),
    )


def _weight_check(board: Board, weighed: AgainstWeight) -> WeightCheck:
    if weighed.weighed is not Weighed.NOT_TOLD:
        return WeightCheck.CHECKED
    return WeightCheck.NEVER_ENTERED if board.claims.newtons else WeightCheck.NOT_WEIGHED


def ready_file(ready: Ready) -> ReadyFile:
    """What there is not is None."""
    return ReadyFile(
        fine=ready.fine,
        empty_wrong=ready.zero_wrong,
        weight_wrong=ready.weight_wrong,
        weight_check=ready.weight.value,
        empty=round(ready.empty_n, 2) if isfinite(ready.empty_n) else None,
        weight_off=round(ready.weight_off, 4) if isfinite(ready.weight_off) else None,
        off_marks=[PointOfFootFile(foot=f, point=p) for f, p in ready.off_marks],
        unlike_baseline=[PointOfFootFile(foot=f, point=p, more=round(by, 3)) for f, p, by in ready.unlike],
        problems=list(ready.problems()),
        not_checked=ready.not_checked(),
    )
