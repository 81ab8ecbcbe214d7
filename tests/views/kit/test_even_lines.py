"""Lines of a sentence between the feet are about as long as each other."""

import pytest
from pytestqt.qtbot import QtBot

from tripod.views.kit.line_breaks import even_width
from tripod.views.kit.theme import DARK, HEAD
from tripod.views.kit.widgets import Line


@pytest.fixture
def line(qtbot: QtBot) -> Line:
    made = Line("Push the floor away under the base of the big toe.", DARK, "text", HEAD)
    made.setWordWrap(True)
    qtbot.addWidget(made)
    return made


def test_two_lines_are_as_narrow_as_two_lines_can_be(line: Line) -> None:
    wide = line.sizeHint().width()
    room = next(w for w in range(400, 100, -1) if line.heightForWidth(w) > line.heightForWidth(2000))
    even = even_width(line, room)
    assert line.heightForWidth(even) == line.heightForWidth(room)
    assert even < 0.75 * room, (even, room, wide)
    assert line.heightForWidth(even - 8) > line.heightForWidth(room)


def test_what_fits_one_line_keeps_one(line: Line) -> None:
    assert line.heightForWidth(even_width(line, 2000)) == line.heightForWidth(2000)
