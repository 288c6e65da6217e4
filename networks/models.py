from .by_rule.models import MembershipRule
from .groups.models import Group, GroupKind, Stage
from .invitations.models import Invitation
from .joining.models import JoinRequest
from .members.models import Membership
from .merging.models import FormerAddress
from .missing.models import Gap
from .proposals.models import GroupProposal
from .quorum.models import QuorumCondition
from .resources.models import Resource
from .terms.models import TermsOfReference

__all__ = [
    "FormerAddress",
    "Gap",
    "Group",
    "GroupKind",
    "GroupProposal",
    "Invitation",
    "JoinRequest",
    "Membership",
    "MembershipRule",
    "QuorumCondition",
    "Resource",
    "Stage",
    "TermsOfReference",
]
