"""What a session is made of: one control each for what a person may ask of it, told of each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tripod.coach.prepared_words import PreparedWords
from tripod.device.items import Item, Zeroed
from tripod.drills.run.event_types import Event
from tripod.live.calibration_control import CalibrationControl
from tripod.live.commands import Commands
from tripod.live.drill_control import DrillControl
from tripod.live.pipeline import Pipeline
from tripod.live.profile_control import ProfileControl
from tripod.live.recording_control import RecordingControl
from tripod.live.stance_control import StanceControl
from tripod.live.weighed import weight_on
from tripod.live.zero_control import ZeroControl
from tripod.sound.speaker import OpenOutput
from tripod.sources.source import Source
from tripod.storage.places import diary_path, spoken_words_folder, stances_path
from tripod.storage.settings import own_drills
from tripod.training.drill_run import DrillRun
from tripod.training.profile import Person


@dataclass(frozen=True)
class Controls:
    """Those that also hear the stream are its sinks, in this order."""

    profile: ProfileControl
    zeroing: ZeroControl
    sinks: tuple[RecordingControl, CalibrationControl, DrillControl, StanceControl]


def make_controls(
    pipeline: Pipeline,
    source: Source,
    commands: Commands,
    person: Person,
    open_sound: OpenOutput,
    now: Callable[[], float],
    today: Callable[[], str],
    *,
    tell_zero: Callable[[Zeroed], None],
    take: Callable[[Item], None],
    hear_drill: Callable[[DrillRun, Sequence[Event]], None],
) -> Controls:
    """Of a source under way. `now`: a clock in seconds; `today`: date and time in ISO 8601. `tell_zero`, `take`: what
    came of a command goes through the stream; `hear_drill`: what happens in a drill."""
    recording = RecordingControl(pipeline, source, now, today, lambda: profile.person.code)
    profile = ProfileControl(person, pipeline, source, lambda: recording.under_way)
    calibration = CalibrationControl(
        pipeline,
        commands,
        recording=lambda: recording.under_way,
        wall=today,
        simulated=source.simulated,
        replayed=source.replayed,
        weight_kg=lambda: weight_on(source, profile.profile),
        on_saved=profile.calibrated,
    )
    drilling = DrillControl(
        pipeline,
        diary_path(person.code),
        own_drills(),
        today,
        PreparedWords(spoken_words_folder()),
        open_sound,
        simulated=source.simulated,
        replayed=source.replayed,
        on_events=(recording.drill_events, hear_drill),
        now=now,
        recorded_as=lambda: recording.name,
    )
    stance = StanceControl(
        pipeline,
        commands,
        take,
        stances_path(person.code),
        today,
        drilling=drilling,
        simulated=source.simulated,
        replayed=source.replayed,
    )
    return Controls(profile, ZeroControl(pipeline, tell_zero, now), (recording, calibration, drilling, stance))
