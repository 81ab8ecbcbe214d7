"""A row of sway says whether the eyes were open, where the recording does."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest

from tripod.analysis.trace import CopTrace
from tripod.analysis.trial import Part, Romberg, Trial
from tripod.exports.markers import DrillLine, drill_text
from tripod.report.sway_table import sway_tables
from tripod.sentences import in_language

T = np.arange(2500) / 100.0
STILL = Trial("s", CopTrace(T, np.column_stack([np.sin(3 * T), 2 * np.cos(2 * T)])), "measured CoP")


def stood(eyes: str) -> Trial:
    """A hold."""
    return replace(STILL, part=Part("quiet-stance", 1, 1, "stand", eyes))


@pytest.mark.parametrize(
    ("language", "firsts"),
    [
        ("en", ["1, eyes open", "2, eyes closed", "3", "4"]),
        ("de", ["1, Augen offen", "2, Augen geschlossen", "3", "4"]),
    ],
)
def test_each_row_says_whether_the_eyes_were_open(language: str, firsts: list[str]) -> None:
    with in_language(language):
        (table,) = sway_tables([stood("open"), stood("closed"), stood(""), STILL])
    assert [row[0] for row in table.rows] == firsts


def test_a_row_that_cannot_be_measured_says_it_too() -> None:
    gone = replace(stood("closed"), cop=CopTrace(T, np.full((len(T), 2), nan)))
    (table,) = sway_tables([stood("open"), gone])
    assert table.rows[1][:2] == ["2, eyes closed", "–"]
    assert "2: " in table.below


def test_a_marker_says_it_and_one_from_before_says_nothing() -> None:
    line = DrillLine(happened="part", kind="hold", number=1, of=2, say="stand_closed")
    assert drill_text(line) == "hold 1/2: stand_closed"
    closed = DrillLine(happened="part", kind="hold", number=1, of=2, say="stand_closed", eyes="closed")
    assert drill_text(closed) == "hold 1/2 eyes_closed: stand_closed"


def test_a_romberg_quotient_is_told_once_with_its_pm() -> None:
    both = [replace(stood(eyes), romberg=Romberg(1.2345, 0.06)) for eyes in ("open", "closed")]
    (table,) = sway_tables(both)
    assert table.below.count("Romberg") == 1
    assert "1.23 ± 0.06" in table.below
    (none,) = sway_tables([stood("open")])
    assert "Romberg" not in none.below
