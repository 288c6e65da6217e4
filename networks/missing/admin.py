from django.contrib import admin

from .models import Gap


@admin.register(Gap)
class GapAdmin(admin.ModelAdmin):
    list_display = ["__str__", "group", "is_wanted", "owner", "review_on", "call"]
    list_filter = ["is_wanted", "family", "sector", "place"]
    list_select_related = ["group", "family", "sector", "place", "organisation", "owner"]
    search_fields = ["group__name", "engaging", "working", "call"]
    autocomplete_fields = ["group", "place", "organisation", "owner"]
