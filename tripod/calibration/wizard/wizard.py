"""The wizard's steps. Blocks and answers go in; `view` is the picture of now; `result` is the calibration to save.

Nothing outside is changed until the caller saves `result`: cancelling is forgetting the object.
"""

from dataclasses import asdict, replace
from math import isfinite, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import check_points, feet_to_dict
from tripod.boards import GRAVITY, Board
from tripod.calibration.fit.changed import changed
from tripod.calibration.fit.fit import Fit, FitRefused, Precision, estimate, fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.verdict import Verdict, judge_fit
from tripod.calibration.wizard.load_tasks import Route, Task, routes, tasks
from tripod.calibration.wizard.mass_input import doubt_about_unit
from tripod.calibration.wizard.point_check import PointCheck, asked, check_point, measured
from tripod.calibration.wizard.recognise_load import recognise, still_to_take
from tripod.calibration.wizard.stances import Stepping, only_foot
from tripod.calibration.wizard.steadiness import HOLD_S, Reading, Steadiness
from tripod.calibration.wizard.texts import PRESSES, WARM_UP_S, words
from tripod.calibration.wizard.verify import against_claim, one_reading
from tripod.calibration.wizard.view import Answers, Step, View
from tripod.calibration.wizard.wiring_check import Mapping, pressed_cell
from tripod.calibration.wizard.zero_drift import Settling
from tripod.device.frames import Block, rewired
from tripod.force.apply import ForceLaw
from tripod.force.calibration import Calibration, nominal, placed

Array = NDArray[np.float64]

_RATE_OFF = 0.01
_WAIT_S = 5.0
"""A cell that was never still within so many seconds is noisy; a press is looked for twice as long."""
_SWAYS = 0.4
"""A person balancing on one point is steady enough when they are for so many seconds."""
_STEPPING = 0.1
"""A load that differs by more from the mean of the last second is still being put there."""
_SETTLE_S = 1.5
"""A person who was just asked to stand still needs this long."""


