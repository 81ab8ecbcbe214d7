"""Writes a calibration's certificate as one self-contained HTML page, from the values of its saved file."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from math import isfinite
from typing import Any, TypeGuard

from tripod.boards import GRAVITY, BoardError, load_board

_WIDE, _HIGH, _LEFT, _BOTTOM = 620, 170, 52, 24
_VERDICTS = {"accept": "accepted", "warn": "usable, with a warning", "refuse": "refused"}
_ROUTES = {"body-weight": "body weight", "masses": "known masses", "grid": "one mass on marks"}
# Qt's text document, which makes the PDF, knows only these plain properties, and lengths in px.
_STYLE = """
body { font-family: Inter, "DejaVu Sans", sans-serif; font-size: 10pt; color: #16202a; }
body { max-width: 46em; margin-left: auto; margin-right: auto; }
h1 { font-size: 17pt; margin-top: 0px; margin-bottom: 8px; }
h2 { font-size: 11pt; margin-top: 16px; margin-bottom: 4px; }
p { margin-top: 4px; margin-bottom: 4px; }
td, th { padding-top: 2px; padding-bottom: 2px; padding-right: 18px; text-align: left; vertical-align: top; }
th { color: #5d6b78; font-weight: normal; }
.muted { color: #5d6b78; margin-top: 12px; }
"""


def certificate_html(data: Mapping[str, Any]) -> str:
    """The certificate of a calibration, given the dict of its saved file."""
    proof = _mapping(data.get("proof"))
    simulated = bool(proof.get("simulated"))
    said = _VERDICTS.get(str(proof.get("verdict")), str(proof.get("verdict", "not judged")))
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8"><title>Calibration certificate</title>',
        f"<style>{_STYLE}</style></head><body>",
        "<h1>Calibration certificate</h1>",
        "<p><b>Simulated: made on a virtual board, it says nothing of any real one.</b></p>" if simulated else "",
        _table(_facts(data, proof)),
        f"<h2>Verdict: {escape(said)}</h2><p>{escape(str(proof.get('reason', '')))}</p>",
        "<h2>Loads</h2>",
        _loads(proof),
        "<h2>Residual of each load</h2>",
        residual_svg(_rows(proof.get("residuals"))),
        _residual_words(_rows(proof.get("residuals"))),
        "<h2>Cells</h2>",
        _cells(data),
        '<p class="muted">± is the 95 % interval of the gain (1.96 standard deviations). Outside the loads above the '
        "calibration is extrapolated. tripod is a training aid and not a medical device.</p>",
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def residual_svg(residuals: Sequence[Mapping[str, Any]]) -> str:
    """What the fit leaves of each load (dot) and what the other loads foretell (ring), in the order taken."""
    left = [_number(r, "residual_n") for r in residuals]
    held = [_number(r, "held_out_n") for r in residuals]
    sizes = [abs(v) for v in (*left, *held) if isfinite(v)]
    if not sizes:
        return "<p>No residuals are kept.</p>"
    top = max(sizes) or 1.0
    middle, step = (_HIGH - _BOTTOM) / 2, (_WIDE - _LEFT - 12) / max(len(residuals), 1)

    def y(value: float) -> float:
        return middle - value / top * (middle - 10)

    marks = [
        f'<line x1="{_LEFT}" y1="{y(v):.1f}" x2="{_WIDE}" y2="{y(v):.1f}" stroke="#dde3e8"/>'
        f'<text x="{_LEFT - 6}" y="{y(v) + 4:.1f}" text-anchor="end">{v:+.2g}</text>'
        for v in (top, -top)
    ]
    marks.append(f'<line x1="{_LEFT}" y1="{middle}" x2="{_WIDE}" y2="{middle}" stroke="#8b98a4"/>')
    marks.append(f'<text x="{_LEFT - 6}" y="{middle + 4}" text-anchor="end">0 N</text>')
    for k, (residual, foretold) in enumerate(zip(left, held, strict=True)):
        x = _LEFT + 8 + (k + 0.5) * step
        if isfinite(foretold):
            marks.append(f'<circle cx="{x:.1f}" cy="{y(foretold):.1f}" r="3.5" fill="none" stroke="#5d6b78"/>')
        if isfinite(residual):
            marks.append(f'<circle cx="{x:.1f}" cy="{y(residual):.1f}" r="2.6" fill="#0072b2"/>')
    marks.append(
        f'<text x="{_LEFT + 8}" y="{_HIGH - 6}">loads in the order taken; '
        "dot: left over by the fit, ring: foretold from the other loads</text>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{_HIGH}" viewBox="0 0 {_WIDE} {_HIGH}" '
        f'role="img" aria-label="residual of each load in newtons" font-size="11" fill="#5d6b78">{"".join(marks)}</svg>'
    )


def _facts(data: Mapping[str, Any], proof: Mapping[str, Any]) -> list[tuple[str, str]]:
    answers = _mapping(proof.get("answers"))
    temperature = proof.get("temperature_c")
    facts = [
        ("Board", f"{_title(data)}, id {data.get('board_id') or 'unknown'}"),
        ("Date", str(data.get("made") or "unknown")[:16].replace("T", " ")),
        ("Operator", str(proof.get("operator") or "not stated")),
        ("Temperature", f"{temperature:g} °C" if isinstance(temperature, int | float) else "not measured"),
        ("Method", _ROUTES.get(str(answers.get("route")), str(answers.get("route", "unknown")))),
    ]
    notes = proof.get("notes")
    if _is_list(notes) and notes:
        facts.append(("Noticed", " ".join(map(str, notes))))
    if proof.get("warmed_up") is False:
        facts.append(("Warm-up", "skipped: the zero may drift more than stated"))
    if data.get("mapping"):
        facts.append(("Wiring", "cells were found on other wires and are corrected here"))
    return facts


def _title(data: Mapping[str, Any]) -> str:
    name = str(data.get("board", "unknown"))
    try:
        return f"{load_board(name).title} ({name})"
    except BoardError:
        return name


def _table(rows: Sequence[tuple[str, str]]) -> str:
    inside = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    return f'<table cellspacing="0">{inside}</table>'


def _loads(proof: Mapping[str, Any]) -> str:
    """Loads that are alike on one line: a person who shifts gives a hundred."""
    out: list[tuple[str, str]] = []
    loads = [_number(c, "load_n") for c in _rows(proof.get("captures"))]
    for load, same in groupby(sorted(loads)):
        n = len(list(same))
        out.append(("empty" if load == 0 else f"{load / GRAVITY:.4g} kg, {load:.1f} N", f"{n} reading{'s' * (n > 1)}"))
    for capture in _rows(proof.get("verified_with")):
        load = _number(capture, "load_n")
        out.append((f"{load / GRAVITY:.4g} kg, {load:.1f} N", "kept out of the fit, to verify it"))
    answers = _mapping(proof.get("answers"))
    if answers.get("route") in ("masses", "grid"):
        out.append(("tolerance of the masses", f"± {100 * _number(answers, 'tolerance'):g} %"))
    return _table(out)


def _residual_words(residuals: Sequence[Mapping[str, Any]]) -> str:
    left = [v for r in residuals if isfinite(v := _number(r, "residual_n"))]
    held = [v / n for r in residuals if isfinite(v := _number(r, "held_out_n")) and (n := _number(r, "load_n")) > 0]
    if not left:
        return ""
    said = f"Left over: {_rms(left):.3g} N RMS."
    if held:
        said += f" Foretold from the other loads: {100 * _rms(held):.2g} % RMS."
    return f"<p>{escape(said)}</p>"


def _cells(data: Mapping[str, Any]) -> str:
    try:
        names = [f"{c.foot} {c.point.replace('_', ' ')}" for c in load_board(str(data.get("board"))).cells]
    except BoardError:
        names = []
    kept_places = data.get("places_mm")
    places: Sequence[Any] = kept_places if _is_list(kept_places) else ()
    bent = any(law.get("law") != "linear" for law in _rows(data.get("cells")))
    head = f"<tr><th>cell</th><th>law</th><th>gain</th>{'<th>exponent</th>' * bent}<th>zero, counts</th><th>±</th>"
    head += "<th>bears at x, y in mm</th></tr>" if places else "</tr>"
    body = ""
    for k, law in enumerate(_rows(data.get("cells"))):
        values = (
            names[k] if k < len(names) else str(k + 1),
            str(law.get("law", "")),
            f"{_number(law, 'gain'):.5g}",
            *([f"{_number(law, 'exponent'):.3g}"] if bent else []),
            f"{_number(law, 'zero_counts'):.0f}",
            f"{196 * _number(law, 'gain_sigma'):.2g} %",
            *([_place(places[k])] if k < len(places) else []),
        )
        body += "<tr>" + "".join(f"<td>{escape(v)}</td>" for v in values) + "</tr>"
    return f'<table cellspacing="0">{head}{body}</table>'


def _is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether the value is a JSON object; its keys are always strings, its values may be anything."""
    return isinstance(value, Mapping)


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether the value is a JSON array; its elements may be anything."""
    return isinstance(value, list | tuple)


def _mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a table, else an empty one: anybody may have edited the file."""
    return value if _is_mapping(value) else {}


def _place(at: object) -> str:
    x, y = at if _is_list(at) and len(at) == 2 else (None, None)
    return f"{x:.1f}, {y:.1f}" if isinstance(x, int | float) and isinstance(y, int | float) else "–"


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if _is_mapping(row)] if _is_list(value) else []


def _number(row: Mapping[str, Any], key: str) -> float:
    value = row.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")


def _rms(values: Sequence[float]) -> float:
    return (sum(v * v for v in values) / len(values)) ** 0.5
