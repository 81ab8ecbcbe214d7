"""Whether the feet still stand where that was measured: after a step off and on, and at the start of a session."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tripod.balance.pose import Known, Pose, lined_pose, stance_to_file
from tripod.balance.turn_limits import LEAST_TURN_DEG, MOST_TURN_DEG
from tripod.device.items import Back, Item, StanceSet
from tripod.drills.run.event_types import Event, FeetPlaced
from tripod.drills.run.roll_step import APPLIED_S
from tripod.drills.seen.look import Looks
from tripod.drills.seen.quiet_stance import Quiet, StanceWatch
from tripod.live.commands import Commands, Refused
from tripod.live.pipeline import Pipeline
from tripod.live.sink import Heard
from tripod.sentences import sentence
from tripod.storage.schemas.stance import StanceFile
from tripod.training.kept_stance import KeptStance, keep, read_kept


class StanceControl:
    """A sink: follows who stands on a plate, and takes a stance for known as long as the person stands as then."""

    def __init__(
        self,
        pipeline: Pipeline,
        commands: Commands,
        take: Callable[[Item], None],
        path: Path,
        wall: Callable[[], str],
        *,
        drill_under_way: Callable[[], bool],
        simulated: bool,
        replayed: bool,
    ) -> None:
        """`take`: has the session take an item. `path`: where stances are kept for next time; those of simulated people
        are not. A recording says itself where the feet stood."""
        self._pipeline, self._path, self._wall = pipeline, path, wall
        self._commands, self._take, self._drill_under_way = commands, take, drill_under_way
        self._keeps, self._replayed = not simulated, replayed
        self._looks: Looks | None = None
        self._watch: StanceWatch | None = None
        self._known: KeptStance | None = None
        """The stance that was measured last, once the quiet CoP that belongs to it was seen."""
        self._new = False
        """Another was measured since, and the quiet CoP that belongs to it was not seen yet."""
        self._placed: StanceFile | None = None
        """What was concluded here: no measurement of its own."""
        self._was_off = True

    def turn_feet(self, turned_deg: Mapping[str, float]) -> None:
        """From the next block on the feet are turned outward by so many degrees each, as somebody sees them stand; of a
        foot that is not named nobody knows where it stands.

        Raises:
            Refused: no board yet, one whose cells go with the foot, a drill under way, or a foot that nobody has so.
        """

        def turn() -> None:
            setup = self._pipeline.setup
            if setup is None:
                raise Refused(sentence("no_board_yet.to_stand_on"))
            if not setup.board.rigid:
                raise Refused(sentence("refused.cells_go_with_the_foot"))
            if self._drill_under_way():
                raise Refused(sentence("refused.stance_in_a_drill"))
            try:
                stance = {f: lined_pose(setup.board, setup.feet, f, t, by_eye=True) for f, t in turned_deg.items()}
            except ValueError:
                raise Refused(sentence("refused.no_such_turn", least=LEAST_TURN_DEG, most=MOST_TURN_DEG)) from None
            self._take(StanceSet(stance_to_file(stance)))

        self._commands.ask(turn)

    def drill_events(self, events: Sequence[Event]) -> None:
        """Where a drill saw that the feet stand."""
        for event in events:
            if isinstance(event, FeetPlaced):
                self._pipeline.place_feet(event.from_s, stance_to_file(event.poses))

    def take(self, heard: Heard) -> None:
        """Follow the stream."""
        setup = self._pipeline.setup
        if self._replayed or setup is None or not setup.board.rigid:
            return
        match heard.item:
            case StanceSet(stance):
                self._new = bool(stance) and stance is not self._placed
                self._again()
            case Back():
                self._again()
            case _ if heard.measured is not None:
                if self._looks is None or self._watch is None:
                    self._looks, self._watch = Looks(setup.rate_hz), StanceWatch(setup.board.feet)
                    self._known = read_kept(self._path, setup.banner.board_id) if self._keeps else None
                for look in self._looks(heard.measured.t_s, heard.measured.shown):
                    self._watch(look)
                    self._was_off = self._was_off or self._watch.left_place
                    if self._watch.quiet is not None and (self._was_off or self._new):
                        self._stands(self._watch.quiet)
            case _:
                pass

    def finish(self) -> None:
        """Nothing is left to do: what is measured is kept at once."""

    def _again(self) -> None:
        """Look for a quiet stance anew."""
        if self._watch is not None:
            self._watch.again()

    def _stands(self, quiet: Quiet) -> None:
        """Somebody stands quietly, for the first time since they stepped on or since the stance was measured."""
        setup = self._pipeline.setup
        assert setup
        was_off, self._was_off = self._was_off, False
        if any(pose.known in (Known.LINE, Known.EYE) for pose in setup.stance.values()):
            # Who stands along lines does so again, and who turned the feet by hand looks at them.
            return
        if self._new:
            self._new = False
            self._known = KeptStance(self._wall(), setup.stance, quiet.foot_cop_mm)
            if self._keeps:
                keep(self._path, setup.banner.board_id, self._known)
            return
        if self._known is None or not was_off:
            return
        again = self._known.again(quiet.foot_cop_mm)
        if again is not None:
            if not setup.stance:
                self._pipeline.notice(sentence("stance_kept.as_then", made=self._known.made[:10]))
            self._place(quiet.t_s, again)
        elif setup.stance:
            self._pipeline.notice(sentence("stance_kept.elsewhere"))
            self._place(quiet.t_s, {})

    def _place(self, t_s: float, stance: Mapping[str, Pose]) -> None:
        self._placed = stance_to_file(stance)
        self._pipeline.place_feet(t_s + APPLIED_S, self._placed)
