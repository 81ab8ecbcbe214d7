"""Where the person is: off, stepping on, settling, quiet; and when they left the place they belong to."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite, nan

from tripod.boards import FEET
from tripod.drills.seen.fault_watch import rms_distance
from tripod.drills.seen.look import Look, Three

QUIET_S = 1.5
QUIET_MM = 8.0
"""RMS distance of the CoP within that time below which a stance is quiet."""
QUIET_LOAD = 0.04
"""And the total's range as a part of its mean."""
STEPPED_OFF_S = 0.25
_LEAST_QUIET = 0.05


class Stance(StrEnum):
    OFF = "off"
    STEPPING_ON = "stepping on"
    SETTLING = "settling"
    STANDING = "standing"


@dataclass(frozen=True)
class Quiet:
    """The quiet stance that a try starts from."""

    t_s: float
    share: dict[str, Three]
    cop_mm: tuple[float, float]
    ap_sd_mm: float
    sway_mm: float
    """RMS distance of the CoP."""
    total: float
    foot_cop_mm: dict[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])
    """Mean of each foot's own, in the board's frame."""


class StanceWatch:
    """Follows who stands where. `wanted` names the feet that belong on the board."""

    def __init__(self, wanted: tuple[str, ...], *, length_s: float = QUIET_S) -> None:
        self._wanted = [FEET.index(foot) for foot in wanted]
        self._others = [k for k in range(2) if k not in self._wanted]
        self._length_s = length_s
        self._recent: deque[Look] = deque()
        self._gone_s = nan
        self._stance = Stance.OFF
        self._quiet: Quiet | None = None
        self._due = False
        """Whether what came is quiet is still to be worked out. While the coach speaks nobody asks."""
        self.left_place = False
        """A foot that belongs there left, or one that does not came, for longer than a moment."""

    def __call__(self, moment: Look) -> None:
        """Take the next look."""
        load, share = moment.load, moment.share
        for k in self._wanted:
            if not isfinite(load[k]):
                # A cell gave no reading: nobody knows, and that is no step off.
                return
        # Lists, not generators: this is asked at each look.
        there = [isfinite(share[k][0]) for k in self._wanted]
        if False in there or (self._others and True in [moment.stands(k) for k in self._others]):
            self._gone_s = self._gone_s if isfinite(self._gone_s) else moment.t_s
            if moment.t_s - self._gone_s >= STEPPED_OFF_S:
                self.left_place = True
                self._stance = Stance.STEPPING_ON if any(there) else Stance.OFF
                self._recent.clear()
                self._quiet, self._due = None, False
            return
        self._gone_s, self.left_place = nan, False
        self._work_out()
        recent, since_s = self._recent, moment.t_s - self._length_s
        recent.append(moment)
        while recent[0].t_s < since_s:
            recent.popleft()
        if self._quiet is None:
            self._stance = Stance.SETTLING
            self._due = moment.t_s - recent[0].t_s >= self._length_s - _LEAST_QUIET
        else:
            self._stance, self._due = Stance.STANDING, False

    @property
    def stance(self) -> Stance:
        """Where the person is."""
        self._work_out()
        return self._stance

    @property
    def quiet(self) -> Quiet | None:
        """The quiet stance, once there is one."""
        self._work_out()
        return self._quiet

    @property
    def placed(self) -> bool:
        """Whether every foot that is wanted stands there, and no other; quietly or not."""
        return self._stance in (Stance.SETTLING, Stance.STANDING)

    def renew(self) -> None:
        """Go by the last moment again with the next look."""
        self._quiet, self._due = None, False

    def again(self) -> None:
        """Look for a quiet stance anew."""
        self.renew()
        self._recent.clear()
        if self._stance is Stance.STANDING:
            self._stance = Stance.SETTLING

    def _work_out(self) -> None:
        if self._due:
            self._due = False
            self._look_quiet()

    def _look_quiet(self) -> None:
        seen = list(self._recent)
        totals = [m.total for m in seen]
        mean = sum(totals) / len(totals)
        # What is dear last: this is asked with each look until a stance is quiet.
        if max(totals) - min(totals) > QUIET_LOAD * mean + 1.0:
            return
        places = [(m.t_s, *m.cop_mm) for m in seen]
        sway = rms_distance(places)
        if not isfinite(sway) or sway > QUIET_MM:
            return
        n = len(seen)
        ap = sum([p[2] for p in places]) / n
        share = {
            FEET[k]: (
                sum([m.share[k][0] for m in seen]) / n,
                sum([m.share[k][1] for m in seen]) / n,
                sum([m.share[k][2] for m in seen]) / n,
            )
            for k in self._wanted
        }
        sd = (sum([(p[2] - ap) ** 2 for p in places]) / max(n - 1, 1)) ** 0.5
        cops = {
            FEET[k]: (sum([m.foot_cop_mm[k][0] for m in seen]) / n, sum([m.foot_cop_mm[k][1] for m in seen]) / n)
            for k in self._wanted
        }
        self._quiet = Quiet(seen[-1].t_s, share, (sum([p[1] for p in places]) / n, ap), sd, sway, mean, cops)
        self._stance = Stance.STANDING
