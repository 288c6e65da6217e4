from django.contrib import admin

from .models import Paper, Submission


@admin.register(Paper)
class PaperAdmin(admin.ModelAdmin):
    """Managers look papers up; those who keep them change them. Private ones are not listed."""

    list_display = ["title", "group", "author", "created_at", "withdrawn_at"]
    list_filter = ["group"]
    list_select_related = ["group"]
    search_fields = ["title", "author"]
    fields = ["title", "group", "kind", "author", "purpose", "recommendation", "withdrawn_at"]
    readonly_fields = fields

    def get_queryset(self, request):
        shown = Submission.objects.visible_to(request.user).filter(paper__withdrawn_at=None)
        return super().get_queryset(request).filter(pk__in=shown.values("paper"))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
