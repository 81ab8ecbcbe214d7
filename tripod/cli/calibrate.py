"""`calibrate`: the wizard in a terminal, or a fit of readings that were taken elsewhere."""

import argparse
import json
import math
import sys
from datetime import date
from pathlib import Path

from tripod.boards import BoardError, load_board, read_board_file
from tripod.calibration.certificate import certificate, certificate_text
from tripod.calibration.fit.fit import FitRefused, Precision
from tripod.calibration.fit.readings import ReadingsError
from tripod.calibration.from_file import as_dict, as_page, fit_file
from tripod.calibration.store import calibration_store
from tripod.calibration.wizard.load_tasks import Route, routes
from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.calibration.wizard.view import Answers
from tripod.cli.calibrate_terminal import guide
from tripod.cli.failed import Failed
from tripod.cli.person import person, person_in_json
from tripod.cli.source_options import feet
from tripod.force.calibration import CalibrationError
from tripod.live.session import Session
from tripod.report.no_report import NoReport
from tripod.report.typeset import pdf_of, write_pdf
from tripod.sentences import sentence
from tripod.sources import open_source
from tripod.storage.atomic_write import write_new_text
from tripod.storage.bounded_read import FileError, cut, read_bytes, read_text
from tripod.storage.schemas.calibration import CalibrationFile, ExportedFile, plain_proof
from tripod.storage.schemas.certificate import CalibrationShown
from tripod.storage.versioned import WrongValue, convert, decode_json
from tripod.storage.what_reads import what_reads


def calibrate(args: argparse.Namespace) -> int:
    """`tripod calibrate`."""
    if args.take_in or args.export:
        if args.source or args.readings or bool(args.export) != bool(args.output) or (args.take_in and args.export):
            print(sentence("usage.calibrate_import_or_export"), file=sys.stderr)
            return 2
        return _take_in(args.take_in, args.json) if args.take_in else _give_away(args.export, args.output, args.json)
    named = bool(args.board) + bool(args.board_file)
    if bool(args.source) == bool(args.readings) or named != bool(args.readings):
        print(sentence("usage.calibrate_source_or_readings"), file=sys.stderr)
        return 2
    return _calibrate_from(args) if args.readings else _calibrate_live(args)


def _calibrate_live(args: argparse.Namespace) -> int:
    known = person(args)
    try:
        weight = parse_mass_kg(args.weight, least_kg=20) if args.weight else known.profile.weight_kg
        masses = tuple(parse_mass_kg(mass) for mass in args.mass)
    except MassError as error:
        raise Failed(str(error)) from error

    def answers(session: Session) -> Answers:
        assert session.pipeline.setup
        offered = routes(session.pipeline.setup.board)
        route = Route(args.route) if args.route else offered[0]
        if route not in offered:
            raise Failed(sentence("calibrate.routes_of_this_board", routes=", ".join(offered)))
        if route is Route.BODY_WEIGHT and math.isnan(weight):
            raise Failed(sentence("calibrate.weight_missing"))
        if route is not Route.BODY_WEIGHT and (not masses or math.isnan(weight)):
            raise Failed(sentence("calibrate.masses_and_weight_missing"))
        if route is Route.MASSES and len(set(masses)) < 2:
            raise Failed(sentence("calibrate.two_masses_needed"))
        return Answers(
            route,
            weight,
            masses,
            marks=args.marks,
            tolerance=0.02 if args.tolerance is None else args.tolerance,
            feet=session.pipeline.feet,
            build_mm=args.build_mm,
        )

    source = open_source(args.source)
    session = Session(source, feet=feet(args), profile=known.profile, person=known.code)
    try:
        path = guide(
            session,
            answers,
            lambda line: print(line, file=sys.stderr if args.json else sys.stdout, flush=True),
            skip_presses=args.skip_presses,
            skip_warm_up=args.skip_warm_up,
            operator=args.operator,
        )
    except KeyboardInterrupt:
        raise Failed(sentence("calibrate.cancelled")) from None
    finally:
        session.close()
    if args.json:
        proof = plain_proof(convert(decode_json(read_bytes(path), path), CalibrationFile))
        said = {"file": str(path), "verdict": proof["verdict"], "verdicts": proof["verdicts"]}
        print(json.dumps(said | person_in_json(known, source)))
        return 0
    return _say(False, path, sentence("calibrate.saved_and_used", path=path))


