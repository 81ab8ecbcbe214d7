"""A calibration's certificate, from what reads of its saved file: what stands on it, and the same as plain text."""

from collections.abc import Sequence
from itertools import groupby
from math import isfinite

from msgspec import Struct

from tripod.boards import GRAVITY, BoardError, load_board
from tripod.calibration.fit.findings_words import CLAIMS, finding_line_of
from tripod.sentences import figure, language, sentence, shipped_text
from tripod.storage.schemas.certificate import (
    AnswersShown,
    CalibrationShown,
    FindingsShown,
    ProofShown,
    ResidualShown,
)

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


def certificate(file: CalibrationShown) -> Certificate:
    """The certificate of a calibration, given what reads of its saved file, which anybody may have edited."""
    proof = file.proof
    head, cells = _cells(file)
    return Certificate(
        language(),
        sentence("certificate.title"),
        sentence("certificate.simulated") if proof.simulated else "",
        _facts(file),
        sentence("certificate.verdict_title", verdict=_verdict(proof)),
        proof.reason,
        _proved(proof.verdicts),
        sentence("certificate.loads_title"),
        _loads(proof),
        sentence("certificate.residuals_title"),
        [Residual(_there(r.residual_n), _there(r.held_out_n)) for r in proof.residuals],
        _residual_words(proof.residuals) or sentence("certificate.no_residuals"),
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


def _facts(file: CalibrationShown) -> Rows:
    proof = file.proof
    unknown = sentence("certificate_fact.unknown")
    measured = proof.temperature_c is not None
    celsius = sentence("certificate_fact.celsius", celsius=proof.temperature_c) if measured else None
    board_id = file.board_id or unknown
    facts = [
        (
            sentence("certificate_fact.board"),
            sentence("certificate_fact.board_and_id", board=_title(file.board), id=board_id),
        ),
        (sentence("certificate_fact.date"), (file.made or unknown)[:16].replace("T", " ")),
        (sentence("certificate_fact.operator"), proof.operator or sentence("certificate_fact.not_stated")),
        (sentence("certificate_fact.temperature"), celsius or sentence("certificate_fact.not_measured")),
        (sentence("certificate_fact.method"), _method(proof.answers)),
    ]
    if file.build_mm is not None:
        facts.append((sentence("certificate_fact.build"), sentence("certificate_fact.build_value", mm=file.build_mm)))
    if proof.notes:
        facts.append((sentence("certificate_fact.noticed"), " ".join(proof.notes)))
    if proof.warmed_up is False:
        facts.append((sentence("certificate_fact.warm_up"), sentence("certificate_fact.warm_up_skipped")))
    if file.mapping:
        facts.append((sentence("certificate_fact.wiring"), sentence("certificate_fact.wires_corrected")))
    if any(file.turned):
        facts.append((sentence("certificate_fact.wiring"), sentence("certificate_fact.wires_turned_round")))
    return facts


def _verdict(proof: ProofShown) -> str:
    """The verdict in words; one that the program does not know as it stands in the file."""
    verdict = proof.verdict
    if verdict is None:
        return sentence("certificate_verdict.none")
    return sentence(f"certificate_verdict.{verdict}") if verdict in _VERDICTS else verdict


def _proved(found: FindingsShown) -> list[str]:
    """What was proved of load, shares and CoP, a line each; none in files that do not say."""
    of = {"load": found.load, "share": found.share, "cop": found.cop}
    return [line for claim in CLAIMS if (line := finding_line_of(claim, of[claim].state, of[claim].said))]


def _method(answers: AnswersShown) -> str:
    """The route in words; one that the program does not know as it stands in the file."""
    if answers.route is None:
        return sentence("certificate_fact.unknown")
    known = _ROUTES.get(answers.route)
    return sentence(f"certificate_route.{known}") if known else answers.route


def _title(board: str) -> str:
    name = board or sentence("certificate_fact.unknown")
    try:
        return sentence("certificate_fact.board_title", title=shipped_text(load_board(name).title), name=name)
    except BoardError:
        return name


def _loads(proof: ProofShown) -> Rows:
    """Loads that are alike on one line: a person who shifts gives a hundred."""
    out: Rows = []
    for load, same in groupby(sorted(capture.load_n for capture in proof.captures)):
        n = len(list(same))
        count = sentence("certificate_load.readings", n=n) if n > 1 else sentence("certificate_load.one_reading")
        out.append((_mass(load) if load else sentence("certificate_load.empty"), count))
    out += [(_mass(capture.load_n), sentence("certificate_load.kept_out")) for capture in proof.verified_with]
    if proof.answers.route in ("masses", "grid"):
        within = sentence("certificate_load.tolerance_value", percent=100 * proof.answers.tolerance)
        out.append((sentence("certificate_load.tolerance"), within))
    return out


def _mass(load_n: float) -> str:
    return sentence("certificate_load.mass", kg=load_n / GRAVITY, newtons=load_n)


def _residual_words(residuals: Sequence[ResidualShown]) -> str:
    left = [r.residual_n for r in residuals if isfinite(r.residual_n)]
    held = [r.held_out_n / r.load_n for r in residuals if isfinite(r.held_out_n) and r.load_n > 0]
    if not left:
        return ""
    said = sentence("certificate.left_over", newtons=_rms(left))
    if held:
        said = sentence("certificate.left_over_and_foretold", newtons=_rms(left), percent=100 * _rms(held))
    return said


def _cells(file: CalibrationShown) -> tuple[list[str], list[list[str]]]:
    """Head and rows."""
    try:
        cells = load_board(file.board).cells
        names = [sentence("certificate_cell.name", foot=c.foot, point=c.point.replace("_", " ")) for c in cells]
    except BoardError:
        names = []
    places = file.places_mm
    bent = any(law.law != "linear" for law in file.cells)
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
    for k, law in enumerate(file.cells):
        values = [
            names[k] if k < len(names) else str(k + 1),
            law.law,
            figure(law.gain, ".5g"),
            *([figure(law.exponent, ".3g")] if bent else []),
            f"{law.zero_counts:.0f}",
            sentence("certificate_cell.interval_value", percent=196 * law.gain_sigma),
            *([_place(places[k] if k < len(places) else None)] if places else []),
        ]
        rows.append(values)
    return head, rows


def _place(at: tuple[float, float] | None) -> str:
    return "–" if at is None else sentence("certificate_cell.place_mm", x=at[0], y=at[1])


def _there(value: float) -> float | None:
    return value if isfinite(value) else None


def _rms(values: Sequence[float]) -> float:
    return (sum(v * v for v in values) / len(values)) ** 0.5
