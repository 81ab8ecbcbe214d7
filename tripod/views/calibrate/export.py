"""Exports a calibration: the calibration file itself, or its certificate as PDF or plain text."""

from pathlib import Path

from tripod.calibration.certificate import certificate, certificate_text
from tripod.report.no_report import NoReport
from tripod.report.typeset import pdf_of, write_pdf
from tripod.sentences import sentence
from tripod.storage.atomic_write import write_new_text
from tripod.storage.bounded_read import FileError, read_text
from tripod.storage.schemas.certificate import CalibrationShown
from tripod.storage.versioned import decode_json
from tripod.storage.what_reads import what_reads


class ExportError(Exception):
    """The certificate cannot be written: one plain sentence."""


def export(calibration: Path, kind: str, folder: Path) -> Path:
    """Write a calibration's certificate (`pdf`, `txt`) or the calibration itself (`json`) into `folder`; returns it.

    Raises:
        ExportError: the calibration cannot be read, the place cannot be written, or nothing sets a PDF here.
    """
    try:
        text = read_text(calibration)
        shown = what_reads(decode_json(text.encode(), calibration), CalibrationShown)
        of = certificate(shown)
        path = _free(folder, f"tripod-{shown.board}-{shown.board_id[:4]}-{calibration.stem}", kind)
        if kind == "pdf":
            pdf = pdf_of("certificate", of)
            folder.mkdir(parents=True, exist_ok=True)
            write_pdf(pdf, path)
        else:
            write_new_text(path, text if kind == "json" else certificate_text(of))
    except NoReport as error:
        raise ExportError(str(error)) from error
    except (OSError, FileError) as error:
        raise ExportError(sentence("view_calibrate_export.nothing_written", folder=folder, why=error)) from error
    return path


def _free(folder: Path, stem: str, kind: str) -> Path:
    path, number = folder / f"{stem}.{kind}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.{kind}", number + 1
    return path
