"""`drill`: a whole drill without a window, on a board, a virtual pupil or a recording."""

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import structs, to_builtins

from tripod.balance.pose_words import pose_not_found, poses_found
from tripod.boards import plain_fault
from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.cli.day_page import day_page
from tripod.cli.drill_page import drill_page
from tripod.cli.failed import Failed
from tripod.cli.interrupts import Interrupts
from tripod.cli.notices import Notices
from tripod.cli.person import person, person_in_json, whose
from tripod.cli.publishing import Publishing
from tripod.cli.recorded import check_recorded, given_up
from tripod.cli.source_options import feet, turned_deg
from tripod.cli.usual_sources import PUPIL
from tripod.coach.phrases import LANGUAGES, cues, question_words, short_cues, written_language
from tripod.coach.wording_memory import SILENCE
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import DrillError, library, read_file
from tripod.drills.run.event_types import (
    Asked,
    CoachBack,
    CueGiven,
    Event,
    FeetNotPlaced,
    FeetPlaced,
    MoveNotSeen,
    NotBack,
    Paced,
    PartBegan,
    ReadyJudged,
    RepCounted,
    SectionLeft,
    StepOffAsked,
    StepOnAsked,
    TryNotScored,
    TryScored,
    WorkBegan,
)
from tripod.drills.seen.ready_check import Ready
from tripod.live.commands import Refused
from tripod.live.drill_control import known_cues
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.sentences import reason, sentence
from tripod.sound.output import File, Nowhere, Output, Render, open_device
from tripod.sound.speaker import OpenOutput
from tripod.sources import Clock, fast_clock, open_source
from tripod.storage.places import diary_path
from tripod.storage.settings import own_drills
from tripod.training.day_answers import with_answers
from tripod.training.day_now import TODAY
from tripod.training.diary import DiaryError, read_diary
from tripod.training.drill_run import DrillRun
from tripod.training.hold_target import accepts
from tripod.training.profile import Profile

KEEP_S = 30.0
"""So long another program may have the diary before it is said that nothing could be kept."""
NOBODY_S = 60.0
"""A virtual board on which nobody has stepped within this stays empty."""


def drill(args: argparse.Namespace) -> int:
    """`tripod drill`."""
    if args.list:
        return _list(args.json)
    if args.check:
        return _check(args.check, args.json)
    if args.cues:
        return _cues(whose(args), args.json)
    if args.days and not args.plan:
        print(sentence("usage.drill_days_without_plan"), file=sys.stderr)
        return 2
    if args.plan:
        from tripod.cli.drill_plan import show_plan

        return show_plan(args.days, whose(args), _profile(args, person(args).profile), as_json=args.json)
    recorded = Path(args.source).is_dir()
    name = "today" if args.today else args.name
    if args.mute and args.wav:
        print(sentence("usage.drill_wav_or_mute"), file=sys.stderr)
        return 2
    if args.today and args.name:
        print(sentence("usage.drill_name_or_today"), file=sys.stderr)
        return 2
    if not name and not recorded and args.source == PUPIL:
        print(sentence("usage.drill_name_missing"), file=sys.stderr)
        return 2
    # A recording is read as fast as it goes: a device would hear it all at once.
    fast = args.json or args.fast or recorded
    clock = fast_clock() if fast and args.source.startswith("virtual") else Clock()
    published = Publishing(args)
    source = open_source(args.source, clock=clock)
    known = person(args, source)
    session = Session(
        source,
        feet=feet(args),
        turned_deg=turned_deg(args),
        profile=_profile(args, known.profile),
        person=known.code,
        now=clock.now,
        open_sound=_sound(args.wav, fast),
        listeners=published.sinks,
    )
    published.hear(session)
    if not name and not recorded:
        session.close()
        raise Failed(sentence("drill.name_missing"))
    if recorded and not name and args.wav:
        session.hear_recorded_drill()
    if args.record:
        session.record_from_start(args.record)
    if not args.json:
        session.on_drill = _teller(lambda line: print(line, flush=True))
    with Interrupts() as interrupts:
        try:
            try:
                code = _run(session, name, args, interrupts, person_in_json(known, source))
            finally:
                session.close()
        except KeyboardInterrupt:
            raise given_up(session) from None
    check_recorded(session)
    return code


