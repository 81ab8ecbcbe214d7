"""The wizard: blocks and answers go in; `view` is the state to show; `result` is the calibration to save.

Nothing outside is changed until the caller saves `result`: cancelling is forgetting the object.
"""

from dataclasses import replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.fit import Fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.verdict import Verdict
from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Begun, Collected
from tripod.calibration.wizard.feet_step import FeetStep
from tripod.calibration.wizard.fit_step import FitStep, PreviousCalibration
from tripod.calibration.wizard.load_step import LoadStep
from tripod.calibration.wizard.load_tasks import Route, Task, routes
from tripod.calibration.wizard.point_check import PointCheck
from tripod.calibration.wizard.save_step import SaveStep
from tripod.calibration.wizard.stances import Stepping
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.verify import verdict
from tripod.calibration.wizard.verify_step import VerifyStep
from tripod.calibration.wizard.view import Answers, View
from tripod.calibration.wizard.warm_up_step import WarmUpStep
from tripod.calibration.wizard.wiring_check import Mapping
from tripod.calibration.wizard.wiring_step import WiringStep
from tripod.calibration.wizard.wizard_step import WizardStep
from tripod.calibration.wizard.zero_step import ZeroStep
from tripod.device.blocks import Block, rewired
from tripod.force.calibration import Calibration, placed
from tripod.storage.json_value import JsonObject

Array = NDArray[np.float64]


