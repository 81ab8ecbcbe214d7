"""What stands on the page, as a person or a screen reader finds it."""

from PySide6.QtWidgets import QLabel

from tripod.views.feet.point_labels import point_labels


def texts(bench) -> str:
    """All that the page says, painted or in labels."""
    live = bench.window.live
    said = [label.text() for label in live.findChildren(QLabel) if not label.isHidden()]
    said += [*live.feet.captions(), *live.totals.total_lines(), *live.totals.margin_lines(), live.totals.toolTip()]
    said += [" ".join(map(str, (p.number, p.pm, p.name, p.load, p.flag))) for p in point_labels(live.words, live.feet)]
    bar = bench.window.header.source_bar
    return "\n".join([*said, bar.said, bar.muted_said, live.record.text(), live.feet.note])


def label_of(bench, foot, point):
    live = bench.window.live
    return next(p for p in point_labels(live.words, live.feet) if (p.foot, p.point) == (foot, point))
