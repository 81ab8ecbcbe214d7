"""What the person asks of the session about drills: start, pause, skip, finish, answer, stop, accept, forget."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from tripod.device.items import DrillCommand
from tripod.drills.run.state import State
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.live.snapshot import Snapshot
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.training.profile import Profile
from tripod.views.drill.mass_dialog import MassDialog, lacks


def free_set(view: DrillView) -> bool:
    """Whether reps at one's own pace are under way, which end when the person says so."""
    return view.kind == "reps" and view.tempo is None and view.state is State.WORKING


class DrillCommands(QObject):
    """Passes on what is asked for where it makes sense; nothing happens while no session is open."""

    refused = Signal(str)
    """The sentence why what was asked for was not done."""
    why_not = Signal(str)
    """The sentence why what was asked for makes no sense now."""
    begun = Signal()
    changed = Signal()
    """Something was asked for: what is shown may be out of date."""

    def __init__(self, masses: MassDialog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._masses = masses
        self._session: Session | None = None
        self._begun: tuple[str, str] = ("today", "both")
        self._asked: tuple[str, str] = ("today", "both")
        """What begins once the masses are said."""
        self._state: State | None = None
        """Of the drill in the newest picture, whichever page shows it."""
        self._free_set = False
        masses.said.connect(self._begin_with)

    def open(self, session: Session) -> None:
        """From now on ask this session."""
        self._session = session

    def close_session(self) -> None:
        """The board is gone."""
        self._session, self._state, self._free_set = None, None, False
        self._masses.reject()

    @property
    def under_way(self) -> bool:
        """Whether a drill is being done."""
        return self._state not in (None, State.DONE)

    @property
    def asked(self) -> bool:
        """Whether a question waits for its answer."""
        return self._state is State.ASKING

    def follow(self, snapshot: Snapshot) -> None:
        """Know how the drill stands."""
        view = snapshot.drill
        self._state = view.state if view is not None else None
        self._free_set = view is not None and free_set(view)

    def start(self, name: str, foot: str) -> None:
        """Begin a drill, once it is known what will be on the board."""
        if self._session is None:
            return
        profile = self._session.snapshot().profile
        if self._with_bar(self._session, name) and lacks(profile):
            self._asked = name, foot
            self._masses.ask(profile)
            return
        self._begin(self._session, name, foot)

    def once_more(self) -> None:
        """Start the same drill again."""
        self.start(*self._begun)

    def _with_bar(self, session: Session, name: str) -> bool:
        """Whether a bar is lifted on a board that can weigh it; others refuse by themselves."""
        board, drill = session.snapshot().board, session.drills()[0].get(name)
        return board is not None and board.claims.newtons and drill is not None and drill.has_bar

    def _begin_with(self, profile: Profile) -> None:
        session = self._session
        if session is not None and self._ask(partial(session.set_profile, profile)):
            self._begin(session, *self._asked)

    def _begin(self, session: Session, name: str, foot: str) -> None:
        if self._ask(partial(session.start_drill, name, foot=foot)):
            self._begun = name, foot
            self.begun.emit()

    def accept(self) -> None:
        """Make what was just done the reference for later tries."""
        if self._session is not None:
            self._ask(self._session.accept_target)

    def undo_accept(self) -> None:
        """Take that back."""
        if self._session is not None:
            self._ask(self._session.undo_accept)

    def toggle_pause(self) -> None:
        """Pause the drill under way, or go on with it; who is asked whether they are ready says so by that."""
        if not self.say_ready() and self.under_way:
            self._tell(DrillCommand.RESUME if self._state is State.PAUSED else DrillCommand.PAUSE)

    def ready(self) -> None:
        """Who is asked whether they are ready is."""
        if not self.say_ready():
            self.why_not.emit(sentence("view_why_not.nothing_waits"))

    def say_ready(self) -> bool:
        """The same; False where nobody was asked."""
        asked = self._state is State.READYING
        if asked:
            self._tell(DrillCommand.CONTINUE)
        return asked

    def repeat_part(self) -> None:
        """This part once more, from its first word."""
        if self.asked:
            self.why_not.emit(sentence("view_why_not.asked_again"))
        self._tell_running(DrillCommand.REPEAT)

    def skip_part(self) -> None:
        """To the next part."""
        self._tell_running(DrillCommand.SKIP)

    def finish_set(self) -> None:
        """The set of free reps is done, however many were asked for."""
        if self._free_set:
            self._tell(DrillCommand.FINISH)
        elif self.under_way:
            self.why_not.emit(sentence("view_why_not.ends_by_itself"))

    def answer(self, yes: bool | None) -> None:
        """To the question asked; None: nobody saw it."""
        if self.asked:
            self._tell(DrillCommand.ANSWER, yes)
        elif self.under_way:
            self.why_not.emit(sentence("view_why_not.nothing_asked"))

    def stop(self) -> None:
        """End the drill under way; its summary follows."""
        if self.under_way:
            self._tell(DrillCommand.STOP)

    def forget(self) -> None:
        """Leave the summary of the drill that is done."""
        if self._session is not None:
            self._ask(self._session.leave_drill)

    def _tell_running(self, command: DrillCommand) -> None:
        if self._state is State.PAUSED:
            self.why_not.emit(sentence("view_why_not.paused"))
        elif self.under_way:
            self._tell(command)

    def _tell(self, command: DrillCommand, answer: bool | None = None) -> None:
        if self._session is not None:
            self._ask(partial(self._session.tell_drill, command, answer))

    def _ask(self, action: Callable[[], object]) -> bool:
        """Do it; False where it was refused."""
        try:
            action()
        except Refused as error:
            self.refused.emit(str(error))
            return False
        finally:
            self.changed.emit()
        return True
