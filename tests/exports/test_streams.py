"""What is sent while a board is read: heard by another socket, and by LSL's own inlet in another process."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tripod.cli.numbers import udp_to
from tripod.exports.lsl import FOLLOWS_S, ClockMap
from tripod.exports.read_session import read_session
from tripod.exports.session_table import described

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hears:
        hears.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        hears.bind(("127.0.0.1", 0))
        hears.setblocking(False)
        yield hears


def heard(hears: socket.socket) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    while True:
        try:
            found.append(json.loads(hears.recv(65_536)))
        except BlockingIOError:
            return found


def run(*args: str) -> None:
    from tripod.cli import main

    assert main(args) == 0


def test_each_sampling_is_one_datagram_of_plain_json(
    listening: socket.socket, capsys: pytest.CaptureFixture[str]
) -> None:
    port = listening.getsockname()[1]
    run("monitor", "virtual:quiet,board=pads,seconds=2", "--fast", "--json", "--udp", f"{port}@20")
    told = heard(listening)
    times = [t["t_s"] for t in told]
    assert len(told) == 40
    assert times == sorted(times)
    last = told[-1]
    assert last["total_n"] == pytest.approx(710, abs=15)
    assert last["left_heel_share"] == pytest.approx(0.55, abs=0.1)
    assert not any(name.endswith("_counts") for name in last)


def test_what_happens_in_a_drill_is_told_alike_by_a_stream_and_by_a_file(
    listening: socket.socket, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    port = listening.getsockname()[1]
    source = "virtual:pupil,board=pads,habit=mt1_light:right"
    run(
        "drill",
        "paced-hinge",
        "--source",
        source,
        "--json",
        "--udp",
        f"127.0.0.1:{port}@1",
        "--record",
        f"{tmp_path}/s",
    )
    streamed = [(t["event"], t["text"]) for t in heard(listening) if "event" in t]
    assert {"drill_part", "drill_begin", "drill_pace", "drill_fault", "drill_try", "drill_done"} <= {
        k for k, _ in streamed
    }
    table = read_session(tmp_path / "s")
    events = [(e.kind, e.text) for e in table.events]
    assert [e for e in events if e[0].startswith("drill_")] == streamed
    assert [text for kind, text in events if kind == "drill_pace"][:5] == [
        "down 1",
        "hold 1",
        "up 1",
        "tall 1",
        "down 2",
    ]
    assert ("drill", "paced-hinge") in events
    (score,) = [text for kind, text in events if kind == "drill_done"]
    assert ("drill_try", f"1: {score}") in events
    assert described(table, [])["session"]["drills"] == [{"drill": "paced-hinge", "level": 0}]  # type: ignore[index]


def test_nobody_listening_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run("monitor", "virtual:quiet,board=pads,seconds=1", "--fast", "--json", "--udp", "127.0.0.1:9")


@pytest.mark.parametrize("text", ["", "x", "0", "70000", "host:", "1234@x", "1234@-1", "::1:99999"])
def test_what_is_no_place_is_refused(text: str) -> None:
    import argparse

    with pytest.raises(argparse.ArgumentTypeError):
        udp_to(text)


def test_places() -> None:
    assert udp_to("5005") == ("127.0.0.1", 5005, 0.0)
    assert udp_to("[::1]:5005@30") == ("::1", 5005, 30.0)


def test_the_boards_clock_is_followed_by_its_soonest_arrivals() -> None:
    clock = ClockMap()
    for k in range(5000):
        late = 0.004 + (0.05 if k % 7 else 0.0)
        clock.add(k * 0.02, 1000 + k * 0.02 * 1.00002 + late)
    # Drift of 20 ppm over the minute that is remembered.
    assert clock.offset_s == pytest.approx(1000.004 + (4999 * 0.02 - FOLLOWS_S) * 0.00002, abs=2e-4)


INLET = """
import sys, pylsl
found = pylsl.resolve_byprop("source_id", sys.argv[1], timeout=20)
inlet = pylsl.StreamInlet(found[0])
rows, stamps = [], []
print("ready", flush=True)
while len(rows) < 40:
    more, at = inlet.pull_chunk(timeout=1.0)
    rows += more; stamps += at
info = inlet.info()
labels, channel = [], info.desc().child("channels").child("channel")
for _ in range(info.channel_count()):
    labels.append(channel.child_value("label")); channel = channel.next_sibling()
import json
print(json.dumps({"labels": labels, "row": rows[-1], "behind": pylsl.local_clock() - stamps[-1], "type": info.type()}))
"""


README = Path(__file__).parents[2] / "README.md"


def test_the_ten_lines_of_the_readme_hear_it_in_another_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = [block for block in README.read_text("utf-8").split("```python\n")[1:] if "SOCK_DGRAM" in block]
    lines = example.split("```")[0].splitlines()
    assert len(lines) <= 10
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "hears.py").write_text("\n".join(lines).replace("5005", str(port)), "utf-8")
    command = [sys.executable, "-u", str(tmp_path / "hears.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as hears:
        try:
            assert hears.stdout is not None
            assert "waiting" in hears.stdout.readline()
            run("monitor", "virtual:quiet,board=pads,seconds=2", "--fast", "--json", "--udp", f"{port}@20")
            said = [hears.stdout.readline() for _ in range(3)]
        finally:
            hears.kill()
    for line in said:
        t_s, _, heel, *_ = line.split()
        t_s, heel = float(t_s), float(heel)
        assert 0 <= t_s <= 2
        assert 40 < heel < 75


@pytest.mark.slow
def test_lsl_is_heard_in_another_process(tmp_path: Path) -> None:
    pytest.importorskip("pylsl")
    script = tmp_path / "inlet.py"
    script.write_text(INLET, "utf-8")
    tripod = [sys.executable, "-m", "tripod", "monitor"]
    sends = [*tripod, "virtual:quiet,board=pads,seed=7,seconds=60", "--seconds", "60", "--lsl"]
    with subprocess.Popen(sends, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as board:
        try:
            asks = [*tripod, "virtual:quiet,board=pads,seed=7,seconds=1", "--fast", "--json"]
            shown = subprocess.run(asks, capture_output=True, text=True, check=True)
            board_id = json.loads(shown.stdout)["board_id"]
            done = subprocess.run(
                [sys.executable, str(script), f"{board_id} numbers"],
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        finally:
            board.terminate()
            board.communicate()
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    row = dict(zip(told["labels"], told["row"], strict=True))
    assert told["type"] == "Force"
    assert row["total_n"] == pytest.approx(json.loads(shown.stdout)["total_n"], abs=15)
    assert row["left_heel_counts"] > 0
    assert -0.05 < told["behind"] < 5
