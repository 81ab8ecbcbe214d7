"""What became of the recording of a command."""

from tripod.cli.failed import Failed
from tripod.live.session import Session
from tripod.record.layout import SUMMARY
from tripod.sentences import sentence


def check_recorded(session: Session) -> None:
    """Called when the session is closed.

    Raises:
        Failed: the recording stopped by itself, or something of it was taken away for good.
    """
    if session.recording.error:
        raise Failed(session.recording.error)
    if session.recording.lost:
        raise Failed(session.recording.lost)


def given_up(session: Session) -> KeyboardInterrupt | Failed:
    """What to raise where somebody did not wait for the end of the recording."""
    folders = session.recording.folders
    if not folders or (folders[-1] / SUMMARY).exists():
        return KeyboardInterrupt()
    return Failed(sentence("interrupt.no_summary", folder=folders[-1], file=SUMMARY))


def folders_of(session: Session) -> dict[str, list[str]]:
    """For the JSON of a command: into which folders was recorded; nothing where nothing was."""
    folders = [str(folder) for folder in session.recording.folders]
    return {"recorded_in": folders} if folders else {}
