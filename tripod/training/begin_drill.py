"""Puts together what a drill starts from: the person's progress, the reference, and how the coach is set."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite

from msgspec.structs import replace as replace_in_file

from tripod.balance.setup import Setup
from tripod.coach.fading import FADE, NONE
from tripod.coach.voice import lengths_s
from tripod.drills.format.drill import Drill
from tripod.drills.format.limits import load_refusal
from tripod.drills.format.part import Options
from tripod.drills.format.recorded import drill_to_record
from tripod.drills.format.section import section_of
from tripod.drills.score.bands import baseline_to_file
from tripod.drills.score.cop_target import target_to_file
from tripod.sentences import sentence
from tripod.storage.schemas.drill_start import CoachingFile, DrillStartFile, OptionsFile
from tripod.training.diary import Diary, Entry
from tripod.training.profile import Profile
from tripod.training.progress import fading, progress


class CannotBegin(ValueError):
    """The drill cannot be done on this board or by this person: one plain sentence."""


def drill_start(
    drill: Drill,
    setup: Setup,
    profile: Profile,
    diary: Diary,
    *,
    foot: str,
    asks: bool,
    simulated: bool,
    feedback: bool | None = None,
) -> DrillStartFile:
    """All that the drill depends on beside the samples.

    `asks`: somebody is there to answer questions. `feedback`: None for as the person's progress has it.
    None of the drill's own words are told (`with_own_words`).

    Raises:
        CannotBegin: body and bar are more than the board carries, the board lacks the foot, or nothing is to be found
            out about where the feet stand.
    """
    board_id, calibration = calibration_name(setup)
    done = diary.of(drill.name, board_id, leg_of(drill, foot))
    level = progress(drill, done).level
    at_level = drill if drill.sections else with_bar_said(drill.at_level(level), profile.bar_kg)
    options = Options(foot, profile.weight_kg, profile.bar_kg + at_level.bar_more_kg, profile.convention, asks)
    if load_refusal(at_level, setup.board, options):
        # No board's limit is passed for the sake of progress.
        at_level = with_bar_said(replace(at_level, bar_more_kg=0.0), profile.bar_kg)
        options = replace(options, bar_kg=profile.bar_kg)
    refusal = load_refusal(at_level, setup.board, options)
    if drill.on_one_leg and foot not in ("both", *setup.board.feet):
        refusal = sentence("begin_drill.board_lacks_foot", foot=foot)
    if drill.only_places and not setup.board.rigid:
        refusal = sentence("refused.cells_go_with_the_foot")
    if refusal:
        raise CannotBegin(refusal)
    less = 0 if drill.sections else fading(done, level)
    # Every now and then a try without any feedback shows what was learnt.
    retention = less == NONE and len(done) % 3 == 2 if feedback is None else not feedback
    baseline = diary.baseline(board_id, calibration)
    target = diary.target(board_id, name_with_leg(*_target_of(drill, foot)), calibration)
    memory = diary.rehearsed if simulated else diary.memory
    return DrillStartFile(
        drill=drill_to_record(at_level),
        options=OptionsFile(
            foot,
            profile.weight_kg if isfinite(profile.weight_kg) else None,
            options.bar_kg if isfinite(options.bar_kg) else None,
            profile.convention,
            asks,
            not retention,
            not setup.stance_measured,
            waits=True,
        ),
        coaching=CoachingFile(
            profile.language,
            profile.tone,
            profile.speech,
            less,
            "" if drill.sections else _told(less, done, retention=retention and feedback is None),
            comes_back=True,
            back_sounds=True,
            memory=memory if profile.adapts else None,
            lengths_s=lengths_s(profile.language),
        ),
        baseline=baseline_to_file(baseline) if baseline else None,
        target=target_to_file(target) if target else None,
        board_id=board_id,
        calibration=calibration,
    )


def with_bar_said(drill: Drill, bar_kg: float) -> Drill:
    """The drill with what bar and plates weigh today written where they are lifted, if that is more than usual."""
    if not drill.bar_more_kg:
        return drill
    kg = bar_kg + drill.bar_more_kg

    def said(text: str) -> str:
        return sentence("begin_drill.with_bar", text=text, kg=kg)[:400]

    return replace(drill, steps=tuple(replace(s, text=said(s.text)) if s.bar else s for s in drill.steps))


def _told(less: int, done: Sequence[Entry], *, retention: bool) -> str:
    """The word by which the coach says how much there is to be heard; "" where nothing changed."""
    if retention:
        return "retention"
    return FADE[less] if done and less != done[-1].fading else ""


def _target_of(drill: Drill, foot: str) -> tuple[Drill, str]:
    """Whose accepted reps its reps are held against: of a drill put together from others, those of the only one with
    reps."""
    moving = {
        section.drill
        for k, step in enumerate(drill.steps)
        if step.kind == "reps" and (section := section_of(drill.sections, k)) is not None and not section.instead
    }
    return (replace(drill, name=next(iter(moving))), foot) if len(moving) == 1 else (drill, foot)


def with_own_words(start: DrillStartFile, lengths_s: Mapping[str, float]) -> DrillStartFile:
    """The same, with these of the drill's own words told, each for so many seconds."""
    coaching = replace_in_file(start.coaching, own_words=bool(lengths_s), own_lengths_s=dict(lengths_s))
    return replace_in_file(start, coaching=coaching)


def calibration_name(setup: Setup) -> tuple[str, str]:
    """Board id and the calibration's name: what is kept of one does not hold for another."""
    return setup.banner.board_id, setup.calibration.made or setup.calibration.kind


def leg_of(drill: Drill, foot: str) -> str:
    """The leg that a drill is done on; `both` for one on both feet."""
    return foot if drill.on_one_leg else "both"


def name_with_leg(drill: Drill, foot: str) -> str:
    """The drill and, where it is on one, the leg: a target of the left says nothing of the right."""
    leg = leg_of(drill, foot)
    return drill.name if leg == "both" else f"{drill.name} {leg}"
