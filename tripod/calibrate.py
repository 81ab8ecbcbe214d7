"""`tripod calibrate --from`: fit readings without a person, and say how good the result is."""

import math
from pathlib import Path
from typing import Any

from tripod.boards import Board
from tripod.force.fit import Fit, Precision, fit
from tripod.force.readings import ReadingsError, read_captures
from tripod.force.verdict import Verdict, judge_fit


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
    """The fit as plain values; what there is not is None."""
    laws = dict(zip([cell.name for cell in board.cells], result.calibration.cells, strict=True))
    return {
        "board": board.name,
        "verdict": verdict.word,
        "reason": verdict.reason,
        "gains": {name: law.gain for name, law in laws.items()},
        "gain_sigma": {name: law.gain_sigma for name, law in laws.items()},
        "exponents": {name: law.exponent for name, law in laws.items()},
        "zero_counts": {name: law.zero_counts for name, law in laws.items()},
        "gain_unit": "N per count" if board.front_end.kind == "hx711" else "N at 1 uS (force = gain * uS ** exponent)",
        "residuals": [
            {
                "capture": r.capture,
                "load_n": r.load_n,
                "residual_n": r.residual_n,
                "held_out_n": _there(r.held_out_n),
                "held_out_mm": _there(r.held_out_mm),
            }
            for r in result.residuals
        ],
        "residual_rms_n": _there(result.residual_rms_n),
        "held_out_error": {
            "rms_n": _there(result.held_out_rms_n),
            "relative": _there(result.held_out_relative),
            "rms_mm": _there(result.held_out_rms_mm),
        },
        "condition": result.condition,
    }


def as_page(data: dict[str, Any]) -> str:
    """The same for people."""
    lines = [f"{data['board']}: {data['verdict']}. {data['reason']}", "", f"gain ({data['gain_unit']})"]
    for name, gain in data["gains"].items():
        exponent = data["exponents"][name]
        power = f", exponent {exponent:.3f}" if exponent != 1 else ""
        lines.append(f"  {name:20} {gain:.6g} ± {100 * 1.96 * data['gain_sigma'][name]:.2f} %{power}")
    lines += ["", "capture                   load N   residual N   foretold without it"]
    for r in data["residuals"]:
        held = "–" if r["held_out_n"] is None else f"{r['held_out_n']:+.2f} N"
        held += "" if r["held_out_mm"] is None else f", {r['held_out_mm']:.1f} mm"
        lines.append(f"  {r['capture']:22} {r['load_n']:8.1f} {r['residual_n']:+11.2f}   {held}")
    return "\n".join(lines)


def _there(value: float) -> float | None:
    return value if math.isfinite(value) else None
