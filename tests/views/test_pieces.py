"""A picture that is painted only where it changed is the picture that would have been painted at once."""

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPixmap

from tripod.views.feet.pieces import apart

SIZES = {"pads": (0, 0, 0), "insole": (0, 0, 0), "plate": (0, 0, 0, 0)}


def colours(picture: QPixmap) -> np.ndarray:
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine()).astype(int)


@pytest.mark.parametrize("board", SIZES)
def test_piece_by_piece_it_becomes_what_it_is_at_once(bench, vc, board):
    rng, feet = np.random.default_rng(7), bench.window.live.feet
    differed = 0
    for step in range(25):
        states = {}
        for foot in ("left", "right"):
            heel, toe = rng.uniform(0.3, 0.9), rng.uniform(-0.05, 0.2)
            share = (heel, toe, 1 - heel - toe)
            loaded, wrong = rng.random() > 0.2, rng.random() > 0.85
            status = (7, *SIZES[board][1:]) if wrong else SIZES[board]
            load = float(rng.uniform(50, 500)) if board != "insole" else float(rng.uniform(5, 25))
            states[foot] = vc.foot_state(share, load, loaded=loaded, status=status, vague=rng.random() > 0.8)
        left = float(rng.uniform(0, 1)) if step % 4 else vc.NAN
        before = colours(feet._composed)
        bench.show(vc.make_snapshot(board, t_s=12 + step / 5, feet=states, left_fraction=left), after_s=0.11)
        piecewise = colours(feet._composed)
        feet.compose()
        assert np.array_equal(piecewise, colours(feet._composed)), step
        differed += step > 0 and not np.array_equal(before, piecewise)
    assert differed > 20


def test_what_did_not_change_is_not_painted(bench, vc):
    feet = bench.window.live.feet
    bench.show(vc.make_snapshot(t_s=12.0), after_s=0.2)
    assert feet._compose() == []
    one = {"left": vc.foot_state(load_n=384.4), "right": vc.foot_state()}
    bench.show(vc.make_snapshot(t_s=12.2, feet=one), after_s=0.0)
    other = {"left": vc.foot_state((0.75, 0.15, 0.10)), "right": vc.foot_state()}
    feet.snapshot = vc.make_snapshot(t_s=12.4, feet=other)
    painted = feet._compose()
    assert painted
    assert all(rect.right() < feet.width() / 2 for rect in painted), "the right foot stands as it stood"


def test_rectangles_that_meet_become_one():
    a, b, c, far = QRect(0, 0, 10, 10), QRect(8, 8, 10, 10), QRect(17, 0, 4, 10), QRect(100, 100, 5, 5)
    out = apart([a, far, c, b])
    assert len(out) == 2
    assert far in out
    assert a.united(b).united(c) in out
