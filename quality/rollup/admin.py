from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path

from ccpl_portal.desk.registry import task
from ccpl_portal.jobs.models import Job

from .models import RollupRun

MOST = 30


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

    def get_urls(self):
        page = self.admin_site.admin_view(self.work)
        return [path("work/", page, name="quality_rolluprun_work"), *super().get_urls()]

    def work(self, request):
        """What ran in the background, how long, over what, and what failed and why."""
        if not request.user.has_perm("ccpl_portal.view_job"):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Work in the background",
            "failed": Job.objects.failed().order_by("-pk")[:MOST],
            "unfinished": (Job.objects.waiting() | Job.objects.running()).order_by("pk")[:MOST],
            "runs": RollupRun.objects.select_related("system")[:MOST],
            "done": Job.objects.filter(state=Job.State.DONE).order_by("-finished_at")[:MOST],
        }
        return render(request, "admin/quality/work.html", context)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="took")
    def took(self, run):
        return f"{run.took.total_seconds():.2f} seconds"


task(
    "See the work in the background",
    "admin:quality_rolluprun_work",
    "ccpl_portal.view_job",
    order=85,
)
