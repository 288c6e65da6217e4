"""A paper's way: each meeting that a reader may know of, and what the group made of it."""

from dataclasses import dataclass

from governance.decisions.models import Decision

from .models import Submission


@dataclass
class Step:
    submission: Submission
    decisions: list

    @property
    def meeting(self):
        return self.submission.item.meeting


def journey_of(paper, user):
    found = Submission.objects.filter(paper=paper).visible_to(user).for_page()
    steps = list(found.order_by("item__meeting__starts_at", "pk"))
    items = [submission.item_id for submission in steps]
    decided = list(Decision.objects.filter(item__in=items).visible_to(user))
    return [
        Step(one, [decision for decision in decided if decision.item_id == one.item_id])
        for one in steps
    ]
