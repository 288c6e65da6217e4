from .groups.models import Group, GroupKind, Membership, Stage
from .joining.models import JoinRequest

__all__ = ["Group", "GroupKind", "JoinRequest", "Membership", "Stage"]
