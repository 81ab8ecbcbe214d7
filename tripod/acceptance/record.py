"""The record of a build: each examination of it, kept in a file by the board's id."""

from collections.abc import Sequence
from pathlib import Path

from tripod.acceptance.findings import Finding, outcome
from tripod.acceptance.steps import BuildSteps, Step
from tripod.boards import Board
from tripod.device.protocol import Banner
from tripod.storage.bounded_read import NoFile
from tripod.storage.places import build_record_path
from tripod.storage.schemas.build_record import BUILD_RECORD, BuildRecordFile, CheckFile, StepFile
from tripod.storage.versioned import read, write

MOST_STEPS = 200
"""Examinations that are kept, the newest."""


def keep(
    board: Board,
    build: BuildSteps,
    banner: Banner,
    step: Step,
    findings: Sequence[Finding],
    *,
    when: str,
    simulated: bool,
) -> Path:
    """Add an examination to the record of its board; returns the file.

    Raises:
        FileError: the record that is there cannot be read; nothing is written.
        OSError: it cannot be written.
    """
    path = build_record_path(banner.board_id)
    try:
        before = read(BUILD_RECORD, path).steps
    except NoFile:
        before = ()
    checks = tuple(
        CheckFile(
            check=f.check.value,
            verdict=f.verdict.value,
            cause=f.cause.value,
            cells=tuple(board.cells[k].name for k in f.cells),
            value=f.value,
            wanted=f.wanted,
            said=f.said(board, build),
        )
        for f in findings
    )
    now = StepFile(
        step=step.number,
        title=step.title,
        when=when,
        firmware=".".join(map(str, banner.firmware)),
        verdict=outcome(findings).value,
        checks=checks,
    )
    steps = (*before, now)[-MOST_STEPS:]
    record = BuildRecordFile(
        board=board.name, board_id=banner.board_id, build=build.board, simulated=simulated, steps=steps
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write(record, path)
    return path
