from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from networks.merging.models import FormerAddress

from .models import Group
from .page import page_for, with_page_facts


@require_safe
def detail(request, slug):
    visible = Group.objects.visible_to(request.user)
    group = with_page_facts(visible.for_page()).filter(slug=slug).first()
    if group is None:
        return moved(slug, visible)
    context = page_for(group, request.user, visible)
    return render(request, "networks/groups/detail.html", context)


def moved(slug, visible):
    """Lead from the address of a group that was merged to the one that it became part of."""
    former = get_object_or_404(FormerAddress.objects.filter(group__in=visible), slug=slug)
    return redirect(former.group, permanent=True)
