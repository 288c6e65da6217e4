from django.core.paginator import Paginator

MOST = 50


def page_of(request, queryset, per_page=20):
    """The page that `?page=` asks for; the nearest one when it asks for nonsense."""
    return Paginator(queryset, min(per_page, MOST)).get_page(request.GET.get("page"))
