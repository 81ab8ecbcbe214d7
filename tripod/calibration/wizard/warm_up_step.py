"""Step 2, warm up: load cells until their zero holds still, films until their first loads have settled them."""

from dataclasses import replace

from tripod.calibration.wizard.board_now import BoardNow
from tripod.calibration.wizard.collected import Collected
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.device.blocks import Block
from tripod.sentences import sentence

WARM_UP_S = 600.0
PRESSES = 5


class WarmUpStep(WizardStep):
    """Counts the presses on films; watches the zero's drift of load cells."""

    should_be_empty = True

    def __init__(self, now: BoardNow) -> None:
        super().__init__(now)
        self._pressed = False
        """Somebody stands on the films now; it counts when they step off."""

    def enter(self, collected: Collected) -> Collected:
        self._pressed = False
        return collected

    def leave(self, collected: Collected) -> Collected:
        done = collected.presses >= PRESSES if self._now.film else self._waited
        return replace(collected, warmed_up=done)

    def take(self, block: Block, collected: Collected) -> Collected:
        self._now.watch_zero()
        return self._count_presses(collected) if self._now.film else collected

    def fault(self, collected: Collected) -> str:
        # Load cells may drift until the time is over: they warm up.
        if self._now.film or self._now.elapsed_s >= WARM_UP_S:
            return self._now.zero_drift.problem()
        return ""

    def text(self, collected: Collected, steady: float) -> StepText:
        return self._press(collected) if self._now.film else self._wait(collected)

    @property
    def _waited(self) -> bool:
        return self._now.zero_drift.settled or self._now.elapsed_s >= WARM_UP_S

    def _count_presses(self, collected: Collected) -> Collected:
        load, least = float(self._now.latest_n().sum()), self._board.limits.min_foot_n
        if self._pressed and load < least:
            self._pressed = False
            return replace(collected, presses=collected.presses + 1)
        if load > 3 * least:
            self._pressed = True
        return collected

    def _press(self, collected: Collected) -> StepText:
        left = PRESSES - collected.presses
        if left > 1:
            title = sentence("warm_up_step.presses_left_title", n=left)
        else:
            title = sentence("warm_up_step.one_press_left_title" if left == 1 else "warm_up_step.films_settled_title")
        detail = sentence("warm_up_step.press_detail")
        return StepText(title, detail, collected.warm or left <= 0, min(collected.presses / PRESSES, 1.0))

    def _wait(self, collected: Collected) -> StepText:
        elapsed_s, done = self._now.elapsed_s, self._waited
        title = sentence("warm_up_step.wait_title", minutes=max((WARM_UP_S - elapsed_s) / 60, 1))
        if done:
            settled = self._now.zero_drift.settled
            title = sentence("warm_up_step.zero_holds_title" if settled else "warm_up_step.warm_title")
        detail = sentence("warm_up_step.wait_detail")
        return StepText(title, detail, collected.warm or done, 1.0 if done else elapsed_s / WARM_UP_S)
