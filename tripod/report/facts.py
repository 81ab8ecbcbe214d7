"""Who stood on what, how far it is proven, and how good the recording is."""

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite

import msgspec
import numpy as np
from msgspec import Struct

from tripod.analysis.prepared import MOST_GAP_S
from tripod.balance.foot_states import cop_earned
from tripod.balance.pose_words import turn_said
from tripod.balance.setup import Setup
from tripod.boards import FEET
from tripod.calibration.fit.findings import State
from tripod.calibration.fit.findings_words import CLAIMS
from tripod.report import figures
from tripod.report.load_standing import load_rows, weight_remark
from tripod.report.page import Row
from tripod.report.read_session import SeenSession
from tripod.sentences import sentence

MOST_LOST = 0.01
"""Of the samplings: with more of them lost a recording is not called good."""

MOST_NOTICES = 3
"""Of what could not be true of cells; who has more of them has a board to look at, not a report."""


def facts(seen: SeenSession) -> list[Row]:
    """Names and values, in the order in which they are read."""
    rows = [Row(sentence("report_fact.person"), seen.header.subject or sentence("report_fact.not_said"))]
    rows += load_rows(seen)
    rows.append(Row(sentence("report_fact.board"), _board(seen)))
    rows.append(_calibration(seen))
    rows += [_verdict(seen, claim) for claim in CLAIMS]
    rows += _stance(seen.setup)
    return [*rows, *_zero(seen), _quality(seen)]


def warnings(seen: SeenSession) -> list[str]:
    """What this session may not claim, in sentences."""
    said: list[str] = []
    if seen.header.simulated:
        said.append(sentence("report_warning.simulated"))
    if not seen.setup.calibration.calibrated:
        said.append(sentence("report_warning.not_calibrated"))
        if not cop_earned(seen.setup):
            said.append(sentence("report_warning.no_cop"))
    if not seen.setup.stance_measured:
        said.append(sentence("report_warning.stance_unknown"))
    if seen.left_out is not None:
        said.append(sentence("analyze.left_out", **asdict(seen.left_out)))
    if seen.zero is not None and seen.zero.mark == "doubtful" and seen.zero.drift_n:
        said.append(seen.zero.reason)
    return [*said, *weight_remark(seen), *seen.notices[:MOST_NOTICES]]


class _Finding(Struct, frozen=True):
    state: str
    error: float | None = None
    error_unit: str = ""


class _Proof(Struct, frozen=True):
    verdicts: dict[str, _Finding] = {}


class _Kept(Struct, frozen=True):
    """Of a recording's calibration, what its fit proved."""

    proof: _Proof | None = None


def _verdicts(seen: SeenSession) -> Mapping[str, _Finding]:
    """claim -> what its calibration's file says of it; {} where it says nothing that can be read."""
    try:
        proof = msgspec.convert(seen.header.calibration, _Kept).proof
    except msgspec.ValidationError:
        return {}
    return proof.verdicts if proof is not None else {}


def _board(seen: SeenSession) -> str:
    number = seen.header.board_id[:4] or seen.setup.board.name
    return sentence(
        "report_fact.board_value", name=seen.setup.board.name, id=number, hz=figures.number(seen.setup.rate_hz)
    )


def _calibration(seen: SeenSession) -> Row:
    name, of = sentence("report_fact.calibration"), seen.setup.calibration
    if not of.calibrated:
        return Row(name, sentence("report_fact.none"), weak=True)
    return Row(name, figures.day(of.made) or of.kind)


def _verdict(seen: SeenSession, claim: str) -> Row:
    found = _verdicts(seen).get(claim)
    name = sentence(f"report_claim.{claim}")
    if not seen.setup.calibration.calibrated or found is None or found.state not in set(State):
        return Row(name, sentence("report_state.nothing_kept"), weak=True)
    said = sentence(f"report_state.{found.state}")
    if found.state == State.PROVEN and found.error is not None and isfinite(found.error):
        in_mm = found.error_unit == "mm"
        size = figures.number(found.error if in_mm else 100 * found.error, 1)
        said = sentence("report_state.proven_mm" if in_mm else "report_state.proven_percent", n=size)
    return Row(name, said, weak=found.state != State.PROVEN)


def _stance(setup: Setup) -> list[Row]:
    name = sentence("report_fact.feet")
    if not setup.board.rigid:
        return [Row(name, sentence("report_fact.on_their_marks"))]
    turns = [turn_said(p.turn_deg, p.turn_pm_deg) for foot in FEET if (p := setup.stance.get(foot)) is not None]
    if not turns:
        return [Row(name, sentence("report_fact.not_measured"), weak=True)]
    return [Row(name, ", ".join(turns))]


def _zero(seen: SeenSession) -> list[Row]:
    if seen.zero is None:
        return []
    name, mark = sentence("report_fact.zero"), seen.zero.mark
    if mark == "doubtful" and not seen.zero.drift_n:
        return [Row(name, sentence("report_zero.not_seen"), weak=True)]
    return [Row(name, sentence(f"report_zero.{mark}"), weak=mark == "doubtful")]


def _quality(seen: SeenSession) -> Row:
    name, lost, n = sentence("report_fact.recording"), seen.samples.lost, len(seen.samples.t_s)
    values = {"s": figures.number(seen.lasts_s, 1), "lost": figures.number(lost)}
    gap_s = float(np.diff(seen.samples.t_s).max(initial=0.0))
    if lost > MOST_LOST * (n + lost) or gap_s > MOST_GAP_S or seen.notices:
        return Row(name, sentence("report_fact.recording_look", **values), weak=True)
    return Row(name, sentence("report_fact.recording_few_lost" if lost else "report_fact.recording_whole", **values))
