"""The certificate on paper: one page, with what its text says, and names that stay text."""

from collections.abc import Callable

import pytest

from tests.calibration.test_certificate import page, saved
from tripod.report.typeset import pdf_of

Words = Callable[[bytes], tuple[str, int]]


def test_what_its_text_says_is_on_its_one_page(words: Words) -> None:
    of = page(saved(simulated=True))
    said, pages = words(pdf_of("certificate", of))
    assert pages == 1
    for text in (
        of.title,
        of.verdict,
        of.reason,
        of.simulated,
        of.residuals_said,
        *(v for _, v in (*of.facts, *of.loads)),
    ):
        assert text in said


@pytest.mark.parametrize("name", ['<script>alert(1)</script> #panic("no")', r"\\ $x$ *b* #import \"x\"", "Анна"])
def test_an_operator_is_text_whatever_they_are_called(words: Words, name: str) -> None:
    assert name in words(pdf_of("certificate", page(saved(operator=name))))[0]


@pytest.mark.parametrize("data", [{}, {"board": "pads", "cells": [{}], "proof": {"captures": [1], "residuals": [{}]}}])
def test_a_file_with_gaps_makes_a_page_with_gaps(words: Words, data: dict[str, object]) -> None:
    assert words(pdf_of("certificate", page(data)))[1] == 1
