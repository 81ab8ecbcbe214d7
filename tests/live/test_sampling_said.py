"""What is said of a board that samples by program."""

from dataclasses import replace
from math import inf

import pytest
from msgspec import structs

from tripod.device.protocol import Converter, Group, Sampling
from tripod.live.sampling_said import sampling_file, sampling_lines

EVEN = Sampling(65_520, 1, ratiometric=True)
FORCES = Group(0, Converter.ADC, 28, 100.0, (0, 0, 0), EVEN)
CELLS = replace(FORCES, converter=Converter.BRIDGE)


def lines(group: Group, **changes: object) -> list[str]:
    return [*sampling_lines(sampling_file(replace(group, sampling=replace(EVEN, **changes))))]


def test_nothing_is_said_of_a_board_that_samples_by_a_timer() -> None:
    assert [*sampling_lines(sampling_file(replace(FORCES, sampling=None)))] == []


@pytest.mark.parametrize(
    ("group", "jitter", "says"),
    [
        (FORCES, 0, "within 0.02 ms of its beat"),
        (FORCES, 3, "within 2.5 ms of its beat"),
        (FORCES, 5, "more than 12.5 ms off its beat"),
        (CELLS, 1, "time of a reading is right to 0.1 ms"),
        (CELLS, 9, "time of a reading is at times more than 12.5 ms off"),
    ],
)
def test_how_far_off_is_said(group: Group, jitter: int, says: str) -> None:
    assert says in lines(group, jitter=jitter)[0]


@pytest.mark.parametrize(("jitter", "rough"), [(0, False), (2, False), (3, True), (5, True), (255, True)])
def test_speed_is_called_rough_where_the_beat_is_uneven(jitter: int, rough: bool) -> None:
    assert any("speed and frequency of sway" in line for line in lines(FORCES, jitter=jitter)) is rough


def test_a_converter_with_a_reference_of_its_own_is_told() -> None:
    assert "another supply changes every reading" in lines(FORCES, ratiometric=False)[-1]
    assert len(lines(FORCES)) == 1


def test_what_has_no_bound_is_null_in_json() -> None:
    unbounded = sampling_file(replace(FORCES, sampling=replace(EVEN, jitter=5)))
    assert unbounded
    assert unbounded.late_us is None
    assert inf not in structs.asdict(unbounded).values()
