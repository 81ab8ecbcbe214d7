"""Step 4, load: a person who leans, or masses that are put where the board asks for them."""

from dataclasses import replace
from math import isfinite, nan

from tripod.boards import GRAVITY
from tripod.calibration.fit.readings import Capture
from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Collected
from tripod.calibration.wizard.load_tasks import Route, Task, tasks
from tripod.calibration.wizard.mass_input import doubt_about_unit
from tripod.calibration.wizard.recognise_load import recognise, still_to_take
from tripod.calibration.wizard.stances import LEAST_CAPTURES, Stepping
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.device.blocks import Block
from tripod.sentences import sentence

_THERE = 0.3
"""Smallest part of the load asked for that counts as a load."""


class LoadStep(WizardStep):
    """Takes the loads that the fit is made from."""

    def __init__(self, now: BoardNow, earlier: tuple[Capture, ...] = ()) -> None:
        """`earlier`: stances that were taken before the program was ended; those of this run come after them."""
        super().__init__(now)
        self._earlier = earlier
        self._stances: Stepping | None = None

    def stances(self, answers: Answers) -> Stepping:
        """What the body-weight route has collected."""
        if self._stances is None:
            weight_n = answers.weight_kg * GRAVITY
            self._stances = Stepping(self._board, self._now.rate_hz, weight_n, one_leg=self._now.film)
        return self._stances

    def tasks(self, answers: Answers) -> tuple[Task, ...]:
        """The loads of this route in their order; none for the body-weight route and while no mass is known."""
        return tasks(self._board, answers.route, answers.masses_kg, answers.marks)

    def left(self, collected: Collected) -> tuple[Task, ...]:
        """Those of them that are still to be taken; the first is the one asked for."""
        return still_to_take(self.tasks(collected.answers), collected.captures)

    def forget(self, collected: Collected) -> Collected:
        """Every load, and what was made from them."""
        self._stances, self._earlier = None, ()
        return replace(collected, captures=(), fitted=None, held_out=())

    def enter(self, collected: Collected) -> Collected:
        # What stands there already is not the next load.
        self._now.taken()
        return collected

    def take(self, block: Block, collected: Collected) -> Collected:
        if collected.zero_counts is None:
            self._problem = sentence("load_step.no_zero")
            return collected
        if collected.answers.route is Route.BODY_WEIGHT:
            return self._take_stance(block, collected)
        left = self.left(collected)
        return self._take_mass(collected, left) if left else collected

    def take_again(self, collected: Collected) -> Collected:
        if collected.answers.route is Route.BODY_WEIGHT:
            self._stances, self._earlier = None, ()
            return replace(collected, captures=())
        return replace(collected, captures=collected.captures[:-1])

    def may_clip(self, collected: Collected) -> bool:
        # Somebody who leans too far is told so, and that moment is left out.
        return collected.answers.route is Route.BODY_WEIGHT

    def text(self, collected: Collected, steady: float) -> StepText:
        if collected.answers.route is Route.BODY_WEIGHT:
            return self._lean(collected.answers)
        return self._place_mass(collected)

    def _take_stance(self, block: Block, collected: Collected) -> Collected:
        weight_kg = collected.answers.weight_kg
        if not isfinite(weight_kg):
            return collected
        force = self._now.nominal_n(block) - self._now.zero_n(collected.zero_counts)
        if self._board.claims.newtons:
            self._problem = doubt_about_unit(weight_kg, float(force[-1].sum()))
        stances = self.stances(collected.answers)
        stances.take(block, force)
        weight_n, captures = weight_kg * GRAVITY, collected.captures
        if (
            len(captures) == len(self._earlier) + len(stances.stood)
            and captures[-1:]
            and captures[-1].load_n == weight_n
        ):
            # Nothing new, as at most blocks.
            return collected
        taken = (
            Capture(f"stance {k} {s.foot}".strip(), weight_n, nan, nan, s.counts)
            for k, s in enumerate(stances.stood, 1)
        )
        return replace(collected, captures=(*self._earlier, *taken))

    def _take_mass(self, collected: Collected, left: tuple[Task, ...]) -> Collected:
        reading = self._now.reading(collected.zero_counts)
        felt = float(reading.force_n.sum())
        if reading.steady < 1 or not self._now.moved or reading.failed or reading.clipped:
            return collected
        if felt < _THERE * min(task.load_n for task in left):
            return collected
        task, self._problem = recognise(self._board, left, reading.force_n)
        if task is None or felt < _THERE * task.load_n:
            return collected
        mass_kg = task.load_n / GRAVITY
        self._problem = doubt_about_unit(mass_kg, felt) if self._board.claims.newtons else ""
        if self._problem:
            return collected
        self._now.taken()
        name = f"{len(collected.captures) + 1}: {mass_kg:g} kg"
        capture = Capture(name, task.load_n, task.x_mm, task.y_mm, reading.counts)
        return replace(collected, captures=(*collected.captures, capture))

    def _lean(self, answers: Answers) -> StepText:
        if not isfinite(answers.weight_kg):
            return StepText(sentence("load_step.weight_title"), sentence("load_step.weight_detail"), False, 0.0)
        stances = self.stances(answers)
        if stances.done:
            return StepText(sentence("load_step.enough_title"), sentence("load_step.enough_detail"), True, 1.0)
        needed = LEAST_CAPTURES * (len(self._board.feet) if self._now.film else 1)
        if stances.clipped is not None:
            detail = sentence("load_step.clips_detail", cell=self._board.cells[stances.clipped].plain)
        else:
            detail = sentence("load_step.lift_toes_detail" if self._board.unsupported else "load_step.lean_detail")
        return StepText(stances.advice(), detail, False, min(len(stances.stood) / needed, 0.99))

    def _place_mass(self, collected: Collected) -> StepText:
        asked, left = self.tasks(collected.answers), self.left(collected)
        if not asked:
            one = collected.answers.route is Route.GRID
            detail = sentence("load_step.one_mass_detail" if one else "load_step.two_masses_detail")
            return StepText(sentence("load_step.masses_title"), detail, False, 0.0)
        if not left:
            return StepText(sentence("load_step.done_title"), "", True, 1.0)
        detail = sentence("load_step.place_detail")
        return StepText(left[0].words, detail, False, 1 - len(left) / len(asked), left[0].cell)
