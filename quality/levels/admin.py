from django.contrib import admin

from .models import AssuranceLevel


@admin.register(AssuranceLevel)
class AssuranceLevelAdmin(admin.ModelAdmin):
    """The levels' own words. Who is on which level is set on the portal's pages."""

    list_display = ["name", "position", "description"]
