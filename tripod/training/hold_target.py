"""Makes the holds that were just done the person's own bands: the same baseline as *Find your tripod* makes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tripod.balance.setup import Setup
from tripod.boards import POINTS
from tripod.drills.format.drill import Drill, Step
from tripod.drills.score.bands import HALF_BAND, Baseline, make_baseline
from tripod.drills.score.cop_target import TargetError
from tripod.drills.score.tries import Try
from tripod.sentences import sentence
from tripod.training.begin_drill import calibration_name
from tripod.training.diary import Diary, with_baseline
from tripod.training.drill_run import DrillRun

LEAST_HOLDS, LEAST_S = 3, 20.0


def has_plain_holds(drill: Drill) -> bool:
    """Whether its holds may become bands: enough of them, long and on both feet. A drill that makes a baseline by
    itself has nothing to offer."""
    return sum(s.times for s in drill.steps if _plain(drill, s)) >= LEAST_HOLDS and not any(
        s.baseline for s in drill.steps
    )


def accepts(drill: Drill) -> bool:
    """Whether what was done of it may become a target at all: its reps, or its holds."""
    return drill.has_reps or has_plain_holds(drill)


def plain_holds(run: DrillRun) -> list[Try]:
    """The scored holds of a drill in which somebody just stood, on all feet of the board."""
    parts = run.engine.parts
    return [
        t
        for t in run.engine.tries
        if t.hold is not None and t.score is not None and _plain(run.drill, parts[t.part].step)
    ]


def faulty_holds(holds: Sequence[Try]) -> list[int]:
    """The holds, counted from 1, in which a fault was told."""
    return [number for number, done in enumerate(holds, 1) if any(of.times for of in done.costs)]


def why_no_bands(holds: Sequence[Try]) -> str:
    """Why measured holds make no bands: a target made of a fault would train it. "" where they may."""
    wrong = faulty_holds(holds)
    if not wrong:
        return ""
    which = "one" if len(wrong) == 1 else "many"
    return sentence(f"target_refused.hold_faults_{which}", holds=", ".join(map(str, wrong)))


def diary_with_bands(run: DrillRun, setup: Setup, diary: Diary, made: str) -> tuple[Diary, Baseline]:
    """The diary with the holds of this drill as what later ones on this board are held against.

    Raises:
        TargetError: there are too few.
    """
    shares = [t.hold.mean_share for t in plain_holds(run) if t.hold is not None]
    found = make_baseline(shares, *calibration_name(setup), made[:10]) if len(shares) >= LEAST_HOLDS else None
    if found is None:
        raise TargetError(sentence("target_refused.too_few_holds", least=LEAST_HOLDS, seconds=LEAST_S))
    return with_baseline(diary, found), found


def with_bands_again(diary: Diary, board_id: str, before: Baseline | None) -> Diary:
    """The diary with what the board's baseline was before; None: with none."""
    others = {board: of for board, of in diary.baselines.items() if board != board_id}
    return replace(diary, baselines=others | ({board_id: before} if before is not None else {}))


def bands_said(bands: Baseline) -> str:
    """Each point's share in one phrase, for people."""
    feet = ", ".join(_foot_said(foot, share) for foot, share in _shares(bands).items())
    return sentence("target_offer.bands", feet=feet, half=100 * HALF_BAND)


def _foot_said(foot: str, share: Mapping[str, float]) -> str:
    return sentence("target_offer.of_a_foot", foot=foot, **{point: 100 * value for point, value in share.items()})


def _shares(bands: Baseline) -> dict[str, dict[str, float]]:
    return {foot: dict(zip(POINTS, share, strict=True)) for foot, share in bands.share.items()}


def _plain(drill: Drill, step: Step) -> bool:
    return (
        step.kind == "hold"
        and drill.feet_of(step) == "both"
        and not step.move
        and not step.toes
        and not step.eyes
        and step.duration_s >= LEAST_S
    )
