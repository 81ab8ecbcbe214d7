"""What may be said of each drill of a day, as the diary keeps it."""

from collections.abc import Sequence

from msgspec import structs

from tripod.storage.schemas.drill_result import SectionFile
from tripod.training.drill_run import DrillRun
from tripod.training.filing import entries_of


def with_answers(run: DrillRun, sections: Sequence[SectionFile]) -> list[SectionFile]:
    """The same with answer, number of tries and faults of each that was done."""
    # When, on which board and by whom it was done changes none of this.
    kept, found = entries_of(run, "", "", simulated=False, level=0, day=0), list[SectionFile]()
    for section in sections:
        mine = next((of for of in kept if of.drill == section.drill), None)
        if mine is None or not section.done:
            found.append(section)
            continue
        kept.remove(mine)
        answer = mine.judged.answer.value if mine.judged is not None else None
        said = mine.judged.said() if mine.judged is not None else ""
        told = {"answer": answer, "answer_said": said, "faults": dict(mine.faults)}
        found.append(structs.replace(section, **told))
    return found
