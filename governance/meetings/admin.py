from django.contrib import admin

from ccpl_portal.desk.registry import task

from .items import AgendaItem
from .models import Meeting
from .rules import may_correct


class AgendaInline(admin.TabularInline):
    model = AgendaItem
    fields = ["position", "title", "purpose", "presenter", "minutes_allotted", "visibility"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


@admin.register(Meeting)
class MeetingAdmin(admin.ModelAdmin):
    """Managers read here; meetings are made and changed by those who run the group."""

    list_display = ["name", "group", "starts_at", "state", "visibility"]
    list_filter = ["state", "group"]
    list_select_related = ["group"]
    search_fields = ["title", "group__name"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at"]
    inlines = [AgendaInline]
    fieldsets = [
        (None, {"fields": ["group", "title", "purpose", "state", "visibility"]}),
        ("When and where", {"fields": ["starts_at", "ends_at", "place", "online_link"]}),
        ("Cancelling", {"fields": ["cancelled_because"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return may_correct(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return False


task(
    "Look up a meeting", "admin:governance_meeting_changelist", "governance.view_meeting", order=70
)
