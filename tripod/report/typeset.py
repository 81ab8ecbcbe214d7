"""Sets values as a PDF with typst: a template of the program's own, a page of data, the program's typeface.

What is set is data, never markup: a name stands on the page as it is written. The same data gives the same bytes.
"""

from importlib import resources
from pathlib import Path

import msgspec

from tripod.report.no_report import NoReport
from tripod.sentences import sentence
from tripod.storage.atomic_write import write_new_bytes


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
            set_pages = typst.compile(
                root / f"{template}.typ", root=root, font_paths=[folder], sys_inputs={"data": data}, format="pdf"
            )
        except (typst.TypstError, OSError, ValueError) as error:
            raise NoReport(sentence("report.cannot_be_set", why=error)) from error
    assert isinstance(set_pages, bytes)
    return set_pages


def write_pdf(pdf: bytes, path: Path) -> None:
    """Into a new file, whole or not at all.

    Raises:
        FileExistsError: there is one; nothing changed.
        OSError: it cannot be written; nothing changed.
    """
    write_new_bytes(path, pdf)
