"""The firmware that ships is written by avrdude through real bootloaders, in the emulator, over a pty."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import serial

from tripod.acceptance import builds
from tripod.cli import main
from tripod.device.items import SourceError
from tripod.firmware.avrdude import find_avrdude
from tripod.firmware.images import Image, Kind, image_for, shipped_version, version_said
from tripod.firmware.progress import Progress, Stage
from tripod.firmware.troubles import CannotWrite, Trouble
from tripod.live.new_board import write_firmware
from tripod.sources.opening import check_port

AT_REST = np.array([[82, 81, 82, 83, 82, 82], [82, 82, 81, 82, 83, 82], [81, 82, 82, 82, 82, 83]])


@pytest.fixture(autouse=True)
def _avrdude(tools: Callable[..., None]) -> None:
    tools("avrdude", "avrdude")


def program(image: Image) -> bytes:
    """The bytes of an image, from address 0 on."""
    out = bytearray()
    for line in image.file.read_text("ascii").splitlines():
        record = bytes.fromhex(line[1:])
        if record[3] == 0:
            assert int.from_bytes(record[1:3], "big") == len(out)
            out += record[4:-1]
    return bytes(out)


def never() -> bool:
    return False


def until(told: Iterator[Progress], percent: int) -> None:
    """Let it write so far."""
    for now in told:
        if now.stage is Stage.WRITING and now.percent >= percent:
            return
    raise AssertionError("it never wrote that far")


def test_it_is_written_and_the_first_step_examined(emulator, optiboot, capsys: pytest.CaptureFixture[str]) -> None:
    with emulator.Emulator(optiboot()) as board:
        board.set_codes(AT_REST, rate_hz=331)
        port = board.open_pty(pace=1.0)
        main(["flash", port, "--board", "insole", "--seconds", "2"])
        out, err = capsys.readouterr()
        image = program(image_for("insole", Kind.UNO))
        assert board.flash(0, len(image)) == image, err
    version = version_said(shipped_version())
    assert out.startswith(
        f"Firmware {version} of insole for Uno or Nano, to {port}.\nWritten.\nstep 6, Flash: FSR insole"
    )
    assert "pass         name and id  it says that it is the board insole, and keeps its id" in out
    assert "no two cells shiver as one" in out
    assert "Writing: 100 %\n" in err
    assert "Reading back: 100 %\n" in err
    assert "speed of old Nanos" not in err


# ---- What mostly waits for an answer that does not come: begun by the next test, and looked at by the last ---------


def written_onto_an_old_nano(emulator, boot: Path) -> tuple[list[Progress], bytes]:
    """What was told, and what then stands in the chip."""
    with emulator.Emulator(boot) as board:
        port = board.open_pty(pace=1.0)
        told = list(write_firmware("insole-left", Kind.UNO, port, stopped=never))
        return told, board.flash(0, len(program(image_for("insole-left", Kind.UNO))))


def cable_pulled_half_way(emulator, boot: Path) -> CannotWrite | None:
    with emulator.Emulator(boot) as board:
        told = write_firmware("pads", Kind.UNO, board.open_pty(pace=1.0), stopped=never)
        until(told, 30)
        board.close()
        return refused(told)


def called_in_vain(emulator, elf: Path) -> tuple[str, CannotWrite | None]:
    with emulator.Emulator(elf) as board:
        port = board.open_pty(pace=1.0)
        return port, refused(write_firmware("insole", Kind.UNO, port, stopped=never))


def refused(told: Iterator[Progress]) -> CannotWrite | None:
    """What it ends with; None where it writes."""
    try:
        list(told)
    except CannotWrite as error:
        return error
    return None


@pytest.fixture(scope="module")
def meanwhile(emulator, old_bootloader: Path, optiboot, firmware, request) -> Iterator[dict[str, Future]]:
    """By the name of the test that asks for it; what no test asks for is not begun."""
    waiting = {
        "test_an_old_nano_is_called_at_its_own_speed_second": (written_onto_an_old_nano, old_bootloader),
        "test_a_cable_pulled_half_way_is_said": (cable_pulled_half_way, optiboot()),
        "test_a_port_where_nothing_answers_is_said": (called_in_vain, firmware().elf),
    }
    asked_for = waiting.keys() & {item.name for item in request.session.items}
    with ThreadPoolExecutor(len(waiting)) as pool:
        yield {name: pool.submit(waiting[name][0], emulator, waiting[name][1]) for name in asked_for}


def test_a_mega_is_written_in_its_own_way(emulator, mega_bootloader: Path, meanwhile) -> None:
    with emulator.Emulator(mega_bootloader, "atmega2560") as board:
        told = list(write_firmware("plate", Kind.MEGA, board.open_pty(pace=1.0), stopped=never))
        image = program(image_for("plate", Kind.MEGA))
        assert board.flash(0, len(image)) == image
    assert told[-1] == Progress(Stage.READING, 100)


def test_the_same_chip_under_another_signature_is_written_as_what_it_is(emulator, optiboot) -> None:
    with emulator.Emulator(optiboot("atmega328"), "atmega328") as board:
        told = list(write_firmware("insole-left", Kind.UNO, board.open_pty(pace=1.0), stopped=never))
        image = program(image_for("insole-left", Kind.UNO))
        assert board.flash(0, len(image)) == image
    assert Stage.CALLING_OLD not in {t.stage for t in told}


def test_another_chip_is_left_as_it_is(emulator, optiboot) -> None:
    with emulator.Emulator(optiboot("atmega168"), "atmega168") as board:
        before = board.flash(0, 0x3C00)
        with pytest.raises(CannotWrite, match="is an ATmega168, and the firmware is for Uno or Nano: take another"):
            list(write_firmware("pads", Kind.UNO, board.open_pty(pace=1.0), stopped=never))
        assert board.flash(0, 0x3C00) == before


def test_who_stops_half_way_can_write_again(emulator, optiboot) -> None:
    stop: list[bool] = []
    with emulator.Emulator(optiboot()) as board:
        port = board.open_pty(pace=1.0)
        told = write_firmware("insole", Kind.UNO, port, stopped=lambda: bool(stop))
        until(told, 30)
        stop.append(True)
        with pytest.raises(CannotWrite, match="half-way: write once more") as stopped:
            list(told)
        assert stopped.value.trouble is Trouble.STOPPED
        list(write_firmware("insole", Kind.UNO, port, stopped=never))
        image = program(image_for("insole", Kind.UNO))
        assert board.flash(0, len(image)) == image


def test_nobody_writes_through_a_port_that_another_program_has(emulator, optiboot) -> None:
    with emulator.Emulator(optiboot()) as board:
        port = board.open_pty(pace=1.0)
        with serial.Serial(port, 115200, exclusive=True), pytest.raises(SourceError, match="in use by another program"):
            list(write_firmware("insole", Kind.UNO, port, stopped=never))
        check_port(port)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("/dev/ttyNONE", "--board", "insole"), "There is no port /dev/ttyNONE"),
        (("/dev/null", "--board", "insole"), "is not a serial port"),
        (("/dev/ttyNONE", "--board", "insoles"), "No firmware ships for a board 'insoles'"),
        (("/dev/ttyNONE",), "Say what you built"),
        (("--board", "insole"), "Say at which port"),
        (("/tmp", "--board", "insole", "--arduino", "pico"), "."),
    ],
)
def test_wrong_input_is_answered_in_one_sentence(
    args: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["flash", *args]) == 1
    err = capsys.readouterr().err
    assert says in err
    assert len(err.splitlines()) == 1


def test_without_avrdude_the_install_line_is_said(emulator, optiboot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_avrdude() == ""
    with emulator.Emulator(optiboot()) as board:
        port = board.open_pty(pace=1.0)
        with pytest.raises(CannotWrite, match=r"avrdude, .*, is missing. Install it: .*avrdude"):
            list(write_firmware("insole", Kind.UNO, port, stopped=never))


def test_a_dry_run_touches_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flash", "/dev/ttyNONE", "--board", "insole", "--dry-run"]) == 0
    assert "Nothing was written" in capsys.readouterr().out


def test_the_list_names_each_build(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flash", "--list"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n{board} " in out for board in builds())


def test_an_old_nano_is_called_at_its_own_speed_second(meanwhile, request) -> None:
    told, written = meanwhile[request.node.name].result()
    assert written == program(image_for("insole-left", Kind.UNO))
    assert [t.stage for t in told if t.percent == 0 and "calling" in t.stage] == [Stage.CALLING, Stage.CALLING_OLD]
    assert told[-1] == Progress(Stage.READING, 100)


def test_a_port_where_nothing_answers_is_said(meanwhile, request) -> None:
    port, refusal = meanwhile[request.node.name].result()
    assert re.search(f"Nothing on {port} answers as Uno or Nano: .*--arduino mega\\.", str(refusal))


def test_a_cable_pulled_half_way_is_said(meanwhile, request) -> None:
    refusal = meanwhile[request.node.name].result()
    assert "broke off" in str(refusal)
    assert refusal.trouble is Trouble.BROKE_OFF