def _run(
    session: Session,
    name: str | None,
    args: argparse.Namespace,
    interrupts: Interrupts,
    who: dict[str, str | None],
) -> int:
    begun = said = False
    pipeline, answers, notices = session.pipeline, list(args.answer), Notices(session.pipeline)
    while not interrupts.asked and session.step():
        # With a recording the wish is to see its own drill again, unless another is named.
        if name and not begun and pipeline.setup is not None:
            begun = True
            session.start_drill(name, foot=args.foot, asks=bool(args.answer))
            if args.accept and session.drilling.run and not accepts(session.drilling.run.drill):
                raise Failed(sentence("drill.nothing_to_accept", drill=name))
            if session.drilling.run is None:
                raise Failed(pipeline.notices[-1] if pipeline.notices else sentence("drill.did_not_begin"))
            if name == TODAY and not args.json and session.drilling.choice.day is not None:
                # As the window says it beside the button.
                print("\n".join(session.drilling.choice.day.lines()), flush=True)
        notices.tell()
        if pipeline.phase is Phase.LOST and not said:
            said = True
            print(f"tripod: {sentence('listen.unplugged')}", file=sys.stderr)
        training = session.drilling.run
        if args.answer and training is not None and training.engine.question:
            session.tell_drill(DrillCommand.ANSWER, answers.pop(0) == "yes" if answers else None)
        if training is not None and (training.done or (session.source.simulated and _nobody_comes(training))):
            break
    notices.tell()
    training, nobody = session.drilling.run, False
    if training is None and interrupts.asked:
        raise KeyboardInterrupt
    if training is None:
        raise Failed(
            sentence("drill.none_readable_in_recording") if pipeline.notices else sentence("drill.none_in_recording")
        )
    if not training.done:
        nobody = _nobody_comes(training)
        if session.source.replayed:
            print(f"tripod: {sentence('drill.recording_ends_first')}", file=sys.stderr)
        session.tell_drill(DrillCommand.STOP)
    # Here nothing waits for this thread: what another program kept from the diary may take its time.
    session.drilling.keep_now(KEEP_S)
    refused = _accept(session) if args.accept else ""
    board = pipeline.setup.board if pipeline.setup is not None else None
    wires = [found.said(board) for found in pipeline.whole.found] if board is not None else []
    outcome, simulated = training.outcome(), session.source.simulated
    outcome = structs.replace(outcome, sections=with_answers(training, outcome.sections))
    following = session.drilling.after.next if session.drilling.after is not None else None
    if args.json:
        plain: dict[str, object] = to_builtins(outcome) | who | {"simulated": simulated}
        plain |= {"to_its_end": not training.engine.stopped, "implausible": wires, "notices": pipeline.notices}
        if name == TODAY and session.drilling.choice.day is not None:
            plain["plan"] = session.drilling.choice.day.to_dict()
            plain["next"] = vars(following) if following is not None else None
        print(json.dumps(plain, allow_nan=False))
    elif outcome.sections:
        print(day_page(outcome, session.drilling.said, following, simulated=simulated))
    else:
        print(drill_page(outcome, session.drilling.said, simulated=simulated))
    sound = session.drilling.why_silent
    if sound and args.wav:
        print(f"tripod: {sound}", file=sys.stderr)
    if session.recording.error:
        raise Failed(session.recording.error)
    if wires and not outcome.measured:
        raise Failed(wires[0])
    if nobody:
        raise Failed(sentence("drill.nobody_came"))
    wrong = refused or session.drilling.not_kept
    if wrong:
        raise Failed(wrong)
    return 0


def _accept(session: Session) -> str:
    """Why what was done is not the target of later tries, "" if it is."""
    try:
        session.accept_target()
    except Refused as error:
        return str(error)
    return ""


def _nobody_comes(training: DrillRun) -> bool:
    return training.engine.waited_s > NOBODY_S


def _profile(args: argparse.Namespace, known: Profile) -> Profile:
    try:
        weight = parse_mass_kg(args.weight, least_kg=20) if args.weight else known.weight_kg
        bar = parse_mass_kg(args.bar) if args.bar else known.bar_kg
    except MassError as error:
        raise Failed(str(error)) from error
    if math.isnan(weight) and args.source.startswith("virtual"):
        weight = 75.0
    if math.isnan(bar) and args.source.startswith("virtual"):
        bar = 60.0
    return replace(
        known,
        weight_kg=weight,
        bar_kg=bar,
        language=args.language if args.language in LANGUAGES else known.language,
        volume=0.0 if args.mute else known.volume,
    )


def _sound(wav: Path | None, fast: bool) -> OpenOutput:
    if wav is not None and wav.exists():
        raise Failed(sentence("failed.file_is_there", file=wav))

    def open_sound(render: Render) -> Output:
        if wav is not None:
            try:
                return File(wav, render)
            except OSError as error:
                raise Failed(sentence("drill.sound_cannot_be_written", file=wav, why=reason(error))) from error
        if fast:
            return Nowhere()
        sink = open_device(render)
        if sink.why_silent:
            print(f"tripod: {sink.why_silent}", file=sys.stderr)
        return sink

    return open_sound


def _teller(say: Callable[[str], None]) -> Callable[[Sequence[Event], str], None]:
    """Prints what happens, in words."""

    def tell(events: Sequence[Event], _written: str) -> None:
        for event in events:
            line = _line(event)
            if line:
                say(sentence("drill_line.at", t_s=event.t_s, line=line))

    return tell


