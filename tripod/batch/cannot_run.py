"""Why many files cannot be analysed."""


class CannotRun(ValueError):
    """One plain sentence."""
