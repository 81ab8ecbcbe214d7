"""The label of the plate: how much it carries, and where and how to step on."""

from making.build import Build
from making.drawing import MUTED, TEXT, WARN, Drawing
from making.load_case import limit_kg, variants


def label(build: Build, variant: str) -> Drawing:
    """100 x 74 mm, printed 1:1."""
    person, bar = limit_kg(build, variant)
    out = Drawing(100, 74, f"Load limit, {variant}")
    out.box(1, 1, 98, 72, WARN, 0.9)
    out.text((50, 11), "LOAD LIMIT", 6.0, WARN, "middle", bold=True)
    rows = [("one person", person), *([("body and bar, on two plates", bar)] if bar else [])]
    for k, (words, kg) in enumerate(rows):
        out.text((6, 21 + 9 * k), words, 4.2)
        out.text((94, 21 + 9 * k), f"{kg} kg", 6.0, TEXT, "end", bold=True)
    board, _ = variants(build)[variant]
    out.text((6, 38), f"one plate: {board.limits.max_foot_n:g} N at any moment", 3.4, MUTED)
    words = "No barbell." if not bar else "Bar lands outside. Never drop it on the plate."
    out.text((6, 44), words, 3.8, WARN, bold=True)
    out.text((6, 51), "Step onto the middle of the mat, one foot after the other,", 3.3)
    out.text((6, 55.5), "a hand on something. Never onto the rim, never jump.", 3.3)
    out.text((6, 61), "Get off backwards or forwards, one foot after the other.", 3.3)
    out.text((6, 65.5), "Stop if it creaks, rocks or was dropped.", 3.3)
    out.text((6, 70), "Training aid, not a medical device.", 3.4, MUTED)
    return out
