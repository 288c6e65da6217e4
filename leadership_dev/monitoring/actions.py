import random
import uuid
from collections import Counter

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ccpl_portal.audit.actions import record
from ccpl_portal.web.errors import Conflict
from leadership_dev.applications.models import Application
from leadership_dev.machine.models import Transition
from leadership_dev.roles.models import LeadershipRole

from .keys import key_of
from .models import (
    MonitoringAggregate,
    MonitoringResponse,
    MonitoringYear,
    Option,
    Question,
    QuestionSet,
    Stage,
)
from .years import last_day, year_of

# One can be appointed without a shortlist only by a mistake, so a later stage counts in each.
REACHED = {
    Stage.APPLIED: set(Stage),
    Stage.SHORTLISTED: {Stage.SHORTLISTED, Stage.APPOINTED},
    Stage.APPOINTED: {Stage.APPOINTED},
}
DISABLED = "DISD"
DISABLED_WORDS = {"Y": "Disabled", "N": "Not disabled"}
DERIVED_POSITION = 900
FINISHED = ["completed", "archived", "withdrawn"]
dice = random.SystemRandom()


def current_set():
    return QuestionSet.objects.filter(is_current=True).first()


@transaction.atomic
def answer(*, application, answers):
    """Keep answers apart from whose they are; answering again replaces them. Leaves no event."""
    year = year_of(application.role.closes_at)
    if MonitoringYear.objects.filter(year=year).exists():
        raise Conflict("The figures of this year are published, so no more answers are taken")
    MonitoringResponse.objects.update_or_create(
        key=key_of(application),
        defaults={"year": year, "set_code": current_set().code, "answers": answers},
    )


@transaction.atomic
def stage_year(*, year):
    """Note how far each application came, all in one batch and written anew in random order.

    Neither the order of the rows nor any time in them says whose they are.
    """
    rows = list(MonitoringResponse.objects.select_for_update().filter(year=year))
    reached = stages_of(year)
    for row in rows:
        row.stage = reached.get(row.key, row.stage)
        row.id = uuid.uuid4()
    dice.shuffle(rows)
    MonitoringResponse.objects.filter(year=year).delete()
    MonitoringResponse.objects.bulk_create(rows)
    return len(rows)


def roles_of(year):
    roles = LeadershipRole.objects.exclude(closes_at=None)
    return [role for role in roles if year_of(role.closes_at) == year]


def stages_of(year):
    """Key -> stage, for the roles whose outcomes everybody has been told."""
    told = [role.pk for role in roles_of(year) if role.state in FINISHED]
    applications = list(Application.objects.sent().filter(role__in=told))
    shortlisted = set(
        Transition.objects.filter(
            machine="application",
            to_state="shortlisted",
            object_id__in=[application.pk for application in applications],
        ).values_list("object_id", flat=True)
    )
    stages = {}
    for application in applications:
        if application.state == Application.State.APPOINTED:
            stages[key_of(application)] = Stage.APPOINTED
        elif application.pk in shortlisted:
            stages[key_of(application)] = Stage.SHORTLISTED
    return stages


def years_to_stage():
    return sorted(set(MonitoringResponse.objects.values_list("year", flat=True)))


def is_ready(year):
    """Over, with nothing more to come of its roles; or kept for as long as it may be."""
    today = timezone.localdate()
    if today <= last_day(year):
        return False
    kept_too_long = today > last_day(year) + settings.MONITORING_KEPT_AFTER_YEAR
    return kept_too_long or all(role.state in FINISHED for role in roles_of(year))


@transaction.atomic
def freeze_year(*, year, by=None):
    """Count the year's answers for good, then destroy them with their keys."""
    if MonitoringYear.objects.filter(year=year).exists():
        raise Conflict("The figures of this year are published already")
    if not is_ready(year):
        raise Conflict("The year or one of its roles is not over yet")
    stage_year(year=year)
    rows = list(MonitoringResponse.objects.filter(year=year))
    frozen = MonitoringYear.objects.create(
        year=year,
        applications=Application.objects.sent().filter(role__in=roles_of(year)).count(),
        responses=len(rows),
    )
    MonitoringAggregate.objects.bulk_create(counted(frozen, rows))
    MonitoringResponse.objects.filter(year=year).delete()
    record("froze monitoring year", frozen, by=by, year=year, responses=len(rows))
    return frozen


def counted(frozen, rows):
    """One line for each answer that could be given, and for those that follow from others."""
    counts = Counter(
        (question, option, stage)
        for row in rows
        for question, option in [*row.answers.items(), *derived(row.answers)]
        for stage in Stage
        if row.stage in REACHED[stage]
    )
    options = Option.objects.filter(question__set__code__in={row.set_code for row in rows})
    told = {}
    for option in options.select_related("question").order_by("question__set__code"):
        told[option.question.code, option.code] = option
    for (question_code, option_code), option in told.items():
        question = option.question
        yield MonitoringAggregate(
            year=frozen,
            question_code=question_code,
            question=question.text,
            question_position=question.position,
            is_protected=question.is_protected,
            asked_after=question.asked_after,
            option_code=option_code,
            option=option.text,
            option_position=option.position,
            option_asked_after=option.asked_after,
            **stages_of_count(counts, question_code, option_code),
        )
    for option_code, words in DISABLED_WORDS.items():
        yield MonitoringAggregate(
            year=frozen,
            question_code=DISABLED,
            question="Disabled as the Equality Act means it",
            question_position=DERIVED_POSITION,
            is_published=False,
            option_code=option_code,
            option=words,
            **stages_of_count(counts, DISABLED, option_code),
        )


def stages_of_count(counts, question, option):
    return {stage.value: counts[question, option, stage] for stage in Stage}


def derived(answers):
    """Disabled: a condition that lasts, and that makes daily activities harder."""
    if answers.get("DIS1") == "N" or answers.get("DIS2") == "NOT":
        yield DISABLED, "N"
    elif answers.get("DIS2") in {"LOT", "LITTLE"}:
        yield DISABLED, "Y"


def years_due():
    """Years with answers that are not frozen, and ended."""
    today = timezone.localdate()
    return [year for year in years_to_stage() if today > last_day(year) and is_ready(year)]


def questions_asked():
    current = current_set()
    if current is None:
        return []
    return list(
        Question.objects.filter(set=current, is_asked=True)
        .prefetch_related("options")
        .order_by("position")
    )
