"""A coach who fades is back within the set when a fault is not mended unaided."""

import pytest

from tripod.coach.fading import AGAIN, ALONE_S, FADE, LASTS_S, Faded, Fading
from tripod.coach.phrases import LANGUAGES, phrase
from tripod.drills.seen.fault_watch import FaultEvent

STEP_S = 0.05


def fault(onset_s: float, name: str = "mt1_light", foot: str = "right") -> FaultEvent:
    return FaultEvent(name, foot, onset_s, float("nan"), 0.1, "")


def back_at(fading: Fading, *spans: tuple[float, float], name: str = "mt1_light") -> float | None:
    """When the coach is back, of faults that last over these spans of seconds."""
    for n in range(round(60 / STEP_S)):
        t_s = n * STEP_S
        if fading.take(t_s, [fault(a, name) for a, b in spans if a <= t_s < b]):
            return t_s
    return None


@pytest.mark.parametrize("level", [1, 2])
def test_one_fault_that_lasts(level: int) -> None:
    assert back_at(Fading((Faded(level),), comes_back=True), (3.0, 30.0)) == pytest.approx(3 + LASTS_S, abs=STEP_S)


def test_two_that_are_not_mended_soon() -> None:
    long = ALONE_S + 1
    at = back_at(Fading((Faded(2),), comes_back=True), (1.0, 1 + long), (10.0, 10 + long))
    assert at == pytest.approx(10 + ALONE_S, abs=2 * STEP_S)


def test_faults_of_hinges_that_end_with_their_phase_come_again_and_again() -> None:
    reps = [(8.0 * n, 8.0 * n + 2) for n in range(6)]
    assert back_at(Fading((Faded(2),), comes_back=True), *reps) == pytest.approx(8.0 * (AGAIN - 1), abs=STEP_S)


def test_what_is_mended_unaided_brings_nobody_back() -> None:
    assert back_at(Fading((Faded(2),), comes_back=True), (1.0, 1 + ALONE_S - 0.5), (20.0, 22.0)) is None


def test_who_says_everything_need_not_come_back() -> None:
    assert back_at(Fading((Faded(0),), comes_back=True), (1.0, 50.0)) is None


def test_recordings_from_before_it_did_are_as_they_were() -> None:
    fading = Fading((Faded(2),))
    assert back_at(fading, (1.0, 50.0)) is None
    assert fading.level == 2


def test_back_until_the_section_ends_and_no_further() -> None:
    first, second = Faded(2, "fade_none"), Faded(1, "fade_every_other")
    fading = Fading((first, first, second), comes_back=True)
    assert fading.begin(0) == "fade_none"
    assert back_at(fading, (0.0, 20.0)) is not None
    assert fading.begin(1) == ""
    assert fading.level == 0, "of the same section"
    assert fading.begin(2) == "fade_every_other"
    assert fading.level == 1


def test_each_part_counts_for_itself() -> None:
    fading, of = Fading((Faded(2),), comes_back=True), AGAIN - 1
    for part in range(3):
        fading.begin(part)
        for n in range(of):
            assert fading.take(10.0 * part + n, [fault(10.0 * part + n)]) is None
            assert fading.take(10.0 * part + n + 0.5, []) is None


def test_every_other_of_a_kind() -> None:
    fading = Fading((Faded(1),))
    assert [fading.speaks("mt1_light") for _ in range(4)] == [True, False, True, False]
    assert fading.speaks("mt5_light")


def test_the_words_for_it_are_there_in_each_language() -> None:
    for word in (*FADE, "retention", "lighter"):
        for language in LANGUAGES:
            assert phrase(word, language) is not None, (word, language)
