"""Rows of this house of which the remaining group may have one already."""

from django.utils import timezone

from networks.invitations.models import Invitation
from networks.joining.models import JoinRequest
from networks.members.models import Membership
from networks.terms.models import TermsOfReference

from .registry import cannot_just_move


@cannot_just_move(Membership)
def join_spans(membership, into):
    """The same person in the same role of both groups at a time: one span that covers both."""
    alike = Membership.objects.filter(group=into, person=membership.person_id, role=membership.role)
    spans = [membership, *alike]
    overlapping = [other for other in alike if overlap(membership, other)]
    starts = [span.from_on for span in [membership, *overlapping]]
    ends = [span.until_on for span in [membership, *overlapping]]
    kept = overlapping[0]
    for gone in [membership, *overlapping[1:]]:
        gone.delete()
    kept.from_on = None if None in starts else min(starts)
    kept.until_on = None if None in ends else max(ends)
    kept.votes = any(span.votes for span in spans)
    kept.save()


def overlap(one, other):
    return (one.until_on is None or other.from_on is None or other.from_on < one.until_on) and (
        other.until_on is None or one.from_on is None or one.from_on < other.until_on
    )


@cannot_just_move(JoinRequest)
@cannot_just_move(Invitation)
def keep_one_waiting(row, into):
    """The remaining group waits for the same person already."""
    row.group = into
    row.state = row.State.WITHDRAWN
    row.decided_at = timezone.now()
    row.save()


@cannot_just_move(TermsOfReference)
def number_anew(terms, into):
    """Earlier terms of the other group follow as versions of their own."""
    terms.group, terms.number = into, None
    terms.save()
