"""What reads of an object is read, field by field; what does not has its default."""

from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from tripod.storage.schemas.certificate import CalibrationShown
from tripod.storage.what_reads import what_reads


class Leg(Struct, frozen=True):
    long_mm: float = nan


class Table(Struct, frozen=True):
    name: str = "?"
    high_mm: float | None = None
    legs: tuple[Leg, ...] = ()
    marks: tuple[tuple[float, float] | None, ...] = ()
    best: Leg = Leg(1.0)


def test_what_is_right_is_read() -> None:
    plain = {"name": "oak", "high_mm": 7, "legs": [{"long_mm": 3}], "marks": [[1, 2]], "best": {"long_mm": 4.5}}
    assert what_reads(plain, Table) == Table("oak", 7.0, (Leg(3.0),), ((1.0, 2.0),), Leg(4.5))


@pytest.mark.parametrize("plain", [None, 3, "x", [], {}, {"colour": "red"}, {1: 2}])
def test_what_is_no_such_object_is_all_defaults(plain: object) -> None:
    assert what_reads(plain, Table) == Table()


def test_a_wrong_field_costs_that_field_alone() -> None:
    read = what_reads({"name": 3, "high_mm": True, "legs": {"long_mm": 2}, "best": [], "marks": 1}, Table)
    assert read == Table()
    assert what_reads({"name": 3, "high_mm": 2.5}, Table) == Table(high_mm=2.5)


def test_a_wrong_element_is_left_out_or_none() -> None:
    read = what_reads({"legs": [1, {"long_mm": "x"}, {"long_mm": 2}], "marks": [["x"], None, [1, 2]]}, Table)
    assert isnan(read.legs[0].long_mm)
    assert read.legs[1:] == (Leg(2.0),)
    assert read.marks == (None, None, (1.0, 2.0))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)
FIELDS = ("board", "cells", "proof", "mapping", "turned", "places_mm", "build_mm", "made", "board_id")


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_nothing_that_json_can_hold_makes_it_fail(plain: dict[str, object]) -> None:
    assert isinstance(what_reads(plain, CalibrationShown), CalibrationShown)
