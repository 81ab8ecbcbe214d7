"""Step 7, verify: a load that the fit never saw."""

from dataclasses import replace
from math import isfinite, nan

import numpy as np

from tripod.boards import GRAVITY
from tripod.calibration.fit.fit import Fit, estimate
from tripod.calibration.fit.readings import Capture
from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Collected
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.stances import only_foot
from tripod.calibration.wizard.verify import verdict
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.device.blocks import Block
from tripod.sentences import sentence

_STEPPING = 0.1
"""Largest difference of a load from the mean of the last second; with more it is still being placed."""
_SETTLE_S = 1.5
"""Time in seconds that a person who was just asked to stand still needs."""


class VerifyStep(WizardStep):
    """Takes one more load, and judges how well the fit reads it."""

    def __init__(self, now: BoardNow) -> None:
        super().__init__(now)
        self._asked_us: int | None = None
        """The board's clock when the load was asked for; None before the first frame."""

    def with_person(self, answers: Answers) -> bool:
        """Whether the person stands once more, because there is no mass that the fit has not seen."""
        return self._now.film or answers.route is not Route.BODY_WEIGHT or not answers.masses_kg

    def load_n(self, answers: Answers) -> float:
        """What shall stand there; nan while the weight is not known."""
        return GRAVITY * (answers.weight_kg if self.with_person(answers) else answers.masses_kg[0])

    def enter(self, collected: Collected) -> Collected:
        self._asked_us = self._now.last_us
        return collected

    def take(self, block: Block, collected: Collected) -> Collected:
        if collected.verified is None and collected.fitted is not None:
            return replace(collected, verified=self._load(collected, collected.fitted))
        return collected

    def take_again(self, collected: Collected) -> Collected:
        self._asked_us = self._now.last_us
        return replace(collected, verified=None)

    def text(self, collected: Collected, steady: float) -> StepText:
        judged = verdict(self._board, collected.fitted, collected.verified)
        if collected.verified and judged:
            return StepText(sentence(f"verify_title.{judged.word}"), judged.reason, judged.word != "refuse", 1.0)
        person = self.with_person(collected.answers)
        if self._now.film:
            title = sentence("verify_step.one_leg_title", foot=self._board.feet[0])
        elif person:
            title = sentence("verify_step.stand_title")
        else:
            title = sentence("verify_step.mass_title", mass=self.load_n(collected.answers) / GRAVITY)
        toes = self._board.unsupported and person
        return StepText(
            title, sentence("verify_step.lift_toes_detail" if toes else "verify_step.detail"), False, steady
        )

    def _load(self, collected: Collected, fitted: Fit) -> Capture | None:
        """The load that stands there, if it may be taken."""
        reading, load_n = self._now.reading(collected.zero_counts), self.load_n(collected.answers)
        if reading.failed or reading.clipped or not isfinite(load_n):
            return None
        # A person sways, so of a person the mean of a second has to do; a mass has to stand.
        if reading.steady < 1 and not self.with_person(collected.answers):
            return None
        # Somebody who is still stepping on, or stands on the other leg, verifies nothing.
        latest = float((self._now.latest_n() - self._now.zero_n(collected.zero_counts)).sum())
        if abs(latest / max(reading.force_n.sum(), 1e-9) - 1) > _STEPPING:
            return None
        if self._now.film and only_foot(self._board, reading.force_n) != self._board.feet[0]:
            return None
        capture = Capture("verify", load_n * self._felt_of_load(collected, fitted), nan, nan, reading.counts)
        total, _ = estimate(self._board, fitted.calibration.cells, capture)
        settled = self._now.seconds_since(self._asked_us) >= _SETTLE_S
        return capture if settled and 0.5 < total / capture.load_n < 2.0 else None

    def _felt_of_load(self, collected: Collected, fitted: Fit) -> float:
        """How much of a load the board reads: all of it, or, where a sum is an index, what it read of the captures."""
        if self._board.claims.newtons:
            return 1.0
        cells = fitted.calibration.cells
        return float(np.mean([estimate(self._board, cells, c)[0] / c.load_n for c in collected.captures]))
