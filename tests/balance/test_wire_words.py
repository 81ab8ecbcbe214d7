"""Whatever cannot be true of a cell has its words on every page, in each language."""

import pytest

from tripod.balance.judgement import Answer, Judgement, Why
from tripod.balance.judgement_words import body, said, title
from tripod.boards import load_board
from tripod.force.plausibility import Cause, Implausible
from tripod.sentences import in_language, languages, sentence


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("cause", list(Cause))
def test_each_cause_has_a_title_a_sentence_and_a_word(cause: Cause, language: str) -> None:
    board = load_board("pads")
    found = Implausible(cause, None if cause is Cause.DISTURBED else 1, "left", value=3.0)
    found = Implausible(cause, None, "") if cause is Cause.DISTURBED else found
    judgement = Judgement(Answer.CANNOT_TELL, why=Why.WIRE, foot=found.foot, implausible=found)
    with in_language(language):
        for words in (title(judgement, board), body(judgement, board), said(judgement, board)):
            assert words
        assert sentence(f"view_kit_words.wrong_{cause.value}")
