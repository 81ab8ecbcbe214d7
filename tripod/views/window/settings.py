"""What is chosen on the page Settings, or by a key that chooses the same, holds at once and is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from tripod.balance.map_scale import MapScale
from tripod.live.commands import Refused
from tripod.live.kept_places import kept_places, room_for_recordings
from tripod.live.settings_control import SettingsControl
from tripod.live.snapshot import Snapshot
from tripod.live.sound_check import SoundCheck
from tripod.record.disk_use import remove
from tripod.sentences import sentence
from tripod.storage.settings import Settings
from tripod.training.profile import Profile
from tripod.views.kit.line_breaks import breakable
from tripod.views.kit.map_palettes import MapPalette
from tripod.views.kit.theme import DARK, LIGHT, Theme, with_palette
from tripod.views.live.header import Header
from tripod.views.window.board import OpenBoard
from tripod.views.window.help import HelpActions
from tripod.views.window.pages import Pages
from tripod.views.window.people import PeopleActions

if TYPE_CHECKING:
    from tripod.views.settings.page import SettingsPage


def theme_of(settings: Settings) -> Theme:
    """The theme that was chosen, in the chosen palette; the system's theme where that was chosen."""
    hints = QGuiApplication.styleHints()
    if settings.theme == "system":
        hints.unsetColorScheme()
        dark = hints.colorScheme() is not Qt.ColorScheme.Light
    else:
        dark = settings.theme == "dark"
    return with_palette(DARK if dark else LIGHT, MapPalette(settings.palette))


