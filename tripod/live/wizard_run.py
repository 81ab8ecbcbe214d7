"""Runs the calibration wizard within a session, and keeps on disk what it collected."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tripod.balance.setup import Setup
from tripod.calibration.store import Store
from tripod.calibration.wizard.fit_step import PreviousCalibration
from tripod.calibration.wizard.load_tasks import routes
from tripod.calibration.wizard.resume import KeptError, resume, to_file
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard
from tripod.force.calibration import Calibration, CalibrationError
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, read_bytes
from tripod.storage.schemas.calibration import proof_of
from tripod.storage.versioned import decode_json, write


class WizardRun:
    """Owns the wizard; keeps what it collected each time that something was collected."""

    def __init__(self, setup: Setup, store: Store, anew: bool, weight_kg: float) -> None:
        """`weight_kg` is the person's, nan where nobody said it."""
        self._setup, self._store, self._weight_kg = setup, store, weight_kg
        self._kept_at = store.begun(setup.banner.board_id)
        self.wizard = self._begin(anew)
        self._kept: tuple[Step, int] | None = None

    def _begin(self, anew: bool) -> Wizard:
        board, rate_hz, previous = self._setup.board, self._setup.rate_hz, self._previous()
        if not anew:
            try:
                kept = decode_json(read_bytes(self._kept_at), self._kept_at)
                return resume(board, rate_hz, kept, previous)
            except (FileError, KeptError):
                # Nothing was begun, or what was begun no longer fits: then a new one begins.
                pass
        answers = Answers(routes(board)[0], weight_kg=self._weight_kg, feet=self._setup.feet)
        return Wizard(board, rate_hz, answers, previous=previous)

    def _previous(self) -> PreviousCalibration | None:
        """The user's calibration in use, so that the wizard notices a cell that has changed since."""
        try:
            kept = self._store.load(self._setup.board, self._setup.banner.board_id)
        except CalibrationError:
            return None
        if kept is None or kept[0].kind != "user":
            return None
        return PreviousCalibration(kept[0], proof_of(kept[1]).answers.route)

    def keep(self) -> None:
        """Write down what was collected, if there is something new."""
        now = self.wizard.step, len(self.wizard.captures)
        if now == self._kept:
            return
        self._kept = now
        try:
            write(to_file(self.wizard.board, self.wizard.begun), self._kept_at)
        except OSError:
            # Keeping is for a program that dies; one that lives goes on without.
            return

    def forget(self) -> None:
        """Nothing of it stays."""
        with suppress(OSError):
            self._kept_at.unlink(missing_ok=True)

    def save(self, made: str, operator: str, temperature_c: float | None, simulated: bool) -> tuple[Path, Calibration]:
        """Save the result as the board's next version and put it into use.

        Raises:
            CalibrationError: there is nothing to save yet, or it cannot be written.
        """
        result = self.wizard.result
        if result is None:
            raise CalibrationError(sentence("refused.nothing_to_save_yet"))
        board_id = self._setup.banner.board_id
        calibration = replace(result[0], made=made, board_id=board_id)
        proof = result[1] | {"operator": operator, "temperature_c": temperature_c, "simulated": simulated}
        path = self._store.save(calibration, board_id, proof)
        self.forget()
        return path, calibration
