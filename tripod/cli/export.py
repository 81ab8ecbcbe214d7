"""`export`: sessions in the formats of other programs."""

import argparse
import json
import shutil
import sys
from pathlib import Path

from tripod.cli.failed import Failed
from tripod.device.items import SourceError
from tripod.exports.cannot_export import CannotExport
from tripod.exports.formats import FORMATS, Format, Loss
from tripod.exports.read_session import read_session
from tripod.exports.session_table import SessionTable
from tripod.sentences import reason, sentence


def export(args: argparse.Namespace) -> int:
    """`tripod export`."""
    unknown = [name for name in args.to if name not in FORMATS]
    if unknown:
        raise Failed(sentence("export.unknown_format", name=unknown[0], known=", ".join(FORMATS)))
    if len(args.sessions) == len(args.to) == 1:
        _check_ending(args.output, FORMATS[args.to[0]].ending)
    written: list[dict[str, object]] = []
    wrong: list[str] = []
    for folder in args.sessions:
        try:
            table = read_session(folder)
        except SourceError as error:
            wrong.append(str(error))
            continue
        for name in args.to:
            path = _path(args, folder, FORMATS[name])
            try:
                lost = _write(table, path, FORMATS[name])
            except CannotExport as error:
                wrong.append(str(error))
                continue
            written.append({"session": str(folder), "format": name, "file": str(path), "not_in_it": lost})
            if not args.json:
                print("\n  ".join([sentence("export.written", file=path), *lost]))
    if args.json:
        print(json.dumps({"written": written, "wrong": wrong}))
    for said in wrong:
        print(f"tripod: {said}", file=sys.stderr)
    return 1 if wrong else 0


def _check_ending(path: Path, ending: str) -> None:
    """
    Raises:
        Failed: it is the ending of another format, as which other programs would read it.
    """
    if ending and path.suffix and path.suffix.lower() != ending:
        raise Failed(sentence("path.other_ending", path=path, ending=ending) + ".")


def _path(args: argparse.Namespace, folder: Path, form: Format) -> Path:
    """-o is a file for one session in one format, else a folder."""
    if len(args.sessions) == len(args.to) == 1:
        return args.output
    name = folder.resolve().name
    return args.output / (f"{name}{form.ending}" if form.ending else f"{name}-bids")


def _write(table: SessionTable, path: Path, form: Format) -> list[str]:
    """Returns the sentences on what is not in the file; of one that could not be written nothing stays."""
    losses = list(form.losses)
    if form.ending == ".c3d" and not table.session.plates:
        losses.append(Loss.PLATFORM)
    if Loss.EVEN in losses and not table.lost_frames:
        losses.remove(Loss.EVEN)
    lost = [sentence(f"export_loss.{loss.value}") for loss in losses]
    if path.exists() or (form.ending == ".csv" and path.with_suffix(".json").exists()):
        raise Failed(sentence("failed.file_is_there", file=path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        form.write(table, path, lost)
    except OSError as error:
        _take_away(path)
        raise Failed(sentence("failed.file_cannot_be_written", file=path, why=reason(error))) from error
    except BaseException:
        _take_away(path)
        raise
    return lost


def _take_away(path: Path) -> None:
    """What is half written; nothing of it was there before."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    if path.suffix == ".csv":
        path.with_suffix(".json").unlink(missing_ok=True)
