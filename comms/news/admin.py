from django.contrib import admin

from ccpl_portal.desk.registry import task
from ccpl_portal.publishing.admin import PublishingAdmin

from .models import NewsItem
from .views import show


@admin.register(NewsItem)
class NewsItemAdmin(PublishingAdmin):
    list_display = ["title", "group", "state", "published_at", "updated_by"]
    list_filter = ["state", "published_at"]
    list_select_related = ["group", "updated_by"]
    search_fields = ["title", "plain_text"]
    prepopulated_fields = {"slug": ["title"]}
    filter_horizontal = ["tags"]
    autocomplete_fields = ["picture", "group"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "introduction", "picture", "body_html"]}),
        ("Where it belongs", {"fields": ["group", "tags"], "classes": ["collapse"]}),
    ]

    def page(self, request, thing):
        return show(request, thing)


task("Publish news", "admin:comms_newsitem_add", "comms.add_newsitem", order=10)