def _line(event: Event) -> str:
    match event:
        case PartBegan():
            said = event.text
            if len(event.feet) == 1:
                said = sentence("drill_line.on_one_foot", text=said, foot=event.feet[0])
            if event.of > 1:
                said = sentence("drill_line.number_of", text=said, number=event.number, of=event.of)
            return said
        case StepOffAsked():
            return sentence("drill_line.step_off")
        case ReadyJudged(ready=ready):
            return sentence("drill_line.ready_check", found=_found(ready))
        case StepOnAsked(feet=feet):
            sides = [sentence("drill_line.side", foot=foot) for foot in feet]
            return sentence("drill_line.step_on", feet=sentence("drill_line.and").join(sides))
        case FeetPlaced(poses=poses):
            return poses_found(poses)
        case FeetNotPlaced(foot=foot, why=why, again=again):
            said = pose_not_found(foot, why)
            return sentence("drill_line.once_more", why=said) if again else said
        case Asked(question=question):
            return question_words(question)
        case MoveNotSeen(why=why):
            return sentence(f"drill_line.move_unseen_{why.value}")
        case WorkBegan():
            return sentence("drill_line.go")
        case Paced():
            return sentence("drill_line.pace", word=event.word, rep=event.rep, of=event.of)
        case RepCounted(rep=rep):
            return sentence("drill_line.rep", rep=rep)
        case NotBack():
            return sentence("drill_line.not_back")
        case CoachBack():
            return sentence("drill_line.coach_back")
        case CueGiven(words=words):
            return sentence("drill_line.cue", words=words)
        case SectionLeft(reason=reason):
            return sentence("drill_line.left", why=reason)
        case TryScored():
            return (
                sentence("drill_line.scored", score=event.score, why=event.why)
                if event.score is not None
                else event.why
            )
        case TryNotScored(reason=reason):
            return sentence("drill_line.not_scored", why=reason)
        case _:
            return ""


def _found(ready: Ready) -> str:
    """What the ready check found, and what it did not look at."""
    rest = ready.not_checked()
    if ready.fine:
        return sentence("drill_line.ready_but", not_checked=rest) if rest else sentence("drill_line.ready")
    return " ".join([*ready.problems(), *([rest] if rest else [])])


def _minutes(drill: Drill) -> float:
    """About how long it takes; the shortest are not told to a second."""
    return max(drill.length_s / 60, 0.5)


def _list(as_json: bool) -> int:
    drills, wrong = library(own_drills())
    if as_json:
        print(json.dumps([{"name": d.name, "title": d.title, "trains": d.trains} for d in drills.values()]))
    for d in drills.values() if not as_json else ():
        values = {"name": d.name, "title": d.title, "minutes": _minutes(d)}
        print(sentence("drill_list.own_drill", **values) if d.own else sentence("drill_list.drill", **values))
        print(sentence("drill_list.trains", gap="", trains=d.trains))
    for problem in wrong:
        print(f"tripod: {problem.said}", file=sys.stderr)
    return 0


def _cues(code: str, as_json: bool) -> int:
    try:
        diary = read_diary(diary_path(code))
    except DiaryError as error:
        raise Failed(str(error)) from error
    known = {"you": known_cues(diary, simulated=False), "pupils": known_cues(diary, simulated=True)}
    if as_json:
        keys = {"you": "you", "pupils": "virtual pupils"}
        rows = {who: [vars(one) | {"verdict": one.verdict()} for one in of] for who, of in known.items()}
        print(json.dumps({"person": code} | {keys[who]: of for who, of in rows.items()}))
        return 0
    for who, of in known.items():
        print(sentence(f"cue_list.{who}") if of else sentence(f"cue_list.{who}_nothing_yet"))
        for one in of:
            of_fault = short_cues if one.moving else cues
            phrases = of_fault(one.fault, written_language(), "")
            said = {p.key: p.words for p in phrases} | {SILENCE: sentence("cue_list.nothing_said")}
            head = {"fault": plain_fault(one.fault), "verdict": one.verdict()}
            print(sentence("cue_list.fault_moving", **head) if one.moving else sentence("cue_list.fault", **head))
            for wording, (given, recovered) in one.tries.items():
                words = said.get(wording, wording)
                print(sentence("cue_list.wording", recovered=recovered, given=given, words=words))
    return 0


def _check(path: Path, as_json: bool) -> int:
    try:
        found = read_file(path)
    except DrillError as error:
        raise Failed(str(error)) from error
    if as_json:
        print(
            json.dumps(
                {"name": found.name, "title": found.title, "steps": len(found.steps), "length_s": found.length_s}
            )
        )
        return 0
    steps, minutes = len(found.steps), _minutes(found)
    print(sentence("drill_list.is_a_drill", file=path.name, title=found.title, steps=steps, minutes=minutes))
    return 0
