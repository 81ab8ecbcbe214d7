"""The portable sketch: on this computer with a clock of its own, and on an emulated Uno with Arduino's own core."""

import importlib.util
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.device.banner_gate import misfit
from tripod.device.blocks import Block, concatenate
from tripod.device.items import Hello
from tripod.device.protocol import FIRST_AFTER_BOOT, ID_NOT_KEPT, Sampling, Status
from tripod.device.receiver import Receiver
from tripod.live.session import Session
from tripod.live.stream_summary import stream_summary, summary
from tripod.live.summary_page import summary_page
from tripod.record.recording import open_recording
from tripod.sources import fast_clock
from tripod.sources.stream import Stream

HERE = Path(__file__).parent
FIRMWARE = HERE.parents[1] / "firmware_arduino"
PORTABLE = FIRMWARE / "tripod_any"
HOST = HERE / "host"
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
SANITIZERS = ["-fsanitize=undefined,address", "-fno-sanitize-recover=all"]


@pytest.fixture(scope="session")
def compiled(tools, tmp_path_factory):
    """The sketch as a program of this computer: `compiled(BOARD="INSOLE")`."""
    tools("g++", "g++")
    made = {}

    def build(**settings: object) -> Path:
        key = tuple(settings.items())
        if key not in made:
            out = tmp_path_factory.mktemp("any") / "sketch"
            defines = [f"-D{name}={value}" for name, value in settings.items()]
            sources = [*sorted(PORTABLE.glob("src/**/*.cpp")), HOST / "arduino" / "host.cpp"]
            flags = ["-std=c++11", "-O0", *WARNINGS, *SANITIZERS, *defines, f"-I{HOST / 'arduino'}"]
            sketch = ["-x", "c++", "-include", "Arduino.h", PORTABLE / "tripod_any.ino", *sources]
            built = subprocess.run(["g++", *flags, *sketch, "-o", out], capture_output=True, text=True, check=False)
            assert built.returncode == 0, built.stderr
            made[key] = out
        return made[key]

    return build


@pytest.fixture
def sent(compiled):
    """What the sketch sends in so many seconds, through the program's own receiver."""

    def run(seconds: float, *options: str, **settings: object) -> tuple[list, Block, Receiver]:
        command = [compiled(**settings), str(seconds), *options]
        ran = subprocess.run(command, capture_output=True, check=True)
        receiver = Receiver()
        items = receiver.feed(ran.stdout, 0.0)
        banners = [item.banner for item in items if isinstance(item, Hello)]
        return banners, concatenate([item for item in items if isinstance(item, Block)]), receiver

    return run


@pytest.mark.parametrize("macro", ["BOARD_NAME", "VARIANT", "ARDUINO_BOARD", "NAME"])
def test_a_core_that_has_a_name_for_the_board_does_not_take_the_place_of_ours(sent, macro):
    """Cores for Pico and STM32 compile every sketch with -DBOARD_NAME=…, a word that stands for nothing."""
    banners, _, _ = sent(1.2, BOARD="PADS", **{macro: "RASPBERRY_PI_PICO"})
    assert {banner.board for banner in banners} == {"pads"}


def test_what_both_sketches_share_is_the_same():
    spec = importlib.util.spec_from_file_location("share", FIRMWARE / "share.py")
    assert spec
    assert spec.loader
    share = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(share)
    for copy, original in share.COPIES.items():
        assert copy.read_bytes() == original.read_bytes(), f"{copy.name} differs: run firmware_arduino/share.py"
    assert set(PORTABLE.glob("src/shared/*")) == {*share.COPIES} - {PORTABLE / "wiring.h"}


