"""The portable sketch on a bare RP2040 (Raspberry Pi Pico), in rp2040js: from its flash on, through its USB."""

import subprocess
import zlib

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.device.banner_gate import misfit
from tripod.device.blocks import Block, concatenate
from tripod.device.protocol import FIRST_AFTER_BOOT, ID_NOT_KEPT, Sampling, Status
from tripod.device.receiver import Receiver

FIRST, STEP = 100, 7
PERIODS_US = [12_750, 12_300, 12_500, 12_600, 12_400, 12_550]


def received(data: bytes) -> tuple[Receiver, Block]:
    receiver = Receiver()
    return receiver, concatenate([item for item in receiver.feed(data, 0.0) if isinstance(item, Block)])


def banner_of(data: bytes):
    receiver = Receiver()
    list(receiver.feed(data, 0.0))
    return receiver.banner


@pytest.fixture(scope="module")
def said(pico) -> tuple[Receiver, Block, dict]:
    data, seen = pico.run(pico.file(), 1.2, first=FIRST, step=STEP)
    return *received(data), seen


def test_every_count_is_the_mean_of_what_was_converted(said):
    receiver, frames, seen = said
    assert (seen["hz"], seen["channels"]) == (48_000_000, [0, 1, 2])
    assert receiver.line().lost_frames == receiver.line().doubted_frames == receiver.line().skipped_bytes == 0
    assert np.all(np.diff(frames.seq) == 1)
    assert 110 <= len(frames) <= 120
    # Each pin is read once at the start; from then on four scans a frame.
    at_start, passes, cells = 3, 4, 3
    sampled = frames.seq[0] - 1  # before a program listened
    k = at_start + (sampled * passes * cells) + np.arange(len(frames) * passes * cells).reshape(-1, passes, cells)
    converted = (FIRST + k * STEP + np.arange(cells)) % 4096
    wanted = converted.sum(1) * 16 // passes
    good = frames.status == Status.OK
    assert np.array_equal(frames.counts, wanted)
    assert good.mean() > 0.9


def test_its_banner_fits_the_board_s_file_and_tells_twelve_bits_and_an_even_beat(said):
    receiver, frames, _ = said
    banner = receiver.banner
    assert misfit(load_board("insole-tonight"), banner) is None
    assert banner.groups[0].sampling == Sampling(65_520, 0, ratiometric=True)
    assert (banner.overruns, banner.self_test & ~FIRST_AFTER_BOOT) == (0, 0)
    assert banner.dropped <= 2  # what was sampled before the port was open
    assert np.all(np.abs(np.diff(frames.tick_us) - 10_000) <= 20)


def test_a_uart_says_the_same_as_usb(pico, said):
    data, seen = pico.run(pico.file(serial="UART"), 0.6, first=FIRST, step=STEP, usb=None)
    receiver, frames = received(data)
    assert seen["baud"] == 500_000
    assert receiver.line().lost_frames == receiver.line().skipped_bytes == 0
    assert receiver.banner.board_id == said[0].banner.board_id
    both = np.intersect1d(frames.seq, said[1].seq)
    assert len(both) > 50
    assert np.array_equal(frames.counts[np.isin(frames.seq, both)], said[1].counts[np.isin(said[1].seq, both)])


def test_six_cells_a_thousand_times_a_second_go_through_usb_without_a_gap(pico):
    file = pico.file(CELL_PINS="A0,A1,A2,A0,A1,A2", RATE_HZ=1000, TRIPOD_BOARD_NAME='"insole"')
    data, seen = pico.run(file, 1.0, codes=[1000, 2000, 3000])
    receiver, frames = received(data)
    assert len(frames) > 950
    assert receiver.line().lost_frames == receiver.line().skipped_bytes == 0
    assert np.all(np.diff(frames.seq) == 1)
    assert np.all(frames.counts == np.array([1000, 2000, 3000] * 2) * 16)
    assert receiver.banner.groups[0].sampling.jitter <= 1  # 0.1 ms
    assert receiver.banner.overruns == 0
    assert seen["usb"]["wrongNumbers"] == 0
    assert seen["usb"]["longest"] < 64


