from django.contrib import admin

from ccpl_portal.desk.registry import task

from .models import PanelMember


@admin.register(PanelMember)
class PanelMemberAdmin(admin.ModelAdmin):
    """To look at: a panel is changed on its own page, which knows until when it may change."""

    list_display = ["person", "role", "is_chair", "profession", "training_expires", "declared_at"]
    list_filter = ["is_chair", "role__state"]
    list_select_related = ["person", "role", "profession"]
    search_fields = ["person__name", "role__title"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


task(
    "See what each recruitment waits for",
    "coordination:list",
    "leadership_dev.view_panelmember",
    order=55,
)
