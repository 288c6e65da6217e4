"""What each recruitment waits for, on whom, and whether that is late."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone

from governance.customs.working_days import working_days_after
from leadership_dev.applications.models import Application
from leadership_dev.interviews.models import InterviewSlot
from leadership_dev.machine.models import Transition
from leadership_dev.outcomes.feedback import UNSUCCESSFUL, is_complete
from leadership_dev.outcomes.models import Offer, TwoKeys
from leadership_dev.panel.models import Assignment, PanelMember
from leadership_dev.roles.models import LeadershipRole
from leadership_dev.scoring.models import Stage

# Working days after which a role that has not moved on is late.
PATIENCE = {
    "in_approval": 5,
    "closed": 5,
    "sifting": 10,
    "moderating": 5,
    "shortlisted": 5,
    "decided": 5,
}
LIVE = ["draft", "in_approval", "approved", "open", "closed", "sifting", "moderating",
        "shortlisted", "interviewing", "decided", "completed"]  # fmt: skip
FEEDBACK_IN = {"shortlisted": Stage.SIFT, "decided": Stage.INTERVIEW}


@dataclass(frozen=True)
class Wait:
    """One thing that is waited for; `who` has to do it."""

    words: str
    who: str
    href: str


@dataclass
class Desk:
    """One role on the coordinator's desk."""

    role: LeadershipRole
    since: object
    due_on: object
    waits: list = field(default_factory=list)

    @property
    def is_late(self):
        return self.due_on is not None and self.due_on < timezone.localdate()


def desks(roles):
    """A desk for each role, in a fixed number of questions."""
    roles = [role for role in roles if role.state in LIVE]
    facts = Facts(roles)
    found = []
    for role in roles:
        since = facts.since.get((role.pk, role.state))
        patience = PATIENCE.get(role.state)
        due_on = working_days_after(timezone.localdate(since), patience) if (
            since and patience) else None  # fmt: skip
        found.append(Desk(role, since, due_on, list(waits_of(role, facts))))
    return found


class Facts:
    """Everything that any desk asks about, of all roles at once."""

    def __init__(self, roles):
        moved = Transition.objects.filter(machine="role", object_id__in=[r.pk for r in roles])
        self.since = {
            (row["object_id"], row["to_state"]): row["at"]
            for row in moved.order_by().values("object_id", "to_state").annotate(at=Max("at"))
        }
        self.applications = defaultdict(Counter)
        counted = Application.objects.filter(role__in=roles).order_by().values("role", "state")
        for row in counted.annotate(number=Count("pk")):
            self.applications[row["role"]][row["state"]] = row["number"]
        self.members = defaultdict(list)
        for member in PanelMember.objects.filter(role__in=roles).for_listing().with_progress():
            self.members[member.role_id].append(member)
        self.conflicts = by_role(
            Assignment.objects.filter(member__role__in=roles, state="conflict_declared"),
            "member__role",
        )
        self.short = short_of_scorers(roles)
        self.free_slots = by_role(InterviewSlot.objects.free().filter(role__in=roles), "role")
        self.keys = by_role(TwoKeys.objects.filter(role__in=roles, settled_at=None), "role")
        standing = Offer.objects.filter(application__role__in=roles, application__state="offered")
        self.offers = dict(
            standing.order_by().values_list("application__role").annotate(Min("expires_at"))
        )
        self.feedback = unfinished_feedback(roles)


def by_role(rows, path):
    return dict(rows.order_by().values_list(path).annotate(Count("pk")))


def short_of_scorers(roles):
    """{role id: how many applications too few members may score, after conflicts}"""
    scorers = Count("assignments", filter=Q(assignments__state__in=Assignment.SCORING))
    running = Application.objects.filter(
        role__in=[role for role in roles if role.state == "sifting"], state="eligible"
    ).annotate(scorers=scorers)
    return Counter(
        one.role_id
        for one in running.select_related("role")
        if one.scorers < one.role.scorers_needed
    )


def unfinished_feedback(roles):
    """{role id: how many unsuccessful applications cannot be told yet}"""
    found = Counter()
    for state, stage in FEEDBACK_IN.items():
        waiting = Application.objects.filter(
            role__in=[role for role in roles if role.state == state], state=UNSUCCESSFUL[stage]
        ).prefetch_related("feedback")
        for application in waiting:
            points = [p for p in application.feedback.all() if p.stage == stage]
            found[application.role_id] += not is_complete(points)
    return found


