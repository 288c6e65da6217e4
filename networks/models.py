from .groups.models import Group, GroupKind, Membership, Stage

__all__ = ["Group", "GroupKind", "Membership", "Stage"]
