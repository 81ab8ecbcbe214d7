"""What the wizard shows, and what the person answers: frozen values between the machine and any page."""

from dataclasses import dataclass
from math import nan

from tripod.balance.geometry import USUAL_FEET, Feet
from tripod.calibration.fit.fit import Fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.verdict import Verdict
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.point_check import PointCheck
from tripod.calibration.wizard.steps import Step


@dataclass(frozen=True)
class View:
    """What a page, or the command line, shows of the step."""

    step: Step
    title: str
    """What to do now, one sentence."""
    detail: str
    """Why, or what happens by itself."""
    problem: str
    """What is wrong and how to cure it, "" if nothing is."""
    may_go_on: bool
    progress: float
    """Of this step, 0 to 1."""
    steady: float
    force_n: tuple[float, ...]
    """(cells,) nominal newtons, less the zero."""
    cell: int | None
    """The cell asked for now."""
    captures: tuple[Capture, ...]
    fit: Fit | None
    verdict: Verdict | None
    """From the loads held out of the fit and, once `verified`, from the load that the fit never saw."""
    verified: bool
    noise_n: tuple[float, ...] = ()
    """(cells,) standard deviation of the empty board, nominal newtons; empty until it stood still."""
    drift_n_per_min: float = nan
    """Of the cell whose zero drifts most; nan until it is known."""
    drift_limit: float = nan
    """Below this the zero holds still."""
    point: tuple[str, str] | None = None
    """Foot and point to stand on now; None while nobody asked for that check, and once it is done."""
    points: tuple[PointCheck, ...] = ()
    """The points that the person stood on, one by one."""
    held_out: tuple[Capture, ...] = ()
    """The loads of the step Verify so far."""
    backwards: bool = False
    """The cell that was pressed reads backwards, and may be turned round."""


@dataclass(frozen=True)
class Answers:
    """What the person said."""

    route: Route
    weight_kg: float = nan
    masses_kg: tuple[float, ...] = ()
    marks: int = 3
    """Marks a side of each plate: 3 for nine of them, 5 for twenty-five."""
    tolerance: float = 0.02
    """Relative, of the masses: gym plates may be off by some per cent."""
    feet: Feet = USUAL_FEET
    build_mm: float | None = None
    """How exactly the cells were placed: standard deviation along each axis. None where nobody knows: by hand."""

    @property
    def loads(self) -> tuple[object, ...]:
        """What of it decides which loads are taken: captures of other loads are of no use."""
        return self.route, self.weight_kg, self.masses_kg, self.marks if self.route is Route.GRID else 0
