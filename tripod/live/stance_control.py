"""Whether the feet still stand where that was measured: after a step off and on, and at the start of a session."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from pathlib import Path

from tripod.balance.pose import TOLD, Pose, lined_pose, stance_to_file
from tripod.balance.setup import Setup
from tripod.balance.turn_limits import LEAST_TURN_DEG, MOST_TURN_DEG
from tripod.boards import FEET
from tripod.device.items import Back, Item, StanceSet
from tripod.drills.run.event_types import Event, FeetPlaced
from tripod.drills.run.placing_step import APPLIED_S
from tripod.drills.seen.look import Look, Looks
from tripod.drills.seen.quiet_stance import STEPPED_OFF_S, Quiet, StanceWatch
from tripod.live.commands import Commands, Refused
from tripod.live.drill_control import DrillControl
from tripod.live.pipeline import Pipeline
from tripod.live.sink import Heard
from tripod.sentences import sentence
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
        drilling: DrillControl,
        simulated: bool,
        replayed: bool,
    ) -> None:
        """`take`: has the session take an item. `path`: where stances are kept for next time; those of simulated people
        are not. A recording says itself where the feet stood."""
        self._pipeline, self._path, self._wall = pipeline, path, wall
        self._commands, self._take, self._drilling = commands, take, drilling
        self._keeps, self._replayed = not (simulated or replayed), replayed
        self._looks: Looks | None = None
        self._watches: tuple[tuple[tuple[str, ...], StanceWatch], ...] = ()
        """Of all feet together, and of each alone."""
        self._known: KeptStance | None = None
        """The stance that was measured last, here or in a session before."""
        self._since_here = False
        """Whether it was measured, or found again, in this session."""
        self._to_keep = False
        self._leaving: set[str] = set()
        """Feet whose pose is being withdrawn."""
        self._away_s: dict[str, float] = {}
        """Since when a foot has been off the board."""
        self._moved: set[str] = set(FEET)
        """Feet that were off the board since it was known where they stand."""

    def set_person(self, path: Path) -> None:
        """Somebody else stands there from now on, and nobody knows where; their stances are kept in `path`."""
        setup = self._pipeline.setup
        if setup is not None:
            self._keep(setup, wait=False)
        self._path, self._known, self._since_here, self._looks = path, None, False, None
        if self._replayed:
            return
        self._leaving, self._away_s, self._moved = set(), {}, set(FEET)
        if setup is not None and setup.board.rigid:
            self._take(StanceSet({}))

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
            if self._drilling.under_way:
                raise Refused(sentence("refused.stance_in_a_drill"))
            try:
                stance = {f: lined_pose(setup.board, setup.feet, f, t, by_eye=True) for f, t in turned_deg.items()}
            except ValueError:
                raise Refused(sentence("refused.no_such_turn", least=LEAST_TURN_DEG, most=MOST_TURN_DEG)) from None
            self._take(StanceSet(stance_to_file(stance)))

        self._commands.ask(turn)

    def drill_events(self, events: Sequence[Event]) -> None:
        """Where a drill saw that the feet stand. What a recording's own drill saw, the recording itself says."""
        setup = self._pipeline.setup if self._drilling.begun_here or not self._replayed else None
        for event in events if setup is not None else ():
            if not isinstance(event, FeetPlaced):
                continue
            assert setup
            stance = {**setup.stance, **event.poses}
            self._pipeline.place_feet(event.from_s, stance_to_file(stance))
            self._moved -= set(event.poses)
            self._since_here = True
            before = self._known
            self._known = KeptStance(
                self._wall(),
                {**(before.stance if before else {}), **event.poses},
                {**(before.quiet_cop_mm if before else {}), **event.quiet_cop_mm},
            )
            self._to_keep = self._keeps

    def take(self, heard: Heard) -> None:
        """Follow the stream."""
        setup = self._pipeline.setup
        if self._replayed or setup is None or not setup.board.rigid:
            return
        self._pipeline.follows_stance = True
        if isinstance(heard.item, Back):
            self._came_back(setup)
        if heard.measured is None:
            return
        if self._looks is None:
            feet = setup.board.feet
            self._looks = Looks(setup.rate_hz)
            alone = [(foot,) for foot in feet] if len(feet) > 1 else []
            self._watches = tuple((of, StanceWatch(of)) for of in (feet, *alone))
            if self._keeps and self._known is None:
                self._known = read_kept(self._path, setup.banner.board_id)
        for look in self._looks(heard.measured.t_s, heard.measured.shown):
            self._follow_feet(setup, look)
            for feet, watch in self._watches:
                watch(look)
                if watch.quiet is None or self._moved.isdisjoint(feet):
                    continue
                if all(look.stands(FEET.index(foot)) for foot in feet):
                    self._stand_again(setup, feet, watch.quiet)
        self._keep(setup)

    def finish(self) -> None:
        """Keep what is not kept yet."""
        if self._pipeline.setup is not None:
            self._keep(self._pipeline.setup, wait=False)

    def _keep(self, setup: Setup, *, wait: bool = True) -> None:
        """Keep what was measured; in a drill no disk is waited for."""
        if self._to_keep and self._known is not None and not (wait and self._drilling.under_way):
            self._to_keep = False
            keep(self._path, setup.banner.board_id, self._known)

    def _came_back(self, setup: Setup) -> None:
        """The board was away, and nobody saw whether the feet stayed."""
        for _, watch in self._watches:
            watch.again()
        self._moved |= set(setup.board.feet)
        if any(pose.known not in TOLD for pose in setup.stance.values()):
            self._take(StanceSet(stance_to_file({f: p for f, p in setup.stance.items() if p.known in TOLD})))

    def _follow_feet(self, setup: Setup, look: Look) -> None:
        """A foot that leaves the board will stand elsewhere when it comes back, until it is seen that it does not."""
        self._leaving &= set(setup.stance)
        for foot in setup.board.feet:
            if look.stands(FEET.index(foot)) or not isfinite(look.load[FEET.index(foot)]):
                self._away_s.pop(foot, None)
                continue
            since_s = self._away_s.setdefault(foot, look.t_s)
            if look.t_s - since_s < STEPPED_OFF_S:
                continue
            self._moved.add(foot)
            if foot in setup.stance and foot not in self._leaving and setup.stance[foot].known not in TOLD:
                # Who was told to stand along lines, or turned the feet by hand, does so again.
                self._leaving.add(foot)
                self._place(look.t_s, {f: p for f, p in setup.stance.items() if f not in self._leaving})

    def _stand_again(self, setup: Setup, feet: Sequence[str], quiet: Quiet) -> None:
        """These feet stand quietly: those that were off the board stand as before, or elsewhere."""
        lost = [foot for foot in feet if foot in self._moved and (foot not in setup.stance or foot in self._leaving)]
        self._moved -= set(feet)
        known = self._known
        if known is None or not lost or any(pose.known in TOLD for pose in setup.stance.values()):
            return
        lengths = {foot: setup.feet.length_of(foot) for foot in lost}
        again = {f: known.again(f, quiet.foot_cop_mm[f], lengths[f]) for f in lost}
        found = {foot: pose for foot, pose in again.items() if pose is not None}
        if len(found) < len(lost):
            if any(foot in known.stance for foot in lost if foot not in found) and self._since_here:
                self._pipeline.notice(sentence("stance_kept.elsewhere"))
        elif not self._since_here:
            self._pipeline.notice(sentence("stance_kept.as_then", made=known.made[:10]))
        self._since_here = self._since_here or bool(found)
        if found:
            here = {f: p for f, p in setup.stance.items() if f not in self._leaving}
            self._leaving -= set(found)
            self._place(quiet.t_s, {**here, **found})

    def _place(self, t_s: float, stance: Mapping[str, Pose]) -> None:
        self._pipeline.place_feet(t_s + APPLIED_S, stance_to_file(stance))
