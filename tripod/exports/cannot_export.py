"""Why a session cannot be in a format."""


class CannotExport(ValueError):
    """One plain sentence."""
