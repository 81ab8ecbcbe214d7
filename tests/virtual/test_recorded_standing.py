"""Where a force-plate recording stands on the virtual board."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.plate_files.conftest import as_text, stance
from tripod.cli import main
from tripod.device.items import Hello, StanceSet
from tripod.live.session import Session
from tripod.plate_files.refusal import COLUMNS
from tripod.sources import fast_clock, open_source
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import ScenarioError, parse_scenario
from tripod.virtual.stance_file import StanceFileError

Array = NDArray[np.float64]
Write = Callable[..., Path]

ROWS = stance(300)
PLACES = (
    "left_heel_ml_mm",
    "left_heel_ap_mm",
    "left_turn_deg",
    "right_heel_ml_mm",
    "right_heel_ap_mm",
    "right_turn_deg",
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes rows of `COLUMNS` as a file, with more columns of constants."""

    def file(rows: Array = ROWS, **more: float) -> Path:
        path = tmp_path / "trial.csv"
        wide = np.column_stack([rows, *(np.full(len(rows), value) for value in more.values())])
        path.write_text(as_text(wide, [*COLUMNS, *more]))
        return path

    return file


def stood(path: Path, options: str = "", board: str = "plate") -> tuple[VirtualBoard, Array]:
    """The board, and the mean CoP (2, 2) of each foot on it in the first quarter of a second."""
    made = VirtualBoard(parse_scenario(f"csv,path={path},board={board}{options}"))
    made.keep_truth = True
    made.packets()
    return made, made.truth[0].cop_mm[made.truth[0].t_s > 0].mean(0)


def run_to_end(session: Session) -> None:
    """Read all that comes."""
    while session.step():
        pass
    session.close()


def test_a_recording_stands_where_it_stood_and_the_origin_is_said(write: Write) -> None:
    made, cop = stood(write())
    assert cop == pytest.approx(ROWS[:25, [2, 3, 5, 6]].mean(0).reshape(2, 2), abs=1)
    assert "origin is taken as the board's" in made.notice()
    assert "at=RIGHT:FORWARD" in made.notice()


@pytest.mark.parametrize("options", ["", ",at=0:200", ",rotate=90"])
def test_one_that_stood_beside_the_cells_is_refused_in_one_sentence(options: str, write: Write) -> None:
    with pytest.raises(StanceFileError, match=r"at=RIGHT:FORWARD.*centred=yes") as error:
        stood(write(ROWS + np.array([0, 0, 0, 200, 0, 0, 200]) if not options else ROWS), options)
    assert str(error.value).count(". ") == 0


def test_its_origin_lies_where_one_says_and_nothing_is_left_to_say(write: Write) -> None:
    made, cop = stood(write(ROWS + np.array([0, 0, 300, 1000, 0, 300, 1000])), ",at=-310:-995")
    assert cop - ROWS[:25, [2, 3, 5, 6]].mean(0).reshape(2, 2) == pytest.approx(np.array([[-10, 5]] * 2), abs=1)
    assert made.notice() == ""


def test_its_axes_may_be_turned_against_the_boards(write: Write) -> None:
    """A plate whose forward is the person's left: the person's right is its forward, so that turned by 90 degrees
    clockwise it is as it was."""
    rows = ROWS.copy()
    rows[:, [2, 3]] = np.column_stack([-ROWS[:, 3], ROWS[:, 2]])
    rows[:, [5, 6]] = np.column_stack([-ROWS[:, 6], ROWS[:, 5]])
    _, cop = stood(write(rows), ",rotate=90,at=0:0")
    assert cop == pytest.approx(ROWS[:25, [2, 3, 5, 6]].mean(0).reshape(2, 2), abs=1)


