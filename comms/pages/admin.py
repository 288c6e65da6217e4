from django.contrib import admin
from django.urls import reverse

from ccpl_portal.desk.registry import care, task
from ccpl_portal.publishing.admin import PublishingAdmin
from ccpl_portal.ui.dates import day

from .models import Page
from .views import show


@admin.register(Page)
class PageAdmin(PublishingAdmin):
    list_display = ["title", "slug", "language_label", "state", "owner", "review_on", "updated_at"]
    list_select_related = ["owner"]
    list_filter = ["state", "is_easy_read", "lang"]
    search_fields = ["title", "slug", "plain_text"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["tags"]
    autocomplete_fields = ["picture", "owner"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "introduction", "picture", "body_html"]}),
        ("Who looks after it", {"fields": ["owner", "review_on"]}),
        (
            "Other languages and easy read",
            {
                "fields": ["variant_of", "is_easy_read", "lang", "language", "dir"],
                "classes": ["collapse"],
            },
        ),
        ("Where it belongs", {"fields": ["position", "tags"], "classes": ["collapse"]}),
    ]

    def page(self, request, thing):
        return show(request, thing)


@care
def pages_to_review(user):
    """Each page whose review date has come, with whoever answers for it."""
    for page in Page.objects.due_for_review().select_related("owner").order_by("review_on"):
        owner = f", {page.owner} answers for it" if page.owner else ", nobody answers for it"
        words = f"The page “{page.title}” is to be reviewed since {day(page.review_on)}{owner}"
        yield words, reverse("admin:comms_page_change", args=[page.pk])


task("Edit a page", "admin:comms_page_changelist", "comms.change_page", order=20)
task("Add a page", "admin:comms_page_add", "comms.add_page", order=30)
