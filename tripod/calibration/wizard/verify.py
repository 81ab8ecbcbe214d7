"""Compares a load that the fit never saw with the uncertainty that the fit claims."""

from dataclasses import replace
from math import hypot, isfinite

import numpy as np

from tripod.boards import Board
from tripod.calibration.fit.findings import find
from tripod.calibration.fit.fit import Fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.verdict import Verdict, judge_loads, with_findings
from tripod.calibration.wizard.collected import Collected
from tripod.device.blocks import Block
from tripod.force.counts_to_newtons import ForceLaw
from tripod.sentences import sentence

K_95 = 1.960


def one_reading(counts: np.ndarray) -> Block:
    """Mean counts (cells,) as a block of one frame."""
    nothing = np.zeros((1, len(counts)), np.uint8)
    at = np.zeros(1, np.int64)
    return Block(at, at, np.rint(counts)[None].astype(np.int32), nothing, nothing)


def verdict(board: Board, collected: Collected) -> Verdict | None:
    """The verdict from the loads held out of the fit one by one and the load that verifies it, if any, with what was
    proved; None without a fit."""
    fitted = collected.fitted
    if fitted is None:
        return None
    word, reason = judge_loads(board, replace(fitted, checks=()))
    if collected.verified:
        word, reason = against_claim(board, fitted, collected.verified, word, reason)
    return with_findings(word, reason, find(board, fitted, pressed=collected.mapping.pressed))


def against_claim(board: Board, result: Fit, capture: Capture, word: str, reason: str) -> tuple[str, str]:
    """Word and reason after a load that was not used, given those from the loads held out one by one.

    The claim is the 95 % half width of the total: gains, hysteresis, how still a load stands, and on an insole what its
    points left unexplained of the weight while the person leant.
    """
    if word == "refuse":
        return word, reason
    force = ForceLaw(board, result.calibration)(one_reading(capture.counts))[0]
    total = float(force.sum())
    gains = [f * law.gain_sigma / total for f, law in zip(force, result.calibration.cells, strict=True)]
    unseen = result.unseen if isfinite(result.unseen) else 0.0
    claimed = K_95 * hypot(*gains, board.errors.hysteresis, board.errors.zero_n / capture.load_n, unseen, 0.002)
    off = total / capture.load_n - 1
    said = sentence("verify_step.reads", percent=100 * off, claimed=100 * claimed)
    if abs(off) > 2 * claimed:
        return "refuse", sentence("verify_step.take_again", reads=said)
    if abs(off) > claimed or word == "warn":
        return "warn", f"{said} {reason}"
    return "accept", said
