"""An image onto a folder that looks like a Pico's drive."""

from pathlib import Path

import pytest

from tripod.firmware.images import Image, Kind
from tripod.firmware.progress import Progress, Stage
from tripod.firmware.troubles import CannotWrite, Trouble
from tripod.firmware.uf2_drive import board_id, find_drive, write_uf2

INFO = "UF2 Bootloader v2.0\r\nModel: Raspberry Pi RP2\r\nBoard-ID: {}\r\n"
DATA = bytes(range(256)) * 300


@pytest.fixture
def image(tmp_path: Path) -> Image:
    file = tmp_path / "shipped.uf2"
    file.write_bytes(DATA)
    return Image("insole-tonight", Kind.PICO, file)


def drive(at: Path, chip: str = "RPI-RP2") -> Path:
    at.mkdir(parents=True)
    (at / "INFO_UF2.TXT").write_text(INFO.format(chip), "ascii", newline="")
    return at


def test_all_of_it_is_copied_piece_by_piece(image: Image, tmp_path: Path) -> None:
    pico = drive(tmp_path / "media" / "me" / "RPI-RP2")
    told = list(write_uf2(image, find_drive(places=lambda: [tmp_path, pico]), lambda: False))
    assert (pico / "insole-tonight.uf2").read_bytes() == DATA
    assert told[0] == Progress(Stage.WRITING, 0)
    assert told[-1] == Progress(Stage.WRITING, 100)
    assert len(told) > 3


def test_a_drive_is_known_by_its_info_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "RPI-RP2").mkdir()
    assert board_id(tmp_path / "RPI-RP2") == ""
    assert board_id(drive(tmp_path / "NO NAME")) == "RPI-RP2"


@pytest.mark.parametrize(
    ("chips", "named", "trouble"),
    [
        ((), "", Trouble.NO_DRIVE),
        (("RPI-RP2", "RPI-RP2"), "", Trouble.SEVERAL_DRIVES),
        (("RP2350",), "", Trouble.OTHER_DRIVE),
        ((), "nothing", Trouble.NOT_A_DRIVE),
    ],
)
def test_what_is_not_one_pico_is_refused(chips: tuple[str, ...], named: str, trouble: Trouble, tmp_path: Path) -> None:
    drives = [drive(tmp_path / str(n), chip) for n, chip in enumerate(chips)]
    with pytest.raises(CannotWrite) as refused:
        find_drive(named and str(tmp_path / named), lambda: drives)
    assert refused.value.trouble is trouble


def test_another_drive_beside_the_pico_does_not_matter(tmp_path: Path) -> None:
    other, pico = drive(tmp_path / "a", "SAMD21G18A"), drive(tmp_path / "b")
    assert find_drive(places=lambda: [other, pico]) == pico


def test_stopped_half_way(image: Image, tmp_path: Path) -> None:
    stop: list[bool] = []
    told = write_uf2(image, drive(tmp_path / "d"), lambda: bool(stop))
    next(told), next(told), stop.append(True)
    with pytest.raises(CannotWrite) as stopped:
        list(told)
    assert stopped.value.trouble is Trouble.STOPPED


def test_a_drive_that_went_away_is_said(image: Image, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="did not take all of the firmware"):
        list(write_uf2(image, tmp_path / "gone", lambda: False))
