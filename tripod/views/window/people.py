"""What the key P and its panel do: somebody else trains, somebody new, or one goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tripod.live.person_choice import PersonChoice, Standing
from tripod.sentences import sentence
from tripod.training.people import last_used
from tripod.training.profile import Profile
from tripod.views.live.header import Header
from tripod.views.window.board import OpenBoard
from tripod.views.window.messages import PLAIN_ERRORS, Messages
from tripod.views.window.pages import Pages

if TYPE_CHECKING:
    from tripod.views.people.chooser import PersonChooser


class PeopleActions(QObject):
    """Owns who is at this window; refusals stand in the panel that asked."""

    def __init__(
        self,
        choice: PersonChoice | None,
        over: QWidget,
        board: OpenBoard,
        pages: Pages,
        header: Header,
        messages: Messages,
    ) -> None:
        """`choice`: None for who was here last. `over`: what the panel lies over."""
        super().__init__(over)
        self._over = over
        self._chooser: PersonChooser | None = None
        self._choice, self._board = choice or PersonChoice(last_used()), board
        self._pages, self._header, self._messages = pages, header, messages
        # A board that is opened or left turns the page.
        pages.currentChanged.connect(self.show_here)
        self.show_here()

    @property
    def chooser(self) -> PersonChooser:
        """The panel, made when it is first asked for."""
        if self._chooser is None:
            from tripod.views.people.chooser import PersonChooser  # noqa: PLC0415

            self._chooser = chooser = PersonChooser(self._pages.theme, self._over)
            chooser.chosen.connect(self._choose)
            chooser.added.connect(self._add)
            chooser.renamed.connect(self._rename)
            chooser.deleted.connect(self._delete)
            chooser.asks_what_goes.connect(self._say_what_goes)
            chooser.closed.connect(self.close)
        return self._chooser

    @property
    def shown(self) -> bool:
        """Whether the panel lies there."""
        return self._chooser is not None and self._chooser.isVisible()

    @property
    def here(self) -> str:
        """The code of who is here."""
        standing = self._standing
        return standing.code if standing is not None else self._choice.code

    def profile(self) -> Profile:
        """What is known of who is here, while no board is open; the usual where their file is damaged."""
        return self._choice.profile()

    def keep_profile(self, profile: Profile) -> None:
        """Keep it, while no board is open.

        Raises:
            Refused: it cannot be kept.
        """
        self._choice.keep_profile(profile)

    @property
    def _standing(self) -> Standing | None:
        """Who stands on the board that is open."""
        session = self._board.session
        return session.who if session is not None else None

    def toggle(self) -> None:
        """Open the panel, or close it; while something is under way that belongs to one person, say so instead."""
        if self.shown:
            self.close()
            return
        if self._pages.coach_shown:
            return
        standing = self._standing
        if standing is not None and standing.stays:
            self._messages.say(standing.stays)
            return
        self.chooser.open(self._choice.everybody(), self.here)

    def close(self) -> None:
        """Close the panel; the keys are the page's again."""
        if self.shown:
            self.chooser.hide()
            self._pages.take_focus()

    def show_here(self) -> None:
        """Show who is here in the header and on the pages."""
        self._header.show_person(self.here)
        self._pages.show_person(self.here)

    def _say_what_goes(self, code: str) -> None:
        self.chooser.confirm(self._choice.what_goes(code))

    def _choose(self, code: str) -> None:
        if self._attempt(lambda: self._choice.choose(code, self._standing)):
            self._came(code)

    def _add(self, text: str) -> None:
        added: list[str] = []
        if self._attempt(lambda: added.append(self._choice.add(text, self._standing))):
            self._came(*added)

    def _came(self, code: str) -> None:
        self.close()
        self._begin_anew()
        self._messages.say(sentence("view_people.trains_now", code=code))

    def _rename(self, code: str, to: str) -> None:
        if self._attempt(partial(self._choice.rename, code, to, self._standing)):
            self._back(sentence("view_people.renamed", old=code, new=to))

    def _delete(self, code: str) -> None:
        if self._attempt(partial(self._choice.delete, code, self._standing)):
            self._back(sentence("view_people.deleted", code=code))

    def _back(self, said: str) -> None:
        """To the list, which is another now."""
        self._begin_anew()
        self.chooser.edit.clear()
        self.chooser.back_to_list()
        self.chooser.show_people(self._choice.everybody(), self.here)
        self.chooser.show_said(said)

    def _begin_anew(self) -> None:
        """Nothing of who was here before stays on the pages."""
        self._pages.begin_anew(self._board.session)
        self.show_here()

    def _attempt(self, what: Callable[[], object]) -> bool:
        try:
            what()
        except PLAIN_ERRORS as error:
            self.chooser.show_said(str(error), loud=True)
            return False
        return True
