"""Every application of a role at one stage as arithmetic wants it: three questions in all."""

from collections import defaultdict

from .arithmetic import Judged, Measure
from .models import Moderation, Score, ScoreSheet, Stage


def measures_of(role):
    return [
        Measure(criterion.pk, criterion.weight, criterion.is_essential, criterion.name)
        for criterion in role.criteria.all()
    ]


def judge(role, applications, stage=Stage.SIFT):
    """{application id: Judged}; sheets of members whom a conflict keeps away are left out."""
    measures = measures_of(role)
    sheets = sheets_of(applications, stage)
    agreed = defaultdict(dict)
    rows = Moderation.objects.filter(application__in=applications, stage=stage)
    for application, criterion, score in rows.order_by().values_list(
        "application", "criterion", "score"
    ):
        agreed[application][criterion] = score
    return {
        application.pk: Judged(
            measures,
            list(sheets[application.pk].values()),
            agreed[application.pk],
            list(sheets[application.pk]),
        )
        for application in applications
    }


def sheets_of(applications, stage):
    """{application id: {member id: {criterion id: score}}}"""
    counted = ScoreSheet.objects.counted(stage).filter(assignment__application__in=applications)
    rows = Score.objects.filter(sheet__in=counted).order_by("sheet__assignment__member")
    found = defaultdict(lambda: defaultdict(dict))
    for application, member, criterion, score in rows.values_list(
        "sheet__assignment__application", "sheet__assignment__member", "criterion", "score"
    ):
        found[application][member][criterion] = score
    return found


def judge_one(application, stage=Stage.SIFT):
    return judge(application.role, [application], stage)[application.pk]
