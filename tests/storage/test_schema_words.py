"""Files know the same words as the boards: storage lies below and cannot ask them."""

from typing import Annotated, Any, get_args, get_origin

import pytest

from tripod.boards import FEET, POINTS, REGIONS, STANCE_FAULTS
from tripod.storage.schemas.words import Foot, Point, Region, StanceFault


@pytest.mark.parametrize(
    ("in_files", "words"), [(Foot, FEET), (Point, POINTS), (Region, REGIONS), (StanceFault, STANCE_FAULTS)]
)
def test_the_words_of_files_are_those_of_the_boards(in_files: Any, words: tuple[str, ...]) -> None:
    bare = get_args(in_files)[0] if get_origin(in_files) is Annotated else in_files
    assert get_args(bare) == words
