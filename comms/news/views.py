from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.web.paging import page_of
from networks.rules import may_edit

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
    news = NewsItem.objects.visible_to(request.user).select_related("group__kind", "picture")
    item = get_object_or_404(news.prefetch_related("tags"), slug=slug)
    changes = item.typed and item.group and item.is_published and may_edit(request.user, item.group)
    return show(request, item, changes=changes)


def show(request, item, *, changes=False):
    return render(request, "comms/news/detail.html", {"item": item, "changes": changes})
