from .by_rule.models import MembershipRule
from .groups.models import Group, GroupKind, Membership, Stage
from .joining.models import JoinRequest
from .quorum.models import QuorumCondition

__all__ = [
    "Group",
    "GroupKind",
    "JoinRequest",
    "Membership",
    "MembershipRule",
    "QuorumCondition",
    "Stage",
]
