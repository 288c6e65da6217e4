from django.contrib import admin, messages

from ccpl_portal.audit.actions import record

from . import actions
from .models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    list_display = [
        "kind",
        "key",
        "state",
        "created_at",
        "started_at",
        "seconds",
        "attempts",
        "why",
    ]
    list_filter = ["state", "kind"]
    search_fields = ["kind", "key"]
    ordering = ["-pk"]
    show_full_result_count = False
    actions = ["run_again"]

    @admin.display(description="took, in seconds")
    def seconds(self, job):
        return f"{job.took.total_seconds():.1f}" if job.took is not None else None

    @admin.display(description="why it failed")
    def why(self, job):
        return job.reason[:120]

    @admin.action(description="Run again", permissions=["view"])
    def run_again(self, request, chosen):
        moved = [job for job in chosen if actions.run_again(job=job)]
        for job in moved:
            record("ran job again", job, by=request.user)
        words = f"{len(moved)} {'job' if len(moved) == 1 else 'jobs'} will run again"
        if left := len(chosen) - len(moved):
            was = "was left alone: it has" if left == 1 else "were left alone: they have"
            was_asked = "it was" if left == 1 else "they were"
            words += f". {left} {was} not failed, or {was_asked} asked for anew"
        self.message_user(request, words, messages.SUCCESS if moved else messages.WARNING)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
