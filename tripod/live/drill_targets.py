"""Makes reps or holds that were just done the person's target, says before what that would do, and takes it back."""

from collections.abc import Callable
from pathlib import Path

from tripod.balance.foot_states import cop_earned
from tripod.balance.setup import Setup
from tripod.drills.score.bands import Baseline
from tripod.drills.score.cop_target import PhaseTarget, TargetError
from tripod.live.commands import Refused
from tripod.sentences import sentence
from tripod.storage.lock import BRIEFLY_S
from tripod.training.begin_drill import calibration_name
from tripod.training.diary import Diary, DiaryError, change_diary, key_of, with_target
from tripod.training.drill_run import DrillRun
from tripod.training.hold_target import accepts, diary_with_bands, plain_holds, why_no_bands, with_bands_again
from tripod.training.keep_drill import diary_with_target
from tripod.training.people import is_gone
from tripod.training.target_offer import TargetOffer, why_no_target


class DrillTargets:
    """Of the person who trains; remembers the one target that can be taken back."""

    def __init__(self, wall: Callable[[], str], *, replayed: bool) -> None:
        """`wall`: date and time in ISO 8601. `replayed`: what was done in a recording sets no target for now."""
        self._wall, self._replayed = wall, replayed
        self._undo: tuple[DrillRun, Path, Callable[[Diary], Diary]] | None = None

    def offer(self, run: DrillRun | None, setup: Setup) -> TargetOffer:
        """What accepting the reps or holds of this drill would do, or why it is refused."""
        try:
            would = _with_target(self._checked(run, setup), setup, Diary(), self._wall())[1]
        except (Refused, TargetError) as error:
            return TargetOffer(why_not=str(error))
        return TargetOffer(would, made=self._undo is not None and self._undo[0] is run)

    def accept(self, run: DrillRun | None, setup: Setup, diary_path: Path) -> PhaseTarget | Baseline:
        """From now on these reps say where the CoP goes in each phase, or these holds what each point bears.

        Raises:
            Refused: there are no such reps or holds, they had faults, this board cannot tell, or it cannot be kept.
        """
        done, made = self._checked(run, setup), self._wall()

        def change(diary: Diary) -> tuple[Diary, tuple[PhaseTarget | Baseline, Callable[[Diary], Diary]]]:
            after, target = _with_target(done, setup, diary, made)
            return after, (target, _way_back(target, diary))

        try:
            target, back = change_diary(still_here(diary_path), change, BRIEFLY_S)
        except (TargetError, DiaryError) as error:
            raise Refused(str(error)) from error
        if self._undo is None or self._undo[0] is not done:
            self._undo = done, diary_path, back
        return target

    def undo(self, run: DrillRun | None) -> None:
        """Put back what these reps or holds replaced.

        Raises:
            Refused: they replaced nothing, or it cannot be kept.
        """
        if self._undo is None or self._undo[0] is not run:
            raise Refused(sentence("refused.no_target_to_undo"))
        _, path, back = self._undo
        try:
            change_diary(still_here(path), lambda diary: (back(diary), None), BRIEFLY_S)
        except DiaryError as error:
            raise Refused(str(error)) from error
        self._undo = None

    def _checked(self, run: DrillRun | None, setup: Setup) -> DrillRun:
        """The drill, where its reps or holds may be a target.

        Raises:
            Refused: they may not.
        """
        if self._replayed:
            raise Refused(sentence("refused.recording_sets_no_target"))
        if run is None or not run.done or run.engine.stopped or not accepts(run.drill):
            raise Refused(sentence("refused.nothing_to_accept"))
        reps = [r for t in run.engine.tries if t.scored for r in t.reps]
        if run.drill.has_reps and not reps:
            raise Refused(sentence("refused.nothing_to_accept"))
        if run.drill.has_reps and not cop_earned(setup):
            raise Refused(sentence("refused.no_cop_no_target"))
        if run.calibration != calibration_name(setup)[1]:
            raise Refused(sentence("refused.calibrated_since"))
        if run.drill.has_reps:
            why = why_no_target(reps, run.engine.faults, run.engine.answers)
        else:
            why = why_no_bands(plain_holds(run))
        if why:
            raise Refused(why)
        return run


def _with_target(run: DrillRun, setup: Setup, diary: Diary, made: str) -> tuple[Diary, PhaseTarget | Baseline]:
    """The diary with what was done as the target: the reps, or where it has none the holds.

    Raises:
        TargetError: it makes none.
    """
    if run.drill.has_reps:
        return diary_with_target(run, setup, diary, made)
    return diary_with_bands(run, setup, diary, made)


def _way_back(target: PhaseTarget | Baseline, before: Diary) -> Callable[[Diary], Diary]:
    """Puts into a diary what this target replaced."""
    if isinstance(target, Baseline):
        bands = before.baselines.get(target.board_id)
        return lambda diary: with_bands_again(diary, target.board_id, bands)
    key = key_of(target.board_id, target.drill)
    return lambda diary: with_target(diary, key, before.targets.get(key))


def still_here(path: Path) -> Path:
    """The path of a diary.

    Raises:
        DiaryError: whose it is was renamed or deleted meanwhile.
    """
    if is_gone(path):
        raise DiaryError(sentence("people.gone", code=path.parent.name))
    return path
