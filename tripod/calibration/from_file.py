"""`tripod calibrate --from`: fits readings from a file, and gives the result as JSON values or as a page of text."""

import math
from dataclasses import asdict
from pathlib import Path

from tripod.boards import Board
from tripod.calibration.fit.findings_words import CLAIMS, finding_line, finding_of, findings_dict
from tripod.calibration.fit.fit import Check, Fit, Precision, Residual, fit
from tripod.calibration.fit.readings import ReadingsError, read_captures
from tripod.calibration.fit.terms import is_fsr
from tripod.calibration.fit.verdict import Verdict, judge_fit
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, read_text
from tripod.storage.json_value import JsonObject


def fit_file(path: Path, board: Board, precision: Precision, made: str) -> tuple[Fit, Verdict]:
    """Fit the readings in a file.

    Raises:
        ReadingsError: the file cannot be read as readings.
        FitRefused: they cannot make a calibration.
    """
    try:
        text = read_text(path)
    except FileError as error:
        raise ReadingsError(sentence("readings_file.cannot_read", why=error)) from error
    result = fit(board, read_captures(text, board, path.name), precision, made)
    return result, judge_fit(board, result)


def as_dict(board: Board, result: Fit, verdict: Verdict) -> JsonObject:
    """The fit as plain values for JSON; a value that there is not is None."""
    names = [cell.name for cell in board.cells]
    laws = dict(zip(names, result.calibration.cells, strict=True))
    return {
        "board": board.name,
        "verdict": verdict.word,
        "reason": verdict.reason,
        "verdicts": findings_dict(verdict.findings),
        "build_mm": result.calibration.build_mm,
        "gains": {name: law.gain for name, law in laws.items()},
        "gain_sigma": {name: law.gain_sigma for name, law in laws.items()},
        "laws": {name: law.law for name, law in laws.items()},
        "exponents": {name: law.exponent for name, law in laws.items()},
        "knots": {name: [list(knot) for knot in law.knots] for name, law in laws.items() if law.knots},
        "zero_counts": {name: law.zero_counts for name, law in laws.items()},
        "gain_unit": _gain_unit(board),
        "calibrated_range_n": dict(zip(names, map(list, result.calibrated_range_n), strict=True)),
        "hysteresis": dict(zip(names, map(_there, result.repeats.hysteresis), strict=True)),
        "creep": dict(zip(names, map(_there, result.repeats.creep), strict=True)),
        "zero_drift_n": result.zero_drift_n,
        "body_weight_per_index_newton": _there(result.body_per_index),
        "residuals": [_plain(asdict(r)) for r in result.residuals],
        "residual_rms_n": _there(result.residual_rms_n),
        "held_out_error": {
            "rms_n": _there(result.held_out_rms_n),
            "relative": _there(result.held_out_relative),
            "rms_mm": _there(result.held_out_rms_mm),
        },
        "verification": [_plain(asdict(c)) for c in result.checks],
        "condition": result.condition,
        "notes": list(result.notes),
    }


def as_page(board: Board, result: Fit, verdict: Verdict) -> str:
    """The fit as lines of text for people."""
    lines = [
        sentence("fit_page.verdict", board=board.name, verdict=verdict.word, reason=verdict.reason),
        *(finding_line(claim, finding_of(verdict.findings, claim)) for claim in CLAIMS),
        *result.notes,
        "",
        sentence("fit_page.gain", unit=_gain_unit(board)),
    ]
    for k, (cell, law) in enumerate(zip(board.cells, result.calibration.cells, strict=True)):
        low, high = result.calibrated_range_n[k]
        more = sentence("fit_page.exponent", exponent=law.exponent) if law.law != "linear" else ""
        more += sentence("fit_page.knots", n=len(law.knots)) if law.knots else ""
        hysteresis = result.repeats.hysteresis[k]
        more += sentence("fit_page.hysteresis", percent=100 * hysteresis) if math.isfinite(hysteresis) else ""
        percent = 196 * law.gain_sigma
        lines.append(
            sentence("fit_page.cell", name=cell.name, gain=law.gain, percent=percent, more=more, low=low, high=high)
        )
    lines += ["", sentence("fit_page.residuals_head"), *map(_residual_line, result.residuals)]
    if result.checks:
        lines += ["", sentence("fit_page.checks_head"), *map(_check_line, result.checks)]
    return "\n".join(lines)


def _residual_line(of: Residual) -> str:
    off = of.residual_n
    residual = sentence("fit_page.residual_newtons", off=off) if math.isfinite(off) else "          –"
    held = sentence("fit_page.newtons_off", off=of.held_out_n) if math.isfinite(of.held_out_n) else "–"
    held += sentence("fit_page.place_off", mm=of.held_out_mm) if math.isfinite(of.held_out_mm) else ""
    return sentence("fit_page.residual", capture=of.capture, load=of.load_n, residual=residual, foretold=held)


def _check_line(of: Check) -> str:
    if not math.isfinite(of.error_n):
        return sentence("fit_page.check_of_nothing", capture=of.capture, load=of.load_n)
    placed = math.isfinite(of.error_mm)
    place = sentence("fit_page.check_place", mm=of.error_mm, sigma=of.sigma_mm) if placed else ""
    return sentence(
        "fit_page.check", capture=of.capture, load=of.load_n, error=of.error_n, sigma=of.sigma_n, place=place
    )


def _gain_unit(board: Board) -> str:
    return sentence("fit_page.per_conductance" if is_fsr(board) else "fit_page.per_count")


def _plain(values: JsonObject) -> JsonObject:
    return {key: _there(value) if isinstance(value, float) else value for key, value in values.items()}


def _there(value: float) -> float | None:
    return value if math.isfinite(value) else None
