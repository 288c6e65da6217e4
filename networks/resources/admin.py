from django.contrib import admin

from .models import Resource


@admin.register(Resource)
class ResourceAdmin(admin.ModelAdmin):
    list_display = ["title", "group", "kind", "audience", "review_on", "withdrawn_at", "opened"]
    list_filter = ["kind", "audience", "withdrawn_at"]
    list_select_related = ["group"]
    search_fields = ["title", "summary", "group__name"]
    autocomplete_fields = ["group", "tags"]
    readonly_fields = ["file", "opened", "withdrawn_at"]
