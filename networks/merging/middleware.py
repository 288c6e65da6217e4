from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from networks.groups.models import Group

from .models import FormerAddress


class FormerAddressMiddleware:
    """Leads from each address of a group that was merged to the same of the one that remains:
    its page, members, meetings, feeds, and lists that are narrowed to it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """A list with `?group=`: it would say that there is no such group."""
        group = remaining(request, request.GET.get("group"))
        if group is None:
            return None
        query = request.GET.copy()
        query["group"] = group.slug
        return redirect(f"{request.path}?{query.urlencode()}", permanent=True)

    def process_exception(self, request, exception):
        """A page below /networks/ or /governance/ that did not find its group."""
        if not isinstance(exception, Http404):
            return None
        if not request.path.startswith(("/networks/", "/governance/")):
            return None
        found = request.resolver_match
        group = remaining(request, found.kwargs.get("slug"))
        if group is None:
            return None
        address = reverse(found.view_name, kwargs={**found.kwargs, "slug": group.slug})
        query = request.GET.urlencode()
        return redirect(f"{address}?{query}" if query else address, permanent=True)


def remaining(request, slug):
    """The group that has this former address, where the reader may see it."""
    if not slug or request.method not in {"GET", "HEAD"}:
        return None
    former = FormerAddress.objects.filter(slug=slug).select_related("group").first()
    if former is None:
        return None
    return Group.objects.visible_to(request.user).filter(pk=former.group_id).first()
