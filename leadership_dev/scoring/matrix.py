"""All scores of a role by reference: what a coordinator files to show how it was decided."""

from .arithmetic import percent
from .judging import judge, sheets_of
from .models import Stage


def header(role):
    members = list(role.panel_members.order_by("pk"))
    criteria = list(role.criteria.all())
    columns = [
        f"{criterion.name}: scorer {number}"
        for criterion in criteria
        for number in range(1, len(members) + 1)
    ]
    agreed = [f"{criterion.name}: agreed" for criterion in criteria]
    return ["Reference", "Rank", *columns, *agreed, "Mean %", "For ranking %", "Essential %",
            "Meets essential", "Outcome", "Why"]  # fmt: skip


def rows(role, lines):
    members = list(role.panel_members.order_by("pk").values_list("pk", flat=True))
    criteria = list(role.criteria.values_list("pk", flat=True))
    applications = [line.application for line in lines]
    sheets = sheets_of(applications, Stage.SIFT)
    judged = judge(role, applications)
    for line in lines:
        given, one = sheets[line.application.pk], judged[line.application.pk]
        yield [
            line.reference,
            line.rank,
            *(given[member].get(pk) if member in given else None
              for pk in criteria for member in members),
            *(one.agreed.get(pk) for pk in criteria),
            percent(one.originals),
            line.overall,
            line.on_essential,
            "yes" if line.meets_essential else "no",
            line.outcome,
            line.why,
        ]  # fmt: skip
