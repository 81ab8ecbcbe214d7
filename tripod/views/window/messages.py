"""The window's one quiet line: what was done, why something was refused, what the session notices. Never a dialog."""

from collections.abc import Callable

from tripod.live.commands import Refused
from tripod.live.snapshot import Snapshot
from tripod.sources import SourceError
from tripod.views.live.details import Details
from tripod.views.window.pages import Pages

MESSAGE_S = 6.0

PLAIN_ERRORS = (Refused, SourceError)
"""Their text is one plain sentence for the person at the screen."""


class Messages:
    """Says it on whichever page is shown, and on the details that may lie over it, for some seconds."""

    def __init__(self, pages: Pages, details: Details, clock: Callable[[], float]) -> None:
        self._pages, self._details, self._clock = pages, details, clock
        self.text = ""
        self._until_s = 0.0
        self._notices = 0
        """How many of the session's notices were said."""

    def say(self, text: str, for_s: float = MESSAGE_S) -> None:
        """Say it in place of what was said before."""
        self.text = text
        self._until_s = self._clock() + for_s
        self._details.show_message(text)
        self._pages.show_message(text)

    def say_in_coach_view(self, sentence: str) -> None:
        """Say what stands on the drill page already, where the coach view hides that."""
        if self._pages.coach_shown:
            self.say(sentence)

    def attempt(self, action: Callable[[], object], done: str) -> None:
        """Do it and say `done`, or the sentence why it was refused."""
        try:
            action()
        except PLAIN_ERRORS as error:
            self.say(str(error))
        else:
            self.say(done)

    def begin(self) -> None:
        """Another session: none of its notices was said."""
        self._notices = 0

    def expire(self, now_s: float) -> None:
        """Take away what was said long enough."""
        if self.text and now_s >= self._until_s:
            self.say("")

    def follow(self, snapshot: Snapshot) -> None:
        """Say the newest notice."""
        if len(snapshot.notices) > self._notices:
            self._notices = len(snapshot.notices)
            self.say(snapshot.notices[-1])