def test_a_board_s_id_is_that_of_its_flash_or_the_builder_s(pico):
    ids = [
        banner_of(pico.run(pico.file(), 0.1, id=digits)[0]).board_id for digits in ("0123456789abcdef", "00" * 7 + "01")
    ]
    assert ids == ["0123456789abcdef", "00" * 7 + "01"]
    given = pico.file(BOARD_ID='"3f9a00112233aabb"')
    assert banner_of(pico.run(given, 0.1)[0]).board_id == "3f9a00112233aabb"


@pytest.mark.parametrize("silent", ["ff" * 8, "00" * 8])
def test_a_flash_without_a_number_is_said_to_have_none(pico, silent):
    banner = banner_of(pico.run(pico.file(), 0.1, id=silent)[0])
    assert banner.self_test & ID_NOT_KEPT
    assert banner.board_id == "00" * 8


def test_a_pin_that_a_pico_does_not_have_is_refused_by_the_compiler(pico):
    with pytest.raises(AssertionError, match="A3"):
        pico.file(board="INSOLE")


def which_conversion(counts: np.ndarray) -> np.ndarray:
    """Of each chip, by the law of `pico/run.mjs`; -1 for what it never converted."""
    eighths, left = np.divmod(counts + 400_000 - np.arange(6), 8)
    number = eighths * pow(7919, -1, 100_000) % 100_000
    return np.where((left == 0) & (number < 1_000), number, -1)


def test_six_load_cells_are_read_by_plain_pins_and_every_value_is_one_that_was_converted(pico):
    data, seen = pico.run(pico.file(board="PADS"), 1.6, periods_us=PERIODS_US)
    receiver, frames = received(data)
    assert misfit(load_board("pads"), receiver.banner) is None
    assert seen["cut"] == receiver.banner.torn == 0
    assert seen["longestHigh"] < 20_000  # ns; at 60 us a chip switches itself off
    assert len(frames) > 80
    assert not frames.status.any()
    steps = np.diff(which_conversion(frames.counts), axis=0)
    assert np.all((steps == 1) | (steps == 2))  # those of a fast chip are left out now and then
    assert np.all(steps[:, 0] == 1)
    assert receiver.line().lost_frames == 0


def test_load_cells_whose_clocks_tremble_by_a_percent_are_read_between_their_conversions(pico):
    data, seen = pico.run(pico.file(board="PADS"), 3.0, periods_us=PERIODS_US, tremble=0.012)
    receiver, frames = received(data)
    assert len(frames) > 180
    assert not frames.status.any()
    assert np.all(which_conversion(frames.counts) > 0)
    assert receiver.banner.torn == 0
    assert seen["cut"] < 10  # while they were not yet known, and not said


def test_a_reading_that_looks_cut_is_torn_and_never_a_value(pico):
    """As the line of a chip is whose conversion ended within the read: low after the last pulse."""
    held = 2
    data, _ = pico.run(pico.file(board="PADS"), 2.2, periods_us=PERIODS_US, held=held)
    receiver, frames = received(data)
    others = np.delete(frames.status, held, axis=1)
    assert not others.any()
    mine = frames.status[:, held]
    first = int(np.argmax(mine != Status.OK))
    assert np.all(which_conversion(frames.counts)[:first, held] > 0)
    assert 60 < first < len(mine) - 20
    assert [int(status) for status in mine[first : first + 4]] == [Status.TORN] * 3 + [Status.MISSING]
    assert not np.any(mine[first:] == Status.OK)
    assert receiver.banner.torn >= 3


# ---- The file, and how it is started ---------------------------------------------------------------------------


