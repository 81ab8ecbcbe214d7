"""`hold`: stand so for a time, scored by what is wrong with each point, and for how long."""

from math import nan

from tripod.boards import GRAVITY
from tripod.drills.not_scored import Cause
from tripod.drills.run.given import Given
from tripod.drills.run.scored_step import LOST, ScoredStep
from tripod.drills.run.time_told import TimeTold
from tripod.drills.score.bands import Reference
from tripod.drills.score.hold import HoldMeter
from tripod.drills.score.left_right import SidesMeter
from tripod.drills.score.tries import Try
from tripod.drills.seen.look import Look
from tripod.drills.seen.quiet_stance import QUIET_S, Quiet


class HoldStep(ScoredStep):
    """One hold."""

    quiet_s = QUIET_S
    _meter: HoldMeter | None = None
    _time: TimeTold | None = None
    _sides = SidesMeter(weighs=False)

    def start_measuring(self, quiet: Quiet, held_against: Reference, look: Look) -> float:
        assert self._faults
        step, board = self.part.step, self._given.board
        sees_toes = step.toes and board.claims.newtons and bool(board.unsupported)
        self._meter = HoldMeter(
            self.part.feet,
            self._faults,
            recovery=step.move == "shift",
            toes=step.toes,
            body_n=self._given.options.weight_kg * GRAVITY if sees_toes else nan,
            period_s=self._given.period_s,
            cop_earned=self._given.cop_earned,
            sway=self._given.sway,
            eyes=step.eyes,
            scored=not self.only_sway,
        )
        silent = not (self._given.options.feedback and step.feedback)
        told = self._given.options.waits
        self._time = TimeTold(look.t_s, step.duration_s, counted=silent, tens=silent) if told else None
        self._sides = SidesMeter(weighs=board.claims.newtons and len(self.part.feet) > 1, pm=self._given.left_pm)
        return look.t_s + step.duration_s

    def follow(self, given: Given) -> None:
        super().follow(given)
        if self._meter is not None:
            self._meter.sway_law = given.sway

    def before_look(self, look: Look) -> None:
        if self._time is not None:
            self._log.events += self._time(look.t_s)

    def measure(self, look: Look) -> None:
        assert self._meter
        self._meter(look)
        self._sides(look)

    def end(self) -> None:
        assert self._meter
        found, planned = self._meter.result(), self.part.step.duration_s
        self.end_faults()
        self._meter = None
        if found.duration_s < (1 - LOST) * planned:
            self.end_unscored(self.why_short(planned))
        elif found.recovery and not found.shifted:
            self.end_unscored(Cause.NOTHING_SHIFTED)
        else:
            wrong_s = sum(f.duration_s for f in self._log.faults if f.onset_s >= self.began_s)
            sides = self._sides.result()
            self.end_scored(Try(hold=found, baseline=self.part.step.baseline, fault_s=wrong_s, left_right=sides))

    def stop_measuring(self) -> None:
        self._meter = None

    @property
    def score(self) -> int | None:
        if self.only_sway or self._meter is None or self._meter.elapsed_s <= 0:
            return None
        return self._meter.score_lately
