"""`calibrate`: the wizard in a terminal, or a fit of readings that were taken elsewhere."""

import argparse
import json
import math
import os
import sys
from datetime import date
from pathlib import Path

from tripod.boards import BoardError, load_board
from tripod.calibration.certificate import certificate_html
from tripod.calibration.fit.fit import FitRefused, Precision
from tripod.calibration.fit.readings import ReadingsError
from tripod.calibration.from_file import as_dict, as_page, fit_file
from tripod.calibration.store import calibration_store
from tripod.calibration.wizard.load_tasks import Route, routes
from tripod.calibration.wizard.mass_input import MassError, parse_mass_kg
from tripod.calibration.wizard.view import Answers
from tripod.cli.calibrate_terminal import guide
from tripod.cli.display import need_qt
from tripod.cli.failed import Failed
from tripod.cli.listen import feet
from tripod.cli.person import person
from tripod.force.calibration import CalibrationError
from tripod.live.session import Session
from tripod.sources import open_source


def calibrate(args: argparse.Namespace) -> int:
    """`tripod calibrate`."""
    if args.take_in or args.export:
        if args.source or args.readings or bool(args.export) != bool(args.output) or (args.take_in and args.export):
            print("tripod calibrate: write --import FILE, or --export BOARD_ID -o FILE.", file=sys.stderr)
            return 2
        return _take_in(args.take_in, args.json) if args.take_in else _give_away(args.export, args.output, args.json)
    if bool(args.source) == bool(args.readings) or bool(args.readings) != bool(args.board):
        print("tripod calibrate: name a SOURCE, or --from READINGS.csv with --board NAME.", file=sys.stderr)
        return 2
    return _calibrate_from(args) if args.readings else _calibrate_live(args)


def _calibrate_live(args: argparse.Namespace) -> int:
    try:
        weight = parse_mass_kg(args.weight, least_kg=20) if args.weight else person().weight_kg
        masses = tuple(parse_mass_kg(mass) for mass in args.mass)
    except MassError as error:
        raise Failed(str(error)) from error

    def answers(session: Session) -> Answers:
        assert session.pipeline.setup
        offered = routes(session.pipeline.setup.board)
        route = Route(args.route) if args.route else offered[0]
        if route not in offered:
            raise Failed(f"This board has the routes {', '.join(offered)}.")
        if route is Route.BODY_WEIGHT and math.isnan(weight):
            raise Failed('Say what you weigh, as in --weight "75 kg".')
        if route is not Route.BODY_WEIGHT and (not masses or math.isnan(weight)):
            raise Failed('This route needs masses and, to verify, your weight: --mass "20 kg" --weight "75 kg".')
        if route is Route.MASSES and len(set(masses)) < 2:
            raise Failed('This route needs two different masses: --mass "10 kg" --mass "20 kg".')
        return Answers(
            route,
            weight,
            masses,
            marks=args.marks,
            tolerance=0.02 if args.tolerance is None else args.tolerance,
            feet=session.pipeline.feet,
        )

    session = Session(open_source(args.source), feet=feet(args), profile=person())
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
        raise Failed("Cancelled; the calibration before stays.") from None
    finally:
        session.close()
    return _say(args.json, path, f"Saved as {path}. It is used from now on.")


def _say(as_json: bool, file: Path, sentence: str) -> int:
    print(json.dumps({"file": str(file)}) if as_json else sentence)
    return 0


def _take_in(file: Path, as_json: bool) -> int:
    try:
        data = json.loads(file.read_text("utf-8"))
        board, board_id = load_board(str(data["board"])), str(data["board_id"])
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(f"The calibration {file} cannot be read.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        said = str(error) if isinstance(error, BoardError) else f"{file} is not a calibration."
        raise Failed(said) from error
    try:
        path = calibration_store().take_in(file, board, board_id)
    except CalibrationError as error:
        raise Failed(str(error)) from error
    return _say(as_json, path, f"The board {board_id[:4]} uses {path} from now on.")


def _give_away(which: str, output: Path, as_json: bool) -> int:
    board_id, _, number = which.partition(":")
    if number and not number.isdecimal():
        raise Failed(f"{number!r} is not a calibration's number; write for example {board_id}:2.")
    if output.exists():
        raise Failed(f"{output} is there already; name another file, so that nothing is written over.")
    try:
        path = calibration_store().path(board_id, int(number) if number else None)
        text = path.read_text("utf-8")
        if output.suffix == ".pdf":
            need_qt()
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            from tripod.views.kit.paper import write_certificate

            write_certificate(certificate_html(json.loads(text)), output)
        elif output.suffix in (".json", ".html"):
            output.write_text(text if output.suffix == ".json" else certificate_html(json.loads(text)), "utf-8")
        else:
            raise Failed(f"{output.name} must end in .json, .html or .pdf.")
    except CalibrationError as error:
        raise Failed(str(error)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Failed(f"{output} cannot be written ({error}).") from error
    return _say(as_json, output, f"Written: {output}")


def _calibrate_from(args: argparse.Namespace) -> int:
    try:
        board = load_board(args.board)
        precision = Precision(mass_tolerance=args.tolerance or 0.0, placement_mm=args.placement_mm)
        result, verdict = fit_file(args.readings, board, precision, date.today().isoformat())
        data = as_dict(board, result, verdict)
        if args.save and verdict.word != "refuse":
            proof = {k: data[k] for k in ("verdict", "reason", "residuals", "held_out_error")}
            path = calibration_store().save(result.calibration, args.save, proof)
            print(f"tripod: saved as {path}", file=sys.stderr)
    except (BoardError, ReadingsError, FitRefused, CalibrationError) as error:
        raise Failed(str(error)) from error
    print(json.dumps(data, allow_nan=False) if args.json else as_page(data))
    if verdict.word == "refuse":
        raise Failed(f"{'Not saved' if args.save else 'These readings make no calibration'}: {verdict.reason}")
    return 0
