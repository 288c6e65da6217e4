from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect

from .registry import cares_for, tasks_for


class Desk(AdminSite):
    """Django's admin, opened by programme managers and superusers only."""

    site_header = "Programme desk"
    site_title = "Programme desk"
    index_title = "What do you want to do?"
    index_template = "admin/desk/index.html"
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if self.has_permission(request):
                return guarded(request, *args, **kwargs)
            if request.user.is_authenticated:
                raise Http404
            return redirect_to_login(request.get_full_path())

        return update_wrapper(inner, guarded)

    def login(self, request, extra_context=None):
        """One sign-in for the whole portal, with its throttles and second factor."""
        return self.admin_view(lambda request: redirect("admin:index"))(request)

    def index(self, request, extra_context=None):
        return super().index(
            request,
            {
                "tasks": tasks_for(request.user),
                "cares": cares_for(request.user),
                **(extra_context or {}),
            },
        )
