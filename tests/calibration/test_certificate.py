"""The certificate says what the file says, and nothing that a name could smuggle in."""

import msgspec
import pytest

from tripod.calibration.certificate import Certificate, Residual, certificate, certificate_text
from tripod.storage.schemas.certificate import CalibrationShown
from tripod.storage.what_reads import what_reads


def saved(**proof) -> dict:
    """A calibration's file."""
    law = {"law": "linear", "gain": 6.8953e-4, "exponent": 1.0, "zero_counts": -8296.0, "gain_sigma": 0.00175}
    base = {
        "verdict": "accept",
        "reason": "A load that was not used reads +0.4 %; within ± 0.7 % was claimed.",
        "warmed_up": True,
        "operator": "Ada",
        "temperature_c": 21.5,
        "simulated": False,
        "answers": {"route": "masses", "weight_kg": 75.0, "masses_kg": [10.0, 20.0], "tolerance": 0.005},
        "residuals": [
            {"capture": "1: 10 kg", "load_n": 98.1, "residual_n": 0.21, "held_out_n": -0.33, "held_out_mm": None},
            {"capture": "2: 20 kg", "load_n": 196.1, "residual_n": -0.14, "held_out_n": None, "held_out_mm": None},
        ],
        "captures": [
            {"name": "empty", "load_n": 0.0, "place_mm": None, "counts": [0.0] * 6},
            {"name": "1: 10 kg", "load_n": 98.0665, "place_mm": [0, 0], "counts": [0.0] * 6},
            {"name": "2: 20 kg", "load_n": 196.133, "place_mm": [0, 0], "counts": [0.0] * 6},
            {"name": "3: 10 kg", "load_n": 98.0665, "place_mm": [0, 0], "counts": [0.0] * 6},
        ],
        "verified_with": [{"name": "verify", "load_n": 735.5, "place_mm": None, "counts": [0.0] * 6}],
    }
    return {
        "schema": 1,
        "board": "pads",
        "board_id": "3f9a00112233aabb",
        "kind": "user",
        "made": "2026-11-23T16:00:00+01:00",
        "cells": [law] * 6,
        "mapping": [],
        "proof": base | proof,
    }


def page(data: dict) -> Certificate:
    """The certificate of a calibration's file."""
    return certificate(what_reads(data, CalibrationShown))


def text_of(data: dict) -> str:
    """With single spaces."""
    return " ".join(certificate_text(page(data)).split())


@pytest.mark.parametrize(
    "says",
    [
        "Load-cell pads (pads), id 3f9a00112233aabb",
        "2026-11-23 16:00",
        "Ada",
        "21.5 °C",
        "known masses",
        "Verdict: accepted",
        "reads +0.4 %; within ± 0.7 %",
        "10 kg, 98.1 N 2 readings",
        "75 kg, 735.5 N kept out of the fit",
        "tolerance of the masses ± 0.5 %",
        "left heel linear 0.00068953",
        "0.34 %",
        "Left over: 0.178 N RMS",
        "not a medical device",
    ],
)
def test_what_the_file_says_is_on_the_page(says):
    assert says in text_of(saved())


def test_simulated_and_what_was_skipped_are_said():
    text = text_of(saved(simulated=True, warmed_up=False, temperature_c=None, operator=""))
    assert "Simulated" in text
    assert "skipped" in text
    assert "not measured" in text
    assert "not stated" in text
    assert "Simulated" not in text_of(saved())


@pytest.mark.parametrize("data", [{}, {"proof": None}, {"board": "pads", "cells": [{}], "proof": {"captures": [1]}}])
def test_a_file_with_gaps_makes_a_page_with_gaps(data):
    assert "Calibration certificate" in text_of(data)


def test_each_load_has_what_is_left_and_one_that_was_foretold_that():
    assert page(saved()).residuals == [Residual(0.21, -0.33), Residual(-0.14, None)]
    assert "No residuals" in certificate_text(page(saved(residuals=[])))
    assert msgspec.json.encode(page(saved()))


def test_where_cells_bear_is_on_the_page_if_a_fit_told():
    data = saved()
    assert "bears at" not in text_of(data)
    data["places_mm"] = [[k + 0.25, -3.0] for k in range(6)]
    assert "bears at x, y in mm" in text_of(data)
    assert "1.2, -3.0" in text_of(data)
    data["places_mm"] = [["x"], None]
    assert page(data).cells[0][-1] == "–"


def test_what_was_noticed_in_the_fit_is_on_the_page():
    data = saved()
    assert "Noticed" not in text_of(data)
    data["proof"]["notes"] = ["The cell of the left heel gives 31 % less than its nominal value."]
    assert "31 % less" in text_of(data)


def test_what_was_proved_is_on_the_page_in_the_words_of_the_file():
    assert "CoP" not in text_of(saved())
    said = {"state": "not_proven", "why": "no_mark", "said": "Put a mass <b>on</b> one mark."}
    data = saved(verdicts={"load": {"state": "proven", "said": "Read to 0.1 %."}, "share": {"state": "?"}, "cop": said})
    data["build_mm"] = 3.0
    text = text_of(data)
    assert "Load: proven. Read to 0.1 %." in text
    assert "CoP: not proven. Put a mass <b>on</b> one mark." in text
    assert "Shares" not in text
    assert "within 3 mm of the drawing" in text
    assert "Load: proven" not in text_of(saved(verdicts=["x"]))