def test_its_beat(tools, tmp_path):
    tools("g++", "g++")
    include = f"-I{PORTABLE / 'src'}"
    build = ["g++", "-std=c++11", *WARNINGS, *SANITIZERS, include, HOST / "beat.cpp", "-o", tmp_path / "beat"]
    subprocess.run(build, check=True)
    ran = subprocess.run([tmp_path / "beat"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(("bits", "codes", "counts"), [
    (10, (1, 512, 991), (64, 32768, 63424)),
    (12, (1, 2048, 3967), (16, 32768, 63472)),
    (14, (1, 8192, 15871), (4, 32768, 63484)),
])  # fmt: skip
def test_counts_are_one_share_of_the_full_scale_whatever_the_bits(sent, bits, codes, counts):
    said = ",".join(map(str, codes))
    banners, frames, _ = sent(2.5, f"codes={said}", f"bits={bits}", **({} if bits == 12 else {"ADC_BITS": bits}))
    assert len(frames) > 200
    assert np.all(frames.counts == counts)
    assert not frames.status.any()
    sampling = banners[0].groups[0].sampling
    assert sampling == Sampling(65536 - 65536 // 2**bits, sampling.jitter, ratiometric=True)


def test_every_sampling_comes_and_its_banner_fits_the_board_s_file(sent):
    banners, frames, receiver = sent(5, "codes=100,200,300")
    board = load_board("insole-tonight")
    assert all(misfit(board, banner) is None for banner in banners)
    assert [banner.uptime_s for banner in banners] == [0, 1, 2, 3, 4]
    assert [banner.self_test for banner in banners] == [FIRST_AFTER_BOOT | ID_NOT_KEPT] + 4 * [ID_NOT_KEPT]
    assert np.all(np.diff(frames.seq) == 1)
    assert 498 <= len(frames) <= 500
    line = receiver.line()
    assert (line.lost_frames, line.doubted_frames, line.skipped_bytes, line.unknown_packets) == (0, 0, 0, 0)
    assert banners[-1].overruns == banners[-1].dropped == 0
    assert not banners[0].groups[0].can_find(Status.MISSING)
    # The banner's bound holds for the stamps, of which each is the middle of its burst.
    steps = np.diff(frames.tick_us)
    assert np.ptp(steps) <= 2 * banners[-1].groups[0].sampling.late_us
    assert banners[-1].groups[0].sampling.jitter == 0


def test_it_keeps_the_id_that_its_builder_wrote(sent):
    banners, _, _ = sent(2, "codes=1,2,3", BOARD_ID='"3F9a00112233aaBB"')
    assert {banner.board_id for banner in banners} == {"3f9a00112233aabb"}
    assert banners[-1].self_test == 0


def test_a_stall_is_a_gap_and_stands_in_the_next_banner_alone(sent):
    banners, frames, receiver = sent(5, "codes=100,200,300", "stall=2304000,45000")
    late = [banner.groups[0].sampling.jitter for banner in banners]
    assert late[3] >= 3
    assert late[:3] == [0, 0, 0]
    assert late[4] == 0
    assert banners[-1].overruns == receiver.line().lost_frames > 0
    assert np.ptp(frames.tick_us - 10_000 * frames.seq) <= 10_000


def test_a_line_that_is_too_slow_drops_whole_frames_and_never_delays_a_sampling(sent):
    banners, frames, receiver = sent(6, "codes=100,200,300", "slow=40")
    assert banners[-1].dropped > 200
    assert receiver.line().skipped_bytes <= 60
    assert {banner.groups[0].sampling.jitter for banner in banners} == {0}
    assert banners[-1].overruns == 0
    assert np.all(frames.counts == (6400, 12800, 19200))


def test_a_serial_that_never_tells_its_room_is_written_to_all_the_same(sent):
    banners, frames, receiver = sent(4, "codes=100,200,300", "silent", "slow=10")
    assert len(frames) > 350
    assert receiver.line().lost_frames == 0
    assert banners[-1].groups[0].sampling.jitter >= 3


def test_a_banner_comes_first_when_the_port_is_opened_late(sent):
    banners, frames, _ = sent(4, "codes=100,200,300", "opened_us=2500000")
    assert banners[0].uptime_s == 2
    assert banners[0].self_test & FIRST_AFTER_BOOT
    assert 145 <= len(frames) <= 151
    assert banners[0].dropped == 0


def test_its_clock_may_wrap(sent):
    banners, frames, receiver = sent(4, "codes=100,200,300", f"start_us={2**32 - 2_000_000}")
    assert len(banners) == 4
    assert receiver.line().lost_frames == receiver.line().doubted_frames == 0
    assert np.all(np.abs(np.diff(frames.tick_us) - 10_000) < 100)


def test_six_cells_two_hundred_times_a_second(sent):
    _, frames, receiver = sent(3, "codes=90,200,300,400,500,1023", BOARD="INSOLE", RATE_HZ=200, ADC_BITS=10)
    assert len(frames) > 595
    assert receiver.line().lost_frames == 0
    assert {*frames.status[:, 5]} <= {Status.SATURATED, Status.SHORTED}
    assert np.all(frames.counts[:, :5] == 64 * np.array([90, 200, 300, 400, 500]))


class Port:
    """Gives a stream in pieces, and then it is over."""

    def __init__(self, data: bytes) -> None:
        self._left = [data[at : at + 200] for at in range(0, len(data), 200)]

    def read(self) -> bytes:
        if not self._left:
            raise EOFError
        return self._left.pop(0)

    def close(self) -> None:
        pass


def test_a_session_measures_with_it_and_its_recording_says_how_it_sampled(compiled, tmp_path):
    command = [compiled(BOARD_ID='"3F9a00112233aaBB"'), "6", "codes=400,800,1200", "bits=12"]
    port, clock = Port(subprocess.run(command, capture_output=True, check=True).stdout), fast_clock()
    source = Stream("sketch", port, lambda: port, clock)
    session = Session(source, now=clock.now)
    session.record_from_start(tmp_path / "kept")
    while session.step():
        pass
    found = summary(session.pipeline, source)
    session.close()
    assert found["lost_frames"] == 0
    assert found["frames"] > 590
    assert found["board_id"] == "3f9a00112233aabb"
    said = {"full_scale_counts": 65520, "ratiometric": True, "late_us": 20.0, "own_clocks": False}
    assert found["self_test"]["sampling"] == said
    assert "by program" in summary_page(stream_summary(session.pipeline, source))
    kept = open_recording(tmp_path / "kept")
    assert kept.banner.groups[0].sampling.full_scale == 65520
    assert np.all(concatenate([*kept.blocks()]).counts == (6400, 12800, 19200))


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"RATE_HZ": 1000}, "RATE_HZ in board.h must be 50, 100 or 200."),
        ({"ADC_BITS": 24}, "ADC_BITS in board.h must lie in 8 ... 16."),
        ({"BOARD_ID": '"3f9a"'}, "BOARD_ID in board.h must have sixteen hexadecimal digits."),
        ({"ADC_BITS": 8, "SATURATED_CODE": 1023}, "beyond the last code of so few ADC_BITS"),
    ],
)
def test_a_wrong_board_h_is_refused_in_words(compiled, setting, sentence):
    with pytest.raises(AssertionError) as refused:
        compiled(**setting)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("board", ["uno", "leonardo"])
