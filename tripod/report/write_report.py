"""From folders of sessions to a PDF."""

from collections.abc import Callable, Sequence
from math import nan
from pathlib import Path

from tripod.drills.format.loader import library
from tripod.report.make_page import page_of
from tripod.report.no_report import NoReport
from tripod.report.page import Page
from tripod.report.read_session import SeenSession, read_session
from tripod.report.typeset import pdf_of, write_pdf
from tripod.sentences import sentence
from tripod.storage.settings import own_drills


def _nobody(_: float) -> None:
    """Nobody follows."""


def write_report(
    folders: Sequence[Path], path: Path, follow: Callable[[float], None] = _nobody, today: str = ""
) -> SeenSession:
    """The report of a session, or of the newest of several of one person; what was seen of it. `follow` hears how many
    seconds of each are read, and nan when all are; what it raises ends the work, and nothing is written. `today`: ISO
    date, by which others are doubted; "" for no doubt.

    Raises:
        NoReport: they are of several people, or the page cannot be set.
        SourceError: a session cannot be read.
        FileExistsError, OSError: the file is there already, or cannot be written; nothing changed.
    """
    if path.exists():
        raise FileExistsError(path)
    seen = _seen(folders, follow)
    page = _page(seen, today)
    follow(nan)
    pdf = pdf_of("session", page)
    follow(nan)
    write_pdf(pdf, path)
    return seen[-1]


def report_page(folders: Sequence[Path], follow: Callable[[float], None] = _nobody, today: str = "") -> Page:
    """What stands on it; `follow` and `today` as in `write_report`.

    Raises:
        NoReport: they are of several people.
        SourceError: a session cannot be read.
    """
    return _page(_seen(folders, follow), today)


def _seen(folders: Sequence[Path], follow: Callable[[float], None]) -> list[SeenSession]:
    """The oldest first."""
    seen = sorted((read_session(folder, follow) for folder in folders), key=lambda of: of.header.created)
    codes = dict.fromkeys(of.header.subject or "–" for of in seen)
    if len(codes) > 1:
        raise NoReport(sentence("report.other_person", codes=", ".join(codes)))
    return seen


def _page(seen: Sequence[SeenSession], today: str) -> Page:
    newest = seen[-1]
    alike = [of for of in seen[:-1] if of.header.board_id == newest.header.board_id]
    return page_of(newest, alike, library(own_drills())[0], today)
