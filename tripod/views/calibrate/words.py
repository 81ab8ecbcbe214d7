"""The wizard's sentences that depend on data: routes, dates, verdicts."""

from math import isfinite

from PySide6.QtCore import QDate, QLocale, QObject, Qt

from tripod.boards import GRAVITY, Board
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.steps import Step
from tripod.sentences import figure, sentence


class WizardWords(QObject):
    """Plain words; the state machine brings its own titles."""

    def steps(self) -> list[str]:
        """Names of the steps, in their order."""
        names = {
            Step.CHECK: sentence("view_calibrate_words.check"),
            Step.WARM_UP: sentence("view_calibrate_words.warm_up"),
            Step.ZERO: sentence("view_calibrate_words.zero"),
            Step.LOAD: sentence("view_calibrate_words.load"),
            Step.FEET: sentence("view_calibrate_words.feet"),
            Step.FIT: sentence("view_calibrate_words.fit"),
            Step.VERIFY: sentence("view_calibrate_words.verify"),
            Step.SAVE: sentence("view_calibrate_words.save"),
        }
        return [names[step] for step in Step]

    def route(self, route: Route, board: Board) -> str:
        """The name of a route on this board."""
        match route:
            case Route.BODY_WEIGHT if not board.claims.newtons:
                return sentence("view_calibrate_words.body_weight_one_leg_at")
            case Route.BODY_WEIGHT:
                return sentence("view_calibrate_words.body_weight_and_one_mass")
            case Route.MASSES:
                return sentence("view_calibrate_words.known_masses")
            case Route.GRID:
                return sentence("view_calibrate_words.one_mass_on_marks_of")

    def route_cost(self, route: Route, board: Board) -> str:
        """What it takes, and the error that it leaves: one sentence."""
        match route:
            case Route.BODY_WEIGHT if not board.claims.newtons:
                return sentence("view_calibrate_words.five_minutes_a_bathroom_scale")
            case Route.BODY_WEIGHT:
                return sentence("view_calibrate_words.five_minutes_a_bathroom_scale_2")
            case Route.MASSES if not board.claims.newtons:
                return sentence("view_calibrate_words.fifteen_minutes_two_masses_learns")
            case Route.MASSES:
                return sentence("view_calibrate_words.about_fifteen_minutes_two_weighed")
            case Route.GRID:
                return sentence("view_calibrate_words.ten_minutes_with_9_marks")

    def unit(self, board: Board) -> str:
        """The unit of forces on this board: newtons, or a relative index."""
        return sentence("view_calibrate_words.n") if board.claims.newtons else sentence("view_calibrate_words.index")

    def number(self, board: Board, force_n: float) -> str:
        """A nominal load, with as many figures as mean something."""
        if not isfinite(force_n):
            return "–"
        text = figure(force_n, ".1f").replace("-", "−")
        return text.removeprefix("−") if not any(c in "123456789" for c in text) else text

    def noise(self, board: Board, noise_n: float) -> str:
        """How much a cell's readings scatter on the empty board."""
        return sentence("view_calibrate_words.noise", n=figure(noise_n, ".2g"), unit=self.unit(board))

    def kilograms(self, load_n: float) -> str:
        """A load in newtons as a number of kilograms."""
        return figure(load_n / GRAVITY, ".3g")

    def date(self, made: str) -> str:
        """The day of an ISO date as people say it."""
        day = QDate.fromString(made[:10], Qt.DateFormat.ISODate)
        return QLocale().toString(day, "d MMMM yyyy") if day.isValid() else made

    def verdict(self, word: str) -> str:
        """The word of a verdict (`accept`, `warn` or `refuse`) as people read it."""
        match word:
            case "accept":
                return sentence("view_calibrate_words.good")
            case "warn":
                return sentence("view_calibrate_words.usable_not_good")
            case "refuse":
                return sentence("view_calibrate_words.not_good_enough")
            case _:
                return word

    def stays(self, made: str, came: bool = False) -> str:
        """What holds until something is saved; `came`: the board came with a calibration."""
        if made:
            return sentence("view_calibrate_words.nothing_is_changed_until_you", date=self.date(made))
        if came:
            return sentence("view_calibrate_words.nothing_is_changed_until_you_3")
        return sentence("view_calibrate_words.nothing_is_changed_until_you_2")
