"""`tripod calibrate --from`: fits readings from a file, and gives the result as JSON values or as a page of text."""

import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tripod.boards import Board
from tripod.calibration.fit.findings_words import finding_line_of, findings_dict
from tripod.calibration.fit.fit import Fit, Precision, fit
from tripod.calibration.fit.readings import ReadingsError, read_captures
from tripod.calibration.fit.terms import is_fsr
from tripod.calibration.fit.verdict import Verdict, judge_fit
from tripod.sentences import figure, sentence
from tripod.storage.bounded_read import FileError, read_text


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


def as_dict(board: Board, result: Fit, verdict: Verdict) -> dict[str, Any]:
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
        "gain_unit": sentence("fit_page.per_conductance" if is_fsr(board) else "fit_page.per_count"),
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


def as_page(data: dict[str, Any]) -> str:
    """The values of `as_dict` as lines of text for people."""
    head = sentence("fit_page.verdict", board=data["board"], verdict=data["verdict"], reason=data["reason"])
    lines = [head, *(finding_line_of(claim, plain) for claim, plain in data["verdicts"].items())]
    lines += [*data["notes"], "", sentence("fit_page.gain", unit=data["gain_unit"])]
    for name, gain in data["gains"].items():
        low, high = data["calibrated_range_n"][name]
        more = ""
        if data["laws"][name] != "linear":
            more += sentence("fit_page.exponent", exponent=data["exponents"][name])
        if name in data["knots"]:
            more += sentence("fit_page.knots", n=len(data["knots"][name]))
        if data["hysteresis"][name] is not None:
            more += sentence("fit_page.hysteresis", percent=100 * data["hysteresis"][name])
        percent = 100 * 1.96 * data["gain_sigma"][name]
        lines.append(sentence("fit_page.cell", name=name, gain=gain, percent=percent, more=more, low=low, high=high))
    lines += ["", sentence("fit_page.residuals_head")]
    for r in data["residuals"]:
        residual = "          –" if r["residual_n"] is None else figure(r["residual_n"], "+11.2f")
        held = "–" if r["held_out_n"] is None else sentence("fit_page.newtons_off", off=r["held_out_n"])
        held += "" if r["held_out_mm"] is None else sentence("fit_page.place_off", mm=r["held_out_mm"])
        lines.append(
            sentence("fit_page.residual", capture=r["capture"], load=r["load_n"], residual=residual, foretold=held)
        )
    if data["verification"]:
        lines += ["", sentence("fit_page.checks_head")]
    for c in data["verification"]:
        if c["error_n"] is None:
            lines.append(sentence("fit_page.check_of_nothing", capture=c["capture"], load=c["load_n"]))
            continue
        place = ""
        if c["error_mm"] is not None:
            place = sentence("fit_page.check_place", mm=c["error_mm"], sigma=c["sigma_mm"])
        lines.append(
            sentence(
                "fit_page.check",
                capture=c["capture"],
                load=c["load_n"],
                error=c["error_n"],
                sigma=c["sigma_n"],
                place=place,
            )
        )
    return "\n".join(lines)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _there(value) if isinstance(value, float) else value for key, value in values.items()}


def _there(value: float) -> float | None:
    return value if math.isfinite(value) else None
