"""Step 3, zero: what the empty board reads."""

from dataclasses import replace

from tripod.calibration.wizard.collected import Collected
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.device.blocks import Block
from tripod.sentences import sentence


class ZeroStep(WizardStep):
    """Takes the mean of the first steady second of the empty board."""

    should_be_empty = True

    def take(self, block: Block, collected: Collected) -> Collected:
        if self._now.film:
            self._now.watch_zero()
        if collected.zero_counts is not None:
            return collected
        reading = self._now.reading()
        if reading.steady < 1 or reading.failed:
            return collected
        self._problem = self._now.not_empty(reading)
        if self._problem:
            return collected
        self._now.taken()
        return replace(collected, zero_counts=reading.counts)

    def take_again(self, collected: Collected) -> Collected:
        return replace(collected, zero_counts=None)

    def fault(self, collected: Collected) -> str:
        return self._now.zero_drift.problem() if self._now.film else ""

    def text(self, collected: Collected, steady: float) -> StepText:
        done = collected.zero_counts is not None
        title = sentence("zero_step.done_title" if done else "zero_step.step_off_title")
        detail = sentence("zero_step.detail")
        return StepText(title, detail, done, 1.0 if done else steady)
