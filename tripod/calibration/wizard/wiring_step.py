"""Step 1, check the wiring: press each point when asked."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Collected
from tripod.calibration.wizard.steadiness import AVERAGED_S
from tripod.calibration.wizard.wiring_check import Mapping, backwards_cell, pressed_cell
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.device.blocks import Block
from tripod.sentences import sentence

Array = NDArray[np.float64]

_WAIT_S = 5.0
"""Time in seconds within which a cell must have been still, or it is noisy; a press is awaited twice as long."""


class WiringStep(WizardStep):
    """Finds swapped, dead and noisy cells. The blocks come with the wires in the board's own order."""

    should_be_empty = True

    def __init__(self, now: BoardNow) -> None:
        super().__init__(now)
        self._noise_n: Array | None = None
        self._stillest_n: Array | None = None
        """(cells,) least standard deviations so far, while the board was never steady."""
        self._rest_n: Array | None = None
        """(cells,) of the empty board, from which a press is told; None until it stood still."""
        self._pressed = False
        """Something presses now; the next press counts only after it let go."""
        self._backwards: int | None = None
        """The wire that went down at the last press, until it is turned round or answers as it should."""
        self._answered_us: int | None = None
        """The board's clock when a cell last answered, or when the first press was asked for."""
        self._order: tuple[tuple[int, ...], tuple[bool, ...]] | None = None
        """The wires' order, and which are turned round, as all that follows this step was collected; None before
        anything was."""

    @property
    def noise_n(self) -> Array | None:
        """(cells,) standard deviations of the empty board; None until it stood still."""
        return self._noise_n

    def order_changed(self, collected: Collected) -> bool:
        """Whether what was collected after this step had its wires in another order than they have now."""
        return self._order not in (None, (collected.mapping.correction, collected.mapping.turned))

    def enter(self, collected: Collected) -> Collected:
        self._now.forget_readings()
        self._rest_n, self._pressed = None, False
        return collected

    def leave(self, collected: Collected) -> Collected:
        self._now.forget_readings()
        self._order = collected.mapping.correction, collected.mapping.turned
        return collected

    def take(self, block: Block, collected: Collected) -> Collected:
        if self._now.film:
            self._now.watch_zero()
        if collected.mapping.complete:
            return collected
        if self._rest_n is None:
            self._look_for_rest()
            return collected
        now_n = self._now.latest_n()
        pressed = pressed_cell(self._board, self._rest_n, now_n)
        backwards = backwards_cell(self._board, self._rest_n, now_n)
        if pressed is None and backwards is None:
            self._pressed = False
        elif not self._pressed:
            self._pressed, self._answered_us = True, self._now.last_us
            self._backwards = backwards
            if pressed is not None:
                return replace(collected, mapping=collected.mapping.with_answer(pressed))
        return collected

    @property
    def backwards(self) -> int | None:
        """The wire that went down at the last press, and may be turned round."""
        return self._backwards

    def turn_round(self, collected: Collected) -> Collected:
        """Take the last press, which went down, for an answer: from here on its wire is turned round."""
        wire, self._backwards = self._backwards, None
        if wire is None or collected.mapping.complete:
            return collected
        self._answered_us = self._now.last_us
        return replace(collected, mapping=collected.mapping.with_turned(wire))

    def take_again(self, collected: Collected) -> Collected:
        self._rest_n, self._pressed, self._backwards = None, False, None
        return replace(collected, mapping=Mapping.unpressed(self._board))

    def fault(self, collected: Collected) -> str:
        drifts = self._now.zero_drift.problem() if self._now.film else ""
        return drifts or self._noisy() or self._reads_backwards(collected.mapping) or self._silent(collected.mapping)

    def text(self, collected: Collected, steady: float) -> StepText:
        mapping = collected.mapping
        asked = mapping.asked
        if asked is None:
            wrong = mapping.problem(self._board)
            if mapping.doubled:
                return StepText(sentence("check_step.same_sensor_title"), wrong, False, 1.0)
            cure = sentence("check_step.corrected", wrong=wrong) if wrong else ""
            return StepText(sentence("check_step.done_title"), cure, True, 1.0)
        title = sentence("check_step.press_title", cell=self._board.cells[asked].plain)
        detail = sentence("check_step.press_detail")
        return StepText(title, detail, False, asked / len(mapping.answered), asked)

    def _look_for_rest(self) -> None:
        reading = self._now.reading()
        if reading.steady >= 1:
            self._problem = self._now.not_empty(reading)
            if not self._problem:
                self._rest_n, self._noise_n = reading.force_n, reading.spread_n
                self._answered_us = self._now.last_us
                return
        if self._now.elapsed_s >= AVERAGED_S:
            before = reading.spread_n if self._stillest_n is None else self._stillest_n
            self._stillest_n = np.minimum(before, reading.spread_n)

    def _noisy(self) -> str:
        """One sentence on a cell that is never still while the others are; "" if there is none."""
        noise = self._noise_n if self._noise_n is not None else self._stillest_n
        if noise is None:
            return ""
        worst, limit = int(np.argmax(noise)), self._board.limits.steady_n
        others = float(np.median(np.delete(noise, worst)))
        waited = self._now.elapsed_s > _WAIT_S and self._rest_n is None
        if not (self._noise_n is not None or waited) or noise[worst] <= max(limit, 5 * others):
            return ""
        return sentence(
            "check_step.noisy_newtons" if self._board.claims.newtons else "check_step.noisy_index",
            cell=self._board.cells[worst].plain,
            noise=noise[worst],
        )

    def _reads_backwards(self, mapping: Mapping) -> str:
        """One sentence on a cell that went down at its press; "" while there is none."""
        if self._backwards is None or mapping.asked is None:
            return ""
        return sentence("check_step.backwards", cell=self._board.cells[mapping.asked].plain)

    def _silent(self, mapping: Mapping) -> str:
        """One sentence on a cell that does not answer to its press; "" while there is none."""
        asked = mapping.asked
        if asked is None or self._rest_n is None or self._now.seconds_since(self._answered_us) <= 2 * _WAIT_S:
            return ""
        return sentence("check_step.nothing_answers", cell=self._board.cells[asked].plain)
