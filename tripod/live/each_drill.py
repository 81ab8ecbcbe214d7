"""Records each drill by itself: from where it begins until shortly after its end, if the person wants that."""

from math import nan

from tripod.balance.setup import Setup
from tripod.live.commands import Refused
from tripod.live.drill_control import DrillControl
from tripod.live.pipeline import Pipeline
from tripod.live.recording_control import RecordingControl
from tripod.live.sink import Heard
from tripod.record.disk_use import gigabytes, recordings_used
from tripod.sentences import figure, sentence
from tripod.storage.places import sessions_folder
from tripod.training.profile import Profile

TAIL_S = 2.0
"""After the end of a drill, by the board's clock: whoever looks at it later sees how it ended."""


class EachDrill:
    """A sink, after the drill itself. Nothing that goes wrong here keeps a drill from beginning: it is said."""

    def __init__(self, recording: RecordingControl, drilling: DrillControl, pipeline: Pipeline) -> None:
        self._recording, self._drilling, self._pipeline = recording, drilling, pipeline
        self._ended_s = nan

    @property
    def _mine(self) -> bool:
        return self._recording.under_way and self._recording.by_itself

    def begin(self, setup: Setup, profile: Profile) -> None:
        """A drill begins with the next block. A recording that somebody began holds it, too."""
        self._ended_s = nan
        if self._mine:
            self._recording.stop()
        if self._recording.under_way or not profile.records_drills:
            return
        used = recordings_used(sessions_folder()).size
        if used >= profile.recordings_gb * 1e9:
            limit = figure(profile.recordings_gb)
            self._pipeline.notice(sentence("each_drill.full", used=gigabytes(used), limit=limit))
            return
        try:
            self._recording.begin(setup, None, by_itself=True)
        except Refused as error:
            self._pipeline.notice(sentence("each_drill.not_recorded", why=error))

    def take(self, heard: Heard) -> None:
        """Let the recording end shortly after the drill."""
        if heard.measured is None or not self._mine or self._drilling.under_way:
            return
        t_s = self._pipeline.t_s
        if not self._ended_s <= t_s:
            self._ended_s = t_s
        if t_s - self._ended_s >= TAIL_S:
            self._recording.stop()

    def finish(self) -> None:
        """The recording control ends what is under way."""
