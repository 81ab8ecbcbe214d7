"""The wizard's sentences that depend on data: routes, dates, verdicts."""

from math import isfinite
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QObject, Qt

from tripod.boards import GRAVITY, Board
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.view import Step


def tight(text: str) -> str:
    """The sentence with its figures and their units never on two lines."""
    for unit in ("%", "N", "kg", "mm"):
        text = text.replace(f" {unit}", f" {unit}")
    return text.replace("± ", "± ")


def breakable(path: Path) -> str:
    """The path with places where a line may break: a long one would push the page out of the window."""
    return "".join(f"{c}\u200b" if c in "/\\" else c for c in str(path))


class WizardWords(QObject):
    """Plain words; the state machine brings its own titles."""

    def steps(self) -> list[str]:
        """Names of the steps, in their order."""
        names = {
            Step.CHECK: self.tr("Check"),
            Step.WARM_UP: self.tr("Warm up"),
            Step.ZERO: self.tr("Zero"),
            Step.LOAD: self.tr("Load"),
            Step.FEET: self.tr("Feet"),
            Step.FIT: self.tr("Fit"),
            Step.VERIFY: self.tr("Verify"),
            Step.SAVE: self.tr("Save"),
        }
        return [names[step] for step in Step]

    def route(self, route: Route, board: Board) -> str:
        """The name of a route on this board."""
        match route:
            case Route.BODY_WEIGHT if not board.claims.newtons:
                return self.tr("Body weight, one leg at a time")
            case Route.BODY_WEIGHT:
                return self.tr("Body weight and one mass")
            case Route.MASSES:
                return self.tr("Known masses")
            case Route.GRID:
                return self.tr("One mass on marks of each plate")

    def route_cost(self, route: Route, board: Board) -> str:
        """What it takes, and the error that it leaves: one sentence."""
        match route:
            case Route.BODY_WEIGHT if not board.claims.newtons:
                return self.tr(
                    "Five minutes, a bathroom scale. Learns how the points compare; the sum stays an index. Leaves "
                    "about 11 mm at the balance point (simulated)."
                )
            case Route.BODY_WEIGHT:
                return self.tr(
                    "Five minutes, a bathroom scale, any plate for the check. Leaves up to 2 % at a point (simulated)."
                )
            case Route.MASSES if not board.claims.newtons:
                return self.tr(
                    "Fifteen minutes, two masses. Learns each sensor, but not your foot: leaves about 35 mm at the "
                    "balance point (simulated)."
                )
            case Route.MASSES:
                return self.tr(
                    "About fifteen minutes, two weighed masses on each point, up and down. Leaves about 0.5 % at a "
                    "point (simulated)."
                )
            case Route.GRID:
                return self.tr(
                    "Ten minutes with 9 marks, twenty with 25; one weighed mass and the printed marks. "
                    "Leaves about 1 % at a cell, "
                    "and the balance point good to 0.5 to 1 mm (simulated)."
                )

    def unit(self, board: Board) -> str:
        """The unit of forces on this board: newtons, or a relative index."""
        return self.tr("N") if board.claims.newtons else self.tr("index")

    def number(self, board: Board, force_n: float) -> str:
        """A nominal load, with as many figures as mean something."""
        if not isfinite(force_n):
            return "–"
        text = f"{force_n:.1f}".replace("-", "−")
        return "0.0" if text == "−0.0" else text

    def noise(self, board: Board, noise_n: float) -> str:
        """How much a cell's readings scatter on the empty board."""
        return self.tr("noise {n} {unit}").format(n=f"{noise_n:.2g}", unit=self.unit(board))

    def kilograms(self, load_n: float) -> str:
        """A load in newtons as a number of kilograms."""
        return f"{load_n / GRAVITY:.3g}"

    def date(self, made: str) -> str:
        """The day of an ISO date as people say it."""
        day = QDate.fromString(made[:10], Qt.DateFormat.ISODate)
        return QLocale().toString(day, "d MMMM yyyy") if day.isValid() else made

    def verdict(self, word: str) -> str:
        """The word of a verdict (`accept`, `warn` or `refuse`) as people read it."""
        match word:
            case "accept":
                return self.tr("good")
            case "warn":
                return self.tr("usable, not good")
            case "refuse":
                return self.tr("not good enough")
            case _:
                return word

    def stays(self, made: str) -> str:
        """What holds until something is saved."""
        if made:
            return self.tr("Nothing is changed until you save. Your calibration of {date} stays until then.").format(
                date=self.date(made)
            )
        return self.tr("Nothing is changed until you save. Until then the board runs on its nominal values.")
