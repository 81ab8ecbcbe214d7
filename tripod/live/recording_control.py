"""What a session records: raw items as they come, from the moment that somebody wants it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tripod import __version__
from tripod.balance.geometry import feet_to_file
from tripod.balance.pose import stance_to_file
from tripod.balance.setup import Setup
from tripod.balance.stream_totals import StreamTotals
from tripod.device.blocks import Block
from tripod.device.items import (
    Back,
    Hello,
    Item,
    Learned,
)
from tripod.drills.run.event_types import Event
from tripod.force.bracket import Bracket
from tripod.live.commands import Refused
from tripod.live.pipeline import Pipeline
from tripod.live.sink import Heard, Measured
from tripod.live.snapshot import Phase, RecordingState
from tripod.live.stream_summary import summary
from tripod.record.event_lines import Marked
from tripod.record.journal import JournalError
from tripod.record.layout import Start
from tripod.record.recorder import Recorder
from tripod.record.taken_away import TakenAway
from tripod.sentences import reason, sentence
from tripod.sources.source import Source
from tripod.storage.places import elsewhere_path, sessions_folder
from tripod.training.drill_run import DrillRun
from tripod.training.elsewhere import note_elsewhere
from tripod.training.people import is_gone


class RecordingControl:
    """A sink: owns the recorder, and those that are still writing."""

    def __init__(
        self,
        pipeline: Pipeline,
        source: Source,
        now: Callable[[], float],
        wall: Callable[[], str],
        person: Callable[[], str],
    ) -> None:
        """`now`: a clock in seconds; `wall`: date and time in ISO 8601, to the second; `person`: the code of who stands
        there."""
        self._pipeline, self._source, self._now, self._wall = pipeline, source, now, wall
        self._person = person
        self._recorder: Recorder | None = None
        self._finishing: list[Recorder] = []
        self._said: set[TakenAway] = set()
        self._since_s = 0.0
        self.by_itself = False
        """The one under way was begun by a drill."""
        self.part: StreamTotals | None = None
        """What was recorded so far; None while nothing is."""

    @property
    def under_way(self) -> bool:
        """Whether something is being recorded."""
        return self._recorder is not None

    @property
    def error(self) -> str:
        """Why a recording stopped by itself, "" if none did."""
        return next((r.error for r in self._recorders() if r.error), "")

    @property
    def lost(self) -> str:
        """What of the recordings was taken away for good, "" if nothing was."""
        return " ".join(each.said() for each in self._taken_away() if each.lost)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Into which the last recording went, in this order; more than one where files of it were taken away."""
        recorders = self._recorders()
        return recorders[-1].folders if recorders else ()

    @property
    def name(self) -> str:
        """Of the folder into which is being recorded, "" while nothing is."""
        return self._recorder.folder.name if self._recorder else ""

    def state(self) -> RecordingState | None:
        """For a picture: the one under way, or the last if it failed."""
        if self._recorder:
            elapsed_s = self._now() - self._since_s
            return RecordingState(self._recorder.folder, elapsed_s, self._recorder.error, self.by_itself)
        if self._finishing and self._finishing[-1].error:
            return RecordingState(self._finishing[-1].folder, 0.0, self._finishing[-1].error)
        return None

    def begin(self, setup: Setup, folder: Path | None, *, by_itself: bool = False) -> None:
        """Record from the next block on into a new folder, by default one in the user's data directory.

        Raises:
            Refused: recording already, nothing comes any more, or the folder cannot be written.
        """
        pipeline = self._pipeline
        if self._recorder:
            raise Refused(sentence("refused.recording_under_way"))
        if pipeline.phase in (Phase.ENDED, Phase.FAILED):
            raise Refused(sentence("refused.nothing_comes"))
        created = self._wall()
        if folder is None:
            folder = _sessions() / created[:19].translate(str.maketrans("T:", "_-"))
        learned = pipeline.measuring.begin_anew()
        start = Start(
            setup.board,
            setup.banner,
            setup.calibration,
            tuple(setup.tare_counts.tolist()) if setup.tare_counts is not None else None,
            feet_to_file(setup.feet),
            self._source.label,
            self._source.simulated,
            created,
            f"tripod {__version__}",
            learned,
            subject=self._person(),
            stance=stance_to_file(setup.stance),
        )
        try:
            self._recorder = Recorder(folder, start, self._wall)
        except JournalError as error:
            raise Refused(str(error)) from error
        if start.subject and not is_gone(elsewhere_path(start.subject)):
            note_elsewhere(start.subject, folder)
        self.by_itself = by_itself
        self.part = pipeline.measuring.totals_from_here()
        self._since_s = self._now()

    def take(self, heard: Heard) -> None:
        """Record it, if a recording is under way."""
        self._say_taken_away()
        if self._recorder is None or self.part is None:
            return
        _record(self._recorder, heard.item)
        if isinstance(heard.item, Back):
            self.part.gap()
        elif heard.measured is not None:
            self._count(self.part, heard.measured)

    def _count(self, part: StreamTotals, measured: Measured) -> None:
        part.add(measured.block, measured.raw, measured.found)
        setup = self._pipeline.measuring.setup
        if setup.board.rigid:
            part.follow(setup.stance, measured.raw)
        for second in measured.seconds if part.zero else ():
            assert part.zero
            part.zero.add(second, measured.tare_n)

    def drill_events(self, run: DrillRun, events: Sequence[Event]) -> None:
        """What happened in a drill."""
        for event in events if self._recorder else ():
            assert self._recorder
            self._recorder.event(event)

    def mark(self, text: str) -> None:
        """Mark this moment.

        Raises:
            Refused: nothing is being recorded.
        """
        if self._recorder is None:
            raise Refused(sentence("refused.nothing_recorded_to_mark"))
        self._recorder.event(Marked(text))

    def look_after(self) -> None:
        """Give up a recorder that the disk refused, and say when its files were taken away."""
        self._say_taken_away()
        if self._recorder and self._recorder.error:
            self._finishing.append(self._recorder)
            self._recorder, self.part = None, None

    def finish(self) -> None:
        """Finish the recording under way, if there is one, and wait until all of it is on the disk."""
        self.stop()
        self.join()

    def stop(self) -> Bracket | None:
        """Finish the recording; what the empty board round it says of its zero, None where there was no recording or
        no empty board."""
        recorder, self._recorder = self._recorder, None
        if recorder is None:
            return None
        self.by_itself = False
        part, self.part = self.part, None
        recorder.finish(summary(self._pipeline, self._source, part))
        self._finishing.append(recorder)
        return part.zero.bracket() if part and part.zero else None

    def join(self) -> None:
        """Wait until all of it is on disk."""
        for recorder in self._finishing:
            recorder.join()
        self._say_taken_away()

    def _say_taken_away(self) -> None:
        for each in self._taken_away():
            if each not in self._said:
                self._said.add(each)
                self._pipeline.notice(each.said())

    def _taken_away(self) -> list[TakenAway]:
        return [each for recorder in self._recorders() for each in recorder.taken_away]

    def _recorders(self) -> list[Recorder]:
        return [*self._finishing, *filter(None, [self._recorder])]


def _sessions() -> Path:
    """Where recordings go that nobody named a place for."""
    place = sessions_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(sentence("refused.folder_cannot_be_made", folder=place, why=reason(error))) from error
    return place


def _record(recorder: Recorder, item: Item) -> None:
    match item:
        case Block():
            recorder.block(item)
        case Hello() | Learned():
            return
        case _:
            recorder.event(item)
