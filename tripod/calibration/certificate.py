"""A calibration's certificate, from the values of its saved file: what stands on it, and the same as plain text."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import isfinite
from typing import Any, TypeGuard

from msgspec import Struct

from tripod.boards import GRAVITY, BoardError, load_board
from tripod.calibration.fit.findings_words import CLAIMS, finding_line_of
from tripod.sentences import figure, language, sentence, shipped_text

_VERDICTS = ("accept", "warn", "refuse")
"""Verdicts of the saved file that have a sentence in the table `certificate_verdict`."""
_ROUTES = {"body-weight": "body_weight", "masses": "masses", "grid": "grid"}
"""Routes of the saved file -> sentences in the table `certificate_route`."""
Rows = list[tuple[str, str]]


class Residual(Struct, frozen=True):
    """Of one load, in newtons; None where there is none."""

    left_n: float | None
    """What the fit leaves of it."""
    foretold_n: float | None
    """By how much the other loads foretell it wrongly."""


class Certificate(Struct, frozen=True):
    """What stands on a certificate, in words that are ready to print."""

    language: str
    title: str
    simulated: str
    """The sentence that it is, "" where it is not."""
    facts: Rows
    verdict: str
    reason: str
    proved: list[str]
    loads_title: str
    loads: Rows
    residuals_title: str
    residuals: list[Residual]
    residuals_said: str
    chart_key: str
    zero: str
    cells_title: str
    cells_head: list[str]
    cells: list[list[str]]
    footnote: str


def certificate(data: Mapping[str, Any]) -> Certificate:
    """The certificate of a calibration, given the dict of its saved file, which anybody may have edited."""
    proof = _mapping(data.get("proof"))
    residuals = _rows(proof.get("residuals"))
    head, cells = _cells(data)
    return Certificate(
        language(),
        sentence("certificate.title"),
        sentence("certificate.simulated") if proof.get("simulated") else "",
        _facts(data, proof),
        sentence("certificate.verdict_title", verdict=_verdict(proof)),
        str(proof.get("reason", "")),
        _proved(proof),
        sentence("certificate.loads_title"),
        _loads(proof),
        sentence("certificate.residuals_title"),
        [Residual(_there(r, "residual_n"), _there(r, "held_out_n")) for r in residuals],
        _residual_words(residuals) or sentence("certificate.no_residuals"),
        sentence("certificate.chart_key"),
        sentence("certificate.zero_newtons"),
        sentence("certificate.cells_title"),
        head,
        cells,
        sentence("certificate.footnote"),
    )


def certificate_text(of: Certificate) -> str:
    """The same for a terminal or an editor, without the picture of the residuals."""
    wide = max((len(name) for name, _ in (*of.facts, *of.loads)), default=0) + 2
    columns = list(zip(of.cells_head, *of.cells, strict=True))
    widths = [max(map(len, column)) + 2 for column in columns]
    cells = [
        "".join(v.ljust(w) for v, w in zip(row, widths, strict=True)).rstrip() for row in (of.cells_head, *of.cells)
    ]
    parts = [
        [of.title, of.simulated],
        [f"{name:{wide}}{value}" for name, value in of.facts],
        [of.verdict, of.reason, *of.proved],
        [of.loads_title, *(f"{name:{wide}}{value}" for name, value in of.loads)],
        [of.residuals_title, of.residuals_said],
        [of.cells_title, *cells],
        [of.footnote],
    ]
    return "\n\n".join("\n".join(filter(None, part)) for part in parts) + "\n"


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


def _loads(proof: Mapping[str, Any]) -> Rows:
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
    return out


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
    return said


def _cells(data: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Head and rows."""
    try:
        cells = load_board(str(data.get("board"))).cells
        names = [sentence("certificate_cell.name", foot=c.foot, point=c.point.replace("_", " ")) for c in cells]
    except BoardError:
        names = []
    kept_places = data.get("places_mm")
    places: Sequence[Any] = kept_places if _is_list(kept_places) else ()
    bent = any(law.get("law") != "linear" for law in _rows(data.get("cells")))
    head = [
        sentence("certificate_cell.cell"),
        sentence("certificate_cell.law"),
        sentence("certificate_cell.gain"),
        *([sentence("certificate_cell.exponent")] if bent else []),
        sentence("certificate_cell.zero"),
        sentence("certificate_cell.interval"),
        *([sentence("certificate_cell.place")] if places else []),
    ]
    rows: list[list[str]] = []
    for k, law in enumerate(_rows(data.get("cells"))):
        values = [
            names[k] if k < len(names) else str(k + 1),
            str(law.get("law", "")),
            figure(_number(law, "gain"), ".5g"),
            *([figure(_number(law, "exponent"), ".3g")] if bent else []),
            f"{_number(law, 'zero_counts'):.0f}",
            sentence("certificate_cell.interval_value", percent=196 * _number(law, "gain_sigma")),
            *([_place(places[k]) if k < len(places) else "–"] if places else []),
        ]
        rows.append(values)
    return head, rows


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


def _there(row: Mapping[str, Any], key: str) -> float | None:
    value = _number(row, key)
    return value if isfinite(value) else None


def _rms(values: Sequence[float]) -> float:
    return (sum(v * v for v in values) / len(values)) ** 0.5
