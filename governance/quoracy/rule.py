"""Is a meeting quorate, and is it for one item? Worked out as at the day of the meeting."""

from collections import defaultdict
from dataclasses import dataclass

from networks.members.models import Membership
from networks.quorum.models import QuorumCondition

Role = Membership.Role

# They are there to serve the meeting or to watch it. Whoever does both holds two memberships.
NEVER_COUNTED = {Role.SECRETARY, Role.OBSERVER, Role.IN_ATTENDANCE}


@dataclass(frozen=True)
class Quoracy:
    """`missing` holds the unmet conditions in words; empty when quorate."""

    counted: int
    needed: int
    members: int
    missing: tuple = ()
    # Without a list of who was there nobody knows, and nobody says "not quorate".
    is_known: bool = True
    # Whether the group lays down a quorum at all.
    is_ruled: bool = True

    @property
    def is_quorate(self):
        return not self.missing

    @property
    def words(self):
        if not self.is_known:
            return "Not recorded"
        return "Quorate" if self.is_quorate else "Not quorate"

    @property
    def count_words(self):
        there = f"{self.counted} of {members(self.members)}"
        return f"{there}, quorum {self.needed}" if self.needed else there

    def as_data(self):
        return {
            "counted": self.counted,
            "needed": self.needed,
            "members": self.members,
            "missing": list(self.missing),
            "is_known": self.is_known,
            "is_ruled": self.is_ruled,
        }

    @classmethod
    def from_data(cls, data):
        return cls(**{**data, "missing": tuple(data["missing"])})


class QuorumRule:
    """The rule of a group as it was on a day, read once and asked for each item."""

    def __init__(self, group, on_date):
        self.needed = group.quorum or 0
        self.seats = seats_of(group, on_date)
        self.conditions = list(QuorumCondition.objects.filter(group=group).for_listing())

    @property
    def exists(self):
        return bool(self.needed or self.conditions)

    def ask(self, present, *, deputised=(), withdrawn=()):
        """Answer for those present, the members deputised for, and those who withdrew: keys of
        people. A deputy counts for the member in number; a role or a profession that is asked
        for must be there in person."""
        there = set(self.seats) & (set(present) | set(deputised)) - set(withdrawn)
        themselves = [held for key in there & set(present) for held in self.seats[key]]
        missing = [str(c) for c in self.conditions if not is_met(c, themselves)]
        if len(there) < self.needed:
            missing.insert(0, f"{members(self.needed)} needed, {len(there)} present")
        return Quoracy(
            len(there), self.needed, len(self.seats), tuple(missing), is_ruled=self.exists
        )


def quoracy(group, on_date, present, *, deputised=(), withdrawn=()):
    return QuorumRule(group, on_date).ask(present, deputised=deputised, withdrawn=withdrawn)


def is_met(condition, memberships):
    fitting = {held.person_id for held in memberships if condition.counts(held)}
    return len(fitting) >= condition.at_least


def members(count):
    return "1 member" if count == 1 else f"{count} members"


def seats_of(group, on_date):
    """The voting members of that day: a person's key and what they are there as."""
    held = (
        Membership.objects.on(on_date)
        .filter(group=group, votes=True)
        .exclude(role__in=NEVER_COUNTED)
        .select_related("profession", "person__profession")
    )
    seats = defaultdict(list)
    for membership in held:
        seats[membership.person_id].append(membership)
    return dict(seats)