def waits_of(role, facts):
    if facts.keys.get(role.pk):
        href = reverse("coordination:role", args=[role.slug])
        yield Wait("The chair asked for something that needs a second key", "A manager", href)
    if facts.conflicts.get(role.pk):
        number = facts.conflicts[role.pk]
        href = reverse("panel:conflicts", args=[role.slug])
        yield Wait(f"{number} declared conflict{s(number)} to settle", "The chair", href)
    yield from WAITS.get(role.state, nothing)(role, facts)


def s(number):
    return "" if number == 1 else "s"


def nothing(role, facts):
    return ()


def drafting(role, facts):
    yield Wait("The role is being written", "You", reverse("roles:prepare", args=[role.slug]))


def approval(role, facts):
    href = reverse("roles:prepare", args=[role.slug])
    yield Wait("Approval by somebody who did not write it", "A coordinator or manager", href)


def opening(role, facts):
    yield Wait("The opening date", "Nobody", role.get_absolute_url())
    yield from declarations(role, facts)


def open_now(role, facts):
    counts = facts.applications[role.pk]
    words = f"The closing date: {counts['submitted']} sent, {counts['draft']} in draft"
    yield Wait(words, "Applicants", reverse("applications:of_role", args=[role.slug]))
    yield from declarations(role, facts)


def closed(role, facts):
    unchecked = facts.applications[role.pk]["submitted"]
    if unchecked:
        href = reverse("applications:of_role", args=[role.slug])
        yield Wait(f"{unchecked} application{s(unchecked)} to check for eligibility", "You", href)
    waiting = list(declarations(role, facts))
    yield from waiting
    if not unchecked and not waiting:
        href = reverse("roles:step", args=[role.slug, "start_sift"])
        yield Wait("The sift can start", "You", href)


def declarations(role, facts):
    href = reverse("panel:members", args=[role.slug])
    for member in facts.members[role.pk]:
        if not member.has_declared:
            yield Wait("A declaration of whom they know", str(member), href)


def sifting(role, facts):
    if short := facts.short[role.pk]:
        href = reverse("panel:members", args=[role.slug])
        words = f"{short} application{s(short)} with too few scorers: add a member to the panel"
        yield Wait(words, "You", href)
    href = reverse("coordination:progress", args=[role.slug])
    left = [member for member in facts.members[role.pk] if member.scored < member.to_score]
    for member in left:
        yield Wait(f"{member.scored} of {member.to_score} scored", str(member), href)
    if not left:
        href = reverse("roles:step", args=[role.slug, "open_moderation"])
        yield Wait("All sheets are in: moderation can open", "The chair, or you", href)


def moderating(role, facts):
    href = reverse("scoring:ranking", args=[role.slug])
    yield Wait("Agreement on flagged scores, the line, the shortlist", "The chair", href)


def shortlisted(role, facts):
    yield from feedback(role, facts, "release_shortlist", "The shortlist can be released")


def feedback(role, facts, step, words):
    missing = facts.feedback[role.pk]
    if missing:
        href = reverse("outcomes:page", args=[role.slug])
        yield Wait(f"Feedback for {missing} applicant{s(missing)}", "The panel", href)
    else:
        yield Wait(words, "You", reverse("roles:step", args=[role.slug, step]))


def interviewing(role, facts):
    counts = facts.applications[role.pk]
    schedule = reverse("interviews:schedule", args=[role.slug])
    if unbooked := counts["shortlisted"]:
        free = facts.free_slots.get(role.pk, 0)
        yield Wait(f"{unbooked} applicant{s(unbooked)} to book a time", "Applicants", schedule)
        if free < unbooked:
            yield Wait(f"{free} time{s(free)} free, {unbooked} needed", "You", schedule)
    if booked := counts["interview_booked"]:
        yield Wait(f"{booked} {role.meeting_word}{s(booked)} to take place", "The panel", schedule)
    if not unbooked and not booked:
        href = reverse("outcomes:page", args=[role.slug])
        yield Wait("The decision and its signatures", "The panel", href)


def decided(role, facts):
    yield from feedback(role, facts, "release_outcomes", "The outcomes can be released")


def completed(role, facts):
    if expires_at := facts.offers.get(role.pk):
        href = reverse("coordination:role", args=[role.slug])
        day = timezone.localtime(expires_at)
        yield Wait(f"An answer to the offer, until {day:%-d %B}", "The applicant", href)


WAITS = {
    "draft": drafting,
    "in_approval": approval,
    "approved": opening,
    "open": open_now,
    "closed": closed,
    "sifting": sifting,
    "moderating": moderating,
    "shortlisted": shortlisted,
    "interviewing": interviewing,
    "decided": decided,
    "completed": completed,
}
