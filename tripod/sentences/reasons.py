"""What the operating system says of what failed, in the language in force."""

from tripod.sentences.catalogue import shipped_text


def reason(error: OSError) -> str:
    """Why it failed, in a few words: `no space left on device`; in the system's own words where there are no others."""
    return shipped_text(error.strerror or str(error))
