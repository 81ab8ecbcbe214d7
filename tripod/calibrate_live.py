"""`tripod calibrate SOURCE`: the wizard without a window. It says what to do, and goes on by itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tripod.session import Refused, Session
from tripod.snapshot import Phase
from tripod.wizard.view import Answers, Step
from tripod.wizard.wizard import Wizard


def guide(
    session: Session,
    answers: Callable[[Session], Answers],
    say: Callable[[str], None],
    *,
    skip_presses: bool,
    skip_warm_up: bool,
    operator: str,
) -> Path:
    """Run the wizard to its end and save; returns the calibration's file. `answers` is asked once the board is known.

    Raises:
        Refused: the fit is refused, or the source ended before it was done.
        SourceError: the source cannot go on.
    """
    begun, said = False, ("", "")
    while session.step():
        if session.pipeline.phase is Phase.LOST:
            said = _say(say, said, "The board is unplugged; plug it in again, what was taken is kept.", "")
            continue
        if session.pipeline.setup is None:
            continue
        if not begun:
            begun = True
            session.begin_calibration(anew=True)
            session.ask_wizard(partial(Wizard.answer, answers=answers(session)))
        view = session.ask_wizard(lambda wizard: wizard.view())
        said = _say(say, said, view.title, view.problem or view.detail)
        if view.step is Step.SAVE:
            return session.save_calibration(operator)
        if view.step is Step.CHECK and skip_presses:
            session.ask_wizard(lambda wizard: wizard.skip_presses())
        if view.step is Step.CHECK and session.ask_wizard(lambda wizard: wizard.mapping.doubled):
            session.ask_wizard(lambda wizard: wizard.take_again())
        if view.step is Step.WARM_UP and skip_warm_up:
            session.ask_wizard(lambda wizard: wizard.skip_warm_up())
        if view.step is Step.FIT and not view.fit:
            raise Refused(f"Not saved: {view.problem}")
        if view.verdict and view.verdict.word == "refuse":
            raise Refused(f"Not saved: {view.verdict.reason}")
        session.ask_wizard(lambda wizard: wizard.next())
    raise Refused("The source ended before the calibration was done; nothing was saved.")


def _say(say: Callable[[str], None], said: tuple[str, str], title: str, detail: str) -> tuple[str, str]:
    """Say what is new; returns what was said."""
    if title != said[0]:
        say(f"{title}.")
    if detail and detail != said[1]:
        say(f"  {detail}")
    return title, detail or said[1]
