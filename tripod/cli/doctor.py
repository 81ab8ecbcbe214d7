"""`doctor`: what is wrong with this machine, and with a board; or whether a step of building it is done."""

import argparse
from datetime import datetime

from tripod.acceptance import Finding, NoStep, Verdict
from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.cli.can_open_window import display, qt_missing
from tripod.cli.failed import Failed
from tripod.cli.source_options import clock_of
from tripod.live.acceptance import Asked, Done, Known, Wanted, examine_and_keep
from tripod.live.doctor import examine, examine_machine
from tripod.sentences import sentence, shipped_text
from tripod.sources import Clock, list_ports, open_source, permission_step


def doctor(args: argparse.Namespace) -> int:
    """`tripod doctor`.

    Raises:
        Failed: something is wrong with the board, or a step is not done.
        SourceError: see `examine`.
    """
    if args.step is not None:
        if not args.source:
            raise Failed(sentence("doctor_step.no_source"))
        return check_step(args.source, clock_of(args), _wanted(args))
    for line in examine_machine(display(), qt_missing(), list_ports(), permission_step()):
        print(line)
    if not args.source:
        print(sentence("doctor_machine.no_board_examined"))
        return 0
    clock = clock_of(args)
    source = open_source(args.source, clock=clock)
    wrong = False
    for line in examine(source, clock, args.seconds):
        print(line.said)
        wrong = wrong or line.wrong
    if wrong:
        raise Failed(sentence("doctor.something_is_wrong"))
    return 0


def _wanted(args: argparse.Namespace) -> Wanted:
    try:
        mass_kg = parse_mass_kg(args.mass) if args.mass else 0.0
    except MassError as error:
        raise Failed(str(error)) from error
    return Wanted(args.step, args.build, args.seconds, args.wait, mass_kg)


def check_step(text: str, clock: Clock, wanted: Wanted) -> int:
    """Examine a step of building the board on a source, print what is found, and write it into the board's record.

    Raises:
        Failed: it is not done, or that cannot be told, or written.
        SourceError: the board cannot be heard.
    """
    source = open_source(text, clock=clock)
    known: Known | None = None
    done: Done | None = None
    try:
        for told in examine_and_keep(source, clock, wanted, _now):
            match told:
                case Known():
                    known = told
                    print(_head(known, wanted.seconds), flush=True)
                case Asked(cell):
                    assert known
                    print(_asked(known.board.cells[cell].plain, wanted.mass_kg), flush=True)
                case Finding():
                    assert known
                    print(_line(told, known), flush=True)
                case Done():
                    done = told
    except NoStep as error:
        raise Failed(str(error)) from error
    assert known
    assert done
    return _end(done, known)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _head(known: Known, seconds: float) -> str:
    return sentence(
        "doctor_step.head",
        number=known.step.number,
        title=known.step.title,
        board=shipped_text(known.board.title),
        board_id=known.banner.board_id,
        seconds=seconds,
    )


def _asked(cell: str, mass_kg: float) -> str:
    if mass_kg:
        return sentence("doctor_step.put_mass", cell=cell, mass=mass_kg)
    return sentence("doctor_step.press", cell=cell)


def _line(finding: Finding, known: Known) -> str:
    return sentence(
        "doctor_step.line",
        verdict=sentence(f"build_verdict.{finding.verdict.value}"),
        check=sentence(f"build_check.{finding.check.value}"),
        said=finding.said(known.board, known.build),
    )


def _end(done: Done, known: Known) -> int:
    number, title, came = known.step.number, known.step.title, done.verdict
    print(f"→ {sentence(f'doctor_step.{came.value}', number=number, title=title)}")
    if done.record is None:
        raise Failed(sentence("doctor_step.not_kept", why=done.why))
    print(sentence("doctor_step.kept", path=done.record))
    if came is Verdict.PASS:
        return 0
    raise Failed(sentence(f"doctor_step.failed_{came.value}", number=number, title=title))
