"""The label of the plate: how much it carries, to be read before stepping on."""

from making.build import Build
from making.drawing import MUTED, TEXT, WARN, Drawing
from making.load_case import limit_kg, variants


def label(build: Build, variant: str) -> Drawing:
    """100 x 62 mm, printed 1:1."""
    two, one, bar = limit_kg(build, variant)
    out = Drawing(100, 62, f"Load limit, {variant}")
    out.box(1, 1, 98, 60, WARN, 0.9)
    out.text((50, 11), "LOAD LIMIT", 6.0, WARN, "middle", bold=True)
    if bar:
        rows = [("body and bar, on two plates", bar), ("body, on one leg", min(one, bar))]
    else:
        rows = [("body, on two plates", two), ("body, on one leg", one)]
    for k, (words, kg) in enumerate(rows):
        out.text((6, 22 + 9 * k), words, 4.2)
        out.text((94, 22 + 9 * k), f"{kg} kg", 6.0, TEXT, "end", bold=True)
    board, _ = variants(build)[variant]
    out.text((6, 40), f"one plate: {board.limits.max_foot_n:g} N at any moment", 3.4, MUTED)
    out.text(
        (6, 46), "No barbell." if not bar else "Bar lands outside. Never drop it on the plate.", 3.8, WARN, bold=True
    )
    out.text((6, 52), "Stop if it creaks, rocks or was dropped.", 3.4)
    out.text((6, 57.5), "Training aid, not a medical device.", 3.4, MUTED)
    return out
