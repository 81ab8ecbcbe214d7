"""`tripod doctor SOURCE --step N`: what it prints, and the record of the build that it writes."""

import json
from collections.abc import Callable

import pytest

from tripod.cli import main
from tripod.storage.places import build_record_path, user_data

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*args: str) -> tuple[int, str, str]:
        code = main(args)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_step_that_is_done_is_kept_and_the_next_beside_it(run: Run) -> None:
    source = "virtual:empty,board=pads,seed=4"
    code, out, err = run("doctor", source, "--fast", "--step", "6")
    assert (code, err) == (0, "")
    assert "Step 6 (Flash) is done" in out
    (path,) = (user_data() / "builds").glob("*.json")
    code, _, _ = run("doctor", source.replace("seed=4", "seed=4,fault=missing:left_mt1"), "--fast", "--step", "6")
    assert code == 1
    kept = json.loads(path.read_text("utf-8"))
    assert path == build_record_path(kept["board_id"])
    assert (kept["build"], kept["simulated"]) == ("pads", True)
    assert [(step["step"], step["verdict"]) for step in kept["steps"]] == [(6, "pass"), (6, "fail")]
    failed = [check for check in kept["steps"][1]["checks"] if check["verdict"] == "fail"]
    assert {(check["check"], *check["cells"]) for check in failed} == {("readings", "left_mt1")}
    assert "base of the left big toe" in failed[0]["said"]
    # What the board and the gate both see is one finding.
    run("doctor", source.replace("seed=4", "seed=4,fault=stuck:left_mt1"), "--fast", "--step", "6")
    failed = [
        check for check in json.loads(path.read_text("utf-8"))["steps"][2]["checks"] if check["verdict"] == "fail"
    ]
    assert [check["check"] for check in failed] == ["readings"]
    assert "stands still" in failed[0]["said"]


def test_a_step_that_failed_says_so_in_one_sentence(run: Run) -> None:
    code, out, err = run("doctor", "virtual:empty,board=plate,fault=noise:left_back_left", "--fast", "--step", "7")
    assert code == 1
    assert "FAIL         noise" in out
    assert "data on D2" in out
    assert err == "tripod: Step 7 (Flash) is not done: see the lines with FAIL.\n"


def test_nobody_presses_is_neither_passed_nor_failed(run: Run) -> None:
    code, out, err = run("doctor", "virtual:empty,board=insole-tonight", "--fast", "--step", "4", "--wait", "2")
    assert code == 1
    assert out.count("press the") == 3
    assert "It cannot be told whether step 4" in err


def test_a_mass_is_asked_for_where_one_was_said(run: Run) -> None:
    source = ("doctor", "virtual:empty,board=insole-tonight", "--fast", "--step", "4", "--wait", "2")
    code, out, _ = run(*source, "--mass", "1 kg")
    assert (code, out.count("put the 1 kg on the")) == (1, 3)
    code, out, _ = run(*source)
    assert (code, "--mass" in out) == (1, True), "without one it says what it did not see"


def test_a_plate_is_passed_under_the_name_that_its_builder_says(run: Run) -> None:
    source = ("doctor", "virtual:empty,board=plate", "--fast", "--step", "7")
    code, out, _ = run(*source)
    assert (code, "--build plate" in out) == (1, True)
    assert run(*source, "--build", "plate")[0] == 0
    code, out, _ = run(*source, "--build", "plate-ply")
    assert (code, "tripod flash PORT --board plate-ply" in out) == (1, True)


def test_a_damaged_record_is_left_as_it_is(run: Run) -> None:
    source = "virtual:empty,board=pads"
    run("doctor", source, "--fast", "--step", "6")
    (path,) = (user_data() / "builds").glob("*.json")
    path.write_text("{", "utf-8")
    code, _, err = run("doctor", source, "--fast", "--step", "6")
    assert code == 1
    assert "record of the build could not be written" in err
    assert path.read_text("utf-8") == "{"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("doctor", "--step", "6"), "Say at which port"),
        (("doctor", "virtual:empty", "--fast", "--step", "7", "--mass", "a bottle"), "a bottle"),
        (("doctor", "virtual:empty", "--fast", "--step", "7", "--mass", "1 kg"), "take one of 3.0 to 120.0 kg"),
        (("doctor", "virtual:empty", "--fast", "--step", "2"), "6 (Flash), 7 (Mats)"),
        (("doctor", "virtual:empty", "--fast", "--step", "6", "--build", "pad"), "no build called 'pad'"),
    ],
)
def test_wrong_input_is_answered_in_one_sentence(args: tuple[str, ...], says: str, run: Run) -> None:
    code, out, err = run(*args)
    assert (code, out) == (1, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_firmware_that_is_older_than_what_ships_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tripod.virtual.board.FIRMWARE", (0, 0, 9))
    _, out, _ = run("doctor", "virtual:empty,board=pads", "--fast", "--seconds", "2")
    assert "is 0.0.9, older than" in out
    assert "tripod flash PORT --board pads" in out
    monkeypatch.undo()
    assert "older than" not in run("doctor", "virtual:empty,board=pads", "--fast", "--seconds", "2")[1]
