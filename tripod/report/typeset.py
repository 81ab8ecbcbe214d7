"""Sets values as a PDF with typst: a template of the program's own, a page of data, the program's typeface.

What is set is data, never markup: a name stands on the page as it is written. The same data gives the same bytes.
Characters that no typeface of this machine has are boxes; then the page says so, and which typeface has them.
"""

import json
import unicodedata
from importlib import resources
from pathlib import Path

import msgspec

from tripod.report.no_report import NoReport
from tripod.sentences import sentence
from tripod.sentences.typefaces import typefaces_of
from tripod.storage.atomic_write import write_new_bytes

COMMON = 0x370
"""What comes before is Latin; Inter has it."""
_SIGNS = range(0x2000, 0x2300)
"""Dashes, quotes, arrows and signs of mathematics, as the program itself writes them."""


def pdf_of(template: str, page: msgspec.Struct) -> bytes:
    """The pages of a template (`session`, `certificate`) with these values.

    Raises:
        NoReport: typst is not installed, or cannot set it.
    """
    try:
        import typst  # noqa: PLC0415, an extra, and dear
    except ImportError:
        raise NoReport(sentence("report.extra_missing")) from None
    here, fonts = resources.files("tripod.report"), resources.files("tripod.views") / "fonts"
    data = msgspec.json.encode(page).decode()
    with resources.as_file(here) as root, resources.as_file(fonts) as folder:
        try:
            boxes = ""
            if rare := _rare(data):
                found = typst.query(
                    root / "boxes.typ", "<boxes>", "value", True, root=root, font_paths=[folder],
                    sys_inputs={"text": rare},
                )  # fmt: skip
                boxes = json.loads(found)
            inputs = {"data": data, "missing": missing_said(boxes)}
            set_pages = typst.compile(
                root / f"{template}.typ", root=root, font_paths=[folder], sys_inputs=inputs, format="pdf"
            )
        except (typst.TypstError, OSError, ValueError) as error:
            raise NoReport(sentence("report.cannot_be_set", why=error)) from error
    assert isinstance(set_pages, bytes)
    return set_pages


def _rare(text: str) -> str:
    """Its characters that a typeface may lack, each once."""
    return "".join(
        sorted(
            {c for c in text if ord(c) >= COMMON and ord(c) not in _SIGNS and unicodedata.category(c)[0] not in "CMZ"}
        )
    )


def missing_said(boxes: str) -> str:
    """What is to be said of characters that no typeface has; "" of none."""
    if not boxes:
        return ""
    return sentence("report.boxes", n=len(boxes), faces=typefaces_of(boxes))


def write_pdf(pdf: bytes, path: Path) -> None:
    """Into a new file, whole or not at all.

    Raises:
        FileExistsError: there is one; nothing changed.
        OSError: it cannot be written; nothing changed.
    """
    write_new_bytes(path, pdf)
