"""Makes reps that were just done the person's target, says before what that would do, and takes it back."""

from collections.abc import Callable
from pathlib import Path

from tripod.balance.foot_states import cop_earned
from tripod.balance.setup import Setup
from tripod.drills.score.cop_target import PhaseTarget, TargetError
from tripod.live.commands import Refused
from tripod.sentences import sentence
from tripod.storage.lock import BRIEFLY_S
from tripod.training.begin_drill import calibration_name
from tripod.training.diary import Diary, DiaryError, change_diary, key_of, with_target
from tripod.training.drill_run import DrillRun
from tripod.training.keep_drill import diary_with_target
from tripod.training.people import is_gone
from tripod.training.target_offer import TargetOffer, why_no_target


class DrillTargets:
    """Of the person who trains; remembers the one target that can be taken back."""

    def __init__(self, wall: Callable[[], str], *, replayed: bool) -> None:
        """`wall`: date and time in ISO 8601. `replayed`: what was done in a recording sets no target for now."""
        self._wall, self._replayed = wall, replayed
        self._undo: tuple[DrillRun, Path, str, PhaseTarget | None] | None = None

    def offer(self, run: DrillRun | None, setup: Setup) -> TargetOffer:
        """What accepting the reps of this drill would do, or why it is refused."""
        try:
            done = self._with_reps(run, setup)
            would = diary_with_target(done, setup, Diary(), self._wall())[1]
        except (Refused, TargetError) as error:
            return TargetOffer(why_not=str(error))
        return TargetOffer(would, made=self._undo is not None and self._undo[0] is run)

    def accept(self, run: DrillRun | None, setup: Setup, diary_path: Path) -> PhaseTarget:
        """From now on these reps say where the CoP goes in each phase of the drill.

        Raises:
            Refused: there are no such reps, they had faults, this board cannot tell, or it cannot be kept.
        """
        done, made = self._with_reps(run, setup), self._wall()

        def change(diary: Diary) -> tuple[Diary, tuple[PhaseTarget, PhaseTarget | None]]:
            after, target = diary_with_target(done, setup, diary, made)
            return after, (target, diary.targets.get(key_of(target.board_id, target.drill)))

        try:
            target, before = change_diary(still_here(diary_path), change, BRIEFLY_S)
        except (TargetError, DiaryError) as error:
            raise Refused(str(error)) from error
        if self._undo is None or self._undo[0] is not done:
            self._undo = done, diary_path, key_of(target.board_id, target.drill), before
        return target

    def undo(self, run: DrillRun | None) -> None:
        """Put back what these reps replaced.

        Raises:
            Refused: they replaced nothing, or it cannot be kept.
        """
        if self._undo is None or self._undo[0] is not run:
            raise Refused(sentence("refused.no_target_to_undo"))
        _, path, key, before = self._undo
        try:
            change_diary(still_here(path), lambda diary: (with_target(diary, key, before), None), BRIEFLY_S)
        except DiaryError as error:
            raise Refused(str(error)) from error
        self._undo = None

    def _with_reps(self, run: DrillRun | None, setup: Setup) -> DrillRun:
        """The drill, where its reps may be a target.

        Raises:
            Refused: they may not.
        """
        if self._replayed:
            raise Refused(sentence("refused.recording_sets_no_target"))
        reps = [r for t in run.engine.tries if t.scored for r in t.reps] if run is not None else []
        if run is None or not run.done or run.engine.stopped or not reps:
            raise Refused(sentence("refused.no_reps_to_accept"))
        if not cop_earned(setup):
            raise Refused(sentence("refused.no_cop_no_target"))
        if run.calibration != calibration_name(setup)[1]:
            raise Refused(sentence("refused.calibrated_since"))
        why = why_no_target(reps, run.engine.faults, run.engine.answers)
        if why:
            raise Refused(why)
        return run


def still_here(path: Path) -> Path:
    """The path of a diary.

    Raises:
        DiaryError: whose it is was renamed or deleted meanwhile.
    """
    if is_gone(path):
        raise DiaryError(sentence("people.gone", code=path.parent.name))
    return path
