from django.contrib import admin

from .models import TermsOfReference


@admin.register(TermsOfReference)
class TermsOfReferenceAdmin(admin.ModelAdmin):
    list_display = ["group", "number", "adopted_on", "added_by"]
    list_select_related = ["group", "added_by"]
    search_fields = ["group__name"]
    autocomplete_fields = ["group"]
