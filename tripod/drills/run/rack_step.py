"""`rack`: between two sets step on, hear one word about the tripod, step off. It is over within its time."""

from collections import deque
from math import isfinite, nan

from tripod.balance.foot_states import FootState
from tripod.balance.judgement import Answer, Judgement, Seen, Why, judge
from tripod.balance.stance_advice import Advice
from tripod.boards import FEET
from tripod.boards.stance_faults import Fault
from tripod.drills.run.event_types import RackJudged
from tripod.drills.run.placing_step import SURE_S
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.run.waiting import Waiting
from tripod.drills.seen.look import Look, Three
from tripod.drills.seen.quiet_stance import QUIET_S

SAY_S = 4.0
"""Left of the step's time for the word, and to step off."""
CHECKED_S = 3.0
"""A stream must be so old: by then it was looked at what cannot be true of its readings."""
_NONE = (nan, nan, nan)


class RackStep(Step):
    """The judgement of a quiet stance by the convention, as the live page speaks it."""

    def enter(self) -> bool:
        self._waiting = Waiting(self, self._log, length_s=QUIET_S)
        self._recent: deque[Look] = deque()
        self._ends_s = self._log.now_s + self.part.step.duration_s
        self._came = False
        return False

    def take(self, look: Look) -> bool:
        self._waiting.watch(look)
        if self.state is State.RESTING:
            return self.silent or look.t_s >= self._ends_s
        self._recent.append(look)
        while self._recent[0].t_s < look.t_s - QUIET_S:
            self._recent.popleft()
        quiet = self._waiting.quiet(look)
        self._came = self._came or self._waiting.placed
        self.until_s = self._ends_s
        sure_s = SURE_S if self._given.board.rigid else 0.0
        if quiet is not None and look.t_s >= max(quiet.t_s + sure_s, CHECKED_S) and self.silent:
            self._tell(judge(self._seen()), look)
        elif look.t_s >= self._ends_s - SAY_S:
            self._tell(self._not_seen(look), look)
        return False

    def _not_seen(self, look: Look) -> Judgement:
        """Why nothing was found out in time."""
        if not all(isfinite(look.load[FEET.index(foot)]) for foot in self.part.feet):
            return Judgement(Answer.CANNOT_TELL, why=Why.NO_READING)
        missing = [foot for foot in self.part.feet if not look.stands(FEET.index(foot))]
        if missing and len(missing) < len(self.part.feet):
            return Judgement(Answer.CANNOT_TELL, why=Why.TOO_LITTLE_LOAD, foot=missing[0])
        if not self._came:
            return Judgement(Answer.CANNOT_TELL, Advice(Fault.STEP_ON, "", nan, None), why=Why.NOBODY)
        return Judgement(Answer.MOVING)

    def _seen(self) -> Seen:
        """The mean of the last moment. What cannot be true of a reading has no number, and makes no quiet stance."""
        given, looks = self._given, [look for look in self._recent if self._whole(look)]
        feet: dict[str, FootState] = {}
        for foot in self.part.feet:
            k = FEET.index(foot)
            share, load = _mean([look.share[k] for look in looks]), sum(look.load[k] for look in looks) / len(looks)
            feet[foot] = FootState(
                loaded=True,
                load_n=load,
                point_n=_NONE,
                share=share,
                share_pm=given.unsure.get(foot, _NONE),
                cop_mm=(nan, nan),
                ellipse=None,
                light=(False, False, False),
                vague=False,
                status=(),
                causes=(),
                pose=given.poses.get(foot),
            )
        both = len(feet) == len(FEET)
        left = feet[FEET[0]].load_n / sum(state.load_n for state in feet.values()) if both else nan
        return Seen(
            feet, given.board.claims.faults, left_fraction=left, warming_up=not given.warm, zero_known=given.zero_known
        )

    def _whole(self, look: Look) -> bool:
        return all(look.stands(FEET.index(foot)) for foot in self.part.feet)

    def _tell(self, judgement: Judgement, look: Look) -> None:
        self._log.rack, self.said_s, self.over = judgement, look.t_s, True
        self._log.events.append(RackJudged(look.t_s, judgement))
        self.state = State.RESTING


def _mean(shares: list[Three]) -> Three:
    n = len(shares)
    return sum(s[0] for s in shares) / n, sum(s[1] for s in shares) / n, sum(s[2] for s in shares) / n
