"""`export`: sessions in the formats of other programs."""

import argparse
import json
import sys
from pathlib import Path

from tripod.cli.failed import Failed
from tripod.device.items import SourceError
from tripod.exports.cannot_export import CannotExport
from tripod.exports.formats import FORMATS, Format
from tripod.exports.read_session import read_session
from tripod.exports.session_table import SessionTable
from tripod.exports.write_file import file_name, write_file
from tripod.sentences import reason, sentence


def export(args: argparse.Namespace) -> int:
    """`tripod export`."""
    unknown = [name for name in args.to if name not in FORMATS]
    if unknown:
        raise Failed(sentence("export.unknown_format", name=unknown[0], known=", ".join(FORMATS)))
    if len(args.sessions) == len(args.to) == 1:
        _check_ending(args.output, FORMATS[args.to[0]].ending)
    else:
        _check_folder(args.output)
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


def _check_folder(path: Path) -> None:
    """
    Raises:
        Failed: it is named as one file, and several are to be written.
    """
    if path.suffix and path.suffix.lower() in {form.ending for form in FORMATS.values()} and not path.is_dir():
        raise Failed(sentence("export.several_files", path=path))


def _path(args: argparse.Namespace, folder: Path, form: Format) -> Path:
    """-o is a file for one session in one format, else a folder."""
    if len(args.sessions) == len(args.to) == 1:
        return args.output
    return args.output / file_name(folder.resolve().name, form)


def _write(table: SessionTable, path: Path, form: Format) -> list[str]:
    """Returns the sentences on what is not in the file."""
    try:
        return write_file(table, path, form)
    except FileExistsError as error:
        raise Failed(sentence("failed.file_is_there", file=path)) from error
    except OSError as error:
        raise Failed(sentence("failed.file_cannot_be_written", file=path, why=reason(error))) from error
