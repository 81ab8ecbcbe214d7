"""A set of reps under way: what the pacer has to say by now, what is seen of each rep, and its reps at the end.

What is counted aloud while a rep lasts is provisional and ends nothing. A free set ends by the last rep that was asked
for, once it is seen in all that came so far and no other count is open, by standing tall for long, or by time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, nan

import numpy as np

from tripod.boards import GRAVITY
from tripod.drills.format.drill import Step
from tripod.drills.not_scored import Cause
from tripod.drills.score.cost import Charge
from tripod.drills.score.pacer import PHASE_OF, Pace, pacer_words, starts_s
from tripod.drills.score.rep import Charged, Limits, RepResult, score_rep
from tripod.drills.score.rep_looks import RepLooks, Seen
from tripod.drills.seen.look import Look
from tripod.drills.seen.quiet_stance import Quiet
from tripod.drills.seen.reps import LEAST_MM, LEAST_SIGMAS, FreeReps, Rep, bar_reps, free_reps, paced_reps

FREE_REP_S = 20.0
"""Free reps end at the latest after so many seconds for each."""
IDLE_S = 20.0
"""Who stands tall for so long after a rep has finished early."""
DEEP_ENOUGH = 0.6
"""Reps that go less than this part of the way that is asked for do not end a set: they may be wide sway."""
LOOK_BACK_S = 1.0
"""So often it is looked at all that came so far."""
USUAL_DELAY_S = 0.35
DEEPEST = 0.2
"""Part of a rep that somebody spends far back, also who follows late."""
LAST_S = 2.0
"""After the last rep that was asked for."""


@dataclass(frozen=True)
class SetResult:
    """What a set came to; `reason` says why nothing was scored."""

    reps: tuple[RepResult, ...] = ()
    delay_s: float = nan
    lifts: tuple[tuple[float, float], ...] = ()
    between: tuple[int, int] = (0, 0)
    """The least and most free reps that there may have been."""
    halves: int = 0
    """Free reps beside them that were not gone through with."""
    doubtful: int = 0
    """How many of the reps may have been such."""
    reason: Cause | None = None


class RepSet:
    """One set, from the word that begins it."""

    def __init__(
        self,
        step: Step,
        limits: Limits,
        quiet: Quiet,
        *,
        began_s: float,
        period_s: float,
        bar_kg: float,
        delay_s: float,
    ) -> None:
        """`bar_kg` is nan without a bar; `delay_s` is the live filter's."""
        self._step, self._limits, self._quiet = step, limits, quiet
        self._began_s, self._period_s = began_s, period_s
        self._bar_n = bar_kg * GRAVITY if step.bar else nan
        self._looks = RepLooks(limits.home_mm, least_mm=self._least_mm(), period_s=period_s, delay_s=delay_s)
        self._charged: list[Charged] = []
        self._charges: list[Charge] = []
        self._paces: list[Pace] = []
        self._starts: list[float] = []
        self._down = False
        self.phase = ""
        self.seen = 0
        self._look_back_s = began_s
        self.live: list[RepResult] = []
        """Provisional: the person's delay is known only at the end."""
        self.went_back = True
        """Whether the paced rep that ended last took the weight back farther than standing still does, or something
        else was told in it."""
        self._latest_s = self.until_s = began_s + step.reps * FREE_REP_S
        if step.tempo is not None:
            self._starts = starts_s(step.tempo, step.reps, began_s)
            self._paces = pacer_words(step.tempo, self._starts)
            self.until_s = self._starts[-1] + step.tempo.rep_s + 0.5

    @property
    def next_pace_s(self) -> float:
        """When the pacer speaks next; nan where it does not."""
        return self._paces[0].due_s if self._paces else nan

    def paced(self, moment: Look) -> list[Pace]:
        """What the pacer says by this look."""
        said: list[Pace] = []
        while self._paces and moment.t_s >= self._paces[0].due_s:
            pace = self._paces.pop(0)
            self.phase = PHASE_OF[pace.word]
            said.append(pace)
            if pace.word == "down" and pace.rep > 1:
                self._look_back(pace.rep - 1)
        return said

    def counted(self, moment: Look) -> bool:
        """Whether this look ends a free rep; `seen` says how many there were."""
        if self._step.tempo is not None:
            return False
        self._end_by_what_came(moment.t_s)
        return not self._looks.away and self._follow(moment)

    def add(self, moment: Look, charge: Charge) -> None:
        """A look at which every foot stood in its place, and what it costs."""
        self._looks.add(moment)
        self._charges.append(charge)
        if self._step.tempo is not None:
            self._charged.append(Charged(moment, charge))

    def foot_away(self) -> None:
        """A look at which a foot has been away for longer than a moment: what was seen before is kept."""
        self._looks.foot_away()
        self._down = False

    def any_done(self) -> bool:
        """Whether a rep is over, by all that came so far."""
        seen = self._looks.seen()
        if self._step.tempo is not None:
            return any(rep.end_s <= seen.t_s[-1] for rep in self._paced(seen)[0]) if len(seen.t_s) else False
        return bool(self._over(seen)[0])

    def result(self, now_s: float, least: float) -> SetResult:
        """The set as far as it went; not scored where less than the part `least` of its looks came."""
        expected = (now_s - self._began_s - self._looks.away_s) / self._period_s
        if self._looks.finite() < least * expected - 2:
            return SetResult(reason=Cause.LOST_READINGS)
        seen, delay = self._looks.seen(), nan
        if self._step.tempo is not None:
            reps, delay = self._paced(seen)
            between, halves, doubtful = (len(reps), len(reps)), 0, 0
        else:
            found = self._free(seen)
            reps, between, halves, doubtful = found.reps, found.between, len(found.halves), found.doubtful
        lifts: Sequence[tuple[float, float]] = ()
        if isfinite(self._bar_n):
            lifts = bar_reps(seen.t_s, seen.total_n, self._quiet.total, self._bar_n)
            if len(lifts) == len(reps):
                between = len(reps), len(reps)
        charged = [Charged(look, charge) for look, charge in zip(self._looks.all(), self._charges, strict=True)]
        scored = [rep for rep in reps if rep.seen(seen.t_s)]
        results = tuple(
            score_rep(rep, charged, self._limits, self._period_s, last)
            for last, rep in pairwise([None, *scored])
            if rep is not None
        )
        if not results or (self._step.tempo is not None and self._stood_still(results)):
            return SetResult(reason=Cause.NO_REP)
        if self._step.tempo is None:
            # A rep of which a step hides a phase is found and not scored.
            between = min(between[0], len(results)), between[1]
        return SetResult(results, delay, tuple(lifts), between, halves, doubtful)

    def _paced(self, seen: Seen) -> tuple[Sequence[Rep], float]:
        assert self._step.tempo
        return paced_reps(seen.t_s, seen.back_mm, self._starts, self._step.tempo)

    def _stood_still(self, paced: Sequence[RepResult]) -> bool:
        """Whether there were no reps. Who is told a fault in most of them did something, and wrongly: a heel that is
        heavy from the start leaves no way back to see, and "go further back" would be the wrong advice."""
        shallow = float(np.median([of.rep.depth_mm for of in paced])) < self._least_mm()
        return shallow and 2 * sum(any(cost.told_s for cost in of.costs) for of in paced) < len(paced)

    def _free(self, seen: Seen) -> FreeReps:
        asked_mm, sd_mm = self._step.depth_mm, self._quiet.ap_sd_mm
        return free_reps(seen.t_s, seen.back_mm, sd_mm, asked_mm=asked_mm, breaks=seen.breaks)

    def _over(self, seen: Seen) -> tuple[list[tuple[float, bool]], int]:
        """When each rep so far was over and whether it went deep enough, and how many there are at the least."""
        if isfinite(self._bar_n):
            touches = [t for _, t in bar_reps(seen.t_s, seen.total_n, self._quiet.total, self._bar_n)]
            return [(t, True) for t in touches], len(touches)
        found, deep_mm = self._free(seen), DEEP_ENOUGH * self._step.depth_mm
        # A rep that may have been a half one is over all the same: nobody is kept waiting for what cannot be told.
        least = min(found.between[0] + found.doubtful, len(found.reps))
        return [(rep.lockout_s, rep.depth_mm >= deep_mm) for rep in found.reps], least

    def _end_by_what_came(self, now_s: float) -> None:
        """Set the end of a free set anew, once in a while."""
        if now_s < self._look_back_s:
            return
        self._look_back_s = now_s + LOOK_BACK_S
        over, least = self._over(self._looks.seen())
        deep = [t for t, deep in over if deep]
        self.until_s = self._latest_s
        if min(len(deep), least) >= self._step.reps:
            self.until_s = min(self._latest_s, deep[self._step.reps - 1] + LAST_S)
        elif over and now_s - over[-1][0] > IDLE_S:
            self.until_s = min(self._latest_s, now_s)

    def _least_mm(self) -> float:
        """What cannot be told from standing still."""
        return max(LEAST_SIGMAS * self._quiet.ap_sd_mm, LEAST_MM)

    def _look_back(self, number: int) -> None:
        """Score the paced rep that just ended, as if the person followed as most do."""
        tempo = self._step.tempo
        assert tempo
        at = self._starts[number - 1] + USUAL_DELAY_S
        bottom, ascent = at + tempo.descent_s, at + tempo.descent_s + tempo.bottom_s
        lockout = ascent + tempo.ascent_s
        recent = self._charged[-round(2 * tempo.rep_s / self._period_s) :]
        near = [m for m in recent if m.look.t_s >= at]
        deep = [self._limits.home_mm - m.look.cop_mm[1] for m in near if bottom <= m.look.t_s < ascent]
        rep = Rep(at, bottom, ascent, lockout, lockout + tempo.top_s, sum(deep) / len(deep) if deep else nan)
        scored = score_rep(rep, recent, self._limits, self._period_s, self.live[-1].rep if self.live else None)
        self.live.append(scored)
        back = sorted(b for m in near if isfinite(b := self._limits.home_mm - m.look.cop_mm[1]))
        told = any(cost.told_s for cost in scored.costs)
        self.went_back = told or not back or back[-1 - int(DEEPEST * len(back))] >= self._least_mm()

    def _follow(self, moment: Look) -> bool:
        """Free reps as they come, provisional: real sway hides slow small shifts. Whether one was just counted."""
        step, quiet = self._step, self._quiet
        back = self._limits.home_mm - moment.cop_mm[1]
        deep = max(0.5 * step.depth_mm, 2.5 * quiet.ap_sd_mm)
        if isfinite(self._bar_n):
            back, deep = moment.total - quiet.total, 0.5 * self._bar_n
        if not self._down and back > deep:
            self._down, self.phase = True, "ascent" if step.bar else "bottom"
        elif self._down and back < 0.4 * deep:
            self._down, self.phase = False, "lockout"
            self.seen += 1
            return True
        return False
