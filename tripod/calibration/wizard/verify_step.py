"""Step 7, verify: a load that the fit never saw."""

from dataclasses import replace
from math import hypot, isfinite, nan

import numpy as np

from tripod.boards import GRAVITY, Board
from tripod.calibration.fit.fit import Fit, estimate, fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.terms import is_rigid
from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Collected
from tripod.calibration.wizard.fit_step import precision_of
from tripod.calibration.wizard.load_tasks import Route, Task, grid_tasks
from tripod.calibration.wizard.stances import only_foot
from tripod.calibration.wizard.steadiness import AVERAGED_S
from tripod.calibration.wizard.verify import verdict
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.device.blocks import Block
from tripod.force.calibration import placed
from tripod.sentences import sentence

_STEPPING = 0.1
"""Largest difference of a load from the mean of the last second; with more it is still being placed."""
_ON_MARK_MM = 45.0
"""Nearer to a mark than this a mass stands on it, read from cells that may be swapped or beside their places."""
_SETTLE_S = 1.5
"""Time in seconds that a person who was just asked to stand still needs."""


class VerifyStep(WizardStep):
    """Takes one more load, and judges how well the fit reads it."""

    def __init__(self, now: BoardNow) -> None:
        super().__init__(now)
        self._asked_us: int | None = None
        """The board's clock when the load was asked for; None before the first frame."""
        self._stood_us: int | None = None
        """Since when nobody steps on or off any more; None while somebody does."""

    def with_person(self, answers: Answers) -> bool:
        """Whether the person stands once more, because there is no mass that the fit has not seen."""
        if self._now.film:
            # Of a person films see a part, and of a mass that stands on one all.
            return answers.route is Route.BODY_WEIGHT
        return answers.route is not Route.BODY_WEIGHT or not answers.masses_kg

    def load_n(self, answers: Answers) -> float:
        """Load in newtons that is to stand there; nan while the weight is not known."""
        return GRAVITY * (answers.weight_kg if self.with_person(answers) else answers.masses_kg[0])

    def marks(self, answers: Answers) -> dict[str, Task]:
        """For each plate the mark that its CoP is proven on; none where a person stands instead of a mass."""
        if self.with_person(answers) or not is_rigid(self._board):
            return {}
        every = grid_tasks(self._board, answers.masses_kg[0])
        return {foot: [task for task in every if task.foot == foot][-1] for foot in self._board.feet}

    def enter(self, collected: Collected) -> Collected:
        self._asked_us, self._stood_us = self._now.last_us, None
        return collected

    def take(self, block: Block, collected: Collected) -> Collected:
        if collected.fitted is None:
            return collected
        if collected.held_out and (not self._unproven(collected) or not self._now.moved):
            return collected
        capture = self._load(collected, collected.fitted)
        if capture is None or (collected.held_out and not capture.located):
            return collected
        self._now.taken()
        return self._checked(replace(collected, held_out=(*collected.held_out, capture)), collected.fitted)

    def take_again(self, collected: Collected) -> Collected:
        self._asked_us, self._stood_us = self._now.last_us, None
        fitted = collected.fitted
        return replace(collected, held_out=(), fitted=None if fitted is None else replace(fitted, checks=()))

    def text(self, collected: Collected, steady: float) -> StepText:
        judged = verdict(self._board, collected)
        if collected.held_out and judged:
            return StepText(sentence(f"verify_title.{judged.word}"), judged.reason, judged.word != "refuse", 1.0)
        person, marks = self.with_person(collected.answers), self.marks(collected.answers)
        mass_kg = self.load_n(collected.answers) / GRAVITY
        if self._now.film and person:
            title = sentence("verify_step.one_leg_title", foot=self._board.feet[0])
        elif person:
            title = sentence("verify_step.stand_title")
        elif marks:
            first = marks[self._board.feet[0]]
            title = sentence("verify_step.mark_title", mass=mass_kg, mark=first.mark, foot=first.foot)
        else:
            title = sentence("verify_step.mass_title", mass=mass_kg)
        toes = self._board.unsupported and person
        detail = "lift_toes_detail" if toes else "marks_detail" if marks else "detail"
        return StepText(title, sentence(f"verify_step.{detail}"), False, steady)

    def _unproven(self, collected: Collected) -> tuple[str, ...]:
        """The plates on whose mark no load stood yet."""
        stood = {self._board.cells[_nearest(self._board, c)].foot for c in collected.held_out if c.located}
        return tuple(foot for foot in self.marks(collected.answers) if foot not in stood)

    def _checked(self, collected: Collected, fitted: Fit) -> Collected:
        """With the fit held against the loads that it never saw; a film's sum is an index, which `verify.py` judges."""
        if self._now.film:
            return collected
        every = [*collected.empty, *collected.captures, *collected.held_out]
        again = fit(self._board, every, precision_of(collected.answers))
        return replace(collected, fitted=replace(fitted, checks=again.checks, open_pairs=again.open_pairs))

    def _load(self, collected: Collected, fitted: Fit) -> Capture | None:
        """The load that stands there, if it may be taken; at its mark's place if it is near one."""
        reading, load_n = self._now.reading(collected.zero_counts), self.load_n(collected.answers)
        if reading.failed or reading.clipped or not isfinite(load_n):
            return None
        # A person sways, so of a person the mean of a second has to do; a mass has to stand.
        person = self.with_person(collected.answers)
        if reading.steady < 1 and not person:
            return None
        # Somebody who is still stepping on, or stands on the other leg, verifies nothing.
        latest = float((self._now.latest_n() - self._now.zero_n(collected.zero_counts)).sum())
        if abs(latest / max(reading.force_n.sum(), 1e-9) - 1) > _STEPPING:
            self._stood_us = None
            return None
        if self._stood_us is None:
            self._stood_us = self._now.last_us
        # The second that is averaged must not contain the step onto the board.
        if person and self._now.seconds_since(self._stood_us) < AVERAGED_S:
            return None
        if self._now.film and person and only_foot(self._board, reading.force_n) != self._board.feet[0]:
            return None
        capture = Capture("verify", load_n * self._felt_of_load(collected, fitted), nan, nan, reading.counts)
        total, (x, y) = estimate(placed(self._board, fitted.calibration.places_mm), fitted.calibration.cells, capture)
        settled = self._now.seconds_since(self._asked_us) >= _SETTLE_S
        if not settled or not 0.5 < total / capture.load_n < 2.0:
            return None
        for foot, mark in self.marks(collected.answers).items():
            if hypot(x - mark.x_mm, y - mark.y_mm) < _ON_MARK_MM:
                name = f"verify {mark.mark} {foot}"
                return replace(capture, name=name, x_mm=mark.x_mm, y_mm=mark.y_mm)
        return capture

    def _felt_of_load(self, collected: Collected, fitted: Fit) -> float:
        """How much of a load the board reads: all of it, or, where a sum is an index, what it read of the captures."""
        if self._board.claims.newtons:
            return 1.0
        cells = fitted.calibration.cells
        return float(np.mean([estimate(self._board, cells, c)[0] / c.load_n for c in collected.captures]))


def _nearest(board: Board, capture: Capture) -> int:
    """The cell nearest to a load's place."""
    away = [hypot(cell.x_mm - capture.x_mm, cell.y_mm - capture.y_mm) for cell in board.cells]
    return int(np.argmin(away))
