"""Step 5, feet: their length, and, for those who like, standing on one point after the other."""

from dataclasses import replace

from tripod.balance.geometry import check_points
from tripod.boards import POINTS, Board, plain_point
from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Collected
from tripod.calibration.wizard.point_check import asked, check_point, measured
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.device.blocks import Block
from tripod.sentences import sentence

_SWAYS = 0.4
"""Time in seconds for which a person balancing on one point must be steady."""


class FeetStep(WizardStep):
    """Checks whether the points of each foot lie where the program takes them to be."""

    def __init__(self, now: BoardNow, where: Board) -> None:
        """`where`: the board with its cells where the calibration before this one found them."""
        super().__init__(now)
        self._where = where
        self._checking = False

    def begin(self, collected: Collected) -> Collected:
        """Let the person stand on the first point."""
        self._checking = True
        self._now.taken()
        return replace(collected, points=())

    def forget(self, collected: Collected) -> Collected:
        """The points, and that they were asked for: the feet are others now."""
        self._checking = False
        return replace(collected, points=())

    def use(self, collected: Collected) -> Collected:
        """The answers with the foot's points where a plate found them.

        Raises:
            FeetError: a foot cannot have its points there.
        """
        answers = collected.answers
        feet = replace(answers.feet, measured_mm=measured(answers.feet, collected.points))
        for foot in self._board.feet:
            check_points(feet, foot)
        there = tuple(replace(p, found=True, off_mm=(0.0, 0.0)) for p in collected.points)
        return replace(collected, answers=replace(answers, feet=feet), points=there)

    def asked(self, collected: Collected) -> tuple[str, str] | None:
        """The foot and the point to stand on now; None while nobody asked for the check, and once it is done."""
        return asked(self._board, collected.points) if self._checking else None

    def take(self, block: Block, collected: Collected) -> Collected:
        point = self.asked(collected)
        if point is None:
            return collected
        reading = self._now.reading(collected.zero_counts)
        # A person on one point sways more than a mass stands.
        if reading.steady < _SWAYS or not self._now.moved or reading.failed:
            return collected
        force = self._now.latest_n(_SWAYS) - self._now.zero_n(collected.zero_counts)
        check = check_point(self._where, collected.answers.feet, *point, force)
        if check is None:
            return collected
        self._problem = "" if check.found else check.words()
        self._now.taken()
        return replace(collected, points=(*collected.points, check))

    def take_again(self, collected: Collected) -> Collected:
        return replace(collected, points=collected.points[:-1])

    def text(self, collected: Collected, steady: float) -> StepText:
        now = self.asked(collected)
        if now is None:
            detail = sentence("feet_step.length_detail")
            return StepText(sentence("feet_step.length_title"), detail, True, 1.0)
        foot, point = now
        title = sentence("feet_step.stand_title", point=plain_point(point, foot))
        detail = sentence("feet_step.stand_detail")
        return StepText(title, detail, True, len(collected.points) / (len(POINTS) * len(self._board.feet)))
