"""Step 6, fit: the cells' gains from the loads that were taken."""

from dataclasses import dataclass, replace

from tripod.calibration.fit.changed import changed, unlike
from tripod.calibration.fit.fit import Fit, FitRefused, Precision, fit
from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Collected
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.force.calibration import Calibration
from tripod.sentences import sentence


@dataclass(frozen=True)
class PreviousCalibration:
    """The person's calibration in use until now, with which the new one is compared."""

    calibration: Calibration
    route: str = ""
    """How its cells were loaded, "" where that is not known."""


def precision_of(answers: Answers) -> Precision:
    """How precisely the loads of this route, and the places of the cells, are known."""
    if answers.route is Route.BODY_WEIGHT:
        # A scale is exact; a person is less still than a mass.
        return Precision(load_noise=0.002, build_mm=answers.build_mm)
    return Precision(mass_tolerance=answers.tolerance, build_mm=answers.build_mm)


class FitStep(WizardStep):
    """Fits on entering; there is nothing to take."""

    def __init__(self, now: BoardNow, previous: PreviousCalibration | None = None) -> None:
        super().__init__(now)
        self._previous = previous

    def enter(self, collected: Collected) -> Collected:
        try:
            fitted = fit(self._board, [*collected.empty, *collected.captures], precision_of(collected.answers))
        except FitRefused as error:
            self._problem = str(error)
            return replace(collected, fitted=None, held_out=())
        return replace(collected, fitted=self._compared(fitted, collected), held_out=())

    def text(self, collected: Collected, steady: float) -> StepText:
        noticed = " ".join(collected.fitted.notes) if collected.fitted else ""
        detail = noticed or sentence("fit_step.detail")
        return StepText(sentence("fit_step.title"), detail, collected.fitted is not None, 1.0)

    def _compared(self, fitted: Fit, collected: Collected) -> Fit:
        """The fit with a note on the cell that has changed since the previous calibration, if one has; its films are no
        surer than both calibrations agree."""
        before = self._previous
        # A film's law means another thing under a mass than under a foot.
        if before is None or (self._now.film and before.route != collected.answers.route):
            return fitted
        note = changed(self._board, before.calibration, fitted.calibration, collected.captures)
        if self._now.film:
            fitted = replace(fitted, calibration=unlike(self._board, before.calibration, fitted.calibration))
        return replace(fitted, notes=(*fitted.notes, note)) if note else fitted