def test_arduino_s_own_core_builds_it_without_a_warning(firmware, board):
    assert "warning" not in firmware(board, "tripod_any").compiler_output


def test_on_an_emulated_uno_it_sends_what_was_injected(firmware, emulate):
    codes = np.array([[100, 200, 300, 400, 500, 600]])
    with emulate(firmware("uno", "tripod_any", BOARD="INSOLE", RATE_HZ=200)) as board:
        board.set_codes(codes)
        board.run_s(2)
        receiver = Receiver()
        items = receiver.feed(board.read(), 0.0)
    frames = concatenate([item for item in items if isinstance(item, Block)])
    assert receiver.banner.groups[0].sampling.full_scale == 65472
    assert receiver.banner.groups[0].sampling.jitter <= 2
    assert (receiver.banner.overruns, receiver.banner.dropped) == (0, 0)
    assert np.all(np.diff(frames.seq) == 1)
    assert len(frames) > 385
    assert np.all(frames.counts == 64 * codes)
    assert receiver.line().skipped_bytes == 0


def test_on_an_emulated_uno_every_load_cell_s_reading_is_whole_or_says_so(firmware, emulate):
    off = [0.02, -0.015, 0.0, 0.01, -0.02, 0.005]
    with emulate(firmware("uno", "tripod_any", BOARD="PADS")) as board:
        cells = board.plug_in_load_cells(off)
        cells.set_values(np.arange(6) * 100_000 - 250_000, noise=0)
        board.run_s(0.1)
        cells.longest_pulse_us()  # that of the start, which is to be long
        board.run_s(4.9)
        receiver = Receiver()
        items = receiver.feed(board.read(), 0.0)
        odd, longest_us = cells.odd_reads(), cells.longest_pulse_us()
    frames = concatenate([item for item in items if isinstance(item, Block)])
    assert odd == 0
    assert longest_us < 20
    assert len(frames) > 4 * 80 / 1.02
    whole = frames.status == Status.OK
    assert np.all((frames.counts == np.arange(6) * 100_000 - 250_000) | ~whole)
    assert np.all(
        whole[len(whole) // 4 :].mean(0) > 0.9
    )  # the rest is flagged: its end fell into the sending of a frame
    assert np.all(np.diff(frames.tick_us) > 0)


def test_fewer_bits_may_be_asked_for_than_the_converter_has(sent):
    banners, frames, _ = sent(1.5, "codes=4,2051,4076", "bits=12", ADC_BITS=10)
    assert banners[0].groups[0].sampling.full_scale == 65472
    assert np.all(frames.counts == (64, 32768, 65216))
