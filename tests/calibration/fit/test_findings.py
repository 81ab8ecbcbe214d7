"""What a calibration proves: boards built, wired or loaded otherwise than said are not proven, and named where seen."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import verdict_claims
from accuracy import Row, line
from made_up import INSOLE, PADS, PLATE, ZERO, grid, leans, plate_force, steps, true_gains
from verdict_claims import HAND_MM, judged, plates_by_weight, swapped, without_marks

from tripod.boards import Board, load_board
from tripod.calibration.fit.findings import By, Finding, Findings, State, Why
from tripod.calibration.fit.findings_words import CLAIMS, finding_line, finding_line_of, findings_dict
from tripod.calibration.fit.fit import Fit, FitRefused, Precision, fit
from tripod.calibration.fit.readings import Capture, write_captures
from tripod.calibration.fit.verdict import judge_fit, with_findings
from tripod.cli import main
from tripod.sentences.catalogue import texts


@pytest.fixture(scope="module")
def by_weight() -> list[list[Capture]]:
    """Plates built by hand, calibrated by weight, and verified by a mass on a mark of each plate."""
    return plates_by_weight(6, 5, HAND_MM)


def of(board: Board, captures: list[Capture], **more: bool) -> Findings:
    return judge_fit(board, fit(board, captures), **more).findings


def test_a_hand_build_calibrated_by_weight_proves_no_cop(by_weight: list[list[Capture]]) -> None:
    for captures in by_weight:
        said = judged(without_marks(captures))
        assert said
        assert said.word == "warn"
        assert (said.findings.cop.state, said.findings.cop.why) == (State.NOT_PROVEN, Why.NO_MARK)
        assert (said.findings.load.state, said.findings.load.by) == (State.PROVEN, By.FORETOLD)
        assert said.findings.share.why is Why.COP
        assert "Put a mass on one mark" in said.reason


def test_a_mass_on_a_mark_of_each_plate_proves_it_and_on_one_the_other_is_asked_for(
    by_weight: list[list[Capture]],
) -> None:
    proven = [judged(captures) for captures in by_weight]
    assert all(v and v.findings.cop.by is By.MARK and v.findings.share.by is By.COP for v in proven)
    for captures in by_weight[:2]:
        said = judged([c for c in captures if c.name != "verify right"])
        assert said
        assert (said.findings.cop.why, said.findings.cop.foot) == (Why.OTHER_FOOT, "right")


def test_a_mark_in_the_middle_shows_no_exchange() -> None:
    """Cells that read alike under the mass, of a person who leant too evenly to tell the diagonals."""
    rng = np.random.default_rng(2)
    gains = true_gains(PLATE, rng)

    def stood(name: str, load: float, x: float, y: float, *, located: bool) -> Capture:
        counts = ZERO + plate_force((x, y), load, 0.02) / gains
        return Capture(name, load, x if located else np.nan, y if located else np.nan, counts)

    captures = [Capture("empty", 0.0, np.nan, np.nan, np.full(8, ZERO))]
    for k in range(30):
        x, y = (-100.0, 100.0)[k % 2] + 7 * rng.normal(), 130 + 7 * rng.normal()
        captures.append(stood(f"lean {k}", 700.0, x, y, located=False))
    for place, open_to in (((100.0, 132.5), True), ((155.0, 165.0), False)):
        marks = [stood(f"verify {side}", 196.0, side * place[0], place[1], located=True) for side in (-1, 1)]
        result = fit(PLATE, [*captures, *marks], Precision(load_noise=0.002))
        cop = judge_fit(PLATE, result).findings.cop
        assert (cop.why is Why.EXCHANGED, len(cop.names) == 2, cop.proven) == (open_to, open_to, not open_to)
        assert judge_fit(PLATE, result, pressed=True).findings.cop.proven


@pytest.mark.parametrize("pair", list(combinations(range(8), 2))[::3])
def test_two_columns_swapped_are_found_from_the_leans(pair: tuple[int, int], by_weight: list[list[Capture]]) -> None:
    found = 0
    for captures in by_weight[:3]:
        exchanged = swapped(without_marks(captures), pair)
        said = judged(exchanged)
        if said is None:
            with pytest.raises(FitRefused, match="seem swapped") as refused:
                fit(PLATE, exchanged)
            assert all(PLATE.cells[k].name in str(refused.value) for k in pair)
            found += 1
        else:
            assert said.findings.cop.why is Why.NO_MARK
        # A mass on a mark leaves no doubt, whatever the leans told.
        said = judged(swapped(captures, pair))
        assert said is None or said.findings.cop.state is State.REFUSED
    assert found >= 2


@pytest.mark.parametrize("board", [PLATE, PADS])
def test_swapped_feet_are_found_where_the_captures_are_named(board: Board, by_weight: list[list[Capture]]) -> None:
    rng, half = np.random.default_rng(4), len(board.cells) // 2
    captures = without_marks(by_weight[0]) if board is PLATE else leans(rng, true_gains(board, rng))
    other = [replace(c, counts=np.roll(c.counts, half)) for c in captures]
    if board is PADS:
        named = {0: "left leg", 1: "right_leg", 2: "both"}
        other = [c if not c.load_n else replace(c, name=f"{named[k % 3]} {k}") for k, c in enumerate(other[2:])]
        other = [replace(captures[0], counts=np.roll(captures[0].counts, half)), *other]
    with pytest.raises(FitRefused, match="Left and right foot are swapped"):
        fit(board, other)
    unnamed = [replace(c, name=f"lean {k}") for k, c in enumerate(other)]
    assert not judge_fit(board, fit(board, unnamed)).findings.cop.proven


def test_a_swapped_cell_of_pads_is_found_by_who_stands_on_one_leg() -> None:
    rng = np.random.default_rng(8)
    captures = leans(rng, true_gains(PADS, rng), noise=0.002)
    assert fit(PADS, captures).open_pairs == ((0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5))
    with pytest.raises(FitRefused, match="left_mt1 and right_heel seem swapped"):
        fit(PADS, swapped(captures, (1, 3)))


@pytest.mark.parametrize(
    ("board", "captures", "share", "cop"),
    [
        (PADS, lambda rng: leans(rng, true_gains(PADS, rng)), Why.EXCHANGED, Why.BLOCKS),
        (INSOLE, lambda rng: steps(rng, np.full(6, 24.0), leans=20), Why.SAMPLED, Why.ESTIMATED),
    ],
)
def test_what_no_mass_can_prove_is_said_and_no_fault(
    board: Board, captures: Callable[[np.random.Generator], list[Capture]], share: Why, cop: Why
) -> None:
    result = fit(board, captures(np.random.default_rng(3)))
    found = judge_fit(board, result).findings
    assert (found.share.why, found.cop.why) == (share, cop)
    pressed = judge_fit(board, result, pressed=True)
    assert pressed.word == "accept"
    assert pressed.findings.share.by is (By.FORETOLD if board is PADS else None)


def test_loads_that_do_not_fit_the_others_are_named() -> None:
    for seed in range(5):
        rng = np.random.default_rng([11, seed])
        captures = grid(true_gains(PLATE, rng), rng, jig=1.0, noise=0.001, cell=0.002)
        first, second = rng.choice([k for k, c in enumerate(captures) if c.load_n], 2, replace=False).tolist()
        heavy = [
            replace(c, counts=captures[0].counts + 1.03 * (c.counts - captures[0].counts))
            if k in (first, second)
            else c
            for k, c in enumerate(captures)
        ]
        load = of(PLATE, heavy).load
        assert load.why is Why.ODD_LOADS
        assert set(load.names) == {captures[first].name, captures[second].name}
        assert of(PLATE, captures).load.why is not Why.ODD_LOADS


def test_a_side_whose_cells_all_read_more_is_named_unless_both_were_verified() -> None:
    rng = np.random.default_rng(12)
    first = np.array([c.nominal.gain for c in PLATE.cells])
    gains = first * (1 + 0.003 * rng.normal(0, 1, 8))
    heavy = [
        replace(c, load_n=c.load_n / 1.03) if c.x_mm > 0 else c
        for c in grid(gains, rng, jig=1.0, noise=0.001, cell=0.002)
    ]
    load = of(PLATE, heavy).load
    assert (load.why, load.foot) == (Why.SIDES_DIFFER, "right")
    assert load.error == pytest.approx(0.03, abs=0.006)
    kept = [replace(c, name=f"verify {c.name}") if k in (4, 13) else c for k, c in enumerate(heavy)]
    assert of(PLATE, kept).load.proven


@pytest.mark.parametrize(
    ("claims", "n"),
    [
        (verdict_claims.cells_off_claims, 6),
        (verdict_claims.wrong_mass_claims, 8),
        (verdict_claims.wide_feet_claims, 40),
        (verdict_claims.swapped_claims, 1),
    ],
)
def test_the_claims_hold_on_a_few_boards(claims: Callable[[int, int], list[Row]], n: int) -> None:
    rows = claims(n, 9)
    assert not [line(row) for row in rows if row.met is False]
    assert all("simulated" in line(row) for row in rows)


def test_every_state_has_its_sentence() -> None:
    """Each reason that stands in the catalogue makes a line, and that line can be made again from the saved values."""
    for claim in CLAIMS:
        for key in texts(f"finding_{claim}"):
            kind, _, value = key.partition("_")
            state = State.PROVEN if kind == "by" else State.NOT_PROVEN
            by, why = (By(value), None) if kind == "by" else (None, Why(value))
            found = Finding(state, by, why, error=0.01, foot="left", names=("a", "b"))
            plain = findings_dict(Findings(found, found, found))[claim] if _in_all(key) else None
            said = finding_line(claim, found)
            assert said.count("\n") == 0
            if plain:
                assert finding_line_of(claim, plain["state"], plain["said"]) == said
    assert (
        finding_line_of("cop", "?", "x")
        == finding_line_of("load", "proven", None)
        == finding_line_of("?", "", "")
        == ""
    )


def _in_all(key: str) -> bool:
    return all(key in texts(f"finding_{claim}") for claim in CLAIMS)


def test_a_verdict_is_no_better_than_what_was_proved() -> None:
    proven = Finding(State.PROVEN, By.FORETOLD, error=0.001)
    lacking = Finding(State.NOT_PROVEN, why=Why.NO_MARK, foot="left")
    wrong = Finding(State.REFUSED, why=Why.WRONG, error=20.0, foot="left", names=("x",))
    beyond = Finding(State.NOT_PROVEN, why=Why.BLOCKS)
    for word, cop, becomes in (
        ("accept", lacking, "warn"),
        ("accept", wrong, "refuse"),
        ("warn", wrong, "refuse"),
        ("accept", beyond, "accept"),
        ("refuse", lacking, "refuse"),
    ):
        said = with_findings(word, "So.", Findings(proven, proven, cop))
        assert said.word == becomes
        assert said.reason == "So." or said.reason.startswith("So. CoP: ")


def test_a_refused_cop_ends_with_1_and_the_page_shows_all_three(
    by_weight: list[list[Capture]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "readings.csv"
    marks = by_weight[0]
    beside = [replace(c, x_mm=c.x_mm - 30) if c.name == "verify left" else c for c in marks]
    for captures, code, state in (
        (marks, 0, "proven"),
        (beside, 1, "refused"),
        (without_marks(marks), 0, "not proven"),
    ):
        path.write_text(write_captures(captures, PLATE), "utf-8")
        assert main(["calibrate", "--from", str(path), "--board", "plate"]) == code
        assert f"\nCoP: {state}. " in capsys.readouterr().out


def test_how_exactly_a_board_is_built_is_told_on_the_command_line(
    by_weight: list[list[Capture]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "readings.csv"
    path.write_text(write_captures(without_marks(by_weight[1]), PLATE), "utf-8")
    for args, mm in (((), "3.0"), (("--build-mm", "0.5"), "0.5")):
        assert main(["calibrate", "--from", str(path), "--board", "plate", "--json", *args]) == 0
        out = capsys.readouterr().out
        assert f'"build_mm": {mm}' in out
        assert '"verdicts": {"load": {"state": "proven"' in out


def test_three_cells_show_what_they_can() -> None:
    """A triangle knows no twist: what leans cannot tell stays open, and is not proven."""
    board = load_board("plate-three")
    result: Fit = fit(board, _three(board), Precision(load_noise=0.002))
    assert (0, 1) in result.open_pairs
    assert not any(a < 3 <= b for a, b in result.open_pairs)
    assert judge_fit(board, result).findings.cop.why is Why.NO_MARK


def _three(board: Board) -> list[Capture]:
    rng = np.random.default_rng(6)
    gains = true_gains(board, rng)
    captures = [Capture("empty", 0.0, np.nan, np.nan, np.full(6, 5000.0))]
    for k in range(30):
        left = (1.0, 0.0, 0.5)[k % 3]
        share = rng.dirichlet([6, 3, 3])
        force = 700 * np.concatenate([left * share, (1 - left) * share[::-1]])
        captures.append(Capture(f"lean {k}", 700.0, np.nan, np.nan, 5000.0 + force / gains))
    return captures
