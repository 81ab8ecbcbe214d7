"""One voice: who speaks first, what waits, and what gives way."""

from math import inf

import pytest

from tripod.coach.phrases import Phrase
from tripod.coach.speech import CUT_S, LATE_S, MARGIN_S, Line, Speech, Urgency, latest_s


def line(name: str, length_s: float = 1.0, urgency: Urgency = Urgency.TOLD, **more: float) -> Line:
    return Line(Phrase(name, name), length_s, urgency, **more)


def said(speech: Speech, until_s: float, pacer_s: float = inf, step_s: float = 0.01) -> list[tuple[float, str]]:
    """What begins when, asked every `step_s`."""
    found = []
    for k in range(round(until_s / step_s)):
        t_s = k * step_s
        while (one := speech.next(t_s, pacer_s if t_s < pacer_s else inf)) is not None:
            found.append((round(t_s, 2), one.phrase.key))
    return found


def test_the_most_urgent_first_and_among_equals_the_first_that_came() -> None:
    speech = Speech()
    told = [("a", Urgency.TOLD), ("b", Urgency.TOLD), ("cue", Urgency.CUE), ("three", Urgency.COUNT)]
    for name, urgency in told:
        speech.wait(line(name, 0.5, urgency))
    assert said(speech, 3) == [(0, "three"), (0.5, "cue"), (1.0, "a"), (1.5, "b")]
    assert speech.busy_until_s == pytest.approx(2.0, abs=0.02)


def test_nothing_begins_that_would_not_be_over_before_the_pacer() -> None:
    speech = Speech()
    speech.wait(line("long", 2.0))
    speech.wait(line("short", 0.5, Urgency.CUE))
    assert said(speech, 5, pacer_s=1.0) == [(0, "short"), (1.0, "long")]
    fits = Speech()
    fits.wait(line("just", 1.0 - MARGIN_S))
    assert said(fits, 2, pacer_s=1.0) == [(0, "just")]


def test_what_does_not_fit_keeps_its_place_among_its_like() -> None:
    speech = Speech()
    speech.wait(line("first", 2.0))
    speech.wait(line("second", 0.2))
    assert said(speech, 4, pacer_s=1.0) == [(1.0, "first"), (3.0, "second")]


def test_words_wait_for_an_earcon_and_whoever_asks_knows_until_when() -> None:
    speech = Speech()
    assert speech.busy_until_s == -inf
    speech.sound(0.0, 0.2)
    speech.wait(line("word", 0.5))
    assert speech.next(0.0, inf)
    assert speech.busy_until_s == pytest.approx(0.7)
    assert speech.room_s(0.5, inf) == 0.0
    assert speech.room_s(0.7, 2.7) == pytest.approx(2.0 - MARGIN_S)


def test_the_pacer_breaks_off_what_would_last_and_waits_for_what_ends_at_once() -> None:
    speech = Speech()
    speech.wait(line("sentence", 3.0))
    speech.next(0.0, inf)
    assert not speech.make_way(3.0 - CUT_S)
    assert speech.make_way(1.0)
    speech.wait(line("down", 0.4, Urgency.PACER))
    assert speech.next(1.0, 4.0).phrase.key == "down"  # type: ignore[union-attr]
    assert not speech.make_way(1.1), "a pacer does not break off itself"


def test_a_pacer_that_comes_too_late_would_lead_astray() -> None:
    speech = Speech()
    speech.wait(line("down", 0.4, Urgency.PACER, latest_s=latest_s(Urgency.PACER, 1.0)))
    assert said(speech, 3) == [(0, "down")]
    speech.wait(line("hold", 0.4, Urgency.PACER, latest_s=latest_s(Urgency.PACER, 3.0)))
    assert speech.next(3.0 + LATE_S + 0.01, inf) is None
    speech.wait(line("up", 0.4, Urgency.PACER))
    speech.wait(line("tall", 0.4, Urgency.PACER))
    assert speech.next(4.0, inf).phrase.key == "tall"  # type: ignore[union-attr]
    assert speech.next(9.0, inf) is None


def test_hush_drops_what_waits_and_the_end_says_the_rest() -> None:
    speech = Speech()
    for name in ("a", "b"):
        speech.wait(line(name))
    speech.next(0.0, inf)
    speech.hush()
    assert speech.busy_until_s == 1.0
    speech.wait(line("score", 1.0))
    speech.wait(line("cue", 2.0, Urgency.CUE))
    speech.next(0.5, inf)
    assert [one.phrase.key for one in speech.rest()] == ["cue", "score"]
    assert speech.busy_until_s == 4.0
    assert speech.rest() == []
