from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.web.paging import page_of

from .filters import NewsFilter
from .models import NewsItem


@require_safe
def listing(request):
    news = NewsItem.objects.visible_to(request.user).for_listing()
    found = NewsFilter(request.GET, queryset=news, request=request)
    return render(
        request, "comms/news/list.html", {"found": found, "page": page_of(request, found.qs)}
    )


@require_safe
def detail(request, slug):
    news = NewsItem.objects.visible_to(request.user).select_related("group", "picture")
    return show(request, get_object_or_404(news.prefetch_related("tags"), slug=slug))


def show(request, item):
    return render(request, "comms/news/detail.html", {"item": item})
