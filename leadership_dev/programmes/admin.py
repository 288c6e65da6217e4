from django.contrib import admin

from ccpl_portal.desk.registry import task
from ccpl_portal.publishing.admin import PublishingAdmin

from .models import Programme, ProgrammeLevel
from .views import show


@admin.register(Programme)
class ProgrammeAdmin(PublishingAdmin):
    list_display = ["title", "provider", "level", "apply_by", "state", "updated_by"]
    list_filter = ["state", "level", "delivery"]
    list_select_related = ["level", "updated_by"]
    search_fields = ["title", "provider", "plain_text"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["picture", "organisation"]
    filter_horizontal = ["tags", "professions", "places"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "introduction", "picture", "body_html"]}),
        ("Who runs it and for whom", {"fields": ["provider", "organisation", "level", "audience"]}),
        (
            "How and when",
            {
                "fields": [
                    "delivery",
                    "length",
                    "hours_a_week",
                    "starts_on",
                    "ends_on",
                    "apply_by",
                    "places_offered",
                ]
            },
        ),
        ("Cost and recognition", {"fields": ["cost_pounds", "cost_note", "cpd_points"]}),
        ("How to apply", {"fields": ["link", "contact", "mailbox", "checked_on"]}),
        (
            "Where it belongs",
            {"fields": ["professions", "places", "tags"], "classes": ["collapse"]},
        ),
    ]

    def page(self, request, thing):
        return show(request, thing)


@admin.register(ProgrammeLevel)
class ProgrammeLevelAdmin(admin.ModelAdmin):
    list_display = ["name", "summary", "position"]
    prepopulated_fields = {"slug": ["name"]}


task(
    "Add a programme or course",
    "admin:leadership_dev_programme_add",
    "leadership_dev.add_programme",
    order=50,
)