def test_two_builds_are_the_same_bytes(pico, tmp_path):
    pico.board.build(tmp_path / "one")
    assert (tmp_path / "one" / "pico.uf2").read_bytes() == pico.file().read_bytes()


def test_the_file_is_uf2_for_an_rp2040_with_the_checksum_that_its_boot_rom_asks_for(pico):
    file = pico.file()
    blocks = np.frombuffer(file.read_bytes(), "<u4").reshape(-1, 128)
    assert np.all(blocks[:, [0, 1, 127]] == [0x0A324655, 0x9E5D5157, 0x0AB16F30])
    assert np.all(blocks[:, [2, 4, 6, 7]] == [0x2000, 256, len(blocks), 0xE48BFF56])
    assert np.array_equal(blocks[:, 5], np.arange(len(blocks)))
    assert np.array_equal(blocks[:, 3], 0x10000000 + 256 * np.arange(len(blocks)))
    image = blocks[:, 8:72].tobytes()
    linked = (file.parent / "tripod.bin").read_bytes()
    assert image[:252] + bytes(4) + image[256 : len(linked)] == linked
    assert int.from_bytes(image[252:256], "little") == crc32_mpeg2(image[:252])


def crc32_mpeg2(data: bytes) -> int:
    """By zlib's CRC-32, which is the same polynomial mirrored, and inverted."""
    mirrored = bytes(int(f"{byte:08b}"[::-1], 2) for byte in data)
    return int(f"{zlib.crc32(mirrored) ^ 0xFFFFFFFF:032b}"[::-1], 2)


def test_one_wrong_bit_in_the_second_boot_stage_and_it_is_not_started(pico, tmp_path):
    spoilt = bytearray(pico.file().read_bytes())
    spoilt[40] ^= 1
    (tmp_path / "pico.uf2").write_bytes(spoilt)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        pico.run(tmp_path / "pico.uf2", 0.1)
    assert b"its CRC is wrong" in refused.value.stderr


def test_the_boot_rom_itself_starts_it(pico, said):
    if not pico.board.ROM.exists():
        pytest.skip(f"The RP2040's boot ROM is not here: {pico.board.ROM} is demo/bootrom.ts of rp2040js' repository.")
    data, _ = pico.run(pico.file(), 0.5, first=FIRST, step=STEP, rom=pico.board.ROM)
    receiver, frames = received(data)
    assert len(frames) > 40
    assert receiver.banner.board_id == said[0].banner.board_id
    assert np.array_equal(frames.counts, said[1].counts[: len(frames)])


# ---- What it answers a computer --------------------------------------------------------------------------------

TO_HOST, OF_CLASS, TO_INTERFACE = 0x80, 0x20, 1


def request(kind: int, number: int, value: int = 0, index: int = 0, length: int = 0, **says: object) -> dict:
    words = b"".join(word.to_bytes(2, "little") for word in (value, index, length))
    return {"request": [kind, number, *words], **says}


def test_it_describes_itself_as_a_serial_port_of_raspberry_pi_s_vendor_id_and_its_own_number(pico):
    get = 6
    asks = [
        request(TO_HOST, get, kind << 8 | number, 0, 255) for kind, number in [(1, 0), (2, 0), (3, 1), (3, 2), (3, 3)]
    ]
    asks += [request(TO_HOST, get, 1 << 8, 0, 8)]
    _, seen = pico.run(pico.file(), 0.1, usb={"asks": asks})
    device, configuration, *strings, head = seen["usb"]["answers"]
    assert len(device) == device[0] == 18
    assert bytes(device[8:12]) == bytes([0x8A, 0x2E, 0x0A, 0x00])
    assert len(configuration) == int.from_bytes(bytes(configuration[2:4]), "little")
    pieces, at = [], 0
    while at < len(configuration):
        pieces.append(configuration[at : at + configuration[at]])
        at += configuration[at]
    assert at == len(configuration)
    endpoints = [piece[2] for piece in pieces if piece[1] == 5]
    assert endpoints == [0x81, 0x02, 0x82]
    assert sorted(seen["usb"]["enabled"]) == sorted(endpoints)
    assert [tuple(piece[5:8]) for piece in pieces if piece[1] == 4] == [(2, 2, 0), (10, 0, 0)]
    said = [bytes(string[2:]).decode("utf-16-le") for string in strings]
    assert said == ["Foot tripod", "Balance board", pico.board.ID.upper()]
    assert all(string[0] == len(string) for string in strings)
    assert head == device[:8]
    assert seen["usb"]["address"] == 1


