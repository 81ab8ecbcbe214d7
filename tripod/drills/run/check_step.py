"""`check`: questions that no board can answer, and what follows from the answers."""

from collections.abc import Sequence

from tripod.drills.format.part import Part
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import Answered, Asked
from tripod.drills.run.state import State
from tripod.drills.run.step import Step
from tripod.drills.seen.look import Look

ASK_S = 60.0
"""Questions that nobody answers within this stay unanswered."""


class CheckStep(Step):
    """Asks one question after the other; of the other leg they were answered already."""

    def enter(self) -> bool:
        self.state, self.until_s = State.ASKING, self._log.now_s + ASK_S
        if not self.question:
            return True
        if self._given.options.asks:
            self._ask()
        return False

    def take(self, look: Look) -> bool:
        return look.t_s >= self.until_s or not self._given.options.asks

    @property
    def question(self) -> str:
        return next((q for q in self.part.step.questions if q not in self._log.answers), "")

    def answer(self, yes: bool | None) -> bool:
        question = self.question
        if not question:
            return False
        self._log.answers[question] = yes
        self._log.events.append(Answered(self._log.now_s, question, yes))
        if self.question:
            self._ask()
            return False
        return True

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

    def _ask(self) -> None:
        self._log.events.append(Asked(self._log.now_s, self.question))
