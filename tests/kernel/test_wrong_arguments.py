"""Whatever is handed to the kernel, it gives a result or a Python exception."""

from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.built import built
from tripod.device.protocol import encode_frame
from tripod.kernel import BUILD

REFUSED = TypeError, ValueError, OverflowError, BufferError
TYPES = [np.int64, np.uint64, np.int32, np.uint8, np.int8, np.float64, np.float32, np.bool_, "S1", ">i8", "M8[us]"]


def test_its_number_is_that_of_the_python_beside() -> None:
    assert built().BUILD == BUILD


def packets(n: int, cells: int) -> tuple[bytes, ...]:
    frames = [encode_frame(0, k, 5000 * k, [k] * cells, [k % 3] * cells, [k] * cells) for k in range(n)]
    found = built().frames_alone(b"".join(frames))
    return found[0] if found else ()


def arguments(n: int, cells: int) -> list[Any]:
    rows = n, cells
    arrays = [np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(rows, np.int32)]
    return [packets(n, cells), cells, 0, 0, 0, 0, *arrays, np.zeros(rows, np.uint8), np.zeros(rows, np.uint8)]


numbers = st.one_of(st.integers(), st.integers(-3, 70_000), st.sampled_from([2**31, 2**62, 2**63 - 1, -(2**63)]))
arrays = st.builds(
    lambda shape, kind, order: np.zeros(shape, kind, order=order),
    st.lists(st.integers(0, 5), max_size=3).map(tuple),
    st.sampled_from(TYPES),
    st.sampled_from(["C", "F"]),
)
odd = st.one_of(numbers, arrays, st.none(), st.floats(), st.binary(), st.text(), st.lists(st.binary(), max_size=3))
tuples = st.lists(st.one_of(st.binary(max_size=60), st.none(), st.integers()), max_size=5).map(tuple)


@settings(max_examples=100)
@given(st.integers(1, 5), st.integers(1, 8), st.dictionaries(st.integers(0, 10), st.one_of(odd, tuples), max_size=4))
def test_any_arguments(n: int, cells: int, instead: dict[int, object]) -> None:
    given_ = arguments(n, cells)
    for at, value in instead.items():
        given_[at] = value
    with suppress(REFUSED):
        assert isinstance(built().plain_frames(*given_), int)


@settings(max_examples=100)
@given(st.one_of(odd, st.lists(odd, max_size=13)))
def test_any_object(value: Any) -> None:
    for call in (lambda: built().frames_alone(value), lambda: built().plain_frames(*value)):
        with suppress(REFUSED):
            call()


@pytest.mark.parametrize("at", range(6, 11))
@pytest.mark.parametrize("kind", TYPES)
def test_an_array_of_another_type_is_refused(at: int, kind: Any) -> None:
    given_ = arguments(3, 6)
    if np.dtype(kind) == given_[at].dtype:
        return
    given_[at] = np.zeros(given_[at].shape, kind)
    with pytest.raises(REFUSED):
        built().plain_frames(*given_)


@pytest.mark.parametrize("at", range(6, 11))
def test_an_array_that_may_not_be_written_has_holes_or_another_size_is_refused(at: int) -> None:
    given_ = arguments(3, 6)
    sound = given_[at]
    locked = sound.copy()
    locked.flags.writeable = False
    for wrong in (locked, np.zeros((6, *sound.shape[1:]), sound.dtype)[::2], sound[:2], np.concatenate([sound, sound])):
        given_[at] = wrong
        with pytest.raises(REFUSED):
            built().plain_frames(*given_)
