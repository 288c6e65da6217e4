from django.contrib import admin

from ccpl_portal.desk.registry import task

from .models import Action, ActionChange


class ChangeInline(admin.TabularInline):
    model = ActionChange
    fields = ["at", "state", "owner_name", "due_on", "by"]
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Action)
class ActionAdmin(admin.ModelAdmin):
    """To look at: owners say how far they have come, secretaries change owner and date."""

    list_display = ["reference", "group", "owner_words", "due_on", "state"]
    list_filter = ["state", "group"]
    list_select_related = ["group", "owner"]
    search_fields = ["reference", "text", "owner_name"]
    inlines = [ChangeInline]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


task("Look up an action", "admin:governance_action_changelist", "governance.view_action", order=72)
