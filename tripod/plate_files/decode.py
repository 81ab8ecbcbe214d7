"""Makes text of a file's bytes in whichever encoding they are."""

import codecs

from tripod.plate_files.plate_file import Take, Taken
from tripod.plate_files.refusal import PlateFileError
from tripod.sentences import sentence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, file: str) -> tuple[list[str], list[Taken]]:
    """The lines of a file, and what was taken for granted; `file` names it in errors.

    Raises:
        PlateFileError: the bytes are no text.
    """
    if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PlateFileError(sentence("plate_file.workbook", file=file))
    if data[1:2] == b"\x50" and b"\x00" in data[:512]:
        raise PlateFileError(sentence("plate_file.c3d", file=file))
    text, taken = _text(data, file)
    # NUL and other control characters stand in no table; a file that has them is something else.
    if any(ord(c) < 32 and c not in "\t\r\n\f\v\x1a" for c in text[:100_000]) or "\0" in text:
        raise PlateFileError(sentence("plate_file.no_text", file=file))
    # Not splitlines: it would also cut at signs that may stand within a cell.
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a").split("\n"), taken


def _text(data: bytes, file: str) -> tuple[str, list[Taken]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError as error:
                raise PlateFileError(sentence("plate_file.no_text", file=file)) from error
    odd, even = data[1:400:2], data[0:400:2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(zeros) > 4 and zeros.count(0) > 0.9 * len(zeros) and others.count(0) == 0:
            try:
                return data.decode(encoding), [Taken(Take.ENCODING, "UTF-16")]
            except UnicodeDecodeError as error:
                raise PlateFileError(sentence("plate_file.no_text", file=file)) from error
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), [Taken(Take.ENCODING, "Windows-1252")]
