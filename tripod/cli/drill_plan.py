"""`drill --plan`: the four weeks that a person is in, and why each drill of the next day."""

import json
from dataclasses import replace
from datetime import datetime

from tripod.cli.failed import Failed
from tripod.drills.format.loader import library
from tripod.storage.places import diary_path
from tripod.storage.schemas.diary import PlanFile
from tripod.storage.settings import own_drills
from tripod.training.diary import Diary, DiaryError, change_diary, read_diary
from tripod.training.plan import place_now
from tripod.training.profile import Profile
from tripod.training.weeks import weeks_of


def show_plan(days_a_week: int | None, code: str, profile: Profile, *, as_json: bool) -> int:
    """Print that of the person of this code. `days_a_week`: from now on so many; None for as many as until now.

    Raises:
        Failed: the diary cannot be used or kept.
    """
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        if days_a_week is not None:
            change_diary(diary_path(code), lambda diary: (_with_days(diary, days_a_week, now), None))
        diary = read_diary(diary_path(code))
    except DiaryError as error:
        raise Failed(str(error)) from error
    weeks = weeks_of(diary, library(own_drills())[0], profile, now)
    print(json.dumps(weeks.to_dict()) if as_json else "\n".join(weeks.lines()))
    return 0


def _with_days(diary: Diary, days_a_week: int, now: str) -> Diary:
    """The diary with another number of days a week; four weeks begin anew if something was trained before."""
    if days_a_week == diary.plan.days_a_week:
        return diary
    last = next((e.board_id for e in reversed(diary.entries) if e.day), "")
    number = place_now([e for e in diary.entries if e.board_id == last], diary.plan, now).number
    return replace(diary, plan=PlanFile(days_a_week, number))
