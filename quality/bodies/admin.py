from django.contrib import admin

from .actions import adopt_home
from .models import Area, Body, System


@admin.register(System)
class SystemAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "is_home"]
    search_fields = ["name", "code"]


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "system"]
    list_filter = ["system"]
    search_fields = ["name", "code"]


@admin.register(Body)
class BodyAdmin(admin.ModelAdmin):
    """Adds one of the portal's own organisations to those that send returns."""

    list_display = ["name", "code", "system"]
    list_filter = ["system"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["organisation"]
    fields = ["organisation"]

    def save_model(self, request, obj, form, change):
        obj.system = adopt_home()
        obj.code, obj.name = obj.organisation.ods_code, obj.organisation.name
        super().save_model(request, obj, form, change)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "organisation" in form.base_fields:
            form.base_fields["organisation"].required = True
        return form
