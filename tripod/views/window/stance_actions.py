"""What keys and buttons do about where the feet stand on a plate: roll round them, turn them, write by how much."""

from collections.abc import Mapping
from functools import partial

from tripod.drills.run.state import State
from tripod.live.snapshot import Snapshot
from tripod.sentences import figure, sentence
from tripod.views.feet.stance import pose_of
from tripod.views.kit.words import Words
from tripod.views.live.details import Details
from tripod.views.window.board import OpenBoard
from tripod.views.window.messages import Messages
from tripod.views.window.pages import Pages

DRILL = "where-i-stand"
"""The name of the drill that is nothing but the roll."""


class StanceActions:
    """Nothing happens without a board, or where the keys of the Live page do not hold."""

    def __init__(self, board: OpenBoard, pages: Pages, details: Details, messages: Messages, words: Words) -> None:
        self._board, self._pages, self._details = board, pages, details
        self._messages, self._words = messages, words
        self._rolling = False
        """The roll was begun here and is not over."""

    def roll(self) -> None:
        """Begin the roll, where it is offered."""
        session = self._board.session
        if session is None or not self._pages.live_keys_hold:
            return
        if not session.snapshot().may_roll:
            self._messages.say(sentence("view_why_not.no_roll"))
            return
        if self._pages.coach_shown:
            self._pages.drills.open(session)
        else:
            self._details.hide()
            self._pages.show_drills(session)
        self._pages.drills.start(DRILL, "both")
        self._rolling = True

    def follow(self, snapshot: Snapshot) -> None:
        """Come back to the Live page once the roll is over; who was not understood stays where it says why."""
        view = snapshot.drill
        if not self._rolling or view is None or view.state is not State.DONE or view.result is None:
            return
        self._rolling = False
        if view.result.only_places and view.result.placed and (self._pages.drills_shown or self._pages.coach_shown):
            self._pages.drills.commands.forget()
            self._pages.show_live()
            self._messages.say(view.result.found())

    def turn_feet(self, by_deg: float) -> None:
        """Both feet stand with their toes farther out by so much than they were taken to point."""
        session = self._board.session
        if session is None or not self._pages.live_keys_hold:
            return
        snapshot = session.snapshot()
        poses = {foot: pose_of(snapshot, foot) for foot in (snapshot.board.feet if snapshot.board else ())}
        turned = {f: round(p.turn_deg) + by_deg for f, p in poses.items() if p is not None}
        if turned:
            self.set_turns(turned)
        else:
            self._messages.say(sentence("view_why_not.no_turning"))

    def turn_foot(self, foot: str, deg: float) -> None:
        """This foot points so far outward; one that was measured stays where it is, and of another nobody knows."""
        session = self._board.session
        if session is None or not self._pages.live_keys_hold:
            return
        snapshot = session.snapshot()
        poses = {f: pose_of(snapshot, f) for f in (snapshot.board.feet if snapshot.board else ())}
        measured = {f: float(round(pose.turn_deg)) for f, pose in poses.items() if pose is not None and pose.measured}
        self.set_turns(measured | {foot: deg})

    def write_turn(self) -> None:
        """The details, where the feet's angles are written."""
        if not self._details.isVisible() and (session := self._board.session) is not None:
            self._details.open(session.snapshot(), *self._pages.delay_s())
        self._details.stance.begin()

    def set_turns(self, turned_deg: Mapping[str, float]) -> None:
        """The feet stand with their toes so far out, as somebody sees them; of one that is not named nobody knows."""
        session = self._board.session
        if session is None:
            return
        feet = ", ".join(
            f"{self._words.foot(foot)} {figure(deg)}°".replace("-", "−") for foot, deg in turned_deg.items()
        )
        said = (
            sentence("view_window_stance_actions.stands_so", feet=feet)
            if feet
            else sentence("view_window_stance_actions.nobody_knows")
        )
        self._messages.attempt(partial(session.stance.turn_feet, turned_deg), said)
