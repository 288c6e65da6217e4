"""What the front page says is waiting for those who steer recruitment."""

from django.urls import reverse

from leadership_dev.rules import may_draft_roles

from .models import LeadershipRole, RoleQuestion


def roles_waiting_for(user):
    """Roles that somebody else wrote and that wait for approval, and questions to answer."""
    if not may_draft_roles(user):
        return []
    steered = LeadershipRole.objects.coordinated_by(user)
    approvals = [
        (f"Approve the role {role.title}", reverse("roles:prepare", args=[role.slug]))
        for role in steered.filter(state=LeadershipRole.State.IN_APPROVAL).exclude(author=user)
    ]
    questions = RoleQuestion.objects.filter(answered_at=None, role__in=steered)
    return approvals + [
        (
            f"Answer a question about {question.role.title}",
            reverse("roles:answer", args=[question.role.slug, question.pk]),
        )
        for question in questions.select_related("role")
    ]
