from .by_rule.models import MembershipRule
from .groups.models import Group, GroupKind, Membership, Stage
from .joining.models import JoinRequest
from .quorum.models import QuorumCondition
from .terms.models import TermsOfReference

__all__ = [
    "Group",
    "GroupKind",
    "JoinRequest",
    "Membership",
    "MembershipRule",
    "QuorumCondition",
    "Stage",
    "TermsOfReference",
]
