"""What the person does with the board's saved calibrations: list, use, give away, take in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.sentences import sentence
from tripod.views.calibrate.export import ExportError, export
from tripod.views.calibrate.frame import WizardFrame
from tripod.views.kit.line_breaks import breakable


class SavedCalibrations(QObject):
    """Fills the lists of the page; what came of each wish is a sentence on it."""

    def __init__(self, page: WizardFrame, documents: Path, say: Callable[[str], None]) -> None:
        super().__init__(page)
        self._page, self._documents, self._say = page, documents, say
        self._session: Session | None = None
        for versions in (page.rest.versions, page.save.versions):
            versions.chosen.connect(self.use)
            versions.given_away.connect(self.give_away)
        page.rest.take_in.clicked.connect(self._choose_import)

    def open(self, session: Session) -> None:
        """Show those of this session's board."""
        self._session = session
        self.show_versions()

    def close_session(self) -> None:
        """The board is gone."""
        self._session = None

    def show_versions(self) -> None:
        """List them, and say of when the one in use is."""
        if self._session is None:
            return
        versions = self._session.calibration.versions()
        came = self._session.snapshot().calibrated and not any(v.in_use for v in versions)
        for panel in (self._page.rest.versions, self._page.save.versions):
            panel.show_versions(versions, came)
        self._page.stays.set_text(self._page.own.stays(next((v.made for v in versions if v.in_use), ""), came))

    def use(self, number: int | None) -> None:
        """Put an earlier calibration to use."""
        if self._session is None:
            return
        try:
            self._session.calibration.use(number)
        except Refused as error:
            self._say(str(error))
            return
        name = (
            sentence("view_calibrate_saved.the_nominal_values_are")
            if number is None
            else sentence("view_calibrate_saved.no_is", n=number)
        )
        self._say(sentence("view_calibrate_saved.in_use_from_now_on", name=name))
        self.show_versions()

    def give_away(self, number: int, kind: str) -> None:
        """Write a version's certificate, or the version itself."""
        if self._session is None:
            return
        try:
            file = self._session.calibration.file(number)
        except Refused as error:
            self._say(str(error))
        else:
            self.write(file, kind)

    def write(self, calibration: Path, kind: str) -> None:
        """Write what `kind` names of a calibration's file: `pdf` or `txt` (its certificate), `json` (itself)."""
        try:
            path = export(calibration, kind, self._documents)
        except ExportError as error:
            self._say(str(error))
        else:
            self._say(sentence("view_calibrate_saved.saved_as", path=breakable(path)))

    def _choose_import(self) -> None:
        """Asked for by a click, so a dialog may come up here."""
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            sentence("view_calibrate_saved.import_a_calibration"),
            str(self._documents),
            sentence("view_calibrate_saved.calibrations_json"),
        )
        if name:
            self.import_from(Path(name))

    def import_from(self, file: Path) -> None:
        """Take in an exported calibration; a refusal is a sentence on the page."""
        if self._session is None:
            return
        try:
            self._session.calibration.take_in(file)
        except Refused as error:
            self._say(str(error))
        else:
            self._say(sentence("view_calibrate_saved.imported_and_in_use_from"))
            self.show_versions()
