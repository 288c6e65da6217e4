from django.contrib import admin

from ccpl_portal.desk.registry import task
from ccpl_portal.publishing.admin import PublishingAdmin

from .models import Page
from .views import show


@admin.register(Page)
class PageAdmin(PublishingAdmin):
    list_display = ["title", "slug", "language_label", "state", "updated_at", "updated_by"]
    list_filter = ["state", "is_easy_read", "lang"]
    search_fields = ["title", "slug", "plain_text"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["tags"]
    autocomplete_fields = ["picture"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "introduction", "picture", "body_html"]}),
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


task("Edit a page", "admin:comms_page_changelist", "comms.change_page", order=20)
task("Add a page", "admin:comms_page_add", "comms.add_page", order=30)
