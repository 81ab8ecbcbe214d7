"""A note in a script that no typeface of this machine has: said, and kept whole."""

import pytest
from PySide6.QtCore import Qt

from tests.views.history.made import Past, weeks
from tripod.storage.places import notes_path
from tripod.views.kit.missing_glyphs import missing_glyphs

SCRIPTS = {"漢": "Noto Sans CJK", "한": "Noto Sans CJK", "ก": "Noto Sans Thai", "𒀀": "Noto Sans Cuneiform"}


@pytest.fixture
def unseen(past: Past) -> str:
    """A character that would be a box here."""
    for character in SCRIPTS:
        if missing_glyphs(character):
            return character
    pytest.skip("this machine has typefaces for all of these scripts")


def test_what_the_typefaces_have_is_not_missing(past: Past) -> None:
    assert missing_glyphs("Füße: 3 × ½ − ± Ж 12 °\n") == ""


@pytest.mark.parametrize("spoken", ["en", "de"], indirect=True)
def test_a_note_says_what_this_machine_cannot_show_and_keeps_it(past: Past, unseen: str) -> None:
    weeks()
    past.key(Qt.Key.Key_H)
    chosen = past.page.chosen
    assert chosen.boxes.isHidden()
    chosen.note.setFocus()
    chosen.note.setPlainText(f"ok {unseen}{unseen} e\u0301")
    said = chosen.boxes.text()
    assert not chosen.boxes.isHidden()
    assert SCRIPTS[unseen] in said
    assert "2" not in said, "each is counted once"
    past.key(Qt.Key.Key_Escape)
    assert unseen in notes_path("P-07").read_text("utf-8")
    chosen.note.setPlainText("ok")
    assert chosen.boxes.isHidden()


def test_a_note_that_cannot_be_kept_says_that_first(past: Past, unseen: str) -> None:
    past.window.resize(1024, 600)
    weeks()
    past.key(Qt.Key.Key_H)
    chosen = past.page.chosen
    chosen.note.setPlainText(unseen)
    assert not chosen.boxes.isHidden()
    assert chosen.said.isHidden(), "there is room for one, and the button says the other"
    assert chosen.replay.toolTip() == chosen.said.text() != ""
    chosen.refuse_note(unseen, "The note cannot be kept.")
    assert not chosen.said.isHidden()
    assert not chosen.boxes.isHidden()
