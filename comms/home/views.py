from django.shortcuts import render
from django.views.decorators.http import require_safe

from comms.news.models import NewsItem

from .doors import DOORS
from .next import what_is_next
from .quality import quality_at_a_glance
from .waiting import my_groups, waiting_for


@require_safe
def home(request):
    user = request.user
    context = {
        "doors": DOORS,
        "next": what_is_next(user),
        "quality": quality_at_a_glance(user),
        "news": NewsItem.objects.visible_to(user).published().for_listing()[:3],
    }
    if user.is_authenticated:
        context |= {"waiting": waiting_for(user), "groups": my_groups(user)}
    return render(request, "comms/home/home.html", context)
