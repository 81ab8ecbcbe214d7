"""`check`: questions that no board can answer, and what follows from the answers."""

from collections.abc import Sequence
from math import inf, isfinite

from tripod.boards import FEET
from tripod.drills.format.part import Part
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import Answered, Asked, Listening
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.seen.look import Look

ASK_S = 30.0
"""For each question, from the end of its words; what nobody answers by then stays unanswered."""
ASK_BEFORE_S = 60.0
"""For all questions together, in recordings from before drills waited for the voice."""


class CheckStep(Step):
    """Asks one question after the other; of the other leg they were answered already."""

    def enter(self) -> bool:
        self.state, self._mine = State.ASKING, list[str]()
        self._listens_s = inf
        self.until_s = self._log.now_s + (ASK_S if self._given.options.waits else ASK_BEFORE_S)
        if not self.question:
            return True
        if self._given.options.asks:
            self._ask()
        return False

    def take(self, look: Look) -> bool:
        if not self._given.options.asks:
            # Where nobody is there to answer nobody is waited for.
            self._leave_unanswered()
            return True
        if not self._given.options.waits:
            return look.t_s >= self.until_s
        if not self.question:
            return self.silent
        if not self.silent:
            self.until_s = look.t_s + ASK_S
        elif not isfinite(self._listens_s):
            self._listens_s, self.until_s = look.t_s, look.t_s + ASK_S
            self._log.events.append(Listening(look.t_s, self.question))
        elif look.t_s >= self.until_s:
            self._answer(None, given=False)
        return False

    @property
    def question(self) -> str:
        return next((q for q in self.part.step.questions if q not in self._log.answers), "")

    def answers_by_foot(self, tapped_s: float) -> bool:
        # What a foot does before the question was heard is no answer to it, although its row of taps ends later.
        return tapped_s > self._listens_s and self.by_foot

    @property
    def by_foot(self) -> bool:
        return self._given.options.waits and len(self.part.feet) == len(FEET)

    def answer(self, yes: bool | None) -> bool:
        if not self.question:
            return False
        self._answer(yes, given=True)
        return not self.question

    def drop(self, reason: NotScored) -> None:
        if reason.cause in (Cause.SKIPPED, Cause.STOPPED):
            self._leave_unanswered()

    def repeat(self) -> None:
        for question in self._mine:
            self._log.answers.pop(question, None)
            self._log.unanswered.discard(question)

    def why_not_on(self, following: Sequence[Part]) -> NotScored | None:
        """What the board cannot see is not begun before somebody has looked, and no bar is lifted where somebody could
        have looked and did not say."""
        step = self.part.step
        if not step.wants:
            return None
        answers = [self._log.answers.get(question) for question in step.questions]
        if any(a is not None and a != (step.wants == "yes") for a in answers):
            return NotScored(Cause.CHECK_SAID_NO, step.otherwise)
        needs = any(p.step.kind == "away" or (p.step.bar and self._given.options.asks) for p in following)
        return NotScored(Cause.CHECK_UNANSWERED, step.otherwise) if None in answers and needs else None

    def _answer(self, yes: bool | None, *, given: bool) -> None:
        question = self.question
        self._mine.append(question)
        self.said_s = self._log.now_s
        self._log.answers[question] = yes
        if not given:
            self._log.unanswered.add(question)
        self._log.events.append(Answered(self._log.now_s, question, yes, given))
        if self.question:
            self._ask()

    def _leave_unanswered(self) -> None:
        if not self._given.options.waits:
            return
        for question in self.part.step.questions:
            if question not in self._log.answers:
                self._log.answers[question] = None
                self._log.unanswered.add(question)

    def _ask(self) -> None:
        first, self._listens_s = not self._mine, inf
        self.said_s = self._log.now_s
        self.until_s = self._log.now_s + ASK_S if self._given.options.waits else self.until_s
        self._log.events.append(Asked(self._log.now_s, self.question, first and self.by_foot))