def test_it_is_centred_on_request_alone_and_that_is_said(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(ROWS + np.array([0, 0, 300, 1000, 0, 300, 1000]))
    made, cop = stood(path, ",centred=yes")
    assert cop.mean(0) == pytest.approx([0, 132.5], abs=5)
    assert "shares, scores and margins are artefacts" in made.notice()
    assert main(["monitor", f"virtual:csv,path={path},board=plate,centred=yes", "--fast", "--json"]) == 0
    assert any("artefacts" in said for said in json.loads(capsys.readouterr().out)["notices"])
    source = f"virtual:csv,path={path},board=plate,centred=yes"
    main(["drill", "tripod-hold", "--source", source, "--fast", "--mute", "--json"])
    assert any("artefacts" in said for said in json.loads(capsys.readouterr().out)["notices"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("quiet,at=0:0", "at= belongs to virtual:csv"),
        ("quiet,centred=yes", "centred= belongs to virtual:csv"),
        ("csv,path=x,at=0", "RIGHT:FORWARD"),
        ("csv,path=x,at=0:0:0", "RIGHT:FORWARD"),
        ("csv,path=x,at=0:nan", "must lie between"),
        ("csv,path=x,rotate=400", "must lie between"),
        ("csv,path=x,centred=maybe", "value of centred"),
        ("csv,path=x,at=0:0,centred=yes", "exclude one another"),
    ],
)
def test_wrong_options_are_answered(text: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        parse_scenario(text)


def test_a_measured_stance_in_the_file_is_where_the_feet_stand(write: Write) -> None:
    path = write(**dict(zip(PLACES, (-90.0, -4.0, 12.0, 96.0, 3.0, 5.0), strict=True)))
    session = Session(open_source(f"virtual:csv,path={path},board=plate,at=-5:10", clock=fast_clock()))
    run_to_end(session)
    assert session.pipeline.setup
    poses = session.pipeline.setup.poses
    assert [(p.x_mm, p.y_mm, p.turn_deg) for p in poses.values()] == [
        pytest.approx((-95, 6, 12)),
        pytest.approx((91, 13, 5)),
    ]
    assert all(p.measured for p in poses.values())


@pytest.mark.parametrize("places", [(-0.1, 0.0, 12.0, 0.1, 0.0, 5.0), (-1500.0, 0.0, 12.0, 100.0, 0.0, 5.0)])
def test_a_foot_beside_its_own_cop_is_refused(places: tuple[float, ...], write: Write) -> None:
    path = write(**dict(zip(PLACES, places, strict=True)))
    with pytest.raises(StanceFileError, match="in millimetres, and of the same origin"):
        VirtualBoard(parse_scenario(f"csv,path={path},board=plate,at=-5:10"))


def test_the_person_who_says_how_the_feet_are_turned_is_believed(write: Write, tmp_path: Path) -> None:
    path = write(**dict(zip(PLACES, (-90.0, -4.0, 12.0, 96.0, 3.0, 5.0), strict=True)))
    source = open_source(f"virtual:csv,path={path},board=plate,at=0:0", clock=fast_clock())
    session = Session(source, turned_deg={"left": 0.0, "right": 0.0})
    session.record_from_start(tmp_path / "r")
    run_to_end(session)
    again = Session(open_source(str(tmp_path / "r")))
    run_to_end(again)
    for of in (session, again):
        assert of.pipeline.setup
        assert [p.turn_deg for p in of.pipeline.setup.poses.values()] == [0, 0]


def test_the_files_stance_is_in_a_recording_of_it(write: Write, tmp_path: Path) -> None:
    path = write(**dict(zip(PLACES, (-90.0, -4.0, 12.0, 96.0, 3.0, 5.0), strict=True)))
    session = Session(open_source(f"virtual:csv,path={path},board=plate,at=0:0", clock=fast_clock()))
    session.record_from_start(tmp_path / "r")
    run_to_end(session)
    again = Session(open_source(str(tmp_path / "r")))
    run_to_end(again)
    assert again.pipeline.setup
    assert session.pipeline.setup
    assert again.pipeline.setup.poses == session.pipeline.setup.poses
    assert again.pipeline.frames == session.pipeline.frames


def test_the_stance_follows_the_banner(write: Write) -> None:
    path = write(left_heel_ml_mm=-100.0, left_heel_ap_mm=0.0, left_turn_deg=7.0)
    source = open_source(f"virtual:csv,path={path},board=plate,at=0:0", clock=fast_clock())
    items = [item for _ in range(20) for item in source.read()]
    kinds = [type(item) for item in items]
    assert kinds.index(StanceSet) == kinds.index(Hello) + 1
    assert kinds.count(StanceSet) == 1
    assert [list(item.stance) for item in items if isinstance(item, StanceSet)] == [["left"]]


def test_turned_axes_turn_the_measured_feet(write: Write) -> None:
    path = write(left_heel_ml_mm=-100.0, left_heel_ap_mm=0.0, left_turn_deg=7.0, right_heel_ml_mm=100.0,
                 right_heel_ap_mm=0.0, right_turn_deg=7.0)  # fmt: skip
    stance_of = stood(path, ",at=0:0,rotate=4")[0].stance()
    assert {f: float(np.degrees(p.turn_rad)) for f, p in stance_of.items()} == pytest.approx({"left": 3, "right": 11})


def test_on_pads_the_load_spreads_over_the_feet_where_they_stood(write: Write) -> None:
    """The foot stood 15 mm further back than it is drawn, so that the same CoP lies further forward in it."""
    places = {"left_heel_ml_mm": -100.0, "left_heel_ap_mm": 0.0, "left_turn_deg": 0.0}
    drawn = stood(write(**places), ",at=0:0", "pads")[0]
    back = stood(write(**{**places, "left_heel_ap_mm": -15.0}), ",at=0:0", "pads")[0]
    heel = [made.truth[0].cell_n[-1, 0] for made in (drawn, back)]
    assert heel[1] < heel[0] - 15
    assert drawn.stance() == {}


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ({"left_heel_ml_mm": -100.0, "left_heel_ap_mm": 0.0, "left_turn_deg": 80.0}, "turned outward by"),
        ({"left_heel_ml_mm": np.nan, "left_heel_ap_mm": 0.0, "left_turn_deg": 8.0}, "place changes from row to row"),
    ],
)
def test_places_where_no_foot_stood_are_refused(places: dict[str, float], says: str, write: Write) -> None:
    with pytest.raises(StanceFileError, match=says):
        stood(write(**places), ",at=0:0")


def test_a_mapping_file_may_say_where_the_feet_stood(tmp_path: Path, write: Write) -> None:
    columns = tmp_path / "columns.toml"
    sides = "\n".join(
        f'[{side}]\nforce = "{side}_force_n"\nml = "{side}_ml_mm"\nap = "{side}_ap_mm"\n'
        f"stood = {{ heel_ml_mm = {x}, heel_ap_mm = 2, turn_deg = 9 }}"
        for side, x in (("left", -98), ("right", 97))
    )
    columns.write_text(f'schema = 1\ntime = "time_s"\n{sides}\n')
    stance_of = stood(write(), f",map={columns},at=0:0")[0].stance()
    assert {f: (p.x_mm, p.y_mm) for f, p in stance_of.items()} == {"left": (-98, 2), "right": (97, 2)}
