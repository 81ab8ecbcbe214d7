"""A session read once, and the words of a PDF by poppler, which knows nothing of typst."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tripod.report.page import Page
from tripod.report.write_report import report_page

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions"


@pytest.fixture(scope="session")
def golden_page() -> Page:
    """What the report of the golden drill says."""
    return report_page([GOLDEN / "pads-drill"])


@pytest.fixture
def words(tmp_path: Path) -> Callable[[bytes], tuple[str, int]]:
    """Of a PDF: its text in one line, and how many pages it has."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext of poppler-utils")

    def words(pdf: bytes) -> tuple[str, int]:
        path = tmp_path / "read.pdf"
        path.write_bytes(pdf)
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
        return " ".join(text.split()), text.count("\f")

    return words
