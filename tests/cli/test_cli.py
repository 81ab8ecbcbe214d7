"""The command line as a user types it: contracts of output, exit codes, and wrong input."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tripod.calibration.store import calibration_store
from tripod.cli.window import heard
from tripod.sound.output import File, Render
from tripod.sound.tone import RATE
from tripod.storage.places import boards_folder
from tripod.storage.settings import own_drills

Run = Callable[..., tuple[int, str, str]]


def test_json_is_all_that_stands_on_stdout(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("monitor", "virtual:quiet,seconds=1", "--json", "--fast", "--record", str(tmp_path / "r"))
    assert code == 0
    assert len(out.strip().splitlines()) == 1
    json.loads(out)
    code, out, err = run("monitor", "virtual:nothing", "--json")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1


def test_monitor_of_a_recording_says_the_same(run: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "r")
    _, live, _ = run("record", "virtual:roll-in,seconds=3", "--fast", "--json", "-o", folder)
    _, again, _ = run("monitor", folder, "--json")
    assert json.loads(live)["share"] == json.loads(again)["share"]
    assert json.loads(live)["cop_mm"] == json.loads(again)["cop_mm"]


@pytest.mark.parametrize("rows", [1, 20])
def test_a_recording_of_a_moment_says_how_short_it_was_and_asks_nobody_to_wait(
    run: Run, tmp_path: Path, rows: int
) -> None:
    folder = tmp_path / "r"
    run("record", "virtual:quiet,seconds=2", "--fast", "-o", str(folder))
    (folder / "summary.json").unlink()
    head, *samples = (folder / "samples.csv").read_text("utf-8").splitlines()
    (folder / "samples.csv").write_text("\n".join([head, *samples[:rows]]) + "\n", "utf-8")
    judged = json.loads(run("monitor", str(folder), "--json")[1])["judgement"]
    assert (judged["answer"], judged["why"]) == ("cannot tell", "too_short")
    seconds = "0.0" if rows == 1 else "0.2"
    assert judged["said"] == f"Cannot tell: only {seconds} s were seen: too few for the sensors to be checked."


def test_people_read_plain_words(run: Run) -> None:
    code, out, _ = run("monitor", "virtual:quiet,board=insole,seconds=1", "--fast")
    assert code == 0
    assert "base of big toe" in out
    assert "simulated" in out
    assert "not a weight" in out
    assert " N," not in out
    assert "kg" not in out


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["monitor", "virtual:quite"], 1, "Did you mean quiet"),
        (["monitor", "/dev/ttyNOPE"], 1, "There is no port"),
        (["monitor", "virtual:quiet,seconds=1", "--fast", "--record", "/proc/nope"], 1, "cannot be written"),
        (["monitor", "virtual:quiet,seconds=1", "--fast", "--record", "/no/where"], 1, "does not exist"),
        (["record", "virtual:quiet,seconds=1", "--fast", "-o", "/"], 1, "is not empty"),
        (["monitor", "/dev/null", "--fast"], 1, "--fast works on virtual boards only"),
        (["monitor"], 2, "missing: SOURCE"),
        (["monitr", "x"], 2, "did you mean monitor?"),
        (["monitor", "virtual:quiet", "--seconds", "0,5"], 2, "decimals with a point"),
        (["monitor", "virtual:quiet", "--seconds", "nan"], 2, "between 0.1"),
        (["monitor", "virtual:quiet", "--seconds", "-1"], 2, "between 0.1"),
        (["monitor", "virtual:quiet", "--foot-mm", "9999"], 2, "between 180 and 340"),
        (["record", "virtual:quiet"], 2, "-o/--output"),
        (["people", "--yes"], 2, "--yes belongs to --delete"),
        (["calibrate", "--from", "nope.csv", "--board", "insole"], 1, "The readings file nope.csv is not there"),
    ],
)
def test_wrong_input_is_answered_in_one_sentence(args: list[str], code: int, says: str, run: Run) -> None:
    got, out, err = run(*args)
    assert got == code
    assert says in err
    assert out == ""
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1


def test_ports_and_doctor_explain_themselves(run: Run) -> None:
    code, out, _ = run("ports")
    assert code == 0
    assert out.strip()
    code, out, _ = run("ports", "--json")
    assert isinstance(json.loads(out), list)
    code, out, _ = run("doctor")
    assert out.splitlines()[-1].startswith("→ No board was examined. Name its port")
    assert code == 0
    assert "Qt: loads" in out
    code, out, err = run("doctor", "virtual:quiet,board=insole,fault=short:left_mt1+stuck:right_heel", "--fast")
    assert code == 1
    assert err.startswith("tripod: Something is wrong with this board")
    assert "left_mt1" in out
    assert "shorted" in out
    assert re.search(r"right heel always reads \d+ counts, while others under that foot move", out)
    assert "not tested by this board: open" in out
    assert "unplugged FSR" in out


@pytest.mark.parametrize("command", [["live", "virtual:quiet"], []])
def test_without_a_display_the_window_says_so(command: list[str], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    code, _, err = run(*command)
    assert code == 1
    assert "There is no display here" in err


def test_without_qt_the_missing_library_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Python says on a machine without libEGL, as the import of PySide6 raises it there."""

    class Broken:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name.startswith("PySide6"):
                raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    for name in [m for m in sys.modules if m.startswith("PySide6")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    code, _, err = run("live", "virtual:quiet")
    assert code == 1
    assert "libEGL.so.1 is missing. Install it with: apt-get install -y libglib2.0-0" in err


def test_python_dash_m_runs_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tripod", "--version"], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith("tripod ")


def test_a_reader_that_leaves_is_no_traceback() -> None:
    done = subprocess.run(
        f"{sys.executable} -m tripod monitor virtual:quiet,seconds=1 --fast | true",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_a_cable_pulled_for_good_is_no_success(run: Run, tmp_path: Path) -> None:
    code, out, err = run("monitor", "virtual:quiet,fault=unplug,seconds=5", "--fast", "--seconds", "30")
    assert (code, out) == (1, "")
    assert "unplugged; waiting" in err
    assert "did not come back" in err
    code, out, err = run("doctor", "virtual:quiet,fault=unplug", "--fast", "--seconds", "9")
    assert "THE BOARD WENT AWAY" in out
    assert "left_heel" in out
    assert code == 1
    assert "went away before the examination was done" in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("json_", [(), ("--json",)])
def test_a_calibration_of_another_kind_of_board_is_not_taken_in(
    json_: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    example = Path(__file__).parents[2] / "calibration" / "examples" / "plate" / "calibration.json"
    own = json.loads(example.read_text("utf-8")) | {"board_id": "ab" * 8}
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(own | {"board": "pads"}), "utf-8")
    code, out, err = run("calibrate", "--import", str(wrong), *json_)
    assert (code, out) == (1, "")
    assert "does not describe the 6 cells" in err
    assert len(err.strip().splitlines()) == 1
    assert calibration_store().versions("ab" * 8) == []
    wrong.write_text(json.dumps(own), "utf-8")
    assert run("calibrate", "--import", str(wrong), *json_)[0] == 0


@pytest.mark.parametrize("content", [None, "{", '{"schema": 99}', '{"board": "pads"}'])
def test_a_calibration_that_is_named_and_no_good_has_none_before_it(
    run: Run, tmp_path: Path, content: str | None
) -> None:
    named = tmp_path / "named.json"
    if content is not None:
        named.write_text(content, "utf-8")
    golden = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"
    code, out, err = run("monitor", str(golden), "--calibration", str(named))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "name another one" in err
    assert "the one before" not in err


def test_a_cable_pulled_and_put_back_is_said_and_counted(run: Run) -> None:
    code, out, err = run("monitor", "virtual:quiet,fault=unplug", "--fast", "--seconds", "12", "--json")
    seen = json.loads(out)
    assert code == 0
    assert "The board is back." in err
    assert seen["gaps"] == 1
    # A virtual board on the fast clock gives a quarter of a second at once.
    assert seen["duration_s"] == pytest.approx(12, abs=0.25)
    assert seen["frames"] + seen["lost_frames"] == pytest.approx(80 * seen["duration_s"], abs=4)
    assert 160 <= seen["lost_frames"] <= 280


BAD_BOARDS = [
    ("[[cell]]", "[cell]", "is not TOML|written as"),
    ('name = "pads"', 'name = "Füße"', "ASCII"),
    ("newtons = true", 'newtons = "false"', "must be true or false"),
    ("sees = { heel = 1.0 }", "sees = { hele = 1.0 }", "'hele' is no region"),
    ("sees = { heel = 1.0 }", "sees = { heel = nan }", "finite number"),
    ('name = "left_heel"', 'name = "tick_us"', "heads a column"),
    ('name = "left_heel"', 'name = "left,heel"', "heads a column"),
    ("gain = 4.568e-4", "gain = -1.0", "from 1e-12"),
    ("x_mm = -100", "x_mm = -1" + "0" * 400, "too large|not TOML"),
    ('unsupported = ["midfoot"]', 'unsupported = "midfoot"', "list of a few regions"),
    ("left = { x_mm = -100, y_mm = 0 }", "left = 5", r"\[left\] is missing"),
    ("map_full_scale_n = 600", "map_full_scale_n = 0", "from 0.001"),
]


@pytest.mark.parametrize(("old", "new", "says"), BAD_BOARDS)
def test_bad_board_files_are_answered(old: str, new: str, says: str, run: Run) -> None:
    from tripod.boards import __file__ as boards

    text = (Path(boards).parent / "pads.toml").read_text("utf-8")
    assert old in text
    boards_folder().mkdir(parents=True)
    (boards_folder() / "pads.toml").write_text(text.replace(old, new, 1), "utf-8")
    code, out, err = run("monitor", "virtual:quiet,board=pads,seconds=1", "--fast")
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
    assert re.search(says, err), err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["demo", "--source", "virtual:quite"], "Did you mean quiet"),
        (["live", "virtual:quiet", "--record", "/no/where"], "does not exist"),
        (["live", "virtual:quiet", "--screenshot", "/no/where.png"], "cannot be written"),
        (["live", "virtual:quiet", "--screenshot", __file__], "is there already"),
        (["live", "virtualquiet"], "Write virtual:SCENARIO"),
        (["live", "virtual:pupil", "--drill", "tripod-hlod"], "Did you mean tripod-hold?"),
        (["live", "virtual:pupil", "--drill", ""], "There is no drill named"),
        (["monitor", "no/such/recording"], "There is no recording"),
        (["calibrate", "--from", __file__, "--board", "pads", "--save", "5e0c"], "lacks the column"),
    ],
)
def test_more_wrong_input_is_answered_in_one_sentence(args: list[str], says: str, run: Run) -> None:
    code, out, err = run(*args)
    assert (code, out) == (1, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_a_drill_of_ones_own_that_is_none_says_why(run: Run) -> None:
    own_drills().mkdir(parents=True)
    (own_drills() / "mine.toml").write_text('schema = 1\ntitle = "Mine"\n', "utf-8")
    code, out, err = run("live", "virtual:pupil", "--drill", "mine")
    assert (code, out) == (1, "")
    assert "mine.toml, line 1: trains is missing" in err or "mine.toml, line 1: step is missing" in err
    assert len(err.strip().splitlines()) == 1


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders with picture and recording of windows on the same board, by the drill that they began, "" for none; in
    processes of their own, as a user does it, which wait for their seconds side by side."""
    folders, running = {}, []
    for name in ("tripod-hold", "today", ""):
        folders[name] = folder = tmp_path_factory.mktemp("window")
        places = ["--screenshot", str(folder / "live.png"), "--record", str(folder / "r"), "--seconds", "4"]
        command = [sys.executable, "-m", "tripod", "live", "virtual:pupil,board=pads", *places]
        command += ["--drill", name] if name else []
        kept = {f"XDG_{what}_HOME": str(folder / what) for what in ("DATA", "CACHE", "CONFIG", "STATE")}
        running.append(
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **kept}
            )
        )
    for made in running:
        _, err = made.communicate(timeout=90)
        assert (made.returncode, err) == (0, "")
    return folders


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tripod-hold", "today"])
def test_live_begins_a_drill_and_its_picture_shows_it(name: str, windows: dict[str, Path]) -> None:
    from PySide6.QtGui import QImage

    tab = []
    for folder in (windows[name], windows[""]):
        picture = QImage(str(folder / "live.png"))
        assert picture.width() == 1280
        # The ground of the header's tabs, Live and Drills: the page that is open has its own.
        tab.append([picture.pixelColor(x, 16).name() for x in (158, 212)])
    assert tab[0][1] == tab[1][0]
    assert tab[0][0] == tab[1][1] != tab[0][1]
    events = [(windows[of] / "r" / "events.jsonl").read_text("utf-8") for of in (name, "")]
    assert f'"{name}"' in events[0]
    assert f'"{name}"' not in events[1]


def test_a_drill_in_the_window_is_heard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rendered = []

    def device(render: Render) -> File:
        rendered.append(render)
        return File(tmp_path / "heard.wav", render)

    monkeypatch.setattr("tripod.cli.window.open_device", device)
    session = heard("virtual:pupil,board=pads,seed=1")
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    while not (session.drilling.run and session.drilling.run.coach.written):
        session.step()
    (render,) = rendered
    assert np.abs(render(RATE)).max() > 0.1, "what to do is said aloud"
    session.close()


def test_a_dead_display_is_no_display(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":77")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-77")
    code, _, err = run("live", "virtual:quiet")
    assert code == 1
    assert "There is no display here" in err


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ([], 2, "name a SOURCE, or --from"),
        (["/dev/null", "--from", "x.csv"], 2, "name a SOURCE, or --from"),
        (["virtual:quiet", "--weight", "72,5"], 1, "decimals with a point"),
        (["virtual:quiet", "--weight", "nan"], 1, "is not a mass"),
        (["virtual:quiet", "--mass", "0"], 1, "more than 0"),
        (["virtual:quiet,seconds=2"], 1, "Say what you weigh"),
        (["virtual:quiet,seconds=2", "--route", "grid"], 1, "has the routes body-weight, masses"),
        (["virtual:quiet,seconds=2", "--weight", "75", "--skip-presses", "--skip-warm-up"], 1, "nothing was saved"),
    ],
)
def test_calibrating_without_a_window_answers_wrong_input(args: list[str], code: int, says: str, run: Run) -> None:
    got, _, err = run("calibrate", *args)
    assert got == code
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_a_recording_that_ended_unplugged_is_read_to_its_end(run: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "r")
    run("record", "virtual:quiet,fault=unplug,seconds=5", "--fast", "--seconds", "9", "-o", folder)
    code, out, err = run("monitor", folder, "--json")
    assert code == 0
    assert json.loads(out)["frames"] > 200
    assert err == ""
