"""Writes a calibration's certificate as one self-contained HTML page, from the values of its saved file."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from math import isfinite
from typing import Any, TypeGuard

from tripod.boards import GRAVITY, BoardError, load_board
from tripod.calibration.fit.findings_words import CLAIMS, finding_line_of
from tripod.sentences import figure, sentence, shipped_text

_WIDE, _HIGH, _LEFT, _BOTTOM = 620, 170, 52, 24
_VERDICTS = ("accept", "warn", "refuse")
"""Verdicts of the saved file that have a sentence in the table `certificate_verdict`."""
_ROUTES = {"body-weight": "body_weight", "masses": "masses", "grid": "grid"}
"""Routes of the saved file -> sentences in the table `certificate_route`."""
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
    title = escape(sentence("certificate.title"))
    said = sentence("certificate.verdict_title", verdict=_verdict(proof))
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1>",
        f"<p><b>{escape(sentence('certificate.simulated'))}</b></p>" if simulated else "",
        _table(_facts(data, proof)),
        f"<h2>{escape(said)}</h2><p>{escape(str(proof.get('reason', '')))}</p>",
        *(f"<p>{escape(line)}</p>" for line in _proved(proof)),
        f"<h2>{escape(sentence('certificate.loads_title'))}</h2>",
        _loads(proof),
        f"<h2>{escape(sentence('certificate.residuals_title'))}</h2>",
        residual_svg(_rows(proof.get("residuals"))),
        _residual_words(_rows(proof.get("residuals"))),
        f"<h2>{escape(sentence('certificate.cells_title'))}</h2>",
        _cells(data),
        f'<p class="muted">{escape(sentence("certificate.footnote"))}</p>',
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def residual_svg(residuals: Sequence[Mapping[str, Any]]) -> str:
    """What the fit leaves of each load (dot) and what the other loads foretell (ring), in the order taken."""
    left = [_number(r, "residual_n") for r in residuals]
    held = [_number(r, "held_out_n") for r in residuals]
    sizes = [abs(v) for v in (*left, *held) if isfinite(v)]
    if not sizes:
        return f"<p>{escape(sentence('certificate.no_residuals'))}</p>"
    top = max(sizes) or 1.0
    middle, step = (_HIGH - _BOTTOM) / 2, (_WIDE - _LEFT - 12) / max(len(residuals), 1)

    def y(value: float) -> float:
        return middle - value / top * (middle - 10)

    marks = [
        f'<line x1="{_LEFT}" y1="{y(v):.1f}" x2="{_WIDE}" y2="{y(v):.1f}" stroke="#dde3e8"/>'
        f'<text x="{_LEFT - 6}" y="{y(v) + 4:.1f}" text-anchor="end">{figure(v, "+.2g")}</text>'
        for v in (top, -top)
    ]
    marks.append(f'<line x1="{_LEFT}" y1="{middle}" x2="{_WIDE}" y2="{middle}" stroke="#8b98a4"/>')
    nothing = escape(sentence("certificate.zero_newtons"))
    marks.append(f'<text x="{_LEFT - 6}" y="{middle + 4}" text-anchor="end">{nothing}</text>')
    for k, (residual, foretold) in enumerate(zip(left, held, strict=True)):
        x = _LEFT + 8 + (k + 0.5) * step
        if isfinite(foretold):
            marks.append(f'<circle cx="{x:.1f}" cy="{y(foretold):.1f}" r="3.5" fill="none" stroke="#5d6b78"/>')
        if isfinite(residual):
            marks.append(f'<circle cx="{x:.1f}" cy="{y(residual):.1f}" r="2.6" fill="#0072b2"/>')
    key, label = escape(sentence("certificate.chart_key")), escape(sentence("certificate.chart_label"))
    marks.append(f'<text x="{_LEFT + 8}" y="{_HIGH - 6}">{key}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{_HIGH}" viewBox="0 0 {_WIDE} {_HIGH}" '
        f'role="img" aria-label="{label}" font-size="11" fill="#5d6b78">{"".join(marks)}</svg>'
    )


def _facts(data: Mapping[str, Any], proof: Mapping[str, Any]) -> list[tuple[str, str]]:
    answers = _mapping(proof.get("answers"))
    temperature = proof.get("temperature_c")
    unknown = sentence("certificate_fact.unknown")
    measured = isinstance(temperature, int | float)
    celsius = sentence("certificate_fact.celsius", celsius=temperature) if measured else None
    board_id = data.get("board_id") or unknown
    facts = [
        (
            sentence("certificate_fact.board"),
            sentence("certificate_fact.board_and_id", board=_title(data), id=board_id),
        ),
        (sentence("certificate_fact.date"), str(data.get("made") or unknown)[:16].replace("T", " ")),
        (
            sentence("certificate_fact.operator"),
            str(proof.get("operator") or sentence("certificate_fact.not_stated")),
        ),
        (sentence("certificate_fact.temperature"), celsius or sentence("certificate_fact.not_measured")),
        (sentence("certificate_fact.method"), _method(answers)),
    ]
    build_mm = data.get("build_mm")
    if isinstance(build_mm, int | float):
        facts.append((sentence("certificate_fact.build"), sentence("certificate_fact.build_value", mm=build_mm)))
    notes = proof.get("notes")
    if _is_list(notes) and notes:
        facts.append((sentence("certificate_fact.noticed"), " ".join(map(str, notes))))
    if proof.get("warmed_up") is False:
        facts.append((sentence("certificate_fact.warm_up"), sentence("certificate_fact.warm_up_skipped")))
    if data.get("mapping"):
        facts.append((sentence("certificate_fact.wiring"), sentence("certificate_fact.wires_corrected")))
    turned = data.get("turned")
    if _is_list(turned) and any(turned):
        facts.append((sentence("certificate_fact.wiring"), sentence("certificate_fact.wires_turned_round")))
    return facts


def _verdict(proof: Mapping[str, Any]) -> str:
    """The verdict in words; one that the program does not know as it stands in the file."""
    if "verdict" not in proof:
        return sentence("certificate_verdict.none")
    verdict = str(proof["verdict"])
    return sentence(f"certificate_verdict.{verdict}") if verdict in _VERDICTS else verdict


def _proved(proof: Mapping[str, Any]) -> list[str]:
    """What was proved of load, shares and CoP, a line each; none in files that do not say."""
    kept = _mapping(proof.get("verdicts"))
    return [line for claim in CLAIMS if (line := finding_line_of(claim, _mapping(kept.get(claim))))]


def _method(answers: Mapping[str, Any]) -> str:
    """The route in words; one that the program does not know as it stands in the file."""
    if "route" not in answers:
        return sentence("certificate_fact.unknown")
    known = _ROUTES.get(str(answers["route"]))
    return sentence(f"certificate_route.{known}") if known else str(answers["route"])


def _title(data: Mapping[str, Any]) -> str:
    name = str(data.get("board", sentence("certificate_fact.unknown")))
    try:
        return sentence("certificate_fact.board_title", title=shipped_text(load_board(name).title), name=name)
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
        count = sentence("certificate_load.readings", n=n) if n > 1 else sentence("certificate_load.one_reading")
        out.append((_mass(load) if load else sentence("certificate_load.empty"), count))
    for capture in _rows(proof.get("verified_with")):
        out.append((_mass(_number(capture, "load_n")), sentence("certificate_load.kept_out")))
    answers = _mapping(proof.get("answers"))
    if answers.get("route") in ("masses", "grid"):
        percent = 100 * _number(answers, "tolerance")
        within = sentence("certificate_load.tolerance_value", percent=percent)
        out.append((sentence("certificate_load.tolerance"), within))
    return _table(out)


def _mass(load_n: float) -> str:
    return sentence("certificate_load.mass", kg=load_n / GRAVITY, newtons=load_n)


def _residual_words(residuals: Sequence[Mapping[str, Any]]) -> str:
    left = [v for r in residuals if isfinite(v := _number(r, "residual_n"))]
    held = [v / n for r in residuals if isfinite(v := _number(r, "held_out_n")) and (n := _number(r, "load_n")) > 0]
    if not left:
        return ""
    said = sentence("certificate.left_over", newtons=_rms(left))
    if held:
        said = sentence("certificate.left_over_and_foretold", newtons=_rms(left), percent=100 * _rms(held))
    return f"<p>{escape(said)}</p>"


def _cells(data: Mapping[str, Any]) -> str:
    try:
        cells = load_board(str(data.get("board"))).cells
        names = [sentence("certificate_cell.name", foot=c.foot, point=c.point.replace("_", " ")) for c in cells]
    except BoardError:
        names = []
    kept_places = data.get("places_mm")
    places: Sequence[Any] = kept_places if _is_list(kept_places) else ()
    bent = any(law.get("law") != "linear" for law in _rows(data.get("cells")))
    columns = (
        sentence("certificate_cell.cell"),
        sentence("certificate_cell.law"),
        sentence("certificate_cell.gain"),
        *([sentence("certificate_cell.exponent")] if bent else []),
        sentence("certificate_cell.zero"),
        sentence("certificate_cell.interval"),
        *([sentence("certificate_cell.place")] if places else []),
    )
    head = "<tr>" + "".join(f"<th>{escape(column)}</th>" for column in columns) + "</tr>"
    body = ""
    for k, law in enumerate(_rows(data.get("cells"))):
        values = (
            names[k] if k < len(names) else str(k + 1),
            str(law.get("law", "")),
            figure(_number(law, "gain"), ".5g"),
            *([figure(_number(law, "exponent"), ".3g")] if bent else []),
            f"{_number(law, 'zero_counts'):.0f}",
            sentence("certificate_cell.interval_value", percent=196 * _number(law, "gain_sigma")),
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
    known = isinstance(x, int | float) and isinstance(y, int | float)
    return sentence("certificate_cell.place_mm", x=x, y=y) if known else "–"


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if _is_mapping(row)] if _is_list(value) else []


def _number(row: Mapping[str, Any], key: str) -> float:
    value = row.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")


def _rms(values: Sequence[float]) -> float:
    return (sum(v * v for v in values) / len(values)) ** 0.5
