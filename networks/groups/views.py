from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import Group
from .page import page_for, with_page_facts


@require_safe
def detail(request, slug):
    visible = Group.objects.visible_to(request.user)
    group = get_object_or_404(with_page_facts(visible.for_page()), slug=slug)
    context = page_for(group, request.user, visible)
    return render(request, "networks/groups/detail.html", context)