def test_any_baud_is_fine_and_what_it_does_not_know_it_refuses_and_goes_on(pico):
    asks = [
        request(OF_CLASS | TO_INTERFACE, 0x20, length=7, says=[0x00, 0xC2, 0x01, 0, 0, 0, 8]),  # 115 200 baud
        request(TO_HOST | OF_CLASS | TO_INTERFACE, 0x21, length=7),
        request(TO_HOST, 6, 6 << 8, 0, 10),  # how it would be at high speed
        request(0x40, 1),  # of no maker that it knows
        request(TO_HOST, 0, length=2),
        request(TO_HOST, 8, length=1),
    ]
    data, seen = pico.run(pico.file(), 0.3, usb={"asks": asks}, codes=[1, 2, 3])
    assert seen["usb"]["answers"] == [[], [0x20, 0xA1, 7, 0, 0, 0, 8], "stall", "stall", [0, 0], [1]]
    receiver, frames = received(data)
    assert receiver.line().lost_frames == 0
    assert len(frames) > 20


def test_nothing_is_sent_while_no_program_has_the_port_open(pico):
    opens_later = [request(TO_HOST, 8, length=1)] * 150 + [request(OF_CLASS | TO_INTERFACE, 0x22, 1)]
    data, seen = pico.run(pico.file(), 0.4, usb={"opensPort": False, "asks": opens_later}, codes=[1, 2, 3])
    assert len(seen["usb"]["answers"]) == len(opens_later)
    receiver, frames = received(data)
    assert 15 <= frames.seq[0] <= 25
    assert receiver.banner.self_test & FIRST_AFTER_BOOT
    assert receiver.line().skipped_bytes == 0
    never, _ = pico.run(pico.file(), 0.3, usb={"opensPort": False}, codes=[1, 2, 3])
    assert never == b""


def test_a_port_that_is_closed_and_opened_again_goes_on(pico):
    closed = [request(OF_CLASS | TO_INTERFACE, 0x22, 0), *[request(TO_HOST, 8, length=1)] * 100]
    asks = [*[request(TO_HOST, 8, length=1)] * 100, *closed, request(OF_CLASS | TO_INTERFACE, 0x22, 1)]
    data, seen = pico.run(pico.file(), 0.5, usb={"asks": asks}, codes=[1, 2, 3])
    assert seen["usb"]["wrongNumbers"] == 0
    receiver, frames = received(data)
    gaps = np.flatnonzero(np.diff(frames.seq) > 1)
    assert len(gaps) == 1
    assert 8 <= np.diff(frames.seq)[gaps[0]] <= 12
    assert receiver.line().skipped_bytes == 0


@pytest.mark.parametrize("endpoint", [0x02, 0x82])
def test_a_host_that_begins_one_endpoint_anew_leaves_the_other_as_it_is(pico, endpoint):
    asks = [*[request(TO_HOST, 8, length=1)] * 50, request(2, 1, index=endpoint), *[request(TO_HOST, 8, length=1)] * 20]
    data, seen = pico.run(pico.file(), 0.3, usb={"asks": asks}, codes=[1, 2, 3])
    assert seen["usb"]["wrongNumbers"] == 0
    receiver, frames = received(data)
    assert len(frames) > 20
    assert receiver.line().lost_frames <= (endpoint == 0x82)  # what was on its way