def _say(as_json: bool, file: Path, said: str) -> int:
    print(json.dumps({"file": str(file)}) if as_json else said)
    return 0


def _take_in(file: Path, as_json: bool) -> int:
    try:
        named = convert(decode_json(read_bytes(file), file), ExportedFile)
        board = load_board(named.board)
    except WrongValue as error:
        raise Failed(sentence("calibrate.not_a_calibration", file=file)) from error
    except FileError as error:
        raise Failed(sentence("calibrate.file_cannot_be_read", why=error)) from error
    except BoardError as error:
        raise Failed(str(error)) from error
    try:
        path = calibration_store().take_in(file, board, named.board_id)
    except CalibrationError as error:
        raise Failed(str(error)) from error
    return _say(as_json, path, sentence("calibrate.board_uses", board_id=named.board_id[:4], path=path))


def _give_away(which: str, output: Path, as_json: bool) -> int:
    board_id, _, number = which.partition(":")
    if number and not number.isdecimal():
        raise Failed(sentence("calibrate.bad_number", number=number, board_id=board_id))
    if output.exists():
        raise Failed(sentence("failed.file_is_there", file=output))
    try:
        path = calibration_store().path(board_id, int(number) if number else None)
        text = read_text(path)
        shown = what_reads(decode_json(text.encode(), path), CalibrationShown)
        if output.suffix == ".pdf":
            write_pdf(pdf_of("certificate", certificate(shown)), output)
        elif output.suffix in (".json", ".txt"):
            write_new_text(output, text if output.suffix == ".json" else certificate_text(certificate(shown)))
        else:
            raise Failed(sentence("calibrate.unknown_ending", file=output.name))
    except (CalibrationError, NoReport) as error:
        raise Failed(str(error)) from error
    except FileError as error:
        raise Failed(sentence("calibrate.file_cannot_be_read", why=error)) from error
    except OSError as error:
        raise Failed(sentence("failed.file_cannot_be_written", file=output, why=cut(str(error)))) from error
    return _say(as_json, output, sentence("calibrate.written", file=output))


def _calibrate_from(args: argparse.Namespace) -> int:
    try:
        board = read_board_file(args.board_file) if args.board_file else load_board(args.board)
        precision = Precision(
            mass_tolerance=args.tolerance or 0.0, placement_mm=args.placement_mm, build_mm=args.build_mm
        )
        result, verdict = fit_file(args.readings, board, precision, date.today().isoformat())
        data = as_dict(board, result, verdict) | {"kept": None}
        if args.save and verdict.word != "refuse":
            proof = {k: data[k] for k in ("verdict", "reason", "verdicts", "residuals", "held_out_error")}
            path = calibration_store().save(result.calibration, args.save, proof)
            data["kept"] = str(path)
            print(f"tripod: {sentence('calibrate.saved', path=path)}", file=sys.stderr)
    except (BoardError, ReadingsError, FitRefused, CalibrationError) as error:
        raise Failed(str(error)) from error
    print(json.dumps(data, allow_nan=False) if args.json else as_page(board, result, verdict))
    if not (args.json or args.save or verdict.word == "refuse"):
        print(f"\n{sentence('calibrate.not_kept')}")
    if verdict.word == "refuse":
        raise Failed(
            sentence("calibrate.not_saved", why=verdict.reason)
            if args.save
            else sentence("calibrate.readings_refused", why=verdict.reason)
        )
    return 0
