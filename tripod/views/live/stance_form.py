"""Where the feet point on a plate: how that is known, and two fields to say it."""

from math import isfinite

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from tripod.balance.pose import Pose
from tripod.balance.pose_words import pose_said
from tripod.balance.turn_limits import LEAST_TURN_DEG, MOST_TURN_DEG
from tripod.live.snapshot import Snapshot
from tripod.sentences import figure, sentence
from tripod.views.calibrate.fields import Field, number_in
from tripod.views.feet.stance import pose_of
from tripod.views.kit.theme import BODY, SMALL, STRONG, Theme
from tripod.views.kit.widgets import Line


class StanceForm(QWidget):
    """What stands in the fields holds as soon as one is left; an empty one says that nobody knows."""

    turned = Signal(object)
    """Foot -> by how many degrees its toes point outward."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._poses: dict[str, Pose] = {}
        degree = sentence("view_live_stance_form.degree")
        parse = number_in(LEAST_TURN_DEG, MOST_TURN_DEG, degree, sentence("view_live_stance_form.example"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        heading = Line(sentence("view_live_stance_form.where_you_stand"), theme, "muted", BODY, STRONG)
        grid.addWidget(heading, 0, 0, 1, 3)
        self.fields: dict[str, Field] = {}
        self.lines: dict[str, Line] = {}
        for row, foot in enumerate(("left", "right")):
            label = sentence("view_live_stance_form.left" if foot == "left" else "view_live_stance_form.right")
            field = Field(label, sentence("view_live_stance_form.example"), parse, theme, optional=True)
            field.add_to(grid, 1 + 2 * row)
            field.edit.editingFinished.connect(self._read)
            self.lines[foot] = Line("", theme, "muted", SMALL + 0.5)
            grid.addWidget(self.lines[foot], 2 + 2 * row, 0, 1, 3)
            self.fields[foot] = field
        keys = Line(sentence("view_live_stance_form.by_keys"), theme, "muted", SMALL + 0.5)
        keys.setWordWrap(True)
        grid.addWidget(keys, 5, 0, 1, 3)
        self.hide()

    def begin(self) -> None:
        """Write into the first field."""
        for foot, field in self.fields.items():
            if foot in self._poses:
                field.edit.setFocus()
                field.edit.selectAll()
                return

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Fill in what is known, but for a field that somebody is writing in; hidden where nobody needs to say it."""
        poses = {foot: pose_of(snapshot, foot) for foot in self.fields}
        known = {foot: pose for foot, pose in poses.items() if pose is not None}
        self.setVisible(bool(known))
        if known == self._poses:
            return
        self._poses = known
        for foot, field in self.fields.items():
            pose = known.get(foot)
            field.set_visible(pose is not None)
            self.lines[foot].setVisible(pose is not None)
            if pose is None:
                continue
            self.lines[foot].set_text(pose_said(foot, pose.known, pose.turn_deg, pose.turn_pm_deg))
            if not field.edit.hasFocus():
                self._fill(field, pose)

    def _fill(self, field: Field, pose: Pose) -> None:
        field.edit.setText(self._written(pose))
        field.complain("")

    @staticmethod
    def _written(pose: Pose) -> str:
        return f"{figure(pose.turn_deg, '.3g')}{sentence('view_live_stance_form.degree')}" if pose.measured else ""

    def _read(self) -> None:
        """Tell it where somebody changed a field; both feet are told of, as one stance."""
        if all(self.fields[f].edit.text() == self._written(p) for f, p in self._poses.items()):
            return
        said = {foot: self.fields[foot].read() for foot in self._poses}
        if None not in said.values():
            self.turned.emit({foot: deg for foot, deg in said.items() if deg is not None and isfinite(deg)})
