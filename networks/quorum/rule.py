"""Whether those present make a quorum. Governance asks for a meeting and for each of its items."""


def missing(group, present):
    """What is missing, in words; nothing when these memberships make a quorum.

    Observers and others without a vote are left out of every count. Load the memberships with
    `person__profession`, and the group with its `quorum_conditions`.
    """
    voting = {membership.person_id: membership for membership in present if membership.votes}
    lacks = []
    if group.quorum and len(voting) < group.quorum:
        lacks.append(f"{group.quorum} voting members are needed, {len(voting)} present")
    for condition in group.quorum_conditions.for_listing():
        held = {
            membership.person_id
            for membership in present
            if membership.votes and condition.counts(membership)
        }
        if len(held) < condition.at_least:
            lacks.append(f"{condition} needed, {len(held)} present")
    return lacks
