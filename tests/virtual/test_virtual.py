"""The virtual board: repeatable, blind where a real one is, and true to its truth."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.boards import FEET, load_board
from tripod.device.blocks import Block
from tripod.device.protocol import Banner, Decoder, Status
from tripod.force.calibration import nominal
from tripod.force.counts_to_newtons import ForceLaw
from tripod.virtual.board import START_US, VirtualBoard
from tripod.virtual.scenario import ScenarioError, parse_scenario
from tripod.virtual.scenario_motions import SCENARIOS
from tripod.virtual.sole import REGIONS, quiet_part, region_positions, spread
from tripod.virtual.sway import GRID_HZ, Sway

Make = Callable[[str], VirtualBoard]
Bytes = Callable[[VirtualBoard], bytes]
ToBlock = Callable[[bytes], Block]


def truth(board: VirtualBoard) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([t.t_s for t in board.truth]), np.concatenate([t.cell_n for t in board.truth])


def test_same_seed_same_bytes_and_another_seed_others(virtual_board: Make, bytes_of: Bytes) -> None:
    one, same, other = (bytes_of(virtual_board(f"shift,seconds=3,seed={s}")) for s in (5, 5, 6))
    assert one == same
    assert one != other


def test_the_stream_begins_half_a_second_before_the_clock_wraps(virtual_board: Make, bytes_of: Bytes) -> None:
    data = bytes_of(virtual_board("quiet,seconds=2"))
    first = next(e for e in Decoder().feed(data) if isinstance(e, Banner))
    assert first.t_us == START_US == 2**32 - 500_000


@pytest.mark.parametrize("board", ["pads", "insole", "plate", "insole-right"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_on_every_board_keeps_its_rate(
    scenario: str, board: str, virtual_board: Make, bytes_of: Bytes, block_of: ToBlock
) -> None:
    made = virtual_board(f"{scenario},board={board},seconds=4")
    block = block_of(bytes_of(made))
    assert len(block) == 4 * made.rate_hz
    assert (np.diff(block.seq) == 1).all()
    assert np.diff(block.tick_us) == pytest.approx(1e6 / made.rate_hz, abs=1)
    assert not block.status.any()


@pytest.mark.parametrize("board", ["pads", "insole", "plate"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_measured_newtons_follow_the_truth_after_the_group_delay(
    board: str, seed: int, virtual_board: Make, bytes_of: Bytes, block_of: ToBlock
) -> None:
    made = virtual_board(f"shift,board={board},seconds=15,seed={seed}")
    block = block_of(bytes_of(made))
    assert made.calibration
    force = ForceLaw(made.board, made.calibration)(block)
    t = (block.tick_us - START_US) / 1e6 - made.board.front_end.group_delay_s
    at, cells = truth(made)
    loaded = t > 0.5
    for k in range(cells.shape[1]):
        expected = np.interp(t, at, cells[:, k])[loaded]
        error = force[loaded, k] - expected
        # 3 sigma of gain residual and zero, half the hysteresis, and creep of an FSR over 15 s.
        sure = 0.009 * expected + 3 * made.board.errors.zero_n
        slow = (0.5 * made.board.errors.hysteresis + (0.02 if board == "insole" else 0.001)) * expected
        # Free-running converters are up to a period apart in time.
        skew = np.abs(np.gradient(expected)) * 1.5 if board != "insole" else 0.03 * expected + 0.15
        assert (np.abs(error) <= sure + slow + skew + 0.3).all()


def test_the_person_sways_as_people_do() -> None:
    cop = Sway(np.random.default_rng(8))(int(300 * GRID_HZ))[:, :2] * (4, 3)
    sd = cop.std(0)
    velocity = np.hypot(*np.diff(cop, axis=0).T).mean() * GRID_HZ
    assert sd == pytest.approx([4, 3], rel=0.35)
    # 1930 trials of young adults on firm ground: 5-95 % are 5.2 to 15.5 mm/s
    assert 5.2 < velocity < 15.5


def test_the_foot_has_regions_that_no_insole_sees() -> None:
    insole = load_board("insole")
    seen = {r for c in insole.cells for r in c.sees}
    assert {"midfoot", "mt2", "mt3", "mt4", "hallux", "toes"} == set(REGIONS) - seen


def test_quiet_stance_loads_the_foot_as_published() -> None:
    part = dict(zip(REGIONS, quiet_part(), strict=True))
    assert part["heel"] == pytest.approx(0.54, abs=0.05)
    assert sum(part[f"mt{k}"] for k in range(1, 6)) == pytest.approx(0.37, abs=0.08)
    assert part["hallux"] + part["toes"] < 0.06
    cop = quiet_part() @ region_positions("right", 1.0)
    assert 0.36 <= cop[1] <= 0.41


@pytest.mark.parametrize("foot", FEET)
def test_a_spread_has_the_cop_that_was_asked_for(foot: str) -> None:
    middle = quiet_part() @ region_positions(foot, 260)
    shift = np.array([[0, 0], [0, -30], [0, 40], [5, 0], [-6, 10]], float)
    part = spread(middle + shift, np.ones(5), foot, 260, ())
    assert part @ region_positions(foot, 260) == pytest.approx(middle + shift, abs=0.1)
    assert part.sum(1) == pytest.approx(np.ones(5))
    assert (part > 0).all()


def test_a_cop_that_the_foot_cannot_reach_is_drawn_back() -> None:
    part = spread(np.array([[500.0, 0.0]]), np.ones(1), "right", 260, ())
    assert np.isfinite(part).all()
    assert part.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("short", {Status.SATURATED, Status.SHORTED}),
        ("saturated", {Status.SATURATED, Status.SHORTED}),
        ("stuck", {Status.OK, Status.STUCK}),
        ("torn", {Status.OK, Status.TORN}),
        ("missing", {Status.MISSING}),
        ("open", {Status.SATURATED, Status.SHORTED}),
        ("noise", {Status.OK}),
        ("swapped", {Status.OK}),
    ],
)
def test_faults_show_in_their_cell_only(
    fault: str, status: set[Status], virtual_board: Make, bytes_of: Bytes, block_of: ToBlock
) -> None:
    made = virtual_board(f"quiet,seconds=5,fault={fault}:left_mt1")
    block = block_of(bytes_of(made))
    assert {Status(s) for s in block.status[:, 1]} == status
    assert not np.delete(block.status, 1, axis=1).any()


def test_swapped_cells_read_each_other(virtual_board: Make, bytes_of: Bytes, block_of: ToBlock) -> None:
    sound = block_of(bytes_of(virtual_board("quiet,seconds=2")))
    swapped = block_of(bytes_of(virtual_board("quiet,seconds=2,fault=swapped:left_mt1:right_heel")))
    assert (swapped.counts[:, [1, 3]] == sound.counts[:, [3, 1]]).all()


def test_an_open_fsr_looks_like_an_unloaded_one(virtual_board: Make, bytes_of: Bytes, block_of: ToBlock) -> None:
    made = virtual_board("quiet,board=insole,seconds=2,fault=open:left_heel")
    block = block_of(bytes_of(made))
    assert not block.status.any()
    assert made.calibration
    assert ForceLaw(made.board, made.calibration)(block)[:, 0] == pytest.approx(0, abs=0.1)


def test_a_raw_board_is_worse_than_a_calibrated_one(virtual_board: Make, bytes_of: Bytes, block_of: ToBlock) -> None:
    made = virtual_board("quiet,board=insole,seconds=4,cal=nominal")
    assert made.calibration is None
    force = ForceLaw(made.board, nominal(made.board))(block_of(bytes_of(made)))
    _, cells = truth(made)
    assert np.abs(force[-400:].mean(0) / cells[-400:].mean(0) - 1).max() > 0.03


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("quite", "Did you mean quiet"),
        ("quiet,bord=pads", "Did you mean board"),
        ("quiet,board=plat", "Did you mean plate"),
        ("quiet,weight_kg=72,5", "72.5, not a comma"),
        ("quiet,weight_kg=nan", "between 20 and 300"),
        ("quiet,weight_kg=-4", "between 20 and 300"),
        ("quiet,weight_kg=1e9", "between 20 and 300"),
        ("quiet,seed=1.5", "not a whole number"),
        ("quiet,seed=", "needs a value"),
        ("quiet,cal=factry", "Did you mean factory"),
        ("quiet,fault=opn", "Did you mean open"),
        ("quiet,fault=open:left_hel", "Did you mean left_heel"),
        ("csv", "needs path"),
        ("quiet,path=x.csv", "belongs to virtual:csv"),
        ("", "There is no scenario"),
    ],
)
def test_wrong_words_are_answered(text: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        parse_scenario(text)


HEADER = "time_s,left_force_n,left_ml_mm,left_ap_mm,right_force_n,right_ml_mm,right_ap_mm"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "lacks the column time_s"),
        ("time_s,left_force_n\n0,1\n", "lacks the column left_ml_mm"),
        (HEADER.replace(",", ";") + "\n", "semicolons"),
        (HEADER + "\n0,1,2,3,4,5,6\n", "at least 3"),
        (HEADER + "\n" + "0,1,2,3,4,5,6\n" * 4, "does not run forward"),
        (HEADER + "\n" + "".join(f"{t},400,0,0,400,0,0\n" for t in (0, 0.1, 0.2, 5)), "before row 5 rows are missing"),
        (HEADER + "\n0,1,2,x,4,5,6\n", "row 2: left_ap_mm is 'x'"),
        (HEADER + "\n0,1,2,,4,5,6\n", "left_ap_mm is missing"),
        (HEADER + "\n0,nan,2,3,4,5,6\n", "left_force_n is 'nan'"),
        (HEADER + "\n" + "".join(f"{t / 10},0,0,0,0,0,0\n" for t in range(9)), "Nobody stands in trial.csv"),
        (HEADER + "\n" + "".join(f"{t / 10},1e30,0,0,0,0,0\n" for t in range(9)), "nobody stands like that"),
        (HEADER + "\n" + "".join(f"{t},400,0,0,0,0,0\n" for t in range(9)), "rows are 1 s apart"),
    ],
)
def test_wrong_recordings_to_stand_on_the_board_are_refused(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "trial.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=says):
        VirtualBoard(parse_scenario(f"csv,path={path},board=plate"))


def test_a_recording_is_moved_as_one_and_what_cannot_be_carried_is_said(
    tmp_path: Path, bytes_of: Bytes, block_of: ToBlock
) -> None:
    t = np.arange(0, 5, 0.01)
    rows = np.stack([t, 300 + 0 * t, -90 + 3 * np.sin(t), 1000 + 5 * t, 400 + 0 * t, 95 + 0 * t, 1010 - 5 * t], axis=1)
    path = tmp_path / "trial.csv"
    np.savetxt(path, rows, delimiter=",", header=HEADER, comments="")
    made = VirtualBoard(parse_scenario(f"csv,path={path},board=plate,centred=yes"))
    assert "rows of the recording" not in made.notice()
    assert made.calibration
    block = block_of(bytes_of(made))
    balance = BalanceLaw(made.board, Feet())(ForceLaw(made.board, made.calibration)(block))
    apart = balance.cop_mm[50:, 1] - balance.cop_mm[50:, 0]
    assert apart[:, 0].mean() == pytest.approx(185, abs=2)
    assert balance.both_cop_mm[50:].mean(0) == pytest.approx([0, 132.5], abs=3)
    rows[:50, 2] = -400
    np.savetxt(path, rows, delimiter=",", header=HEADER, comments="")
    notice = VirtualBoard(parse_scenario(f"csv,path={path},board=plate,centred=yes")).notice()
    assert "50 of 500 rows" in notice


@pytest.mark.shared_data
def test_a_real_person_stands_on_the_plate(
    shared_data: Path, bytes_of: Bytes, block_of: ToBlock, record_property: Callable[[str, object], None]
) -> None:
    """PDS13CR2: CoP of both feet within 1 mm RMS of the recording, total within 1 %."""
    path = shared_data / "PDS13CR2_feet.csv"
    made = VirtualBoard(parse_scenario(f"csv,path={path},board=plate,centred=yes"))
    block = block_of(bytes_of(made))
    assert made.calibration
    balance = BalanceLaw(made.board, Feet())(ForceLaw(made.board, made.calibration)(block))
    raw = np.genfromtxt(path, delimiter=",", skip_header=1)
    load = raw[:, [1, 4]]
    net = (raw[:, [2, 3]] * load[:, :1] + raw[:, [5, 6]] * load[:, 1:]) / load.sum(1, keepdims=True)
    net = net - net.mean(0) + [0, 132.5]
    t = (block.tick_us - START_US) / 1e6 - made.board.front_end.group_delay_s
    inside = (t > 0.1) & (t < raw[-1, 0])
    expected = np.stack([np.interp(t, raw[:, 0] - raw[0, 0], net[:, k]) for k in range(2)], axis=1)
    rms = np.sqrt(((balance.both_cop_mm - expected)[inside] ** 2).mean(0))
    total = balance.total_n[inside].mean() / load.sum(1).mean() - 1
    record_property("rms_mm", rms.tolist())
    print(f"PDS13CR2 on the virtual plate: CoP RMS {rms[0]:.2f} mm ML, {rms[1]:.2f} mm AP, total {100 * total:+.2f} %")
    assert np.hypot(*rms) < 1
    assert abs(total) < 0.01


@pytest.mark.parametrize(
    "text", ["{}", "quiet,seed={}", "quiet,{}=1", "quiet,fault={}", "quiet,1={}", "quiet,board={}"]
)
def test_a_refusal_stays_short_whatever_was_typed(text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text.format("x[9" * 2000))
    assert len(str(caught.value)) < 400
