from django.contrib import admin

from ccpl_portal.desk.registry import task

from .models import Customs, StandingItem


@admin.register(Customs)
class CustomsAdmin(admin.ModelAdmin):
    list_display = ["group", "rhythm", "papers_due_days", "publish_days", "draft_minutes_days"]
    list_select_related = ["group"]
    search_fields = ["group__name"]
    autocomplete_fields = ["group"]
    fieldsets = [
        (None, {"fields": ["group"]}),
        (
            "When the group meets",
            {"fields": ["rhythm", "every", "which", "weekday", "starts_at", "lasts_minutes"]},
        ),
        (
            "Deadlines in working days",
            {
                "fields": [
                    "papers_due_days",
                    "publish_days",
                    "draft_minutes_days",
                    "approved_minutes_days",
                ]
            },
        ),
        ("Letters and quorum", {"fields": ["letters_wait_minutes", "withdrawal_counts_to_quorum"]}),
    ]


@admin.register(StandingItem)
class StandingItemAdmin(admin.ModelAdmin):
    list_display = ["title", "group", "position", "purpose", "presenter", "minutes_allotted"]
    list_filter = ["group"]
    list_select_related = ["group"]
    search_fields = ["title"]
    autocomplete_fields = ["group"]
    list_editable = ["position"]


task(
    "Change what stands on each agenda",
    "admin:governance_standingitem_changelist",
    "governance.change_standingitem",
    order=71,
)
