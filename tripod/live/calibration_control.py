"""Offers the wizard, the saved versions, import and export of the calibration of the board that is being read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from tripod.balance.geometry import Feet
from tripod.balance.setup import Setup
from tripod.calibration.store import CalibrationVersion, calibration_store
from tripod.device.blocks import Block
from tripod.force.calibration import CalibrationError, nominal
from tripod.force.plausibility import Cause
from tripod.live.calibration_versions import versions
from tripod.live.commands import Commands, Refused
from tripod.live.pipeline import Pipeline
from tripod.live.sink import Heard
from tripod.sentences import sentence

if TYPE_CHECKING:
    from tripod.calibration.wizard.view import Answers, View
    from tripod.calibration.wizard.wizard import Wizard
    from tripod.live.wizard_run import WizardRun

T = TypeVar("T")


class OnSaved(Protocol):
    """Called with the person's feet and weight as the wizard was told them; nan where nobody said it."""

    def __call__(self, feet: Feet, weight_kg: float) -> None: ...


class CalibrationControl:
    """A sink: the wizard hears raw blocks. Asked from any thread; the pipeline is changed between two blocks."""

    def __init__(
        self,
        pipeline: Pipeline,
        commands: Commands,
        *,
        recording: Callable[[], bool],
        wall: Callable[[], str],
        simulated: bool,
        replayed: bool,
        weight_kg: Callable[[], float],
        on_saved: OnSaved,
    ) -> None:
        """`recording`: whether a recording is under way; one recording has one calibration.
        `weight_kg`: of the person, nan where nobody said it."""
        self._pipeline, self._commands, self._weight_kg = pipeline, commands, weight_kg
        self._recording, self._wall, self._simulated, self._on_saved = recording, wall, simulated, on_saved
        self._replayed = replayed
        self._wizard: WizardRun | None = None

    @property
    def under_way(self) -> bool:
        return self._wizard is not None

    def begin(self, anew: bool = False) -> None:
        """Begin the wizard, or go on with one that was begun (unless `anew`).

        Raises:
            Refused: there is no board yet.
        """

        # Loaded here: wizard and fits are not needed to watch.
        from tripod.live.wizard_run import WizardRun  # noqa: PLC0415

        def do() -> None:
            self._wizard = WizardRun(self._setup(), calibration_store(), anew, self._weight_kg())

        self._commands.ask(do)

    def view(self) -> View | None:
        """The wizard's current state for the screen, None while no calibration is under way."""
        with self._commands.lock:
            return self._wizard.wizard.view() if self._wizard else None

    def answers(self) -> Answers | None:
        """What the person said so far."""
        return self._wizard.wizard.answers if self._wizard else None

    def ask(self, what: Callable[[Wizard], T]) -> T:
        """Let the wizard do something between two blocks.

        Raises:
            Refused: no calibration is under way.
        """

        def do() -> T:
            answer = what(self._begun().wizard)
            self.keep()
            return answer

        return self._commands.ask(do)

    def cancel(self) -> None:
        """Forget what was collected; the calibration in use stays."""

        def do() -> None:
            if self._wizard:
                self._wizard.forget()
            self._wizard = None

        self._commands.ask(do)

    def save(self, operator: str = "", temperature_c: float | None = None) -> Path:
        """Save the wizard's result as the board's next version and use it from the next block on.

        Raises:
            Refused: nothing to save yet, a recording is under way, or it cannot be written.
        """

        def do() -> Path:
            begun = self._begun()
            self._refuse_while_recording()
            try:
                path, calibration = begun.save(self._wall(), operator, temperature_c, self._simulated)
            except CalibrationError as error:
                raise Refused(str(error)) from error
            # It is on disk: whatever fails from here on, another try must not write it a second time.
            self._wizard = None
            answers = begun.wizard.answers
            self._pipeline.set_feet(answers.feet)
            self._pipeline.measuring.recalibrate(calibration)
            self._on_saved(answers.feet, answers.weight_kg)
            return path

        return self._commands.ask(do)

    def versions(self) -> list[CalibrationVersion]:
        """The board's saved calibrations, oldest first; none while there is no board."""
        setup = self._pipeline.setup
        return versions(setup, calibration_store()) if setup else []

    def use(self, number: int | None) -> None:
        """Use an earlier (or later) calibration from the next block on; None for the board's nominal values.

        Raises:
            Refused: there is no such version, it cannot be used, or a recording is under way.
        """

        def do() -> None:
            setup, store = self._setup(), calibration_store()
            self._refuse_while_recording()
            try:
                kept = store.load(setup.board, setup.banner.board_id, number) if number is not None else None
                store.use(setup.banner.board_id, number)
            except CalibrationError as error:
                raise Refused(str(error)) from error
            self._pipeline.measuring.recalibrate(kept[0] if kept else nominal(setup.board))

        self._commands.ask(do)

    def turn_round(self) -> None:
        """Turn the cells round that read backwards, keep that with the board, and use it from the next block on.

        Raises:
            Refused: none reads backwards, it is a recording, one is under way, or it cannot be kept.
        """

        def do() -> None:
            setup = self._setup()
            self._refuse_while_recording()
            if self._replayed:
                raise Refused(sentence("refused.recording_has_its_wires"))
            found = [f for f in self._pipeline.measuring.implausible if f.cause is Cause.BACKWARDS]
            cells = {cell for f in found for cell in f.cells(setup.board)}
            if not cells:
                raise Refused(sentence("refused.nothing_backwards"))
            now = setup.calibration
            before = now.turned or (False,) * len(setup.board.cells)
            turned = replace(now, turned=tuple(t != (k in cells) for k, t in enumerate(before)), made=self._wall())
            try:
                calibration_store().save(turned, setup.banner.board_id, {"simulated": self._simulated})
            except CalibrationError as error:
                raise Refused(str(error)) from error
            self._pipeline.measuring.recalibrate(turned)

        self._commands.ask(do)

    def file(self, number: int) -> Path:
        """The file of a saved calibration, for export and certificate.

        Raises:
            Refused: there is no such version.
        """
        try:
            return calibration_store().path(self._setup().banner.board_id, number)
        except CalibrationError as error:
            raise Refused(str(error)) from error

    def take_in(self, file: Path) -> Path:
        """Save an exported calibration as the board's next version and use it from the next block on.

        Raises:
            Refused: it is of another board, a newer schema or damaged, or a recording is under way.
        """

        def do() -> Path:
            setup, store = self._setup(), calibration_store()
            self._refuse_while_recording()
            try:
                path = store.take_in(file, setup.board, setup.banner.board_id)
                self._pipeline.measuring.recalibrate(store.read(path, setup.board, setup.banner.board_id)[0])
            except CalibrationError as error:
                raise Refused(str(error)) from error
            return path

        return self._commands.ask(do)

    def take(self, heard: Heard) -> None:
        """Let the wizard see what comes: raw, whatever calibration is in use."""
        if self._wizard is not None and isinstance(heard.item, Block):
            self._wizard.wizard.take(heard.item)

    def finish(self) -> None:
        """What was collected is kept already."""

    def keep(self) -> None:
        """Write down what the wizard collected, if there is something new; on the pipeline's thread."""
        if self._wizard:
            self._wizard.keep()

    def _begun(self) -> WizardRun:
        if self._wizard is None:
            raise Refused(sentence("refused.no_calibration_under_way"))
        return self._wizard

    def _setup(self) -> Setup:
        if self._pipeline.setup is None:
            raise Refused(sentence("refused.no_board_to_calibrate"))
        return self._pipeline.setup

    def _refuse_while_recording(self) -> None:
        if self._recording():
            raise Refused(sentence("refused.recording_keeps_calibration"))
