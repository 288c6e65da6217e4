from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from networks.groups.models import Group
from networks.rules import may_see_history

from .changes import changes_of


@login_required
@require_safe
def page(request, slug):
    visible = Group.objects.visible_to(request.user).select_related("kind")
    group = get_object_or_404(visible, slug=slug)
    if not may_see_history(request.user, group):
        raise PermissionDenied
    context = {"group": group, "changes": changes_of(group)}
    return render(request, "networks/history/page.html", context)