def show_folder(folder: Path) -> bool:
    """Have the system show a folder, or a file; whether it could."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class SettingsActions(QObject):
    """Owns the page, which is made when it is first asked for."""

    tour_asked = Signal()
    restart_asked = Signal()
    may_restart = False
    """Whether somebody hears that."""
    board_busy: Callable[[], bool]
    """Whether a firmware is being written, or a step of a build examined."""

    def __init__(
        self,
        control: SettingsControl,
        pages: Pages,
        board: OpenBoard,
        people: PeopleActions,
        header: Header,
        set_theme: Callable[[Theme], None],
        show: Callable[[Path], bool] = show_folder,
        parent: QWidget | None = None,
    ) -> None:
        """`show`: has the system show a folder."""
        super().__init__(parent)
        self._control, self._pages, self._board, self._people = control, pages, board, people
        self._set_theme, self._show = set_theme, show
        self._page: SettingsPage | None = None
        self._help: HelpActions | None = None
        self._map_of = ""
        """Board whose map has the scale that was kept for it."""
        control.listeners.append(self._obey)
        pages.live.scale_held.connect(self.hold_scale)
        pages.live.between_drawn.connect(partial(self.choose, "between"))
        pages.person_changed.connect(self._show_person)
        pages.currentChanged.connect(lambda: header.set_settings_shown(self.shown))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        for stage in (pages.live.feet, pages.coach):
            stage.set_between(control.now.between)
        if control.why_usual:
            pages.start.show_error(control.why_usual)

    def offers_help(self, help: HelpActions) -> None:
        """Let the page's buttons show all keys, the log and what the program is."""
        self._help = help

    @property
    def now(self) -> Settings:
        """What holds."""
        return self._control.now

    @property
    def page(self) -> SettingsPage:
        """Made when it is first asked for."""
        if self._page is None:
            self._page = self._make()
        return self._page

    def _make(self) -> SettingsPage:
        from tripod.views.settings.look import sizes_that_fit  # noqa: PLC0415
        from tripod.views.settings.page import SettingsPage  # noqa: PLC0415

        screen = QGuiApplication.primaryScreen().availableSize()
        grown = min(self.now.text_percent, 200) / 100 if QGuiApplication.primaryScreen().devicePixelRatio() > 1 else 1.0
        sizes = {*sizes_that_fit(screen.width() * grown, screen.height() * grown), self.now.text_percent}
        page = SettingsPage(self._pages.theme, sorted(sizes), SoundCheck(self._control.open_sound), self.may_restart)
        page.person.changed.connect(self.set_profile)
        page.person.other.clicked.connect(self._people.toggle)
        page.look.chosen.connect(self.choose)
        page.look.held.connect(self.hold_scale)
        page.look.restart_asked.connect(self._restart)
        page.sound.device_chosen.connect(partial(self.choose, "sound_device"))
        page.keeping.opened.connect(self.show_place)
        page.keeping.drills_chosen.connect(partial(self.choose, "own_drills"))
        page.each_drill.chosen.connect(self.record_drills)
        page.each_drill.deletes.connect(self.delete_oldest)
        page.back_asked.connect(self.leave)
        page.tour.clicked.connect(self.tour_asked)
        if self._help is not None:
            page.keys.clicked.connect(self._help.toggle_keys)
            page.about.clicked.connect(self._help.show_about)
            page.log.clicked.connect(partial(self._help.show_log, page.show_said))
        self._pages.addWidget(page)
        return page

    @property
    def shown(self) -> bool:
        """Whether the page is the one on the screen."""
        return self._page is not None and self._pages.currentWidget() is self._page

    def toggle(self) -> None:
        """Turn to the page, or back."""
        if self.shown:
            self.leave()
        elif not self._pages.coach_shown:
            self._fill()
            self._pages.show_beside(self.page, sentence("view_settings.settings"), self.page.show_said)
            self.page.back.setFocus()

    def _restart(self) -> None:
        session = self._board.session
        if (session is not None and session.who.stays) or self.board_busy():
            self.page.show_said(sentence("view_settings.restart_later"), wrong=True)
        else:
            self.restart_asked.emit()

    def leave(self) -> None:
        """Back to the page before."""
        if self.shown:
            self._pages.leave_beside()

    def _fill(self) -> None:
        page = self.page
        page.show_said(self._control.why_usual, wrong=bool(self._control.why_usual))
        page.sound.show_devices(self._control.devices(), self.now.sound_device)
        self._show_look()
        self._show_kept()
        self._show_person()

    def _show_look(self) -> None:
        fitted = self._pages.live.feet.fitted
        self.page.look.show_settings(self.now, fitted.held, self._board.session is not None)

    def _show_kept(self) -> None:
        self.page.keeping.show_kept(kept_places(), not self.now.own_drills)
        self.page.each_drill.show_room(room_for_recordings(self._profile.recordings_gb))

    @property
    def _profile(self) -> Profile:
        """Of who is here."""
        session = self._board.session
        return session.snapshot().profile if session is not None else self._people.profile()

    def _show_person(self) -> None:
        if self._page is not None:
            self._page.show_person(self._people.here, self._profile)

    def follow(self, snapshot: Snapshot) -> None:
        """Another picture: the scale that was kept for this board, and the person who stands there now."""
        name = snapshot.board.name if snapshot.board is not None else ""
        if name and name != self._map_of:
            full_n = self.now.map_held.get(name)
            self._pages.live.feet.fitted.hold(MapScale(full_n, nan) if full_n is not None else None)
        self._map_of = name or self._map_of
        if self.shown:
            self.page.show_person(snapshot.standing.code, replace(snapshot.profile, feet=snapshot.own_feet))

    def board_left(self) -> None:
        """The next board's scale is its own."""
        self._map_of = ""

    def choose(self, field: str, value: object) -> None:
        """Choose one setting; a refusal stands on the page, and on the others where they speak."""
        try:
            self._control.change(**{field: value})
            said = ""
        except Refused as error:
            said = str(error)
        if self._page is not None:
            self._page.show_said(said or sentence("view_settings.kept"), wrong=bool(said))
        if said and not self.shown:
            self._pages.show_message(said)

    def toggle_theme(self) -> None:
        """From the dark to the light theme, or back."""
        self.choose("theme", "light" if self._pages.theme.dark else "dark")

    def hold_scale(self, hold: bool) -> None:
        """Keep the map's scale as it is for this kind of board, whoever stands there, or let it fit again."""
        session = self._board.session
        board = session.snapshot().board if session is not None else None
        if board is None:
            return
        feet = self._pages.live.feet
        feet.hold_scale(hold)
        others = {name: full for name, full in self.now.map_held.items() if name != board.name}
        self.choose("map_held", others | ({board.name: feet.map_scale().full_n} if hold else {}))

    def set_profile(self, profile: Profile) -> None:
        """Keep what is known of the person, with a board open or none."""
        session = self._board.session
        try:
            if session is not None:
                session.set_profile(profile)
            else:
                self._people.keep_profile(profile)
            self.page.show_said(sentence("view_settings.kept"))
        except Refused as error:
            self.page.show_said(str(error), wrong=True)

    def record_drills(self, records: bool, limit_gb: float) -> None:
        """Record each drill by itself, within so many 10^9 bytes, or none."""
        self.set_profile(replace(self._profile, records_drills=records, recordings_gb=limit_gb))
        self._show_person()
        self._show_kept()

    def delete_oldest(self) -> None:
        """Delete the recordings that would have to go; who is asked said so twice."""
        session = self._board.session
        if session is not None and session.recording.under_way:
            self.page.show_said(sentence("view_settings.stop_recording_first"), wrong=True)
            return
        room = room_for_recordings(self._profile.recordings_gb)
        left = remove([one.folder for one in room.to_go])
        self._show_kept()
        if left:
            self.page.show_said(sentence("view_settings.not_deleted", path=breakable(left[0])), wrong=True)
        else:
            self.page.show_said(sentence("view_settings.deleted", n=len(room.to_go)))

    def show_place(self, folder: Path) -> None:
        """Have the system show a folder or a file, or say where it is."""
        if not folder.exists():
            self.page.show_said(sentence("view_settings.nothing_there_yet", path=breakable(folder)))
        elif not self._show(folder):
            self.page.show_said(sentence("view_settings.lies_in", path=breakable(folder)), wrong=True)

    def _obey(self, settings: Settings) -> None:
        theme = theme_of(settings)
        if theme != self._pages.theme:
            self._set_theme(theme)
        for stage in (self._pages.live.feet, self._pages.coach):
            if stage.between != settings.between:
                stage.set_between(settings.between)
        if self._page is not None:
            self._show_look()
            self._show_kept()

    def _follow_system(self) -> None:
        if self.now.theme == "system" and (theme := theme_of(self.now)) != self._pages.theme:
            self._set_theme(theme)