class Wizard:
    """Calibrates one board."""

    def __init__(self, board: Board, rate_hz: float, answers: Answers | None = None) -> None:
        self.board, self._rate_hz = board, rate_hz
        self.answers = answers or Answers(routes(board)[0])
        self.step = Step.CHECK
        self.fsr = board.front_end.kind != "hx711"
        self.mapping = Mapping((None,) * len(board.cells))
        self.presses, self.warm, self.warmed_up = 0, False, False
        self.resumed: list[Capture] = []
        """Captures of a program that died before it could end."""
        self.before: Calibration | None = None
        """The user's calibration before this one, and the route by which it was made."""
        self.before_route = ""
        self._wired: tuple[int, ...] | None = None
        """The wires' order in which all that follows the first step was collected."""
        self.zero_counts: Array | None = None
        self.captures: list[Capture] = []
        self.verified: list[Capture] = []
        self.fitted: Fit | None = None
        self.settling = Settling(board)
        self.points: tuple[PointCheck, ...] = ()
        self.points_begun = False
        self.noise_n: Array | None = None
        self._stillest_n: Array | None = None
        self._answered_us = 0
        self._nominal = ForceLaw(board, nominal(board))
        self._steadiness = Steadiness(board, rate_hz)
        self._stepping: Stepping | None = None
        self._rest_n: Array | None = None
        self._down = False
        """Something presses now; the next press counts only after it let go."""
        self._first: tuple[int, int] | None = None
        self._last = self._entered = (0, 0)
        self._problem = ""
        self._tasks: tuple[Answers, tuple[Task, ...]] | None = None
        """Those of these answers: each block asks for them."""

    def take(self, block: Block) -> None:
        """Take the next block of raw counts."""
        if self._first is None:
            self._first = self._entered = int(block.seq[0]), int(block.tick_us[0])
        self._last = int(block.seq[-1]), int(block.tick_us[-1])
        if self.step is not Step.CHECK:
            block = rewired(block, self.mapping.correction)
        self._steadiness.take(block)
        self._settle()
        match self.step:
            case Step.CHECK:
                self._check_press()
            case Step.WARM_UP if self.fsr:
                self._count_presses()
            case Step.FEET if self.points_begun:
                self._try_point()
            case Step.ZERO if self.zero_counts is None:
                self._try_zero()
            case Step.LOAD:
                self._load(block)
            case Step.VERIFY if not self.verified:
                self._try_verify()
            case _:
                return

    def answer(self, answers: Answers) -> None:
        """Change what the person said; captures of another route, weight or set of masses are dropped."""
        before = self.answers
        loads, loads_before = (
            (a.route, a.weight_kg, a.masses_kg, a.marks if a.route is Route.GRID else 0) for a in (answers, before)
        )
        if loads != loads_before:
            self.captures, self._stepping, self.fitted, self.verified = [], None, None, []
            self.resumed = []
        if answers.feet != before.feet:
            self.points, self.points_begun = (), False
        self.answers, self._problem = answers, ""

    def next(self) -> bool:
        """Go on if the step allows it."""
        if self.step is Step.SAVE or not self.view().may_go_on:
            return False
        self.enter(Step(self.step + 1))
        return True

    def back(self) -> None:
        """Go back a step; nothing that was collected is lost."""
        if self.step > Step.CHECK:
            self.enter(Step(self.step - 1))

    def enter(self, step: Step) -> None:
        """Be at this step."""
        if Step.CHECK in (step, self.step):
            # From here on (or no longer) the wires are in the order of the cells.
            self._steadiness = Steadiness(self.board, self._rate_hz)
            self._rest_n = None
        if self.step is Step.CHECK and self._wired not in (None, self.mapping.correction):
            # What was collected was collected in another order.
            self.zero_counts, self.captures, self.resumed = None, [], []
            self._stepping, self.fitted, self.verified = None, None, []
        if self.step is Step.CHECK:
            self._wired = self.mapping.correction
        if self.step is Step.WARM_UP:
            waited = self.settling.settled or self.elapsed_s >= WARM_UP_S
            self.warmed_up = self.presses >= PRESSES if self.fsr else waited
        self.step, self._problem, self._entered = step, "", self._last
        if step is Step.LOAD:
            # What stands there already is not the next load.
            self._steadiness.taken()
        self._down = False
        if step is Step.FIT:
            self._make_fit()

    def say(self, sentence: str) -> None:
        """Show this as what is wrong, until the next thing happens."""
        self._problem = sentence

    def skip_warm_up(self) -> None:
        """The board is warm already, or the person takes the drift upon themselves; the certificate says so."""
        self.warm = True

    def skip_presses(self) -> None:
        """Trust the wiring of the points that were not pressed."""
        self.mapping = Mapping(tuple(k if a is None else a for k, a in enumerate(self.mapping.answered)))

    def take_again(self) -> None:
        """Forget the last thing that this step took."""
        self._problem = ""
        self._steadiness.taken()
        match self.step:
            case Step.CHECK:
                self.mapping = Mapping((None,) * len(self.board.cells))
                self._rest_n, self._down = None, False
            case Step.ZERO:
                self.zero_counts = None
            case Step.LOAD if self.answers.route is Route.BODY_WEIGHT:
                self._stepping, self.captures, self.resumed = None, [], []
            case Step.LOAD if self.captures:
                self.captures.pop()
            case Step.FEET if self.points:
                self.points = self.points[:-1]
            case Step.VERIFY:
                self.verified, self._entered = [], self._last
            case _:
                return

    def view(self) -> View:
        """The picture of now."""
        reading = self._steadiness.reading(self.zero_counts)
        said = words(self, reading.steady)
        drift = None if self.fsr else self.settling.drift_n_per_min
        return View(
            step=self.step,
            title=said.title,
            detail=said.detail,
            problem=self._trouble(reading) or self._problem,
            may_go_on=said.ready,
            progress=said.progress,
            steady=reading.steady,
            force_n=tuple(reading.force_n.tolist()),
            cell=said.cell,
            captures=tuple(self.captures),
            fit=self.fitted,
            verdict=self.verdict,
            verified=bool(self.verified),
            noise_n=() if self.noise_n is None else tuple(self.noise_n.tolist()),
            drift_n_per_min=nan if drift is None else float(np.abs(drift).max()),
            drift_limit=self.settling.limit_n_per_min,
            point=asked(self.board, self.points) if self.points_begun and self.step is Step.FEET else None,
            points=self.points,
        )

    @property
    def elapsed_s(self) -> float:
        """Since the first block, by the board's clock."""
        return (self._last[1] - self._first[1]) / 1e6 if self._first else 0.0

    @property
    def stepping(self) -> Stepping:
        """What the body-weight route has collected."""
        if self._stepping is None:
            weight_n = self.answers.weight_kg * GRAVITY
            self._stepping = Stepping(self.board, self._rate_hz, weight_n, one_leg=self.fsr)
        return self._stepping

    def tasks(self) -> tuple[Task, ...]:
        """The loads of this route in their order; none for the body-weight route and while no mass is known."""
        if self._tasks is None or self._tasks[0] is not self.answers:
            answers = self.answers
            self._tasks = answers, tasks(self.board, answers.route, answers.masses_kg, answers.marks)
        return self._tasks[1]

    def left(self) -> tuple[Task, ...]:
        """Those of them that are still to be taken; the first is the one asked for."""
        return still_to_take(self.tasks(), self.captures)

    def begin_points(self) -> None:
        """Let the person stand on one point after the other (step Feet)."""
        self.points, self.points_begun = (), True
        self._steadiness.taken()

    def use_points(self) -> None:
        """Take the foot's points to be where a plate found them.

        Raises:
            FeetError: a foot cannot have its points there.
        """
        feet = replace(self.answers.feet, measured_mm=measured(self.answers.feet, self.points))
        for foot in self.board.feet:
            check_points(feet, foot)
        self.answers = replace(self.answers, feet=feet)
        self.points = tuple(replace(p, found=True, off_mm=(0.0, 0.0)) for p in self.points)

    @property
    def verify_with_person(self) -> bool:
        """Whether the person stands once more, because there is no mass that the fit has not seen."""
        return self.fsr or self.answers.route is not Route.BODY_WEIGHT or not self.answers.masses_kg

    @property
    def verify_load_n(self) -> float:
        """What shall stand there for the verification; nan while the weight is not known."""
        kg = self.answers.weight_kg if self.verify_with_person else self.answers.masses_kg[0]
        return kg * GRAVITY

    @property
    def verdict(self) -> Verdict | None:
        """From the loads held out of the fit and, once there is one, from the load that verifies it."""
        if self.fitted is None:
            return None
        verdict = judge_fit(self.board, self.fitted)
        return against_claim(self.board, self.fitted, self.verified[0], verdict) if self.verified else verdict

    @property
    def result(self) -> tuple[Calibration, dict[str, Any]] | None:
        """The calibration and its proof, once a load that was not used has verified it."""
        verdict = self.verdict
        if self.fitted is None or verdict is None or verdict.word == "refuse" or not self.verified:
            return None
        calibration = replace(self.fitted.calibration, kind="user", mapping=self.mapping.correction)
        proof = {
            "verdict": verdict.word,
            "reason": verdict.reason,
            "warmed_up": self.warmed_up,
            "answers": asdict(self.answers) | {"feet": feet_to_dict(self.answers.feet)},
            "points": [asdict(p) for p in self.points],
            "residuals": [asdict(r) for r in self.fitted.residuals],
            "calibrated_range_n": [list(r) for r in self.fitted.calibrated_range_n],
            "notes": list(self.fitted.notes),
            "captures": [capture_dict(c) for c in [*self._empty(), *self.captures]],
            "verified_with": [capture_dict(c) for c in self.verified],
        }
        return calibration, proof

    def _trouble(self, reading: Reading) -> str:
        if reading.clipped and self.step < Step.LOAD:
            name = self.board.cells[reading.clipped[0]].plain
            return f"The {name} is at the end of its range with nothing on it: it is shorted or not connected."
        if reading.failed:
            return f"The {self.board.cells[reading.failed[0]].plain} gives no sound reading: check its wiring."
        leaning = self.step is Step.LOAD and self.answers.route is Route.BODY_WEIGHT
        if reading.clipped and not leaning:
            return f"The {self.board.cells[reading.clipped[0]].plain} is at the end of its range: load it less."
        if self._first and self._last[0] - self._first[0] > 5 * self._rate_hz:
            rate = (self._last[0] - self._first[0]) / (self._last[1] - self._first[1]) * 1e6
            if abs(rate / self._rate_hz - 1) > _RATE_OFF:
                return f"The board runs at {rate:.1f} Hz instead of {self._rate_hz:g}: check its rate strap."
        drifting = self.settling.problem() if self.fsr and self.step < Step.LOAD else ""
        if drifting or self.step is Step.CHECK:
            return drifting or self._noisy(reading)
        if self.step is Step.WARM_UP and not self.fsr and self.elapsed_s >= WARM_UP_S:
            return self.settling.problem()
        return ""

    def _noisy(self, reading: Reading) -> str:
        """A cell that is never still while the others are, so that nothing could ever be taken."""
        noise = self.noise_n if self.noise_n is not None else self._stillest_n
        if noise is None:
            return ""
        worst, limit = int(np.argmax(noise)), self.board.limits.steady_n
        others = float(np.median(np.delete(noise, worst)))
        waited = self.elapsed_s > _WAIT_S and self._rest_n is None
        if (self.noise_n is not None or waited) and noise[worst] > max(limit, 5 * others):
            unit = "N" if self.board.claims.newtons else "of the index"
            return (
                f"The {self.board.cells[worst].plain} is noisy ({noise[worst]:.2g} {unit}): check its wires, and the "
                "supply of its converter."
            )
        asked, waited_s = self.view_cell, (self._last[1] - self._answered_us) / 1e6
        if asked is not None and self._rest_n is not None and waited_s > 2 * _WAIT_S:
            return (
                f"Nothing has answered yet. If you pressed the {self.board.cells[asked].plain}, its sensor is dead "
                "or not connected: check its wires."
            )
        return ""

    @property
    def view_cell(self) -> int | None:
        """The cell whose press is waited for; None once all have answered."""
        return None if self.mapping.complete else self.mapping.answered.index(None)

    def _check_press(self) -> None:
        if self.mapping.complete:
            return
        if self._rest_n is None:
            reading = self._steadiness.reading(None)
            if reading.steady >= 1 and self._is_empty(reading):
                self._rest_n, self._problem, self.noise_n = reading.force_n, "", reading.spread_n
                self._answered_us = self._last[1]
            elif self.elapsed_s >= HOLD_S:
                before = reading.spread_n if self._stillest_n is None else self._stillest_n
                self._stillest_n = np.minimum(before, reading.spread_n)
            return
        now = self._steadiness.latest_n()
        pressed = pressed_cell(self.board, self._rest_n, now)
        if pressed is not None and not self._down:
            self.mapping = self.mapping.with_answer(pressed)
            self._down, self._answered_us = True, self._last[1]
        elif self._down and pressed is None:
            self._down = False

    def _settle(self) -> None:
        """Watch the zero: of films from the first step on, of load cells while they warm up."""
        if self.step > Step.ZERO if self.fsr else self.step is not Step.WARM_UP:
            return
        reading = self._steadiness.reading(None)
        if reading.steady >= 1 and not reading.failed and not reading.clipped and not self._stands_on(reading):
            self.settling.add(self._last[1] / 1e6, reading.force_n)

    def _try_point(self) -> None:
        now, reading = asked(self.board, self.points), self._steadiness.reading(self.zero_counts)
        # A person on one point sways more than a mass stands.
        if now is None or reading.steady < _SWAYS or not self._steadiness.moved or reading.failed:
            return
        zero = 0.0 if self.zero_counts is None else self._nominal(one_reading(self.zero_counts))[0]
        where = placed(self.board, self.before.places_mm) if self.before else self.board
        check = check_point(where, self.answers.feet, *now, self._steadiness.latest_n(_SWAYS) - zero)
        if check is not None:
            self.points = (*self.points, check)
            self._problem = "" if check.found else check.words()
            self._steadiness.taken()

    def _count_presses(self) -> None:
        load = float(self._steadiness.latest_n().sum())
        if self._down and load < self.board.limits.min_foot_n:
            self._down = False
            self.presses += 1
        elif load > 3 * self.board.limits.min_foot_n:
            self._down = True

    def _try_zero(self) -> None:
        reading = self._steadiness.reading(None)
        if reading.steady < 1 or reading.failed:
            return
        if not self._is_empty(reading):
            return
        self._problem = ""
        self.zero_counts = reading.counts
        self._steadiness.taken()

    def _is_empty(self, reading: Reading) -> bool:
        """Whether nothing stands there; if something does, it is said."""
        foot = self._stands_on(reading)
        if foot:
            self._problem = f"Something stands on the {foot} side: step off first."
        return not foot

    def _stands_on(self, reading: Reading) -> str:
        """The first foot whose side is not empty, "" if both are."""
        for foot in self.board.feet:
            if abs(sum(reading.force_n[i] for i in self.board.cells_of(foot))) > self.board.limits.empty_n:
                return foot
        return ""

    def _load(self, block: Block) -> None:
        if self.zero_counts is None:
            self._problem = "The zero is not taken yet: go back one step."
        elif self.answers.route is Route.BODY_WEIGHT:
            self._load_person(block, self.zero_counts)
        elif left := self.left():
            self._try_task(left)

    def _load_person(self, block: Block, zero: Array) -> None:
        if not isfinite(self.answers.weight_kg):
            return
        force = self._nominal(block) - self._nominal(one_reading(zero))
        if self.board.claims.newtons:
            self._problem = doubt_about_unit(self.answers.weight_kg, float(force[-1].sum()))
        self.stepping.take(block, force)
        load = self.answers.weight_kg * GRAVITY
        self.captures = self.resumed + [
            Capture(f"stance {k} {s.foot}".strip(), load, nan, nan, s.counts)
            for k, s in enumerate(self.stepping.stood, 1)
        ]

    def _try_task(self, left: tuple[Task, ...]) -> None:
        reading = self._steadiness.reading(self.zero_counts)
        felt = float(reading.force_n.sum())
        if reading.steady < 1 or not self._steadiness.moved or reading.failed or reading.clipped:
            return
        if felt < 0.3 * min(task.load_n for task in left):
            return
        task, self._problem = recognise(self.board, left, reading.force_n)
        if task is None or felt < 0.3 * task.load_n:
            return
        self._problem = doubt_about_unit(task.load_n / GRAVITY, felt) if self.board.claims.newtons else ""
        if self._problem:
            return
        name = f"{len(self.captures) + 1}: {task.load_n / GRAVITY:g} kg"
        self.captures.append(Capture(name, task.load_n, task.x_mm, task.y_mm, reading.counts))
        self._steadiness.taken()

    def _empty(self) -> list[Capture]:
        return [Capture("empty", 0.0, nan, nan, self.zero_counts)] if self.zero_counts is not None else []

    def _make_fit(self) -> None:
        self.verified = []
        precision = Precision(mass_tolerance=self.answers.tolerance)
        if self.answers.route is Route.BODY_WEIGHT:
            # A scale is exact; a person is less still than a mass.
            precision = Precision(load_noise=0.002)
        try:
            self.fitted = fit(self.board, [*self._empty(), *self.captures], precision)
        except FitRefused as error:
            self.fitted, self._problem = None, str(error)
            return
        # A film's law means another thing under a mass than under a foot.
        if self.before and (not self.fsr or self.before_route == self.answers.route):
            note = changed(self.board, self.before, self.fitted.calibration, self.captures)
            self.fitted = replace(self.fitted, notes=(*self.fitted.notes, *filter(None, (note,))))

    def _try_verify(self) -> None:
        reading, load = self._steadiness.reading(self.zero_counts), self.verify_load_n
        if self.fitted is None or reading.failed or reading.clipped or not isfinite(load):
            return
        # A person sways, so of a person the mean of a second has to do; a mass has to stand.
        if reading.steady < 1 and not self.verify_with_person:
            return
        # Somebody who is still stepping on, or stands on the other leg, verifies nothing.
        zero = self._nominal(one_reading(self.zero_counts))[0] if self.zero_counts is not None else 0.0
        stepping = abs(float((self._steadiness.latest_n() - zero).sum()) / max(reading.force_n.sum(), 1e-9) - 1)
        if stepping > _STEPPING or (self.fsr and only_foot(self.board, reading.force_n) != self.board.feet[0]):
            return
        capture = Capture("verify", load * self._felt_of_load(self.fitted), nan, nan, reading.counts)
        total, _ = estimate(self.board, self.fitted.calibration.cells, capture)
        if (self._last[1] - self._entered[1]) / 1e6 >= _SETTLE_S and 0.5 < total / capture.load_n < 2.0:
            self.verified = [capture]

    def _felt_of_load(self, result: Fit) -> float:
        """How much of a load the board reads: all of it, or, where a sum is an index, what it read of the captures."""
        if self.board.claims.newtons:
            return 1.0
        cells = result.calibration.cells
        return float(np.mean([estimate(self.board, cells, c)[0] / c.load_n for c in self.captures]))


def capture_dict(capture: Capture) -> dict[str, Any]:
    """A capture as plain values."""
    place = [capture.x_mm, capture.y_mm] if capture.located else None
    return {"name": capture.name, "load_n": capture.load_n, "place_mm": place, "counts": capture.counts.tolist()}
