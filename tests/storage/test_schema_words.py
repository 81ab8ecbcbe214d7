"""Files know the same words as the boards: storage lies below and cannot ask them."""

from typing import get_args

import pytest

from tripod.boards import FEET, POINTS, REGIONS, STANCE_FAULTS
from tripod.storage.schemas.words import Foot, Point, Region, StanceFault


@pytest.mark.parametrize(
    ("in_files", "words"), [(Foot, FEET), (Point, POINTS), (Region, REGIONS), (StanceFault, STANCE_FAULTS)]
)
def test_the_words_of_files_are_those_of_the_boards(in_files: object, words: tuple[str, ...]) -> None:
    assert get_args(in_files) == words
