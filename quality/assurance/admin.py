from django.contrib import admin

from .models import QualityGroup


@admin.register(QualityGroup)
class QualityGroupAdmin(admin.ModelAdmin):
    """Which group looks after quality where. Its members write the reports."""

    list_display = ["group", "body", "area"]
    list_select_related = ["group", "body", "area"]
    autocomplete_fields = ["group", "body", "area"]
