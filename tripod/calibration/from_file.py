"""`tripod calibrate --from`: fit readings without a person, and say how good the result is."""

import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tripod.boards import Board
from tripod.calibration.fit.fit import Fit, Precision, fit
from tripod.calibration.fit.readings import ReadingsError, read_captures
from tripod.calibration.fit.terms import is_fsr
from tripod.calibration.fit.verdict import Verdict, judge_fit


def fit_file(path: Path, board: Board, precision: Precision, made: str) -> tuple[Fit, Verdict]:
    """Fit the readings in a file.

    Raises:
        ReadingsError: the file cannot be read as readings.
        FitRefused: they cannot make a calibration.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ReadingsError(f"The readings {path} cannot be read ({why}).") from error
    result = fit(board, read_captures(text, board, path.name), precision, made)
    return result, judge_fit(board, result)


def as_dict(board: Board, result: Fit, verdict: Verdict) -> dict[str, Any]:
    """The fit as plain values, fit for JSON; what there is not is None."""
    names = [cell.name for cell in board.cells]
    laws = dict(zip(names, result.calibration.cells, strict=True))
    return {
        "board": board.name,
        "verdict": verdict.word,
        "reason": verdict.reason,
        "gains": {name: law.gain for name, law in laws.items()},
        "gain_sigma": {name: law.gain_sigma for name, law in laws.items()},
        "laws": {name: law.law for name, law in laws.items()},
        "exponents": {name: law.exponent for name, law in laws.items()},
        "knots": {name: [list(knot) for knot in law.knots] for name, law in laws.items() if law.knots},
        "zero_counts": {name: law.zero_counts for name, law in laws.items()},
        "gain_unit": "N per count" if not is_fsr(board) else "N at 1 uS (force = gain * uS ** exponent)",
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
    """The same for people."""
    lines = [f"{data['board']}: {data['verdict']}. {data['reason']}", *data["notes"], "", f"gain ({data['gain_unit']})"]
    for name, gain in data["gains"].items():
        low, high = data["calibrated_range_n"][name]
        more = f", exponent {data['exponents'][name]:.3f}" if data["laws"][name] != "linear" else ""
        more += f", through {len(data['knots'][name])} knots" if name in data["knots"] else ""
        if data["hysteresis"][name] is not None:
            more += f", hysteresis {100 * data['hysteresis'][name]:.2g} %"
        sigma = 100 * 1.96 * data["gain_sigma"][name]
        lines.append(f"  {name:20} {gain:.6g} ± {sigma:.2f} %{more}, calibrated {low:.0f} to {high:.0f} N")
    lines += ["", "capture                   load N   residual N   foretold without it"]
    for r in data["residuals"]:
        residual = "          –" if r["residual_n"] is None else f"{r['residual_n']:+11.2f}"
        held = "–" if r["held_out_n"] is None else f"{r['held_out_n']:+.2f} N"
        held += "" if r["held_out_mm"] is None else f", {r['held_out_mm']:.1f} mm"
        lines.append(f"  {r['capture']:22} {r['load_n']:8.1f} {residual}   {held}")
    if data["verification"]:
        lines += ["", "never seen by the fit     load N      error N   claimed (standard deviation)"]
    for c in data["verification"]:
        if c["error_n"] is None:
            lines.append(f"  {c['capture']:22} {c['load_n']:8.1f}            –   this fit says nothing of it")
            continue
        place = "" if c["error_mm"] is None else f"; {c['error_mm']:.1f} mm off, {c['sigma_mm']:.1f} mm claimed"
        lines.append(f"  {c['capture']:22} {c['load_n']:8.1f} {c['error_n']:+12.2f}   {c['sigma_n']:.2f} N{place}")
    return "\n".join(lines)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _there(value) if isinstance(value, float) else value for key, value in values.items()}


def _there(value: float) -> float | None:
    return value if math.isfinite(value) else None
