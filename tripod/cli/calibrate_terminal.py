"""`tripod calibrate SOURCE`: the wizard without a window. It says what to do, and goes on by itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tripod.calibration.fit.findings import Why
from tripod.calibration.fit.findings_words import CLAIMS, finding_line, finding_of
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers, View
from tripod.calibration.wizard.wizard import Wizard
from tripod.cli.notices import Notices
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.sentences import sentence

OTHER_PLATE_S = 30.0
"""So long is waited for the mass to be put on the other plate's mark, too; without it the calibration is saved as it
is."""
NOBODY_S = 120.0
"""A virtual board on which nothing that was asked for happens within this will not do it later."""


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
    begun, said, notices = False, ("", ""), Notices(session.pipeline)
    there, since_s = (Step.CHECK, 0, False), 0.0
    while session.step():
        notices.tell()
        if session.pipeline.phase is Phase.LOST:
            said = _say(say, said, sentence("calibrate.unplugged"), "")
            continue
        if session.pipeline.setup is None:
            continue
        if not begun:
            begun = True
            session.calibration.begin(anew=True)
            session.calibration.ask(partial(Wizard.answer, answers=answers(session)))
        view = session.calibration.ask(lambda wizard: wizard.view())
        if view.step is Step.SAVE:
            _say(say, said, view.title, view.problem or view.detail)
            if view.verdict is not None:
                for claim in CLAIMS:
                    say(f"  {finding_line(claim, finding_of(view.verdict.findings, claim))}")
            return session.calibration.save(operator)
        if view.step is Step.CHECK and skip_presses:
            session.calibration.ask(lambda wizard: wizard.skip_presses())
        elif view.step is Step.WARM_UP and skip_warm_up:
            session.calibration.ask(lambda wizard: wizard.skip_warm_up())
        else:
            said = _say(say, said, view.title, view.problem or view.detail)
        if view.backwards:
            # The sentence says so; whoever would rather swap the wires begins anew.
            session.calibration.ask(lambda wizard: wizard.turn_round())
        if view.step is Step.CHECK and session.calibration.ask(lambda wizard: wizard.mapping.doubled):
            session.calibration.ask(lambda wizard: wizard.take_again())
        now = (view.step, len(session.calibration.ask(lambda wizard: wizard.captures)), view.verified)
        if now != there or view.step is Step.WARM_UP:
            there, since_s = now, session.pipeline.t_s
        elif session.source.simulated and session.pipeline.t_s - since_s > NOBODY_S:
            raise Refused(sentence("calibrate.virtual_person_has_a_script"))
        if view.step is Step.FIT and not view.fit:
            raise Refused(sentence("calibrate.not_saved", why=view.problem))
        if view.verdict and view.verdict.word == "refuse":
            raise Refused(sentence("calibrate.not_saved", why=view.verdict.reason))
        if _other_plate(view) and session.pipeline.t_s - since_s < OTHER_PLATE_S:
            continue
        session.calibration.ask(lambda wizard: wizard.next())
    raise Refused(sentence("calibrate.source_ended"))


def _other_plate(view: View) -> bool:
    """Whether a mass on the other plate's mark would prove the CoP."""
    cop = view.verdict.findings.cop if view.verdict is not None and view.verified else None
    return view.step is Step.VERIFY and cop is not None and cop.why is Why.OTHER_FOOT


def _say(say: Callable[[str], None], said: tuple[str, str], title: str, detail: str) -> tuple[str, str]:
    """Say what is new; returns what was said."""
    if title != said[0]:
        say(sentence("calibrate.step", title=title))
    if detail and detail != said[1]:
        say(f"  {detail}")
    return title, detail or said[1]