class Wizard:
    """Calibrates one board: holds the step that it is at, and what was collected so far."""

    def __init__(
        self,
        board: Board,
        rate_hz: float,
        answers: Answers | None = None,
        *,
        previous: PreviousCalibration | None = None,
        begun: Begun | None = None,
    ) -> None:
        """`begun`: go on with this instead of beginning; it holds its own answers."""
        self.board = board
        fresh = Collected(answers or Answers(routes(board)[0]), Mapping.unpressed(board))
        self._collected = begun.collected if begun else fresh
        self._now = BoardNow(board, rate_hz)
        self._check = WiringStep(self._now)
        by_weight = self._collected.answers.route is Route.BODY_WEIGHT
        self._load = LoadStep(self._now, self._collected.captures if by_weight else ())
        self._feet = FeetStep(self._now, placed(board, previous.calibration.places_mm) if previous else board)
        self._verify = VerifyStep(self._now)
        self._save = SaveStep(self._now)
        self._steps: dict[Step, WizardStep] = {
            Step.CHECK: self._check,
            Step.WARM_UP: WarmUpStep(self._now),
            Step.ZERO: ZeroStep(self._now),
            Step.LOAD: self._load,
            Step.FEET: self._feet,
            Step.FIT: FitStep(self._now, previous),
            Step.VERIFY: self._verify,
            Step.SAVE: self._save,
        }
        self._step = Step.CHECK
        if begun:
            # The fit is quickly made again, and a verification has to be seen.
            self.enter(min(begun.step, Step.FIT))

    def take(self, block: Block) -> None:
        """Take the next block of raw counts."""
        if self._step is not Step.CHECK:
            block = rewired(block, self.mapping.correction, self.mapping.turned)
        self._now.take(block)
        self._collected = self._at.take(block, self._collected)

    def answer(self, answers: Answers) -> None:
        """Change what the person said; captures of another route, weight or set of masses are dropped."""
        collected = self._collected
        if answers.loads != collected.answers.loads:
            collected = self._load.forget(collected)
        if answers.feet != collected.answers.feet:
            collected = self._feet.forget(collected)
        self._collected = replace(collected, answers=answers)
        self.say("")

    def next(self) -> bool:
        """Go on if the step allows it."""
        if self._step is Step.SAVE or not self.view().may_go_on:
            return False
        self.enter(Step(self._step + 1))
        return True

    def back(self) -> None:
        """Go back a step; nothing that was collected is lost."""
        if self._step > Step.CHECK:
            self.enter(Step(self._step - 1))

    def enter(self, step: Step) -> None:
        """Be at this step."""
        collected = self._collected
        if self._step is Step.CHECK and self._check.order_changed(collected):
            collected = replace(self._load.forget(collected), zero_counts=None)
        collected = self._at.leave(collected)
        self._step = step
        self.say("")
        self._collected = self._at.enter(collected)

    def say(self, sentence: str) -> None:
        """Show this as what is wrong, until the next thing happens."""
        self._at.say(sentence)

    def skip_warm_up(self) -> None:
        """The board is warm already, or the person accepts the drift; the certificate says so."""
        self._collected = replace(self._collected, warm=True)

    def skip_presses(self) -> None:
        """Trust the wiring of the points that were not pressed."""
        self._collected = replace(self._collected, mapping=self.mapping.trusted())

    def turn_round(self) -> None:
        """The cell that was pressed reads backwards: turn it round from here on (step Check)."""
        self._collected = self._check.turn_round(self._collected)

    def take_again(self) -> None:
        """Forget the last thing that this step took."""
        self.say("")
        self._now.taken()
        self._collected = self._at.take_again(self._collected)

    def begin_points(self) -> None:
        """Let the person stand on one point after the other (step Feet)."""
        self._collected = self._feet.begin(self._collected)

    def use_points(self) -> None:
        """Take the foot's points to be where a plate found them.

        Raises:
            FeetError: a foot cannot have its points there.
        """
        self._collected = self._feet.use(self._collected)

    def view(self) -> View:
        """The current state for the screen."""
        at, now, collected = self._at, self._now, self._collected
        reading = now.reading(collected.zero_counts)
        said = at.text(collected, reading.steady)
        fault = now.fault(reading, should_be_empty=at.should_be_empty, may_clip=at.may_clip(collected))
        noise = self._check.noise_n
        drift = None if now.film else now.zero_drift.drift_n_per_min
        return View(
            step=self._step,
            title=said.title,
            detail=said.detail,
            problem=fault or at.fault(collected) or at.problem,
            may_go_on=said.ready,
            progress=said.progress,
            steady=reading.steady,
            force_n=tuple(reading.force_n.tolist()),
            cell=said.cell,
            captures=collected.captures,
            fit=collected.fitted,
            verdict=self.verdict,
            verified=collected.verified is not None,
            noise_n=() if noise is None else tuple(noise.tolist()),
            drift_n_per_min=nan if drift is None else float(np.abs(drift).max()),
            drift_limit=now.zero_drift.limit_n_per_min,
            point=self._feet.asked(collected) if self._step is Step.FEET else None,
            points=collected.points,
            held_out=collected.held_out,
            backwards=self._step is Step.CHECK and self._check.backwards is not None,
        )

    @property
    def step(self) -> Step:
        return self._step

    @property
    def begun(self) -> Begun:
        """All that it takes to go on with this calibration in another run of the program."""
        return Begun(self._step, self._collected)

    @property
    def fsr(self) -> bool:
        """Whether the cells are films, whose sum is an index and no weight."""
        return self._now.film

    @property
    def answers(self) -> Answers:
        return self._collected.answers

    @property
    def mapping(self) -> Mapping:
        return self._collected.mapping

    @property
    def view_cell(self) -> int | None:
        """The cell whose press is waited for; None once all have answered."""
        return self.mapping.asked

    @property
    def presses(self) -> int:
        return self._collected.presses

    @property
    def warm(self) -> bool:
        return self._collected.warm

    @property
    def warmed_up(self) -> bool:
        return self._collected.warmed_up

    @property
    def zero_counts(self) -> Array | None:
        """(cells,) mean counts of the empty board; None while they are not taken."""
        return self._collected.zero_counts

    @property
    def captures(self) -> list[Capture]:
        return list(self._collected.captures)

    @property
    def points(self) -> tuple[PointCheck, ...]:
        return self._collected.points

    @property
    def fitted(self) -> Fit | None:
        return self._collected.fitted

    @property
    def stepping(self) -> Stepping:
        """What the body-weight route has collected."""
        return self._load.stances(self.answers)

    def tasks(self) -> tuple[Task, ...]:
        """The loads of this route in their order; none for the body-weight route and while no mass is known."""
        return self._load.tasks(self.answers)

    def left(self) -> tuple[Task, ...]:
        """Those of them that are still to be taken; the first is the one asked for."""
        return self._load.left(self._collected)

    @property
    def verify_with_person(self) -> bool:
        """Whether the person stands once more, because there is no mass that the fit has not seen."""
        return self._verify.with_person(self.answers)

    @property
    def verdict(self) -> Verdict | None:
        """From the loads held out of the fit and, once there is one, from the load that verifies it."""
        return verdict(self.board, self._collected)

    @property
    def result(self) -> tuple[Calibration, JsonObject] | None:
        """The calibration and its proof, once a load that was not used has verified it."""
        return self._save.result(self._collected)

    @property
    def _at(self) -> WizardStep:
        """The step that the wizard is at."""
        return self._steps[self._step]
