"""What a command raises when the thing asked for failed."""


class Failed(Exception):
    """The thing asked for failed: one plain sentence."""
