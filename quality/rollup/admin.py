from django.contrib import admin

from .models import RollupRun


@admin.register(RollupRun)
class RollupRunAdmin(admin.ModelAdmin):
    """What was rolled up, how long it took and what it changed."""

    list_display = [
        "finished_at",
        "system",
        "is_complete",
        "took",
        "computed",
        "written",
        "removed",
        "job",
    ]
    list_filter = ["system", "is_complete"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="took")
    def took(self, run):
        return f"{(run.finished_at - run.started_at).total_seconds():.2f} seconds"
