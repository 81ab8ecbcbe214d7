"""What keys and buttons of the window do; how: `views/main_window.py`, which page by page decides it."""

from __future__ import annotations

from tripod.views.window.parts import WindowParts


class WindowActions(WindowParts):
    """Named here, so that `window/key_bindings.py` need not know the window that it binds."""

    def zero(self) -> None:
        """Set the board to zero."""
        raise NotImplementedError

    def undo_zero(self) -> None:
        """Take back the last zero."""
        raise NotImplementedError

    def mark(self) -> None:
        """Mark this moment in the recording."""
        raise NotImplementedError

    def toggle_recording(self) -> None:
        """Begin to record, or end it; what `R` does elsewhere."""
        raise NotImplementedError

    def toggle_freeze(self) -> None:
        """Freeze the picture, or let it go on; in a drill pause."""
        raise NotImplementedError

    def toggle_coach(self) -> None:
        """Enter or leave the coach view."""
        raise NotImplementedError

    def toggle_mirror(self) -> None:
        """Exchange left and right in the coach view."""
        raise NotImplementedError

    def leave(self) -> None:
        """Out of what the page shows."""
        raise NotImplementedError

    def leave_board(self) -> None:
        """Close the board, and back to the start page."""
        raise NotImplementedError

    def toggle_details(self) -> None:
        """Show or hide the details of the source."""
        raise NotImplementedError

    def save_screenshot(self) -> None:
        """Save a picture of the window."""
        raise NotImplementedError

    def show_live(self) -> None:
        """To the Live page."""
        raise NotImplementedError

    def show_drills(self) -> None:
        """To the drill page."""
        raise NotImplementedError

    def show_wizard(self) -> None:
        """To the calibration's page."""
        raise NotImplementedError
