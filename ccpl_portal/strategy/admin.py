from django.contrib import admin

from .models import Aim, Principle, PriorityArea, Tag, Theme, TransformationProgramme, Workstream


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    """Found by the boxes in which other things are tagged; edited under its own kind."""

    search_fields = ["name", "slug", "kind"]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class OfKindAdmin(admin.ModelAdmin):
    list_display = ["name", "summary", "position"]
    list_editable = ["position"]
    search_fields = ["name", "summary", "text"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["serves"]
    fields = ["name", "slug", "summary", "text", "serves", "position"]


@admin.register(Principle)
class PrincipleAdmin(OfKindAdmin):
    list_display = ["number", "name"]
    list_display_links = ["name"]
    list_editable = []
    prepopulated_fields = {}
    autocomplete_fields = []
    fields = ["number", "name", "summary", "text"]


class LedAdmin(OfKindAdmin):
    list_display = ["name", "lead", "position"]
    list_select_related = ["lead"]
    autocomplete_fields = ["lead", "serves"]
    fields = ["name", "slug", "summary", "text", "lead", "mailbox", "serves", "position"]


@admin.register(Workstream)
class WorkstreamAdmin(LedAdmin):
    pass


@admin.register(TransformationProgramme)
class TransformationProgrammeAdmin(LedAdmin):
    fields = [*LedAdmin.fields, "website"]


@admin.register(Aim)
class AimAdmin(OfKindAdmin):
    list_display = ["name", "horizon", "position"]
    list_filter = ["horizon"]
    fields = ["name", "slug", "text", "horizon", "serves", "position"]


@admin.register(PriorityArea)
class PriorityAreaAdmin(OfKindAdmin):
    pass


@admin.register(Theme)
class ThemeAdmin(OfKindAdmin):
    pass
